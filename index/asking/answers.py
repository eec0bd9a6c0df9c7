"""What a question comes to: evidence, citations, an answer. All frozen; offsets count code points.

Paragraphs, sentences and citations are numbered from 1.
"""

from bisect import bisect_right
from dataclasses import dataclass
from typing import Literal

from index.asking.judging.explanation import Explanation
from index.models import Article, Sentence

CUT, LIMITED = " … ", ": "
"""Between the words that limit a yes or a no, and before them."""

Certainty = Literal["high", "good", "fair"]
Outcome = Literal["answer", "perhaps", "silent"]
"""`perhaps`: cited as an answer is, but it isn't sure that it answers."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """An answering sentence with the neighbours shown around it: `[start, end)` in the article.

    `score` is in [0, 1]. `phrase` is where in the article the words stand that answer, if they
    could be told from the rest of the sentence. `short` is an answer that isn't the text's own
    words: "yes", "no", or how many items a list has that is shown whole; `limits` are the places in
    the article that a yes or a no depends on. `whole` is where the list
    or table stands that answers as a whole, as far as it is shown: `[start, end)` from the first to
    the last of its items; `further` counts the others.
    """

    sentence: Sentence
    start: int
    end: int
    score: float
    phrase: tuple[int, int] | None = None
    short: str | None = None
    limits: tuple[tuple[int, int], ...] = ()
    whole: tuple[int, int] | None = None
    further: int = 0

    @property
    def answer(self) -> tuple[int, int]:
        """Where what answers stands, `[start, end)` in the article: a sentence, or a whole list."""
        return self.whole or (self.sentence.span.start, self.sentence.span.end)

    @property
    def article(self) -> Article:
        """The version of the article that it is from."""
        return self.sentence.article

    @property
    def limited(self) -> str:
        """What a yes or a no depends on, verbatim; empty if on nothing."""
        return CUT.join(" ".join(self.article.text[slice(*each)].split()) for each in self.limits)

    @property
    def text(self) -> str:
        """What is shown, verbatim."""
        return self.article.text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Hit:
    """A sentence that may answer, with the passage that was found and holds it.

    `score` is its share of the best one's, in [0, 1].
    """

    sentence: Sentence
    passage: tuple[Sentence, ...]
    score: float


@dataclass(frozen=True, slots=True)
class Citation:
    """Numbered evidence. `excerpt` was compared with the stored text before it got here.

    `relative_dates` are words of the answering sentence, such as "am Mittwoch", that say when only
    together with the article's date. `expired`: its article's last day is over.
    """

    number: int
    evidence: Evidence
    excerpt: str
    relative_dates: tuple[str, ...] = ()
    expired: bool = False

    @property
    def article(self) -> Article:
        """The version of the article that the excerpt is from."""
        return self.evidence.article

    @property
    def sentence(self) -> Sentence:
        """The sentence that answers."""
        return self.evidence.sentence

    @property
    def page(self) -> int | None:
        """The page of the answering sentence, from 1, if the article has pages."""
        pages = self.article.pages
        return bisect_right(pages, self.sentence.span.start) if pages else None

    @property
    def path(self) -> tuple[str, ...]:
        """Where it stands (`Sentence.path`)."""
        return self.sentence.path

    @property
    def marked(self) -> tuple[str, str, str]:
        """The excerpt in three: before what answers, that, after it."""
        return self._divided(*self.evidence.answer)

    @property
    def answering(self) -> tuple[str, str, str]:
        """The excerpt in three: before the words that answer, the words, after them."""
        if self.evidence.phrase is None:
            return self.marked
        return self._divided(*self.evidence.phrase)

    def introduction(self, shown: str) -> tuple[str, ...]:
        """What leads in to the sentence, and its table's header row: what `shown` lacks of it."""
        context, there = self.sentence.context, " ".join(shown.split())
        lines = (*context.lead_ins, *([context.header] if context.header else []))
        return tuple(line for line in lines if line not in there)

    def _divided(self, start: int, end: int) -> tuple[str, str, str]:
        start, end = start - self.evidence.start, end - self.evidence.start
        return self.excerpt[:start], self.excerpt[start:end], self.excerpt[end:]

    def to_dict(self) -> dict[str, object]:
        """Return the citation as programs get it (`belegbot ask --json`)."""
        article, span = self.article, self.sentence.span
        start, end = self.evidence.answer
        return {
            "number": self.number,
            "article_id": article.id,
            "revision": article.revision,
            "title": article.title,
            "date": article.date,
            "valid_until": article.valid_until,
            "expired": self.expired,
            "url": article.url,
            "page": self.page,
            "unit": self.sentence.span.kind,
            "path": list(self.path),
            "paragraph": span.paragraph,
            "sentence": span.number,
            "start": self.evidence.start,
            "end": self.evidence.end,
            "answer": {"start": start, "end": end},
            "excerpt": self.excerpt,
            "score": round(self.evidence.score, 4),
        }


@dataclass(frozen=True, slots=True)
class Quote:
    """A citation as it is kept: `[start, end)` is what answers in that version's text."""

    number: int
    article_id: str
    version: int
    paragraph: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Turn:
    """What was asked before and the sentences that were cited for it, best first.

    `question` is as it was searched, with what it took over itself; `own` is what the person wrote,
    if that is known. `answered` is false if nothing was found.
    """

    question: str
    cited: tuple[str, ...] = ()
    own: str = ""
    answered: bool = True


@dataclass(frozen=True, slots=True)
class Answer:
    """Sentences from the sources with their citations, or an abstention with what came nearest.

    `confidence` is in [0, 1], `certainty` is that in words, for people. Exactly one of
    `citations` and `nearest` can be non-empty. `perhaps` says that what is cited may answer, but it
    isn't certain; `missing` are the kinds of things that are asked for and that nothing has
    (`AnswerType`); `doubtful` says of silence that what came nearest may answer all the same.
    `differing` says that the cited articles give different answers; the newest comes first, where
    their dates tell (`newest_first`).
    `asked` is the question as it was searched, with what a follow-up takes from the turn before.
    `revision` is the corpus's when the answer was made. `explanation` says why it came to this.
    `text` is what the first `lines` citations say, of several questions that of their parts.
    `pinned` says that people have approved what is cited as the answer to this question.
    `further` says that other passages are near, too, beside those that are cited or came nearest;
    of a pinned answer that isn't looked for, it is supposed.

    If several questions were asked at once, `parts` are their answers, in order, two or more, and
    `left_out` says how many further questions weren't answered. All else then speaks of the whole:
    the best outcome of a part; the lowest confidence of those that are cited; all citations, each
    once, in whose numbers the parts' are; what came nearest only if every part is silent.
    """

    question: str
    text: str
    confidence: float
    citations: tuple[Citation, ...] = ()
    nearest: tuple[Citation, ...] = ()
    differing: bool = False
    asked: str = ""
    revision: int = 0
    certainty: Certainty = "fair"
    perhaps: bool = False
    missing: tuple[str, ...] = ()
    doubtful: bool = False
    explanation: Explanation | None = None
    lines: int = 0
    parts: "tuple[Answer, ...]" = ()
    left_out: int = 0
    pinned: bool = False
    further: bool = False

    @property
    def turn(self) -> Turn:
        """What a follow-up question needs to know of this one."""
        if self.parts:
            answered = [part for part in self.parts if not part.abstained]
            return (answered or self.parts)[-1].turn
        cited = tuple(citation.sentence.text for citation in self.citations)
        return Turn(self.asked or self.question, cited, self.question, not self.abstained)

    @property
    def abstained(self) -> bool:
        """Whether the sources don't say."""
        return not self.citations

    @property
    def outcome(self) -> Outcome:
        """What came of the question."""
        if self.abstained:
            return "silent"
        return "perhaps" if self.perhaps else "answer"

    @property
    def complete(self) -> bool:
        """Whether each question has an answer that is certain enough, and that holds today."""
        parts = self.parts or (self,)
        return all(part.outcome == "answer" and not part.expired for part in parts)

    @property
    def expired(self) -> bool:
        """Whether something that answers is of an article whose last day is over."""
        return any(citation.expired for citation in self.citations[: self.lines or 1])

    @property
    def newest_first(self) -> bool:
        """Whether of articles that differ the dates tell which is newer."""
        dates = [citation.article.date for citation in self.citations[: self.lines]]
        return self.differing and None not in dates and len({*dates}) > 1

    @property
    def short(self) -> str | None:
        """The words that answer, "yes" or "no" with what limits it, where these could be told."""
        if self.abstained or self.parts:
            return None
        first = self.citations[0]
        if first.evidence.short is not None:
            return LIMITED.join(filter(None, (first.evidence.short, first.evidence.limited)))
        return " ".join(first.answering[1].split()) if first.evidence.phrase else None

    def to_dict(self, *, explained: bool = False) -> dict[str, object]:
        """Return the answer as programs get it (`belegbot ask --json`), with its reasons or not."""
        answer: dict[str, object] = {
            "question": self.question,
            "asked": self.asked.replace("\N{INVISIBLE SEPARATOR}", ""),
            "revision": self.revision,
            "outcome": self.outcome,
            "abstained": self.abstained,
            "answer": None if self.abstained else self.text,
            "short": self.short,
            "certainty": None if self.abstained else self.certainty,
            "confidence": round(self.confidence, 4),
            "differing": self.differing,
            "missing": list(self.missing),
            "citations": [citation.to_dict() for citation in self.citations],
        }
        if self.abstained:
            answer["nearest"] = [citation.to_dict() for citation in self.nearest]
        if self.parts:
            answer["parts"] = [part.to_dict(explained=explained) for part in self.parts]
            answer["left_out"] = self.left_out
        if self.pinned:
            answer["pinned"] = True
        if explained and self.explanation is not None:
            answer["explanation"] = self.explanation.to_dict()
        return answer

"""A ranking and its verdict -> the evidence to cite and the words that answer, all the sources'.

Where nothing answers, what comes nearest is chosen to be shown as such.
"""

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, islice, takewhile

from index.asking.answer_types import AnswerType, answer_type
from index.asking.answers import Evidence, Hit
from index.asking.differing import (
    COMPARABLE,
    COUNTED,
    Phrase,
    contradict,
    newest_first,
    speak_of_same,
)
from index.asking.excerpts import AFTER, BEFORE, ROOMY, excerpt, leads_in
from index.asking.forms.cells import phrase
from index.asking.forms.comparison import both
from index.asking.forms.counting import counted
from index.asking.forms.definition import defining_first
from index.asking.forms.faq import UNITS, answered, is_asked
from index.asking.forms.latest import latest_first
from index.asking.forms.lists import beginning, goes_on, whole
from index.asking.forms.near import is_near, names_something
from index.asking.forms.polarity import decided
from index.asking.helpers.breaker import Breaker
from index.asking.helpers.reader import Reader
from index.asking.judging.judge import Verdict
from index.asking.ranking.ranker import Ranking
from index.corpus.corpus import Corpus
from index.corpus.pins import Place
from index.language.words import points_back
from index.models import Sentence

RELATED = 0.4
"""A further sentence is cited if it is at least so likely, beside the best one, to be the right."""

DISPUTED = 0.15
"""What is half as likely still, and speaks of the same in another article, may say otherwise."""

LIKELY = 0.1
"""From which probability on what shares no word with the question is near to it all the same."""


@dataclass(frozen=True, slots=True)
class Composition:
    """What to cite, best first. The sentences of its first `lines` are the answer, none if silent.

    `differing` says that they contradict each other; the newest comes first.
    """

    evidence: Sequence[Evidence]
    lines: int = 0
    differing: bool = False


class Composer:
    """Chooses what is shown, and marks the words that answer. Thread-safe.

    A reader finds those words; without one, or while it fails, the answer's type does. Who else
    uses the reader shares the breaker `reading`.
    """

    def __init__(
        self, corpus: Corpus, reader: Reader | None = None, reading: Breaker | None = None
    ) -> None:
        self._corpus = corpus
        self._reader = reader
        self._reading = reading or Breaker()

    def compose(self, question: str, ranking: Ranking, verdict: Verdict, limit: int) -> Composition:
        """Answer with the best sentence and up to `limit` that come close, or show the nearest."""
        if verdict.outcome == "silent":
            return Composition(self.nearest(question, ranking, verdict, limit))
        close = [hit for hit in ranking.hits if hit.score >= RELATED * ranking.hits[0].score]
        if compared := both(question, ranking.hits):
            # What of a table or list is compared stands by itself.
            apart = compared[0].sentence.span.kind in {"row", "item"}
            shown = self._shown(question, compared, verdict, limit, 0 if apart else ROOMY)
        else:
            hits = _round_robin(defining_first(question, close))
            hits = latest_first(question, hits)
            shown = self._shown(question, hits, verdict, limit, formed=True)
        shown = [self._read(question, evidence) for evidence in shown]
        differing = [] if compared else self._differing(question, ranking, verdict, shown)
        if differing:
            return Composition(
                newest_first(differing, self._corpus.today()), lines=len(differing), differing=True
            )
        if verdict.outcome == "answer":
            first = shown[0]
            shown[0] = first if first.short else decided(question, first, ranking.hits)
        return Composition(shown, lines=len(shown) if compared else 1)

    def fixed(self, question: str, place: Place) -> Evidence:
        """Return a fixed answer with its surroundings, as any sentence that answers has them."""
        sentence = place.sentence
        around = self._corpus.around(sentence, BEFORE, AFTER)
        passage = [each for each in around if each.span.passage == sentence.span.passage]
        hit = Hit(sentence, tuple(passage or [sentence]), 1.0)
        start, end = excerpt(sentence, self._surroundings(hit), ROOMY)
        if place.end > sentence.span.end:
            whole = (place.start, place.end)
            return Evidence(
                sentence, min(start, place.start), max(end, place.end), 1.0, whole=whole
            )
        phrase = _phrase(question, answer_type(question), hit)
        return self._read(question, Evidence(sentence, start, end, 1.0, phrase))

    def nearest(
        self, question: str, ranking: Ranking, verdict: Verdict, limit: int
    ) -> list[Evidence]:
        """Return up to `limit` pieces of evidence that are near, best first, answering or not."""
        return self._shown(question, _near(question, ranking, verdict), verdict, limit)

    def further(
        self, question: str, ranking: Ranking, verdict: Verdict, composition: Composition
    ) -> bool:
        """Tell whether anything is near beside what is composed."""
        near = self._each(question, _near(question, ranking, verdict), verdict, phrased=False)
        return any(
            not any(_answers_by(shown, each.sentence) for shown in composition.evidence)
            for each in near
        )

    def _shown(  # noqa: PLR0913 - the last two are how
        self,
        question: str,
        hits: Iterable[Hit],
        verdict: Verdict,
        limit: int,
        roomy: int = ROOMY,
        *,
        formed: bool = False,
    ) -> list[Evidence]:
        """Return the first `limit` hits with their surroundings, none that an earlier one shows.

        `formed` gives them the form of the question.
        """
        found = self._each(question, hits, verdict, roomy, formed=formed)
        return list(islice(found, limit))

    def _each(  # noqa: PLR0913 - as above
        self,
        question: str,
        hits: Iterable[Hit],
        verdict: Verdict,
        roomy: int = ROOMY,
        *,
        formed: bool = False,
        phrased: bool = True,
    ) -> Iterator[Evidence]:
        kind = answer_type(question)
        shown: list[Evidence] = []
        for hit in hits:
            if any(_shows(each, hit.sentence) or goes_on(each, hit.sentence) for each in shown):
                continue
            start, end = excerpt(hit.sentence, self._surroundings(hit), roomy)
            score = verdict.confidence * hit.score
            phrase = _phrase(question, kind, hit) if phrased else None
            evidence = Evidence(hit.sentence, start, end, score, phrase)
            form = self._form(question, evidence) if formed else evidence
            choice = (form, evidence, _by_itself(evidence))
            shown.append(next((each for each in choice if not _repeats(each, shown)), choice[-1]))
            yield shown[-1]

    def _differing(
        self, question: str, ranking: Ranking, verdict: Verdict, shown: Sequence[Evidence]
    ) -> list[Evidence]:
        """Return what contradicts each other, of what is shown and of what speaks of the same."""
        kind = answer_type(question)
        if kind is None or kind not in COMPARABLE:
            return []
        first, least = ranking.hits[0].sentence, DISPUTED * ranking.hits[0].score
        language = first.article.language
        if kind in COUNTED:
            shown = [
                each
                for each in shown
                if each.article.language != language or speak_of_same(first, each.sentence)
            ]
        known = {evidence.article.id for evidence in shown}
        further = [
            hit
            for hit in takewhile(lambda hit: hit.score >= least, ranking.hits)
            if hit.sentence.article.id not in known and speak_of_same(first, hit.sentence)
        ]
        return _contradicting([*shown, *self._shown(question, further, verdict, 1)], kind)

    def _form(self, question: str, evidence: Evidence) -> Evidence:
        sentence = evidence.sentence
        blocks = self._corpus.blocks(sentence.article.revision)
        if (begin := beginning(question, evidence, blocks)) is not None:
            units = self._corpus.units(sentence.article.revision)
            sentence = next(unit for unit in units if unit.span.start >= begin)
            span = sentence.span
            evidence = replace(evidence, sentence=sentence, start=span.start, end=span.end)
        formed = counted(question, evidence, blocks)
        formed = whole(question, formed, blocks) if formed is evidence else formed
        if is_asked(sentence, question):
            return answered(formed, self._corpus.around(sentence, UNITS, UNITS))
        return formed

    def _surroundings(self, hit: Hit) -> Sequence[Sentence]:
        """Return the hit's passage with what the hit needs of what is before and after it.

        It needs that where it begins the passage by pointing back, or ends it by leading in to
        something. What stands under another heading or question is about something else.
        """
        first, last = hit.passage[0], hit.passage[-1]
        begins = hit.sentence.id == first.id and points_back(first.text)
        ends = hit.sentence.id == last.id and leads_in(last)
        if not (begins or ends):
            return hit.passage
        around = self._corpus.around(hit.sentence, BEFORE, AFTER)
        before: list[Sentence] = []
        after: list[Sentence] = []
        if begins:
            earlier = [sentence for sentence in around if sentence.id < first.id][-BEFORE:]
            before = list(takewhile(lambda other: other.path == first.path, reversed(earlier)))
        if ends:
            later = [sentence for sentence in around if sentence.id > last.id][:AFTER]
            after = list(takewhile(lambda other: other.path == last.path, later))
        return [*reversed(before), *hit.passage, *after]

    def _read(self, question: str, evidence: Evidence) -> Evidence:
        """Mark the words that the reader finds in the evidence's answering sentence."""
        if self._reader is None or evidence.whole is not None:
            return evidence
        start, span = evidence.start, evidence.sentence.span
        within = (span.start - start, span.end - start)
        answer = self._reading.attempt(self._reader.read, question, evidence.text, within)
        if answer is None:
            return evidence
        found = answer.phrase
        return replace(evidence, phrase=(start + found[0], start + found[1]) if found else None)


def _near(question: str, ranking: Ranking, verdict: Verdict) -> Iterator[Hit]:
    # What names nothing is as near to anything.
    likely = LIKELY if names_something(question) else math.inf
    for hit in ranking.hits:
        if verdict.confidence * hit.score >= likely or is_near(question, hit):
            yield hit


def _phrase(question: str, kind: AnswerType | None, hit: Hit) -> tuple[int, int] | None:
    start, found = hit.sentence.span.start, phrase(question, kind, hit.sentence)
    return (start + found[0], start + found[1]) if found else None


def _answers_by(evidence: Evidence, sentence: Sentence) -> bool:
    """Tell whether a sentence is what answers, or of the list that does."""
    same = evidence.article.revision == sentence.article.revision
    start, end = evidence.answer
    return same and start <= sentence.span.start and sentence.span.end <= end


def _shows(evidence: Evidence, sentence: Sentence) -> bool:
    span = sentence.span
    same = evidence.article.revision == sentence.article.revision
    return same and evidence.start <= span.start and span.end <= evidence.end


def _repeats(evidence: Evidence, shown: Sequence[Evidence]) -> bool:
    """Tell whether something of it is shown already."""
    return any(
        evidence.article.revision == other.article.revision
        and evidence.start < other.end
        and other.start < evidence.end
        for other in shown
    )


def _by_itself(evidence: Evidence) -> Evidence:
    span = evidence.sentence.span
    return replace(evidence, start=span.start, end=span.end)


def _round_robin(hits: Sequence[Hit]) -> list[Hit]:
    """Put each article's best hit before any article's second, so that none crowds out others."""
    count: dict[int, int] = {}
    rounds = []
    for hit in hits:
        revision = hit.sentence.article.revision
        count[revision] = count.get(revision, 0) + 1
        rounds.append(count[revision])
    return [hit for _, hit in sorted(zip(rounds, hits, strict=True), key=lambda pair: pair[0])]


def _contradicting(shown: Sequence[Evidence], kind: AnswerType) -> list[Evidence]:
    """Return the evidence of different articles whose answers contradict each other, if any do."""
    best = {evidence.article.id: evidence for evidence in reversed(shown) if evidence.phrase}
    phrases = {
        article: Phrase(evidence.article.text[slice(*evidence.phrase)], evidence.article.language)
        for article, evidence in best.items()
        if evidence.phrase
    }
    apart = {
        article
        for one, other in combinations(phrases, 2)
        if contradict(phrases[one], phrases[other], kind)
        for article in (one, other)
    }
    return [evidence for evidence in best.values() if evidence.article.id in apart]

"""Ranked sentences -> an answer whose every word is in the sources, or an abstention."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import combinations

from index.asking.answer_types import AnswerType, answer_type, find_phrase, relative_dates
from index.asking.answers import Answer, Citation, Hit, Passage, Ranked
from index.asking.differing import COMPARABLE, Phrase, contradict
from index.asking.errors import EvidenceError
from index.asking.excerpts import BEFORE, excerpt
from index.asking.helpers.reader import Reading
from index.corpus.corpus import Corpus
from index.i18n import N_
from index.language.words import points_back
from index.models import Sentence

THRESHOLD = 0.35
"""Least confidence of an answer."""

THRESHOLD_REASON = N_(
    "On XQuAD-R, 94% (German) and 96% (English) of the answerable questions reach it, "
    "and 6% and 8% of those whose article was removed."
)

RELATED = 0.8
"""A further sentence is cited if its score is at least this share of the best one's."""

Read = Callable[[str, str, tuple[int, int]], Reading | None]
"""Finds the words of a text that answer a question, inside `[start, end)` of it; None: can't."""


def compose(
    question: str, ranked: Ranked, corpus: Corpus, limit: int, read: Read | None = None
) -> Answer:
    """Answer with the best sentence and up to `limit` that come close, or abstain.

    `read` finds the words that answer; without it, or where it can't, the answer's type does.

    Raises:
        EvidenceError: an excerpt isn't what the corpus has; nothing of it is shown.
    """
    if not ranked.hits or ranked.confidence < THRESHOLD:
        found = nearest(question, ranked, corpus, limit)
        return Answer(question, "", ranked.confidence, nearest=found)
    kind = answer_type(question)
    close = [hit for hit in ranked.hits if hit.score >= RELATED * ranked.hits[0].score]
    passages = _passages(question, kind, _articles_in_turn(close), corpus, limit)
    if read is not None:
        passages = [_read(question, passage, read) for passage in passages]
    differing = _differing(passages, kind)
    if differing:
        passages = sorted(differing, key=lambda p: p.article.date or "", reverse=True)
    citations = _cite(passages, corpus)
    text = _text(citations if differing else citations[:1])
    return Answer(question, text, ranked.confidence, citations, differing=bool(differing))


def nearest(question: str, ranked: Ranked, corpus: Corpus, limit: int) -> tuple[Citation, ...]:
    """Return up to `limit` passages, best first, whether they answer or not.

    Raises:
        EvidenceError: an excerpt isn't what the corpus has; nothing of it is shown.
    """
    passages = _passages(question, answer_type(question), ranked.hits, corpus, limit)
    return _cite(passages, corpus)


def _passages(
    question: str, kind: AnswerType | None, hits: Sequence[Hit], corpus: Corpus, limit: int
) -> list[Passage]:
    """Return the first `limit` hits with their surroundings, none that an earlier one shows."""
    passages: list[Passage] = []
    for hit in hits:
        if len(passages) == limit:
            break
        sentence = hit.sentence
        if not any(_shows(passage, hit) for passage in passages):
            start, end = excerpt(sentence, _surroundings(hit, corpus))
            phrase = _phrase(question, kind, hit)
            passages.append(Passage(sentence, start, end, hit.score, phrase))
    return passages


def _surroundings(hit: Hit, corpus: Corpus) -> Sequence[Sentence]:
    """Return the hit's passage and, if it begins by pointing back, what comes before that."""
    first = hit.passage[0]
    if hit.sentence.id == first.id and points_back(first.text):
        return [*corpus.before(first, BEFORE), *hit.passage]
    return hit.passage


def _phrase(question: str, kind: AnswerType | None, hit: Hit) -> tuple[int, int] | None:
    if kind is None:
        return None
    article, start = hit.sentence.article, hit.sentence.span.start
    found = find_phrase(hit.sentence.text, kind, question, article.language)
    return (start + found[0], start + found[1]) if found else None


def _read(question: str, passage: Passage, read: Read) -> Passage:
    """Mark the words that a reader finds in the passage's answering sentence."""
    start, span = passage.start, passage.sentence.span
    reading = read(question, passage.text, (span.start - start, span.end - start))
    if reading is None:
        return passage
    found = reading.phrase
    return replace(passage, phrase=(start + found[0], start + found[1]) if found else None)


def _shows(passage: Passage, hit: Hit) -> bool:
    span = hit.sentence.span
    same = passage.article.revision == hit.sentence.article.revision
    return same and passage.start <= span.start and span.end <= passage.end


def _articles_in_turn(hits: Sequence[Hit]) -> list[Hit]:
    """Put each article's best hit before any article's second, so that none crowds out others."""
    seen: dict[int, int] = {}
    turns = []
    for hit in hits:
        revision = hit.sentence.article.revision
        seen[revision] = seen.get(revision, 0) + 1
        turns.append(seen[revision])
    return [hit for _, hit in sorted(zip(turns, hits, strict=True), key=lambda pair: pair[0])]


def _differing(passages: Sequence[Passage], kind: AnswerType | None) -> list[Passage]:
    """Return the passages of different articles whose answers contradict each other, if any do."""
    if kind is None or kind not in COMPARABLE:
        return []
    best = {passage.article.id: passage for passage in reversed(passages) if passage.phrase}
    told = {
        article: Phrase(passage.article.text[slice(*passage.phrase)], passage.article.language)
        for article, passage in best.items()
        if passage.phrase
    }
    apart = {
        article
        for one, other in combinations(told, 2)
        if contradict(told[one], told[other], kind)
        for article in (one, other)
    }
    return [passage for passage in best.values() if passage.article.id in apart]


def _cite(passages: Sequence[Passage], corpus: Corpus) -> tuple[Citation, ...]:
    return tuple(
        Citation(
            number,
            passage,
            _verified(passage, corpus),
            tuple(relative_dates(passage.sentence.text, passage.article.language)),
        )
        for number, passage in enumerate(passages, 1)
    )


def _verified(passage: Passage, corpus: Corpus) -> str:
    """Return the excerpt once the corpus confirms it, character by character."""
    article = passage.article
    stored = corpus.text(article.revision)
    excerpt = passage.text
    if stored[passage.start : passage.end] != excerpt or not excerpt:
        raise EvidenceError(article=article.id)
    return excerpt


def _text(citations: Sequence[Citation]) -> str:
    return "\n".join(
        f"{' '.join(citation.passage.sentence.text.split())} [{citation.number}]"
        for citation in citations
    )

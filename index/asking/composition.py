"""A ranking and its verdict -> the passages to cite and the words that answer, all of the sources'.

Where nothing answers, the nearest passages are chosen to be shown as such.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from time import monotonic

from index.asking.answer_types import AnswerType, answer_type, find_phrase
from index.asking.answers import Hit, Passage
from index.asking.differing import COMPARABLE, Phrase, contradict
from index.asking.excerpts import BEFORE, excerpt
from index.asking.helpers.breaker import Breaker
from index.asking.helpers.reader import Reader
from index.asking.judging.judge import Verdict
from index.asking.ranking.ranker import Ranking
from index.corpus.corpus import Corpus
from index.language.words import points_back
from index.models import Sentence

RELATED = 0.8
"""A further sentence is cited if its score is at least this share of the best one's."""


@dataclass(frozen=True, slots=True)
class Composition:
    """The passages to cite, best first, of which the first `told` make the answer: none if silent.

    `differing` says that they contradict each other; the newest comes first.
    """

    passages: Sequence[Passage]
    told: int = 0
    differing: bool = False


class Composer:
    """Chooses what is shown, and marks the words that answer. Thread-safe.

    A reader finds those words; without one, or while it fails, the answer's type does.
    """

    def __init__(
        self, corpus: Corpus, reader: Reader | None = None, clock: Callable[[], float] = monotonic
    ) -> None:
        self._corpus = corpus
        self._reader = reader
        self._reading = Breaker(clock)

    def compose(self, question: str, ranking: Ranking, verdict: Verdict, limit: int) -> Composition:
        """Answer with the best sentence and up to `limit` that come close, or show the nearest."""
        if not verdict.answered:
            return Composition(self.nearest(question, ranking, verdict, limit))
        close = [hit for hit in ranking.hits if hit.score >= RELATED * ranking.hits[0].score]
        passages = self._passages(question, _round_robin(close), verdict, limit)
        passages = [self._read(question, passage) for passage in passages]
        if differing := _differing(passages, answer_type(question)):
            newest_first = sorted(differing, key=lambda p: p.article.date or "", reverse=True)
            return Composition(newest_first, told=len(newest_first), differing=True)
        return Composition(passages, told=1)

    def nearest(
        self, question: str, ranking: Ranking, verdict: Verdict, limit: int
    ) -> list[Passage]:
        """Return up to `limit` passages, best first, whether they answer or not."""
        return self._passages(question, ranking.hits, verdict, limit)

    def _passages(
        self, question: str, hits: Sequence[Hit], verdict: Verdict, limit: int
    ) -> list[Passage]:
        """Return the first `limit` hits with their surroundings, none that an earlier one shows."""
        kind = answer_type(question)
        passages: list[Passage] = []
        for hit in hits:
            if len(passages) == limit:
                break
            if not any(_shows(passage, hit) for passage in passages):
                start, end = excerpt(hit.sentence, _surroundings(hit, self._corpus))
                score = verdict.confidence * hit.score
                phrase = _phrase(question, kind, hit)
                passages.append(Passage(hit.sentence, start, end, score, phrase))
        return passages

    def _read(self, question: str, passage: Passage) -> Passage:
        """Mark the words that the reader finds in the passage's answering sentence."""
        if self._reader is None:
            return passage
        start, span = passage.start, passage.sentence.span
        within = (span.start - start, span.end - start)
        answer = self._reading.attempt(self._reader.read, question, passage.text, within)
        if answer is None:
            return passage
        found = answer.phrase
        return replace(passage, phrase=(start + found[0], start + found[1]) if found else None)


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


def _shows(passage: Passage, hit: Hit) -> bool:
    span = hit.sentence.span
    same = passage.article.revision == hit.sentence.article.revision
    return same and passage.start <= span.start and span.end <= passage.end


def _round_robin(hits: Sequence[Hit]) -> list[Hit]:
    """Put each article's best hit before any article's second, so that none crowds out others."""
    count: dict[int, int] = {}
    rounds = []
    for hit in hits:
        revision = hit.sentence.article.revision
        count[revision] = count.get(revision, 0) + 1
        rounds.append(count[revision])
    return [hit for _, hit in sorted(zip(rounds, hits, strict=True), key=lambda pair: pair[0])]


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

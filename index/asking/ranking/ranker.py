"""Candidates -> their sentences, best first.

The formula scores what the words tell, fusion adds what the vectors say, sentences that hold what
is asked for ("wann": a date) are preferred, and a re-ranker, if there is one, has the last word.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import islice
from threading import Lock
from time import monotonic

from index.asking.answer_types import answer_type, holds_answer
from index.asking.answers import Hit
from index.asking.helpers.breaker import Breaker
from index.asking.helpers.reranker import Reranker
from index.asking.ranking.calibration import Calibration
from index.asking.ranking.coverage import Coverage, coverage
from index.asking.ranking.estimates import Estimates
from index.asking.ranking.formula import (
    Candidate,
    Floats,
    PassageTerms,
    QuestionParts,
    ScoredSentences,
    score,
    terms_of,
)
from index.asking.ranking.fusion import Similarities, fuse, similarities
from index.asking.retrieval import Candidates
from index.embedders import Embedder
from index.indexing.indexer import Indexer
from index.models import Sentence
from index.units.passages import answering

TYPED = 10
"""The best sentences, of which those prefer that hold what the question asks for."""

TYPE_BONUS = 2.0
"""For holding a date, a person, a place, a number or a reason where one is asked for. On XQuAD-R it
moves recall@1 of sentences from 0.782 to 0.784 (de) and from 0.808 to 0.818 (en)."""

ANALYSED = 20_000
"""Passages whose analysed terms stay in memory, some 3 KB each."""


@dataclass(frozen=True, slots=True)
class Signals:
    """What was seen while ranking, before any re-ranker: what a verdict is made of.

    `strength` is the best passage's BM25 over what a passage with every term of the question would
    get. `similar` is None while there are no vectors.
    """

    strength: float
    covered: Coverage
    scored: ScoredSentences
    similar: Similarities | None


@dataclass(frozen=True, slots=True)
class Ranking:
    """The sentences that may answer, best first; without any, there are no `signals` either."""

    hits: tuple[Hit, ...] = ()
    signals: Signals | None = None

    @property
    def sentences(self) -> tuple[Sentence, ...]:
        """The sentences alone."""
        return tuple(hit.sentence for hit in self.hits)


class Ranker:
    """Puts the candidates' sentences in order. Thread-safe.

    While the embedder can't be calibrated, the words alone rank; while the re-ranker fails, the
    order is what it was.
    """

    def __init__(
        self,
        embedder: Embedder,
        indexer: Indexer,
        reranker: Reranker | None = None,
        clock: Callable[[], float] = monotonic,
    ) -> None:
        self._embedder = embedder
        self._indexer = indexer
        self._reranker = reranker
        self._calibrating, self._reranking = Breaker(clock), Breaker(clock)
        self._calibration: Calibration | None = None
        self._lock = Lock()
        self._analysed: dict[int, PassageTerms] = {}

    def rank(self, question: str, candidates: Candidates) -> Ranking:
        """Score every sentence of the candidates and order them."""
        parts = QuestionParts.of(question)
        if not candidates.passages or not parts.parts:
            return Ranking()
        signals = self._signals(question, parts, candidates)
        hits = _ordered(question, signals.scored, candidates)
        if self._reranker is not None:
            hits = self._reranking.attempt(self._reranker.rerank, question, hits) or hits
        return Ranking(hits, signals)

    def _signals(self, question: str, parts: QuestionParts, candidates: Candidates) -> Signals:
        units = [answering(passage) for passage in candidates.passages]
        analysed = [self._terms_of(passage) for passage in units]
        counts = self._indexer.word_counts(question, parts.parts)
        if counts is not None:
            bm25 = candidates.terms
            best = max(candidates.hits.terms.scores.tolist(), default=0.0)
        else:
            estimates = Estimates.of(parts)
            counts = estimates.counts
            bm25 = [estimates.bm25(terms) for terms in analysed]
            best = max(bm25)
        passages = [Candidate(*each) for each in zip(units, analysed, bm25, strict=True)]
        scored = score(question, parts, passages, counts.passages, counts.frequencies)
        covered = coverage(parts, scored, counts.passages, counts.frequencies)
        similar = None
        if candidates.by_vectors and (calibration := self._calibrated()) is not None:
            hits = candidates.hits
            similar = similarities(scored, hits.sentences, hits.passages, calibration.scale)
            scored = fuse(scored, similar, covered.known)
        return Signals(best / counts.attainable, covered, scored, similar)

    def _calibrated(self) -> Calibration | None:
        with self._lock:
            if self._calibration is None:
                self._calibration = self._calibrating.attempt(Calibration.of, self._embedder)
            return self._calibration

    def _terms_of(self, passage: Sequence[Sentence]) -> PassageTerms:
        terms = self._analysed.get(passage[0].id)
        if terms is None:
            terms = terms_of(passage)
            if len(self._analysed) >= ANALYSED:
                for old in list(islice(self._analysed, ANALYSED // 10)):
                    self._analysed.pop(old, None)
            self._analysed[passage[0].id] = terms
        return terms


def _preferred(question: str, scored: ScoredSentences) -> Floats:
    """Return the scores, higher for the best ones that hold what the question asks for."""
    scores = scored.scores.copy()
    if (kind := answer_type(question)) is not None:
        for i in scores.argsort()[::-1][:TYPED]:
            sentence = scored.sentences[i]
            if holds_answer(sentence.text, kind, question, sentence.article.language):
                scores[i] += TYPE_BONUS
    return scores


def _ordered(question: str, scored: ScoredSentences, candidates: Candidates) -> tuple[Hit, ...]:
    """Return the sentences as hits, best first."""
    scores = _preferred(question, scored)
    order = (-scores).argsort(kind="stable")
    top = max(float(scores[order[0]]), 1e-9)
    return tuple(
        Hit(
            scored.sentences[i],
            tuple(candidates.passages[scored.passage_of[i]]),
            max(0.0, float(scores[i]) / top),
        )
        for i in order
    )

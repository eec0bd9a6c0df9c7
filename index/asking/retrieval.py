"""Question -> ranked sentences: those of the passages that terms or vectors find."""

from collections.abc import Iterator, Sequence
from itertools import islice
from threading import Lock

from index.asking.answer_types import answer_type, holds_answer
from index.asking.answers import Hit, Ranked
from index.asking.helpers.breaker import Breaker
from index.asking.helpers.reranker import Reranker
from index.asking.judging.confidence import confidence, coverage
from index.asking.ranking.calibration import Calibration
from index.asking.ranking.formula import (
    Candidate,
    Described,
    QuestionParts,
    Ranking,
    describe,
    rank,
)
from index.asking.ranking.fusion import fuse, gather
from index.corpus.corpus import Corpus
from index.embedders import Embedder, Vectors
from index.indexing.backends.protocol import Found
from index.indexing.indexer import Indexer
from index.models import Sentence

CANDIDATES = 12
"""Units of each leg whose sentences are scored. On XQuAD-R the terms' passages have recall@12 of
0.993, and neither more of them nor up to 1,000 cosines change the ranking."""

TYPED = 10
"""The best sentences, of which those prefer that hold what the question asks for."""

TYPE_BONUS = 2.0
"""For holding a date, a person, a place, a number or a reason where one is asked for. On XQuAD-R it
moves recall@1 of sentences from 0.782 to 0.784 (de) and from 0.808 to 0.818 (en)."""

DESCRIBED = 20_000
"""Passages whose analysed terms stay in memory, some 3 KB each."""

NOTHING = Ranked((), 0.0)
NO_VECTOR = (None, None)


class Retriever:
    """Finds the sentences that answer a question. Thread-safe."""

    def __init__(
        self,
        corpus: Corpus,
        embedder: Embedder,
        indexer: Indexer,
        reranker: Reranker | None = None,
    ) -> None:
        self._corpus = corpus
        self._embedder = embedder
        self._indexer = indexer
        self._described: dict[int, Described] = {}
        self._reranker = reranker
        self._embedding, self._reranking = Breaker(), Breaker()
        self._calibrating = Lock()
        self._calibration: Calibration | None = None

    def rank(self, question: str, scopes: Sequence[str]) -> Ranked:
        """Return the sentences of all candidate passages, best first.

        While the embedder fails, the terms alone find and rank them; while the re-ranker fails, the
        order is what it was.
        """
        ranked = self._rank(question, scopes)
        reranker = self._reranker
        if reranker is None or not ranked.hits:
            return ranked
        return self._reranking.attempt(lambda: reranker.rerank(question, ranked)) or ranked

    def _rank(self, question: str, scopes: Sequence[str]) -> Ranked:
        vector, calibration = self._embedding.attempt(lambda: self._embed(question)) or NO_VECTOR
        found = self._indexer.search(question, vector, scopes, CANDIDATES)
        candidates = self._candidates(found, scopes)
        parts = QuestionParts.of(question)
        if not candidates or not parts.parts:
            return NOTHING
        passages, frequencies = self._indexer.passage_frequencies(parts.parts)
        ranking = rank(question, parts, candidates, passages, frequencies)
        covered = coverage(parts, ranking, passages, frequencies)
        evidence = None
        if calibration is not None:
            evidence = gather(ranking, found.sentences, found.passages, calibration.scale)
            ranking = fuse(ranking, evidence, covered.known)
        strength = max(found.terms.scores.tolist(), default=0.0) / found.attainable
        sure = confidence(strength, covered, ranking, evidence)
        return Ranked(tuple(_hits(question, candidates, ranking, sure)), sure)

    def _embed(self, question: str) -> tuple[Vectors, Calibration]:
        with self._calibrating:
            if self._calibration is None:
                self._calibration = Calibration(self._embedder)
        return self._embedder.embed_queries([question]), self._calibration

    def _candidates(self, found: Found, scopes: Sequence[str]) -> list[Candidate]:
        """Return the passages that the terms or, at either level, the vectors found."""
        terms = found.terms.scores.tolist()
        bm25 = dict(zip(found.terms.ids.tolist(), terms, strict=True))
        # Others have a lower score than the last; none at all if there was room for them.
        rest = min(terms) if len(terms) == CANDIDATES else 0.0
        ids = [*bm25, *found.passages.ids.tolist(), *found.sentences.ids.tolist()]
        return [
            Candidate(passage, self._describe(passage), bm25.get(passage[0].id, rest))
            for passage in self._corpus.passages(dict.fromkeys(ids), scopes)
        ]

    def _describe(self, passage: Sequence[Sentence]) -> Described:
        described = self._described.get(passage[0].id)
        if described is None:
            described = describe(passage)
            if len(self._described) >= DESCRIBED:
                for old in list(islice(self._described, DESCRIBED // 10)):
                    self._described.pop(old, None)
            self._described[passage[0].id] = described
        return described


def _hits(
    question: str, candidates: Sequence[Candidate], ranking: Ranking, sure: float
) -> Iterator[Hit]:
    scores = ranking.scores.copy()
    best = scores.argsort()[::-1][:TYPED]
    if (kind := answer_type(question)) is not None:
        for i in best:
            sentence = ranking.sentences[i]
            if holds_answer(sentence.text, kind, question, sentence.article.language):
                scores[i] += TYPE_BONUS
    order = (-scores).argsort(kind="stable")
    top = max(float(scores[order[0]]), 1e-9)
    for i in order:
        passage = tuple(candidates[ranking.passage_of[i]].passage)
        yield Hit(ranking.sentences[i], passage, sure * max(0.0, float(scores[i]) / top))

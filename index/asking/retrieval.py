"""Question -> candidates: the passages that its terms or its vector find."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from time import monotonic

from index.asking.helpers.breaker import Breaker
from index.corpus.corpus import Corpus
from index.embedders import Embedder
from index.indexing.backends.protocol import Found
from index.indexing.indexer import Indexer
from index.models import Sentence

CANDIDATES = 12
"""Units of each leg whose sentences are scored. On XQuAD-R the terms' passages have recall@12 of
0.993, and neither more of them nor up to 1,000 cosines change the ranking."""


@dataclass(frozen=True, slots=True)
class Candidates:
    """Passages that may answer, as the legs found them; `bm25[i]` is the score of `passages[i]`.

    Where only vectors found it, that is the least that its terms' score can be told to be at most:
    the last one's that the terms found. On XQuAD-R that ranks no worse than its real score.
    """

    passages: Sequence[Sequence[Sentence]]
    bm25: Sequence[float]
    found: Found
    by_vectors: bool
    """Whether there was a vector to search with."""


class Retriever:
    """Finds the passages in force that may answer a question. Thread-safe."""

    def __init__(
        self,
        corpus: Corpus,
        embedder: Embedder,
        indexer: Indexer,
        clock: Callable[[], float] = monotonic,
    ) -> None:
        self._corpus = corpus
        self._embedder = embedder
        self._indexer = indexer
        self._embedding = Breaker(clock)

    def retrieve(self, question: str, scopes: Sequence[str]) -> Candidates:
        """Search with the terms and, at both levels, the vector; while that fails, with terms."""
        vector = self._embedding.attempt(self._embedder.embed_queries, [question])
        found = self._indexer.search(question, vector, scopes, CANDIDATES)
        terms = found.terms.scores.tolist()
        bm25 = dict(zip(found.terms.ids.tolist(), terms, strict=True))
        # Others have a lower score than the last; none at all if there was room for them.
        rest = min(terms) if len(terms) == CANDIDATES else 0.0
        ids = [*bm25, *found.passages.ids.tolist(), *found.sentences.ids.tolist()]
        passages = self._corpus.passages(dict.fromkeys(ids), scopes)
        scores = [bm25.get(passage[0].id, rest) for passage in passages]
        return Candidates(passages, scores, found, vector is not None)

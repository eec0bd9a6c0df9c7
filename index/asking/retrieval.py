"""Question -> candidates: the passages that its terms, a title's terms or its vector find."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import chain
from time import monotonic

from index.asking.helpers.breaker import Breaker
from index.asking.questions.follow_up import Resolved
from index.corpus.corpus import Corpus
from index.embedders import Embedder, Vectors
from index.embedders.base import unit_rows
from index.indexing.backends.protocol import LegHits
from index.indexing.indexer import Indexer
from index.language.terms import words_of
from index.models import Sentence
from index.units.passages import answering, passage_id

CANDIDATES = 12
"""Units of each leg whose sentences are scored. On XQuAD-R the terms' passages have recall@12 of
0.993, and neither more of them nor up to 1,000 cosines change the ranking."""

COMPLETED = 0.5
"""Of the vector of a follow-up with what completes it beside that of its own words."""


@dataclass(frozen=True, slots=True)
class Candidates:
    """Passages that may answer, as the legs found them; `terms[i]` is the score of `passages[i]`.

    Where only vectors found it, that is the least that its terms' score can be told to be at most:
    the last one's that the terms found. On XQuAD-R that ranks no worse than its real score.
    """

    passages: Sequence[Sequence[Sentence]]
    terms: Sequence[float]
    sentence_cosines: LegHits | None = None
    passage_cosines: LegHits | None = None
    """Of all that can be shown; None if there was no vector to search with, or nothing to ask."""

    def words(self) -> frozenset[str]:
        """Return all words of the passages and of what they stand under, in lower case."""
        sentences = [sentence for passage in self.passages for sentence in passage]
        own = chain.from_iterable(words_of(each.text) for each in sentences)
        above = {(each.article.title, *each.context.lines) for each in sentences}
        return frozenset(own).union(*(words_of(*each) for each in above))


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

    def retrieve(self, searched: Resolved, shelves: Sequence[str]) -> Candidates:
        """Search with the terms and, at both levels, the vector, as far as the index has both.

        What is found stands on the `shelves` (`Corpus.shelves`).

        Raises:
            SearchIndexError: there is no vector, and the index has nothing but vectors.
        """
        vector = self._vector(searched)
        hits = self._indexer.search(searched.asked, vector, shelves, CANDIDATES)
        scores = hits.terms.scores.tolist()
        found = dict(zip(hits.terms.ids.tolist(), scores, strict=True))
        # Others have a lower score than the last; none at all if there was room for them.
        rest = min(scores) if len(scores) == CANDIDATES else 0.0
        legs = (hits.titled, hits.passages, hits.sentences)
        ids = [*found, *(unit for leg in legs for unit in leg.ids.tolist())]
        passages = self._corpus.passages(dict.fromkeys(ids), shelves)
        terms = [found.get(passage_id(passage), rest) for passage in passages]
        if vector is None or hits.away:
            return Candidates(passages, terms)
        units = [unit.id for passage in passages for unit in answering(passage)]
        own = self._indexer.cosines("sentences", vector, shelves, units)
        firsts = [passage_id(passage) for passage in passages]
        whole = self._indexer.cosines("passages", vector, shelves, firsts)
        return Candidates(passages, terms, own, whole)

    def _vector(self, searched: Resolved) -> Vectors | None:
        """Embed the question; while that fails, the terms do without.

        They also do where the model has no words for it. A follow-up is where its own words are and
        half as much where they are with those that complete it.
        """
        if not self._indexer.has_vectors:
            return None
        texts = [searched.question, *([searched.asked] if searched.completing else [])]
        vectors: Vectors | None
        if self._indexer.has_terms:
            vectors = self._embedding.attempt(self._embedder.embed_queries, texts)
        else:
            vectors = self._embedder.embed_queries(texts)
        if vectors is None or not vectors.any():
            return None
        return unit_rows(vectors[:1] + COMPLETED * vectors[1:]) if len(texts) > 1 else vectors

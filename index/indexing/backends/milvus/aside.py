"""What a draft would change, beside vectors that machines share, and unknown to them.

The draft's own vectors are in memory. Of articles that it stands in for, the shared ones don't
count.
"""

from collections.abc import Sequence
from pathlib import Path

from index.embedders.base import Vectors
from index.errors import SearchIndexError
from index.indexing.backends.milvus.vectors import MilvusVectors
from index.indexing.backends.protocol import (
    ArticleUpdate,
    Difference,
    LegHits,
    Level,
    VectorLeg,
    best,
)
from index.indexing.backends.vectors import VectorIndex


class VectorsAside(VectorLeg):
    """Reads what is shared, and keeps what is applied to itself. Thread-safe."""

    def __init__(self, shared: MilvusVectors, folder: Path, dimension: int) -> None:
        self._shared = shared
        self._own = VectorIndex(folder, dimension)
        self._replaced: frozenset[str] = frozenset()

    @property
    def problem(self) -> SearchIndexError | None:
        """Why nothing is found in what is shared."""
        return self._shared.problem

    @property
    def revision(self) -> int:
        """The revision of what is shared, and what was applied here."""
        return max(self._shared.revision, self._own.revision)

    def refresh(self) -> None:
        """See what is shared."""
        self._shared.refresh()

    def apply(self, updates: Sequence[ArticleUpdate], revision: int) -> None:
        """Put the articles' vectors in the place of what is shared of them."""
        self._own.apply(updates, revision)
        self._replaced |= {update.article_id for update in updates}

    def search(self, level: Level, vector: Vectors, scopes: Sequence[str], k: int) -> LegHits:
        """Return the `k` nearest of both, nearest first."""
        shared = self._shared.search(level, vector, scopes, k, self._replaced)
        own = self._own.search(level, vector, scopes, k)
        ids, scores = [*shared.ids, *own.ids], [*shared.scores, *own.scores]
        return best(ids, scores, [0] * len(ids), k)

    def cosines(
        self, level: Level, vector: Vectors, scopes: Sequence[str], ids: Sequence[int]
    ) -> LegHits:
        """Return the cosines of some units, of whichever they are."""
        own = self._own.cosines(level, vector, scopes, ids)
        there = set(own.ids.tolist())
        shared = self._shared.cosines(level, vector, scopes, [i for i in ids if i not in there])
        found = [*shared.ids, *own.ids]
        return best(found, [*shared.scores, *own.scores], [0] * len(found), len(found))

    def checkpoint(self) -> None:
        """Do nothing: it goes with the draft."""

    def erase(self) -> bool:
        """Do nothing, likewise."""
        return True

    def differences(self, expected: Sequence[ArticleUpdate]) -> list[Difference]:
        """Compare what was applied here with what should be of it."""
        own = [update for update in expected if update.article_id in self._replaced]
        return self._own.differences(own)

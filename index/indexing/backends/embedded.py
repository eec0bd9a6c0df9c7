"""The backend that needs no server: FAISS for vectors, Tantivy for terms, in one folder."""

from collections.abc import Sequence
from pathlib import Path

from index.embedders.base import Vectors
from index.indexing.backends.protocol import (
    ArticleUpdate,
    DamagedError,
    Difference,
    Found,
    Frequencies,
)
from index.indexing.backends.terms import LexicalIndex
from index.indexing.backends.vectors import VectorIndex


class EmbeddedBackend:
    """Two parts that follow the log each at its own pace; replaying makes them agree.

    The terms are on the disk with every `apply`; the vectors are in memory, with snapshots.
    """

    def __init__(self, folder: Path, dimension: int) -> None:
        self._terms = LexicalIndex(folder / "terms")
        self._vectors = VectorIndex(folder / "vectors", dimension)

    @property
    def revision(self) -> int:
        """The revision up to which both parts have everything."""
        return min(self._terms.revision, self._vectors.revision)

    @staticmethod
    def stored_revision(folder: Path) -> int:
        """Return the revision that the terms on the disk have reached; 0 if they are damaged."""
        try:
            return LexicalIndex(folder / "terms").revision
        except DamagedError:
            return 0

    def refresh(self) -> None:
        """See what other processes have committed."""
        self._terms.refresh()

    def apply(self, updates: Sequence[ArticleUpdate], revision: int) -> None:
        """Bring each part that is behind `revision` up to it."""
        if self._terms.revision < revision:
            self._terms.apply(updates, revision)
        if self._vectors.revision < revision:
            self._vectors.apply(updates, revision)

    def search(self, text: str, vector: Vectors | None, scopes: Sequence[str], k: int) -> Found:
        """Find up to `k` units a leg; nothing by vectors without a `vector`."""
        terms = self._terms.search(text, scopes, k)
        attainable = self._terms.attainable(text)
        if vector is None:
            return Found(terms, attainable)
        return Found(
            terms,
            attainable,
            sentences=self._vectors.search("sentences", vector, scopes, k),
            passages=self._vectors.search("passages", vector, scopes, k),
        )

    def passage_frequencies(self, parts: Sequence[str]) -> tuple[int, Frequencies]:
        """Count in the index of terms."""
        return self._terms.frequencies(parts)

    def checkpoint(self) -> None:
        """Write a snapshot of the vectors if enough has changed."""
        self._vectors.save()

    def differences(self, expected: Sequence[ArticleUpdate]) -> list[Difference]:
        """Compare the terms and the vectors of every unit."""
        return [
            *self._terms.differences(expected),
            *self._vectors.differences(expected, "sentences"),
            *self._vectors.differences(expected, "passages"),
        ]

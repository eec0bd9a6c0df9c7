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
        self.terms = LexicalIndex(folder / "terms")
        self.vectors = VectorIndex(folder / "vectors", dimension)

    @property
    def revision(self) -> int:
        """The revision up to which both parts have everything."""
        return min(self.terms.revision, self.vectors.revision)

    def refresh(self) -> None:
        """See what other processes have committed."""
        self.terms.refresh()

    def apply(self, updates: Sequence[ArticleUpdate], revision: int) -> None:
        """Bring each part that is behind `revision` up to it."""
        if self.terms.revision < revision:
            self.terms.apply(updates, revision)
        if self.vectors.revision < revision:
            self.vectors.apply(updates, revision)

    def search(self, text: str, vector: Vectors | None, scopes: Sequence[str], k: int) -> Found:
        """Find up to `k` units a leg; nothing by vectors without a `vector`."""
        terms = self.terms.search(text, scopes, k)
        attainable = self.terms.attainable(text)
        if vector is None:
            return Found(terms, attainable)
        return Found(
            terms,
            attainable,
            sentences=self.vectors.search("sentences", vector, scopes, k),
            passages=self.vectors.search("passages", vector, scopes, k),
        )

    def passage_frequencies(self, parts: Sequence[str]) -> tuple[int, Frequencies]:
        """Count in the index of terms."""
        return self.terms.frequencies(parts)

    def checkpoint(self) -> None:
        """Write a snapshot of the vectors if enough has changed."""
        self.vectors.save()

    def differences(self, expected: Sequence[ArticleUpdate]) -> list[Difference]:
        """Compare the terms and the vectors of every unit."""
        return [
            *self.terms.differences(expected),
            *self.vectors.differences(expected, "sentences"),
            *self.vectors.differences(expected, "passages"),
        ]


class EmbeddedFactory:
    """Opens backends that need no server."""

    name = "embedded"

    def open(self, folder: Path, dimension: int) -> EmbeddedBackend:
        """Open both parts; vectors that are damaged begin empty.

        Raises:
            DamagedError: the terms are damaged.
        """
        return EmbeddedBackend(folder, dimension)

    def stored_revision(self, folder: Path) -> int:
        """Return the revision that the terms on the disk have reached; 0 if they are damaged."""
        try:
            return LexicalIndex(folder / "terms").revision
        except DamagedError:
            return 0

"""The backends that need no server: Tantivy for terms, FAISS for vectors, in one folder.

The terms are on the disk with every change; the vectors are in memory, with snapshots.
"""

from pathlib import Path

from index.indexing.backends.backend import Backend, BackendFactory
from index.indexing.backends.protocol import DamagedError
from index.indexing.backends.terms import TermIndex
from index.indexing.backends.vectors import VectorIndex


class EmbeddedFactory(BackendFactory):
    """Opens them."""

    name = "embedded"

    def open(self, folder: Path, dimension: int) -> Backend:
        """Open both legs; vectors that are damaged begin empty.

        Raises:
            DamagedError: the terms are damaged.
        """
        return Backend(TermIndex(folder / "terms"), VectorIndex(folder / "vectors", dimension))

    def stored_revision(self, folder: Path) -> int:
        """Return the revision that the terms on the disk have reached; 0 if they are damaged."""
        try:
            return TermIndex(folder / "terms").revision
        except DamagedError:
            return 0

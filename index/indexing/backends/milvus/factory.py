"""Opens backends whose terms lie here, in Tantivy, and whose vectors machines share, in Milvus."""

from pathlib import Path

from index.config import VectorSettings
from index.embedders.recipe import Recipe
from index.errors import SearchIndexError
from index.indexing.backends.backend import Backend, BackendFactory
from index.indexing.backends.milvus.aside import VectorsAside
from index.indexing.backends.milvus.collections import alias_of, describe
from index.indexing.backends.milvus.connection import AbsentError, Connection
from index.indexing.backends.milvus.vectors import MilvusVectors
from index.indexing.backends.protocol import AwayError, DamagedError
from index.indexing.backends.terms import TermIndex
from index.indexing.generations import described


class MilvusFactory(BackendFactory):
    """Opens them, all on one connection. Thread-safe."""

    name = "milvus"
    shares = True

    def __init__(self, settings: VectorSettings) -> None:
        self.connection = Connection(settings)

    def open(self, folder: Path, dimension: int) -> Backend:
        """Open both legs; that of the vectors asks its server when it is needed.

        Raises:
            DamagedError: the terms are damaged.
        """
        del dimension  # the manifest has it, and more
        return Backend(TermIndex(folder / "terms"), self._vectors(folder))

    def begin(self, folder: Path, dimension: int) -> Backend:
        """Begin a collection beside the one in use.

        Raises:
            SearchIndexError: the server is away.
        """
        del dimension
        vectors = self._vectors(folder, in_use=False)
        try:
            vectors.begin()
        except AwayError as error:
            raise error.problem from error
        return Backend(TermIndex(folder / "terms"), vectors)

    def aside(self) -> BackendFactory:
        """Return one whose backends read what is shared, and change nothing of it."""
        return _Aside(self)

    def stored_revision(self, folder: Path) -> int:
        """Return how far the terms are, or the vectors if these are behind and there."""
        try:
            reached = TermIndex(folder / "terms").revision
        except DamagedError:
            return 0
        try:
            return min(reached, self._vectors(folder).revision)
        except (AwayError, DamagedError):
            return reached

    def problem(self, folder: Path) -> SearchIndexError | None:
        """Ask the server, and say what is wrong if it can't be asked for what is in the folder."""
        vectors = self._vectors(folder)
        try:
            vectors.refresh()
        except AwayError as error:
            return error.problem
        except DamagedError:
            return None  # built anew as soon as it is asked
        return None

    def recipe(self, collection: str) -> Recipe | None:
        """Return what opens the model of the vectors that are shared of a collection."""
        alias = alias_of(collection)
        try:
            return self.connection.look(lambda c, seconds: describe(c, seconds, alias)).recipe
        except (AwayError, AbsentError):
            return None

    def _vectors(self, folder: Path, *, in_use: bool = True) -> MilvusVectors:
        return MilvusVectors(self.connection, folder, described(folder), in_use=in_use)


class _Aside(MilvusFactory):
    """Opens copies."""

    def __init__(self, shared: MilvusFactory) -> None:
        self.connection = shared.connection

    def open(self, folder: Path, dimension: int) -> Backend:
        """Open a copy's terms, and vectors that are kept in memory beside those that are shared."""
        both = super().open(folder, dimension)
        aside = VectorsAside(self._vectors(folder), folder / "aside", dimension)
        return Backend(both.terms, aside)

"""What the corpus asks of whatever keeps its tables; one folder beside this module an engine.

A write is a transaction of the only writer, so that the revisions that it counts up have no gap and
their order is that of the commits. A read sees one state, whoever writes meanwhile. Queries are
SQLAlchemy's; where engines differ in a word, it is one of `index.corpus.storage.words`, and what
only one of them has is behind a method here.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Select, Table, TextClause

from index.corpus.storage.schema import Schema

Query = Select[Any] | TextClause

WRITE_TIMEOUT = 20.0
"""Seconds that a writer waits for another one."""


class Database(ABC):
    """The corpus's tables and its participants'. Thread-safe; any number of processes have it open.

    All of it raises `CorpusError`s, and no error of an engine's own.
    """

    def __init__(self, schemas: Sequence[Schema]) -> None:
        self.schemas = schemas

    @property
    def tables(self) -> list[Table]:
        """All tables that this program knows; a row refers to none of a later one."""
        return [table for schema in self.schemas for table in schema.tables]

    @property
    @abstractmethod
    def place(self) -> str:
        """What people call it: a file's path or an address, without a secret."""

    @abstractmethod
    @contextmanager
    def read(self) -> Iterator[Connection]:
        """Give a connection that sees one consistent state and never waits for writers."""

    @abstractmethod
    def scalar(self, query: Query, **values: str) -> Any:  # noqa: ANN401 - whatever it gives
        """Return the one value of a query, past SQLAlchemy's layers: every question asks some.

        Values come as the driver has them. A query is put together once, and kept.
        """

    @abstractmethod
    def numbers(self) -> dict[str, int]:
        """Return the last number that rows of a table have got by themselves, by its name.

        Such a number never comes to mean another row. Tables that have given none may be missing.
        """

    @abstractmethod
    def count_on(self, connection: Connection, table: Table, number: int) -> None:
        """Let the numbers of a table go on behind one, within a transaction of `write`."""

    @abstractmethod
    @contextmanager
    def write(self) -> Iterator[Connection]:
        """Give a transaction of the only writer; commits at the end, rolls back on an error.

        Raises:
            CorpusBusyError: another process kept writing for longer than the limit.
            DataDirUnwritableError: no space, or no permission.
        """

    def announce(self, connection: Connection) -> None:  # noqa: B027 - few engines can
        """Have those who follow hear of a transaction of `write` as soon as it is committed."""

    def has_news(self) -> bool:
        """Tell whether something may have been announced since this was asked last; never waits.

        Always, where the engine can't tell.
        """
        return True

    @property
    def ear(self) -> int | None:
        """A socket's descriptor that can be read once something is announced.

        Only until `has_news` is called again; None where the engine can't tell, or can't just now.
        """
        return None

    @contextmanager
    def alone(self, what: str, seconds: float) -> Iterator[None]:  # noqa: ARG002 - as above
        """Do something that no other process on any machine may do at the same time.

        Where all processes are on one machine, whoever needs that has its files to lock.

        Raises:
            CorpusBusyError: another one has been at it for `seconds`.
        """
        yield

    def skew(self) -> float:
        """Return by how many seconds this machine's clock is ahead of the database's."""
        return 0.0

    @abstractmethod
    def require_writable(self) -> None:
        """Make sure that it can be written, if that wasn't so before.

        Raises:
            DataDirUnwritableError: it can't.
        """

    @abstractmethod
    def require_consistent(self, noted: Path) -> None:
        """Make sure that what is stored doesn't contradict itself, where that needs looking at.

        `noted` is a file that says which state was looked at.

        Raises:
            CorpusDamagedError: it does; it says where.
        """

    @abstractmethod
    def look(self) -> None:
        """Look at all that is stored.

        Raises:
            CorpusDamagedError: it contradicts itself, or isn't as it was stored; it says where.
            BesideDamagedError: all is well but for what others than the corpus keep here.
        """

    @abstractmethod
    def size(self) -> int:
        """Return how many bytes it takes."""

    @abstractmethod
    def give_back(self) -> None:
        """Give space that nothing takes up any more back to the disk; raises as `write` does."""

    @abstractmethod
    def let_shrink(self, progress: Callable[[int, int], None]) -> None:
        """Bring what an earlier version made into a form that can give space back, if need be."""

    @abstractmethod
    def forget_deleted(self) -> None:
        """Make sure that what was deleted can't be read any more by whoever reads the files.

        Raises:
            CorpusBusyError: another process has been reading for longer than the limit.
        """

    @abstractmethod
    def backup(self, target: Path) -> None:
        """Copy one consistent state to `target`, without keeping anybody from reading or writing.

        Raises:
            DataDirUnwritableError: the copy can't be written, or isn't all; `target` is as it was.
            CorpusDamagedError: there is nothing sound to copy.
        """

    @abstractmethod
    def close(self) -> None:
        """Close every connection."""

"""Holding a collection's file: together with others who use it, or alone to put another there.

The lock is SQLite's own, on an empty file beside the collection's: where the collection's locks
work, on whichever system, these do, and they end with the process that holds them, however it ends.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from index.corpus.errors import CorpusBusyError, CorpusInUseError, DataDirUnwritableError
from index.corpus.storage.disk import trouble_of

SUFFIX = ".lock"

PATIENCE = 1.0
"""Seconds that whoever wants a collection alone waits for commands that are about to end."""


class Hold:
    """Keeps anybody from putting another file in a collection's place, until it is released.

    Any number of processes may hold one. Whoever can't write to the folder, not even this lock,
    goes without.

    Raises:
        CorpusBusyError: somebody has been putting another file there for `timeout` seconds.
    """

    def __init__(self, path: Path, timeout: float) -> None:
        try:
            self._connection: sqlite3.Connection | None = _connect(path, timeout)
            try:
                # What is read within a transaction stays locked until its end.
                self._connection.execute("BEGIN")
                self._connection.execute("SELECT 1 FROM sqlite_schema").fetchone()
            except BaseException:
                self._connection.close()
                raise
        except sqlite3.DatabaseError as error:
            if trouble_of(error) == "busy":
                raise CorpusBusyError(seconds=round(timeout)) from error
            self._connection = None

    def release(self) -> None:
        """Let go; once more is allowed."""
        if self._connection is not None:
            self._connection.close()


@contextmanager
def alone(path: Path) -> Iterator[None]:
    """Hold a collection's file while nobody else has it open, or can open it.

    Raises:
        CorpusInUseError: somebody has it open.
        DataDirUnwritableError: it can't be locked.
    """
    with closing(_lock_alone(path)):
        yield


def _lock_alone(path: Path) -> sqlite3.Connection:
    try:
        connection = _connect(path, PATIENCE)
        try:
            # Otherwise it makes a file for what it never writes.
            connection.execute("PRAGMA journal_mode = OFF")
            connection.execute("BEGIN EXCLUSIVE")
        except BaseException:
            connection.close()
            raise
    except sqlite3.DatabaseError as error:
        if trouble_of(error) == "busy":
            raise CorpusInUseError(path=path) from error
        raise DataDirUnwritableError(path=path.parent, reason=str(error)) from error
    return connection


def _connect(path: Path, timeout: float) -> sqlite3.Connection:
    return sqlite3.connect(
        path.with_name(path.name + SUFFIX),
        timeout=timeout,
        isolation_level=None,
        # A library is opened by one thread and closed by another.
        check_same_thread=False,
    )

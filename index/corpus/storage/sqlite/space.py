"""Space that nothing takes up any more, given back to the disk.

SQLite keeps the pages of what was deleted for what comes. In a file that can shrink (`auto_vacuum`)
they are given back piece by piece, each a transaction: a power cut leaves one state or the next,
and others who write wait for one piece at most.
"""

import shutil
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, cast

from index.corpus.errors import CorpusBusyError, DataDirUnwritableError

if TYPE_CHECKING:
    from index.corpus.storage.sqlite.database import SqliteDatabase

PIECE = 256
"""Pages, of 4 kB, given back in one transaction."""

WORTH_IT = 256
"""Free pages that a file may keep."""

INCREMENTAL = 2
"""Of `PRAGMA auto_vacuum`."""

ROOM = 2.5
"""Times its size that a file needs free, once, to be written anew: a copy, and the log of that."""

STEPS = 10_000
"""Of SQLite's, between two reports of progress."""

PAUSE = 0.06
"""Seconds between two pieces: SQLite's waiting writers look that often."""


def give_back(database: "SqliteDatabase") -> int:
    """Shorten the file by what is free in it; return by how many pages.

    Raises:
        CorpusBusyError: another process kept writing for longer than the limit.
        DataDirUnwritableError: no space even for that, or no permission.
    """
    if database.pragma("auto_vacuum") != INCREMENTAL:
        return 0
    given = 0
    while (free := database.pragma("freelist_count")) and (given or free > WORTH_IT):
        if given:
            time.sleep(PAUSE)
        with _no_transaction(database) as driver:
            # A script, for a page goes at each step, and a statement without columns has one.
            driver.executescript(f"PRAGMA incremental_vacuum({PIECE})")
        left = database.pragma("freelist_count")
        if left >= free:
            break
        given += free - left
    return given


def let_shrink(database: "SqliteDatabase", progress: Callable[[int, int], None]) -> bool:
    """Write a file of an earlier version anew, so that it can shrink; False if it stays as it is.

    It does where that needs more space than there is, or somebody else is writing: the next start
    tries again. In one transaction; whoever reads goes on meanwhile. `progress` is told bytes.
    """
    if database.pragma("auto_vacuum") == INCREMENTAL:
        return False
    size = database.path.stat().st_size
    if shutil.disk_usage(database.path.parent).free < ROOM * size:
        return False
    with suppress(CorpusBusyError, DataDirUnwritableError), _no_transaction(database) as driver:
        wal = database.path.with_name(f"{database.path.name}-wal")

        def look() -> int:
            progress(min(wal.stat().st_size if wal.exists() else 0, size), size)
            return 0

        progress(0, size)
        driver.set_progress_handler(look, STEPS)
        try:
            driver.execute(f"PRAGMA auto_vacuum = {INCREMENTAL}")
            driver.execute("VACUUM")
            # The log of it isn't left to take up as much again.
            driver.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        finally:
            driver.set_progress_handler(None, 0)
        progress(size, size)
        return True
    return False


@contextmanager
def _no_transaction(database: "SqliteDatabase") -> Iterator[sqlite3.Connection]:
    """Give the driver's own connection, for what makes its own transactions."""
    database.require_writable()
    with database.read() as connection:
        connection.exec_driver_sql("ROLLBACK")
        try:
            yield cast("sqlite3.Connection", connection.connection.driver_connection)
        finally:
            connection.exec_driver_sql("BEGIN")

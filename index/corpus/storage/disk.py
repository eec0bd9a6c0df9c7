"""What went wrong on the disk or in SQLite, told by codes: words are for people, and change."""

import errno
import os
import sqlite3
from contextlib import suppress
from pathlib import Path
from typing import Literal

PRIMARY = 0xFF
"""Of an extended code the part that says what kind of error it is."""

BUSY = frozenset({sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED})
UNWRITABLE = frozenset(
    {
        *(sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM),
        *(sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR),
    }
)
DAMAGED = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})

FAILING = frozenset({sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR})
"""Of those, what no permission helps against: the disk is full, or broken."""

MISSING, RAISED = "no such ", "user-defined function raised"
"""What begins an error about a table or column; all of ours were there when it was opened. And one
of our own function (`index.corpus.storage.sums.sound`), that met a row that isn't as stored. SQLite
has no code for either but 1, as for a mistake in a query, so that here its words decide."""

Trouble = Literal["busy", "unwritable", "damaged"]


def trouble_of(error: BaseException | None) -> Trouble | None:
    """Return what is wrong with the file, or that others have it; None if it's something else."""
    code: int | None = getattr(error, "sqlite_errorcode", None)
    if code is None:
        # Python's own, where it can't read a text: everything of SQLite's has a code.
        return "damaged" if isinstance(error, sqlite3.OperationalError) else None
    if code == sqlite3.SQLITE_IOERR_SHORT_READ or code & PRIMARY in DAMAGED:
        return "damaged"
    if code == sqlite3.SQLITE_ERROR and str(error).startswith((MISSING, RAISED)):
        return "damaged"
    if code & PRIMARY in BUSY:
        return "busy"
    return "unwritable" if code & PRIMARY in UNWRITABLE else None


def is_disks(error: BaseException | None) -> bool:
    """Tell whether the disk is what fails, because it is full or broken, and not a permission."""
    if isinstance(error, OSError):
        return error.errno in {errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO}
    code: int | None = getattr(error, "sqlite_errorcode", None)
    return code is not None and code & PRIMARY in FAILING


def flush_folder(folder: Path) -> None:
    """Make sure that the names in a folder survive a power cut, where a system can be told so."""
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)

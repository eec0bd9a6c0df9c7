"""Copies of a collection's file: made whole or not at all, and put in another's place."""

import os
import shutil
import sqlite3
from contextlib import closing, suppress
from pathlib import Path

from index.corpus.storage.disk import flush_folder, trouble_of

COUNTED = (
    "SELECT (SELECT count(*) FROM articles WHERE version IS NOT NULL),"
    " (SELECT max(revision) FROM changes)"
)
"""Articles in force, and the revision."""

UNWRITTEN = ("-wal", "-journal")
"""What SQLite keeps beside a file: what isn't in it yet, or is to be taken back."""

BESIDE = (*UNWRITTEN, "-shm")


def copy_whole(source: sqlite3.Connection, target: Path) -> None:
    """Copy what a connection sees to a new file, and count there what was counted here.

    Raises:
        OSError: the copy isn't all.
        sqlite3.DatabaseError: reading or writing failed.
    """
    # Until it ends, counting and copying see the same state.
    source.execute("BEGIN")
    try:
        expected = source.execute(COUNTED).fetchone()
        with closing(sqlite3.connect(target)) as copy:
            source.backup(copy)
    finally:
        source.rollback()
    with closing(open_to_read(target)) as copy:
        found = copy.execute(COUNTED).fetchone()
    if found != expected:
        raise OSError(f"articles and revision are {found} in the copy, not {expected}")


def open_to_read(path: Path) -> sqlite3.Connection:
    """Open a file without writing anything into it.

    Raises `sqlite3.DatabaseError`s, most of them only once it is read.
    """
    uri = f"{path.resolve().as_uri()}?mode=ro"
    if not any(map(_has_content, (path.with_name(path.name + suffix) for suffix in UNWRITTEN))):
        # All is in it, so that it can be read where nothing may be written beside it.
        uri += "&immutable=1"
    # A library is opened by one thread and asked by others.
    return sqlite3.connect(uri, uri=True, check_same_thread=False)


def _has_content(path: Path) -> bool:
    return path.exists() and path.stat().st_size > 0


def is_sound(path: Path) -> bool:
    """Tell whether SQLite finds nothing wrong with a file; raises an error if it is in use."""
    try:
        with closing(open_to_read(path)) as connection:
            return connection.execute("PRAGMA quick_check").fetchall() == [("ok",)]
    except sqlite3.DatabaseError as error:
        if trouble_of(error) == "busy":
            raise
        return False


def take_place(new: Path, path: Path, kept: Path | None) -> None:
    """Put a closed file in the place of another, if there is one; that is `kept` as all it was.

    Whenever this ends, even by the process being killed, one of the two is there, and whole. Only
    a file that was damaged before may lack what wasn't written into it; `kept` has that, too.
    Nobody may have either open.

    Raises `OSError`s and `sqlite3.DatabaseError`s.
    """
    if kept is not None:
        _own_alike(new, path)
        if is_sound(path):
            _write_out(path)
        for suffix in ("", *UNWRITTEN):
            with suppress(FileNotFoundError):
                _keep(path.with_name(path.name + suffix), kept.with_name(kept.name + suffix))
        flush_folder(path.parent)
    for suffix in BESIDE:
        # SQLite would take it for the new file's.
        path.with_name(path.name + suffix).unlink(missing_ok=True)
    flush_folder(path.parent)
    new.replace(path)
    flush_folder(path.parent)


def _own_alike(new: Path, path: Path) -> None:
    """Let the same people read and write a file as another, as far as one may say so."""
    shutil.copymode(path, new)
    status = path.stat()
    # By root, say, while the bot runs as somebody else; there is no such thing on Windows.
    with suppress(OSError, AttributeError):
        os.chown(new, status.st_uid, status.st_gid)


def _write_out(path: Path) -> None:
    """Write all that is beside the file into it."""
    with closing(sqlite3.connect(path, timeout=0)) as connection:
        # Fails while anybody has it open, also a program that knows nothing of our lock.
        connection.execute("PRAGMA locking_mode = EXCLUSIVE")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _keep(path: Path, kept: Path) -> None:
    """Give a file a second name or, where the file system has none, copy it."""
    try:
        kept.hardlink_to(path)
    except FileNotFoundError:
        raise
    except OSError:
        part = kept.with_name(f".{kept.name}.tmp")
        shutil.copyfile(path, part)
        with part.open("rb+") as copy:
            os.fsync(copy.fileno())
        part.replace(kept)

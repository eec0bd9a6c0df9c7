"""Putting a backup in the place of a collection, while nobody has that open.

The backup is copied, checked and brought to today's form in a folder of its own beside the
collection, and takes its place in one step; the backup itself stays as it is. The index needs no
word of it: it knows which log it has followed.
"""

import shutil
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from index.corpus.changelog import Clock, now
from index.corpus.corpus import FILE_NAME, Corpus
from index.corpus.errors import (
    BackupUnusableError,
    CorpusDamagedError,
    CorpusInUseError,
    CorpusNewerError,
    DataDirUnwritableError,
)
from index.corpus.storage.disk import trouble_of
from index.corpus.storage.schema import CORPUS, Schema
from index.corpus.storage.sqlite import hold
from index.corpus.storage.sqlite.copies import UNWRITTEN, open_to_read, take_place
from index.i18n import N_

WORK = f"{FILE_NAME}.restoring"
"""The folder for the copy; one that is there was left by a process that was killed."""

KEPT = f"{FILE_NAME}.before-restore-"
"""What the name begins with under which the collection before is kept."""


@dataclass(frozen=True, slots=True)
class Contents:
    """What a collection has: articles in force, its revision, and when that change was made."""

    articles: int
    revision: int
    changed: datetime | None


class Restoration:
    """A backup that is ready to take the place of the collection in `folder`."""

    def __init__(self, folder: Path, contents: Contents, clock: Clock) -> None:
        self.contents = contents
        self._folder = folder
        self._clock = clock

    def carry_out(self) -> Path | None:
        """Put it there; return the name under which what was there is kept, if anything was.

        Whenever this ends, even by the process being killed, either collection is there.

        Raises:
            CorpusInUseError: a program that doesn't know of our lock has it open.
            DataDirUnwritableError: what was there couldn't be kept, or not be replaced.
        """
        path = self._folder / FILE_NAME
        kept = self._free_name() if path.exists() else None
        try:
            take_place(self._folder / WORK / FILE_NAME, path, kept)
        except (OSError, sqlite3.DatabaseError) as error:
            if trouble_of(error) == "busy":
                raise CorpusInUseError(path=path) from error
            reason = getattr(error, "strerror", None) or str(error)
            raise DataDirUnwritableError(path=self._folder, reason=reason) from error
        return kept

    def _free_name(self) -> Path:
        name = f"{KEPT}{self._clock():%Y-%m-%d-%H%M%S}"
        taken = {path.name for path in self._folder.iterdir()}
        number = 1
        while (free := name if number == 1 else f"{name}-{number}") in taken:
            number += 1
        return self._folder / free


@contextmanager
def restoration(
    folder: Path, backup: Path, schemas: Sequence[Schema] = (CORPUS,), clock: Clock = now
) -> Iterator[Restoration]:
    """Make a backup ready to be restored; until the end, nobody else can open the collection.

    Raises:
        CorpusInUseError: somebody has the collection open.
        BackupUnusableError: it is damaged, another program's, or a newer version's.
        DataDirUnwritableError: there is no space for a copy, or no permission.
    """
    path, work = folder / FILE_NAME, folder / WORK
    with hold.alone(path):
        if path.exists() and backup.exists() and backup.samefile(path):
            raise BackupUnusableError(path=backup, reason=N_("it is the collection itself"))
        _tidy(folder)
        try:
            yield Restoration(folder, _prepare(backup, work, schemas), clock)
        finally:
            shutil.rmtree(work, ignore_errors=True)


def _tidy(folder: Path) -> None:
    """Delete what a process left that was killed while restoring."""
    shutil.rmtree(folder / WORK, ignore_errors=True)
    for part in folder.glob(f".{KEPT}*.tmp"):
        part.unlink(missing_ok=True)
    path = folder / FILE_NAME
    if path.exists():
        for kept in folder.glob(f"{KEPT}*"):
            # Another name of what is in use still, unless something beside it has no other.
            alone = not any(kept.with_name(kept.name + suffix).exists() for suffix in UNWRITTEN)
            if alone and kept.exists() and kept.samefile(path):
                kept.unlink()


def _prepare(backup: Path, work: Path, schemas: Sequence[Schema]) -> Contents:
    """Copy a backup into a new folder, check it and bring it to today's form."""
    try:
        work.mkdir()
        _copy(backup, work / FILE_NAME)
    except (OSError, sqlite3.DatabaseError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        if trouble_of(error) == "damaged":
            raise BackupUnusableError(path=backup, reason=reason) from error
        raise DataDirUnwritableError(path=work.parent, reason=reason) from error
    try:
        with closing(Corpus.open(work, schemas)) as corpus:
            corpus.database.look()
            contents = _contents(corpus)
            # All is in the one file, which is what takes the place.
            corpus.forget_deleted()
    except CorpusNewerError as error:
        reason = N_("a newer Belegbot wrote it, so update Belegbot first")
        raise BackupUnusableError(path=backup, reason=reason) from error
    except CorpusDamagedError as error:
        raise BackupUnusableError(path=backup, reason=error.values["reason"]) from error
    return contents


def _copy(backup: Path, target: Path) -> None:
    try:
        source = open_to_read(backup)
        empty = source.execute("SELECT 1 FROM sqlite_schema").fetchone() is None
    except (OSError, sqlite3.DatabaseError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise BackupUnusableError(path=backup, reason=reason) from error
    with closing(source), closing(sqlite3.connect(target)) as copy:
        if empty:
            raise BackupUnusableError(path=backup, reason=N_("there is no collection in it"))
        source.backup(copy)
        if copy.execute("PRAGMA integrity_check").fetchall() != [("ok",)]:
            raise BackupUnusableError(path=backup, reason=N_("it is damaged"))
        # Which a copy by another program than ours need not be in.
        copy.execute("PRAGMA journal_mode = WAL")


def _contents(corpus: Corpus) -> Contents:
    revision = corpus.revision()
    latest = corpus.changes(after=revision - 1)
    return Contents(corpus.counts().articles, revision, latest[-1].at if latest else None)

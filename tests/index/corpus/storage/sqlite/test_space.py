"""What is erased or expires gives its space back to the disk."""

import shutil
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import text

from index.config import Settings
from index.corpus.changelog import Author
from index.corpus.corpus import FILE_NAME, Corpus
from index.corpus.storage.sqlite import space
from index.corpus.storage.sqlite.database import SqliteDatabase
from index.corpus.storage.sqlite.space import give_back, let_shrink
from index.library import Library
from index.models import Draft
from index.scopes import SHARED

ADA = Author("operator:ada")
LONG = " ".join(f"Der Steg {number} ist {number} Meter lang." for number in range(8000))


@pytest.fixture
def earlier(tmp_path: Path) -> Path:
    """A file as an earlier version made it, more than half of it free."""
    folder = tmp_path / "earlier"
    folder.mkdir()
    with closing(Corpus.open(folder)) as corpus, corpus.write() as log:
        log.add(Draft(LONG, "Stege", "de"), ADA, scope=SHARED, article_id="stege")
        log.add(Draft("Der Turm ist hoch.", "Turm", "de"), ADA, scope=SHARED)
    with closing(sqlite3.connect(folder / FILE_NAME)) as connection:
        connection.execute("PRAGMA auto_vacuum = NONE")
        connection.execute("PRAGMA journal_mode = DELETE")
        connection.execute("VACUUM")
        connection.execute("PRAGMA journal_mode = WAL")
    with closing(Corpus.open(folder)) as corpus, corpus.write() as log:
        log.purge("stege", ADA)
    return folder / FILE_NAME


@pytest.fixture
def database(earlier: Path) -> Iterator[SqliteDatabase]:
    with closing(SqliteDatabase(earlier)) as database:
        yield database


def test_what_a_purge_erases_is_the_disks_again(settings: Settings) -> None:
    with closing(Library.open(settings)) as library:
        article = library.add(Draft(LONG, "Stege", "de"), ADA).article_id
        library.corpus.database.forget_deleted()
        path = settings.data_dir / FILE_NAME
        full = path.stat().st_size

        library.purge(article, ADA)

        free = text("SELECT freelist_count FROM pragma_freelist_count")
        assert library.corpus.database.scalar(free) == 0
        assert path.stat().st_size < full / 8
        assert not path.with_name(f"{FILE_NAME}-wal").stat().st_size


def test_a_file_of_before_is_written_anew_once_and_tells_how_far_it_is(
    earlier: Path, database: SqliteDatabase
) -> None:
    full, told = earlier.stat().st_size, []

    assert give_back(database) == 0
    assert let_shrink(database, lambda done, total: told.append((done, total)))
    assert not let_shrink(database, lambda *_: told.append((0, 0)))

    assert earlier.stat().st_size < full / 4
    assert database.pragma("auto_vacuum") == space.INCREMENTAL
    assert (told[0], told[-1]) == ((0, full), (full, full))
    assert all(0 <= done <= total == full for done, total in told)


@pytest.mark.parametrize("why", ["no space", "another writer"])
def test_where_that_is_not_possible_the_file_stays_as_it_is(
    earlier: Path, monkeypatch: pytest.MonkeyPatch, why: str
) -> None:
    before = earlier.read_bytes()
    if why == "no space":
        usage = shutil.disk_usage(earlier)._replace(free=len(before))
        monkeypatch.setattr(shutil, "disk_usage", lambda _: usage)
    with (
        closing(sqlite3.connect(earlier)) as other,
        closing(SqliteDatabase(earlier, write_timeout=0.1)) as mine,
    ):
        if why == "another writer":
            other.isolation_level = None
            other.execute("BEGIN IMMEDIATE")
        assert not let_shrink(mine, lambda *_: None)
        assert mine.scalar(text("SELECT count(*) FROM changes")) == 3
    assert earlier.read_bytes() == before


def test_it_goes_in_pieces_between_which_others_write(
    database: SqliteDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert let_shrink(database, lambda *_: None)
    with database.write() as connection:
        connection.exec_driver_sql("CREATE TABLE much (content)")
        connection.exec_driver_sql("INSERT INTO much VALUES (zeroblob(4000000))")
    with database.write() as connection:
        connection.exec_driver_sql("DROP TABLE much")
    left: list[int] = []

    def meanwhile(_: float) -> None:
        left.append(database.pragma("freelist_count"))
        with closing(sqlite3.connect(database.path, timeout=0)) as other, other:
            other.execute("UPDATE collection SET division = 'x'")

    monkeypatch.setattr(time, "sleep", meanwhile)
    given = give_back(database)

    assert given > 900
    assert left == sorted(left, reverse=True)
    assert len(left) == given // space.PIECE
    assert database.pragma("freelist_count") == 0

"""What SQLite refuses, each as the error that says what to do; the file stays as it was."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import text

from bot.memory.storage.schema import MEMORY
from index.corpus.changelog import Author
from index.corpus.corpus import FILE_NAME, Corpus
from index.corpus.errors import CorpusBusyError, CorpusDamagedError, DataDirUnwritableError
from index.corpus.storage.schema import CORPUS, Schema
from index.corpus.storage.sqlite import consistency, copies
from index.corpus.storage.sqlite.database import SqliteDatabase
from index.models import Draft
from index.scopes import SHARED
from tests.robustness.faults import file_size_limit, unwritable

ADA = Author("operator:ada", "erste Fassung")
LATEST = text("SELECT max(revision) FROM changes")
PAGE = 4096

READINGS: dict[str, Callable[[SqliteDatabase], object]] = {
    "a value": lambda database: database.scalar(LATEST),
    "rows": lambda database: rows_of(database, "SELECT * FROM changes"),
}


def rows_of(database: SqliteDatabase, statement: str) -> list[object]:
    with database.read() as connection:
        return list(connection.exec_driver_sql(statement))


@pytest.fixture
def path(tmp_path: Path, draft: Callable[..., Draft]) -> Path:
    """The file of a collection with one article, closed."""
    with closing(Corpus.open(tmp_path)) as corpus, corpus.write() as log:
        log.add(draft("Ein Satz. " * 300), ADA, scope=SHARED)
    return tmp_path / FILE_NAME


def overwrite(path: Path, at: int, new: bytes) -> bytes:
    """Write over a part of a file, and return all of what it is then."""
    content = path.read_bytes()
    path.write_bytes(content[:at] + new + content[at + len(new) :])
    return path.read_bytes()


def root_page(path: Path, table: str) -> int:
    """Return where the first page of a table's rows begins."""
    with closing(sqlite3.connect(path)) as connection:
        query = "SELECT rootpage FROM sqlite_schema WHERE name = ?"
        [number] = connection.execute(query, (table,)).fetchone()
    return int(PAGE * (number - 1))


def fill(database: SqliteDatabase) -> None:
    with database.write() as connection:
        connection.exec_driver_sql("UPDATE changes SET why = zeroblob(300000)")


def test_a_file_that_another_program_has_for_itself_is_busy(path: Path) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("PRAGMA locking_mode = EXCLUSIVE")
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(CorpusBusyError, match="Nothing was changed"):
            SqliteDatabase(path, write_timeout=0.05)

    SqliteDatabase(path).close()


def test_a_read_only_file_can_be_read_and_not_written(path: Path) -> None:
    # A later format that this version of SQLite may read only.
    before = overwrite(path, 18, b"\x03")

    with closing(SqliteDatabase(path)) as database:
        assert database.scalar(LATEST) == 1
        with pytest.raises(DataDirUnwritableError, match="readonly database"):
            fill(database)

    assert path.read_bytes() == before


def test_a_read_only_folder_cannot_be_written(path: Path) -> None:
    with (
        unwritable(path.parent),
        pytest.raises(DataDirUnwritableError, match="Make it writable"),
        closing(SqliteDatabase(path)) as database,
    ):
        fill(database)

    with closing(SqliteDatabase(path)) as database:
        fill(database)


def test_a_file_that_may_not_grow_stays_as_it_is(path: Path) -> None:
    with closing(SqliteDatabase(path)) as database:
        with (
            file_size_limit(path.stat().st_size),
            pytest.raises(DataDirUnwritableError, match="disk"),
        ):
            fill(database)

        assert rows_of(database, "SELECT why FROM changes") == [("erste Fassung",)]
        fill(database)


def test_a_full_database_stays_as_it_is(path: Path) -> None:
    with closing(SqliteDatabase(path)) as database:
        with database.read() as connection:
            connection.exec_driver_sql("PRAGMA max_page_count = 1")
        with pytest.raises(DataDirUnwritableError, match="database or disk is full"):
            fill(database)

        assert rows_of(database, "SELECT why FROM changes") == [("erste Fassung",)]


@pytest.mark.parametrize("reading", READINGS)
def test_a_page_that_is_overwritten_is_damage_and_left_alone(path: Path, reading: str) -> None:
    before = overwrite(path, root_page(path, "changes"), b"\xff" * PAGE)

    with closing(SqliteDatabase(path)) as database:
        with pytest.raises(CorpusDamagedError, match=r"malformed.*left as it is"):
            READINGS[reading](database)
        with pytest.raises(CorpusDamagedError), database.write() as connection:
            connection.exec_driver_sql("DELETE FROM changes")

    assert path.read_bytes() == before


def test_a_text_with_bytes_that_are_none_is_damage_and_told_in_short(path: Path) -> None:
    overwrite(path, path.read_bytes().index(b"Ein Satz. "), b"\xff\xff")

    with (
        closing(SqliteDatabase(path)) as database,
        pytest.raises(CorpusDamagedError, match="Could not decode") as caught,
    ):
        rows_of(database, "SELECT text FROM versions")

    assert len(str(caught.value)) < 400


@pytest.mark.parametrize(
    ("at", "new"),
    [
        (0, b"PK\x03\x04"),
        (16, b"\x00\x03"),
        (47, b"\x05"),
        (68, b"ELSE"),
        (b"CREATE TABLE changes", b"\x00" * 90),
    ],
)
def test_a_header_or_schema_that_is_overwritten_is_damage_and_left_alone(
    path: Path, at: int | bytes, new: bytes
) -> None:
    place = at if isinstance(at, int) else path.read_bytes().index(at)
    before = overwrite(path, place, new)

    with pytest.raises(CorpusDamagedError, match="left as it is"):
        SqliteDatabase(path).close()

    assert path.read_bytes() == before


def test_a_backup_of_what_is_no_database_is_refused_and_overwrites_nothing(
    path: Path, tmp_path: Path
) -> None:
    target = tmp_path / "backup.sqlite3"
    target.write_text("the backup before")

    with closing(SqliteDatabase(path)) as database:
        overwrite(path, 0, b"nothing of SQLite's")
        with pytest.raises(CorpusDamagedError, match="not a database"):
            database.backup(target)

    assert target.read_text() == "the backup before"


def test_a_backup_that_lacks_something_is_an_error_and_overwrites_nothing(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "backup.sqlite3"
    target.write_text("the backup before")
    original = copies.open_to_read

    def short(copy: Path) -> sqlite3.Connection:
        with closing(sqlite3.connect(copy)) as connection:
            connection.execute("DELETE FROM articles")
            connection.commit()
        return original(copy)

    monkeypatch.setattr(copies, "open_to_read", short)

    with (
        closing(SqliteDatabase(path)) as database,
        pytest.raises(DataDirUnwritableError, match=r"are \(0, 1\) in the copy, not \(1, 1\)"),
    ):
        database.backup(target)

    assert target.read_text() == "the backup before"
    assert [found.name for found in tmp_path.iterdir() if found.suffix == ".tmp"] == []


@pytest.mark.parametrize("schemas", [(CORPUS,), (CORPUS, MEMORY)], ids=["alone", "with memory"])
def test_of_a_large_file_what_is_small_is_looked_at(
    path: Path, schemas: tuple[Schema, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(consistency, "LARGE", 0)
    with closing(Corpus.open(path.parent, schemas)) as corpus:
        corpus.database.require_consistent(path.parent / "checked")
    with closing(sqlite3.connect(path)) as raw, raw:
        raw.execute("UPDATE articles SET scope = 'other'")
    with closing(Corpus.open(path.parent, schemas)) as corpus, pytest.raises(CorpusDamagedError):
        corpus.database.require_consistent(path.parent / "checked")

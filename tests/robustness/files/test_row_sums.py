"""A changed bit in any row, the bot's too, is told: by a look at all, and where it is read."""

import math
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Table

from bot.memory.forgetting import Forgetting
from bot.memory.memory import Memory
from bot.memory.storage import tables as remembered
from bot.shards import Shard
from index.config import Settings
from index.corpus.changelog import Author
from index.corpus.corpus import FILE_NAME, Corpus
from index.corpus.errors import BackupUnusableError, CorpusDamagedError
from index.corpus.storage import tables as corpus_tables
from index.library import Library
from index.models import Draft
from index.scopes import SHARED, Scope
from index.sites.sites import Sites
from index.watching.watching import Watching

FILLED = Path(__file__).parents[2] / "fixtures" / "databases" / "c9.sqlite3"
"""A file with rows in every table, from before there were checksums."""

TABLES = [*corpus_tables.metadata.sorted_tables, *remembered.metadata.sorted_tables]
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
QUESTION = "Wie lang ist der Steg?"
SERVER = 1180000000000000001
BOT = 1180000000000000009


@pytest.fixture
def filled(settings: Settings) -> Settings:
    """A copy of it, brought to today's form."""
    settings.data_dir.mkdir()
    shutil.copyfile(FILLED, settings.data_dir / FILE_NAME)
    with closing(opened(settings)) as library:
        # The form of that file doesn't have these yet.
        memory = Memory.of(library)
        memory.tokens.spend(77, date(2026, 6, 1), 300)
        memory.leases.begin(BOT, [Shard(2, 0)])
        memory.budget.draw(BOT)
        memory.cooldowns.count(77, 5)
    return settings


def opened(settings: Settings) -> Library:
    """Open it without a look at all of it."""
    return Library(settings, participants=(Forgetting(),))


def path_of(settings: Settings) -> Path:
    return settings.data_dir / FILE_NAME


def damage(path: Path, table: Table, column: str, value: object) -> None:
    """Put a value into the table's first row, as a disk does it: nobody notices."""
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(f"DROP TRIGGER IF EXISTS changed_{table.name}")
        first = f"rowid = (SELECT min(rowid) FROM {table.name})"
        connection.execute(f'UPDATE {table.name} SET "{column}" = ? WHERE {first}', (value,))


def another(value: Any) -> Any:  # noqa: ANN401 - SQLite's
    """Return a value with one bit changed."""
    if isinstance(value, int):
        return value ^ 64
    if isinstance(value, float):
        return value + 0.125
    return f"{value[:-1]}{chr(ord(value[-1]) ^ 1)}" if value else "@"


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_a_bit_changed_in_any_column_is_told_by_a_look_at_all(
    filled: Settings, table: Table
) -> None:
    path = path_of(filled)
    with closing(sqlite3.connect(path)) as connection:
        connection.row_factory = sqlite3.Row
        row = connection.execute(f"SELECT * FROM {table.name} ORDER BY rowid").fetchone()
    with closing(opened(filled)) as library:
        library.corpus.database.look()
    whole = path.read_bytes()
    changed = [column.name for column in table.c if row[column.name] is not None]
    assert changed
    for column in changed:
        damage(path, table, column, another(row[column]))
        with closing(opened(filled)) as library, pytest.raises(CorpusDamagedError):
            library.corpus.database.look()
        path.write_bytes(whole)


READ: dict[str, Callable[[Library], object]] = {
    "changes.who": lambda library: library.corpus.changes(),
    "changes.why": lambda library: library.history.change(1),
    "changes.at": lambda library: library.history.entries(SHARED),
    "sentences.number": lambda library: library.ask("Wann wurde der Turm gebaut?"),
    "sentences.paragraph": lambda library: library.ask("Wann wurde der Turm gebaut?"),
    "pins.question": lambda library: library.pins.all(),
    "versions.blocks": lambda library: list(library.history.with_texts()),
    "watches.url": lambda library: Watching(library).watches(),
    "watch_news.trouble": lambda library: Watching(library).news(),
    "sites.url": lambda library: Sites(Watching(library)).all(),
    "site_offers.draft": lambda library: Sites(Watching(library)).offers(1),
    "site_news.urls": lambda library: Sites(Watching(library)).news(),
    "posted_answers.text": lambda library: Memory.of(library).answers.where(),
    "posted_answers.searched": lambda library: Memory.of(library).answers.where(),
    "quotes.start": lambda library: Memory.of(library).answers.where(),
    "feedback.reason": lambda library: Memory.of(library).opinions.given(None, LONG_AGO),
    "source_requests.at": lambda library: Memory.of(library).requests.wishes(None, LONG_AGO),
    "preferences.value": lambda library: Memory.of(library).preferences.all(),
    "bookmarks.value": lambda library: Memory.of(library).bookmarks.get("noticed"),
    "previews.draft": lambda library: Memory.of(library).previews.get("preview", LONG_AGO),
    "stays.left_at": lambda library: Memory.of(library).stays.departures(),
}


@pytest.mark.parametrize("place", READ)
def test_a_row_that_is_read_is_looked_at_first(filled: Settings, place: str) -> None:
    with closing(Library.open(filled, participants=(Forgetting(),))) as library:
        READ[place](library)
    name, column = place.split(".")
    table = next(table for table in TABLES if table.name == name)
    with closing(sqlite3.connect(path_of(filled))) as connection:
        query = f'SELECT "{column}" FROM {name} ORDER BY rowid'
        value = connection.execute(query).fetchone()[0]
    damage(
        path_of(filled), table, column, "2026-11-30 21:00:00" if value is None else another(value)
    )

    with closing(opened(filled)) as library:
        library.catch_up()
        with pytest.raises(CorpusDamagedError, match="a row's checksum differs"):
            READ[place](library)


@pytest.mark.parametrize(
    ("place", "left"),
    [
        ("posted_answers.text", (1, 1)),
        ("quotes.start", (1, 1)),
        ("feedback.reason", (1, 1)),
        ("source_requests.at", (1, 1)),
        ("previews.draft", (2, 0)),
        ("bookmarks.value", (2, 1)),
        ("help_posts.person", (2, 1)),
    ],
)
def test_what_can_be_done_without_is_erased_and_said_at_a_start(
    filled: Settings, place: str, left: tuple[int, int], caplog: pytest.LogCaptureFixture
) -> None:
    name, column = place.split(".")
    table = next(table for table in TABLES if table.name == name)
    damage(path_of(filled), table, column, 7 if column in {"start", "person"} else "2020")

    with closing(Library.open(filled, participants=(Forgetting(),))) as library:
        [said] = [each.message for each in caplog.records if "the disk has changed" in each.message]
        assert "1 rows, such as posted answers" in said
        memory = Memory.of(library)
        waiting = memory.previews.get("preview", LONG_AGO)
        assert (len(memory.answers.where()), int(waiting is not None)) == left
        assert library.ask(QUESTION, Scope.of(SERVER)).short == "5 Meter"
        library.corpus.database.look()


def test_digits_of_a_probability_that_nobody_reads_may_change(filled: Settings) -> None:
    with closing(opened(filled)) as library:
        [before, *_] = Memory.of(library).answers.where()
    assert before.confidence == round(before.confidence, 6)
    damage(
        path_of(filled),
        remembered.posted_answers,
        "confidence",
        math.nextafter(before.confidence, 1),
    )

    with closing(opened(filled)) as library:
        assert Memory.of(library).answers.where()[0] == before


@pytest.mark.parametrize("place", ["preferences.value", "stays.left_at"])
def test_a_setting_is_never_just_erased(filled: Settings, place: str) -> None:
    name, column = place.split(".")
    table = next(table for table in TABLES if table.name == name)
    damage(path_of(filled), table, column, '"2020-01-01 00:00:00"')

    with pytest.raises(CorpusDamagedError, match=f"{name}: a row's checksum differs"):
        Library.open(filled, participants=(Forgetting(),))


def test_a_backup_with_a_changed_bit_is_refused(filled: Settings, tmp_path: Path) -> None:
    backup = tmp_path / "backup.sqlite3"
    with closing(opened(filled)) as library:
        library.corpus.database.backup(backup)
    damage(backup, remembered.preferences, "value", '"en"')

    with (
        pytest.raises(BackupUnusableError, match="preferences: a row's checksum differs"),
        Library.restoration(filled, backup, (Forgetting(),)),
    ):
        pass


def test_what_another_program_writes_counts_until_its_checksum_is_filled_in(
    filled: Settings,
) -> None:
    path = path_of(filled)
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE changes SET why = 'von Hand' WHERE revision = 1")
        connection.execute("DELETE FROM feedback")
        summed = connection.execute("SELECT row_sum FROM changes WHERE revision = 1").fetchone()
    assert summed == (None,)

    with closing(Library.open(filled, participants=(Forgetting(),))) as library:
        assert library.corpus.changes()[0].why == "von Hand"
        library.add(Draft("Der Turm ist hoch.", "Turm", "de"), Author("operator:ada"))
    with closing(sqlite3.connect(path)) as connection:
        for table in TABLES:
            query = f"SELECT count(*) FROM {table.name} WHERE row_sum IS NULL"
            assert connection.execute(query).fetchone() == (0,)


@pytest.mark.parametrize("table", ["alembic_version", "memory_version"])
def test_a_form_that_is_said_to_be_an_earlier_one_is_damage(filled: Settings, table: str) -> None:
    earlier = {"alembic_version": "c11", "memory_version": "m1"}[table]
    with closing(sqlite3.connect(path_of(filled))) as connection, connection:
        connection.execute(f"UPDATE {table} SET version_num = ?", (earlier,))

    with pytest.raises(CorpusDamagedError, match=r"duplicate column|already exists"):
        opened(filled)


def test_a_changed_number_is_no_difference_to_the_index_but_damage(filled: Settings) -> None:
    with closing(Corpus.open(filled.data_dir)) as corpus:
        [*_, last] = corpus.changes()
    assert last.revision == 12
    damage(path_of(filled), corpus_tables.sentences, "passage", 7)

    with pytest.raises(CorpusDamagedError, match="sentences: a row's checksum differs"):
        Library.open(filled, participants=(Forgetting(),))

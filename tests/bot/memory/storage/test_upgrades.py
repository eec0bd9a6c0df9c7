"""Database files of earlier versions open, keep everything, and say who keeps something in them."""

import json
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from bot.memory.forgetting import Forgetting
from bot.memory.memory import Memory
from bot.memory.storage import tables as memory_tables
from bot.memory.storage.schema import MEMORY
from index.config import Settings
from index.corpus.changelog import Author
from index.corpus.corpus import FILE_NAME
from index.corpus.errors import CorpusNewerError, ParticipantMissingError
from index.corpus.storage import tables as corpus_tables
from index.corpus.storage.schema import CORPUS, Schema
from index.library import Library
from index.scopes import Scope
from index.units.blocks import unpacked
from index.units.segmentation import DIVISION, segment
from index.units.shape import shape
from tests.index.corpus.storage.sqlite.summed import is_of_sums

DATABASES = Path(__file__).parents[3] / "fixtures" / "databases"
FORMS = ("0001", "0002", "0003", "0004", "0005", "c1", "c3", "c4", "c7", "c9", "c12", "c12m5")
PARTICIPANTS = (Forgetting(),)
ADA = Author("operator:ada")

VERSIONS = {CORPUS.version_table, MEMORY.version_table}

Rows = dict[str, list[dict[str, Any]]]


@pytest.fixture
def earlier(settings: Settings, form: str) -> Settings:
    """A copy of a file that an earlier version wrote."""
    settings.data_dir.mkdir()
    shutil.copyfile(DATABASES / f"{form}.sqlite3", settings.data_dir / FILE_NAME)
    return settings


def rows_of(path: Path) -> Rows:
    with closing(sqlite3.connect(path)) as connection:
        connection.row_factory = sqlite3.Row
        query = "SELECT name FROM sqlite_master WHERE type = 'table'"
        names = [row["name"] for row in connection.execute(query)]
        return {
            name: [
                {column: row[column] for column in row.keys() if not is_of_sums(column)}  # noqa: SIM118
                for row in connection.execute(f"SELECT * FROM {name}")
            ]
            for name in names
        }


def told(form: str) -> Rows:
    """Return what an earlier version's file held, less what is dropped or restamped."""
    rows = json.loads((DATABASES / f"{form}.json").read_text(encoding="utf-8"))
    for name in (*VERSIONS, "departures"):
        rows.pop(name, None)
    # What was divided otherwise is divided anew; that has a test of its own.
    if any(row.pop("division") != DIVISION for row in rows.get("collection", ())):
        rows.pop("sentences")
    for row in rows["versions"]:
        row.pop("division", None)
    return rows  # type: ignore[no-any-return]


def same_rows(held: Rows, wanted: Rows) -> bool:
    """Tell whether each row is there still; later steps may have added columns."""
    for name, rows in wanted.items():
        columns = rows[0].keys() if rows else ()
        kept = [{column: row[column] for column in columns} for row in held[name]]
        if sorted(map(repr, kept)) != sorted(map(repr, rows)):
            return False
    return True


@pytest.mark.parametrize("form", FORMS)
def test_a_file_of_any_earlier_form_keeps_every_row(earlier: Settings, form: str) -> None:
    with closing(Library(earlier, participants=PARTICIPANTS)) as library:
        with library.corpus.database.read() as connection:
            assert CORPUS.stamp(connection) == CORPUS.head
            assert MEMORY.stamp(connection) == MEMORY.head
            differing = MigrationContext.configure(
                connection,
                opts={
                    "include_name": lambda name, *_: not is_of_sums(name) and name not in VERSIONS
                },
            )
            # A sequence of both is allowed, but not in its type.
            both: Any = [corpus_tables.metadata, memory_tables.metadata]
            assert compare_metadata(differing, both) == []
        library.catch_up()
        assert library.indexer.verify() == []
    held = rows_of(earlier.data_dir / FILE_NAME)
    assert same_rows(held, told(form))
    assert held["participants"] == [{"name": "memory"}]
    assert "departures" not in held


@pytest.mark.parametrize("form", FORMS)
def test_without_the_memory_such_a_file_opens_too_and_nothing_of_it_is_touched(
    earlier: Settings, form: str
) -> None:
    with closing(Library(earlier)) as library:
        library.catch_up()
        assert library.indexer.verify() == []
    held = rows_of(earlier.data_dir / FILE_NAME)
    assert same_rows(held, told(form))
    assert held["participants"] == ([] if form == "0001" else [{"name": "memory"}])
    # The memory comes later, and finds what it left.
    with closing(Library(earlier, participants=PARTICIPANTS)) as library:
        Memory.of(library).answers.saved_questions(1, 1)
    assert same_rows(rows_of(earlier.data_dir / FILE_NAME), told(form))


@pytest.mark.parametrize("form", ["c1"])
def test_a_file_from_before_there_were_ids_gets_its_own_and_every_change_a_token(
    earlier: Settings, tmp_path: Path
) -> None:
    copied = earlier.model_copy(update={"data_dir": tmp_path / "copied"})
    shutil.copytree(earlier.data_dir, copied.data_dir)
    seen = []
    for settings in (earlier, copied):
        with closing(Library(settings, participants=PARTICIPANTS)) as library:
            corpus = library.corpus
            tokens = {corpus.position(change.revision).token for change in corpus.changes()}
            assert len(tokens) == len(corpus.changes()) == 8
        with closing(Library(settings, participants=PARTICIPANTS)) as library:
            assert {library.corpus.position(n).token for n in range(1, 9)} == tokens
            seen += [library.corpus.id(), *tokens]

    assert len(set(seen)) == len(seen)


@pytest.mark.parametrize("form", FORMS)
def test_the_texts_of_any_earlier_form_get_their_structure(earlier: Settings, form: str) -> None:
    with closing(Library(earlier, participants=PARTICIPANTS)) as library:
        library.start()
    held = rows_of(earlier.data_dir / FILE_NAME)
    texts = {row["revision"]: row["text"] for row in told(form)["versions"]}

    assert {row["revision"]: row["division"] for row in held["versions"]} == dict.fromkeys(
        texts, DIVISION
    )
    for row in held["versions"]:
        assert tuple(unpacked(json.loads(row["blocks"]))) == shape(texts[row["revision"]])
        assert row["shaped"] == 1
        kinds = [
            (each["start"], each["end"], each["kind"])
            for each in held["sentences"]
            if each["revision"] == row["revision"]
        ]
        assert kinds == [
            (span.start, span.end, span.kind) for span in segment(row["text"], row["language"])
        ]


@pytest.mark.parametrize("form", ["c1", "c3", "c4", "c7", "c9", "c12", "c12m5"])
def test_a_file_of_any_form_answers_and_quotes_what_it_did(earlier: Settings) -> None:
    with closing(Library.open(earlier, participants=PARTICIPANTS)) as library:
        answer = library.ask("Wann wurde der Turm gebaut?")
        excerpt = answer.citations[0].excerpt
        assert excerpt.startswith("Der Turm wurde 1472 gebaut.")
        for change in library.corpus.changes():
            library.corpus.version(change.revision)  # its checksum is right, too
        assert library.indexer.verify() == []


@pytest.mark.parametrize("form", ["c7"])
def test_a_text_that_several_versions_have_is_stored_once_from_then_on(earlier: Settings) -> None:
    path = earlier.data_dir / FILE_NAME
    with closing(sqlite3.connect(path)) as connection:
        # What a change of its title would have stored: here of the third article.
        names = [row[1] for row in connection.execute("PRAGMA table_info(versions)")]
        wanted = ", ".join("9" if name == "revision" else name for name in names)
        connection.execute(f"INSERT INTO versions SELECT {wanted} FROM versions WHERE revision = 3")
        connection.commit()
    with closing(Library(earlier, participants=PARTICIPANTS)) as library:
        assert library.corpus.text(9) == library.corpus.text(3) == "Die Mühle steht am Bach."
        rows = rows_of(path)["versions"]
        assert {row["revision"]: (row["text_of"], row["text"], row["size"]) for row in rows} == {
            row["revision"]: (
                (3, "", 25) if row["revision"] == 9 else (None, text, len(text.encode()))
            )
            for row in rows
            for text in [library.corpus.text(row["revision"])]
        }


@pytest.mark.parametrize("form", ["0005"])
def test_who_lacks_the_memory_may_purge_nothing_that_it_would_keep(earlier: Settings) -> None:
    with closing(Library(earlier)) as library:
        library.catch_up()
        before = library.corpus.changes()
        article = library.catalogue.articles(Scope("1180000000000000001"))[0]
        with pytest.raises(ParticipantMissingError, match="also serves “memory”"):
            library.purge(article.id, ADA)
        with pytest.raises(ParticipantMissingError):
            library.purge_scope(article.scope, ADA)
        assert library.corpus.changes() == before
        assert library.indexer.verify() == []
    with closing(Library(earlier, participants=PARTICIPANTS)) as library:
        library.purge(article.id, ADA)
        assert library.corpus.changes()[-1].operation == "purge"


@pytest.mark.parametrize("form", ["0003"])
def test_an_upgrade_that_fails_half_way_leaves_the_file_as_it_was(
    earlier: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    original = Schema.migrate

    def migrate(schema: Schema, connection: Any) -> None:  # noqa: ANN401 - SQLAlchemy's
        original(schema, connection)
        if schema is MEMORY:
            raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(Schema, "migrate", migrate)
        with pytest.raises(KeyboardInterrupt):
            Library(earlier, participants=PARTICIPANTS)
    held = rows_of(earlier.data_dir / FILE_NAME)
    assert held["alembic_version"] == [{"version_num": "0003"}]
    assert held.keys() == {*told("0003"), "alembic_version"}
    assert same_rows(held, told("0003"))


@pytest.mark.parametrize("table", ["alembic_version", "memory_version"])
def test_a_file_of_a_later_version_is_refused_and_left_alone(
    settings: Settings, table: str
) -> None:
    Library(settings, participants=PARTICIPANTS).close()
    path = settings.data_dir / FILE_NAME
    with closing(sqlite3.connect(path)) as later:
        later.execute(f"UPDATE {table} SET version_num = 'z9'")
        later.commit()
    before = rows_of(path)
    with pytest.raises(CorpusNewerError, match="written by a newer Belegbot"):
        Library(settings, participants=PARTICIPANTS)
    assert rows_of(path) == before

"""A data directory of any name holds the collection itself, and its backups are whole."""

from contextlib import closing
from pathlib import Path
from shutil import copytree
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as budget
from hypothesis import strategies as st

from index.config import Settings
from index.corpus.changelog import Author
from index.corpus.corpus import FILE_NAME, Corpus
from index.corpus.exchange.restoration import restoration
from index.corpus.storage.schema import CORPUS, Schema
from index.corpus.storage.sqlite.database import SqliteDatabase
from index.library import Library
from index.models import Draft
from index.review.changed import changed
from index.review.proposal import Proposal
from index.scopes import SHARED
from tests.models import BUILTIN

ADA = Author("operator:ada")
OLD = "Die Mission im Irak wurde im Januar ausgesetzt."
NEW = "Der Verein gewann das Endspiel in Dortmund."
NEWER, NEWER_QUESTION = "Die Brücke ist 214 Meter lang.", "Wie lang ist die Brücke?"
QUESTION, NEW_QUESTION = "Wann wurde die Mission im Irak ausgesetzt?", "Wer gewann das Endspiel?"

NAMES = (
    *("a?b", "100% (x)s", "a%3Fb#c", "Öffentliche Bücherei ", "file:a?mode=memory", "🗼\n'\"\\"),
)


def answers(library: Library, question: str) -> list[str]:
    return [citation.excerpt for citation in library.ask(question).citations]


def through_everything(data: Path, backup: Path) -> None:
    """Add, ask, back up, restore, rebuild and purge; look at the folder in between."""
    settings = Settings(data_dir=data, seeds_dir=None, embedder=BUILTIN)
    with closing(Library.open(settings)) as library:
        library.add(Draft(OLD, "Alt", "de"), ADA)
        library.corpus.database.backup(backup)
        purged = library.add(Draft(NEW, "Neu", "de"), ADA)
        assert answers(library, NEW_QUESTION) == [NEW]
        proposal = Proposal(Draft(NEWER, "Neuer", "de"), SHARED)
        with changed(library, proposal) as asker:
            found = asker.ask(NEWER_QUESTION, [SHARED]).citations
            assert [citation.excerpt for citation in found] == [NEWER]
        library.rebuild()
        library.purge(purged.article_id, ADA)
        assert answers(library, NEW_QUESTION) == []
        library.add(Draft(NEW, "Neu", "de"), ADA)
    with Library.restoration(settings, backup) as ready:
        assert (ready.contents.articles, ready.contents.revision) == (1, 1)
        kept = ready.carry_out()
    with closing(Library.open(settings)) as library:
        assert answers(library, NEW_QUESTION) == []
        assert answers(library, QUESTION) == [OLD]
        assert library.indexer.verify() == []
    assert kept is not None
    assert {path.name for path in data.iterdir()} == {
        *(FILE_NAME, f"{FILE_NAME}.lock", "index", kept.name),
    }


def _empty(folder: Path) -> Path:
    folder.mkdir()
    return folder


@pytest.mark.parametrize("name", NAMES)
def test_a_folder_of_any_name_holds_what_is_put_there_and_nothing_lies_beside(
    tmp_path: Path, name: str
) -> None:
    backups = _empty(tmp_path / "backups")
    data = _empty(tmp_path / "place") / name

    through_everything(data, backups / f"{name}.sqlite3")

    assert [path.name for path in data.parent.iterdir()] == [name]


@pytest.mark.parametrize("name", ["data", "a?b", "100% ü#"])
def test_a_folder_named_from_where_one_is_does_so_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.chdir(tmp_path)

    through_everything(Path(name), Path("backup?.sqlite3"))

    assert {path.name for path in tmp_path.iterdir()} == {name, "backup?.sqlite3"}


NAME = st.text(
    st.characters(blacklist_categories=["Cs"], blacklist_characters="/\0"), min_size=1, max_size=40
).filter(lambda name: name not in {".", "..", "b"})


@budget(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=NAME)
def test_any_name_at_all_is_that_of_the_collection_and_its_backup(
    tmp_path: Path, name: str
) -> None:
    with TemporaryDirectory(dir=tmp_path) as place:
        data, backup = _empty(Path(place, name)), _empty(Path(place, "b")) / f"{name}.sqlite3"
        with closing(Corpus.open(data)) as corpus:
            with corpus.write() as log:
                log.add(Draft(OLD, "Alt", "de"), ADA, scope=SHARED)
            corpus.database.backup(backup)
        with restoration(data, backup) as ready:
            assert ready.contents.articles == 1
            ready.carry_out()

        assert (data / FILE_NAME).is_file()
        assert {path.name for path in Path(place).iterdir()} == {name, "b"}


def test_a_program_that_is_installed_under_any_name_makes_the_tables(tmp_path: Path) -> None:
    folder = tmp_path / "100% (x)s" / "migrations"
    copytree(CORPUS.folder, folder)
    schema = Schema(CORPUS.name, CORPUS.version_table, CORPUS.head, folder)

    with (
        closing(SqliteDatabase(tmp_path / FILE_NAME, [schema])) as database,
        database.read() as connection,
    ):
        assert schema.stamp(connection) == CORPUS.head

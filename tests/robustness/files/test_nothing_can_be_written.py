"""On a full or read-only disk, what is there is read, asked and taken away; if full, erased."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from index.config import Settings
from index.corpus.changelog import Author
from index.corpus.errors import DataDirFullError, DataDirUnwritableError
from index.corpus.exchange.transfer import export_lines
from index.indexing.errors import IndexElsewhereError, TracesHeldError
from index.library import Library
from index.models import Draft
from tests.robustness.faults import full, small_disk, unwritable

ADA = Author("operator:ada")
BRIDGE = Draft("Die Brücke ist 214 Meter lang.", title="Brücke", language="de")
TOWER = Draft("Der Turm ist 40 Meter hoch und steht in Altheim.", title="Turm", language="de")
QUESTION = "Wie lang ist die Brücke?"


def make(settings: Settings) -> dict[str, str]:
    """Make a collection of two articles and close it; return their ids by title."""
    with closing(Library.open(settings)) as library:
        return {each.title: library.add(each, ADA).article_id for each in (BRIDGE, TOWER)}


def answer(library: Library) -> str:
    return library.ask(QUESTION).citations[0].excerpt


def assert_can_be_taken_away(library: Library, folder: Path) -> None:
    assert sum(BRIDGE.text in line for line in export_lines(library.history)) == 1
    copy = folder / "backup"
    library.corpus.database.backup(copy)
    assert BRIDGE.text.encode() in copy.read_bytes()
    copy.unlink()


def test_a_read_only_collection_is_read_asked_and_taken_away(
    settings: Settings, tmp_path: Path
) -> None:
    make(settings)
    with unwritable(settings.data_dir), closing(Library(settings)) as library:
        (problem,) = library.start()
        assert isinstance(problem, IndexElsewhereError)
        assert "Read-only file system" in str(problem) or "Permission denied" in str(problem)
        assert answer(library) == BRIDGE.text
        assert_can_be_taken_away(library, tmp_path)
        with pytest.raises(DataDirUnwritableError):
            library.add(Draft("Neues.", title="Neu", language="de"), ADA)

    with closing(Library.open(settings)) as library:
        assert library.indexer.verify() == []


def test_the_status_of_a_read_only_collection_says_what_is_wrong(settings: Settings) -> None:
    make(settings)
    with unwritable(settings.data_dir), closing(Library(settings)) as library:
        status = library.status()
    assert status.articles == 2
    assert isinstance(status.problem, IndexElsewhereError)


@contextmanager
def full_disk(settings: Settings, folder: Path) -> Iterator[tuple[Settings, dict[str, str]]]:
    """A collection on a disk that has no byte left."""
    with small_disk(folder, megabytes=8):
        on_disk = settings.model_copy(update={"data_dir": folder / "data"})
        made = make(on_disk)
        with full(folder, left=0):
            yield on_disk, made


def test_a_collection_on_a_full_disk_is_read_asked_and_taken_away(
    settings: Settings, tmp_path: Path
) -> None:
    with (
        full_disk(settings, tmp_path / "disk") as (there, _),
        closing(Library(there)) as library,
    ):
        assert library.start() == []
        assert answer(library) == BRIDGE.text
        assert_can_be_taken_away(library, tmp_path)
        with pytest.raises(DataDirFullError, match="Its disk is full, or fails; free some"):
            library.add(Draft("Neues.", title="Neu", language="de"), ADA)


def test_an_article_is_erased_from_a_full_disk(settings: Settings, tmp_path: Path) -> None:
    with full_disk(settings, tmp_path / "disk") as (there, made):
        with closing(Library.open(there)) as library:
            library.purge(made["Turm"], ADA)
            assert [each.title for each in library.catalogue.articles()] == ["Brücke"]
        for path in there.data_dir.rglob("*"):
            assert not path.is_file() or b"Altheim" not in path.read_bytes()
        with closing(Library.open(there)) as library:
            assert answer(library) == BRIDGE.text
            assert library.indexer.verify() == []


def test_the_only_article_is_erased_from_a_full_disk(settings: Settings, tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk", megabytes=8):
        there = settings.model_copy(update={"data_dir": tmp_path / "disk" / "data"})
        with closing(Library.open(there)) as library:
            only = library.add(BRIDGE, ADA).article_id
        with full(tmp_path / "disk", left=0), closing(Library.open(there)) as library:
            library.purge(only, ADA)
            assert library.catalogue.articles() == []
        for path in there.data_dir.rglob("*"):
            assert not path.is_file() or b"214" not in path.read_bytes()


def test_what_could_only_be_read_is_written_once_there_is_space(
    settings: Settings, tmp_path: Path
) -> None:
    with small_disk(tmp_path / "disk", megabytes=8):
        there = settings.model_copy(update={"data_dir": tmp_path / "disk" / "data"})
        make(there)
        with full(tmp_path / "disk", left=0):
            library = Library.open(there)
        with closing(library):
            library.add(Draft("Der Steg ist 5 Meter lang.", title="Steg", language="de"), ADA)
            assert library.ask("Wie lang ist der Steg?").citations[0].article.title == "Steg"
            assert library.indexer.verify() == []


def test_an_erased_text_is_said_to_be_gone_while_another_process_holds_the_index(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = make(settings)
    with closing(Library.open(settings)) as library, closing(Library.open(settings)) as other:
        finish = library.indexer.finish_purge
        monkeypatch.setattr(library.indexer, "finish_purge", lambda: finish(wait=0.1))
        with (
            other.generations.lock("rebuild"),
            pytest.raises(TracesHeldError, match="The text is erased from the collection"),
        ):
            library.purge(made["Turm"], ADA)
        assert [each.title for each in library.catalogue.articles()] == ["Brücke"]
    with closing(Library.open(settings)):
        pass
    for path in settings.data_dir.rglob("*"):
        assert not path.is_file() or b"Altheim" not in path.read_bytes()


def test_what_an_earlier_version_divided_is_asked_as_it_is_where_nothing_can_be_written(
    settings: Settings,
) -> None:
    make(settings)
    with closing(sqlite3.connect(settings.data_dir / "corpus.sqlite3")) as connection, connection:
        connection.execute("UPDATE versions SET division = 1")
    with unwritable(settings.data_dir), closing(Library(settings)) as library:
        library.start()
        assert answer(library) == BRIDGE.text

"""Another file in the collection's place: every answer is that of an index built anew."""

import shutil
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from index.config import Settings
from index.corpus.changelog import Author
from index.corpus.corpus import FILE_NAME, Corpus
from index.indexing.files import sealed, unsealed
from index.library import Library
from index.models import Draft
from index.scopes import SHARED

ADA = Author("operator:ada")
PLACES = ["Altheim", "Bruch", "Celle", "Dorum", "Eutin", "Fehn", "Gandersheim", "Husum"]
THINGS = ["Turm", "Brunnen", "Markt", "Hafen", "Speicher"]
QUESTIONS = [f"Wann wurde der {thing} von {place} gebaut?" for place in PLACES for thing in THINGS]
BEFORE, AFTER = 1400, 1700
"""Years in which what is told of was built, in the backup and in what came after it."""

Swap = Callable[[Settings, Path], None]
Told = list[tuple[str, list[tuple[str, int, str]]]]


def draft(place: str, year: int) -> Draft:
    sentences = [
        f"Der {thing} von {place} wurde {year + number} gebaut."
        for number, thing in enumerate(THINGS)
    ]
    return Draft(" ".join(sentences), place, "de")


def add(corpus: Corpus, places: list[str], year: int) -> None:
    with corpus.write() as log:
        for number, place in enumerate(places):
            log.add(draft(place, year + 10 * number), ADA, scope=SHARED)


def answers(library: Library) -> Told:
    told = []
    for question in QUESTIONS:
        answer = library.ask(question)
        shown = [*answer.citations, *answer.nearest]
        told.append((answer.text, [(c.article.id, c.sentence.id, c.excerpt) for c in shown]))
    return told


def answers_of_a_new_index(settings: Settings, folder: Path) -> Told:
    folder.mkdir()
    shutil.copyfile(settings.data_dir / FILE_NAME, folder / FILE_NAME)
    with closing(Library.open(settings.model_copy(update={"data_dir": folder}))) as library:
        return answers(library)


@pytest.fixture
def backup(settings: Settings, tmp_path: Path) -> Path:
    """A backup of a collection that went on: a version more, and as many articles again."""
    path = tmp_path / "backup.sqlite3"
    with closing(Library.open(settings)) as library:
        add(library.corpus, PLACES[:4], BEFORE)
        library.catch_up()
        library.corpus.database.backup(path)
        first = library.catalogue.articles()[-1]
        library.replace(first.id, draft("Altheim", AFTER), ADA)
        add(library.corpus, PLACES[4:], AFTER)
        library.catch_up()
    return path


def copied(settings: Settings, backup: Path) -> None:
    shutil.copyfile(backup, settings.data_dir / FILE_NAME)


def restored(settings: Settings, backup: Path) -> None:
    with Library.restoration(settings, backup) as ready:
        assert ready.contents.articles == 4
        ready.carry_out()


def copied_and_changed_unindexed(settings: Settings, backup: Path) -> None:
    copied(settings, backup)
    # Killed before the index could follow: as many changes as the index has seen, and others.
    with closing(Corpus.open(settings.data_dir)) as corpus:
        add(corpus, list(reversed(PLACES[3:])), BEFORE)
        assert corpus.revision() == 9


def changed_elsewhere_and_back(settings: Settings, backup: Path) -> None:
    elsewhere = settings.model_copy(update={"data_dir": settings.data_dir / "index" / "elsewhere"})
    elsewhere.data_dir.mkdir()
    copied(elsewhere, backup)
    with closing(Library.open(elsewhere)) as library:
        add(library.corpus, PLACES[5:], BEFORE)
        for _ in range(6):
            library.undo(None, ADA)
        assert library.corpus.revision() == 13
    copied(settings, elsewhere.data_dir / FILE_NAME)


def another_collection(settings: Settings, _: Path) -> None:
    other = settings.model_copy(update={"data_dir": settings.data_dir / "index" / "other"})
    with closing(Library.open(other)) as library:
        add(library.corpus, PLACES[::-1] + PLACES[:1], BEFORE)
        assert library.corpus.revision() == 9
    copied(settings, other.data_dir / FILE_NAME)


def an_empty_collection(settings: Settings, _: Path) -> None:
    (settings.data_dir / FILE_NAME).unlink()


SWAPS: dict[str, Swap] = {
    swap.__name__.replace("_", " "): swap
    for swap in (
        copied,
        restored,
        copied_and_changed_unindexed,
        changed_elsewhere_and_back,
        another_collection,
        an_empty_collection,
    )
}


@pytest.mark.parametrize("swap", SWAPS)
def test_every_answer_is_that_of_an_index_built_anew(
    settings: Settings, backup: Path, tmp_path: Path, swap: str
) -> None:
    SWAPS[swap](settings, backup)

    with closing(Library.open(settings)) as library:
        assert answers(library) == answers_of_a_new_index(settings, tmp_path / "anew")
        assert library.indexer.verify() == []
        assert library.status().lag == 0


def test_as_soon_as_another_file_is_there_nothing_of_it_counts_as_indexed(
    settings: Settings, backup: Path
) -> None:
    copied(settings, backup)

    with closing(Library(settings)) as library:
        assert (library.status().revision, library.status().indexed_revision) == (4, 0)
        library.start()
        assert (library.status().revision, library.status().indexed_revision) == (4, 4)


@pytest.mark.usefixtures("backup")
def test_an_index_from_before_collections_had_ids_is_built_anew_once(settings: Settings) -> None:
    index = settings.data_dir / "index"
    before = index / (index / "current").read_text()
    manifest = unsealed((before / "manifest.json").read_bytes())
    del manifest["collection"]
    (before / "manifest.json").write_bytes(sealed(manifest))
    (before / "followed.json").unlink()

    for _ in range(2):
        with closing(Library.open(settings)) as library:
            assert library.status().lag == 0
            assert library.indexer.verify() == []

    assert [path.name for path in index.glob("generation-*")] == ["generation-000002"]


@pytest.mark.usefixtures("backup")
def test_the_same_file_put_back_costs_no_rebuild(settings: Settings, tmp_path: Path) -> None:
    path, index = settings.data_dir / FILE_NAME, settings.data_dir / "index"
    before = (index / "current").read_text()
    with closing(Library(settings)) as library:
        library.corpus.database.backup(tmp_path / "now.sqlite3")
    shutil.copyfile(tmp_path / "now.sqlite3", path)
    with closing(Library.open(settings)) as library:
        library.add(draft("Jever", AFTER), ADA)

    assert (index / "current").read_text() == before


def test_an_index_that_was_behind_the_backup_just_catches_up(
    settings: Settings, tmp_path: Path
) -> None:
    with closing(Library.open(settings)) as library:
        add(library.corpus, PLACES[:2], BEFORE)
        library.catch_up()
    before = (settings.data_dir / "index" / "current").read_text()
    shutil.copyfile(settings.data_dir / FILE_NAME, tmp_path / FILE_NAME)
    with closing(Corpus.open(tmp_path)) as elsewhere:
        add(elsewhere, PLACES[2:], BEFORE)
    copied(settings, tmp_path / FILE_NAME)

    with closing(Library.open(settings)) as library:
        assert answers(library) == answers_of_a_new_index(settings, tmp_path / "anew")

    assert (settings.data_dir / "index" / "current").read_text() == before

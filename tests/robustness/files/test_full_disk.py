"""A disk that is full, or may not be written: one clear error, nothing lost, and on it goes."""

from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from index.config import Settings
from index.corpus.changelog import Author
from index.corpus.errors import ArticleDuplicateError, DataDirUnwritableError
from index.errors import BelegbotError, CorpusError, SearchIndexError
from index.indexing.backends import vectors
from index.indexing.errors import IndexLateError, IndexUnwritableError
from index.library import Library
from index.models import Draft
from tests.robustness.faults import file_size_limit, full, small_disk, unwritable

ADA = Author("operator:ada")
LIMITS = [0, 1_000, 5_000, 20_000, 40_000, 100_000, 150_000]
OLD = "Die Mission im Irak wurde im Januar ausgesetzt."
QUESTION = "Wann wurde die Mission im Irak ausgesetzt?"

Step = Callable[[Library], object]


@pytest.fixture(autouse=True)
def _snapshot_after_every_change(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vectors, "SNAPSHOT_SHARE", 0.0)


def long_draft(name: str) -> Draft:
    sentences = [f"{name} nennt Satz {number} von vielen Sätzen." for number in range(150)]
    return Draft(text=" ".join(sentences), title=name, language="de")


@pytest.fixture
def filled(settings: Settings) -> Iterator[Library]:
    """A library with one short and one long article."""
    with closing(Library.open(settings)) as library:
        library.add(Draft(text=OLD, title="Alt", language="de"), ADA)
        library.add(long_draft("Lang"), ADA)
        yield library


def state(library: Library) -> dict[str, str | None]:
    return {
        a.id: None if a.removed else library.corpus.article(a.id).text
        for a in library.catalogue.articles()
    }


def assert_serves(library: Library) -> None:
    assert library.ask(QUESTION).citations[0].excerpt == OLD


def assert_sound(settings: Settings, expected: dict[str, str | None]) -> None:
    with closing(Library.open(settings)) as reopened:
        assert state(reopened) == expected
        assert reopened.indexer.verify() == []
        assert_serves(reopened)


@pytest.mark.parametrize("limit", LIMITS)
def test_a_change_without_space_is_stored_whole_or_not_at_all(
    filled: Library, settings: Settings, limit: int
) -> None:
    before = state(filled)
    failed: BelegbotError | None = None
    with file_size_limit(limit):
        try:
            filled.add(long_draft("Neu"), ADA)
        except (CorpusError, SearchIndexError) as error:
            failed = error
        assert_serves(filled)

    stored = {id_: text for id_, text in state(filled).items() if id_ not in before}
    assert state(filled).items() >= before.items()
    assert list(stored.values()) in ([], [long_draft("Neu").text])
    if isinstance(failed, CorpusError):
        assert not stored
    else:
        assert stored
    assert_sound(settings, before | stored)

    filled.catch_up()
    if stored:
        with pytest.raises(ArticleDuplicateError):
            filled.add(long_draft("Neu"), ADA)
    else:
        filled.add(long_draft("Neu"), ADA)
    assert filled.indexer.verify() == []


@pytest.mark.parametrize("limit", LIMITS)
def test_a_rebuild_without_space_leaves_the_old_index_in_use(
    filled: Library, settings: Settings, limit: int
) -> None:
    index = settings.data_dir / "index"
    before = sorted(path.name for path in index.glob("generation-*"))
    with file_size_limit(limit), pytest.raises(IndexUnwritableError, match="free some space"):
        filled.rebuild()

    assert sorted(path.name for path in index.glob("generation-*")) == before
    assert_sound(settings, state(filled))
    filled.rebuild()
    assert filled.indexer.verify() == []


def test_a_backup_without_space_leaves_the_one_before_as_it_was(
    filled: Library, tmp_path: Path
) -> None:
    target = tmp_path / "backups" / "corpus.sqlite3"
    target.parent.mkdir()
    filled.corpus.database.backup(target)
    before = target.read_bytes()
    filled.add(long_draft("Neu"), ADA)

    with file_size_limit(50_000), pytest.raises(DataDirUnwritableError, match=str(target)):
        filled.corpus.database.backup(target)
    assert target.read_bytes() == before
    assert [path.name for path in target.parent.iterdir()] == [target.name]

    filled.corpus.database.backup(target)
    assert target.read_bytes() != before


@pytest.mark.parametrize("limit", [0, 1_000, 20_000, 40_000])
def test_a_first_start_without_space_is_one_error_and_works_once_there_is_some(
    settings: Settings, seeds: Path, limit: int
) -> None:
    (seeds / "alt.txt").write_text(OLD, encoding="utf-8")
    with (
        file_size_limit(limit),
        pytest.raises((DataDirUnwritableError, IndexLateError, IndexUnwritableError)),
    ):
        Library.open(settings)

    assert_sound(settings, {"alt": OLD})


@pytest.mark.parametrize("left", [0, 8_192, 40_960, 131_072])
def test_a_full_disk_is_one_error_and_works_once_there_is_space(
    settings: Settings, tmp_path: Path, left: int
) -> None:
    with small_disk(tmp_path / "disk", megabytes=8):
        on_disk = settings.model_copy(update={"data_dir": tmp_path / "disk" / "data"})
        with closing(Library.open(on_disk)) as library:
            library.add(Draft(text=OLD, title="Alt", language="de"), ADA)
            before = state(library)
            with full(tmp_path / "disk", left=left):
                with pytest.raises((DataDirUnwritableError, IndexLateError)):
                    library.add(long_draft("Neu"), ADA)
                assert_serves(library)
            assert state(library).items() >= before.items()
            library.add(long_draft("Anderer"), ADA)
            assert library.indexer.verify() == []


def test_an_unwritable_index_is_one_error_and_works_once_it_can_be_written(
    filled: Library, settings: Settings
) -> None:
    before = state(filled)
    with unwritable(settings.data_dir / "index"):
        with pytest.raises(IndexLateError, match=r"permissions|[Rr]ead-only|denied"):
            filled.add(long_draft("Neu"), ADA)
        with pytest.raises(IndexUnwritableError):
            filled.rebuild()
        assert_serves(filled)

    filled.catch_up()
    assert len(state(filled)) == len(before) + 1
    assert filled.indexer.verify() == []


def test_a_file_in_the_place_of_the_index_is_named(settings: Settings) -> None:
    settings.data_dir.mkdir()
    (settings.data_dir / "index").write_text("im Weg")

    with pytest.raises(IndexUnwritableError, match=r"index can't be written: File exists"):
        Library.open(settings)

    (settings.data_dir / "index").unlink()
    Library.open(settings).close()

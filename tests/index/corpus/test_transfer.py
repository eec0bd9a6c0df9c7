"""The whole collection as a file: out here, in there, with its history."""

import json
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from threading import Thread

import pytest

from index.config import Settings
from index.corpus.changelog import Author
from index.corpus.corpus import Corpus
from index.corpus.errors import DataDirUnwritableError, ImportRefusedError
from index.corpus.transfer import export_lines, import_lines
from index.library import Library
from index.models import Change, Draft
from index.scopes import Scope

ADA = Author("operator:ada", "weil")
OLD = "Die Mission im Irak wurde im Januar ausgesetzt."


@pytest.fixture
def there(tmp_path: Path) -> Iterator[Library]:
    """An empty library on another machine."""
    (tmp_path / "there" / "seeds").mkdir(parents=True)
    folder = tmp_path / "there"
    settings = Settings(data_dir=folder / "data", seeds_dir=folder / "seeds")
    with closing(Library.open(settings)) as library:
        yield library


@pytest.fixture
def filled(library: Library, draft: Callable[..., Draft]) -> Library:
    """Articles replaced, removed, undone and purged; metadata, pages and a server's own scope."""
    first = library.add(draft(OLD, date="2020-02", url="https://belege.example/1"), ADA).article_id
    library.replace(first, draft(OLD + " Seither ruht sie."), ADA)
    library.undo(None, Author("discord:2"))
    gone = library.add(draft("Dies wird gelöscht."), ADA).article_id
    library.purge(gone, ADA)
    pages = replace(draft("Seite eins.\n\nSeite zwei."), pages=(0, 13))
    removed = library.add(pages, ADA, scope=Scope("7")).article_id
    library.remove(removed, ADA)
    return library


def ordered(changes: list[Change]) -> list[Change]:
    return [replace(change, at=change.at.replace(tzinfo=None)) for change in changes]


def lines_of(library: Library) -> list[str]:
    return list(export_lines(library.history))


def test_an_export_arrives_with_all_its_history(filled: Library, there: Library) -> None:
    imported = import_lines(there.corpus, lines_of(filled), "x.jsonl")
    there.catch_up()

    assert (imported.changes, imported.skipped) == (7, ())
    assert ordered(there.corpus.changes()) == ordered(filled.corpus.changes())
    assert there.catalogue.articles() == filled.catalogue.articles()
    for summary in filled.catalogue.articles():
        assert there.corpus.article(summary.id) == filled.corpus.article(summary.id)
    assert there.indexer.verify() == []
    assert there.ask("Wann wurde die Mission im Irak ausgesetzt?").text == f"{OLD} [1]"
    assert lines_of(there) == lines_of(filled)


def test_an_export_of_a_purged_article_holds_nothing_of_it(filled: Library) -> None:
    assert "gelöscht" not in "".join(lines_of(filled))


def test_what_was_imported_can_be_undone_and_restored(filled: Library, there: Library) -> None:
    import_lines(there.corpus, lines_of(filled), "x.jsonl")
    removed = next(article.id for article in there.catalogue.articles() if article.removed)

    assert there.undo(7, ADA).operation == "restore"
    assert there.corpus.article(removed).text == "Seite eins.\n\nSeite zwei."
    assert there.undo(3, ADA).version == 2
    assert there.indexer.verify() == []


def test_revisions_count_on_from_what_is_there(
    filled: Library, there: Library, draft: Callable[..., Draft]
) -> None:
    there.add(draft("War schon da."), ADA)
    import_lines(there.corpus, lines_of(filled), "x.jsonl")

    assert [change.revision for change in there.corpus.changes()] == list(range(1, 9))
    assert [change.undoes for change in there.corpus.changes()] == [None] * 3 + [3] + [None] * 4
    there.catch_up()
    assert there.indexer.verify() == []


def test_the_same_import_again_changes_nothing(filled: Library, there: Library) -> None:
    import_lines(there.corpus, lines_of(filled), "x.jsonl")
    before = there.corpus.changes()

    again = import_lines(there.corpus, lines_of(filled), "x.jsonl")

    assert sorted(again.skipped) == sorted(article.id for article in filled.catalogue.articles())
    assert again.changes == 0
    assert there.corpus.changes() == before


def test_an_article_with_another_text_is_refused_and_nothing_is_stored(
    filled: Library, there: Library, draft: Callable[..., Draft]
) -> None:
    import_lines(there.corpus, lines_of(filled), "x.jsonl")
    there.replace(filled.catalogue.articles()[-1].id, draft("Etwas ganz anderes."), ADA)
    before = there.corpus.changes()

    with pytest.raises(ImportRefusedError, match="there with another text"):
        import_lines(there.corpus, lines_of(filled), "x.jsonl")

    assert there.corpus.changes() == before


def changed(lines: list[str], number: int, **values: object) -> list[str]:
    row = json.loads(lines[number]) | values
    return [*lines[:number], json.dumps(row) + "\n", *lines[number + 1 :]]


DEFECTS: dict[str, Callable[[list[str]], list[str]]] = {
    "nothing": lambda _: [],
    "the header alone": lambda lines: lines[:1],
    "its end missing": lambda lines: lines[:-1],
    "a line missing": lambda lines: [*lines[:3], *lines[4:]],
    "half a line": lambda lines: [*lines[:2], lines[2][: len(lines[2]) // 2]],
    "another version": lambda lines: changed(lines, 0, version=2),
    "an article added twice": lambda lines: [*lines[:-1], lines[1], '{"changes": 8}'],
    "an unknown operation": lambda lines: changed(lines, 1, operation="frobnicate"),
    "no time": lambda lines: changed(lines, 1, at="gestern"),
    "a number for a text": lambda lines: changed(lines, 1, text=7),
    "a character that is none": lambda lines: changed(lines, 1, who="\ud800"),
    "a list": lambda lines: ["[]", *lines[1:]],
}


@pytest.mark.parametrize("defect", DEFECTS)
def test_a_defective_file_is_refused_and_nothing_is_stored(
    filled: Library, there: Library, defect: str
) -> None:
    with pytest.raises(ImportRefusedError, match=r"“x.jsonl” can't be imported"):
        import_lines(there.corpus, DEFECTS[defect](lines_of(filled)), "x.jsonl")

    assert there.corpus.changes() == []
    assert there.catalogue.articles() == []


def test_a_backup_made_while_others_write_is_one_consistent_state(
    library: Library, draft: Callable[..., Draft], tmp_path: Path
) -> None:
    writer = Thread(
        target=lambda: [library.add(draft(f"Artikel {n}. Zwei Sätze."), ADA) for n in range(30)]
    )
    writer.start()
    seen: list[int] = []
    while writer.is_alive() or not seen:
        (tmp_path / "copy").mkdir(exist_ok=True)
        library.corpus.database.backup(tmp_path / "copy" / "corpus.sqlite3")
        with closing(Corpus.open(tmp_path / "copy")) as copy:
            counts = copy.counts()
            seen.append(copy.revision())
            assert (counts.articles, counts.sentences) == (copy.revision(), 2 * copy.revision())
    writer.join()

    assert seen == sorted(seen)


def test_a_backup_opens_as_a_library_of_its_own(
    filled: Library, settings: Settings, tmp_path: Path
) -> None:
    (tmp_path / "copy").mkdir()
    filled.corpus.database.backup(tmp_path / "copy" / "corpus.sqlite3")
    copied = settings.model_copy(update={"data_dir": tmp_path / "copy"})

    with closing(Library.open(copied)) as library:
        assert library.corpus.changes() == filled.corpus.changes()
        assert library.indexer.verify() == []


def test_a_backup_never_takes_the_collections_own_place(
    filled: Library, settings: Settings
) -> None:
    with pytest.raises(DataDirUnwritableError, match="File exists"):
        filled.corpus.database.backup(settings.data_dir / "corpus.sqlite3")

    assert len(filled.corpus.changes()) == 7

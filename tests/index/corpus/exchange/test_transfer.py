"""The whole collection as a file: out here, in there, with its history."""

import json
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from threading import Thread

import pytest

from index.articles.structure import Node, heading, lay_out, paragraph
from index.config import Settings
from index.corpus.changelog import Author
from index.corpus.corpus import Corpus
from index.corpus.errors import DataDirUnwritableError, ImportRefusedError
from index.corpus.exchange.transfer import export_lines, import_lines
from index.library import Library
from index.models import Change, Draft
from index.scopes import Scope
from index.units.shape import shape
from tests.models import BUILTIN

ADA = Author("operator:ada", "weil")
BOB = "operator:bob"
OLD = "Die Mission im Irak wurde im Januar ausgesetzt."


@pytest.fixture
def there(tmp_path: Path) -> Iterator[Library]:
    """An empty library on another machine."""
    (tmp_path / "there" / "seeds").mkdir(parents=True)
    folder = tmp_path / "there"
    settings = Settings(data_dir=folder / "data", seeds_dir=folder / "seeds", embedder=BUILTIN)
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


def as_before(library: Library) -> list[str]:
    """Export what was imported, without by whom."""
    return [line.replace(f"{BOB}, imported: ", "") for line in lines_of(library)]


def test_an_export_arrives_with_all_its_history(filled: Library, there: Library) -> None:
    imported = import_lines(there.corpus, lines_of(filled), "x.jsonl", importer=BOB)
    there.catch_up()

    assert (imported.changes, imported.skipped) == (7, ())
    assert ordered(there.corpus.changes()) == [
        replace(change, who=change.who.replace(ADA.who, f"{BOB}, imported: {ADA.who}"))
        for change in ordered(filled.corpus.changes())
    ]
    assert there.catalogue.articles() == filled.catalogue.articles()
    for summary in filled.catalogue.articles():
        assert there.corpus.article(summary.id) == filled.corpus.article(summary.id)
    assert there.indexer.verify() == []
    assert there.ask("Wann wurde die Mission im Irak ausgesetzt?").text == f"{OLD} [1]"
    assert as_before(there) == lines_of(filled)


def test_whom_an_operators_change_is_said_to_be_by_stands_beside_who_imported_it(
    filled: Library, there: Library, tmp_path: Path
) -> None:
    import_lines(there.corpus, lines_of(filled), "x.jsonl", importer=BOB)
    with closing(Corpus.open(tmp_path)) as third:
        import_lines(third, lines_of(there), "y.jsonl", importer="operator:carol")
        told = {change.who for change in third.changes()}

    assert told == {"operator:carol, imported: operator:ada", "discord:2"}


def test_a_version_whose_details_alone_are_new_arrives_with_its_text(
    library: Library, there: Library, draft: Callable[..., Draft]
) -> None:
    article = library.add(draft(OLD), ADA).article_id
    library.replace(
        article, replace(library.corpus.draft_of(library.corpus.article(article)), title="Neu"), ADA
    )

    import_lines(there.corpus, lines_of(library), "x.jsonl", importer=BOB)

    assert there.corpus.article(article) == library.corpus.article(article)
    assert [there.corpus.article(article).title, there.corpus.article(article).text] == ["Neu", OLD]


def test_an_export_of_a_purged_article_holds_nothing_of_it(filled: Library) -> None:
    assert "gelöscht" not in "".join(lines_of(filled))


def test_what_was_imported_can_be_undone_and_restored(filled: Library, there: Library) -> None:
    import_lines(there.corpus, lines_of(filled), "x.jsonl", importer=BOB)
    removed = next(article.id for article in there.catalogue.articles() if article.removed)

    assert there.undo(7, ADA).operation == "restore"
    assert there.corpus.article(removed).text == "Seite eins.\n\nSeite zwei."
    assert there.undo(3, ADA).version == 2
    assert there.indexer.verify() == []


def test_revisions_count_on_from_what_is_there(
    filled: Library, there: Library, draft: Callable[..., Draft]
) -> None:
    there.add(draft("War schon da."), ADA)
    import_lines(there.corpus, lines_of(filled), "x.jsonl", importer=BOB)

    assert [change.revision for change in there.corpus.changes()] == list(range(1, 9))
    assert [change.undoes for change in there.corpus.changes()] == [None] * 3 + [3] + [None] * 4
    there.catch_up()
    assert there.indexer.verify() == []


def test_the_same_import_again_changes_nothing(filled: Library, there: Library) -> None:
    import_lines(there.corpus, lines_of(filled), "x.jsonl", importer=BOB)
    before = there.corpus.changes()

    again = import_lines(there.corpus, lines_of(filled), "x.jsonl", importer=BOB)

    assert sorted(again.skipped) == sorted(article.id for article in filled.catalogue.articles())
    assert again.changes == 0
    assert there.corpus.changes() == before


def test_an_article_with_another_text_is_refused_and_nothing_is_stored(
    filled: Library, there: Library, draft: Callable[..., Draft]
) -> None:
    import_lines(there.corpus, lines_of(filled), "x.jsonl", importer=BOB)
    there.replace(filled.catalogue.articles()[-1].id, draft("Etwas ganz anderes."), ADA)
    before = there.corpus.changes()

    with pytest.raises(ImportRefusedError, match="there with another text"):
        import_lines(there.corpus, lines_of(filled), "x.jsonl", importer=BOB)

    assert there.corpus.changes() == before


def changed(lines: list[str], number: int, **values: object) -> list[str]:
    row = json.loads(lines[number]) | values
    return [*lines[:number], json.dumps(row) + "\n", *lines[number + 1 :]]


RULES = lay_out(
    [
        heading("Regeln", 3),
        paragraph("Am See gilt das. Im Wald nicht."),
        Node("list", children=[Node("item", "kein Lärm", mark="- ")]),
    ]
)
"""As no shape tells it: a list of one item, and a heading of the third level."""


@pytest.fixture
def structured(library: Library, draft: Callable[..., Draft]) -> Library:
    """Two articles: one whose format told its structure, one whose shape did."""
    library.add(replace(draft(RULES.text), blocks=RULES.blocks), ADA)
    library.add(draft("Der Weiher\n\nEr liegt im Wald und ist tief."), ADA)
    return library


def test_an_export_has_the_structure_that_a_format_told_and_no_other(
    structured: Library,
) -> None:
    first, second = (json.loads(line)["text"] for line in lines_of(structured)[1:3])

    assert first["blocks"] == [
        {"kind": "heading", "level": 3, "parent": None, "start": 0, "end": 6},
        {"kind": "paragraph", "level": 0, "parent": None, "start": 8, "end": 39},
        {"kind": "list", "level": 0, "parent": None, "start": 41, "end": 52},
        {"kind": "item", "level": 0, "parent": 2, "start": 41, "end": 52},
    ]
    assert second["blocks"] is None


def test_a_structure_arrives_as_it_was(structured: Library, there: Library) -> None:
    import_lines(there.corpus, lines_of(structured), "x.jsonl", importer=BOB)
    there.catch_up()

    for summary in structured.catalogue.articles():
        article = there.corpus.article(summary.id)
        assert article == structured.corpus.article(summary.id)
        here = structured.corpus.draft_of(article)
        arrived = there.corpus.draft_of(article)
        assert (arrived.blocks, arrived.shaped) == (here.blocks, here.shaped)
        assert arrived.spans == here.spans
    assert there.corpus.blocks(1) == RULES.blocks
    assert as_before(there) == lines_of(structured)
    assert there.indexer.verify() == []


UNUSABLE: dict[str, object] = {
    "of another kind": [{"kind": "poem", "level": 0, "parent": None, "start": 0, "end": 6}],
    "beyond the text": [{"kind": "quote", "level": 0, "parent": None, "start": 0, "end": 60}],
    "before the text": [{"kind": "quote", "level": 0, "parent": None, "start": -1, "end": 6}],
    "in none that is there": [{"kind": "item", "level": 0, "parent": 7, "start": 0, "end": 6}],
    "ending with a blank": [{"kind": "quote", "level": 0, "parent": None, "start": 0, "end": 7}],
    "in each other": [
        {"kind": "paragraph", "level": 0, "parent": None, "start": 0, "end": 39},
        {"kind": "paragraph", "level": 0, "parent": None, "start": 8, "end": 39},
    ],
    "half a block": [{"kind": "quote", "level": 0}],
    "no list": "Überschrift",
    "left out": ...,
}


@pytest.mark.parametrize("defect", UNUSABLE)
def test_a_structure_that_is_not_the_texts_own_is_told_anew(
    structured: Library, there: Library, defect: str
) -> None:
    lines = lines_of(structured)
    row = json.loads(lines[1])
    if UNUSABLE[defect] is ...:
        # As versions before wrote it.
        del row["text"]["blocks"]
    else:
        row["text"]["blocks"] = UNUSABLE[defect]
    lines[1] = json.dumps(row) + "\n"

    import_lines(there.corpus, lines, "x.jsonl", importer=BOB)
    there.catch_up()

    arrived = there.corpus.draft_of(there.corpus.article(row["article_id"]))
    assert (arrived.text, arrived.shaped) == (RULES.text, True)
    assert arrived.blocks == shape(RULES.text)
    assert there.indexer.verify() == []


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
        import_lines(there.corpus, DEFECTS[defect](lines_of(filled)), "x.jsonl", importer=BOB)

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

import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import asdict
from itertools import islice

import pytest
from sqlalchemy import delete, insert, null, select, update

from index.asking.answers import Quote
from index.config import Settings
from index.corpus.changelog import Author, text_hash
from index.corpus.redivision import count_old, divide_anew
from index.corpus.storage.tables import sentences, versions
from index.library import Library
from index.models import Block, Draft, Span
from index.scopes import SHARED
from index.units.outline import Outline
from index.units.segmentation import DIVISION, segment
from index.units.shape import shape

ADA = Author("operator:ada")
TEXT = "Der Server läuft mit ASP.NET seit Mai. Er steht im Keller."
BEFORE = [Span(1, 1, 0, 25, 1), Span(1, 2, 25, 38, 1), Span(1, 3, 39, 58, 1)]
"""As it was divided once: "Der Server läuft mit ASP." is a sentence."""


@pytest.fixture
def old(settings: Settings, draft: Callable[..., Draft]) -> Library:
    """A collection of two versions, one of them in force, as an earlier program has left it."""
    with closing(Library.open(settings)) as library:
        first = library.add(draft(TEXT), ADA)
        library.replace(first.article_id, draft(f"{TEXT} Mehr nicht."), ADA)
        for revision in (1, 2):
            divide_as_before(library, revision)
        library.indexer.rebuild()
    return Library(settings)


def divide_as_before(library: Library, revision: int) -> None:
    with library.corpus.database.write() as connection:
        connection.execute(delete(sentences).where(sentences.c.revision == revision))
        rows = [
            asdict(span)
            | {"revision": revision, "text_hash": text_hash(TEXT[span.start : span.end])}
            for span in BEFORE
        ]
        connection.execute(insert(sentences), rows)
        connection.execute(
            update(versions).where(versions.c.revision == revision).values(division=1)
        )


def stored(library: Library, revision: int) -> list[tuple[int, int]]:
    query = select(sentences.c.start, sentences.c.end).where(sentences.c.revision == revision)
    with library.corpus.database.read() as connection:
        return [(row.start, row.end) for row in connection.execute(query)]


def offsets(text: str) -> list[tuple[int, int]]:
    return [(span.start, span.end) for span in segment(text, "de")]


def test_what_an_earlier_program_divided_is_divided_anew_and_indexed(old: Library) -> None:
    seen: list[tuple[int, int]] = []
    with closing(old) as library:
        library.start(lambda done, total: seen.append((done, total)))

        assert stored(library, 1) == offsets(TEXT) == [(0, 38), (39, 58)]
        assert stored(library, 2) == offsets(f"{TEXT} Mehr nicht.")
        assert library.indexer.verify() == []
        assert library.ask("Seit wann läuft der Server?").text == (
            "Der Server läuft mit ASP.NET seit Mai. [1]"
        )
        assert seen[:3] == [(0, 2), (1, 2), (2, 2)]


@pytest.mark.parametrize("first", ["rebuild", "purge", "start without an index"])
def test_whatever_comes_first_the_index_knows_todays_sentences(old: Library, first: str) -> None:
    with closing(old) as library:
        if first == "rebuild":
            library.rebuild()
        elif first == "purge":
            library.purge(library.catalogue.articles()[0].id, ADA)
            library.add(Draft(TEXT, "Titel", "de"), ADA)
        else:
            shutil.rmtree(library.index_folder)
            library.start()
    with closing(Library.open(old.settings)) as library:
        assert library.indexer.verify() == []
        assert library.ask("Seit wann läuft der Server?").text == (
            "Der Server läuft mit ASP.NET seit Mai. [1]"
        )


def test_the_log_has_nothing_of_it(old: Library) -> None:
    with closing(old) as library:
        before = library.corpus.changes()
        library.start()

        assert library.corpus.changes() == before
        assert len(before) == 2


def test_what_was_quoted_before_still_has_its_context(old: Library) -> None:
    with closing(old) as library:
        library.start()
        article = library.catalogue.articles()[0]
        quote = Quote(1, article.id, 2, paragraph=7, start=25, end=38)

        context = library.asker.context(quote, SHARED.visible)

    assert context is not None
    assert context.before + context.sentence + context.after == f"{TEXT} Mehr nicht."
    assert context.sentence == "NET seit Mai."


def test_whoever_is_ended_in_between_goes_on_with_the_rest(old: Library) -> None:
    forgotten: list[str] = []

    def forget(texts: Sequence[str]) -> None:
        forgotten.extend(texts)

    with closing(old) as library:
        database = library.corpus.database
        assert list(islice(divide_anew(database, forget), 1)) == [1]
        assert count_old(database) == 1
        assert list(divide_anew(database, forget)) == [2]
        assert count_old(database) == 0

    assert forgotten[:2] == ["Der Server läuft mit ASP.", "NET seit Mai."]


def test_nothing_is_done_twice(old: Library, settings: Settings) -> None:
    with closing(old) as library:
        library.start()
        ids = library.corpus.sentences_of([2])
        generation = library.generations.current()
    with closing(Library.open(settings)) as library:
        assert library.corpus.sentences_of([2]) == ids
        assert library.generations.current() == generation


TREES = "Unsere Bäume\n\nSie stehen am Markt.\n\n- die Linde\n- die Ulme"
TOLD = (
    Block("heading", 3, None, 0, 12),
    Block("section", 0, None, 14, len(TREES)),
    Block("heading", 4, 1, 14, 34),
    Block("list", 0, 1, 36, len(TREES)),
    Block("item", 0, 3, 36, 47),
    Block("item", 0, 3, 48, len(TREES)),
)
"""As no shape tells it: "Sie stehen am Markt." is a heading."""
UNITS = [
    ("context", "Unsere Bäume", ()),
    ("context", "Sie stehen am Markt.", ("Unsere Bäume",)),
    ("item", "- die Linde", ("Unsere Bäume", "Sie stehen am Markt.")),
    ("item", "- die Ulme", ("Unsere Bäume", "Sie stehen am Markt.")),
]


def store(library: Library, **values: object) -> None:
    """Write into the version of the only article what an earlier program left there."""
    with library.corpus.database.write() as connection:
        connection.execute(update(versions).values(**values))


def units_of(library: Library) -> list[tuple[str, str, tuple[str, ...]]]:
    """Each sentence of the only article: its kind, its text, the headings above it."""
    [article] = library.catalogue.articles()
    sentences_of = library.corpus.draft_of(library.corpus.article(article.id))
    outline = Outline(sentences_of.text, sentences_of.blocks or ())
    return [
        (span.kind, TREES[span.start : span.end], outline.context(span.start).headings)
        for span in sentences_of.spans or ()
    ]


@pytest.fixture
def trees(settings: Settings) -> Iterator[Library]:
    """A text with what its format told of it, divided by an earlier program."""
    with closing(Library.open(settings)) as library:
        library.add(Draft(TREES, "Bäume", "de", blocks=TOLD), ADA)
        assert units_of(library) == UNITS
        with library.corpus.database.write() as connection:
            connection.execute(update(sentences).values(kind="sentence"))
        store(library, division=DIVISION - 1)
    with closing(Library(settings)) as library:
        yield library


def test_what_a_texts_format_told_is_kept(trees: Library) -> None:
    trees.start()

    assert trees.corpus.blocks(1) == TOLD
    assert units_of(trees) == UNITS
    [article] = trees.catalogue.articles()
    assert trees.corpus.draft_of(trees.corpus.article(article.id)).shaped is False


def test_what_a_texts_shape_told_is_told_anew(trees: Library) -> None:
    store(trees, shaped=True)

    trees.start()

    assert trees.corpus.blocks(1) == shape(TREES) != TOLD
    [article] = trees.catalogue.articles()
    assert trees.corpus.draft_of(trees.corpus.article(article.id)).shaped is True


@pytest.mark.parametrize("division", [1, 2])
def test_a_text_from_before_there_were_blocks_gets_those_of_its_shape(
    trees: Library, division: int
) -> None:
    store(trees, division=division, blocks=null())

    trees.start()

    assert trees.corpus.blocks(1) == shape(TREES)
    assert [(kind, text) for kind, text, _ in units_of(trees)] == [
        ("context", "Unsere Bäume"),
        ("sentence", "Sie stehen am Markt."),
        ("item", "- die Linde"),
        ("item", "- die Ulme"),
    ]
    assert trees.indexer.verify() == []


def test_blocks_that_are_no_texts_own_are_told_anew(trees: Library) -> None:
    store(trees, blocks=[[0, 1, -1, 0, 9999]])

    trees.start()

    assert trees.corpus.blocks(1) == shape(TREES)


def test_the_index_is_made_anew_once_the_same_texts_are_other_units(trees: Library) -> None:
    before = trees.generations.current()
    assert before is not None

    trees.start()

    now = trees.generations.current()
    assert now is not None
    assert now.manifest.division == trees.corpus.division() != before.manifest.division
    assert trees.indexer.verify() == []


def test_what_is_stored_now_needs_no_other_division(
    library: Library, draft: Callable[..., Draft]
) -> None:
    library.add(draft(TEXT), ADA)

    assert count_old(library.corpus.database) == 0
    query = select(versions.c.division)
    with library.corpus.database.read() as connection:
        assert connection.execute(query).scalars().all() == [DIVISION]

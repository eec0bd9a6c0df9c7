"""A server's list of sources: what is on it, in which order, and what a search finds of it."""

from collections.abc import Callable

import pytest

from bot.memory.memory import Memory
from bot.sources.browse import key_of, query_of
from bot.sources.listing import SORTS, Listing, ListingQuery, Sort, listing
from index.corpus.changelog import Author
from index.library import Library
from index.models import Draft
from index.scopes import Scope
from index.watching.watching import Watching
from tests.bot.memory.test_stays import ask

ADA = Author("discord:1", "neu")
WHEN = "Wann wurde die Brücke gebaut?"
NATO = "Offiziell wurde die NATO-Mission im Irak Anfang Januar ausgesetzt"

List = Callable[..., Listing]


@pytest.fixture
def bridge(library: Library) -> str:
    """Server 7's own article, which two answers cite; server 8 has one, too."""
    bridge = library.add(Draft("Die Brücke wurde 1900 gebaut.", "Brücke", "de"), ADA, Scope("7"))
    library.add(Draft("Das Schwimmbad öffnet um acht.", "Bad", "de"), ADA, Scope("8"))
    ask(library, WHEN, 7, 1)
    ask(library, WHEN, 7, 2)
    return bridge.article_id


def shown(library: Library, query: ListingQuery, size: int = 10) -> Listing:
    return listing(Watching(library), Memory.of(library), 7, query, size)


@pytest.mark.usefixtures("bridge")
def test_a_list_has_the_servers_own_and_the_shared_articles_but_no_other_servers(
    library: Library,
) -> None:
    found = shown(library, ListingQuery(sort="title"))
    assert [(entry.title[:6], entry.cited) for entry in found.page.items] == [
        ("Brücke", 2),
        (NATO[:6], 0),
    ]
    assert (found.own, found.shared, found.removed) == (1, 1, 0)


@pytest.mark.parametrize(
    ("sort", "first"),
    [
        *(("cited", "Brücke"), ("date", NATO), ("changed", "Brücke"), ("added", "Brücke")),
        ("title", "Brücke"),
    ],
)
@pytest.mark.usefixtures("bridge")
def test_a_list_is_sorted(library: Library, sort: Sort, first: str) -> None:
    page = shown(library, ListingQuery(sort=sort), size=1).page
    assert (page.items[0].title[: len(first)], page.count) == (first, 2)


def test_a_search_finds_titles_with_typing_errors(library: Library, bridge: str) -> None:
    found = shown(library, ListingQuery("bruke")).page
    assert [entry.id for entry in found.items] == [bridge]
    assert shown(library, ListingQuery("Zeppelin")).page.items == []


def test_what_is_removed_is_listed_if_it_is_asked_for(library: Library, bridge: str) -> None:
    library.remove(bridge, ADA)
    kept = shown(library, ListingQuery())
    assert (len(kept.page.items), kept.own, kept.removed) == (1, 0, 1)
    everything = shown(library, ListingQuery(removed=True)).page.items
    assert [entry.removed for entry in everything] == [True, False]


@pytest.mark.usefixtures("bridge")
def test_beyond_the_last_page_is_the_last_page(library: Library) -> None:
    page = shown(library, ListingQuery(page=9), size=1).page
    assert (page.number, page.count, page.first, len(page.items)) == (1, 2, 1, 1)


@pytest.mark.parametrize("sort", SORTS)
@pytest.mark.parametrize("removed", [True, False])
def test_what_is_listed_stands_in_the_ids_of_its_buttons(sort: Sort, removed: bool) -> None:  # noqa: FBT001
    query = ListingQuery("mühle: nord", sort, removed, 3)
    assert query_of(key_of(query)) == query

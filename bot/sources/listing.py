"""A server's list of articles: what is on one page of it, searched and sorted."""

from collections.abc import Callable, Sequence
from dataclasses import KW_ONLY, asdict, dataclass
from datetime import datetime
from typing import Any, Literal, get_args

from bot.interactions.pages import Page, page_of
from bot.memory.memory import Memory
from index.corpus.catalogue import Summary, Title, find
from index.language.letters import fold
from index.scopes import SHARED, Scope
from index.watching.watches import Watch
from index.watching.watching import Watching

Sort = Literal["changed", "added", "date", "title", "cited"]
SORTS: tuple[Sort, ...] = get_args(Sort)


@dataclass(frozen=True, slots=True)
class Entry(Summary):
    """A line of a server's list: `added` in UTC, `cited` by how many of the server's answers.

    `watch` says how its page is watched, if it is the server's own and its page is.
    """

    _: KW_ONLY
    added: datetime
    cited: int
    watch: Watch | None = None


@dataclass(frozen=True, slots=True)
class ListingQuery:
    """What is to be on the page: titles like `query`, sorted, `removed` articles too; from 0."""

    query: str = ""
    sort: Sort = "changed"
    removed: bool = False
    page: int = 0


@dataclass(frozen=True, slots=True)
class Listing:
    """A page of a server's list, and how many articles the server sees in all."""

    page: Page[Entry]
    own: int
    shared: int
    removed: int


ORDER: dict[Sort, Callable[[Entry], Any]] = {
    "changed": lambda entry: -entry.changed,
    "added": lambda entry: -entry.added.timestamp(),
    # Newest first; those without a date last.
    "date": lambda entry: tuple(-ord(letter) for letter in entry.date or "") or (1,),
    "title": lambda entry: fold(entry.title),
    "cited": lambda entry: -entry.cited,
}


def listing(
    watching: Watching, memory: Memory, server: int, query: ListingQuery, size: int
) -> Listing:
    """Return a page of a server's list: all its own articles, and those that everybody can ask."""
    scope, library = Scope.of(server), watching.library
    cited = memory.figures.citations(server)
    added = library.catalogue.added(scope)
    watched = {watch.article_id: watch for watch in watching.watches(scope)}
    entries = [
        Entry(
            **asdict(line),
            added=added[line.id],
            cited=cited.get(line.id, 0),
            watch=watched.get(line.id),
        )
        for own in (scope, SHARED)
        for line in library.catalogue.articles(own, parts=True)
        if line.id in added
    ]
    in_force = [entry for entry in entries if not entry.removed]
    shared = sum(entry.scope == SHARED for entry in in_force)
    return Listing(
        page=page_of(_asked(entries, query), query.page, size),
        own=len(in_force) - shared,
        shared=shared,
        removed=len(entries) - len(in_force),
    )


def _asked(entries: Sequence[Entry], query: ListingQuery) -> list[Entry]:
    """Return the entries that a query asks for, sorted."""
    asked = [entry for entry in entries if query.removed or not entry.removed]
    if query.query.strip():
        titles = [_title(entry) for entry in asked]
        like = {title.article_id for title in find(query.query, titles, len(titles))}
        asked = [entry for entry in asked if entry.id in like]
    return sorted(asked, key=ORDER[query.sort])


def _title(entry: Entry) -> Title:
    return Title(
        entry.id,
        entry.scope,
        entry.title,
        entry.removed,
        entry.changed,
        entry.date,
        fold(entry.title),
    )

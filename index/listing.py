"""A server's list of articles: what is on one page of it, searched and sorted."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, get_args

from index.corpus.corpus import Summary
from index.corpus.titles import Title, find
from index.language.terms import fold
from index.models import SHARED

Sort = Literal["changed", "added", "date", "title", "cited"]
SORTS: tuple[Sort, ...] = get_args(Sort)


@dataclass(frozen=True, slots=True)
class Entry(Summary):
    """A line of a server's list: `added` in UTC, `cited` by how many of the server's answers."""

    added: datetime
    cited: int


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be on the page: titles like `query`, sorted, `removed` articles too; from 0."""

    query: str = ""
    sort: Sort = "changed"
    removed: bool = False
    page: int = 0


@dataclass(frozen=True, slots=True)
class Listing:
    """One page of `found` entries, and how many articles the server sees in all."""

    entries: tuple[Entry, ...]
    page: int
    pages: int
    found: int
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


def listing(entries: Sequence[Entry], wanted: Wanted, size: int) -> Listing:
    """Return the wanted page, or the last one if there are fewer."""
    shown = [entry for entry in entries if wanted.removed or not entry.removed]
    if wanted.query.strip():
        titles = [_title(entry) for entry in shown]
        like = {title.article_id for title in find(wanted.query, titles, len(titles))}
        shown = [entry for entry in shown if entry.id in like]
    shown.sort(key=ORDER[wanted.sort])
    pages = max(1, -(-len(shown) // size))
    page = min(wanted.page, pages - 1)
    in_force = [entry for entry in entries if not entry.removed]
    shared = sum(entry.scope == SHARED for entry in in_force)
    return Listing(
        entries=tuple(shown[page * size : (page + 1) * size]),
        page=page,
        pages=pages,
        found=len(shown),
        own=len(in_force) - shared,
        shared=shared,
        removed=len(entries) - len(in_force),
    )


def _title(entry: Entry) -> Title:
    return Title(
        entry.id, entry.scope, entry.title, entry.removed, entry.changed, fold(entry.title)
    )

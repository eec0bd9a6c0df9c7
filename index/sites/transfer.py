"""The whole collection as a file, with the web pages and sites that are watched.

New pages of a site that nobody has decided on are offered anew where the file arrives.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import Connection

from index.articles.metadata import web_address
from index.config import Settings
from index.corpus.exchange import transfer
from index.corpus.exchange.arrivals import SCOPE
from index.corpus.exchange.transfer import Arrival
from index.corpus.storage.columns import within
from index.corpus.storage.tables import articles, sites
from index.library import Library
from index.scopes import SHARED, Scope
from index.sites import watched
from index.sites.pages import Limits
from index.sites.sites import MOST_LISTED
from index.sites.watched import Site
from index.visiting.manners import site_of
from index.visiting.troubles import Trouble
from index.visiting.visits import now_for_all
from index.watching import news, watches
from index.watching.transfer import WATCHES, Kind, carried, interval, require, take_in
from index.watching.watches import LEAST, MOST

HEADING = "sites"
"""Under which they stand in an export's first line."""


@dataclass(frozen=True, slots=True)
class CarriedSite:
    """A watched site as it stands in a file; `every` is in seconds."""

    scope: Scope
    url: str
    every: int
    pages: int
    listed: list[str] = field(default_factory=list)
    trouble: Trouble | None = None
    trouble_told: bool = False


@dataclass(frozen=True, slots=True)
class Imported:
    """What came in.

    `skipped` are the articles that were there already, `watched` the addresses of pages and sites
    that are read again from now on, `not_watched` those that can't be here: a server has as many as
    it may, or the address is private.
    """

    changes: int
    skipped: tuple[str, ...]
    watched: tuple[str, ...]
    not_watched: tuple[str, ...]


def export_all(library: Library, scope: Scope | None = None) -> Iterator[str]:
    """Give the collection, or one scope of it, line by line (`export_lines`)."""
    return transfer.export_lines(library.history, scope, _along(library, scope))


def import_all(
    library: Library, lines: Iterable[str], source: str, only: Scope | None = None, *, importer: str
) -> Imported:
    """Take in an export, all of it or nothing (`import_lines`, which says what it raises)."""
    done: list[str] = []
    refused: list[str] = []

    def along(arrival: Arrival) -> None:
        now = now_for_all(library)
        for ours, others in (
            take_in(WATCHES, arrival, library.settings, now),
            take_in(SITES, arrival, library.settings, now),
        ):
            done.extend(ours)
            refused.extend(others)

    result = transfer.import_lines(
        library.corpus, lines, source, only, importer=importer, along=along
    )
    return Imported(result.changes, result.skipped, tuple(done), tuple(refused))


def _along(library: Library, scope: Scope | None) -> dict[str, list[dict[str, Any]]]:
    """Return what is watched, as it goes along in the first line; without any, nothing."""
    pages = [] if scope is None else [within(articles.c.scope, scope)]
    own = [] if scope is None else [within(sites.c.scope, scope)]
    with library.corpus.database.read() as connection:
        found = watches.find(connection, *pages)
        told = carried(connection, found, news.untold(connection, scope))
        untold = {(each.site_id, each.kind) for each in watched.untold(connection)}
        rows = [
            CarriedSite(
                scope=each.scope,
                url=each.url,
                every=int(each.every.total_seconds()),
                pages=each.pages,
                listed=_decided(connection, each),
                trouble=each.trouble,
                trouble_told=each.trouble_told and (each.id, "trouble") not in untold,
            )
            for each in watched.find(connection, *own)
        ]
    along = {WATCHES.heading: told, HEADING: list(SITES.rows.dump_python(rows, mode="json"))}
    return {name: each for name, each in along.items() if each}


def _decided(connection: Connection, site: Site) -> list[str]:
    """Return the pages of a site that people know of, without those that wait."""
    waiting = {page.url for page in watched.offers(connection, site.id)}
    return [url for url in site.listed if url not in waiting]


def _scope_of(arrival: Arrival, row: CarriedSite) -> Scope | None:
    """Return where the site is read again; None where it is already."""
    _require_possible(row, arrival.scope)
    there = watched.find(arrival.log.connection, sites.c.scope == row.scope)
    return None if row.url in {each.url for each in there} else row.scope


def _count(connection: Connection, scope: Scope) -> int:
    return len(watched.find(connection, sites.c.scope == scope))


def _require_possible(row: CarriedSite, scope: Scope | None) -> None:
    require(SCOPE.fullmatch(row.scope) and (scope is None or scope.holds(row.scope)), HEADING)
    require(row.scope == SHARED or row.scope.whole != SHARED, HEADING)
    require(LEAST.total_seconds() <= row.every <= MOST.total_seconds(), HEADING)
    require(row.pages >= 1 and len(row.listed) <= MOST_LISTED, HEADING)
    require(all(web_address(url) == url for url in (row.url, *row.listed)), HEADING)


def _begin(
    arrival: Arrival, row: CarriedSite, scope: Scope, settings: Settings, now: datetime
) -> None:
    site = Site(
        id=0,
        scope=scope,
        url=row.url,
        host=site_of(row.url),
        every=interval(row.every, scope, settings),
        pages=row.pages if scope == SHARED else min(row.pages, Limits().pages),
        due_at=now,
        listed=row.listed,
        trouble=row.trouble,
        trouble_told=row.trouble_told and row.trouble is not None,
    )
    watched.begin(arrival.log.connection, site)


SITES = Kind(HEADING, TypeAdapter(list[CarriedSite]), _scope_of, _count, _begin)

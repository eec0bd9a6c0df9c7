"""Watches that go along with an export, and come back with an import.

What people know of a page comes along, so that nobody is told twice; what its server said doesn't,
so that the page is read whole, at once. Nothing in a file is believed: an article must be there, in
the scope that came, and a server's limits hold.
"""

import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Generic, Protocol, TypeVar
from urllib.parse import urlsplit

from pydantic import TypeAdapter, ValidationError
from sqlalchemy import Connection, select

from index.articles.cleaning import clean_line
from index.articles.metadata import web_address
from index.articles.web.addresses import says_private
from index.config import Settings
from index.corpus.changelog import MAX_LINE
from index.corpus.exchange.arrivals import RowRefusedError
from index.corpus.exchange.transfer import Arrival
from index.corpus.storage.tables import articles, watches
from index.scopes import SHARED, Scope
from index.visiting.manners import site_of
from index.visiting.troubles import Trouble
from index.watching.consequences import standing
from index.watching.news import News
from index.watching.watches import LEAST, MOST, OF_ITSELF, Apply, Watch, count, find, put

HEADING = "watches"
"""Under which they stand in an export's first line."""

HASH = re.compile("[0-9a-f]{32}")

UNKNOWN = 0
"""Stands for the revision of a change that nobody knows: the article was changed by hand since."""


@dataclass(frozen=True, slots=True)
class CarriedWatch:
    """A watch as it stands in a file.

    `every` is in seconds. `by_hand` tells whether the article was changed since by somebody else.
    `proposed_hash` is the text that people were told of, and `trouble_told` what they know of.
    """

    article_id: str
    url: str
    landed: str
    every: int
    apply: Apply
    text_hash: str
    size: int
    said: dict[str, str | None] = field(default_factory=dict)
    by_hand: bool = False
    proposed_hash: str | None = None
    trouble: Trouble | None = None
    trouble_told: bool = False
    restless: bool = False


class Addressed(Protocol):
    """Has an address."""

    @property
    def url(self) -> str:
        """The address."""


Row = TypeVar("Row", bound=Addressed)


@dataclass(frozen=True, slots=True)
class Kind(Generic[Row]):
    """What is read again and goes along with an export: its rows, and what becomes of one.

    `scope_of` refuses what no export has, and tells in which scope a row belongs; None where there
    is nothing to do. `count` tells how many a scope has. `begin` has it read again.
    """

    heading: str
    rows: TypeAdapter[list[Row]]
    scope_of: Callable[[Arrival, Row], Scope | None]
    count: Callable[[Connection, Scope], int]
    begin: Callable[[Arrival, Row, Scope, Settings, datetime], None]


def carried(
    connection: Connection, found: Sequence[Watch], untold: Sequence[News]
) -> list[dict[str, Any]]:
    """Return watches as they go along with an export."""
    waiting = {(each.article_id, each.kind) for each in untold}
    rows = [
        CarriedWatch(
            article_id=each.article_id,
            url=each.url,
            landed=each.landed,
            every=int(each.every.total_seconds()),
            apply=each.apply,
            text_hash=each.text_hash,
            size=each.size,
            said=dict(each.said),
            by_hand=standing(connection, each.article_id)[1] != each.revision,
            proposed_hash=None if (each.article_id, "proposed") in waiting else each.proposed_hash,
            trouble=each.trouble,
            trouble_told=each.trouble_told and (each.article_id, "trouble") not in waiting,
            restless=each.restless,
        )
        for each in found
    ]
    return list(WATCHES.rows.dump_python(rows, mode="json"))


def take_in(
    kind: Kind[Row], arrival: Arrival, settings: Settings, now: datetime
) -> tuple[list[str], list[str]]:
    """Read again what was read again; return which addresses are, and which can't be.

    Raises:
        RowRefusedError: no export has such rows.
    """
    given = json.dumps(arrival.header.get(kind.heading, []))
    try:
        rows = kind.rows.validate_json(given, strict=True)
    except (ValidationError, RecursionError) as error:
        raise RowRefusedError(kind.heading) from error
    done: list[str] = []
    refused: list[str] = []
    for row in rows:
        scope = kind.scope_of(arrival, row)
        if scope is None:
            continue
        there = 0 if scope == SHARED else kind.count(arrival.log.connection, scope)
        if there < settings.quota.watches and _reachable(row.url, settings):
            done.append(row.url)
            kind.begin(arrival, row, scope, settings, now)
        else:
            refused.append(row.url)
    return done, refused


def _reachable(url: str, settings: Settings) -> bool:
    """Tell whether an address can be anybody's, as far as its name says."""
    host = urlsplit(url).hostname or ""
    return settings.ingest.allow_private_addresses or not says_private(host)


def interval(seconds: int, scope: Scope, settings: Settings) -> timedelta:
    """Return how often something of a scope is read that was to be read so often."""
    least = LEAST if scope == SHARED else max(LEAST, settings.quota.watched_at_most_every)
    return min(max(timedelta(seconds=seconds), least), MOST)


def require(holds: object, place: str) -> None:
    """Refuse what no export has."""
    if not holds:
        raise RowRefusedError(place)


def _require_possible(row: CarriedWatch) -> None:
    for url in (row.url, row.landed):
        require(web_address(url) == url, HEADING)
    known = {row.text_hash, row.proposed_hash or row.text_hash}
    require(all(map(HASH.fullmatch, known)) and row.size >= 0, HEADING)
    require(LEAST.total_seconds() <= row.every <= MOST.total_seconds(), HEADING)


def _scope_of(arrival: Arrival, row: CarriedWatch) -> Scope | None:
    """Return where the article lies; None if it isn't there, not the file's, or is watched."""
    _require_possible(row)
    query = select(articles.c.scope).where(articles.c.id == row.article_id)
    scope = arrival.log.connection.execute(query).scalar()
    if scope is None or not (arrival.scope is None or arrival.scope.holds(scope)):
        return None
    there = find(arrival.log.connection, watches.c.article_id == row.article_id)
    return None if there else scope


def _begin(
    arrival: Arrival, row: CarriedWatch, scope: Scope, settings: Settings, now: datetime
) -> None:
    title, latest, _hash = standing(arrival.log.connection, row.article_id)
    by_hand = row.by_hand or row.article_id in arrival.skipped
    said = {
        name: None if value is None else clean_line(value, MAX_LINE) or None
        for name, value in row.said.items()
        if name in OF_ITSELF
    }
    watch = Watch(
        article_id=row.article_id,
        scope=scope,
        title=title,
        url=row.url,
        host=site_of(row.url),
        landed=row.landed,
        every=interval(row.every, scope, settings),
        apply=row.apply,
        due_at=now,
        text_hash=row.text_hash,
        size=row.size,
        said=dict.fromkeys(OF_ITSELF) | said,
        revision=UNKNOWN if by_hand else latest,
        proposed_hash=row.proposed_hash,
        trouble=row.trouble,
        trouble_told=row.trouble_told and row.trouble is not None,
        restless=row.restless,
    )
    put(arrival.log.connection, watch)


WATCHES = Kind(HEADING, TypeAdapter(list[CarriedWatch]), _scope_of, count, _begin)

"""A watched site as it stands, the new pages that wait, and how the database keeps them."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any, Literal

from sqlalchemy import ColumnElement, Connection, delete, insert, select, update

from index.articles.web.fetching import Validators
from index.corpus.storage.sums import sound
from index.corpus.storage.tables import site_news, site_offers, sites
from index.review.rows import draft_of, draft_row
from index.scopes import Scope
from index.sites.pages import FoundPage
from index.visiting.reading import Reading
from index.visiting.troubles import Trouble

NewsKind = Literal["new", "gone", "trouble", "healed"]


@dataclass(frozen=True, slots=True)
class Site:
    """An address that names pages, and is read again for new ones.

    `listed` are those that it named when it was last well; `pages` is how many may wait.
    """

    id: int
    scope: Scope
    url: str
    host: str
    every: timedelta
    pages: int
    due_at: datetime
    listed: Sequence[str]
    asked_at: datetime | None = None
    trouble: Trouble | None = None
    failures: int = 0
    recovered: int = 0
    trouble_told: bool = False


@dataclass(frozen=True, slots=True)
class SiteNews:
    """What is to be told of a site: `urls` are the pages that it is about."""

    id: int
    site_id: int
    scope: Scope
    url: str
    at: datetime
    kind: NewsKind
    trouble: Trouble | None
    urls: Sequence[str]


@dataclass(frozen=True, slots=True)
class Report:
    """Something to be told of a site."""

    kind: NewsKind
    urls: Sequence[str] = ()
    trouble: Trouble | None = None


def mark_of(offers: Sequence[FoundPage]) -> str:
    """Return what tells pages that wait from others."""
    return sha256("\n".join(sorted(offer.url for offer in offers)).encode()).hexdigest()[:16]


def find(connection: Connection, *conditions: ColumnElement[bool]) -> list[Site]:
    """Return the sites that conditions hold for, those that are due first before others."""
    query = select(sites).where(*conditions, sound(sites)).order_by(sites.c.due_at, sites.c.id)
    found = [row._asdict() for row in connection.execute(query)]
    return [Site(**row | {"every": timedelta(seconds=row["every"])}) for row in found]


def begin(connection: Connection, site: Site) -> int:
    """Keep a site, in the place of one of its address in its scope; return its number."""
    same = (sites.c.scope == site.scope) & (sites.c.url == site.url)
    connection.execute(delete(sites).where(same))
    row = _row(site)
    del row["id"]
    done = connection.execute(insert(sites).values(row))
    key = done.inserted_primary_key
    assert key is not None  # noqa: S101 - a row was inserted
    return int(key[0])


def put(connection: Connection, site: Site) -> None:
    """Keep how a site stands now."""
    connection.execute(update(sites).where(sites.c.id == site.id).values(_row(site)))


def drop(connection: Connection, site_id: int) -> bool:
    """Forget a site, and what waits of it; False if there was none."""
    return connection.execute(delete(sites).where(sites.c.id == site_id)).rowcount == 1


def offers(connection: Connection, site_id: int) -> list[FoundPage]:
    """Return the new pages that wait, in the order in which they were found."""
    own = select(site_offers).where(site_offers.c.site_id == site_id, sound(site_offers))
    own = own.order_by(site_offers.c.id)
    return [_offer(row._asdict()) for row in connection.execute(own)]


def offer(connection: Connection, site_id: int, pages: Sequence[FoundPage]) -> None:
    """Let new pages wait."""
    for page in pages:
        said = page.reading.validators
        row = {
            "site_id": site_id,
            "url": page.url,
            "draft": draft_row(page.reading.draft),
            "landed": said.url,
            "etag": said.etag,
            "modified": said.modified,
        }
        connection.execute(insert(site_offers).values(row))


def decided(connection: Connection, site_id: int) -> None:
    """Let nothing of a site wait any more, nor be told of."""
    connection.execute(delete(site_offers).where(site_offers.c.site_id == site_id))
    new = (site_news.c.site_id == site_id) & (site_news.c.kind == "new")
    connection.execute(delete(site_news).where(new))


def record(connection: Connection, site_id: int, reports: Sequence[Report], at: datetime) -> None:
    """Keep what is to be told."""
    for report in reports:
        row = {"site_id": site_id, "at": at, "kind": report.kind, "trouble": report.trouble}
        connection.execute(insert(site_news).values(row | {"urls": list(report.urls)}))


def untold(connection: Connection, scope: Scope | None = None) -> list[SiteNews]:
    """Return what nobody has been told yet, oldest first."""
    columns = [site_news.c[name] for name in ("id", "site_id", "at", "kind", "trouble", "urls")]
    query = (
        select(*columns, sites.c.scope, sites.c.url)
        .join(sites, sites.c.id == site_news.c.site_id)
        .where(sound(site_news), sound(sites))
        .order_by(site_news.c.id)
    )
    if scope is not None:
        query = query.where(sites.c.scope == scope)
    return [SiteNews(**row._asdict()) for row in connection.execute(query)]


def claim(connection: Connection, news_id: int) -> bool:
    """Take on to tell news; False if somebody else has."""
    return connection.execute(delete(site_news).where(site_news.c.id == news_id)).rowcount == 1


def _row(site: Site) -> dict[str, Any]:
    row = {each.name: getattr(site, each.name) for each in fields(site)}
    return row | {"every": int(site.every.total_seconds()), "listed": list(site.listed)}


def _offer(row: dict[str, Any]) -> FoundPage:
    said = Validators(row["landed"], row["etag"], row["modified"])
    return FoundPage(row["url"], Reading(draft_of(row["draft"]), said, has_password=False))

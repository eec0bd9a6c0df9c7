"""A watched page as it stands, and how the database keeps it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import datetime, timedelta
from typing import Any, Literal

from sqlalchemy import ColumnElement, Connection, delete, func, select

from index.articles.web.fetching import Validators
from index.corpus.storage import rows
from index.corpus.storage.columns import within
from index.corpus.storage.sums import sound
from index.corpus.storage.tables import articles, versions, watches
from index.models import Draft
from index.review.rows import draft_of, draft_row
from index.scopes import Scope
from index.visiting import course
from index.visiting.troubles import Trouble
from index.watching.errors import ArticleNotWatchedError

Apply = Literal["ask", "always"]
"""Whether a change waits until somebody decides on it, or is taken over."""

Said = Mapping[str, str | None]
"""What a page says of itself: title, language, date, address, author."""

OF_ITSELF = ("title", "language", "date", "url", "author", "valid_until")

LEAST, MOST = timedelta(minutes=10), timedelta(days=365)
"""How often a page may be read, and how seldom."""


@dataclass(frozen=True, slots=True)
class WatchRequest:
    """A page that somebody wants to be watched, for a scope."""

    url: str
    scope: Scope
    every: timedelta
    apply: Apply


@dataclass(frozen=True, slots=True)
class Proposed:
    """A text that waits for a decision; `seen` is the article's latest change when it came."""

    draft: Draft
    said: Said
    seen: int


@dataclass(frozen=True, slots=True)
class Watch:
    """A watched page, with its article's scope and title.

    `url` is asked, and led to `landed` when the page was last well. `text_hash` and `size` are
    those of the page's text that was last taken over or left alone; `said` is what it said of
    itself then. `revision` is the article's latest change that this program knows: a later one was
    made by hand. `proposed_hash` stays when a proposal is withdrawn, as what people know of.
    `failures` counts the looks in a row that went wrong, `recovered` those since that went well.
    """

    article_id: str
    scope: Scope
    title: str
    url: str
    host: str
    landed: str
    every: timedelta
    apply: Apply
    due_at: datetime
    text_hash: str
    size: int
    said: Said
    revision: int
    asked_at: datetime | None = None
    well_at: datetime | None = None
    whole_at: datetime | None = None
    etag: str | None = None
    modified: str | None = None
    proposed: Proposed | None = None
    proposed_hash: str | None = None
    trouble: Trouble | None = None
    failures: int = 0
    recovered: int = 0
    trouble_told: bool = False
    restless: bool = False
    removed: bool = False

    @property
    def validators(self) -> Validators:
        """What the server said with the text that it delivered last."""
        return Validators(self.landed, self.etag, self.modified)


def said_by(draft: Draft) -> Said:
    """Return what a page says of itself."""
    return {name: getattr(draft, name) for name in OF_ITSELF}


def as_said(draft: Draft, said: Said) -> Draft:
    """Return a draft with what its page says of itself, whatever people said of it."""
    details: dict[str, Any] = dict(said)
    return replace(draft, **details)


def find(connection: Connection, *conditions: ColumnElement[bool]) -> list[Watch]:
    """Return the watches that conditions hold for, those that are due first before others."""
    query = (
        select(watches, articles.c.scope, articles.c.version, versions.c.title)
        .join(articles, articles.c.id == watches.c.article_id)
        .join(versions, versions.c.revision == articles.c.latest)
        .where(*conditions, sound(watches))
        .order_by(watches.c.due_at, watches.c.article_id)
    )
    return [_watch(row._asdict()) for row in connection.execute(query)]


def one(connection: Connection, article_id: str) -> Watch:
    """Return an article's watch; raises `ArticleNotWatchedError`."""
    found = find(connection, watches.c.article_id == article_id)
    if not found:
        raise ArticleNotWatchedError(source=article_id)
    return found[0]


def count(connection: Connection, scope: Scope, besides: str | None = None) -> int:
    """Count a server's watched pages, one article's aside."""
    query = (
        select(func.count())
        .select_from(watches)
        .join(articles, articles.c.id == watches.c.article_id)
        .where(
            within(articles.c.scope, scope.whole), watches.c.article_id.is_distinct_from(besides)
        )
    )
    return int(connection.execute(query).scalar_one())


def due(connection: Connection, now: datetime) -> list[Watch]:
    """Return the watches of articles in force whose time has come, sites in turn."""
    found = find(connection, course.due(watches, now), articles.c.version.is_not(None))
    places: dict[str, int] = {}
    order: list[tuple[int, int]] = []
    for number, watch in enumerate(found):
        place = places[watch.host] = places.get(watch.host, 0) + 1
        order.append((place, number))
    return [found[number] for _, number in sorted(order)]


def put(connection: Connection, watch: Watch) -> None:
    """Keep a watch, in the place of its article's if there is one."""
    rows.put(connection, watches, _row(watch), key=("article_id",))


def drop(connection: Connection, article_ids: Sequence[str]) -> None:
    """Forget watches; the articles stay."""
    connection.execute(delete(watches).where(watches.c.article_id.in_(article_ids)))


def _row(watch: Watch) -> dict[str, Any]:
    names = {column.name for column in watches.c}
    row = {each.name: getattr(watch, each.name) for each in fields(watch) if each.name in names}
    proposed = watch.proposed
    return row | {
        "every": int(watch.every.total_seconds()),
        "said": dict(watch.said),
        "proposed": None
        if proposed is None
        else {
            "draft": draft_row(proposed.draft),
            "said": dict(proposed.said),
            "seen": proposed.seen,
        },
    }


def _watch(row: dict[str, Any]) -> Watch:
    version, proposed = row.pop("version"), row["proposed"]
    return Watch(
        **row
        | {
            "every": timedelta(seconds=row["every"]),
            "removed": version is None,
            "proposed": None
            if proposed is None
            else Proposed(draft_of(proposed["draft"]), proposed["said"], proposed["seen"]),
        }
    )

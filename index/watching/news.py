"""What people are to be told of watched pages: each once, whoever tells it and when."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy import Connection, delete, insert, select

from index.corpus.storage.columns import within
from index.corpus.storage.sums import sound
from index.corpus.storage.tables import articles, versions, watch_news, watches
from index.scopes import Scope
from index.visiting.troubles import Trouble

Kind = Literal["proposed", "taken", "trouble", "healed", "restless"]
"""`proposed`: a change waits for a decision. `taken`: one was taken over. `restless`: the page
reads otherwise at each visit, and what differs doesn't count."""


@dataclass(frozen=True, slots=True)
class Report:
    """Something to be told. `revision` is the change that took a text over."""

    kind: Kind
    trouble: Trouble | None = None
    revision: int | None = None


@dataclass(frozen=True, slots=True)
class News:
    """A report of one page, with its article's scope and title."""

    id: int
    article_id: str
    scope: Scope
    title: str
    url: str
    at: datetime
    kind: Kind
    trouble: Trouble | None
    revision: int | None


def record(
    connection: Connection, article_id: str, reports: Sequence[Report], at: datetime
) -> None:
    """Keep what is to be told."""
    for report in reports:
        row = {"article_id": article_id, "at": at, **asdict(report)}
        connection.execute(insert(watch_news).values(row))


def untold(connection: Connection, scope: Scope | None = None) -> list[News]:
    """Return what nobody has been told yet, in one scope with its parts or all, oldest first."""
    query = (
        select(
            watch_news.c.id,
            watch_news.c.article_id,
            articles.c.scope,
            versions.c.title,
            watches.c.url,
            watch_news.c.at,
            watch_news.c.kind,
            watch_news.c.trouble,
            watch_news.c.revision,
        )
        .join(watches, watches.c.article_id == watch_news.c.article_id)
        .join(articles, articles.c.id == watch_news.c.article_id)
        .join(versions, versions.c.revision == articles.c.latest)
        .where(sound(watch_news), sound(watches))
        .order_by(watch_news.c.id)
    )
    if scope is not None:
        query = query.where(within(articles.c.scope, scope))
    return [News(**row._asdict()) for row in connection.execute(query)]


def claim(connection: Connection, news_id: int) -> bool:
    """Take on to tell news; False if somebody else has, or they are gone."""
    done = connection.execute(delete(watch_news).where(watch_news.c.id == news_id))
    return done.rowcount == 1


def withdraw(connection: Connection, article_id: str, kind: Kind) -> bool:
    """Take back what nobody has told yet; tells whether there was something."""
    own = watch_news.c.article_id == article_id
    done = connection.execute(delete(watch_news).where(own, watch_news.c.kind == kind))
    return done.rowcount > 0


def drop(connection: Connection, article_ids: Sequence[str]) -> None:
    """Forget all news of articles."""
    connection.execute(delete(watch_news).where(watch_news.c.article_id.in_(article_ids)))

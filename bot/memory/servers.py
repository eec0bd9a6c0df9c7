"""What there is of each Discord server: counted, and given out."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, func, select

from bot.memory.stays import Stays
from bot.memory.storage.tables import (
    feedback,
    help_posts,
    posted_answers,
    preferences,
    quotes,
    source_requests,
    written_tokens,
)
from index.corpus.storage.columns import within
from index.corpus.storage.database import Database
from index.corpus.storage.tables import (
    articles,
    site_news,
    site_offers,
    sites,
    watch_news,
    watches,
)
from index.scopes import SHARED, Scope


@dataclass(frozen=True, slots=True)
class ServerData:
    """How much there is of a server. `left_at` is when the bot left it, None while it's there."""

    server: str
    articles: int
    removed: int
    answers: int
    preferences: int
    watches: int
    sites: int
    left_at: datetime | None


class Servers:
    """Looks at whole servers' data. Thread-safe."""

    def __init__(self, database: Database, stays: Stays) -> None:
        self._database = database
        self._stays = stays

    def all(self) -> list[ServerData]:
        """List the servers that there is data of, in the order of their ids."""
        with self._database.read() as connection:

            def count(key: Any, *where: Any) -> Counter[str]:  # noqa: ANN401 - columns
                query = select(key, func.count()).where(key.is_not(None), *where).group_by(key)
                counted: Counter[str] = Counter()
                for found, n in connection.execute(query):
                    # What lies in a part is the server's.
                    counted[Scope(found).whole] += n
                return counted

            own = articles.c.scope != SHARED
            in_force = count(articles.c.scope, own, articles.c.version.is_not(None))
            removed = count(articles.c.scope, own, articles.c.version.is_(None))
            answers = count(posted_answers.c.guild_id)
            preferred = count(preferences.c.guild_id)
            of_article = watches.c.article_id == articles.c.id
            watched = count(articles.c.scope, own, of_article)
            watched_sites = count(sites.c.scope, sites.c.scope != SHARED)
        left = self._stays.departures()
        known = {*in_force, *removed, *answers, *preferred, *watched_sites, *map(str, left)}
        return [
            ServerData(
                server=server,
                articles=in_force[server],
                removed=removed[server],
                answers=answers[server],
                preferences=preferred[server],
                watches=watched[server],
                sites=watched_sites[server],
                left_at=left.get(int(server)) if server.isdecimal() else None,
            )
            for server in sorted(known, key=lambda name: (len(name), name))
        ]

    def export(self, guild_id: int) -> Iterator[dict[str, object]]:
        """Give what was asked, said and set in a server, a row at a time, with its table's name."""
        own = select(posted_answers.c.id).where(posted_answers.c.guild_id == guild_id)
        tables = [
            (posted_answers, posted_answers.c.guild_id == guild_id),
            (quotes, quotes.c.answer_id.in_(own)),
            (feedback, feedback.c.answer_id.in_(own)),
            (source_requests, source_requests.c.answer_id.in_(own)),
            (preferences, preferences.c.guild_id == guild_id),
            (help_posts, help_posts.c.guild_id == guild_id),
            (written_tokens, written_tokens.c.guild_id == guild_id),
        ]
        with self._database.read() as connection:
            for table, where in tables:
                yield from _rows(table.name, connection.execute(select(table).where(where)))

    def export_watched(self, scope: Scope) -> Iterator[dict[str, object]]:
        """Give a server's watched pages and sites, what waits of them and is to be told."""
        own = select(articles.c.id).where(within(articles.c.scope, scope))
        named = select(sites.c.id).where(within(sites.c.scope, scope))
        tables = [
            (watches, watches.c.article_id.in_(own)),
            (watch_news, watch_news.c.article_id.in_(own)),
            (sites, within(sites.c.scope, scope)),
            (site_offers, site_offers.c.site_id.in_(named)),
            (site_news, site_news.c.site_id.in_(named)),
        ]
        with self._database.read() as connection:
            for table, where in tables:
                yield from _rows(table.name, connection.execute(select(table).where(where)))


def _rows(name: str, rows: Iterable[Row[Any]]) -> Iterator[dict[str, object]]:
    for row in rows:
        values = row._asdict()
        times = {k: v.isoformat() for k, v in values.items() if isinstance(v, datetime)}
        yield {"table": name} | values | times


def as_dict(data: ServerData) -> dict[str, object]:
    """Return a server's figures as programs get them."""
    return asdict(data) | {"left_at": data.left_at.isoformat() if data.left_at else None}

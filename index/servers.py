"""What there is of each Discord server: counting it, forgetting it, and since when the bot is gone.

A server that the bot has left keeps its data for a while, in case it is asked back in.
"""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select, update

from index.database import Database
from index.journal import forget_server
from index.models import SHARED
from index.schema import (
    articles,
    changes,
    departures,
    feedback,
    posted_answers,
    preferences,
    previews,
    quotes,
    source_requests,
)

ERASED = "erased"
"""Stands in the change log for who changed something in a server that was purged."""


@dataclass(frozen=True, slots=True)
class ServerData:
    """How much there is of a server. `left_at` is when the bot left it, None while it's there."""

    server: str
    articles: int
    removed: int
    answers: int
    preferences: int
    left_at: datetime | None


class Servers:
    """Looks after whole servers' data. Thread-safe."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def close(self) -> None:
        """Close the database."""
        self._database.close()

    def all(self) -> list[ServerData]:
        """List the servers that there is data of, in the order of their ids."""
        with self._database.read() as connection:

            def count(key: Any, *where: Any) -> dict[str, int]:  # noqa: ANN401 - columns
                query = select(key, func.count()).where(key.is_not(None), *where).group_by(key)
                return {str(found): n for found, n in connection.execute(query)}

            own = articles.c.scope != SHARED
            in_force = count(articles.c.scope, own, articles.c.version.is_not(None))
            removed = count(articles.c.scope, own, articles.c.version.is_(None))
            answers = count(posted_answers.c.guild_id)
            preferred = count(preferences.c.guild_id)
        left = self.departures()
        known = {*in_force, *removed, *answers, *preferred, *map(str, left)}
        return [
            ServerData(
                server=server,
                articles=in_force.get(server, 0),
                removed=removed.get(server, 0),
                answers=answers.get(server, 0),
                preferences=preferred.get(server, 0),
                left_at=left.get(int(server)) if server.isdecimal() else None,
            )
            for server in sorted(known, key=lambda name: (len(name), name))
        ]

    def departures(self) -> dict[int, datetime]:
        """Return the servers that the bot has left, and when."""
        with self._database.read() as connection:
            rows = connection.execute(select(departures)).all()
        return {row.guild_id: row.at for row in rows}

    def left(self, guild_id: int, at: datetime) -> None:
        """Remember when the bot left a server, unless it is known to be gone already."""
        with self._database.write() as connection:
            known = select(departures).where(departures.c.guild_id == guild_id)
            if connection.execute(known).first() is None:
                connection.execute(insert(departures).values(guild_id=guild_id, at=at))

    def joined(self, guild_id: int) -> bool:
        """Forget that the bot was gone from a server; tell whether it was."""
        with self._database.write() as connection:
            gone = delete(departures).where(departures.c.guild_id == guild_id)
            return connection.execute(gone).rowcount > 0

    def export(self, guild_id: int) -> Iterator[dict[str, object]]:
        """Give what was asked, said and set in a server, a row at a time, with its table's name."""
        own = select(posted_answers.c.id).where(posted_answers.c.guild_id == guild_id)
        tables = [
            (posted_answers, posted_answers.c.guild_id == guild_id),
            (quotes, quotes.c.answer_id.in_(own)),
            (feedback, feedback.c.answer_id.in_(own)),
            (source_requests, source_requests.c.answer_id.in_(own)),
            (preferences, preferences.c.guild_id == guild_id),
        ]
        with self._database.read() as connection:
            for table, where in tables:
                for row in connection.execute(select(table).where(where)):
                    values = row._asdict()
                    times = {k: v.isoformat() for k, v in values.items() if isinstance(v, datetime)}
                    yield {"table": table.name} | values | times


def forget(connection: Connection, server: str) -> None:
    """Erase what there is of a server besides its articles: people's words, and who did what."""
    connection.execute(update(changes).where(changes.c.scope == server).values(who=ERASED, why=""))
    if server.isdecimal():
        forget_server(connection, int(server))
        for table in (previews, departures):
            connection.execute(delete(table).where(table.c.guild_id == int(server)))


def as_dict(data: ServerData) -> dict[str, object]:
    """Return a server's figures as programs get them."""
    return asdict(data) | {"left_at": data.left_at.isoformat() if data.left_at else None}

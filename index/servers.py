"""What there is of each Discord server: counting it, forgetting it, and since when the bot is gone.

A server that the bot has left keeps its data for a while, in case it is asked back in. Several
Discord applications may run on one collection, one after the other or at once: a server is left
when each that was ever in it is gone.
"""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, delete, func, insert, select, update

from index.corpus.database import Database
from index.corpus.tables import (
    articles,
    changes,
    feedback,
    posted_answers,
    preferences,
    previews,
    quotes,
    source_requests,
    stays,
)
from index.journal import forget_server
from index.models import SHARED

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
        """Return the servers that no application is in any more, and since when."""
        with self._database.read() as connection:
            rows = connection.execute(select(stays)).all()
        there = {row.guild_id for row in rows if row.left_at is None}
        return {
            guild: max(row.left_at for row in rows if row.guild_id == guild)
            for guild in {row.guild_id for row in rows} - there
        }

    def stays(self, application_id: int) -> dict[int, datetime | None]:
        """Return the servers that an application was seen in, and since when it is gone."""
        own = select(stays).where(stays.c.application_id == application_id)
        with self._database.read() as connection:
            return {row.guild_id: row.left_at for row in connection.execute(own)}

    def left(self, guild_id: int, application_id: int, at: datetime) -> None:
        """Remember when an application left a server, unless it is known to be gone already."""
        with self._database.write() as connection:
            if connection.execute(_stay(guild_id, application_id)).first() is None:
                values = {"guild_id": guild_id, "application_id": application_id, "left_at": at}
                connection.execute(insert(stays).values(values))
            else:
                here = _where(guild_id, application_id) & stays.c.left_at.is_(None)
                connection.execute(update(stays).where(here).values(left_at=at))

    def joined(self, guild_id: int, application_id: int) -> bool:
        """Remember that an application is in a server; tell whether it had left it."""
        with self._database.write() as connection:
            known = connection.execute(_stay(guild_id, application_id)).first()
            if known is None:
                values = {"guild_id": guild_id, "application_id": application_id}
                connection.execute(insert(stays).values(values))
                return False
            back = update(stays).where(_where(guild_id, application_id)).values(left_at=None)
            connection.execute(back)
            return known.left_at is not None

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
        connection.execute(delete(previews).where(previews.c.guild_id == int(server)))
        # Who is still there is known to be; leaving it later has to be noticed.
        gone = (stays.c.guild_id == int(server)) & stays.c.left_at.is_not(None)
        connection.execute(delete(stays).where(gone))


def _stay(guild_id: int, application_id: int) -> Select[Any]:
    return select(stays).where(_where(guild_id, application_id))


def _where(guild_id: int, application_id: int) -> ColumnElement[bool]:
    return (stays.c.guild_id == guild_id) & (stays.c.application_id == application_id)


def as_dict(data: ServerData) -> dict[str, object]:
    """Return a server's figures as programs get them."""
    return asdict(data) | {"left_at": data.left_at.isoformat() if data.left_at else None}

"""Which Discord application is in which server, and since when it is gone.

A server that the bot has left keeps its data for a while, in case it is asked back in. Several
Discord applications may run on one collection, one after the other or at once: a server is left
when each that was ever in it is gone.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, insert, select, update

from bot.memory.storage.tables import stays
from index.corpus.storage.database import Database
from index.corpus.storage.sums import sound


class Stays:
    """Keeps where each application is, and since when it isn't any more. Thread-safe."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def departures(self) -> dict[int, datetime]:
        """Return the servers that no application is in any more, and since when."""
        with self._database.read() as connection:
            rows = connection.execute(select(stays).where(sound(stays))).all()
        there = {row.guild_id for row in rows if row.left_at is None}
        return {
            guild: max(row.left_at for row in rows if row.guild_id == guild)
            for guild in {row.guild_id for row in rows} - there
        }

    def of(self, application_id: int) -> dict[int, datetime | None]:
        """Return the servers that an application was seen in, and since when it is gone."""
        own = select(stays).where(stays.c.application_id == application_id, sound(stays))
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


def _stay(guild_id: int, application_id: int) -> Select[Any]:
    return select(stays).where(_where(guild_id, application_id), sound(stays))


def _where(guild_id: int, application_id: int) -> ColumnElement[bool]:
    return (stays.c.guild_id == guild_id) & (stays.c.application_id == application_id)

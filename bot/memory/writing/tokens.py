"""How much a language model has read and written for each server, day by day."""

from datetime import date

from sqlalchemy import Connection, delete, select

from bot.memory.storage.tables import written_tokens
from index.corpus.storage.database import Database
from index.corpus.storage.rows import put
from index.corpus.storage.sums import sound

NO_SERVER = 0
"""Stands for direct messages, and for people who ask as guests."""


class Tokens:
    """Counts tokens. Thread-safe; any number of processes may have it open."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def spent(self, guild_id: int | None, day: date) -> int:
        """Return what was spent for a server on a day, by UTC."""
        with self._database.read() as connection:
            return _spent(connection, guild_id or NO_SERVER, day)

    def spend(self, guild_id: int | None, day: date, tokens: int) -> None:
        """Count what was spent; earlier days are forgotten."""
        server, name = guild_id or NO_SERVER, day.isoformat()
        with self._database.write() as connection:
            connection.execute(delete(written_tokens).where(written_tokens.c.day < name))
            tokens += _spent(connection, server, day)
            row = {"guild_id": server, "day": name, "tokens": tokens}
            put(connection, written_tokens, row, key=("guild_id", "day"))


def _spent(connection: Connection, server: int, day: date) -> int:
    ours = (written_tokens.c.guild_id == server) & (written_tokens.c.day == day.isoformat())
    query = select(written_tokens.c.tokens).where(ours, sound(written_tokens))
    return int(connection.execute(query).scalar() or 0)

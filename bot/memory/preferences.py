"""How each server wants the bot."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import (
    delete,
    select,
)

from bot.memory.storage.tables import (
    preferences,
)
from index.corpus.storage.database import Database
from index.corpus.storage.rows import put, same_values
from index.corpus.storage.sums import sound

WHOLE_SERVER = 0
"""Stands for the channel where a preference holds in all channels of a server."""


class ServerPreferences:
    """Keeps what is set. Thread-safe."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self) -> dict[int, dict[int, dict[str, Any]]]:
        """Return all preferences by server and channel; `WHOLE_SERVER` holds in all channels."""
        found: dict[int, dict[int, dict[str, Any]]] = {}
        with self._database.read() as connection:
            for row in connection.execute(select(preferences).where(sound(preferences))):
                channels = found.setdefault(row.guild_id, {})
                channels.setdefault(row.channel_id, {})[row.name] = row.value
        return found

    def prefer(self, guild_id: int, channel_id: int, values: Mapping[str, Any]) -> None:
        """Set preferences; None takes one back."""
        with self._database.write() as connection:
            for name, value in values.items():
                row = {"guild_id": guild_id, "channel_id": channel_id, "name": name}
                if value is None:
                    connection.execute(delete(preferences).where(same_values(preferences, row)))
                else:
                    key = tuple(row)
                    put(connection, preferences, row | {"value": value}, key=key)
            self._database.announce(connection)

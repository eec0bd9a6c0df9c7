"""How far the bot has come with something, such as the changes that it told of."""

from sqlalchemy import (
    select,
)

from bot.memory.storage.tables import (
    bookmarks,
)
from index.corpus.storage.database import Database
from index.corpus.storage.rows import put
from index.corpus.storage.sums import sound


class Bookmarks:
    """Keeps values by name. Thread-safe."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self, name: str) -> str | None:
        """Return how far the bot has come with something; None before it began."""
        query = select(bookmarks.c.value).where(bookmarks.c.name == name, sound(bookmarks))
        with self._database.read() as connection:
            value = connection.execute(query).scalar()
        return None if value is None else str(value)

    def set(self, name: str, value: str) -> None:
        """Remember how far the bot has come with something."""
        with self._database.write() as connection:
            put(connection, bookmarks, {"name": name, "value": value}, key=("name",))

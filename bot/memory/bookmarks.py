"""How far the bot has come with something, such as the changes that it told of.

Where several processes share Discord's servers, each shard has bookmarks of its own. One that has
none yet goes on from those of the shards that had its servers before there were as many.
"""

from math import gcd

from sqlalchemy import delete, select

from bot.memory.storage.tables import bookmarks
from bot.shards import WHOLE, Shard
from index.corpus.storage.database import Database
from index.corpus.storage.rows import put
from index.corpus.storage.sums import sound


class Bookmarks:
    """Keeps values by name, and by shard where there are some. Thread-safe."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self, name: str, shard: Shard = WHOLE) -> str | None:
        """Return how far the bot has come with something; None before it began."""
        own = bookmarks.c.name == _key(name, shard)
        query = select(bookmarks.c.value).where(own, sound(bookmarks))
        with self._database.read() as connection:
            value = connection.execute(query).scalar()
        return None if value is None else str(value)

    def set(self, name: str, value: str, shard: Shard = WHOLE) -> None:
        """Remember how far the bot has come with something."""
        with self._database.write() as connection:
            row = {"name": _key(name, shard), "value": value}
            put(connection, bookmarks, row, key=("name",))

    def advance(self, name: str, number: int, shard: Shard) -> bool:
        """Move on to a number; tell whether nobody was there, nor further, in the meantime.

        So that of two processes, of which one goes on for the other, each thing is done by one.
        """
        own = bookmarks.c.name == _key(name, shard)
        with self._database.write() as connection:
            known = connection.execute(select(bookmarks.c.value).where(own, sound(bookmarks)))
            value = known.scalar()
            if value is not None and int(value) >= number:
                return False
            row = {"name": _key(name, shard), "value": str(number)}
            put(connection, bookmarks, row, key=("name",))
        return True

    def before(self, name: str, shard: Shard) -> list[str]:
        """Return how far those have come that had servers of a shard, of another number of them."""
        return [value for other, value in self._all(name).items() if _share(other, shard)]

    def tidy(self, name: str, of: int) -> None:
        """Forget those of another number of shards, once each of this number has its own."""
        known = self._all(name)
        gone = [_key(name, shard) for shard in known if shard.of != of]
        if gone and {shard.number for shard in known if shard.of == of} == {*range(of)}:
            with self._database.write() as connection:
                connection.execute(delete(bookmarks).where(bookmarks.c.name.in_(gone)))

    def _all(self, name: str) -> dict[Shard, str]:
        named = (bookmarks.c.name == name) | bookmarks.c.name.startswith(f"{name} ")
        with self._database.read() as connection:
            rows = connection.execute(select(bookmarks).where(named, sound(bookmarks))).all()
        return {_shard(row.name.removeprefix(name)): row.value for row in rows}


def _key(name: str, shard: Shard) -> str:
    return name if shard == WHOLE else f"{name} {shard}"


def _shard(text: str) -> Shard:
    number, _, of = text.strip().partition("/")
    return Shard(int(of), int(number)) if of else WHOLE


def _share(one: Shard, other: Shard) -> bool:
    """Tell whether a server may be in both."""
    common = gcd(one.of, other.of)
    return one.of != other.of and one.number % common == other.number % common

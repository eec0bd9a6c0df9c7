"""How much a person has asked within a minute, of whichever process of the bot."""

from sqlalchemy import delete, select

from bot.memory.storage.tables import cooldowns
from index.corpus.storage.database import Database
from index.corpus.storage.rows import put
from index.corpus.storage.sums import sound
from index.corpus.storage.words import milliseconds

MINUTE = 60_000
"""In milliseconds."""


class Cooldowns:
    """Counts questions, by the database's clock. Thread-safe; for any number of processes."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def count(self, person: int, most: int) -> float:
        """Count a question; return the seconds for which its person may ask no other, mostly 0."""
        own = cooldowns.c.person == person
        with self._database.write() as connection:
            now = int(connection.execute(select(milliseconds())).scalar_one())
            over = (cooldowns.c.since <= now - MINUTE) | (cooldowns.c.since > now)
            connection.execute(delete(cooldowns).where(over))
            row = connection.execute(select(cooldowns).where(own, sound(cooldowns))).first()
            since, asked = (now, 1) if row is None else (row.since, row.asked + 1)
            values = {"person": person, "since": since, "asked": asked}
            put(connection, cooldowns, values, key=("person",))
        return 0.0 if asked < most else float(since + MINUTE - now) / 1000

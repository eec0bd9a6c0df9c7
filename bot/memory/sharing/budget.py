"""What all processes of a bot together may send unasked, so that answers have room beside it.

Discord allows a bot some 50 requests a second, all of its processes together. What waits for this
is what nobody has asked for: notes on earlier answers, notices, news.
"""

from sqlalchemy import select

from bot.memory.storage.tables import budgets
from index.corpus.storage.database import Database
from index.corpus.storage.rows import put
from index.corpus.storage.sums import sound
from index.corpus.storage.words import milliseconds

EACH = 50
"""Milliseconds that go by from one to the next: twenty a second."""

AT_ONCE = 40
"""That may be sent in a row after a pause."""


class Budget:
    """Counts what is sent, by the database's clock. Thread-safe; for any number of processes."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def draw(self, application: int, requests: int = 1) -> float:
        """Take so many requests; return the seconds after which they may be sent."""
        known = select(budgets.c.spent_until).where(
            budgets.c.application_id == application, sound(budgets)
        )
        with self._database.write() as connection:
            now = int(connection.execute(select(milliseconds())).scalar_one())
            spent = connection.execute(known).scalar() or 0
            # One from the far future is of a clock that was set back.
            began = min(max(spent, now - EACH * AT_ONCE), now + 1000 * 60)
            row = {"application_id": application, "spent_until": began + EACH * requests}
            put(connection, budgets, row, key=("application_id",))
        return float(max(0, row["spent_until"] - now)) / 1000

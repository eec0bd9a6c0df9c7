"""Hearing from a PostgreSQL server that something is new (LISTEN), without asking for it.

No thread waits: whoever follows looks whether anything has come, now and then or once the
connection's descriptor can be read. What was missed, because a connection broke say, is seen by
asking, which goes on at longer intervals.
"""

from collections.abc import Callable
from time import monotonic

import psycopg
from sqlalchemy import text

from index.corpus.storage.postgresql.connecting import PatientConnection

CHANNEL = "belegbot"

ANNOUNCE = text(f"SELECT pg_notify('{CHANNEL}', '')")
"""Heard by all who listen once the transaction is committed, and not if it isn't."""

UNHEARD = 15.0
"""Seconds after which it is asked all the same; also until it is tried again to listen."""


class Listener:
    """One process's ear, on a connection of its own. For one thread at a time."""

    def __init__(
        self, connect: Callable[[], PatientConnection], clock: Callable[[], float] = monotonic
    ) -> None:
        self._connect = connect
        self._clock = clock
        self._connection: PatientConnection | None = None
        self._again = clock()
        self._asked = 0.0
        self._news = True

    def tell(self) -> None:
        """Take note of what this process has written."""
        self._news = True

    def has_news(self) -> bool:
        """Tell whether something may have come since this was asked last; never waits for it."""
        news, self._news = self._news, False
        heard, now = self._heard(), self._clock()
        if news or heard or now >= self._asked + UNHEARD:
            self._asked = now
            return True
        return False

    @property
    def descriptor(self) -> int | None:
        """What can be read once the server says something; None while nobody listens."""
        return None if self._connection is None else self._connection.pgconn.socket

    def close(self) -> None:
        """Listen no more."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _heard(self) -> bool:
        try:
            if self._connection is None:
                return self._listens()
            heard, pgconn = False, self._connection.pgconn
            pgconn.consume_input()
            while pgconn.notifies() is not None:
                heard = True
        except psycopg.Error:
            self.close()
            return True
        return heard

    def _listens(self) -> bool:
        """Begin to listen, and say that something may have come before."""
        if self._clock() >= self._again:
            self._again = self._clock() + UNHEARD
            self._connection = self._connect()
            self._connection.execute(f"LISTEN {CHANNEL}".encode())
        return True

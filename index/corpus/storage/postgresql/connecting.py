"""Connections to a PostgreSQL server: whose address it is, how long it may take, if it's there."""

import logging
import select
from collections.abc import Callable
from time import monotonic, sleep
from typing import TYPE_CHECKING, Any, TypeVar

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import InvalidatePoolError

from index.corpus.errors import DatabaseAddressError, DatabaseDriverMissingError
from index.errors import first_line
from index.i18n import N_

try:
    import psycopg
    from psycopg.conninfo import conninfo_to_dict, make_conninfo
except ImportError as error:
    raise DatabaseDriverMissingError from error

if TYPE_CHECKING:
    from psycopg.abc import PQGen
    from sqlalchemy.pool import ConnectionPoolEntry

# What it warns of, while a connection breaks, is told by an error as well.
logging.getLogger("psycopg").setLevel(logging.ERROR)

T = TypeVar("T")

CONNECT_TIMEOUT = 10
"""Seconds for a connection to one of a server's addresses, its answer to the password included."""

STATEMENT_TIMEOUT = 120
"""Seconds that the server works on one statement; none of ours takes a hundredth."""

SILENCE = STATEMENT_TIMEOUT + 10
"""Seconds until a server that should have given up by itself counts as gone."""

IDLE_TIMEOUT = 600
"""Seconds after which the server ends a transaction whose process does nothing with it."""

RECOVERY = 10.0
"""Seconds within which a server that was there before is expected to be back from a restart."""

PAUSE = 0.2
"""Seconds between two attempts."""

DRIVERS = ("postgresql+psycopg:", "postgres:")
"""What else an address may begin with, for libpq's `postgresql:`."""

DEFAULTS = {
    "connect_timeout": str(CONNECT_TIMEOUT),
    "application_name": "belegbot",
    "client_encoding": "UTF8",
    # A peer that is gone without a word, by the kernel's own probes.
    "keepalives_idle": "30",
    "keepalives_interval": "10",
    "keepalives_count": "3",
    "tcp_user_timeout": "60000",
}
"""What holds unless the address says otherwise (libpq's parameters)."""

SESSION = (
    "SET TIME ZONE 'UTC'",
    f"SET statement_timeout = '{STATEMENT_TIMEOUT}s'",
    f"SET idle_in_transaction_session_timeout = '{IDLE_TIMEOUT}s'",
)


READ = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
WRITE = "BEGIN ISOLATION LEVEL READ COMMITTED"


class Silent(psycopg.OperationalError):
    """The server hasn't answered for `SILENCE`; `seconds` says for how long."""


class PatientConnection(psycopg.Connection[Any]):
    """A connection that is given up once the server is silent for too long."""

    def wait(self, gen: "PQGen[T]", *arguments: Any, **options: Any) -> T:  # noqa: ANN401 - psycopg's
        """Wait for the server, as psycopg does, but not for ever."""
        try:
            return super().wait(_limited(gen, SILENCE), *arguments, **options)
        except Silent:
            self.pgconn.finish()
            raise


def _limited(gen: "PQGen[T]", seconds: float) -> "PQGen[T]":
    """Pass on what a generator of psycopg's waits for, until nothing came for so long."""
    end = monotonic() + seconds
    try:
        wanted = next(gen)
        while True:
            ready = yield wanted
            if ready:
                end = monotonic() + seconds
            elif monotonic() > end:
                raise Silent
            wanted = gen.send(ready)
    except StopIteration as done:
        result: T = done.value
        return result


def parameters_of(url: str) -> dict[str, str]:
    """Return an address as libpq's parameters.

    Raises:
        DatabaseAddressError: libpq can't read it.
    """
    for other in DRIVERS:
        if url.startswith(other):
            url = "postgresql:" + url.removeprefix(other)
    try:
        given = conninfo_to_dict(url)
    except psycopg.Error as error:
        # What libpq quotes may be the whole address, with the password.
        raise DatabaseAddressError(reason=first_line(error).partition(': "')[0]) from error
    if "@" in str(given.get("host", "")):
        raise DatabaseAddressError(reason=N_("it has more than one @"))
    return DEFAULTS | {name: str(value) for name, value in given.items() if value is not None}


def place_of(parameters: dict[str, str]) -> str:
    """Return an address as people may see it."""
    user, host = parameters.get("user", ""), parameters.get("host", "")
    port, name = parameters.get("port", ""), parameters.get("dbname", "")
    at = f"{user}@" if user else ""
    return f"postgresql://{at}{host}{f':{port}' if port else ''}/{name}"


class Connector:
    """Makes connections; waits a little for a server that has been there and is gone."""

    def __init__(self, parameters: dict[str, str], lock_timeout: float) -> None:
        self._conninfo = make_conninfo("", **parameters)
        self._lock_timeout = lock_timeout
        self._known = False

    def connect(self) -> PatientConnection:
        """Return a new connection, without a transaction; raises `psycopg.OperationalError`s."""
        end = monotonic() + (RECOVERY if self._known else 0)
        while True:
            try:
                return self.at_once()
            except psycopg.OperationalError:
                if monotonic() > end:
                    raise
                sleep(PAUSE)

    def at_once(self) -> PatientConnection:
        """Return a new connection, without waiting for a server that is gone."""
        connection = PatientConnection.connect(self._conninfo, autocommit=True)
        for statement in (*SESSION, f"SET lock_timeout = '{self._lock_timeout}s'"):
            connection.execute(statement)
        self._known = True
        return connection


def engine_of(connect: Callable[[], PatientConnection], connections: int) -> Engine:
    """Return an engine with at most so many connections at once."""
    engine = create_engine(
        "postgresql+psycopg://",
        creator=connect,
        pool_size=connections,
        max_overflow=0,
    )

    # The driver begins none by itself: one statement alone needs no transaction.
    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        write = connection.get_execution_options().get("belegbot_write")
        connection.exec_driver_sql(WRITE if write else READ)

    @event.listens_for(engine, "checkout")
    def _is_there(
        connection: Any,  # noqa: ANN401 - a DBAPI's
        _record: "ConnectionPoolEntry",
        _proxy: object,
    ) -> None:
        if _has_news(connection.pgconn.socket):
            raise InvalidatePoolError

    return engine


def _has_news(descriptor: int) -> bool:
    """Tell whether a server has said something unasked: that it ends, or nothing more, mostly.

    Only this machine is asked, in microseconds.
    """
    if not hasattr(select, "poll"):
        return bool(select.select([descriptor], [], [], 0)[0])
    # Unlike the other, it takes a descriptor of any number.
    poll = select.poll()
    poll.register(descriptor)
    return bool(poll.poll(0)[0][1] & ~select.POLLOUT)

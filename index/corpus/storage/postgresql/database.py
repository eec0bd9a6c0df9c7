"""A database on a PostgreSQL server: one writer at a time, reads of one state, found again."""

import logging
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from json import JSONDecodeError
from pathlib import Path
from time import monotonic, sleep, time
from typing import Any, NoReturn

import psycopg
from sqlalchemy import Connection, Table, delete, func, insert, literal, select, text
from sqlalchemy.exc import DBAPIError, NoResultFound
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from sqlalchemy.sql.compiler import SQLCompiler

from index.corpus.errors import (
    BackupElsewhereError,
    CorpusBusyError,
    CorpusDamagedError,
    CorpusNewerError,
    OutcomeUnknownError,
)
from index.corpus.storage.columns import IllegibleError
from index.corpus.storage.database import WRITE_TIMEOUT, Database, Query
from index.corpus.storage.postgresql.codes import domain_error
from index.corpus.storage.postgresql.connecting import (
    PAUSE,
    Connector,
    engine_of,
    parameters_of,
    place_of,
)
from index.corpus.storage.postgresql.forms import keep, require_ours, require_suitable, writes
from index.corpus.storage.postgresql.listening import ANNOUNCE, Listener
from index.corpus.storage.schema import CORPUS, Schema, migrate, unknown
from index.corpus.storage.tables import new_token
from index.corpus.storage.words import milliseconds

log = logging.getLogger(__name__)

CONNECTIONS = 5

CERTAINTY = 60.0
"""Seconds that a server may be gone until it stays unknown what became of a change."""

REASON_LIMIT = 100

LOCK = text("SELECT pg_advisory_xact_lock(hashtextextended('belegbot ' || current_schema(), 0))")
"""Held by the only writer, until what it has written is there for all to see."""

CLOCK = select(milliseconds())

TRY_ALONE = """
SELECT pg_try_advisory_lock(hashtextextended('belegbot ' || %(what)s || current_schema(), 0))
"""

ASSIGNED = text("pg_current_xact_id_if_assigned() IS NOT NULL")
"""Whether a transaction has written anything."""

DIFFERING = text("""
WITH last AS (
    SELECT DISTINCT ON (article_id) article_id, scope, version, operation
    FROM changes ORDER BY article_id, revision DESC
)
SELECT last.article_id FROM last LEFT JOIN articles ON articles.id = last.article_id
WHERE (last.operation = 'purge') <> (articles.id IS NULL)
OR articles.scope <> last.scope
OR (articles.id IS NOT NULL AND articles.version IS DISTINCT FROM last.version)
OR (articles.latest IS NOT NULL AND NOT EXISTS (
    SELECT FROM versions
    WHERE versions.article_id = articles.id AND versions.revision = articles.latest
))
UNION ALL
SELECT id FROM articles WHERE id NOT IN (SELECT article_id FROM changes)
LIMIT 1
""")
"""Articles that aren't as the log's latest word on them has it."""

SIZE = text("""
SELECT sum(pg_total_relation_size(to_regclass(name))) FROM unnest(CAST(:names AS text[])) AS name
""")

NUMBERS = text("""
SELECT replace(sequencename, '_id_seq', ''), last_value FROM pg_sequences
WHERE schemaname = current_schema() AND last_value IS NOT NULL
""")
COUNT_ON = text("SELECT setval(to_regclass(:name), :number)")


class PostgresDatabase(Database):
    """The tables in one schema of a database of a server's, which are all of ours.

    A write whose connection breaks before the server was told to commit is as if it had never been.
    One that breaks while it was told so is looked for by its token once the server is back.

    Raises (on opening):
        DatabaseAddressError: the address can't be read.
        DatabaseUnreachableError, DatabaseRefusedError: no connection.
        DatabaseUnsuitableError: it is too old, or has no room for all letters.
        DatabaseForeignError: another program's tables are there.
        CorpusNewerError: a later version has migrated it.
    """

    def __init__(
        self,
        url: str,
        schemas: Sequence[Schema] = (CORPUS,),
        write_timeout: float = WRITE_TIMEOUT,
        connections: int = CONNECTIONS,
    ) -> None:
        super().__init__(schemas)
        parameters = parameters_of(url)
        self._place = place_of(parameters)
        self._timeout = write_timeout
        connector = Connector(parameters, write_timeout)
        self._engine = engine_of(connector.connect, connections)
        self._listener = Listener(connector.at_once)
        self._listening = threading.Lock()
        self._announced = False
        self._writer = self._engine.execution_options(belegbot_write=True)
        self._writing = threading.Lock()
        self._statements: dict[Query, tuple[str, dict[str, Any]]] = {}
        try:
            self._prepare()
        except BaseException:
            self.close()
            raise

    @property
    def place(self) -> str:
        """The address, without the password."""
        return self._place

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """Give a connection that sees one consistent state and never waits for writers."""
        with self._clear_errors(), self._engine.connect() as connection:
            yield connection

    def scalar(self, query: Query, **values: str) -> Any:  # noqa: ANN401 - whatever it gives
        """Return the one value of a query, past SQLAlchemy's layers."""
        statement, known = self._statements.get(query) or self._put_together(query)
        with self._clear_errors():
            connection = self._engine.raw_connection()
            try:
                driver: Any = connection.driver_connection
                row = driver.execute(statement, known | values).fetchone()
            except BaseException:
                connection.invalidate()
                raise
            finally:
                connection.close()
        return None if row is None else row[0]

    def numbers(self) -> dict[str, int]:
        """Return what the tables' sequences have counted up to."""
        with self.read() as connection:
            return {str(name): int(number) for name, number in connection.execute(NUMBERS)}

    def count_on(self, connection: Connection, table: Table, number: int) -> None:
        """Let a table's sequence go on behind a number."""
        if number:
            connection.execute(COUNT_ON, {"name": f"{table.name}_id_seq", "number": number})

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """Give a transaction of the only writer; commits at the end, rolls back on an error.

        Raises:
            CorpusBusyError: another one kept writing for longer than the limit.
            DatabaseUnreachableError: the server is gone; nothing was stored.
            OutcomeUnknownError: it went at the very end, and hasn't come back.
        """
        token = new_token()
        with self._only_here(), self._clear_errors(), self._writer.connect() as connection:
            transaction = connection.begin()
            try:
                connection.execute(LOCK)
                yield connection
                self._note(connection, token)
            except BaseException:
                transaction.rollback()
                raise
            try:
                transaction.commit()
            except DBAPIError as error:
                if not error.connection_invalidated:
                    raise
                self._require_stored(token, error)
            if self._announced:
                self._listener.tell()

    def announce(self, connection: Connection) -> None:
        """Have all processes hear of a transaction as soon as it is committed."""
        self._announced = True
        connection.execute(ANNOUNCE)

    def has_news(self) -> bool:
        """Tell whether something may have been announced since this was asked last."""
        with self._listening:
            return self._listener.has_news()

    @property
    def ear(self) -> int | None:
        """The descriptor of the connection that hears what is announced."""
        with self._listening:
            return self._listener.descriptor

    @contextmanager
    def alone(self, what: str, seconds: float) -> Iterator[None]:
        """Hold an advisory lock; the server lets go of it if this process or the network ends.

        Raises:
            CorpusBusyError: another process has had it for `seconds`.
        """
        end = monotonic() + seconds
        with self._clear_errors():
            connection = self._engine.raw_connection()
        try:
            driver: Any = connection.driver_connection
            with self._clear_errors():
                while not driver.execute(TRY_ALONE, {"what": what}).fetchone()[0]:
                    if monotonic() > end:
                        raise CorpusBusyError(seconds=round(seconds))
                    sleep(PAUSE)
            try:
                yield
            finally:
                # It ends with the connection, which nobody gets that still has it.
                connection.invalidate()
        finally:
            connection.close()

    def skew(self) -> float:
        """Return by how many seconds this machine's clock is ahead of the server's."""
        return time() - int(self.scalar(CLOCK)) / 1000

    def require_writable(self) -> None:
        """Each write tries anew."""

    def require_consistent(self, noted: Path) -> None:
        """Leave that to the server, which has checksums of its own."""

    def look(self) -> None:
        """Compare the log with the articles in force."""
        with self.read() as connection:
            differing = connection.execute(DIFFERING).scalar()
        if differing is not None:
            raise CorpusDamagedError(path=self._place, reason=f"{differing}: not as the log has it")

    def size(self) -> int:
        """Return the bytes that the tables and their indexes take."""
        names = [table.name for table in (*self.tables, writes)]
        with self.read() as connection:
            return int(connection.execute(SIZE, {"names": names}).scalar() or 0)

    def give_back(self) -> None:
        """Leave that to the server, which does it by itself (autovacuum)."""

    def let_shrink(self, progress: Callable[[int, int], None]) -> None:
        """Change nothing: it can."""

    def forget_deleted(self) -> None:
        """Have the server clear out what was deleted, as far as nobody still reads it.

        What its write-ahead log and its backups have of it is for who runs it to keep or not.
        """
        with self._clear_errors():
            connection = self._engine.raw_connection()
            try:
                driver: Any = connection.driver_connection
                driver.execute("SET statement_timeout = 0")
                for table in self.tables:
                    driver.execute(f"VACUUM {table.name}")
                # Has another limit than those that are kept.
                connection.invalidate()
            finally:
                connection.close()

    def backup(self, target: Path) -> None:  # noqa: ARG002 - see the base
        """Refuse: the server has its own means."""
        raise BackupElsewhereError(place=self._place)

    def close(self) -> None:
        """Close every connection."""
        with self._listening:
            self._listener.close()
        self._engine.dispose()

    def _put_together(self, query: Query) -> tuple[str, dict[str, Any]]:
        compiled = query.compile(dialect=self._engine.dialect)
        assert isinstance(compiled, SQLCompiler)  # noqa: S101 - of a query
        put = str(compiled), dict(compiled.params)
        self._statements[query] = put
        return put

    def _prepare(self) -> None:
        with self.read() as connection:
            require_suitable(connection, self._place)
            names = [schema.version_table for schema in self.schemas]
            require_ours(connection, [*names, *(t.name for t in self.tables)], self._place)
            if (newer := unknown(connection, self.schemas)) is not None:
                schema, stamp = newer
                raise CorpusNewerError(path=self._place, found=stamp, known=schema.head)
            if all(schema.stamp(connection) == schema.head for schema in self.schemas):
                return
        with self._only_here(), self._clear_errors(), self._writer.begin() as connection:
            connection.execute(LOCK)
            connection.exec_driver_sql("SET LOCAL statement_timeout = 0")
            writes.metadata.create_all(connection)
            migrate(connection, self.schemas, keep)

    @contextmanager
    def _only_here(self) -> Iterator[None]:
        """Let the others of this process wait here, without a connection each."""
        if not self._writing.acquire(timeout=self._timeout):
            raise CorpusBusyError(seconds=round(self._timeout))
        self._announced = False
        try:
            yield
        finally:
            self._writing.release()

    @staticmethod
    def _note(connection: Connection, token: str) -> None:
        """Leave the token of a transaction that has written something, and drop old ones."""
        old = delete(writes).where(writes.c.at < func.now() - text("interval '1 hour'"))
        noted = select(literal(token)).where(ASSIGNED)
        note = insert(writes).from_select(["token"], noted).add_cte(old.cte("old"))
        connection.execute(note)

    def _require_stored(self, token: str, error: DBAPIError) -> None:
        """Find out whether a transaction was stored whose end nobody heard of.

        Raises:
            DatabaseUnreachableError: it wasn't.
            OutcomeUnknownError: the server hasn't come back to tell.
        """
        end = monotonic() + CERTAINTY
        mine = select(writes.c.token).where(writes.c.token == token)
        while True:
            try:
                with self._writer.begin() as connection:
                    # Whoever served us has ended by then.
                    connection.execute(LOCK)
                    stored = connection.execute(mine).first() is not None
                break
            except (DBAPIError, psycopg.Error, PoolTimeoutError) as again:
                if monotonic() > end:
                    raise OutcomeUnknownError(place=self._place) from again
                sleep(PAUSE)
        if not stored:
            raise error
        log.info("A change was stored although the connection broke: %s", error.orig)

    @contextmanager
    def _clear_errors(self) -> Iterator[None]:
        try:
            yield
        except (UnicodeDecodeError, JSONDecodeError, NoResultFound, IllegibleError) as error:
            reason = str(error)[:REASON_LIMIT]
            raise CorpusDamagedError(path=self._place, reason=reason) from error
        except (DBAPIError, psycopg.Error, PoolTimeoutError) as error:
            self._tell(error)

    def _tell(self, error: Exception) -> NoReturn:
        told = domain_error(error, self._place, self._timeout)
        if told is None:
            raise error
        raise told from error

"""A file of SQLite's: opening it safely, reading without waiting, writing one at a time."""

import errno
import os
import sqlite3
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from json import JSONDecodeError
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, PoolProxiedConnection, Table, create_engine, event
from sqlalchemy.exc import DatabaseError, NoResultFound, OperationalError
from sqlalchemy.sql.compiler import SQLCompiler

from index.corpus.errors import (
    CorpusBusyError,
    CorpusDamagedError,
    CorpusNewerError,
    DataDirFullError,
    DataDirUnwritableError,
)
from index.corpus.storage.columns import IllegibleError
from index.corpus.storage.database import WRITE_TIMEOUT, Database, Query
from index.corpus.storage.disk import RAISED, flush_folder, is_disks, trouble_of
from index.corpus.storage.schema import CORPUS, Schema, migrate, unknown
from index.corpus.storage.sqlite import consistency, space
from index.corpus.storage.sqlite.copies import copy_whole, open_to_read
from index.corpus.storage.sqlite.hold import Hold
from index.corpus.storage.sqlite.sums import complete, keep, made, teach

APPLICATION_ID = 0x42454C45
""""BELE" in SQLite's header says whose file it is."""

REASON_LIMIT = 100
"""Characters; Python quotes the whole text that it can't decode."""


class SqliteDatabase(Database):
    """One SQLite file in WAL mode. Thread-safe; any number of processes may have it open.

    Where nothing can be written, on a full disk or a read-only one, what is there can be read all
    the same; each `write` tries anew.

    Raises (on opening):
        CorpusDamagedError: not a database, corrupt, or another program's.
        CorpusNewerError: a later version has migrated it.
        CorpusBusyError: another process holds the write lock for too long, or restores a backup.
        DataDirUnwritableError: the file can't be created or migrated, nor read as it is.
    """

    def __init__(
        self,
        path: Path,
        schemas: Sequence[Schema] = (CORPUS,),
        write_timeout: float = WRITE_TIMEOUT,
    ) -> None:
        super().__init__(schemas)
        self.path = path
        self._statements: dict[Query, tuple[str, list[str], dict[str, Any]]] = {}
        self._timeout = write_timeout
        self._hold = Hold(path, write_timeout)
        self._engine = self._create_engine()
        self._kept: deque[PoolProxiedConnection] = deque()
        """A connection at most that `_one` asks by."""
        self._unwritable: DataDirUnwritableError | None = None
        try:
            try:
                self._prepare()
            except DataDirUnwritableError as error:
                self._read_only(error)
        except BaseException:
            self.close()
            raise

    @property
    def place(self) -> str:
        """The file's path."""
        return str(self.path)

    def require_writable(self) -> None:
        """Try again to open for writing what could only be read.

        Raises:
            DataDirUnwritableError: it still can't be written.
        """
        if self._unwritable is None:
            return
        self._let_go()
        before = self._engine, self._unwritable
        self._engine, self._unwritable = self._create_engine(), None
        try:
            self._prepare()
        except BaseException:
            self._let_go()
            self._engine.dispose()
            self._engine, self._unwritable = before
            raise
        before[0].dispose()

    def close(self) -> None:
        """Close every connection."""
        self._let_go()
        self._engine.dispose()
        self._hold.release()

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """Give a connection that sees one consistent state and never waits for writers."""
        with self._clear_errors(), self._legible(), self._engine.connect() as connection:
            yield connection

    def scalar(self, query: Query, **values: str) -> Any:  # noqa: ANN401 - whatever it gives
        """Return the one value of a query, past SQLAlchemy's layers."""
        statement, names, known = self._statements.get(query) or self._put_together(query)
        return self._one(
            statement, [values[name] if name in values else known[name] for name in names]
        )

    def pragma(self, name: str) -> Any:  # noqa: ANN401 - a number or a text
        """Return what SQLite says of itself."""
        # A PRAGMA by itself would tell what its connection has seen last.
        return self._one(f"SELECT {name} FROM pragma_{name}", ())  # noqa: S608 - a name of ours

    def _put_together(self, query: Query) -> tuple[str, list[str], dict[str, Any]]:
        compiled = query.compile(dialect=self._engine.dialect)
        assert isinstance(compiled, SQLCompiler)  # noqa: S101 - of a query
        put = str(compiled), [*(compiled.positiontup or ())], dict(compiled.params)
        self._statements[query] = put
        return put

    def _one(self, statement: str, values: Sequence[Any]) -> Any:  # noqa: ANN401 - as above
        with self._clear_errors(), self._legible():
            try:
                connection = self._kept.pop()
            except IndexError:
                connection = self._engine.raw_connection()
            try:
                with closing(connection.cursor()) as cursor:
                    row = cursor.execute(statement, values).fetchone()
            except BaseException:
                connection.close()
                raise
            if self._kept:
                connection.close()
            else:
                # To fetch it anew takes three times as long as to ask it.
                self._kept.append(connection)
        return row[0]

    def _let_go(self) -> None:
        while self._kept:
            self._kept.pop().close()

    def numbers(self) -> dict[str, int]:
        """Return what the tables have counted up to that never give a number twice."""
        with self.read() as connection:
            rows = connection.exec_driver_sql("SELECT name, seq FROM sqlite_sequence")
            return {str(name): int(number) for name, number in rows}

    def count_on(self, connection: Connection, table: Table, number: int) -> None:
        """Let the numbers of a table go on behind one, if it never gives one twice."""
        if table.dialect_options["sqlite"]["autoincrement"]:
            for statement in (
                "DELETE FROM sqlite_sequence WHERE name = ?",
                f"INSERT INTO sqlite_sequence VALUES (?, {number})",  # noqa: S608 - a number
            ):
                connection.exec_driver_sql(statement, (table.name,))

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """Give a transaction of the only writer; commits at the end, rolls back on an error.

        Raises:
            CorpusBusyError: another process kept writing for longer than the limit.
            DataDirUnwritableError: no space, or no permission.
        """
        self.require_writable()
        writer = self._engine.execution_options(belegbot_write=True)
        with self._clear_errors(), self._legible(), writer.begin() as connection:
            before = made(connection)
            yield connection
            if made(connection) != before:
                complete(connection, self.tables)

    def backup(self, target: Path) -> None:
        """Copy one consistent state to `target`, without keeping anybody from reading or writing.

        The copy is opened and counted before it takes the place of what was there.

        Raises:
            DataDirUnwritableError: the copy can't be written, or isn't all; `target` is as it was.
            CorpusDamagedError: there is nothing sound to copy.
        """
        temporary = target.with_name(f".{target.name}.{os.getpid()}.tmp")
        try:
            if target.exists() and target.samefile(self.path):
                raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST))
            with closing(self._connect_again()) as source:
                copy_whole(source, temporary)
            temporary.replace(target)
            flush_folder(target.parent)
        except (OSError, sqlite3.DatabaseError) as error:
            reason = getattr(error, "strerror", None) or str(error)
            if trouble_of(error) == "damaged":
                raise CorpusDamagedError(path=self.path, reason=reason) from error
            raise _unwritable(target, error, reason) from error
        finally:
            with suppress(OSError):
                temporary.unlink(missing_ok=True)

    def require_consistent(self, noted: Path) -> None:
        """Look at what is stored, unless nobody has written since somebody did, today."""
        consistency.require_consistent(self, noted)

    def look(self) -> None:
        """Look at all that is stored."""
        consistency.look(self)

    def size(self) -> int:
        """Return the bytes of the file, and of what is kept beside it."""
        return sum(file.stat().st_size for file in self.path.parent.glob(f"{self.path.name}*"))

    def give_back(self) -> None:
        """Shorten the file by what is free in it."""
        space.give_back(self)

    def let_shrink(self, progress: Callable[[int, int], None]) -> None:
        """Write a file of an earlier version anew, so that it can shrink, where there is space."""
        space.let_shrink(self, progress)

    def forget_deleted(self) -> None:
        """Make sure that what was deleted is in no file any more: neither free pages nor the log.

        Pages are overwritten as they're freed (`secure_delete`); what remains is the WAL.

        Raises:
            CorpusBusyError: another process has been reading for longer than the limit.
        """
        with self.read() as connection:
            connection.exec_driver_sql("ROLLBACK")
            busy = connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").scalar_one()
            connection.exec_driver_sql("BEGIN")
        if busy:
            raise CorpusBusyError(seconds=round(self._timeout))

    def _connect_again(self) -> sqlite3.Connection:
        """Connect to the file that is open: one may be read in more ways than one."""
        file = str(self._one("SELECT file FROM pragma_database_list WHERE name = 'main'", ()))
        return open_to_read(Path(file)) if self._unwritable else sqlite3.connect(file)

    def _read_only(self, error: DataDirUnwritableError) -> None:
        """Go on with what is there; raises `error` if that can't be read as it is."""
        if not self.path.exists():
            raise error
        self._let_go()
        self._engine.dispose()
        self._engine = self._create_engine(lambda: open_to_read(self.path))
        try:
            if not self._is_ready():
                raise error
        except (DataDirUnwritableError, CorpusBusyError):
            raise error from None
        self._unwritable = error

    def _create_engine(self, creator: Callable[[], sqlite3.Connection] | None = None) -> Engine:
        # Written out as one text, a name with "?" or "%" would be that of another file.
        url = URL.create("sqlite", database=str(self.path))
        options = {"creator": creator} if creator else {"connect_args": {"timeout": self._timeout}}
        engine = create_engine(url, **options)

        @event.listens_for(engine, "connect")
        def _configure(connection: Any, _record: object) -> None:  # noqa: ANN401 - a DBAPI's
            # Transactions begin where SQLAlchemy says, not where the driver guesses.
            connection.isolation_level = None
            teach(connection)
            connection.execute("PRAGMA foreign_keys = ON")
            connection.execute("PRAGMA secure_delete = ON")
            # What was acknowledged survives a power cut, too.
            connection.execute("PRAGMA synchronous = FULL")

        @event.listens_for(engine, "begin")
        def _begin(connection: Connection) -> None:
            write = connection.get_execution_options().get("belegbot_write")
            connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")

        return engine

    def _is_ready(self) -> bool:
        """Tell whether the file has all tables of today; raises errors for what isn't ours."""
        try:
            with self.read() as connection:
                application = connection.exec_driver_sql("PRAGMA application_id").scalar_one()
                empty = connection.exec_driver_sql("SELECT 1 FROM sqlite_schema").first() is None
                newer = unknown(connection, self.schemas)
                ready = all(schema.stamp(connection) == schema.head for schema in self.schemas)
        except OperationalError as error:
            # These can be asked of every database.
            raise CorpusDamagedError(path=self.path, reason=str(error.orig)) from error
        if application != APPLICATION_ID and not empty:
            raise CorpusDamagedError(path=self.path, reason="another program's database")
        if newer is not None:
            schema, stamp = newer
            raise CorpusNewerError(path=self.path, found=stamp, known=schema.head)
        return ready

    def _prepare(self) -> None:
        if self._is_ready():
            return
        with self.read() as connection:
            # WAL can't be set within a transaction; this one has done nothing yet.
            connection.exec_driver_sql("ROLLBACK")
            # Neither can this, once there are tables: a file that gives back what is free in it.
            connection.exec_driver_sql("PRAGMA auto_vacuum = INCREMENTAL")
            connection.exec_driver_sql("PRAGMA journal_mode = WAL")
            connection.exec_driver_sql("BEGIN")
        with self.write() as connection:
            connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
            try:
                migrate(connection, self.schemas, keep)
            except OperationalError as error:
                if trouble_of(error.orig) is not None:
                    raise
                # What a form from before would be without is there, or the other way round.
                reason = str(error.orig)[:REASON_LIMIT]
                raise CorpusDamagedError(path=self.path, reason=reason) from error

    @contextmanager
    def _legible(self) -> Iterator[None]:
        """Take values that no column of ours has for damage, which SQLite doesn't notice."""
        try:
            yield
        except (UnicodeDecodeError, JSONDecodeError, NoResultFound, IllegibleError) as error:
            reason = str(error)[:REASON_LIMIT]
            raise CorpusDamagedError(path=self.path, reason=reason) from error

    @contextmanager
    def _clear_errors(self) -> Iterator[None]:
        try:
            yield
        except (DatabaseError, sqlite3.DatabaseError) as error:
            cause = error.orig if isinstance(error, DatabaseError) else error
            reason = str(cause)[:REASON_LIMIT]
            if reason.startswith(RAISED):
                reason = "a row's checksum differs"
            match trouble_of(cause):
                case "busy":
                    raise CorpusBusyError(seconds=round(self._timeout)) from error
                case "unwritable":
                    raise _unwritable(self.path.parent, cause, reason) from error
                case "damaged":
                    raise CorpusDamagedError(path=self.path, reason=reason) from error
            raise


def _unwritable(path: Path, error: BaseException | None, reason: str) -> DataDirUnwritableError:
    kind = DataDirFullError if is_disks(error) else DataDirUnwritableError
    return kind(path=path, reason=reason)

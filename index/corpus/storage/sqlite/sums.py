"""A checksum of each row: a bit that a disk has changed, SQLite gives out as it is.

Each table has a column beside its own, `row_sum`, that no statement elsewhere names. A trigger
empties it where a row is changed, and at the end of each transaction of ours it is filled in. A
program that knows nothing of it, and was running on, leaves it empty: that says nothing of a row.
"""

import sqlite3
from collections.abc import Sequence
from functools import cache
from typing import Any, cast
from zlib import crc32

from sqlalchemy import Connection, Table
from sqlalchemy.ext.compiler import compiles

from index.corpus.storage.columns import DIGITS, Fraction
from index.corpus.storage.sums import COLUMN, RowCheck

UNSUMMED = "unsummed_"
"""What an index's name begins with that leads to the rows whose checksum is to be filled in."""

SIGN = 1 << 31
"""Of four bytes, as SQLite stores them best."""


class RowDiffersError(Exception):
    """A row isn't as it was stored."""


def checked(content: bytes) -> int:
    """Return a checksum that notices any one byte that was changed."""
    return (crc32(content) ^ SIGN) - SIGN


def teach(connection: sqlite3.Connection) -> None:
    """Let a connection know what the statements here ask for."""

    def require(stored: int | None, content: bytes) -> int:
        if stored is not None and stored != checked(content):
            raise RowDiffersError
        return 1

    connection.create_function("belegbot_sum", 1, checked, deterministic=True)
    connection.create_function("belegbot_sound", 2, require, deterministic=True)


def keep(connection: Connection, tables: Sequence[Table]) -> None:
    """Have the rows of tables summed from now on; those of a table of another form are anew."""
    for table in tables:
        name, columns = f"changed_{table.name}", ", ".join(f'"{each.name}"' for each in table.c)
        trigger = (
            f"CREATE TRIGGER {name} AFTER UPDATE OF {columns} ON {table.name} BEGIN "  # noqa: S608
            f"UPDATE {table.name} SET {COLUMN} = NULL WHERE rowid = NEW.rowid; END"
        )
        known = connection.exec_driver_sql("SELECT sql FROM sqlite_schema WHERE name = ?", (name,))
        if known.scalar() == trigger:
            continue
        index = f"{UNSUMMED}{table.name} ON {table.name} ({COLUMN}) WHERE {COLUMN} IS NULL"
        for statement in (
            f"DROP TRIGGER IF EXISTS {name}",
            f"UPDATE {table.name} SET {COLUMN} = NULL",  # noqa: S608 - a name of ours
            f"CREATE INDEX IF NOT EXISTS {index}",
            trigger,
        ):
            connection.exec_driver_sql(statement)


def made(connection: Connection) -> int:
    """Return how many rows a connection has changed since it was opened."""
    return cast("sqlite3.Connection", connection.connection.driver_connection).total_changes


def complete(connection: Connection, tables: Sequence[Table]) -> None:
    """Fill in the checksums of what the transaction, or another program, has changed."""
    for table in tables:
        connection.exec_driver_sql(_completing(table))


def differs(connection: Connection, table: Table) -> bool:
    """Tell whether any row of a table isn't as it was stored."""
    return bool(connection.exec_driver_sql(_differing(table)).scalar())


@compiles(RowCheck, "sqlite")
def _looked_at(check: RowCheck, _compiler: object, **_options: Any) -> str:  # noqa: ANN401
    """Return a condition into which SQLite puts no value that another one wants a column to have.

    Beside "rating = -1" it would look at each row as if its rating were -1, and find it unlike.
    """
    return _sound(check.of) if check.holds else f"(SELECT {_unlike(check.of)})"


@cache
def _sound(table: Table) -> str:
    return f"(SELECT belegbot_sound({table.name}.{COLUMN}, {_content(table)}))"


@cache
def _completing(table: Table) -> str:
    values = f"belegbot_sum({_content(table)})"
    return f"UPDATE {table.name} SET {COLUMN} = {values} WHERE {COLUMN} IS NULL"  # noqa: S608 - ours


@cache
def _differing(table: Table) -> str:
    return f"SELECT EXISTS (SELECT 1 FROM {table.name} WHERE {_unlike(table)})"  # noqa: S608 - ours


def _unlike(table: Table) -> str:
    return f"{table.name}.{COLUMN} <> belegbot_sum({_content(table)})"


def _content(table: Table) -> str:
    """Return what makes one text of a row, in bytes: it may be none that can be read any more."""
    values = []
    for column in table.c:
        value = f'{table.name}."{column.name}"'
        if isinstance(column.type, Fraction):
            value = f"CAST(round({value} * {10**DIGITS}) AS INTEGER)"
        values.append(f"ifnull({value}, '-')")
    joined = " || ',' || ".join(values)
    return f"CAST({joined} AS BLOB)"

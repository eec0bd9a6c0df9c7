"""A collection carried from where it is kept to another place, with all that is kept beside it.

Row by row in the order of their keys, a portion a transaction: what was interrupted goes on where
it was. In the end the rows of each table are counted and compared, by a checksum over all of them,
in one state of the source, which is only read. The index needs no word of it: it is made anew.
"""

import hashlib
from collections.abc import Callable, Iterator
from typing import Any

from sqlalchemy import (
    JSON,
    Connection,
    MetaData,
    Select,
    Table,
    delete,
    func,
    insert,
    select,
    tuple_,
)
from sqlalchemy.exc import DataError

from index.corpus.errors import MovedUnlikeError, MoveRefusedError
from index.corpus.storage.database import Database
from index.corpus.storage.schema import recorded_participants
from index.corpus.storage.tables import changes, collection, participants
from index.errors import first_line
from index.i18n import N_

ROWS = 500
"""In one transaction."""


def move(
    source: Database, target: Database, progress: Callable[[int, int], None]
) -> dict[str, int]:
    """Carry all tables over, or what is missing there of them; return the number of rows of each.

    `progress` is told how many rows are there, and of how many.

    Raises:
        MoveRefusedError: another collection is there, or one that has gone on; or a table of
            somebody who isn't here would be left behind.
        MovedUnlikeError: a table isn't the same in the end.
    """
    tables = [_plain(table) for table in source.tables]
    with source.read() as reader:
        counts = {table.name: _count(reader, table) for table in tables}
        _begin(reader, source, target)
        done, total = 0, sum(counts.values())
        for table in tables:
            for rows in _carry(reader, target, table):
                done += rows
                progress(min(done, total), total)
        _count_on(source, target)
        for table in tables:
            with target.read() as found:
                same = _digest(reader, table) == _digest(found, table)
            if not same:
                raise MovedUnlikeError(place=target.place, table=table.name)
    return counts


def _plain(table: Table) -> Table:
    """Return a table whose JSON says nothing where there is nothing, as the columns do."""
    copy = table.to_metadata(MetaData())
    for column in copy.c:
        if isinstance(column.type, JSON):
            column.type = JSON(none_as_null=True)
    return copy


def _begin(reader: Connection, source: Database, target: Database) -> None:
    """Make the target this collection, unless it is already."""
    known = {table.name for table in source.tables}
    left = {*recorded_participants(reader)} - {*_names(source)}
    if left or known != {table.name for table in target.tables}:
        reason = N_("something of it belongs to a program that isn't here")
        raise MoveRefusedError(place=target.place, reason=reason)
    with target.write() as writer:
        if (there := _last(writer)) is not None:
            same = select(changes.c.revision).where(
                changes.c.revision == there[0], changes.c.token == there[1]
            )
            if reader.execute(same).first() is None:
                reason = N_("there is another collection, or this one has been changed there")
                raise MoveRefusedError(place=target.place, reason=reason)
        for table in (collection, participants):
            rows = [row._asdict() for row in reader.execute(select(table))]
            writer.execute(delete(table))
            if rows:
                writer.execute(insert(table), rows)


def _names(source: Database) -> list[str]:
    return [schema.name for schema in source.schemas]


def _last(connection: Connection) -> tuple[int, str] | None:
    query = select(changes.c.revision, changes.c.token).order_by(changes.c.revision.desc())
    row = connection.execute(query.limit(1)).first()
    return None if row is None else (row.revision, row.token)


def _carry(reader: Connection, target: Database, table: Table) -> Iterator[int]:
    """Copy the rows behind the last one that is there; give how many more there are each time."""
    keys = list(table.primary_key.columns)
    with target.read() as found:
        query = select(*keys).order_by(*(key.desc() for key in keys)).limit(1)
        last = found.execute(query).first()
        there = _count(found, table)
    yield there
    query = _in_order(table)
    if last is not None:
        query = query.where(tuple_(*keys) > tuple_(*last))
    for rows in reader.execute(query).partitions(ROWS):
        try:
            with target.write() as writer:
                writer.execute(insert(table), [row._asdict() for row in rows])
        except DataError as error:
            reason = f"{table.name}: {first_line(error.orig or error)}"
            raise MoveRefusedError(place=target.place, reason=reason) from error
        yield len(rows)


def _count_on(source: Database, target: Database) -> None:
    """Let numbers that rows get by themselves go on from the source's: none comes twice."""
    numbers = source.numbers()
    with target.write() as writer:
        for table in target.tables:
            column = table.autoincrement_column
            if column is not None:
                highest = writer.execute(select(func.max(column))).scalar() or 0
                target.count_on(writer, table, max(highest, numbers.get(table.name, 0)))


def _count(connection: Connection, table: Table) -> int:
    return int(connection.execute(select(func.count()).select_from(table)).scalar_one())


def _in_order(table: Table) -> Select[Any]:
    query = select(table).order_by(*table.primary_key.columns)
    return query.execution_options(yield_per=ROWS)


def _digest(connection: Connection, table: Table) -> tuple[int, str]:
    """Return how many rows a table has, and what tells them from any others."""
    number, digest = 0, hashlib.sha256()
    for row in connection.execute(_in_order(table)):
        digest.update(repr(tuple(row)).encode())
        number += 1
    return number, digest.hexdigest()

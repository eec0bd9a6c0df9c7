"""Writing a row by its key, which SQLAlchemy has no common word for."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Table,
    and_,
    func,
    insert,
    select,
    update,
)


def same_values(table: Table, values: Mapping[str, Any]) -> ColumnElement[bool]:
    """Return the condition that a row has these values."""
    return and_(*(table.c[name] == value for name, value in values.items()))


def put(
    connection: Connection, table: Table, values: Mapping[str, Any], *, key: tuple[str, ...]
) -> None:
    """Insert a row or change the one with the same key; the caller holds the write lock."""
    same = same_values(table, {name: values[name] for name in key})
    if connection.execute(select(func.count()).select_from(table).where(same)).scalar_one():
        connection.execute(update(table).where(same).values(dict(values)))
    else:
        connection.execute(insert(table).values(dict(values)))

"""Whether rows are as they were stored, asked of an engine that can tell (`sqlite.sums`).

For one that sees to that itself, each row is.
"""

from functools import cache
from typing import Any

from sqlalchemy import Boolean, ColumnClause, ColumnElement, Table
from sqlalchemy.ext.compiler import compiles

COLUMN = "row_sum"
"""Each table's, beside its own; no statement but the engine's names it."""


class RowCheck(ColumnClause[bool]):
    """A condition on a table's rows: with `holds` for those as they were stored, else the others.

    Whoever meets it with `holds` reads no other row, but gets `CorpusDamagedError`.
    """

    inherit_cache = True

    def __init__(self, table: Table, *, holds: bool) -> None:
        super().__init__(f"{table.name}.{COLUMN} {holds}", Boolean(), is_literal=True)
        self.of, self.holds = table, holds


@compiles(RowCheck)
def _unlooked(check: RowCheck, _compiler: object, **_options: Any) -> str:  # noqa: ANN401
    return "true" if check.holds else "false"


@cache
def sound(table: Table) -> ColumnElement[bool]:
    """Return a condition that holds for each row that is as it was stored, and fails for others."""
    return RowCheck(table, holds=True)


@cache
def unsound(table: Table) -> ColumnElement[bool]:
    """Return a condition that holds for each row that isn't as it was stored."""
    return RowCheck(table, holds=False)

"""Words of SQL for which engines have different ones."""

from typing import Any

from sqlalchemy import BigInteger, ColumnElement, String
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement


class octets(FunctionElement[int]):  # noqa: N801 - written like a function
    """How many bytes a text or JSON takes in UTF-8."""

    type = BigInteger()
    inherit_cache = True

    def __init__(self, column: ColumnElement[Any]) -> None:
        super().__init__(column)


class lines(FunctionElement[str]):  # noqa: N801 - as above
    """All of a column's texts, one a line, in the order in which they come."""

    type = String()
    inherit_cache = True

    def __init__(self, column: ColumnElement[Any]) -> None:
        super().__init__(column)


class fresh_token(FunctionElement[str]):  # noqa: N801 - as above
    """Another token for each row, as `index.corpus.storage.tables.new_token` makes them."""

    type = String()
    inherit_cache = True


class milliseconds(FunctionElement[int]):  # noqa: N801 - as above
    """What the database's clock says at this moment, in milliseconds since 1970 (UTC).

    What processes on several machines compare goes by it: their own clocks may differ.
    """

    type = BigInteger()
    inherit_cache = True


@compiles(octets)
def _octets(element: octets, compiler: SQLCompiler, **options: Any) -> str:  # noqa: ANN401
    return f"octet_length(CAST({compiler.process(element.clauses, **options)} AS TEXT))"


@compiles(octets, "sqlite")
def _octets_of_sqlite(element: octets, compiler: SQLCompiler, **options: Any) -> str:  # noqa: ANN401
    return f"length(CAST({compiler.process(element.clauses, **options)} AS BLOB))"


@compiles(lines)
def _lines(element: lines, compiler: SQLCompiler, **options: Any) -> str:  # noqa: ANN401
    return f"string_agg({compiler.process(element.clauses, **options)}, chr(10))"


@compiles(lines, "sqlite")
def _lines_of_sqlite(element: lines, compiler: SQLCompiler, **options: Any) -> str:  # noqa: ANN401
    return f"group_concat({compiler.process(element.clauses, **options)}, char(10))"


@compiles(fresh_token)
def _token(_element: fresh_token, _compiler: SQLCompiler, **_options: Any) -> str:  # noqa: ANN401
    return "replace(CAST(gen_random_uuid() AS TEXT), '-', '')"


@compiles(fresh_token, "sqlite")
def _token_of_sqlite(_element: fresh_token, _compiler: SQLCompiler, **_options: Any) -> str:  # noqa: ANN401
    return "lower(hex(randomblob(16)))"


@compiles(milliseconds)
def _clock(_element: milliseconds, _compiler: SQLCompiler, **_options: Any) -> str:  # noqa: ANN401
    return "CAST(1000 * extract(epoch FROM clock_timestamp()) AS BIGINT)"


@compiles(milliseconds, "sqlite")
def _clock_of_sqlite(
    _element: milliseconds,
    _compiler: SQLCompiler,
    **_options: Any,  # noqa: ANN401
) -> str:
    # Days since noon, 4714 before Christ.
    return "CAST(round((julianday('now') - 2440587.5) * 86400000) AS INTEGER)"

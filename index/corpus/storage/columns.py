"""Types of columns that SQL lacks."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Column, ColumnElement, DateTime, Dialect, Float, String, TypeDecorator

from index.scopes import BEHIND, BETWEEN, Scope

DIGITS = 6
"""Of a fraction, behind its point. All of them, SQLite's versions write out differently, so that no
checksum can be of more; what a disk changes behind the last, nobody reads."""


class IllegibleError(ValueError):
    """A value that no column of ours has: the file is damaged, and SQLite didn't notice."""


class Instant(TypeDecorator[datetime]):
    """A time in UTC; SQLite keeps no time zone and gives none back, PostgreSQL some other."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def result_processor(
        self,
        dialect: Dialect,
        coltype: Any,  # noqa: ANN401 - SQLAlchemy's
    ) -> Callable[[Any], datetime | None]:
        """Read a time; raises `IllegibleError` for what is none."""
        read = super().result_processor(dialect, coltype)
        assert read is not None  # noqa: S101 - a decorator has one

        def legible(value: Any) -> datetime | None:  # noqa: ANN401 - the driver's
            try:
                return read(value)
            except (ValueError, TypeError) as error:
                raise IllegibleError(str(error)) from error

        return legible

    def process_result_value(
        self,
        value: datetime | None,
        dialect: Dialect,  # noqa: ARG002 - SQLAlchemy's signature
    ) -> datetime | None:
        """Give a time back with its time zone."""
        if value is None:
            return None
        return value.astimezone(UTC) if value.tzinfo else value.replace(tzinfo=UTC)


class Fraction(TypeDecorator[float]):
    """A number that is stored, and read, to `DIGITS` behind its point."""

    impl = Float
    cache_ok = True

    def process_bind_param(
        self,
        value: float | None,
        dialect: Dialect,  # noqa: ARG002 - SQLAlchemy's signature
    ) -> float | None:
        """Leave out what isn't kept."""
        return None if value is None else round(value, DIGITS)

    def process_result_value(
        self,
        value: Any | None,  # noqa: ANN401 - SQLAlchemy's
        dialect: Dialect,  # noqa: ARG002 - SQLAlchemy's signature
    ) -> float | None:
        """Leave out what was never kept; raises `IllegibleError` for what is no number."""
        try:
            return None if value is None else round(float(value), DIGITS)
        except ValueError as error:
            raise IllegibleError(str(error)) from error


class ScopeColumn(TypeDecorator[Scope]):
    """A scope, stored as text."""

    impl = String
    cache_ok = True

    def process_result_value(
        self,
        value: Any | None,  # noqa: ANN401 - SQLAlchemy's
        dialect: Dialect,  # noqa: ARG002 - SQLAlchemy's signature
    ) -> Scope | None:
        """Give a scope back as one."""
        return None if value is None else Scope(value)


def within(column: Column[Any], scope: Scope) -> ColumnElement[bool]:
    """Return what holds where a column says a scope or a part of it; for those who may read all."""
    return (column == scope) | (
        (column > Scope(scope + BETWEEN)) & (column < Scope(scope + BEHIND))
    )

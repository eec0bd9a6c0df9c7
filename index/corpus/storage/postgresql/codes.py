"""What went wrong with PostgreSQL, told by its codes: its words are for people, and change."""

import psycopg
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from index.corpus.errors import (
    CorpusBusyError,
    CorpusDamagedError,
    DatabaseCrowdedError,
    DatabaseRefusedError,
    DatabaseSilentError,
    DatabaseUnreachableError,
    DatabaseUnwritableError,
)
from index.corpus.storage.postgresql.connecting import SILENCE, STATEMENT_TIMEOUT, Silent
from index.errors import CorpusError, first_line

LOCKED = frozenset({"55P03", "40P01"})
"""Waited for a lock for too long, or for each other."""

CANCELLED = "57014"

DENIED = frozenset({"42501", "28000", "28P01", "3D000", "3F000"})
"""Not for this user; no such database or schema."""

UNWRITABLE = frozenset({"25006", "53100", "53000", "58030"})
"""A standby server; the disk is full, or fails."""

DAMAGED = frozenset({"XX001", "XX002", "42P01", "42703", "58P01"})
"""Of pages and indexes; a table, a column or a file that was there is gone."""

GONE = ("08", "57P", "53300", "25P03", "25P04")
"""What codes begin with: no connection, the server stops or starts, has too many, ended ours."""

FATAL = "FATAL:"


def domain_error(error: Exception, place: str, seconds: float) -> CorpusError | None:
    """Return what an engine's error means to whoever asked; None if it's a mistake of ours.

    `seconds` is how long a writer waits for another one.
    """
    if isinstance(error, PoolTimeoutError):
        return DatabaseCrowdedError()
    cause = error.orig if isinstance(error, DBAPIError) else error
    if not isinstance(cause, psycopg.Error):
        return None
    reason, code = first_line(cause), cause.sqlstate or ""
    if isinstance(cause, Silent):
        return DatabaseSilentError(place=place, seconds=SILENCE)
    for codes, told in (
        (LOCKED, CorpusBusyError(seconds=round(seconds))),
        ({CANCELLED}, DatabaseSilentError(place=place, seconds=STATEMENT_TIMEOUT)),
        (DENIED, DatabaseRefusedError(place=place, reason=reason)),
        (UNWRITABLE, DatabaseUnwritableError(place=place, reason=reason)),
        (DAMAGED, CorpusDamagedError(path=place, reason=reason)),
    ):
        if code in codes:
            return told
    if code.startswith(GONE):
        return DatabaseUnreachableError(place=place, reason=reason)
    return _not_connected(cause, place, reason) if not code else None


def _not_connected(error: psycopg.Error, place: str, reason: str) -> CorpusError | None:
    """Tell a server that doesn't want us from one that isn't there; libpq has no code for that."""
    if not isinstance(error, psycopg.OperationalError):
        return None
    asked = error.pgconn is not None and (error.pgconn.needs_password or error.pgconn.used_password)
    kind = DatabaseRefusedError if asked or FATAL in reason else DatabaseUnreachableError
    return kind(place=place, reason=reason)

"""Whether a file contradicts itself: a bit that a disk has changed, SQLite gives out as it is.

Texts and rows have checksums (`checksums`, `sums`), most of them looked at when they are read. Here
all are, and what leads to them, the log, the articles in force and the indexes of both, is compared
with each other.
"""

from collections.abc import Sequence
from contextlib import suppress
from functools import cache
from pathlib import Path
from time import time
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Integer, String, Table

from index.corpus.errors import BesideDamagedError, CorpusDamagedError
from index.corpus.storage.sqlite.sums import differs
from index.corpus.storage.tables import metadata

if TYPE_CHECKING:
    from index.corpus.storage.sqlite.database import SqliteDatabase

LARGE = 64_000_000
"""Bytes from which on only what is small is compared."""

SMALL = (
    *("articles", "changes", "pins", "collection"),
    *("preferences", "bookmarks", "stays", "previews", "shard_leases", "budgets", "cooldowns"),
)

REASON_LIMIT = 100

DAY = 86_400.0
"""Seconds."""

DIFFERING = """
WITH last AS (
    SELECT article_id, scope, version, operation, max(revision) FROM changes GROUP BY article_id
)
SELECT last.article_id FROM last LEFT JOIN articles ON articles.id = last.article_id
WHERE (last.operation = 'purge') <> (articles.id IS NULL)
OR articles.scope <> last.scope
OR articles.version IS NOT last.version
OR coalesce(articles.latest, 0) <> (
    SELECT coalesce(max(revision), 0) FROM versions
    WHERE versions.article_id = articles.id AND versions.revision = articles.latest
)
UNION ALL
SELECT id FROM articles WHERE id NOT IN (SELECT article_id FROM changes)
LIMIT 1
"""
"""Articles that aren't as the log's latest word on them has it."""


def require_consistent(database: "SqliteDatabase", noted: Path) -> None:
    """Make sure that what is stored doesn't contradict itself.

    `noted` is a file that says how the database was when that was seen last: while nobody has
    written to it, once a day is enough.

    Raises:
        CorpusDamagedError: it does; it says where.
    """
    stat = database.path.stat()
    state = b"%d %d %d" % (stat.st_ino, stat.st_size, stat.st_mtime_ns)
    with suppress(OSError):
        if noted.read_bytes() == state and time() - noted.stat().st_mtime < DAY:
            return
    look(database, large=stat.st_size > LARGE)
    with suppress(OSError):
        noted.write_bytes(state)


def look(database: "SqliteDatabase", *, large: bool = False) -> None:
    """Look at all that is stored; of what is `large`, at what is small alone.

    Raises:
        CorpusDamagedError: it contradicts itself, or isn't as it was stored; it says where.
        BesideDamagedError: all is well but for what others than the corpus keep here.
    """
    with database.read() as connection:
        tables = [each for each in database.tables if not large or each.name in SMALL]
        # A library without the bot's memory has not all of these.
        found = [*_checked(connection, [each.name for each in tables] if large else [""])]
        found += [
            f"{table.name}: a value of another type"
            for table in tables
            if connection.exec_driver_sql(_another_type(table)).scalar()
        ]
        differing = connection.exec_driver_sql(DIFFERING).scalar()
        if differing is not None:
            found.append(f"{differing}: not as the log has it")
        unlike = [] if found else [table for table in tables if differs(connection, table)]
    if found:
        raise CorpusDamagedError(path=database.path, reason=found[0][:REASON_LIMIT])
    if unlike:
        reason = f"{unlike[0].name}: a row's checksum differs"
        if any(table.metadata is metadata for table in unlike):
            raise CorpusDamagedError(path=database.path, reason=reason)
        raise BesideDamagedError(path=database.path, reason=reason)


@cache
def _another_type(table: Table) -> str:
    """Return what asks whether a row has something else than its column: SQLite takes anything."""
    wrong = [
        f"typeof(\"{column.name}\") NOT IN ('{name}', 'null')"
        for column in table.columns
        for kind, name in ((String, "text"), (Integer, "integer"))
        if isinstance(column.type, kind)
    ]
    return f"SELECT EXISTS (SELECT 1 FROM {table.name} WHERE {' OR '.join(wrong) or 'false'})"  # noqa: S608


def _checked(connection: Connection, tables: Sequence[str]) -> list[str]:
    """Return what SQLite finds wrong with tables and their indexes; "" is all of them."""
    said = [
        str(row[0])
        for table in tables
        for row in connection.exec_driver_sql(
            f"PRAGMA integrity_check({table})" if table else "PRAGMA integrity_check"
        )
    ]
    return [line for line in said if line != "ok"]

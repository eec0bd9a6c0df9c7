"""Whether a file contradicts itself: a bit that a disk has changed, SQLite gives out as it is.

Texts have checksums of their own (`checksums`), looked at when they are read. What leads to them,
the log, the articles in force and the indexes of both, is compared here with each other.
"""

from sqlalchemy import Connection

from index.corpus.errors import CorpusDamagedError
from index.corpus.storage.database import Database

LARGE = 64_000_000
"""Bytes from which on only what is small is compared: all of 23 MB takes a quarter of a second."""

SMALL = ("articles", "changes", "pins", "collection")

REASON_LIMIT = 100

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


def require_consistent(database: Database) -> None:
    """Make sure that what is stored doesn't contradict itself.

    Raises:
        CorpusDamagedError: it does; it says where.
    """
    large = database.path.stat().st_size > LARGE
    with database.read() as connection:
        found = [*_checked(connection, SMALL if large else ("",))]
        differing = connection.exec_driver_sql(DIFFERING).scalar()
    if differing is not None:
        found.append(f"{differing}: not as the log has it")
    if found:
        raise CorpusDamagedError(path=database.path, reason=found[0][:REASON_LIMIT])


def _checked(connection: Connection, tables: tuple[str, ...]) -> list[str]:
    """Return what SQLite finds wrong with tables and their indexes; "" is all of them."""
    said = [
        str(row[0])
        for table in tables
        for row in connection.exec_driver_sql(
            f"PRAGMA integrity_check({table})" if table else "PRAGMA integrity_check"
        )
    ]
    return [line for line in said if line != "ok"]

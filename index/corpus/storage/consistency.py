"""Whether a file contradicts itself: a bit that a disk has changed, SQLite gives out as it is.

Texts have checksums of their own (`checksums`), looked at when they are read. What leads to them,
the log, the articles in force and the indexes of both, is compared here with each other.
"""

from sqlalchemy import Connection, Integer, String, Table, func, or_, select

from index.corpus.errors import CorpusDamagedError
from index.corpus.storage.database import Database
from index.corpus.storage.tables import metadata

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
        tables = [each for each in metadata.tables.values() if not large or each.name in SMALL]
        found += [
            f"{table.name}: a value of another type"
            for table in tables
            if _has_another_type(connection, table)
        ]
        differing = connection.exec_driver_sql(DIFFERING).scalar()
    if differing is not None:
        found.append(f"{differing}: not as the log has it")
    if found:
        raise CorpusDamagedError(path=database.path, reason=found[0][:REASON_LIMIT])


def _has_another_type(connection: Connection, table: Table) -> bool:
    """Tell whether a row has something else than its column; SQLite takes anything anywhere."""
    wrong = [
        func.typeof(column).not_in([name, "null"])
        for column in table.columns
        for kind, name in ((String, "text"), (Integer, "integer"))
        if isinstance(column.type, kind)
    ]
    query = select(func.count()).select_from(table).where(or_(*wrong))
    return bool(wrong) and connection.execute(query).scalar_one() > 0


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

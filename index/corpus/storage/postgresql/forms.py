"""What our tables need on PostgreSQL beside what all engines have, and whether it is fit for them.

Texts are compared by their letters' numbers, as everywhere else: a language's own order would put
"77/staff" elsewhere than between "77/" and "770". And each write leaves a token, by which one whose
connection broke at the very end finds out what became of it.
"""

from collections.abc import Sequence

from sqlalchemy import Column, Connection, DateTime, MetaData, String, Table, func, inspect, text

from index.corpus.errors import DatabaseForeignError, DatabaseUnsuitableError

OLDEST = 14
"""Of PostgreSQL's versions, the oldest that its makers cared for when this was written."""

ENCODING = "UTF8"

writes = Table(
    "belegbot_writes",
    MetaData(),
    Column("token", String(collation="C"), primary_key=True),
    Column("at", DateTime(timezone=True), nullable=False, server_default=func.now(), index=True),
)
"""The tokens of the last hour's transactions. Where it is, the other tables are ours."""

OTHERWISE = text("""
SELECT attname, format_type(atttypid, NULL)
FROM pg_attribute JOIN pg_collation ON pg_collation.oid = attcollation
WHERE attrelid = to_regclass(:name) AND attnum > 0 AND NOT attisdropped AND collname <> 'C'
""")


def require_suitable(connection: Connection, place: str) -> None:
    """Make sure that a server can keep our tables.

    Raises:
        DatabaseUnsuitableError: it is too old, or its database can't have all letters.
    """
    version = connection.exec_driver_sql("SHOW server_version").scalar_one()
    number = int(connection.exec_driver_sql("SHOW server_version_num").scalar_one()) // 10_000
    if number < OLDEST:
        raise DatabaseUnsuitableError(
            place=place, what=f"PostgreSQL {version}", wanted=f"PostgreSQL {OLDEST}"
        )
    encoding = connection.exec_driver_sql("SHOW server_encoding").scalar_one()
    if encoding != ENCODING:
        raise DatabaseUnsuitableError(place=place, what=encoding, wanted=ENCODING)


def require_ours(connection: Connection, tables: Sequence[str], place: str) -> None:
    """Make sure that tables of these names, if there are any, are ours.

    Raises:
        DatabaseForeignError: they are another program's.
    """
    there = {*inspect(connection).get_table_names()}
    foreign = sorted(there.intersection(tables))
    if foreign and writes.name not in there:
        raise DatabaseForeignError(place=place, example=foreign[0])


def keep(connection: Connection, tables: Sequence[Table]) -> None:
    """Have the texts of tables compared by their letters' numbers."""
    quote = connection.dialect.identifier_preparer.quote
    for table in tables:
        found = connection.execute(OTHERWISE, {"name": quote(table.name)}).all()
        altered = ", ".join(
            f'ALTER COLUMN {quote(name)} TYPE {kind} COLLATE "C"' for name, kind in found
        )
        if altered:
            connection.exec_driver_sql(f"ALTER TABLE {quote(table.name)} {altered}")

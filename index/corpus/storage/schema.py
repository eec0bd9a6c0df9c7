"""The forms of the database's tables over time: which one a file has, and the way to today's.

Several sets of tables share one file, each with migrations (Alembic) and a version table of its
own: the corpus's, and those of participants, who keep something beside the articles.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import Connection, MetaData, Table, insert, select

from index.corpus.storage.tables import metadata, participants

EARLIER: dict[str, tuple[str, ...]] = {
    "0001": (),
    **dict.fromkeys(("0002", "0003", "0004", "0005"), ("memory",)),
}
"""Forms from before the first release, and the participants that had tables in them."""


@dataclass(frozen=True, slots=True)
class Schema:
    """A set of tables: `head` is its newest migration in `folder`, whose file's name begins so.

    `version_table` holds the migration that a database has reached.
    """

    name: str
    version_table: str
    head: str
    folder: Path
    metadata: MetaData = field(default_factory=MetaData)

    @property
    def tables(self) -> list[Table]:
        """Today's tables; a row refers to none of a later one."""
        return self.metadata.sorted_tables

    def stamp(self, connection: Connection) -> str | None:
        """Return the migration that the database has reached, None before the first."""
        if not connection.dialect.has_table(connection, self.version_table):
            return None
        row = connection.exec_driver_sql(
            f"SELECT version_num FROM {self.version_table}"  # noqa: S608 - a name of ours
        ).first()
        return None if row is None else str(row[0])

    def knows(self, stamp: str | None) -> bool:
        """Tell whether this version of the program can bring tables on from `stamp`."""
        return stamp is None or any((self.folder / "versions").glob(f"{stamp}_*.py"))

    def migrate(self, connection: Connection) -> None:
        """Bring the tables to `head`, in the caller's transaction."""
        # Half a second of imports that only a new or an old database is worth.
        from alembic import command  # noqa: PLC0415
        from alembic.config import Config  # noqa: PLC0415

        config = Config()
        # Written as in a file of settings, where "%" begins a name.
        config.set_main_option("script_location", str(self.folder).replace("%", "%%"))
        config.attributes.update(connection=connection, version_table=self.version_table)
        command.upgrade(config, "head")


CORPUS = Schema("corpus", "alembic_version", "c12", Path(__file__).parent / "migrations", metadata)


def unknown(connection: Connection, schemas: Sequence[Schema]) -> tuple[Schema, str] | None:
    """Return the first of the schemas whose tables are newer than this program, and their form."""
    for schema in schemas:
        stamp = schema.stamp(connection)
        if stamp is not None and not schema.knows(stamp) and stamp not in EARLIER:
            return schema, stamp
    return None


def migrate(
    connection: Connection,
    schemas: Sequence[Schema],
    keep: Callable[[Connection, Sequence[Table]], None],
) -> None:
    """Bring all tables to today's form, the corpus's first, within the caller's transaction.

    To each schema's, `keep` then does what the engine needs beside. The participants that had
    tables before the first release count as recorded.
    """
    stamp = CORPUS.stamp(connection)
    if stamp in EARLIER:
        # Its corpus tables are as today's first step makes them, which leaves them as they are.
        connection.exec_driver_sql(f"DELETE FROM {CORPUS.version_table}")  # noqa: S608 - ours
    for schema in schemas:
        schema.migrate(connection)
        keep(connection, schema.tables)
    known = {*recorded_participants(connection)}
    new = {*EARLIER.get(stamp or "", ()), *(s.name for s in schemas if s is not CORPUS)} - known
    for name in sorted(new):
        connection.execute(insert(participants).values(name=name))


def recorded_participants(connection: Connection) -> list[str]:
    """Return who has ever kept something beside the articles in this database."""
    return list(connection.execute(select(participants.c.name)).scalars())


def run_migrations() -> None:
    """Run what `Schema.migrate` asks Alembic for; each schema's `env.py` calls this."""
    from alembic import context  # noqa: PLC0415 - as in `migrate`

    attributes = context.config.attributes
    context.configure(
        connection=attributes["connection"], version_table=attributes["version_table"]
    )
    context.run_migrations()

"""A checksum of each version: SQLite doesn't notice what a disk changes."""

import json

import sqlalchemy as sa
from alembic import op

from index.corpus.storage.checksums import checksum

revision = "c7"
down_revision = "c6"

TOLD = ("title", "language", "date", "url", "author", "text")


def upgrade() -> None:
    op.add_column("versions", sa.Column("checksum", sa.String))
    connection = op.get_bind()
    query = sa.text(f"SELECT revision, pages, {', '.join(TOLD)} FROM versions")  # noqa: S608
    update = sa.text("UPDATE versions SET checksum = :checksum WHERE revision = :revision")
    for row in connection.execute(query).mappings().all():
        details = {name: row[name] for name in TOLD} | {"pages": json.loads(row["pages"])}
        connection.execute(update, {"checksum": checksum(details), "revision": row["revision"]})

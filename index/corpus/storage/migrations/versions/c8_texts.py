"""A text once, however many versions of its article have it; and how long each one's is."""

import sqlalchemy as sa
from alembic import op

from index.corpus.storage.words import octets

revision = "c8"
down_revision = "c7"

VERSIONS = sa.table("versions", sa.column("text"), sa.column("size"))
LENGTHS = sa.update(VERSIONS).values(size=octets(VERSIONS.c.text))
FIRSTS = """
UPDATE versions SET text_of = (
    SELECT min(earlier.revision) FROM versions AS earlier
    WHERE earlier.article_id = versions.article_id AND earlier.revision < versions.revision
    AND earlier.text_hash = versions.text_hash AND earlier.text = versions.text
)
"""
ONCE = "UPDATE versions SET text = '' WHERE text_of IS NOT NULL"


def upgrade() -> None:
    op.add_column("versions", sa.Column("text_of", sa.Integer))
    op.add_column("versions", sa.Column("size", sa.Integer, nullable=False, server_default="0"))
    for statement in (LENGTHS, FIRSTS, ONCE):
        op.execute(statement)

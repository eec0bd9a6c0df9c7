"""Until when a version holds, and what is to become of it then.

What came with the program has a place of its own in the index from here on, which is built anew for
that: as if the texts had been divided anew.
"""

import sqlalchemy as sa
from alembic import op

from index.corpus.storage.words import fresh_token

revision = "c11"
down_revision = "c10"

COLLECTION = sa.table("collection", sa.column("division"))
EXAMPLE_IN_FORCE = """
EXISTS (
    SELECT 1 FROM articles JOIN versions ON versions.revision = articles.version
    WHERE versions.file_hash IS NOT NULL
)
"""
ANEW = sa.update(COLLECTION).values(division=fresh_token()).where(sa.text(EXAMPLE_IN_FORCE))


def upgrade() -> None:
    op.add_column("versions", sa.Column("valid_until", sa.String))
    op.create_index("ix_versions_valid_until", "versions", ["valid_until"])
    op.create_index("ix_versions_file_hash", "versions", ["file_hash"])
    op.add_column(
        "versions", sa.Column("afterwards", sa.String, nullable=False, server_default="quote")
    )
    op.execute(ANEW)

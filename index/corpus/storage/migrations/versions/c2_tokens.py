"""An id of the collection, and a token of each change; rows from before get new ones."""

import secrets

import sqlalchemy as sa
from alembic import op

from index.corpus.storage.words import fresh_token

revision = "c2"
down_revision = "c1"


def upgrade() -> None:
    collection = op.create_table("collection", sa.Column("id", sa.String, primary_key=True))
    op.bulk_insert(collection, [{"id": secrets.token_hex(16)}])
    op.add_column("changes", sa.Column("token", sa.String))
    op.execute(sa.update(sa.table("changes", sa.column("token"))).values(token=fresh_token()))

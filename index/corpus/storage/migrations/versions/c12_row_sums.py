"""A checksum of each row; `index.corpus.storage.sqlite.sums` fills them in."""

import sqlalchemy as sa
from alembic import op

revision = "c12"
down_revision = "c11"

TABLES = (
    *("collection", "changes", "versions", "sentences", "articles", "pins", "participants"),
    *("watches", "watch_news", "sites", "site_offers", "site_news"),
)


def upgrade() -> None:
    for table in TABLES:
        op.add_column(table, sa.Column("row_sum", sa.Integer))

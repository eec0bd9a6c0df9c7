"""A checksum of each row; `index.corpus.storage.sqlite.sums` fills them in."""

import sqlalchemy as sa
from alembic import op

revision = "m3"
down_revision = "m2"

TABLES = (
    *("posted_answers", "quotes", "feedback", "source_requests", "preferences"),
    *("bookmarks", "previews", "help_posts", "stays"),
)


def upgrade() -> None:
    for table in TABLES:
        op.add_column(table, sa.Column("row_sum", sa.Integer))

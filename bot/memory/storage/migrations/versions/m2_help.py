"""Posts in help channels that were dealt with."""

import sqlalchemy as sa
from alembic import op

revision = "m2"
down_revision = "m1"


def upgrade() -> None:
    op.create_table(
        "help_posts",
        sa.Column("post_id", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("guild_id", sa.BigInteger, nullable=False),
        sa.Column("channel_id", sa.BigInteger, nullable=False),
        sa.Column("in_forum", sa.Boolean, nullable=False),
        sa.Column("person", sa.BigInteger, nullable=False),
        sa.Column("last_message", sa.BigInteger, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("outcome", sa.String, nullable=False),
    )
    op.create_index("ix_help_posts_guild_id", "help_posts", ["guild_id"])
    op.create_index("ix_help_posts_channel_id_at", "help_posts", ["channel_id", "at"])

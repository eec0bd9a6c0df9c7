"""Previews: what moderators are about to add or to replace, until they decide."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.create_table(
        "previews",
        sa.Column("id", sa.String, primary_key=True),
        sa.Column("guild_id", sa.BigInteger, nullable=False),
        sa.Column("person", sa.BigInteger, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("article_id", sa.String),
        sa.Column("seen", sa.Integer),
        sa.Column("draft", sa.JSON, nullable=False),
        sa.Column("why", sa.String, nullable=False),
        sa.Column("facts", sa.JSON, nullable=False),
    )
    op.create_index("ix_previews_guild_id", "previews", ["guild_id"])
    op.create_index("ix_previews_at", "previews", ["at"])


def downgrade() -> None:
    op.drop_table("previews")

"""Tokens that a language model has read and written for each server, by day."""

import sqlalchemy as sa
from alembic import op

revision = "m4"
down_revision = "m3"


def upgrade() -> None:
    op.create_table(
        "written_tokens",
        sa.Column("guild_id", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("day", sa.String, primary_key=True),
        sa.Column("tokens", sa.Integer, nullable=False),
        sa.Column("row_sum", sa.Integer),
    )

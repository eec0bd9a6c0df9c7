"""What several processes of one bot share: who has which servers, budgets, cooldowns."""

import sqlalchemy as sa
from alembic import op

revision = "m6"
down_revision = "m5"


def upgrade() -> None:
    op.create_table(
        "shard_leases",
        sa.Column("application_id", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("of", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("holder", sa.String),
        sa.Column("until", sa.BigInteger, nullable=False),
        sa.Column("adopted", sa.Boolean, nullable=False),
        sa.Column("wanted", sa.String),
        sa.Column("row_sum", sa.Integer),
    )
    op.create_table(
        "budgets",
        sa.Column("application_id", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("spent_until", sa.BigInteger, nullable=False),
        sa.Column("row_sum", sa.Integer),
    )
    op.create_table(
        "cooldowns",
        sa.Column("person", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("since", sa.BigInteger, nullable=False),
        sa.Column("asked", sa.Integer, nullable=False),
        sa.Column("row_sum", sa.Integer),
    )
    op.create_index("ix_cooldowns_since", "cooldowns", ["since"])

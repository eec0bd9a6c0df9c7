"""What is approved as the answer to a question."""

import sqlalchemy as sa
from alembic import op

revision = "c6"
down_revision = "c5"


def upgrade() -> None:
    op.create_table(
        "pins",
        sa.Column("revision", sa.Integer, autoincrement=False),
        sa.Column("article_id", sa.String, nullable=False),
        sa.Column("question", sa.Text, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("start", sa.Integer, nullable=False),
        sa.Column("end", sa.Integer, nullable=False),
        sa.Column("unpinned", sa.Integer),
        sa.PrimaryKeyConstraint("revision", name="pk_pins"),
        sa.ForeignKeyConstraint(["revision"], ["changes.revision"], name="fk_pins_revision"),
        sa.ForeignKeyConstraint(["version"], ["versions.revision"], name="fk_pins_version"),
        sa.ForeignKeyConstraint(["unpinned"], ["changes.revision"], name="fk_pins_unpinned"),
    )
    op.create_index("ix_pins_article_id", "pins", ["article_id"])

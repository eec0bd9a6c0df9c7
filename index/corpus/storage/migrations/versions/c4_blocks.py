"""The structure of a text, and what each of its sentences is."""

import sqlalchemy as sa
from alembic import op

revision = "c4"
down_revision = "c3"


def upgrade() -> None:
    op.add_column("versions", sa.Column("blocks", sa.JSON))
    op.add_column(
        "versions", sa.Column("shaped", sa.Boolean, nullable=False, server_default=sa.false())
    )
    op.add_column(
        "sentences", sa.Column("kind", sa.String, nullable=False, server_default="sentence")
    )

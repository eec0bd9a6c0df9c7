"""Until when a version holds, and what is to become of it then."""

import sqlalchemy as sa
from alembic import op

revision = "c10"
down_revision = "c9"


def upgrade() -> None:
    op.add_column("versions", sa.Column("valid_until", sa.String))
    op.add_column(
        "versions", sa.Column("afterwards", sa.String, nullable=False, server_default="quote")
    )

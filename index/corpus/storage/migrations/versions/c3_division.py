"""Which division of a text its sentences are."""

import sqlalchemy as sa
from alembic import op

revision = "c3"
down_revision = "c2"


def upgrade() -> None:
    op.add_column("versions", sa.Column("division", sa.Integer, nullable=False, server_default="1"))
    op.create_index("ix_versions_division", "versions", ["division"])

"""Which division of a text its sentences are."""

import sqlalchemy as sa
from alembic import op

revision = "c3"
down_revision = "c2"


def upgrade() -> None:
    op.add_column("versions", sa.Column("division", sa.Integer, nullable=False, server_default="1"))
    op.add_column("collection", sa.Column("division", sa.String, nullable=False, server_default=""))
    op.create_index("ix_versions_division", "versions", ["division"])

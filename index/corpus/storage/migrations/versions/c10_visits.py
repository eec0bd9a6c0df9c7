"""How often in a row a site was well since it was in trouble."""

import sqlalchemy as sa
from alembic import op

revision = "c10"
down_revision = "c9"


def upgrade() -> None:
    column = sa.Column("recovered", sa.Integer, nullable=False, server_default="0")
    op.add_column("sites", column)

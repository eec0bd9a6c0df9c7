"""Whether an opinion is of an answer or of there being none; NULL where that wasn't noted."""

import sqlalchemy as sa
from alembic import op

revision = "m5"
down_revision = "m4"


def upgrade() -> None:
    op.add_column("feedback", sa.Column("silent", sa.Boolean))

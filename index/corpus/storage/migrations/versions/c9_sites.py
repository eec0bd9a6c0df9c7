"""Addresses of sites that are read again for new pages, these pages, and what is to be told."""

import sqlalchemy as sa
from alembic import op

revision = "c9"
down_revision = "c8"


def upgrade() -> None:
    op.create_table(
        "sites",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("scope", sa.String, nullable=False),
        sa.Column("url", sa.String, nullable=False),
        sa.Column("host", sa.String, nullable=False),
        sa.Column("every", sa.Integer, nullable=False),
        sa.Column("pages", sa.Integer, nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True)),
        sa.Column("listed", sa.JSON, nullable=False),
        sa.Column("trouble", sa.String),
        sa.Column("failures", sa.Integer, nullable=False),
        sa.Column("trouble_told", sa.Boolean, nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_sites_scope", "sites", ["scope"])
    op.create_index("ix_sites_due_at", "sites", ["due_at"])
    op.create_table(
        "site_offers",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        _site(),
        sa.Column("url", sa.String, nullable=False),
        sa.Column("draft", sa.JSON, nullable=False),
        sa.Column("landed", sa.String, nullable=False),
        sa.Column("etag", sa.String),
        sa.Column("modified", sa.String),
    )
    op.create_index("ix_site_offers_site_id", "site_offers", ["site_id"])
    op.create_table(
        "site_news",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        _site(),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("trouble", sa.String),
        sa.Column("urls", sa.JSON, nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_site_news_site_id", "site_news", ["site_id"])


def _site() -> sa.Column[int]:
    key = sa.ForeignKey("sites.id", ondelete="CASCADE")
    return sa.Column("site_id", sa.Integer, key, nullable=False)

"""Pages on the web that are read again, and what people are to be told of them."""

import sqlalchemy as sa
from alembic import op

revision = "c5"
down_revision = "c4"


def upgrade() -> None:
    op.create_table(
        "watches",
        sa.Column(
            "article_id",
            sa.String,
            sa.ForeignKey("articles.id", ondelete="CASCADE"),
            primary_key=True,
        ),
        sa.Column("url", sa.String, nullable=False),
        sa.Column("host", sa.String, nullable=False),
        sa.Column("landed", sa.String, nullable=False),
        sa.Column("every", sa.Integer, nullable=False),
        sa.Column("apply", sa.String, nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True)),
        sa.Column("well_at", sa.DateTime(timezone=True)),
        sa.Column("whole_at", sa.DateTime(timezone=True)),
        sa.Column("etag", sa.String),
        sa.Column("modified", sa.String),
        sa.Column("text_hash", sa.String, nullable=False),
        sa.Column("size", sa.Integer, nullable=False),
        sa.Column("said", sa.JSON, nullable=False),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.Column("proposed", sa.JSON),
        sa.Column("proposed_hash", sa.String),
        sa.Column("trouble", sa.String),
        sa.Column("failures", sa.Integer, nullable=False),
        sa.Column("recovered", sa.Integer, nullable=False),
        sa.Column("trouble_told", sa.Boolean, nullable=False),
        sa.Column("restless", sa.Boolean, nullable=False),
    )
    op.create_index("ix_watches_host", "watches", ["host"])
    op.create_index("ix_watches_due_at", "watches", ["due_at"])
    op.create_table(
        "watch_news",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column(
            "article_id",
            sa.String,
            sa.ForeignKey("articles.id", ondelete="CASCADE"),
            nullable=False,
        ),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("trouble", sa.String),
        sa.Column("revision", sa.Integer),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_watch_news_article_id", "watch_news", ["article_id"])

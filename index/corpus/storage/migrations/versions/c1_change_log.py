"""The change log, the texts and sentences of each version, the articles in force; participants."""

import sqlalchemy as sa
from alembic import op

revision = "c1"
down_revision = None


def upgrade() -> None:
    # Databases from before the first release have the tables of the corpus in this very form.
    if not sa.inspect(op.get_bind()).has_table("changes"):
        create_corpus()
    op.create_table("participants", sa.Column("name", sa.String, primary_key=True))


def create_corpus() -> None:
    op.create_table(
        "changes",
        sa.Column("revision", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("article_id", sa.String, nullable=False),
        sa.Column("scope", sa.String, nullable=False),
        sa.Column("operation", sa.String, nullable=False),
        sa.Column("version", sa.Integer),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("who", sa.String, nullable=False),
        sa.Column("why", sa.String, nullable=False),
        sa.Column("undoes", sa.Integer),
    )
    op.create_index("ix_changes_article_id", "changes", ["article_id"])
    op.create_table(
        "versions",
        sa.Column(
            "revision",
            sa.Integer,
            sa.ForeignKey("changes.revision"),
            primary_key=True,
            autoincrement=False,
        ),
        sa.Column("article_id", sa.String, nullable=False),
        sa.Column("title", sa.String, nullable=False),
        sa.Column("language", sa.String, nullable=False),
        sa.Column("date", sa.String),
        sa.Column("url", sa.String),
        sa.Column("author", sa.String),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("pages", sa.JSON, nullable=False),
        sa.Column("text_hash", sa.String, nullable=False),
        sa.Column("file_hash", sa.String),
    )
    op.create_index("ix_versions_article_id", "versions", ["article_id"])
    op.create_index("ix_versions_text_hash", "versions", ["text_hash"])
    op.create_table(
        "sentences",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer, "sqlite"), primary_key=True),
        sa.Column("revision", sa.Integer, sa.ForeignKey("versions.revision"), nullable=False),
        sa.Column("paragraph", sa.Integer, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("start", sa.Integer, nullable=False),
        sa.Column("end", sa.Integer, nullable=False),
        sa.Column("passage", sa.Integer, nullable=False),
        sa.Column("text_hash", sa.String, nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_sentences_revision", "sentences", ["revision"])
    op.create_index("ix_sentences_text_hash", "sentences", ["text_hash"])
    op.create_table(
        "articles",
        sa.Column("id", sa.String, primary_key=True),
        sa.Column("scope", sa.String, nullable=False),
        sa.Column("version", sa.Integer, sa.ForeignKey("versions.revision")),
        sa.Column("latest", sa.Integer, sa.ForeignKey("versions.revision")),
    )
    op.create_index("ix_articles_scope_version", "articles", ["scope", "version"])

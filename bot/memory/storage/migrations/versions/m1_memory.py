"""Answers posted in Discord with opinions and requests, preferences, bookmarks, previews, stays.

Databases from before the first release have some of these tables already, in this very form.
"""

import sqlalchemy as sa
from alembic import op

revision = "m1"
down_revision = None


def upgrade() -> None:
    there = set(sa.inspect(op.get_bind()).get_table_names())
    if "posted_answers" not in there:
        create_answers()
    if "previews" not in there:
        create_previews()
    if "stays" not in there:
        create_stays()
    # A departure doesn't tell whose it was, so nothing may be erased because of it.
    if "departures" in there:
        op.drop_table("departures")


def create_answers() -> None:
    op.create_table(
        "posted_answers",
        sa.Column("id", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("guild_id", sa.BigInteger),
        sa.Column("channel_id", sa.BigInteger, nullable=False),
        sa.Column("message_id", sa.BigInteger, nullable=False),
        sa.Column("asker", sa.BigInteger, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("language", sa.String, nullable=False),
        sa.Column("private", sa.Boolean, nullable=False),
        sa.Column("question", sa.Text, nullable=False),
        sa.Column("searched", sa.Text, nullable=False),
        sa.Column("cited", sa.JSON, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("confidence", sa.Float, nullable=False),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.Column("note", sa.String, nullable=False),
    )
    op.create_index("ix_posted_answers_guild_id", "posted_answers", ["guild_id"])
    op.create_index("ix_posted_answers_message_id", "posted_answers", ["message_id"])
    op.create_index(
        "ix_posted_answers_channel_id_asker_at", "posted_answers", ["channel_id", "asker", "at"]
    )
    op.create_table(
        "quotes",
        sa.Column("answer_id", sa.BigInteger, sa.ForeignKey("posted_answers.id"), primary_key=True),
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("article_id", sa.String, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("paragraph", sa.Integer, nullable=False),
        sa.Column("start", sa.Integer, nullable=False),
        sa.Column("end", sa.Integer, nullable=False),
    )
    op.create_index("ix_quotes_article_id", "quotes", ["article_id"])
    op.create_table(
        "feedback",
        sa.Column("answer_id", sa.BigInteger, sa.ForeignKey("posted_answers.id"), primary_key=True),
        sa.Column("person", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("rating", sa.Integer, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_table(
        "source_requests",
        sa.Column("answer_id", sa.BigInteger, sa.ForeignKey("posted_answers.id"), primary_key=True),
        sa.Column("person", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("told_at", sa.DateTime(timezone=True)),
    )
    op.create_table(
        "preferences",
        sa.Column("guild_id", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("channel_id", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("name", sa.String, primary_key=True),
        sa.Column("value", sa.JSON, nullable=False),
    )
    op.create_table(
        "bookmarks",
        sa.Column("name", sa.String, primary_key=True),
        sa.Column("value", sa.String, nullable=False),
    )


def create_previews() -> None:
    op.create_table(
        "previews",
        sa.Column("id", sa.String, primary_key=True),
        sa.Column("guild_id", sa.BigInteger, nullable=False),
        sa.Column("person", sa.BigInteger, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("article_id", sa.String),
        sa.Column("seen", sa.Integer),
        sa.Column("draft", sa.JSON, nullable=False),
        sa.Column("why", sa.String, nullable=False),
        sa.Column("facts", sa.JSON, nullable=False),
    )
    op.create_index("ix_previews_guild_id", "previews", ["guild_id"])
    op.create_index("ix_previews_at", "previews", ["at"])


def create_stays() -> None:
    op.create_table(
        "stays",
        sa.Column("guild_id", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("application_id", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("left_at", sa.DateTime(timezone=True)),
    )

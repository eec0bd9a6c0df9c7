"""The corpus's tables, and the way from any earlier form of them to this one.

The log (`changes`) and the texts (`versions`, `sentences`) are only ever added to; `articles` is
the log's latest word on each article, kept in the same transaction.
"""

from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Connection,
    DateTime,
    Dialect,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
)

HEAD = "0005"
"""The newest migration in `migrations/versions`; a test holds the two together."""


class Instant(TypeDecorator[datetime]):
    """A time in UTC; SQLite keeps no time zone, and gives none back."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_result_value(
        self,
        value: datetime | None,
        dialect: Dialect,  # noqa: ARG002 - SQLAlchemy's signature
    ) -> datetime | None:
        """Give a time back with its time zone."""
        return value if value is None or value.tzinfo else value.replace(tzinfo=UTC)


metadata = MetaData(
    naming_convention={
        "ix": "ix_%(column_0_label)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)

changes = Table(
    "changes",
    metadata,
    # Counted up under the write lock, so that the order of revisions is the order of commits.
    Column("revision", Integer, primary_key=True, autoincrement=False),
    Column("article_id", String, nullable=False, index=True),
    Column("scope", String, nullable=False),
    Column("operation", String, nullable=False),
    # The row of `versions` in force after this change; NULL once removed.
    Column("version", Integer),
    Column("at", Instant(), nullable=False),
    Column("who", String, nullable=False),
    Column("why", String, nullable=False),
    # The revision that this change took back, if it is an undo.
    Column("undoes", Integer),
)

versions = Table(
    "versions",
    metadata,
    Column(
        "revision", Integer, ForeignKey(changes.c.revision), primary_key=True, autoincrement=False
    ),
    Column("article_id", String, nullable=False, index=True),
    Column("title", String, nullable=False),
    Column("language", String, nullable=False),
    Column("date", String),
    Column("url", String),
    Column("author", String),
    Column("text", Text, nullable=False),
    # Offsets at which the pages of a paged document begin.
    Column("pages", JSON, nullable=False),
    # Of the text without case and white space, to find the same text again.
    Column("text_hash", String, nullable=False, index=True),
    # SHA-256 of the file a seed was read from; NULL for articles that came another way.
    Column("file_hash", String),
)

sentences = Table(
    "sentences",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("revision", Integer, ForeignKey(versions.c.revision), nullable=False, index=True),
    Column("paragraph", Integer, nullable=False),
    Column("number", Integer, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("passage", Integer, nullable=False),
    # As `text_hash`, to find articles that share sentences.
    Column("text_hash", String, nullable=False, index=True),
    # An id that the index still holds must never come to mean another sentence.
    sqlite_autoincrement=True,
)

articles = Table(
    "articles",
    metadata,
    Column("id", String, primary_key=True),
    Column("scope", String, nullable=False),
    # In force; NULL once removed.
    Column("version", Integer, ForeignKey(versions.c.revision)),
    # In force now or, once removed, last.
    Column("latest", Integer, ForeignKey(versions.c.revision)),
    Index("ix_articles_scope_version", "scope", "version"),
)

# The journal (`journal.py`): what was asked and answered in Discord. Ids are Discord's, 64 bits.

posted_answers = Table(
    "posted_answers",
    metadata,
    # Of the message or interaction that asked.
    Column("id", BigInteger, primary_key=True, autoincrement=False),
    # NULL in a direct message.
    Column("guild_id", BigInteger, index=True),
    Column("channel_id", BigInteger, nullable=False),
    # The message that shows the answer.
    Column("message_id", BigInteger, nullable=False, index=True),
    Column("asker", BigInteger, nullable=False),
    Column("at", Instant(), nullable=False),
    Column("language", String, nullable=False),
    Column("private", Boolean, nullable=False),
    Column("question", Text, nullable=False),
    # The question as it was searched and the sentences cited: what a follow-up needs.
    Column("searched", Text, nullable=False),
    Column("cited", JSON, nullable=False),
    # Empty where the sources didn't say.
    Column("text", Text, nullable=False),
    Column("confidence", Float, nullable=False),
    # The corpus's, when the answer was made.
    Column("revision", Integer, nullable=False),
    # What the message tells of its sources' standing since.
    Column("note", String, nullable=False),
    Index("ix_posted_answers_channel_id_asker_at", "channel_id", "asker", "at"),
)

quotes = Table(
    "quotes",
    metadata,
    Column("answer_id", BigInteger, ForeignKey(posted_answers.c.id), primary_key=True),
    Column("number", Integer, primary_key=True),
    # No foreign keys: what was purged was quoted nevertheless.
    Column("article_id", String, nullable=False, index=True),
    Column("version", Integer, nullable=False),
    Column("paragraph", Integer, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
)

feedback = Table(
    "feedback",
    metadata,
    Column("answer_id", BigInteger, ForeignKey(posted_answers.c.id), primary_key=True),
    Column("person", BigInteger, primary_key=True, autoincrement=False),
    # 1 or -1.
    Column("rating", Integer, nullable=False),
    Column("reason", Text, nullable=False),
    Column("at", Instant(), nullable=False),
)

source_requests = Table(
    "source_requests",
    metadata,
    Column("answer_id", BigInteger, ForeignKey(posted_answers.c.id), primary_key=True),
    Column("person", BigInteger, primary_key=True, autoincrement=False),
    Column("at", Instant(), nullable=False),
    # When the person was told that a source answers now.
    Column("told_at", Instant()),
)

preferences = Table(
    "preferences",
    metadata,
    Column("guild_id", BigInteger, primary_key=True, autoincrement=False),
    # 0 holds for the whole server.
    Column("channel_id", BigInteger, primary_key=True, autoincrement=False),
    Column("name", String, primary_key=True),
    Column("value", JSON, nullable=False),
)

bookmarks = Table(
    "bookmarks",
    metadata,
    Column("name", String, primary_key=True),
    Column("value", String, nullable=False),
)

# Drafts that a moderator looks at before they count (`previews.py`); gone when they are decided on.
previews = Table(
    "previews",
    metadata,
    Column("id", String, primary_key=True),
    Column("guild_id", BigInteger, nullable=False, index=True),
    Column("person", BigInteger, nullable=False),
    Column("at", Instant(), nullable=False, index=True),
    # The article whose place the draft is to take, and the revision of its latest change then;
    # no foreign key: it may be purged meanwhile.
    Column("article_id", String),
    Column("seen", Integer),
    Column("draft", JSON, nullable=False),
    Column("why", String, nullable=False),
    # How the draft came about, for those who look at it.
    Column("facts", JSON, nullable=False),
)

# Which Discord application was seen in which server; several may have run on this database.
stays = Table(
    "stays",
    metadata,
    Column("guild_id", BigInteger, primary_key=True, autoincrement=False),
    Column("application_id", BigInteger, primary_key=True, autoincrement=False),
    # Since when it isn't there any more; NULL while it is.
    Column("left_at", Instant()),
)


def stamped(connection: Connection) -> str | None:
    """Return the migration that the database has reached, None before the first."""
    if not connection.dialect.has_table(connection, "alembic_version"):
        return None
    row = connection.exec_driver_sql("SELECT version_num FROM alembic_version").first()
    return None if row is None else str(row[0])


def known(revision: str) -> bool:
    """Tell whether `revision` is a migration of this version of Belegbot."""
    return any(Path(__file__).parent.glob(f"migrations/versions/{revision}_*.py"))


def migrate(connection: Connection) -> None:
    """Bring the tables to HEAD, in the caller's transaction."""
    # Half a second of imports that only a new or an old database is worth.
    from alembic import command  # noqa: PLC0415
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")

"""The memory's tables. Ids of servers, channels, messages and people are Discord's, 64 bits."""

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
)

from index.corpus.storage.columns import Fraction, Instant
from index.corpus.storage.tables import NAMING

metadata = MetaData(naming_convention=NAMING)

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
    Column("confidence", Fraction(), nullable=False),
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
    # Whether nothing was found then, for an answer may have come since; NULL if that isn't known.
    Column("silent", Boolean),
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

# Posts in help channels that were dealt with (`helping/posts.py`), before anything was said.
help_posts = Table(
    "help_posts",
    metadata,
    # Of the message that it begins with; of a forum's post that is the thread's, too.
    Column("post_id", BigInteger, primary_key=True, autoincrement=False),
    Column("guild_id", BigInteger, nullable=False, index=True),
    # The help channel's, or the forum's.
    Column("channel_id", BigInteger, nullable=False),
    Column("in_forum", Boolean, nullable=False),
    Column("person", BigInteger, nullable=False),
    Column("last_message", BigInteger, nullable=False),
    Column("at", Instant(), nullable=False),
    Column("outcome", String, nullable=False),
    Index("ix_help_posts_channel_id_at", "channel_id", "at"),
)

# Of the model that puts answers in other words (`writing/tokens.py`), by UTC; 0 is no server.
written_tokens = Table(
    "written_tokens",
    metadata,
    Column("guild_id", BigInteger, primary_key=True, autoincrement=False),
    Column("day", String, primary_key=True),
    Column("tokens", Integer, nullable=False),
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

# Who looks after which share of Discord's servers (`sharing/leases.py`); times by the database's
# clock, in milliseconds.
shard_leases = Table(
    "shard_leases",
    metadata,
    Column("application_id", BigInteger, primary_key=True, autoincrement=False),
    Column("of", Integer, primary_key=True, autoincrement=False),
    Column("number", Integer, primary_key=True, autoincrement=False),
    # NULL: nobody.
    Column("holder", String),
    Column("until", BigInteger, nullable=False),
    # For a process that ended; it gets it back when `wanted` names it.
    Column("adopted", Boolean, nullable=False),
    Column("wanted", String),
)

# How far what an application may send in the background is spent (`sharing/budget.py`).
budgets = Table(
    "budgets",
    metadata,
    Column("application_id", BigInteger, primary_key=True, autoincrement=False),
    Column("spent_until", BigInteger, nullable=False),
)

# What people have asked within a minute, where several processes answer (`sharing/cooldowns.py`).
cooldowns = Table(
    "cooldowns",
    metadata,
    Column("person", BigInteger, primary_key=True, autoincrement=False),
    Column("since", BigInteger, nullable=False, index=True),
    Column("asked", Integer, nullable=False),
)

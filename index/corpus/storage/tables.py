"""The corpus's tables.

The log (`changes`) and the texts (`versions`, `sentences`) are only ever added to; `articles` is
the log's latest word on each article, kept in the same transaction.
"""

import secrets

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
    false,
)

from index.corpus.storage.columns import Instant, ScopeColumn

NAMING = {
    "ix": "ix_%(column_0_label)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}

metadata = MetaData(naming_convention=NAMING)


def new_token() -> str:
    """Return what no other call, on whichever machine, has returned."""
    return secrets.token_hex(16)


# One row: which collection this is. A backup of it is the same one.
collection = Table(
    "collection",
    metadata,
    Column("id", String, primary_key=True),
    # Made anew whenever stored texts are divided anew: an index that knows sentences of before,
    # whose ids may mean others now, has another one.
    Column("division", String, nullable=False, server_default=""),
)

changes = Table(
    "changes",
    metadata,
    # Counted up under the write lock, so that the order of revisions is the order of commits.
    Column("revision", Integer, primary_key=True, autoincrement=False),
    Column("article_id", String, nullable=False, index=True),
    Column("scope", ScopeColumn(), nullable=False),
    Column("operation", String, nullable=False),
    # The row of `versions` in force after this change; NULL once removed.
    Column("version", Integer),
    Column("at", Instant(), nullable=False),
    Column("who", String, nullable=False),
    Column("why", String, nullable=False),
    # The revision that this change took back, if it is an undo.
    Column("undoes", Integer),
    # Made with the row and never again: a log that has it has the same history up to here. Two
    # copies of a collection that went on apart count the same revisions, of different changes.
    Column("token", String, default=new_token),
)

LOGGED = tuple(column for column in changes.c if column.name != "token")
"""What is told of a change (`index.models.Change`)."""

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
    # Empty where another version of the article has the very same text: then `text_of` is the
    # revision of that one, which has it itself (`texts.TEXT`).
    Column("text", Text, nullable=False),
    Column("text_of", Integer),
    # Bytes of the text in UTF-8, wherever it stands.
    Column("size", Integer, nullable=False, server_default="0"),
    # Offsets at which the pages of a paged document begin.
    Column("pages", JSON, nullable=False),
    # The last day on which it holds, "2026-12-31"; NULL if none was named. And what is to become of
    # it then: "quote" or "hide".
    Column("valid_until", String, index=True),
    Column("afterwards", String, nullable=False, server_default="quote"),
    # Its structure, five numbers a block (`index.units.blocks.packed`); NULL until it is divided by
    # a program that knows blocks. `shaped`: the text's shape told them, not its format.
    Column("blocks", JSON),
    Column("shaped", Boolean, nullable=False, server_default=false()),
    # Of the text without case and white space, to find the same text again.
    Column("text_hash", String, nullable=False, index=True),
    # Of the text and what is known about it (`checksums.checksum`); NULL if a program that knows
    # no checksums, and was running on, wrote it.
    Column("checksum", String),
    # SHA-256 of the file a seed was read from; NULL for articles that came another way.
    Column("file_hash", String, index=True),
    # With which `index.units.segmentation.DIVISION` its sentences were made.
    Column("division", Integer, nullable=False, server_default="1", index=True),
)

sentences = Table(
    "sentences",
    metadata,
    Column("id", BigInteger().with_variant(Integer, "sqlite"), primary_key=True),
    Column("revision", Integer, ForeignKey(versions.c.revision), nullable=False, index=True),
    Column("paragraph", Integer, nullable=False),
    Column("number", Integer, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("passage", Integer, nullable=False),
    Column("kind", String, nullable=False, server_default="sentence"),
    # As `text_hash`, to find articles that share sentences.
    Column("text_hash", String, nullable=False, index=True),
    # An id that the index still holds must never come to mean another sentence.
    sqlite_autoincrement=True,
)

articles = Table(
    "articles",
    metadata,
    Column("id", String, primary_key=True),
    Column("scope", ScopeColumn(), nullable=False),
    # In force; NULL once removed.
    Column("version", Integer, ForeignKey(versions.c.revision)),
    # In force now or, once removed, last.
    Column("latest", Integer, ForeignKey(versions.c.revision)),
    Index("ix_articles_scope_version", "scope", "version"),
)

# What is approved as the answer to a question; a row a change that pins. It stands until a change
# unpins it, and as long as its article in force has the same sentences.
pins = Table(
    "pins",
    metadata,
    Column(
        "revision", Integer, ForeignKey(changes.c.revision), primary_key=True, autoincrement=False
    ),
    Column("article_id", String, nullable=False, index=True),
    Column("question", Text, nullable=False),
    # Where it stands: `[start, end)` in the text of this version.
    Column("version", Integer, ForeignKey(versions.c.revision), nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    # The change that unpinned it; NULL while it stands.
    Column("unpinned", Integer, ForeignKey(changes.c.revision)),
)

# Who keeps something beside the articles in this file, and erases it with them.
participants = Table(
    "participants",
    metadata,
    Column("name", String, primary_key=True),
)

# A page on the web that an article comes from, and that is read again.
watches = Table(
    "watches",
    metadata,
    Column("article_id", String, ForeignKey(articles.c.id, ondelete="CASCADE"), primary_key=True),
    Column("url", String, nullable=False),
    # The part of the address that one reader at a time asks: host and port.
    Column("host", String, nullable=False, index=True),
    # Where the address led, after redirects, when the page was last well.
    Column("landed", String, nullable=False),
    # Seconds.
    Column("every", Integer, nullable=False),
    # "ask" or "always".
    Column("apply", String, nullable=False),
    Column("due_at", Instant(), nullable=False, index=True),
    # The last request, and the last time that the page was well.
    Column("asked_at", Instant()),
    Column("well_at", Instant()),
    # The last time that all of it came: what the two validators were told with.
    Column("whole_at", Instant()),
    Column("etag", String),
    Column("modified", String),
    # Of the page's text that was last taken over, or decided to be left alone: `text_hash`, length.
    Column("text_hash", String, nullable=False),
    Column("size", Integer, nullable=False),
    # What the page said of itself then: title, date, author, language, address.
    Column("said", JSON, nullable=False),
    # The article's latest change that is known; a later one was made by hand.
    Column("revision", Integer, nullable=False),
    # A text that waits for a decision, with what the page said of itself; NULL if none does.
    Column("proposed", JSON(none_as_null=True)),
    Column("proposed_hash", String),
    # What is wrong; NULL if nothing is. `failures` in a row, and since then `recovered` in a row.
    Column("trouble", String),
    Column("failures", Integer, nullable=False),
    Column("recovered", Integer, nullable=False),
    # Whether people were told of the trouble, and that the page reads otherwise at each visit.
    Column("trouble_told", Boolean, nullable=False),
    Column("restless", Boolean, nullable=False),
)

# An address of a site that names pages, such as a sitemap, and is read again for new ones.
sites = Table(
    "sites",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("scope", ScopeColumn(), nullable=False, index=True),
    Column("url", String, nullable=False),
    Column("host", String, nullable=False),
    # Seconds.
    Column("every", Integer, nullable=False),
    # How many pages may wait for a decision.
    Column("pages", Integer, nullable=False),
    Column("due_at", Instant(), nullable=False, index=True),
    Column("asked_at", Instant()),
    # The pages that it named when it was last well, and that people know of.
    Column("listed", JSON, nullable=False),
    # As of a watched page.
    Column("trouble", String),
    Column("failures", Integer, nullable=False),
    Column("recovered", Integer, nullable=False, server_default="0"),
    Column("trouble_told", Boolean, nullable=False),
    # A number that somebody still holds must never come to mean another site.
    sqlite_autoincrement=True,
)

# A new page of a site that waits for a decision.
site_offers = Table(
    "site_offers",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column(
        "site_id", Integer, ForeignKey(sites.c.id, ondelete="CASCADE"), nullable=False, index=True
    ),
    Column("url", String, nullable=False),
    Column("draft", JSON, nullable=False),
    # Where its address led, and what the server said with it.
    Column("landed", String, nullable=False),
    Column("etag", String),
    Column("modified", String),
)

# What people are still to be told of sites; a row goes when somebody takes it on.
site_news = Table(
    "site_news",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column(
        "site_id", Integer, ForeignKey(sites.c.id, ondelete="CASCADE"), nullable=False, index=True
    ),
    Column("at", Instant(), nullable=False),
    Column("kind", String, nullable=False),
    Column("trouble", String),
    # The pages that it is about.
    Column("urls", JSON, nullable=False),
    sqlite_autoincrement=True,
)

# What people are still to be told of watched pages; a row goes when somebody takes it on.
watch_news = Table(
    "watch_news",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column(
        "article_id",
        String,
        ForeignKey(articles.c.id, ondelete="CASCADE"),
        nullable=False,
        index=True,
    ),
    Column("at", Instant(), nullable=False),
    Column("kind", String, nullable=False),
    # Which trouble; NULL for other kinds.
    Column("trouble", String),
    # The change that took a text over; NULL for other kinds.
    Column("revision", Integer),
    # A number that somebody still holds must never come to mean other news.
    sqlite_autoincrement=True,
)

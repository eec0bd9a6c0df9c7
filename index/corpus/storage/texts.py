"""Where a version's text stands: with itself, or with an earlier version that has the same one."""

from sqlalchemy import Connection, func, select

from index.corpus.storage.tables import versions

_original = versions.alias("original")

TEXT = func.coalesce(_original.c.text, versions.c.text).label("text")
"""A version's text, of `WITH_TEXTS`."""

WITH_TEXTS = versions.outerjoin(_original, _original.c.revision == versions.c.text_of)


def holder_of(connection: Connection, article_id: str, text: str, text_hash: str) -> int | None:
    """Return the version of an article that holds a text, to the letter; None if none does."""
    query = select(versions.c.revision).where(
        versions.c.article_id == article_id,
        versions.c.text_hash == text_hash,
        versions.c.text == text,
        versions.c.text_of.is_(None),
    )
    return connection.execute(query.limit(1)).scalar()

"""Which page may be watched, and for which article."""

from sqlalchemy import Connection, select

from index.config import QuotaSettings
from index.corpus.storage.columns import within
from index.corpus.storage.tables import articles, versions, watches
from index.scopes import SHARED
from index.visiting.reading import Reading
from index.watching.errors import QuotaWatchedTooOftenError, QuotaWatchesError
from index.watching.intervals import written
from index.watching.watches import WatchRequest, count


def require_allowance(
    connection: Connection,
    wanted: WatchRequest,
    quota: QuotaSettings | None,
    article_id: str | None = None,
) -> None:
    """Refuse what a server's moderators may not have; `article_id` is whose page it is, if known.

    Raises:
        QuotaWatchesError, QuotaWatchedTooOftenError: which limit it is.
    """
    if quota is None or wanted.scope == SHARED:
        return
    if wanted.every < quota.watched_at_most_every:
        raise QuotaWatchedTooOftenError(least=written(quota.watched_at_most_every))
    own = select(watches.c.article_id).join(articles, articles.c.id == watches.c.article_id)
    own = own.where(within(articles.c.scope, wanted.scope.whole), watches.c.url == wanted.url)
    besides = article_id or connection.execute(own).scalar()
    if count(connection, wanted.scope, besides) >= quota.watches:
        raise QuotaWatchesError(limit=quota.watches)


def article_of(connection: Connection, wanted: WatchRequest, reading: Reading) -> str | None:
    """Return the article in force that comes from a page: by its address, or its very text."""
    addresses = {wanted.url, reading.validators.url, reading.draft.url}
    query = (
        select(articles.c.id)
        .join(versions, versions.c.revision == articles.c.version)
        .outerjoin(watches, watches.c.article_id == articles.c.id)
        .where(
            within(articles.c.scope, wanted.scope.whole),
            watches.c.url.in_([wanted.url])
            | versions.c.url.in_(addresses)
            | (versions.c.text_hash == reading.text_hash),
        )
        .order_by((watches.c.url == wanted.url).desc(), versions.c.revision.desc())
    )
    return connection.execute(query).scalar()

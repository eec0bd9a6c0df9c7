"""How much one server's moderators may add, checked within the transaction that adds it."""

from datetime import datetime, timedelta

from sqlalchemy import Connection, LargeBinary, cast, func, select

from index.config import QuotaSettings
from index.corpus.errors import QuotaArticlesError, QuotaBytesError, QuotaSentencesError
from index.corpus.storage.columns import within
from index.corpus.storage.tables import articles, changes, sentences, versions
from index.models import Draft
from index.scopes import Scope

DAY = timedelta(days=1)


def require_room(  # noqa: PLR0913, PLR0917 - what there is, what comes, what may
    connection: Connection,
    draft: Draft,
    new: int,
    scope: Scope,
    quota: QuotaSettings,
    now: datetime,
    article_id: str | None = None,
) -> None:
    """Refuse a draft of `new` sentences that there is no room for, headings and the like included.

    All parts of a server are counted together.
    `article_id` is the article that it replaces.

    Raises:
        QuotaArticlesError, QuotaSentencesError, QuotaBytesError: which limit it is.
    """
    own = within(articles.c.scope, scope.whole), articles.c.version.is_not(None)
    rest = (*own, articles.c.id != article_id) if article_id else own
    count = connection.execute(select(func.count()).select_from(articles).where(*rest)).scalar_one()
    if count >= quota.articles:
        raise QuotaArticlesError(limit=quota.articles)
    query = select(func.count()).select_from(sentences)
    query = query.join(articles, articles.c.version == sentences.c.revision).where(*rest)
    there = connection.execute(query).scalar_one()
    if there + new > quota.sentences:
        raise QuotaSentencesError(limit=quota.sentences, there=there, new=new)
    since = now - DAY
    size = func.sum(func.length(cast(versions.c.text, LargeBinary)))
    query = select(size).join(changes, changes.c.revision == versions.c.revision)
    lately = within(changes.c.scope, scope.whole) & (changes.c.at >= since)
    used = connection.execute(query.where(lately)).scalar()
    if (used or 0) + len(draft.text.encode()) > quota.max_bytes_per_day:
        raise QuotaBytesError(limit=f"{quota.megabytes_per_day:g}")

"""How much one server's moderators may add, checked within the transaction that adds it."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from sqlalchemy import Connection, func, select

from index.config import QuotaSettings
from index.corpus.errors import (
    QuotaArticlesError,
    QuotaBytesError,
    QuotaSentencesError,
    QuotaStoredError,
)
from index.corpus.storage.columns import within
from index.corpus.storage.database import Database
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

    All parts of a server are counted together. `article_id` is the article that it replaces. What
    only changes that one's details counts as its text does: how that is divided is stored and
    indexed anew, which takes up more than the text.

    Raises:
        QuotaArticlesError, QuotaSentencesError, QuotaBytesError, QuotaStoredError: which limit it
            is.
    """
    count, there = _in_force(connection, scope, article_id)
    if count >= quota.articles:
        raise QuotaArticlesError(limit=quota.articles)
    if there + new > quota.sentences:
        raise QuotaSentencesError(limit=quota.sentences, there=there, new=new)
    size = len(draft.text.encode())
    own = select(func.sum(versions.c.size)).join(changes, changes.c.revision == versions.c.revision)
    own = own.where(within(changes.c.scope, scope.whole))
    # What is yet to come was written before the clock was put back, and locks nobody out till then.
    today = changes.c.at.between(now - DAY, now)
    used = connection.execute(own.where(today)).scalar() or 0
    if used + size > quota.max_bytes_per_day:
        raise QuotaBytesError(limit=f"{quota.megabytes_per_day:g}")
    stored = connection.execute(own).scalar() or 0
    if stored + size > quota.max_bytes:
        raise QuotaStoredError(limit=f"{quota.megabytes:g}")


@contextmanager
def room_kept(
    database: Database,
    connection: Connection,
    scope: Scope | None,
    quota: QuotaSettings | None,
) -> Iterator[None]:
    """Refuse what puts more in force than a scope may have, by restoring it, say.

    `connection` is the database's writer. Without a scope or a quota everything may be done.

    Raises:
        QuotaArticlesError, QuotaSentencesError: which limit it is.
    """
    yield
    if scope is None or quota is None:
        return
    count, after = _in_force(connection, scope)
    if count <= quota.articles and after <= quota.sentences:
        return
    # Until the writer commits, others see what there was before.
    with database.read() as reader:
        count_before, before = _in_force(reader, scope)
    if count > max(quota.articles, count_before):
        raise QuotaArticlesError(limit=quota.articles)
    if after > max(quota.sentences, before):
        raise QuotaSentencesError(limit=quota.sentences, there=before, new=after - before)


def _in_force(connection: Connection, scope: Scope, besides: str | None = None) -> tuple[int, int]:
    """Count a server's articles in force, but for one, and their sentences."""
    rest = [within(articles.c.scope, scope.whole), articles.c.version.is_not(None)]
    if besides is not None:
        rest.append(articles.c.id != besides)
    count = connection.execute(select(func.count()).select_from(articles).where(*rest)).scalar_one()
    query = select(func.count()).select_from(sentences)
    query = query.join(articles, articles.c.version == sentences.c.revision).where(*rest)
    return count, connection.execute(query).scalar_one()

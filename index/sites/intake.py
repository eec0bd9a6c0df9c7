"""The pages of a site become articles, all of them in one transaction, and watched if wanted."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from index.config import QuotaSettings
from index.corpus.changelog import Author, ChangeLog
from index.corpus.errors import ArticleDuplicateError, QuotaError
from index.corpus.quota import require_room
from index.errors import ArticleError, SearchIndexError
from index.library import Library
from index.models import Change
from index.scopes import SHARED, Scope
from index.sites.pages import FoundPage
from index.units.segmentation import divide
from index.watching.watches import Apply, WatchRequest
from index.watching.watching import Watching


@dataclass(frozen=True, slots=True)
class Watched:
    """How often the pages are to be read again, and what becomes of a change."""

    every: timedelta
    apply: Apply


@dataclass(frozen=True, slots=True)
class Terms:
    """For whom pages are added, whether they are watched, and what a server has room for."""

    scope: Scope
    watched: Watched | None = None
    quota: QuotaSettings | None = None


@dataclass(frozen=True, slots=True)
class Added:
    """The changes that were made, and which pages were refused.

    `late` is set where the index couldn't follow.
    """

    changes: Sequence[Change]
    refused: Sequence[tuple[str, ArticleError]] = ()
    late: SearchIndexError | None = None


def add(watching: Watching, pages: Sequence[FoundPage], author: Author, terms: Terms) -> Added:
    """Add pages that somebody has looked at; what there is no room for is refused, one by one."""
    with watching.library.corpus.write() as log:
        added = add_within(log, watching, pages, author, terms)
    return indexed(watching.library, added)


def add_within(
    log: ChangeLog, watching: Watching, pages: Sequence[FoundPage], author: Author, terms: Terms
) -> Added:
    """Add pages in the caller's transaction; the index is to follow (`indexed`)."""
    changes: list[Change] = []
    refused: list[tuple[str, ArticleError]] = []
    for page in pages:
        try:
            changes.append(_one(watching, log, page, author, terms))
        except (ArticleDuplicateError, QuotaError) as error:
            refused.append((page.url, error))
            continue
        if (watched := terms.watched) is None:
            continue
        wanted = WatchRequest(page.url, terms.scope, watched.every, watched.apply)
        try:
            article_id, quota = changes[-1].article_id, terms.quota
            watching.follow(log, article_id, wanted, page.reading, quota)
        except QuotaError as error:
            # It is an article all the same.
            refused.append((page.url, error))
    return Added(changes, refused)


def indexed(library: Library, added: Added) -> Added:
    """Let the index follow what was added."""
    if added.changes:
        try:
            library.index_change(added.changes[-1])
        except SearchIndexError as error:
            return replace(added, late=error)
    return added


def _one(
    watching: Watching, log: ChangeLog, page: FoundPage, author: Author, terms: Terms
) -> Change:
    library, draft, scope = watching.library, page.reading.draft, terms.scope
    library.refuse_duplicate(log.connection, draft, scope)
    if terms.quota is not None and scope != SHARED:
        size = len(divide(draft))
        require_room(log.connection, draft, size, scope, terms.quota, library.clock())
    return log.add(draft, author, scope=scope)

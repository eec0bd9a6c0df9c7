"""Watched pages: which are due, what has become of them, and what is decided on."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import Connection, select

from index.articles.errors import ArticleAddressInvalidError
from index.articles.metadata import web_address
from index.config import QuotaSettings
from index.corpus.changelog import Author, Expectation
from index.corpus.errors import ArticleAlreadyRemovedError
from index.corpus.storage.columns import within
from index.corpus.storage.tables import articles, versions, watches
from index.errors import ArticleError, SearchIndexError
from index.library import Library
from index.models import Change
from index.review.proposal import Proposal
from index.scopes import Scope
from index.watching import news
from index.watching.consequences import Consequences, Outcome, settled, standing
from index.watching.course import begun
from index.watching.errors import (
    ArticleBeingReadError,
    ArticleNothingProposedError,
    ArticleNotWatchedError,
)
from index.watching.looking import Look, Reading, look, read
from index.watching.manners import Manners, Pause, Visit, site_of
from index.watching.news import News
from index.watching.watches import (
    Apply,
    Proposed,
    Watch,
    drop,
    due,
    find,
    last_asked,
    put,
    said_by,
)

PATIENCE_SECONDS = 60.0
"""That somebody who asks by hand waits for who is reading from the site."""

FOLDER = "sites"
"""Beside the index: who reads from which site."""


class Watching:
    """Looks after one library's watched pages. Thread-safe; so are several processes."""

    def __init__(self, library: Library, pause: Pause = time.sleep) -> None:
        self.library = library
        self._manners = Manners(
            library.index_folder / FOLDER, library.settings.ingest, library.clock, pause
        )
        self._consequences = Consequences(library)

    def watch(
        self, url: str, author: Author, scope: Scope, every: timedelta, apply: Apply
    ) -> Outcome:
        """Watch the page that an article comes from; without one, it is added.

        Whoever watches a page again agrees with what it is now: where it leads, how long it is.

        Raises:
            ArticleError: why the page can't be read, or its text can't be added.
        """
        if web_address(url) is None:
            raise ArticleAddressInvalidError(url=url)
        library, site = self.library, site_of(url)
        with self._visiting(site, PATIENCE_SECONDS) as visit:
            reading = read(url, library.settings.ingest, scope, visit)
        assert reading is not None  # noqa: S101 - nothing was known to ask by
        now = library.clock()
        with library.corpus.write() as log:
            article_id = _article_of(log.connection, url, reading, scope)
            change = None
            if article_id is None:
                library.refuse_duplicate(log.connection, reading.draft, scope)
                change = log.add(reading.draft, author, scope=scope)
                article_id = change.article_id
            news.drop(log.connection, [article_id])
            title, revision, text_hash = standing(log.connection, article_id)
            watch = Watch(
                article_id=article_id,
                scope=scope,
                title=title,
                url=url,
                host=site,
                landed=reading.validators.url,
                every=every,
                apply=apply,
                due_at=now + every,
                text_hash=text_hash,
                size=len(reading.draft.text),
                said=said_by(reading.draft),
                revision=revision,
                asked_at=now,
            )
            look = Look(reading, changed=reading.text_hash != text_hash)
            outcome = self._consequences.conclude(log, watch, look, now)
        return self._indexed(replace(outcome, change=change or outcome.change))

    def unwatch(self, article_id: str) -> Watch:
        """Read a page no more; its article stays as it is.

        Raises:
            ArticleNotWatchedError: it isn't watched.
        """
        with self.library.corpus.write() as log:
            watch = _one(log.connection, article_id)
            drop(log.connection, [article_id])
            news.drop(log.connection, [article_id])
        return watch

    def watches(self, scope: Scope | None = None, url: str | None = None) -> list[Watch]:
        """Return the watches of a scope and its parts, or of an address, the next due first."""
        conditions = [] if scope is None else [within(articles.c.scope, scope)]
        conditions += [] if url is None else [watches.c.url == url]
        with self.library.corpus.database.read() as connection:
            return find(connection, *conditions)

    def due(self) -> list[Watch]:
        """Return the watches whose time has come, in the order in which they are best read."""
        with self.library.corpus.database.read() as connection:
            return due(connection, self.library.clock())

    def reread(self, article_id: str, *, by_hand: bool = False) -> Outcome | None:
        """Look at a page, and let what it has become have its effect.

        Returns None where somebody else does, or did just now; `by_hand` it is done in any case.

        Raises:
            ArticleNotWatchedError: it isn't watched.
            ArticleAlreadyRemovedError: its article isn't in force.
            ArticleBeingReadError: by hand, somebody else has been reading from there for too long.
        """
        with self.library.corpus.database.read() as connection:
            watch = _one(connection, article_id)
        if watch.removed:
            raise ArticleAlreadyRemovedError(article=article_id)
        try:
            with self._visiting(watch.host, PATIENCE_SECONDS if by_hand else 0) as visit:
                begun_at = self.library.clock()
                mine = self._begin(article_id, begun_at, by_hand=by_hand)
                if mine is None:
                    return None
                article = self.library.corpus.article(article_id)
                old = self.library.corpus.draft_of(article)
                seen: Look | ArticleError
                try:
                    seen = look(mine, old, self.library.settings.ingest, visit, begun_at)
                except ArticleError as error:
                    seen = error
        except ArticleBeingReadError:
            if by_hand:
                raise
            return None
        with self.library.corpus.write() as log:
            there = find(log.connection, watches.c.article_id == article_id)
            if [each.asked_at for each in there] != [mine.asked_at]:
                return None  # no longer watched, or somebody else has looked since
            now = self.library.clock()
            outcome = self._consequences.conclude(log, there[0], seen, now, old)
        return self._indexed(outcome)

    def proposal(self, article_id: str) -> tuple[Proposal, str] | None:
        """Return what waits for a decision, and what tells it from other proposals."""
        with self.library.corpus.database.read() as connection:
            watch = _one(connection, article_id)
        if watch.proposed is None or watch.proposed_hash is None:
            return None
        proposed = watch.proposed
        return Proposal(proposed.draft, watch.scope, article_id, proposed.seen), watch.proposed_hash

    def take_over(
        self, article_id: str, shown: str, author: Author, quota: QuotaSettings | None = None
    ) -> Change:
        """Put what was proposed, and `shown`, in the article's place.

        Raises:
            ArticleNotWatchedError, ArticleNothingProposedError: there is no such proposal any more.
            ArticleChangedMeanwhileError: somebody has changed the article since.
            ArticleDuplicateError: another article says the same.
            QuotaError: the scope has no room for it.
        """
        with self.library.corpus.write() as log:
            watch, proposed = _proposed(log.connection, article_id, shown)
            log.check(article_id, Expectation(watch.scope, proposed.seen))
            self._consequences.require_admissible(log.connection, watch, proposed.draft, quota)
            change = log.replace(article_id, proposed.draft, author)
            put(log.connection, settled(watch, shown, proposed, change.revision))
            news.withdraw(log.connection, article_id, "proposed")
        return self.library.index_change(change)

    def keep(self, article_id: str, shown: str) -> Watch:
        """Leave the article as it is; the page's text of now isn't proposed again.

        Raises:
            ArticleNotWatchedError, ArticleNothingProposedError: there is no such proposal any more.
        """
        with self.library.corpus.write() as log:
            watch, proposed = _proposed(log.connection, article_id, shown)
            kept = settled(watch, shown, proposed, watch.revision)
            put(log.connection, kept)
            news.withdraw(log.connection, article_id, "proposed")
        return kept

    def news(self, scope: Scope | None = None) -> list[News]:
        """Return what nobody has been told yet, oldest first."""
        with self.library.corpus.database.read() as connection:
            return news.untold(connection, scope)

    def tell(self, told: News) -> bool:
        """Take on to tell news, which nobody else does then; False if somebody else has."""
        with self.library.corpus.write() as log:
            return news.claim(log.connection, told.id)

    @contextmanager
    def _visiting(self, site: str, wait: float) -> Iterator[Visit]:
        with self._manners.visiting(site, wait) as visit:
            with self.library.corpus.database.read() as connection:
                visit.note(site, last_asked(connection, site))
            yield visit

    def _begin(self, article_id: str, now: datetime, *, by_hand: bool) -> Watch | None:
        """Take a watch on, so that nobody else does; None if somebody has."""
        with self.library.corpus.write() as log:
            watch = _one(log.connection, article_id)
            if watch.due_at > now and not by_hand:
                return None
            watch = begun(watch, now)
            put(log.connection, watch)
        return watch

    def _indexed(self, outcome: Outcome) -> Outcome:
        if outcome.change is not None:
            try:
                self.library.index_change(outcome.change)
            except SearchIndexError as error:
                return replace(outcome, late=error)
        return outcome


def _one(connection: Connection, article_id: str) -> Watch:
    found = find(connection, watches.c.article_id == article_id)
    if not found:
        raise ArticleNotWatchedError(source=article_id)
    return found[0]


def _proposed(connection: Connection, article_id: str, shown: str) -> tuple[Watch, Proposed]:
    watch = _one(connection, article_id)
    if watch.proposed is None or watch.proposed_hash != shown:
        raise ArticleNothingProposedError(title=watch.title)
    return watch, watch.proposed


def _article_of(connection: Connection, url: str, reading: Reading, scope: Scope) -> str | None:
    """Return the article in force that comes from a page: by its address, or its very text."""
    addresses = {url, reading.validators.url, reading.draft.url}
    query = (
        select(articles.c.id)
        .join(versions, versions.c.revision == articles.c.version)
        .outerjoin(watches, watches.c.article_id == articles.c.id)
        .where(
            articles.c.scope == scope,
            watches.c.url.in_([url])
            | versions.c.url.in_(addresses)
            | (versions.c.text_hash == reading.text_hash),
        )
        .order_by((watches.c.url == url).desc(), versions.c.revision.desc())
    )
    return connection.execute(query).scalar()

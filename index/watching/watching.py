"""Watched pages: which are due, what has become of them, and what is decided on."""

import time
from dataclasses import replace

from index.articles.errors import ArticleAddressInvalidError
from index.articles.metadata import web_address
from index.config import QuotaSettings
from index.corpus.changelog import Author, ChangeLog
from index.corpus.errors import ArticleAlreadyRemovedError
from index.corpus.storage.columns import within
from index.corpus.storage.tables import articles, watches
from index.errors import SearchIndexError
from index.library import Library
from index.models import Draft
from index.scopes import Scope
from index.visiting.course import begun, is_due
from index.visiting.manners import Pause, Visit, site_of
from index.visiting.reading import Reading, read
from index.visiting.visits import Visits, now_for_all
from index.watching import news
from index.watching.admission import article_of, require_allowance
from index.watching.consequences import Consequence, Consequences, standing
from index.watching.decisions import Decisions
from index.watching.looking import Look, look
from index.watching.news import News
from index.watching.watches import (
    Watch,
    WatchRequest,
    count,
    drop,
    due,
    find,
    one,
    put,
    said_by,
)


class Watching:
    """Looks after one library's watched pages. Thread-safe; so are several processes."""

    def __init__(self, library: Library, pause: Pause = time.sleep) -> None:
        self.library = library
        self.visits = Visits(library, pause)
        self._consequences = Consequences(library)
        self.decisions = Decisions(library, self._consequences)

    def watch(
        self, wanted: WatchRequest, author: Author, quota: QuotaSettings | None = None
    ) -> Consequence:
        """Watch the page that an article comes from; without one, it is added.

        Whoever watches a page again agrees with what it is now: where it leads, how long it is.

        Raises:
            ArticleError: why the page can't be read, or its text can't be added.
            QuotaError: the scope has no room for it.
        """
        reading = self.read(wanted, quota)
        library = self.library
        with library.corpus.write() as log:
            article_id = article_of(log.connection, wanted, reading)
            change = None
            if article_id is None:
                library.refuse_duplicate(log.connection, reading.draft, wanted.scope)
                change = log.add(reading.draft, author, scope=wanted.scope)
                article_id = change.article_id
            outcome = self.follow(log, article_id, wanted, reading, quota)
        return self._indexed(replace(outcome, change=change or outcome.change))

    def start(
        self,
        article_id: str,
        wanted: WatchRequest,
        reading: Reading,
        quota: QuotaSettings | None = None,
    ) -> Consequence:
        """Watch the page of an article that is there; it has just been read.

        Raises:
            QuotaError: there are too many already.
        """
        with self.library.corpus.write() as log:
            outcome = self.follow(log, article_id, wanted, reading, quota)
        return self._indexed(outcome)

    def read(self, wanted: WatchRequest, quota: QuotaSettings | None = None) -> Reading:
        """Read a page that is to be watched, if it may be; nothing is stored.

        Raises:
            ArticleError, QuotaError: as `watch`.
        """
        if web_address(wanted.url) is None:
            raise ArticleAddressInvalidError(url=wanted.url)
        with self.library.corpus.database.read() as connection:
            require_allowance(connection, wanted, quota)
        with self.visits.to(site_of(wanted.url)) as visit:
            reading = read(wanted.url, self.library.settings.ingest, wanted.scope, visit)
        assert reading is not None  # noqa: S101 - nothing was known to ask by
        return reading

    def article_of(self, wanted: WatchRequest, reading: Reading) -> str | None:
        """Return the article in force that comes from a page, if there is one."""
        with self.library.corpus.database.read() as connection:
            return article_of(connection, wanted, reading)

    def follow(
        self,
        log: ChangeLog,
        article_id: str,
        wanted: WatchRequest,
        reading: Reading,
        quota: QuotaSettings | None = None,
    ) -> Consequence:
        """Watch an article's page, which has just been read, in the caller's transaction.

        Raises:
            QuotaError: there are too many already.
        """
        require_allowance(log.connection, wanted, quota, article_id)
        now = now_for_all(self.library)
        news.drop(log.connection, [article_id])
        title, revision, text_hash = standing(log.connection, article_id)
        watch = Watch(
            article_id=article_id,
            scope=wanted.scope,
            title=title,
            url=wanted.url,
            host=site_of(wanted.url),
            landed=reading.validators.url,
            every=wanted.every,
            apply=wanted.apply,
            due_at=now + wanted.every,
            text_hash=text_hash,
            size=len(reading.draft.text),
            said=said_by(reading.draft),
            revision=revision,
            asked_at=now,
        )
        look = Look(reading, changed=reading.text_hash != text_hash)
        return self._consequences.conclude(log, watch, look, now)

    def unwatch(self, article_id: str) -> Watch:
        """Read a page no more; its article stays as it is.

        Raises:
            ArticleNotWatchedError: it isn't watched.
        """
        with self.library.corpus.write() as log:
            watch = one(log.connection, article_id)
            drop(log.connection, [article_id])
            news.drop(log.connection, [article_id])
        return watch

    def watches(self, scope: Scope | None = None, url: str | None = None) -> list[Watch]:
        """Return the watches of a scope and its parts, or of an address, the next due first."""
        conditions = [] if scope is None else [within(articles.c.scope, scope)]
        conditions += [] if url is None else [watches.c.url == url]
        with self.library.corpus.database.read() as connection:
            return find(connection, *conditions)

    def of(self, article_id: str) -> Watch | None:
        """Return an article's watch; None if its page isn't watched."""
        with self.library.corpus.database.read() as connection:
            return next(iter(find(connection, watches.c.article_id == article_id)), None)

    def counts(self, scope: Scope) -> tuple[int, int]:
        """Return how many pages of a scope are watched, and how much there is to be told."""
        with self.library.corpus.database.read() as connection:
            return count(connection, scope), len(news.untold(connection, scope))

    def due(self) -> list[Watch]:
        """Return the watches whose time has come, in the order in which they are best read."""
        now = now_for_all(self.library)
        with self.library.corpus.database.read() as connection:
            return due(connection, now)

    def reread(self, article_id: str, *, by_hand: bool = False) -> Consequence | None:
        """Look at a page, and let what it has become have its effect.

        Returns None where somebody else does, or did just now; `by_hand` it is done in any case.

        Raises:
            ArticleNotWatchedError: it isn't watched.
            ArticleAlreadyRemovedError: its article isn't in force.
            ArticleBeingReadError: by hand, somebody else has been reading from there for too long.
        """
        with self.library.corpus.database.read() as connection:
            watch = one(connection, article_id)
        if watch.removed:
            raise ArticleAlreadyRemovedError(article=article_id)
        looked = self.visits.look(
            watch.host,
            lambda: self._begin(article_id, by_hand=by_hand),
            self._look,
            by_hand=by_hand,
        )
        if looked is None:
            return None
        (mine, old), seen = looked
        now = now_for_all(self.library)
        with self.library.corpus.write() as log:
            there = find(log.connection, watches.c.article_id == article_id)
            if [each.asked_at for each in there] != [mine.asked_at]:
                return None  # no longer watched, or somebody else has looked since
            outcome = self._consequences.conclude(log, there[0], seen, now, old)
        return self._indexed(outcome)

    def news(self, scope: Scope | None = None) -> list[News]:
        """Return what nobody has been told yet, oldest first."""
        with self.library.corpus.database.read() as connection:
            return news.untold(connection, scope)

    def tell(self, told: News) -> bool:
        """Take on to tell news, which nobody else does then; False if somebody else has."""
        with self.library.corpus.write() as log:
            return news.claim(log.connection, told.id)

    def _begin(self, article_id: str, *, by_hand: bool) -> tuple[Watch, Draft] | None:
        """Take a watch on, so that nobody else does; None if somebody has.

        Returns its article as it stands, too.
        """
        now, corpus = now_for_all(self.library), self.library.corpus
        with corpus.write() as log:
            watch = one(log.connection, article_id)
            if not (by_hand or is_due(watch, now)):
                return None
            watch = begun(watch, now)
            put(log.connection, watch)
        return watch, corpus.draft_of(corpus.article(article_id))

    def _look(self, mine: tuple[Watch, Draft], visit: Visit) -> Look:
        watch, old = mine
        return look(watch, old, self.library.settings.ingest, visit, now_for_all(self.library))

    def _indexed(self, outcome: Consequence) -> Consequence:
        if outcome.change is not None:
            try:
                self.library.index_change(outcome.change)
            except SearchIndexError as error:
                return replace(outcome, late=error)
        return outcome

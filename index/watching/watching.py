"""Watched pages: which are due, what has become of them, and what is decided on."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime

from index.articles.errors import ArticleAddressInvalidError
from index.articles.metadata import web_address
from index.config import QuotaSettings
from index.corpus.changelog import Author, ChangeLog
from index.corpus.errors import ArticleAlreadyRemovedError
from index.corpus.storage.columns import within
from index.corpus.storage.tables import articles, watches
from index.errors import ArticleError, SearchIndexError
from index.library import Library
from index.scopes import Scope
from index.watching import news
from index.watching.admission import article_of, require_allowance
from index.watching.consequences import Consequences, Outcome, standing
from index.watching.course import begun
from index.watching.decisions import Decisions
from index.watching.errors import (
    ArticleBeingReadError,
)
from index.watching.looking import Look, Reading, look, read
from index.watching.manners import Manners, Pause, Visit, site_of
from index.watching.news import News
from index.watching.watches import (
    Wanted,
    Watch,
    count,
    drop,
    due,
    find,
    last_asked,
    one,
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
        self.pause = pause
        self._manners = Manners(
            library.index_folder / FOLDER, library.settings.ingest, library.clock, pause
        )
        self._consequences = Consequences(library)
        self.decisions = Decisions(library, self._consequences)

    def watch(self, wanted: Wanted, author: Author, quota: QuotaSettings | None = None) -> Outcome:
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
        self, article_id: str, wanted: Wanted, reading: Reading, quota: QuotaSettings | None = None
    ) -> Outcome:
        """Watch the page of an article that is there; it has just been read.

        Raises:
            QuotaError: there are too many already.
        """
        with self.library.corpus.write() as log:
            outcome = self.follow(log, article_id, wanted, reading, quota)
        return self._indexed(outcome)

    def read(self, wanted: Wanted, quota: QuotaSettings | None = None) -> Reading:
        """Read a page that is to be watched, if it may be; nothing is stored.

        Raises:
            ArticleError, QuotaError: as `watch`.
        """
        if web_address(wanted.url) is None:
            raise ArticleAddressInvalidError(url=wanted.url)
        with self.library.corpus.database.read() as connection:
            require_allowance(connection, wanted, quota)
        with self.visiting(site_of(wanted.url), PATIENCE_SECONDS) as visit:
            reading = read(wanted.url, self.library.settings.ingest, wanted.scope, visit)
        assert reading is not None  # noqa: S101 - nothing was known to ask by
        return reading

    def article_of(self, wanted: Wanted, reading: Reading) -> str | None:
        """Return the article in force that comes from a page, if there is one."""
        with self.library.corpus.database.read() as connection:
            return article_of(connection, wanted, reading)

    def follow(
        self,
        log: ChangeLog,
        article_id: str,
        wanted: Wanted,
        reading: Reading,
        quota: QuotaSettings | None = None,
    ) -> Outcome:
        """Watch an article's page, which has just been read, in the caller's transaction.

        Raises:
            QuotaError: there are too many already.
        """
        require_allowance(log.connection, wanted, quota, article_id)
        now = self.library.clock()
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
            watch = one(connection, article_id)
        if watch.removed:
            raise ArticleAlreadyRemovedError(article=article_id)
        try:
            with self.visiting(watch.host, PATIENCE_SECONDS if by_hand else 0) as visit:
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

    def news(self, scope: Scope | None = None) -> list[News]:
        """Return what nobody has been told yet, oldest first."""
        with self.library.corpus.database.read() as connection:
            return news.untold(connection, scope)

    def tell(self, told: News) -> bool:
        """Take on to tell news, which nobody else does then; False if somebody else has."""
        with self.library.corpus.write() as log:
            return news.claim(log.connection, told.id)

    @contextmanager
    def visiting(self, site: str, wait: float) -> Iterator[Visit]:
        """Be the only one who reads from a site; raises `ArticleBeingReadError`."""
        with self._manners.visiting(site, wait) as visit:
            with self.library.corpus.database.read() as connection:
                visit.note(site, last_asked(connection, site))
            yield visit

    def _begin(self, article_id: str, now: datetime, *, by_hand: bool) -> Watch | None:
        """Take a watch on, so that nobody else does; None if somebody has."""
        with self.library.corpus.write() as log:
            watch = one(log.connection, article_id)
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

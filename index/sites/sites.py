"""Watched sites: which are due, which new pages they name, and what is decided on these."""

from collections.abc import Sequence, Set
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy import Connection, select

from index.config import QuotaSettings
from index.corpus.changelog import Author
from index.corpus.storage.columns import within
from index.corpus.storage.tables import articles, sites, versions
from index.errors import ArticleError
from index.scopes import Scope
from index.sites import watched
from index.sites.errors import ArticleOffersGoneError, ArticleSiteUnknownError
from index.sites.intake import Added, Terms, Watched, add_within, indexed
from index.sites.pages import FoundPage, Kind, Limits, Survey
from index.sites.walk import Walk
from index.sites.watched import Report, Site, SiteNews, mark_of
from index.visiting.course import Told, begun, due, failed, is_due, postponed, well
from index.visiting.manners import Visit, site_of
from index.visiting.reading import SHRUNK
from index.visiting.troubles import OURS, Trouble, trouble_of, wait_of
from index.visiting.visits import now_for_all
from index.watching.errors import QuotaWatchesError
from index.watching.watches import WatchRequest
from index.watching.watching import Watching

FEW = 10
"""Pages from which on it is noticed that an address names far fewer of them."""

MOST_LISTED = 20_000
"""Addresses that are kept of a feed or a page's links; the oldest make room."""


@dataclass(frozen=True, slots=True)
class SiteOutcome:
    """What has become of a site, and what people are to be told."""

    site: Site
    reports: Sequence[Report] = ()
    error: ArticleError | None = None


@dataclass(frozen=True, slots=True)
class _Seen:
    """What a look at a site has shown."""

    kind: Kind
    named: Sequence[str]
    looked: Sequence[str]
    found: Sequence[FoundPage]
    whole: bool


class Sites:
    """Looks after one library's watched sites. Thread-safe; so are several processes."""

    def __init__(self, watching: Watching) -> None:
        self._watching = watching
        self._library = watching.library

    def watch(self, survey: Survey, scope: Scope, every: timedelta, pages: int) -> Site:
        """Read an address again for what it names besides what it did when it was looked at."""
        now = now_for_all(self._library)
        host, broken = site_of(survey.url), set(survey.broken)
        # What couldn't be read may be a page later.
        listed = [url for url in survey.named if url not in broken]
        site = Site(0, scope, survey.url, host, every, pages, now + every, listed, now)
        with self._library.corpus.write() as log:
            return replace(site, id=watched.begin(log.connection, site))

    def watch_now(
        self, wanted: WatchRequest, pages: int, quota: QuotaSettings | None = None
    ) -> Site:
        """Read again from now on what an address names; the pages of now are known.

        Raises:
            ArticleError: it can't be read.
            QuotaError: a server watches too many sites.
        """
        scope = wanted.scope
        if quota is not None:
            there = [each for each in self.all(scope) if each.url != wanted.url]
            if len(there) >= quota.watches:
                raise QuotaWatchesError(limit=quota.watches)
        with self._watching.visits.to(site_of(wanted.url)) as visit:
            walk = Walk(self._library, wanted.url, scope, Limits(), visit)
            kind, named = walk.names()
        found = Survey(wanted.url, kind, (), {}, named=named)
        return self.watch(found, scope, wanted.every, pages)

    def unwatch(self, site_id: int) -> None:
        """Read a site no more; raises `ArticleSiteUnknownError`."""
        with self._library.corpus.write() as log:
            if not watched.drop(log.connection, site_id):
                raise ArticleSiteUnknownError

    def all(self, scope: Scope | None = None) -> list[Site]:
        """Return the sites of a scope or all, the next due first."""
        conditions = [] if scope is None else [sites.c.scope == scope]
        with self._library.corpus.database.read() as connection:
            return watched.find(connection, *conditions)

    def waiting(self, scope: Scope) -> list[tuple[Site, int]]:
        """Return the sites of a scope, each with how many new pages of it wait."""
        with self._library.corpus.database.read() as connection:
            found = watched.find(connection, sites.c.scope == scope)
            return [(each, len(watched.offers(connection, each.id))) for each in found]

    def due(self) -> list[Site]:
        """Return the sites whose time has come."""
        now = now_for_all(self._library)
        with self._library.corpus.database.read() as connection:
            return watched.find(connection, due(sites, now))

    def of(self, site_id: int) -> Site | None:
        """Return a site by its number."""
        with self._library.corpus.database.read() as connection:
            return next(iter(watched.find(connection, sites.c.id == site_id)), None)

    def reread(self, site_id: int, *, by_hand: bool = False) -> SiteOutcome | None:
        """Look which pages a site names, read the new ones, and let them wait.

        Returns None where somebody else does, or did just now; `by_hand` it is done in any case.

        Raises:
            ArticleSiteUnknownError: it isn't watched.
            ArticleBeingReadError: by hand, somebody else has been reading from there for too long.
        """
        site = self._one(site_id)
        looked = self._watching.visits.look(
            site.host,
            lambda: self._begin(site_id, by_hand=by_hand),
            self._look,
            by_hand=by_hand,
        )
        if looked is None:
            return None
        mine, seen = looked
        now = now_for_all(self._library)
        with self._library.corpus.write() as log:
            there = watched.find(log.connection, sites.c.id == site_id)
            if [each.asked_at for each in there] != [mine.asked_at]:
                return None  # no longer watched, or somebody else has looked since
            if isinstance(seen, ArticleError):
                site, reports = _failed(mine, seen, now)
            else:
                site, reports = self._followed(mine, seen, now)
                watched.offer(log.connection, site_id, seen.found if site.trouble is None else ())
            watched.put(log.connection, site)
            watched.record(log.connection, site_id, reports, now)
        return SiteOutcome(site, reports, seen if isinstance(seen, ArticleError) else None)

    def offers(self, site_id: int) -> list[FoundPage]:
        """Return the new pages of a site that wait for a decision."""
        with self._library.corpus.database.read() as connection:
            return watched.offers(connection, site_id)

    def take(
        self, site_id: int, mark: str, author: Author, quota: QuotaSettings | None = None
    ) -> Added:
        """Add the new pages of a site, if they are those that `mark` tells, and watch them.

        Raises:
            ArticleOffersGoneError: something else waits, or nothing.
        """
        with self._library.corpus.write() as log:
            site, pages = self._offered(log.connection, site_id, mark)
            terms = Terms(site.scope, Watched(site.every, "ask"), quota)
            added = add_within(log, self._watching, pages, author, terms)
            watched.decided(log.connection, site_id)
        return indexed(self._library, added)

    def decline(self, site_id: int, mark: str) -> int:
        """Leave the new pages of a site out, for good; raises as `take`."""
        with self._library.corpus.write() as log:
            _site, pages = self._offered(log.connection, site_id, mark)
            watched.decided(log.connection, site_id)
        return len(pages)

    def news(self, scope: Scope | None = None) -> list[SiteNews]:
        """Return what nobody has been told yet, oldest first."""
        with self._library.corpus.database.read() as connection:
            return watched.untold(connection, scope)

    def tell(self, told: SiteNews) -> bool:
        """Take on to tell news, which nobody else does then; False if somebody else has."""
        with self._library.corpus.write() as log:
            return watched.claim(log.connection, told.id)

    def _one(self, site_id: int) -> Site:
        site = self.of(site_id)
        if site is None:
            raise ArticleSiteUnknownError
        return site

    def _begin(self, site_id: int, *, by_hand: bool) -> Site | None:
        """Take a site on, so that nobody else does; None if somebody has."""
        now = now_for_all(self._library)
        with self._library.corpus.write() as log:
            found = watched.find(log.connection, sites.c.id == site_id)
            if not found or not (by_hand or is_due(found[0], now)):
                return None
            site = begun(found[0], now)
            watched.put(log.connection, site)
        return site

    def _look(self, site: Site, visit: Visit) -> _Seen:
        with self._library.corpus.database.read() as connection:
            waiting = {page.url for page in watched.offers(connection, site.id)}
        limits = Limits(pages=max(0, site.pages - len(waiting)))
        return _look(Walk(self._library, site.url, site.scope, limits, visit), site, waiting)

    def _offered(
        self, connection: Connection, site_id: int, mark: str
    ) -> tuple[Site, list[FoundPage]]:
        found = watched.find(connection, sites.c.id == site_id)
        pages = watched.offers(connection, site_id) if found else []
        if not pages or mark_of(pages) != mark:
            raise ArticleOffersGoneError
        return found[0], pages

    def _followed(self, site: Site, seen: _Seen, now: datetime) -> tuple[Site, list[Report]]:
        """Follow a site that could be read."""
        before, named = set(site.listed), set(seen.named)
        if before and not named:
            return _in_trouble(site, "empty", now)
        if len(before) >= FEW and len(named & before) * SHRUNK <= len(before):
            return _in_trouble(site, "shrunk", now)
        healed, told = well(site, now)
        if healed.trouble is not None:
            return healed, []  # until it has been well once more
        reports = _reports(told)
        if seen.found:
            reports.append(Report("new", [page.url for page in seen.found]))
        # A feed names what is new, and nobody can tell what a page has ever linked to.
        sure = seen.whole and seen.kind == "sitemap"
        gone = self._articles_from(site.scope, before - named) if sure else []
        reports += [Report("gone", gone)] if gone else []
        listed = [url for url in site.listed if not sure or url in named]
        listed += seen.looked
        if seen.kind != "sitemap":
            listed = listed[-MOST_LISTED:]
        return replace(healed, listed=listed), reports

    def _articles_from(self, scope: Scope, urls: set[str]) -> list[str]:
        """Return those of some addresses that articles in force come from."""
        query = (
            select(versions.c.url)
            .join(articles, articles.c.version == versions.c.revision)
            .where(within(articles.c.scope, scope.whole), versions.c.url.is_not(None))
        )
        with self._library.corpus.database.read() as connection:
            ours = set(connection.execute(query).scalars())
        return sorted(ours & urls)


def _look(walk: Walk, site: Site, waiting: Set[str]) -> _Seen:
    """Read the pages that a site names and that nobody knows yet; those that wait are known."""
    kind, named = walk.names()
    before, looked = set(site.listed), []
    for url in named:
        if url in before:
            continue
        if walk.over() is not None:
            break
        looked.append(url)
        if url not in waiting and walk.may(url):
            walk.look(url)
    known = [url for url in looked if url not in walk.broken]
    return _Seen(kind, named, known, walk.found, walk.whole)


def _failed(site: Site, error: ArticleError, now: datetime) -> tuple[Site, list[Report]]:
    if isinstance(error, OURS):
        return postponed(site, now), []
    return _in_trouble(site, trouble_of(error), now, wait_of(error, now))


def _in_trouble(
    site: Site, trouble: Trouble, now: datetime, wait: timedelta = timedelta()
) -> tuple[Site, list[Report]]:
    after, told = failed(site, trouble, now, wait)
    return after, _reports(told, trouble)


def _reports(told: Told | None, trouble: Trouble | None = None) -> list[Report]:
    return [Report(told, (), trouble)] if told else []

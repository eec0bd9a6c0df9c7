"""A walk through a site: what an address leads to, page by page; nothing is stored.

An address may be that of a sitemap or a feed, whose pages are read, or of a page, whose links are
followed to the pages below it. From one site only, as its robots.txt allows and with its pauses.
"""

import time
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from sqlalchemy import select

from index.articles.web.fetching import Page, fetch
from index.corpus.errors import ArticleDuplicateError
from index.corpus.storage.tables import articles, versions
from index.errors import ArticleError
from index.library import Library
from index.scopes import Scope
from index.sites.errors import ArticleSiteEmptyError
from index.sites.listings import Listing, listing_of
from index.sites.pages import FoundPage, Kind, LeftOut, Limits, Reason, Survey
from index.visiting.errors import ArticleLaterError, ArticleRobotsError
from index.visiting.manners import Visit, site_of
from index.visiting.reading import Reading, read, reading_of

TYPES = ("application/gzip", "application/x-gzip", "application/x-tar", "application/octet-stream")
"""With which packed sitemaps are sent."""

FILES = 50
"""Sitemaps that an index of them leads to, one below the other included."""

FRUITLESS = 100
"""Pages that are read in vain at most, if no more than that may come: others are dead, too."""

EXAMPLES = 3
"""Addresses that are named of those left out for one reason."""

NO_PAGES = (
    *(".jpg", ".jpeg", ".png", ".gif", ".webp", ".svg", ".ico", ".bmp", ".avif", ".mp3", ".mp4"),
    *(".webm", ".ogg", ".wav", ".avi", ".mov", ".zip", ".gz", ".tar", ".7z", ".rar", ".exe"),
    *(".dmg", ".iso", ".css", ".js", ".json", ".woff", ".woff2", ".ttf", ".xml", ".rss", ".atom"),
    *(".ics",),
)
"""Endings of addresses that links lead to and that aren't read."""

Progress = Callable[[int, int], None]
"""Is told how many pages were read, of how many that there may be."""


@dataclass
class Walk:
    """A walk through one site, for one scope, within limits.

    `whole` tells whether all was seen that an address names, `broken` what couldn't be read.
    """

    library: Library
    url: str
    scope: Scope
    limits: Limits
    visit: Visit
    progress: Progress = lambda _done, _all: None
    sites: set[str] = field(default_factory=set)
    below: str = "/"
    found: list[FoundPage] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)
    texts: set[str] = field(default_factory=set)
    left: dict[Reason, tuple[int, list[str], list[ArticleError]]] = field(default_factory=dict)
    size: int = 0
    asked: int = 0
    cut: bool = False
    whole: bool = True
    broken: set[str] = field(default_factory=set)
    began: float = field(default_factory=time.monotonic)

    def walked(self) -> Survey:
        """Look at all pages; raises `ArticleError`s for the address itself."""
        first, listing = self._begun()
        if listing is None:
            reading = self._read_first(first)
            self._take(first.url, reading)
            self._follow_links(reading)
            return self._survey("pages", self._of_site(reading.links))
        named = self._named(listing)
        pages = [url for url in named if self.may(url)]
        for number, url in enumerate(pages):
            if (over := self.over()) is not None:
                self.leave(over, pages[number:])
                break
            self.look(url)
        if not pages and not self.left:
            raise ArticleSiteEmptyError(url=self.url)
        return self._survey(_kind(listing), named)

    def names(self) -> tuple[Kind, list[str]]:
        """Return the pages of the site that an address names, and read none of them.

        Raises:
            ArticleError: the address can't be read.
        """
        first, listing = self._begun()
        if listing is None:
            return "pages", self._of_site(self._read_first(first).links)
        return _kind(listing), self._named(listing)

    def _begun(self) -> tuple[Page, Listing | None]:
        settings = self.library.settings.ingest
        first = fetch(self.url, settings, self.visit.before, TYPES)
        self.sites = {_plain(site_of(self.url)), _plain(site_of(first.url))}
        self.seen |= {self.url, first.url}
        listing = listing_of(first.raw, first.url, settings.max_bytes)
        if listing is None:
            self.below = _folder(first.url)
        return first, listing

    def _read_first(self, first: Page) -> Reading:
        return reading_of(first, self.library.settings.ingest, self.scope)

    def _of_site(self, urls: Iterable[str]) -> list[str]:
        return [url for url in urls if self._unfit(url) is None]

    def _named(self, listing: Listing) -> list[str]:
        """Return the pages that a listing names, and those that it leads on to do, each once."""
        pages: dict[str, None] = {}
        waiting, files = deque([listing]), 1
        while waiting:
            listing = waiting.popleft()
            self.cut = self.cut or listing.cut
            self.whole = self.whole and not listing.cut
            if listing.kind != "index":
                pages |= dict.fromkeys(listing.urls)
                continue
            for number, url in enumerate(listing.urls):
                if url in self.seen:
                    self.leave("twice", [url])
                    continue
                self.seen.add(url)
                if _plain(site_of(url)) not in self.sites:
                    self.leave("elsewhere", [url])
                elif files >= FILES or self.over() is not None:
                    self.whole = False
                    self.leave("files", listing.urls[number:])
                    break
                else:
                    files += 1
                    further = self._listing(url)
                    self.whole = self.whole and further is not None
                    waiting.extend([further] if further is not None else [])
        for url in pages:
            if (reason := self._unfit(url)) is not None:
                self.leave(reason, [url])
        return self._of_site(pages)

    def _listing(self, url: str) -> Listing | None:
        settings = self.library.settings.ingest
        try:
            page = fetch(url, settings, self.visit.before, TYPES)
            if _plain(site_of(page.url)) not in self.sites:
                self.leave("elsewhere", [url])
                return None
            found = listing_of(page.raw, page.url, settings.max_bytes)
        except ArticleRobotsError:
            self.leave("robots", [url])
            return None
        except ArticleError as error:
            self.leave("unreadable", [url], error)
            return None
        if found is None:
            self.leave("file", [url])
        return found

    def _follow_links(self, reading: Reading) -> None:
        """Read the pages below one that its links lead to, the nearest first."""
        waiting = deque((url, 1) for url in reading.links)
        while waiting:
            url, depth = waiting.popleft()
            if url in self.seen or not self.may(url):
                continue
            if depth > self.limits.depth:
                self.leave("depth", [url])
                self.seen.add(url)
                continue
            if (over := self.over()) is not None:
                rest = [url, *(each for each, _ in waiting if each not in self.seen)]
                self.leave(over, [each for each in dict.fromkeys(rest) if self.may(each)])
                return
            links = self.look(url)
            waiting.extend((each, depth + 1) for each in links)

    def may(self, url: str) -> bool:
        """Tell whether a page may be read at all; what may not is left out, once."""
        if url in self.seen:
            return False
        reason = self._unfit(url) or ("known" if self._is_known(url) else None)
        if reason is not None:
            self.seen.add(url)
            self.leave(reason, [url])
        return reason is None

    def _unfit(self, url: str) -> Reason | None:
        """Tell why an address isn't that of a page of the site, if it isn't."""
        if _plain(site_of(url)) not in self.sites:
            return "elsewhere"
        path = urlsplit(url).path
        if not f"{path}/".startswith(self.below):
            return "beside"
        return "file" if path.lower().endswith(NO_PAGES) else None

    def _is_known(self, url: str) -> bool:
        query = (
            select(articles.c.id)
            .join(versions, versions.c.revision == articles.c.version)
            .where(articles.c.scope.in_(self.scope.visible), versions.c.url == url)
        )
        with self.library.corpus.database.read() as connection:
            return connection.execute(query).first() is not None

    def over(self) -> Reason | None:
        """Return the limit that is reached, if one is."""
        if len(self.found) >= self.limits.pages:
            return "number"
        if self.size >= self.limits.megabytes * 1_000_000:
            return "size"
        if self.asked - len(self.found) >= max(FRUITLESS, self.limits.pages):
            return "fruitless"
        return "time" if time.monotonic() - self.began > self.limits.seconds else None

    def look(self, url: str) -> Sequence[str]:
        """Read a page, and return where it leads."""
        self.seen.add(url)
        settings = self.library.settings.ingest
        try:
            reading = read(url, settings, self.scope, self.visit)
        except ArticleRobotsError:
            self.leave("robots", [url])
            return ()
        except ArticleLaterError:
            self.broken.add(url)
            self.leave("time", [url])
            return ()
        except ArticleError as error:
            self.asked += 1
            self.broken.add(url)
            self.leave("unreadable", [url], error)
            return ()
        assert reading is not None  # noqa: S101 - nothing was known to ask by
        self.asked += 1
        landed = reading.validators.url
        if _plain(site_of(landed)) not in self.sites:
            self.leave("elsewhere", [url])
            return ()
        if landed != url and (landed in self.seen or self._is_known(landed)):
            self.leave("twice", [url])
            return ()
        self.seen.add(landed)
        self._take(url, reading)
        return reading.links

    def _take(self, url: str, reading: Reading) -> None:
        library = self.library
        if reading.text_hash in self.texts:
            self.leave("twice", [url])
            return
        self.texts.add(reading.text_hash)
        try:
            with library.corpus.database.read() as connection:
                library.refuse_duplicate(connection, reading.draft, self.scope)
        except ArticleDuplicateError:
            self.leave("known", [url])
            return
        self.size += len(reading.draft.text.encode())
        self.found.append(FoundPage(url, reading))
        self.progress(len(self.found), self.limits.pages)

    def leave(self, reason: Reason, urls: Iterable[str], error: ArticleError | None = None) -> None:
        """Count addresses that are left out, and keep some of them."""
        count, examples, errors = self.left.get(reason, (0, [], []))
        for url in urls:
            count += 1
            if len(examples) < EXAMPLES:
                examples.append(url)
        if error is not None and len(errors) < EXAMPLES:
            errors.append(error)
        if count:
            self.left[reason] = (count, examples, errors)

    def _survey(self, kind: Kind, named: Sequence[str]) -> Survey:
        left = {reason: LeftOut(*values) for reason, values in self.left.items()}
        return Survey(self.url, kind, self.found, left, self.cut, named, sorted(self.broken))


def _kind(listing: Listing) -> Kind:
    return "feed" if listing.kind == "feed" else "sitemap"


def _plain(site: str) -> str:
    return site.removeprefix("www.")


def _folder(url: str) -> str:
    """Return the path below which the pages of an address lie."""
    path = urlsplit(url).path or "/"
    before, _, last = path.rpartition("/")
    return f"{before}/" if not last or "." in last else f"{path}/"

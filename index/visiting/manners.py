"""How we visit a site: one reader at a time, with a pause between requests, where we may."""

import hashlib
import math
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import datetime
from pathlib import Path
from urllib.parse import urlsplit

import filelock

from index.config import IngestSettings
from index.corpus.changelog import Clock
from index.visiting.errors import ArticleBeingReadError, ArticleLaterError, ArticleRobotsError
from index.visiting.robots import Robots

PAUSE = 2.0
"""Seconds between two requests to a site that doesn't say."""

LONGEST_PAUSE = 60.0
"""Seconds that are waited for at once; for longer ones we come back another time."""

LOCKS = 64
"""Sites share so many files, whose names tell nothing of them."""

LOCK_SECONDS = 10.0
"""That a further site on the way is waited for."""

Pause = Callable[[float], None]


def site_of(url: str) -> str:
    """Return the part of an address that one reader at a time asks: host and port."""
    return urlsplit(url).netloc.lower()


class Manners:
    """Visits sites for one collection. Thread-safe; other processes go by the same files."""

    def __init__(
        self, folder: Path, settings: IngestSettings, clock: Clock, pause: Pause = time.sleep
    ) -> None:
        self._folder = folder
        self._robots = Robots(settings, clock)
        self._clock = clock
        self._pause = pause
        self._asked: dict[str, datetime] = {}

    @contextmanager
    def visiting(self, site: str, wait: float) -> Iterator["Visit"]:
        """Be the only one who reads from a site.

        Raises:
            ArticleBeingReadError: somebody else has been reading for longer than `wait` seconds.
        """
        with ExitStack() as held:
            visit = Visit(self, held)
            visit.enter(site, wait)
            yield visit

    def note(self, site: str, asked: datetime) -> None:
        """Know that a site was asked by somebody else."""
        self._asked[site] = max(asked, self._asked.get(site, asked))

    def lock(self, number: int) -> filelock.BaseFileLock:
        """Return the lock that the sites of a number share."""
        self._folder.mkdir(parents=True, exist_ok=True)
        return filelock.FileLock(self._folder / f"{number}.lock", thread_local=False)

    def ask(self, url: str) -> None:
        """Wait until a page may be asked for; raises as `Visit.before`."""
        site = site_of(url)
        if not self._robots.allows(url):
            raise ArticleRobotsError(host=site, url=url)
        asked = self._asked.get(site)
        if asked is not None:
            pause = max(PAUSE, self._robots.pause(url))
            # No longer than that, though somebody has put the clock back.
            left = min(pause, pause - (self._clock() - asked).total_seconds())
            if left > LONGEST_PAUSE:
                raise ArticleLaterError(host=site, seconds=math.ceil(left))
            if left > 0:
                self._pause(left)
        self._asked[site] = self._clock()


class Visit:
    """A visit to a site, and to those that it leads on to."""

    def __init__(self, manners: Manners, held: ExitStack) -> None:
        self._manners = manners
        self._held = held
        self._numbers: set[int] = set()

    def enter(self, site: str, wait: float) -> None:
        """Be the only one who reads from a site, until the visit ends."""
        number = int.from_bytes(hashlib.sha256(site.encode()).digest()[:8]) % LOCKS
        if number in self._numbers:
            return
        try:
            self._held.enter_context(self._manners.lock(number).acquire(timeout=wait))
        except filelock.Timeout as error:
            raise ArticleBeingReadError(host=site) from error
        self._numbers.add(number)

    def note(self, site: str, asked: datetime | None) -> None:
        """Know when a site was last asked, by whomever."""
        if asked is not None:
            self._manners.note(site, asked)

    def before(self, url: str) -> None:
        """Wait until a page may be asked for.

        Raises:
            ArticleRobotsError: it may not.
            ArticleLaterError: only after a pause that is too long to be waited for.
            ArticleBeingReadError: somebody else is reading from there.
            ArticleError: what is allowed can't be told, for the site doesn't answer.
        """
        self.enter(site_of(url), LOCK_SECONDS)
        self._manners.ask(url)

"""The visits of one collection: by one reader at a time to a site, whoever and whyever asks."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import TypeVar

from sqlalchemy import func, select

from index.corpus.storage.tables import sites, watches
from index.errors import ArticleError
from index.library import Library
from index.visiting.errors import ArticleBeingReadError
from index.visiting.manners import Manners, Pause, Visit

PATIENCE_SECONDS = 60.0
"""That somebody who asks by hand waits for who is reading from the site."""

FOLDER = "sites"
"""Beside the index: who reads from which site."""

T = TypeVar("T")
S = TypeVar("S")


def now_for_all(library: Library) -> datetime:
    """Return what time it is for all machines: by the database's clock, where it has its own."""
    return library.clock() - timedelta(seconds=library.corpus.database.skew())


class Visits:
    """Visits sites for one library. Thread-safe; so are several processes."""

    def __init__(self, library: Library, pause: Pause = time.sleep) -> None:
        self.library, self.pause = library, pause
        folder, settings = library.index_folder / FOLDER, library.settings.ingest
        self._manners = Manners(folder, settings, lambda: now_for_all(library), pause)

    @contextmanager
    def to(self, site: str, wait: float = PATIENCE_SECONDS) -> Iterator[Visit]:
        """Be the only one who reads from a site; raises `ArticleBeingReadError`."""
        with self._manners.visiting(site, wait) as visit:
            visit.note(site, self._last_asked(site))
            yield visit

    def look(
        self,
        site: str,
        begin: Callable[[], T | None],
        look: Callable[[T, Visit], S],
        *,
        by_hand: bool,
    ) -> tuple[T, S | ArticleError] | None:
        """Look at what `begin` takes on; return that, and what was seen, or why nothing was.

        None where `begin` leaves it to others, or somebody else is reading from there.

        Raises:
            ArticleBeingReadError: by hand, somebody else has been reading for too long.
        """
        try:
            with self.to(site, PATIENCE_SECONDS if by_hand else 0) as visit:
                mine = begin()
                if mine is None:
                    return None
                try:
                    return mine, look(mine, visit)
                except ArticleError as error:
                    return mine, error
        except ArticleBeingReadError:
            if by_hand:
                raise
            return None

    def _last_asked(self, site: str) -> datetime | None:
        """Return when a site was last asked, by whichever process."""
        with self.library.corpus.database.read() as connection:
            found = [
                connection.execute(select(func.max(t.c.asked_at)).where(t.c.host == site)).scalar()
                for t in (watches, sites)
            ]
        return max((each for each in found if each is not None), default=None)

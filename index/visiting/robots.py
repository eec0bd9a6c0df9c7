"""What a site's robots.txt allows us, as RFC 9309 reads it, and how long it wants to be left alone.

By Protego and not by `urllib.robotparser`, which knows no wildcards and takes the first rule that
fits in the place of the longest.
"""

from datetime import datetime, timedelta
from urllib.parse import urlsplit

from protego import Protego

from index.articles.web.errors import ArticleContentTypeError, ArticleStatusError
from index.articles.web.fetching import PRODUCT, fetch
from index.config import IngestSettings
from index.corpus.changelog import Clock

KEPT = timedelta(hours=24)
"""For how long what it said holds (RFC 9309, 2.4)."""

LONGEST = KEPT.total_seconds()

MAX_MEGABYTES = 1
"""RFC 9309 wants at least half a megabyte to be read."""

ANYTHING = Protego.parse("")


class Robots:
    """Asks each site at most once a day."""

    def __init__(self, settings: IngestSettings, clock: Clock) -> None:
        self._settings = settings.model_copy(update={"max_megabytes": MAX_MEGABYTES})
        self._clock = clock
        self._known: dict[str, tuple[datetime, Protego]] = {}

    def allows(self, url: str) -> bool:
        """Tell whether a page may be read by a program.

        Raises:
            ArticleError: the site can't be asked, so that nobody knows.
        """
        return bool(self._rules(url).can_fetch(url, PRODUCT))

    def pause(self, url: str) -> float:
        """Return the seconds that a site wants between two requests, a day at most; 0 unsaid."""
        said = self._rules(url).crawl_delay(PRODUCT) or 0.0
        return said if 0 <= said <= LONGEST else LONGEST if said > LONGEST else 0.0

    def _rules(self, url: str) -> Protego:
        parts = urlsplit(url)
        origin = f"{parts.scheme}://{parts.netloc}".lower()
        now = self._clock()
        known = self._known.get(origin)
        if known is None or now - known[0] >= KEPT:
            known = self._known[origin] = (now, self._fetched(origin))
        return known[1]

    def _fetched(self, origin: str) -> Protego:
        try:
            page = fetch(f"{origin}/robots.txt", self._settings)
        except ArticleContentTypeError:
            return ANYTHING  # a picture, say: there is none
        except ArticleStatusError as error:
            status = int(str(error.values["status"]))
            if 400 <= status < 500 and status != 429:
                return ANYTHING
            raise
        return Protego.parse(page.raw.decode("utf-8", "replace"))

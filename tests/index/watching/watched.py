"""What tests of watched pages share: a page that is watched, changes, and what is told of it."""

from datetime import timedelta

from index.corpus.changelog import Author
from index.library import Library
from index.scopes import SHARED, Scope
from index.watching.consequences import Consequence
from index.watching.watches import Apply, Watch, WatchRequest
from index.watching.watching import Watching
from tests.index.articles.web.web_server import Site
from tests.index.watching.pages import (
    CHEAPER,
    DAY,
    DOGS,
    HOURS,
    POOL,
    RULES,
    Clock,
    serve,
)

ADA = Author("operator:ada")
SERVER = Scope("4711")
LONGER = (HOURS, CHEAPER, DOGS, RULES)
FREE = "Der Eintritt ist frei."


def watched(watching: Watching, url: str, apply: Apply = "ask", scope: Scope = SHARED) -> str:
    """Watch a page from day to day; return its article."""
    return watching.watch(WatchRequest(url, scope, DAY, apply), ADA).watch.article_id


def pool(watching: Watching, site: Site, apply: Apply = "ask", scope: Scope = SHARED) -> str:
    """Watch the page of the pool; return its article."""
    return watched(watching, serve(site, "/bad", *POOL), apply, scope)


def changed(watching: Watching, clock: Clock, site: Site, *sentences: str) -> list[Consequence]:
    """Let the page of the pool say something else, and read it a day later."""
    serve(site, "/bad", *sentences)
    return again(watching, clock)


def waiting(watching: Watching, article_id: str) -> str:
    """Return what tells the change that waits from others."""
    found = watching.decisions.proposal(article_id)
    assert found is not None
    return found[1]


def again(watching: Watching, clock: Clock, by: timedelta = DAY) -> list[Consequence]:
    """Let time pass, and read what is due."""
    clock.move(by)
    found = [watching.reread(watch.article_id) for watch in watching.due()]
    return [outcome for outcome in found if outcome is not None]


def told(watching: Watching) -> list[tuple[str, str | None]]:
    """Tell all news, and return what they were."""
    return [(news.kind, news.trouble) for news in watching.news() if watching.tell(news)]


def the(watching: Watching) -> Watch:
    [watch] = watching.watches()
    return watch


def pages_asked(site: Site) -> list[str]:
    return [path for path in site.asked if path != "/robots.txt"]


def texts(library: Library) -> list[str]:
    return [library.corpus.article(each.id).text for each in library.catalogue.articles()]

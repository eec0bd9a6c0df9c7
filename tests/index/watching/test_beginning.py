"""Pages begin to be watched, and end: for which article, whose, and why not."""

from http.server import BaseHTTPRequestHandler

import pytest

from index.articles.errors import ArticleAddressInvalidError
from index.articles.web.errors import ArticleStatusError
from index.config import Settings
from index.corpus.corpus import FILE_NAME
from index.library import Library
from index.models import Draft
from index.scopes import SHARED
from index.visiting.errors import ArticleRobotsError
from index.watching.errors import ArticleNotWatchedError
from index.watching.watches import WatchRequest
from index.watching.watching import Watching
from tests.index.articles.web.web_server import Site
from tests.index.watching.pages import (
    CHEAPER,
    DAY,
    HOURS,
    POOL,
    PRICE,
    Clock,
    serve,
    status,
)
from tests.index.watching.watched import (
    ADA,
    LONGER,
    SERVER,
    again,
    pages_asked,
    pool,
    texts,
    the,
    told,
    watched,
)


def test_a_page_that_is_watched_is_an_article_from_then_on(
    watching: Watching, library: Library, site: Site
) -> None:
    url = serve(site, "/bad", *POOL)

    outcome = watching.watch(WatchRequest(url, SHARED, DAY, "ask"), ADA)

    assert outcome.change is not None
    assert (outcome.change.operation, outcome.change.who) == ("add", "operator:ada")
    assert library.ask("Was kostet der Eintritt?").citations[0].sentence.text == PRICE
    assert (outcome.watch.url, outcome.watch.title) == (url, "Freibad")
    assert site.asked == ["/robots.txt", "/bad"]


def test_an_article_that_is_there_is_watched_in_its_place(
    watching: Watching, library: Library, site: Site
) -> None:
    url = serve(site, "/bad", *POOL)
    by_hand = library.add(Draft(HOURS, "Unser Bad", "de", url=url), ADA)

    outcome = watching.watch(WatchRequest(url, SHARED, DAY, "ask"), ADA)

    assert outcome.watch.article_id == by_hand.article_id
    assert [news.kind for news in watching.news()] == ["proposed"]
    assert texts(library) == [HOURS]


def test_the_very_text_of_an_article_without_an_address_is_known_by_it(
    watching: Watching, library: Library, site: Site
) -> None:
    url = serve(site, "/bad", *POOL)
    first = watched(watching, url)
    text = library.corpus.article(first).text
    library.purge(first, ADA)
    by_hand = library.add(Draft(text, "Bad", "de"), ADA)

    assert watched(watching, url) == by_hand.article_id


def test_what_is_watched_in_a_server_is_that_server_s(
    watching: Watching, library: Library, site: Site
) -> None:
    article = pool(watching, site, scope=SERVER)

    assert library.corpus.article(article).scope == SERVER
    assert [watch.article_id for watch in watching.watches(SERVER)] == [article]
    assert watching.watches(SHARED) == []


def test_what_programs_arent_to_read_isnt_watched(watching: Watching, site: Site) -> None:
    site.page("/robots.txt", b"User-agent: belegbot\nDisallow: /*intern\nAllow: /a\n")
    url = serve(site, "/b/intern", *POOL)

    with pytest.raises(ArticleRobotsError, match=r"doesn't want .* \(robots\.txt\)"):
        watching.watch(WatchRequest(url, SHARED, DAY, "ask"), ADA)

    assert site.asked == ["/robots.txt"]
    assert watching.watches() == []


@pytest.mark.parametrize("code", [401, 403, 404, 410])
def test_a_site_without_robots_txt_may_be_read(watching: Watching, site: Site, code: int) -> None:
    status(site, "/robots.txt", code)

    pool(watching, site)

    assert len(watching.watches()) == 1


def test_a_site_whose_robots_txt_is_broken_is_left_alone(watching: Watching, site: Site) -> None:
    status(site, "/robots.txt", 503)

    with pytest.raises(ArticleStatusError):
        watching.watch(WatchRequest(serve(site, "/bad", *POOL), SHARED, DAY, "ask"), ADA)

    assert pages_asked(site) == []


def test_whoever_watches_a_page_again_agrees_with_what_it_is_now(
    watching: Watching, library: Library, clock: Clock, site: Site
) -> None:
    url = serve(site, "/bad", *POOL)
    article = watched(watching, url, "always")
    site.redirect("/bad", "/neu")
    serve(site, "/neu", *LONGER)
    again(watching, clock)
    assert told(watching) == [("trouble", "moved")]

    assert watched(watching, url, "always") == article

    assert CHEAPER in texts(library)[0]
    assert (the(watching).trouble, the(watching).landed) == (None, f"{site.url}/neu")
    assert told(watching) == [("taken", None)]


def test_unwatching_leaves_the_article(watching: Watching, library: Library, site: Site) -> None:
    article = pool(watching, site)

    assert watching.unwatch(article).article_id == article

    assert (watching.watches(), len(texts(library))) == ([], 1)
    with pytest.raises(ArticleNotWatchedError):
        watching.unwatch(article)
    with pytest.raises(ArticleNotWatchedError):
        watching.reread(article)


def test_who_stops_watching_while_a_page_is_read_hears_no_more_of_it(
    watching: Watching, library: Library, clock: Clock, site: Site
) -> None:
    article = pool(watching, site, "always")
    clock.move(DAY)

    def send(handler: BaseHTTPRequestHandler) -> None:
        watching.unwatch(article)
        serve(site, "/bad", *LONGER)
        site.routes["/bad"](handler)

    site.routes["/bad"] = send

    assert watching.reread(article) is None
    assert PRICE in texts(library)[0]
    assert watching.watches() == []


@pytest.mark.parametrize("url", ["", "example.org", "ftp://example.org/", "http://a:b@c.de/"])
def test_what_is_no_address_isnt_watched(watching: Watching, url: str) -> None:
    with pytest.raises(ArticleAddressInvalidError):
        watching.watch(WatchRequest(url, SHARED, DAY, "ask"), ADA)


def test_a_page_that_cant_be_read_isnt_watched_and_nothing_is_stored(
    watching: Watching, library: Library, site: Site
) -> None:
    with pytest.raises(ArticleStatusError):
        watching.watch(WatchRequest(site.url + "/nichts", SHARED, DAY, "ask"), ADA)

    assert (watching.watches(), library.corpus.changes()) == ([], [])


def test_an_unknown_article_is_unknown(watching: Watching) -> None:
    with pytest.raises(ArticleNotWatchedError):
        watching.decisions.proposal("zzzzzzzz")


def test_a_purge_erases_what_waits_and_what_was_to_be_told(
    watching: Watching, library: Library, clock: Clock, site: Site, settings: Settings
) -> None:
    secret = "Das Passwort der Pumpe lautet Zwieselmoos."
    article = watched(watching, serve(site, "/geheimweg", *POOL))
    serve(site, "/geheimweg", *POOL, secret)
    again(watching, clock)
    assert "Zwieselmoos" in (settings.data_dir / FILE_NAME).read_bytes().decode(
        "utf-8", "replace"
    ) + (settings.data_dir / f"{FILE_NAME}-wal").read_bytes().decode("utf-8", "replace")

    library.purge(article, ADA)

    assert (watching.watches(), watching.news()) == ([], [])
    held = b"".join(path.read_bytes() for path in settings.data_dir.rglob("*") if path.is_file())
    assert b"Zwieselmoos" not in held
    assert b"geheimweg" not in held


def test_a_server_s_purge_erases_its_watches(
    watching: Watching, library: Library, site: Site
) -> None:
    pool(watching, site, scope=SERVER)

    library.purge_scope(SERVER, ADA)

    assert watching.watches() == []

"""Looks at watched pages: when, by whom, how often a site is asked, and what is no change."""

from collections.abc import Callable
from datetime import timedelta
from http.server import BaseHTTPRequestHandler
from itertools import count

import pytest

from index.corpus.errors import (
    ArticleAlreadyRemovedError,
)
from index.corpus.storage.database import Database
from index.library import Library
from index.visiting.course import begun
from index.visiting.errors import ArticleBeingReadError
from index.visiting.manners import Manners, site_of
from index.visiting.visits import FOLDER
from index.watching.watches import Apply, find, put
from index.watching.watching import Watching
from tests.index.articles.web.web_server import Site, serving
from tests.index.watching.pages import (
    CHEAPER,
    DAY,
    HOUR,
    POOL,
    PRICE,
    Clock,
    html,
    serve,
    serve_with_etag,
    status,
)
from tests.index.watching.watched import (
    ADA,
    LONGER,
    again,
    pages_asked,
    pool,
    texts,
    the,
    told,
    watched,
)


def test_a_page_that_stays_is_asked_for_by_what_its_server_said(
    watching: Watching, clock: Clock, site: Site
) -> None:
    watched(watching, serve_with_etag(site, "/bad", *POOL))

    for _ in range(5):
        [outcome] = again(watching, clock)
        assert outcome.reports == []

    asked = [
        headers for path, headers in zip(site.asked, site.headers, strict=True) if path == "/bad"
    ]
    assert [headers.get("If-None-Match") is not None for headers in asked] == [False] + [True] * 5
    assert pages_asked(site) == ["/bad"] * 6


def test_the_server_s_word_that_nothing_changed_isnt_believed_for_ever(
    watching: Watching, library: Library, clock: Clock, site: Site
) -> None:
    def lie(body: bytes) -> Callable[[BaseHTTPRequestHandler], None]:
        def send(handler: BaseHTTPRequestHandler) -> None:
            known = "If-None-Match" in handler.headers
            handler.send_response(304 if known else 200)
            handler.send_header("ETag", '"always"')
            handler.send_header("Content-Type", "text/html")
            handler.end_headers()
            if not known:
                handler.wfile.write(body)

        return send

    site.routes["/bad"] = lie(html(*POOL))
    watched(watching, site.url + "/bad", "always")
    site.routes["/bad"] = lie(html(*LONGER))

    for _ in range(13):
        again(watching, clock)
    assert told(watching) == []
    again(watching, clock)

    assert told(watching) == [("taken", None)]
    assert CHEAPER in texts(library)[0]


def clock_page(site: Site, path: str, *sentences: str) -> str:
    """Serve a page that reads otherwise at each visit."""
    visits = count(1)

    def send(handler: BaseHTTPRequestHandler) -> None:
        number = next(visits)
        body = html(
            f"Sie sind der Besucher mit der Nummer {number}.",
            *sentences,
            f"Anzeige: Kaufen Sie jetzt das Angebot {number * 7}!",
        )
        handler.send_response(200)
        handler.send_header("Content-Type", "text/html")
        handler.end_headers()
        handler.wfile.write(body)

    site.routes[path] = send
    return site.url + path


@pytest.mark.parametrize("apply", ["ask", "always"])
def test_what_differs_at_each_visit_is_no_change(
    apply: Apply, watching: Watching, library: Library, clock: Clock, site: Site
) -> None:
    watched(watching, clock_page(site, "/bad", *POOL), apply)
    for _ in range(6):
        again(watching, clock)
    assert told(watching) == [("restless", None)]
    assert len(library.corpus.changes()) == 1
    assert pages_asked(site) == ["/bad"] * 13

    clock_page(site, "/bad", *LONGER)
    again(watching, clock)
    again(watching, clock)

    assert told(watching) == [("proposed" if apply == "ask" else "taken", None)]


@pytest.mark.parametrize("apply", ["ask", "always"])
def test_one_of_a_few_advertisements_that_comes_twice_in_a_row_is_no_change(
    apply: Apply, watching: Watching, library: Library, clock: Clock, site: Site
) -> None:
    shown, sentences = iter("abcbbcabbbcddeab"), [*POOL]

    def send(handler: BaseHTTPRequestHandler) -> None:
        body = html(*sentences, f"Anzeige: Kaufen Sie {next(shown, 'a')}.")
        handler.send_response(200)
        handler.send_header("Content-Type", "text/html")
        handler.end_headers()
        handler.wfile.write(body)

    site.routes["/bad"] = send
    watched(watching, site.url + "/bad", apply)
    for _ in range(5):
        again(watching, clock)
    assert told(watching) == [("restless", None)]
    assert len(library.corpus.changes()) == 1

    # A page that has calmed down since is believed.
    shown, sentences[:] = iter("a" * 9), LONGER
    again(watching, clock)
    assert told(watching) == [("proposed" if apply == "ask" else "taken", None)]


def test_a_page_is_read_again_when_its_time_has_come_and_not_before(
    watching: Watching, clock: Clock, site: Site
) -> None:
    pool(watching, site)

    assert again(watching, clock, 23 * HOUR) == []
    assert len(again(watching, clock, HOUR)) == 1
    assert watching.due() == []


def test_what_one_process_reads_no_other_reads(
    watching: Watching, library: Library, clock: Clock, site: Site
) -> None:
    article = pool(watching, site)
    other = Watching(library, clock.pause)
    clock.move(DAY)

    assert watching.reread(article) is not None
    assert other.reread(article) is None
    assert pages_asked(site) == ["/bad"] * 2


def test_only_one_at_a_time_reads_from_a_site(
    watching: Watching, library: Library, clock: Clock, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    article = pool(watching, site)
    clock.move(DAY)
    monkeypatch.setattr("index.visiting.visits.PATIENCE_SECONDS", 0)
    folder = library.index_folder / FOLDER
    elsewhere = Manners(folder, library.settings.ingest, clock, clock.pause)
    with elsewhere.visiting(site_of(site.url), 0):
        assert watching.reread(article) is None
        with pytest.raises(ArticleBeingReadError):
            watching.reread(article, by_hand=True)
    assert pages_asked(site) == ["/bad"]
    assert watching.reread(article) is not None


def test_nor_from_a_site_that_a_page_leads_on_to(
    watching: Watching, library: Library, clock: Clock, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.visiting.manners.LOCK_SECONDS", 0)
    monkeypatch.setattr("index.visiting.manners.LOCKS", 1 << 60)
    article = pool(watching, site)
    clock.move(DAY)
    with serving() as beside:
        site.redirect("/bad", serve(beside, "/bad", *LONGER))
        folder = library.index_folder / FOLDER
        elsewhere = Manners(folder, library.settings.ingest, clock, clock.pause)
        with elsewhere.visiting(site_of(beside.url), 0):
            outcome = watching.reread(article)

        assert outcome is not None
        assert isinstance(outcome.error, ArticleBeingReadError)
        assert (outcome.reports, outcome.watch.failures) == ([], 0)
        assert beside.asked == []
        assert outcome.watch.due_at == clock.time + HOUR


def test_of_two_looks_at_once_the_one_that_began_last_counts(
    watching: Watching, library: Library, clock: Clock, site: Site
) -> None:
    article = pool(watching, site, "always")
    clock.move(DAY)

    def send(handler: BaseHTTPRequestHandler) -> None:
        with library.corpus.write() as log:
            [watch] = find(log.connection)
            put(log.connection, begun(watch, clock.time + HOUR))
        serve(site, "/bad", *LONGER)
        site.routes["/bad"](handler)

    site.routes["/bad"] = send

    assert watching.reread(article) is None
    assert PRICE in texts(library)[0]
    assert the(watching).asked_at == clock.time - timedelta(seconds=2) + HOUR


def test_pages_of_one_site_are_read_with_a_pause_between_them(
    watching: Watching, clock: Clock, site: Site
) -> None:
    for number in range(3):
        watched(watching, serve(site, f"/{number}", *POOL, f"Es gibt {number} Becken."))
    clock.pauses.clear()
    again(watching, clock)

    assert clock.pauses == [2.0, 2.0]
    assert site.asked.count("/robots.txt") == 2


def test_a_site_is_left_alone_for_as_long_as_it_asks_for(
    watching: Watching, clock: Clock, site: Site
) -> None:
    site.page("/robots.txt", b"User-agent: *\nCrawl-delay: 20\n")
    watched(watching, serve(site, "/a", *POOL))
    watched(watching, serve(site, "/b", *LONGER))
    assert clock.pauses == [20.0]

    site.page("/robots.txt", b"User-agent: *\nCrawl-delay: 3000\n")
    clock.pauses.clear()
    first, second = again(watching, clock)
    assert (first.error, first.reports) == (None, [])
    assert str(second.error).startswith(f"“{site_of(site.url)}” asks for 3000 seconds")
    assert (second.watch.failures, second.reports) == (0, [])
    assert clock.pauses == []
    [late] = again(watching, clock, HOUR)
    assert late.error is None


@pytest.mark.parametrize("said", ["-5", "nan", "inf", "1e400", "soon", "0"])
def test_a_site_that_says_nonsense_of_its_pauses_is_read_all_the_same(
    said: str, watching: Watching, clock: Clock, site: Site
) -> None:
    site.page("/robots.txt", f"User-agent: *\nCrawl-delay: {said}\n".encode())
    watched(watching, serve(site, "/a", *POOL))
    clock.pauses.clear()
    [outcome] = again(watching, clock)

    assert outcome.error is None
    assert clock.pauses == []


def test_a_clock_that_was_put_back_makes_nobody_wait(
    watching: Watching, clock: Clock, site: Site
) -> None:
    article = watched(watching, serve(site, "/a", *POOL))
    clock.move(-5 * DAY)
    clock.pauses.clear()

    assert [watch.article_id for watch in watching.due()] == [article]
    assert watching.reread(article) is not None
    assert watching.due() == []
    assert watching.reread(article, by_hand=True) is not None
    assert clock.pauses == [2.0, 2.0]


@pytest.mark.parametrize(
    "said", ["172800", "Wed, 04 Mar 2026 08:00:02 GMT", "Wed, 04 Mar 2026 08:00:02"]
)
def test_a_server_that_says_when_to_come_again_is_left_alone_until_then(
    said: str, watching: Watching, clock: Clock, site: Site
) -> None:
    pool(watching, site)
    status(site, "/bad", 429, Retry_After=said)
    again(watching, clock)

    assert again(watching, clock, 2 * DAY - 2 * HOUR) == []
    assert len(again(watching, clock, 3 * HOUR)) == 1


@pytest.mark.parametrize("said", ["-1", "soon", "1e99", "9" * 500, ""])
def test_a_server_that_says_nonsense_of_when_to_come_again_is_asked_in_an_hour(
    said: str, watching: Watching, clock: Clock, site: Site
) -> None:
    pool(watching, site)
    status(site, "/bad", 429, Retry_After=said)
    again(watching, clock)

    pause = the(watching).due_at - clock.time
    assert pause == (7 * DAY if said.isdecimal() else HOUR)


def test_a_gone_page_is_asked_for_less_and_less(
    watching: Watching, clock: Clock, site: Site
) -> None:
    pool(watching, site)
    status(site, "/bad", 410)
    for _ in range(30 * 24):
        again(watching, clock, HOUR)

    # After a day; then after 1, 2, 4, … 64 hours, and every three days.
    assert len(pages_asked(site)) == 1 + 1 + 7 + 7


def test_an_article_that_isnt_in_force_is_left_alone_until_it_is_again(
    watching: Watching, library: Library, clock: Clock, site: Site
) -> None:
    article = pool(watching, site)
    library.remove(article, ADA)

    assert again(watching, clock) == []
    with pytest.raises(ArticleAlreadyRemovedError):
        watching.reread(article, by_hand=True)
    library.restore(article, ADA)
    assert len(again(watching, clock)) == 1


def test_a_look_that_was_never_concluded_is_taken_again(
    watching: Watching, clock: Clock, site: Site
) -> None:
    article = pool(watching, site)
    serve(site, "/bad", *LONGER)
    clock.move(DAY)

    def die(_: float) -> None:
        raise KeyboardInterrupt

    dying = Watching(watching.library, die)
    clock.move(timedelta(seconds=1))
    with pytest.raises(KeyboardInterrupt):
        dying.reread(article)

    assert watching.due() == []
    [outcome] = again(watching, clock, HOUR)
    assert [report.kind for report in outcome.reports] == ["proposed"]


def test_what_is_due_goes_by_the_database_s_clock_where_it_has_its_own(
    watching: Watching, clock: Clock, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    pool(watching, site)
    clock.move(2 * DAY)
    assert len(watching.due()) == 1

    # Of these two days one and a half are this machine's alone.
    ahead = timedelta(hours=36)
    monkeypatch.setattr(Database, "skew", lambda _: ahead.total_seconds())
    assert watching.due() == []
    clock.move(DAY)
    [watch] = watching.due()
    assert watching.reread(watch.article_id) is not None

    [read] = watching.watches()
    assert (read.asked_at, read.due_at) == (clock() - ahead, clock() - ahead + DAY)

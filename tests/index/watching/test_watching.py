"""Watched pages, on a real server: what is read when, what changes, and who is told what."""

import threading
from collections.abc import Callable
from datetime import timedelta
from http.server import BaseHTTPRequestHandler
from itertools import count

import pytest

from index.articles.errors import ArticleAddressInvalidError
from index.articles.web import addresses
from index.articles.web.errors import ArticleStatusError
from index.config import QuotaSettings, Settings
from index.corpus.changelog import Author
from index.corpus.corpus import FILE_NAME
from index.corpus.errors import (
    ArticleAlreadyRemovedError,
    ArticleChangedMeanwhileError,
)
from index.library import Library
from index.models import Draft
from index.review.review import Review
from index.scopes import SHARED, Scope
from index.watching.consequences import Outcome
from index.watching.course import begun
from index.watching.errors import (
    ArticleBeingReadError,
    ArticleNothingProposedError,
    ArticleNotWatchedError,
    ArticleRobotsError,
)
from index.watching.manners import Manners, site_of
from index.watching.watches import Apply, Watch, find, put
from index.watching.watching import FOLDER, Watching
from tests.index.articles.web.web_server import Site, serving
from tests.index.watching.pages import (
    CHEAPER,
    DAY,
    DOGS,
    HOUR,
    HOURS,
    POOL,
    PRICE,
    RULES,
    Clock,
    html,
    serve,
    serve_with_etag,
    status,
)

ADA = Author("operator:ada")
SERVER = Scope("4711")
LONGER = (HOURS, CHEAPER, DOGS, RULES)


def watched(watching: Watching, url: str, apply: Apply = "ask", scope: Scope = SHARED) -> str:
    return watching.watch(url, ADA, scope, DAY, apply).watch.article_id


def again(watching: Watching, clock: Clock, by: timedelta = DAY) -> list[Outcome]:
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


def test_a_page_that_is_watched_is_an_article_from_then_on(
    watching: Watching, library: Library, site: Site
) -> None:
    url = serve(site, "/bad", *POOL)

    outcome = watching.watch(url, ADA, SHARED, DAY, "ask")

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

    outcome = watching.watch(url, ADA, SHARED, DAY, "ask")

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
    article = watched(watching, serve(site, "/bad", *POOL), scope=SERVER)

    assert library.corpus.article(article).scope == SERVER
    assert [watch.article_id for watch in watching.watches(SERVER)] == [article]
    assert watching.watches(SHARED) == []


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


def test_a_change_waits_for_a_decision_and_is_told_once(
    watching: Watching, library: Library, clock: Clock, site: Site
) -> None:
    article = watched(watching, serve(site, "/bad", *POOL))
    serve(site, "/bad", *LONGER)

    for _ in range(4):
        again(watching, clock)

    assert told(watching) == [("proposed", None)]
    assert PRICE in texts(library)[0]
    found = watching.proposal(article)
    assert found is not None
    inspection = Review(library).inspect(found[0], [])
    assert (inspection.added, inspection.removed) == ((CHEAPER,), (PRICE,))


def test_a_change_that_is_taken_over_is_one_of_the_log_s_and_can_be_undone(
    watching: Watching, library: Library, clock: Clock, site: Site
) -> None:
    article = watched(watching, serve(site, "/bad", *POOL))
    serve(site, "/bad", *LONGER)
    again(watching, clock)
    _, shown = watching.proposal(article) or pytest.fail("nothing waits")

    change = watching.take_over(article, shown, ADA)

    assert (change.operation, change.who) == ("replace", "operator:ada")
    assert library.ask("Was kostet der Eintritt?").citations[0].sentence.text == CHEAPER
    library.undo(None, ADA)
    [outcome] = again(watching, clock)
    assert outcome.reports == []
    assert PRICE in texts(library)[0]


def test_what_is_left_alone_isnt_proposed_again_but_the_next_change_is(
    watching: Watching, library: Library, clock: Clock, site: Site
) -> None:
    article = watched(watching, serve(site, "/bad", *POOL))
    serve(site, "/bad", *LONGER)
    again(watching, clock)
    _, shown = watching.proposal(article) or pytest.fail("nothing waits")
    watching.keep(article, shown)
    assert told(watching) == []

    again(watching, clock)
    assert told(watching) == []
    serve(site, "/bad", HOURS, "Der Eintritt ist frei.", DOGS, RULES)
    again(watching, clock)

    assert told(watching) == [("proposed", None)]
    assert PRICE in texts(library)[0]


def test_only_what_was_shown_can_be_decided_on_and_only_once(
    watching: Watching, clock: Clock, site: Site
) -> None:
    article = watched(watching, serve(site, "/bad", *POOL))
    serve(site, "/bad", *LONGER)
    again(watching, clock)
    _, shown = watching.proposal(article) or pytest.fail("nothing waits")
    serve(site, "/bad", HOURS, "Der Eintritt ist frei.", DOGS, RULES)
    again(watching, clock)

    with pytest.raises(ArticleNothingProposedError):
        watching.take_over(article, shown, ADA)
    _, shown = watching.proposal(article) or pytest.fail("nothing waits")
    watching.take_over(article, shown, ADA)
    with pytest.raises(ArticleNothingProposedError):
        watching.keep(article, shown)


def test_a_page_that_takes_its_change_back_has_nothing_waiting(
    watching: Watching, clock: Clock, site: Site
) -> None:
    article = watched(watching, serve(site, "/bad", *POOL))
    for _ in range(3):
        serve(site, "/bad", *LONGER)
        again(watching, clock)
        serve(site, "/bad", *POOL)
        again(watching, clock)

    assert watching.proposal(article) is None
    assert told(watching) == []


def test_two_texts_in_turn_are_told_once(watching: Watching, clock: Clock, site: Site) -> None:
    watched(watching, serve(site, "/bad", *POOL))
    seen = []
    for _ in range(3):
        serve(site, "/bad", *LONGER)
        again(watching, clock)
        seen += told(watching)
        serve(site, "/bad", *POOL)
        again(watching, clock)
        seen += told(watching)

    assert seen == [("proposed", None)]


def test_where_it_is_wanted_a_change_is_taken_over_by_itself(
    watching: Watching, library: Library, clock: Clock, site: Site
) -> None:
    url = serve(site, "/bad", *POOL)
    watched(watching, url, "always")
    serve(site, "/bad", *LONGER)

    [outcome] = again(watching, clock)

    assert outcome.change is not None
    assert (outcome.change.who, outcome.change.why) == ("watch", url)
    assert told(watching) == [("taken", None)]
    assert library.ask("Was kostet der Eintritt?").citations[0].sentence.text == CHEAPER
    assert library.indexer.verify() == []


def test_what_somebody_changed_by_hand_is_never_overwritten_by_itself(
    watching: Watching, library: Library, clock: Clock, site: Site
) -> None:
    article = watched(watching, serve(site, "/bad", *POOL), "always")
    library.replace(article, Draft(HOURS, "Freibad", "de"), ADA)
    serve(site, "/bad", *LONGER)
    again(watching, clock)

    assert told(watching) == [("proposed", None)]
    assert texts(library) == [HOURS]
    _, shown = watching.proposal(article) or pytest.fail("nothing waits")
    library.replace(article, Draft(DOGS, "Freibad", "de"), ADA)
    with pytest.raises(ArticleChangedMeanwhileError):
        watching.take_over(article, shown, ADA)
    assert texts(library) == [DOGS]


def test_a_proposal_to_an_article_that_was_changed_since_can_be_taken_after_the_next_look(
    watching: Watching, library: Library, clock: Clock, site: Site
) -> None:
    article = watched(watching, serve(site, "/bad", *POOL))
    serve(site, "/bad", *LONGER)
    again(watching, clock)
    library.replace(article, Draft(DOGS, "Freibad", "de"), ADA)
    again(watching, clock)

    _, shown = watching.proposal(article) or pytest.fail("nothing waits")
    watching.take_over(article, shown, ADA)
    assert CHEAPER in texts(library)[0]
    assert told(watching) == []


def test_a_text_that_somebody_put_in_place_by_hand_needs_no_decision(
    watching: Watching, library: Library, clock: Clock, site: Site
) -> None:
    article = watched(watching, serve(site, "/bad", *POOL))
    serve(site, "/bad", *LONGER)
    again(watching, clock)
    proposal, _ = watching.proposal(article) or pytest.fail("nothing waits")
    library.replace(article, proposal.draft, ADA)
    again(watching, clock)

    assert watching.proposal(article) is None
    assert told(watching) == []


def test_a_page_of_which_nothing_is_left_is_asked_about_even_so(
    watching: Watching, library: Library, clock: Clock, site: Site
) -> None:
    watched(watching, serve(site, "/bad", *POOL), "always")
    serve(site, "/bad", *(f"Diese Domain steht zum Verkauf, Angebot {n}." for n in range(4)))
    site.page("/bad", site_for_sale(), "text/html")
    again(watching, clock)

    assert told(watching) == [("proposed", None)]
    assert PRICE in texts(library)[0]


def site_for_sale() -> bytes:
    return html("Diese Domain steht zum Verkauf.", "Rufen Sie uns an.").replace(
        b"<h1>Freibad</h1>", b"<h1>Zu verkaufen</h1>"
    )


def test_what_people_said_of_an_article_stays_unless_the_page_says_otherwise(
    watching: Watching, library: Library, clock: Clock, site: Site
) -> None:
    date = '<meta property="article:published_time" content="2026-02-{}">'
    url = site.page("/bad", html(*POOL, head=date.format("03")), "text/html")
    by_hand = library.add(Draft(HOURS, "Unser Bad", "de", "2020", url, "Ada"), ADA)
    watched(watching, url, "always")
    site.page("/bad", html(*LONGER, head=date.format("17")), "text/html")
    again(watching, clock)

    article = library.corpus.article(by_hand.article_id)
    assert (article.title, article.author) == ("Unser Bad", "Ada")
    assert article.date == "2026-02-17"


def test_a_server_s_pages_take_no_more_room_than_it_has(
    settings: Settings, clock: Clock, site: Site
) -> None:
    quota = QuotaSettings(sentences=5)
    with Library.open(settings.model_copy(update={"quota": quota}), clock=clock) as library:
        watching = Watching(library, clock.pause)
        watched(watching, serve(site, "/bad", *POOL), "always", SERVER)
        serve(site, "/bad", *LONGER, "Es gibt eine Rutsche.", "Sie ist 40 Meter lang.")
        again(watching, clock)

        assert told(watching) == [("proposed", None)]
        assert "Rutsche" not in texts(library)[0]


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


def test_a_page_is_read_again_when_its_time_has_come_and_not_before(
    watching: Watching, clock: Clock, site: Site
) -> None:
    watched(watching, serve(site, "/bad", *POOL))

    assert again(watching, clock, 23 * HOUR) == []
    assert len(again(watching, clock, HOUR)) == 1
    assert watching.due() == []


def test_what_one_process_reads_no_other_reads(
    watching: Watching, library: Library, clock: Clock, site: Site
) -> None:
    article = watched(watching, serve(site, "/bad", *POOL))
    other = Watching(library, clock.pause)
    clock.move(DAY)

    assert watching.reread(article) is not None
    assert other.reread(article) is None
    assert pages_asked(site) == ["/bad"] * 2


def test_only_one_at_a_time_reads_from_a_site(
    watching: Watching, library: Library, clock: Clock, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    article = watched(watching, serve(site, "/bad", *POOL))
    clock.move(DAY)
    monkeypatch.setattr("index.watching.watching.PATIENCE_SECONDS", 0)
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
    monkeypatch.setattr("index.watching.manners.LOCK_SECONDS", 0)
    monkeypatch.setattr("index.watching.manners.LOCKS", 1 << 60)
    article = watched(watching, serve(site, "/bad", *POOL))
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
    article = watched(watching, serve(site, "/bad", *POOL), "always")
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

    assert watching.reread(article, by_hand=True) is not None
    assert clock.pauses == [2.0]


def test_what_programs_arent_to_read_isnt_watched(watching: Watching, site: Site) -> None:
    site.page("/robots.txt", b"User-agent: belegbot\nDisallow: /*intern\nAllow: /a\n")
    url = serve(site, "/b/intern", *POOL)

    with pytest.raises(ArticleRobotsError, match=r"doesn't want .* \(robots\.txt\)"):
        watching.watch(url, ADA, SHARED, DAY, "ask")

    assert site.asked == ["/robots.txt"]
    assert watching.watches() == []


@pytest.mark.parametrize("code", [401, 403, 404, 410])
def test_a_site_without_robots_txt_may_be_read(watching: Watching, site: Site, code: int) -> None:
    status(site, "/robots.txt", code)

    watched(watching, serve(site, "/bad", *POOL))

    assert len(watching.watches()) == 1


def test_a_site_whose_robots_txt_is_broken_is_left_alone(watching: Watching, site: Site) -> None:
    status(site, "/robots.txt", 503)

    with pytest.raises(ArticleStatusError):
        watching.watch(serve(site, "/bad", *POOL), ADA, SHARED, DAY, "ask")

    assert pages_asked(site) == []


def break_gone(site: Site) -> None:
    status(site, "/bad", 410)


def break_moved(site: Site) -> None:
    site.redirect("/bad", "/")
    serve(site, "/", "Willkommen in Altheim.", "Hier steht, was es Neues gibt.")


def break_login(site: Site) -> None:
    site.redirect("/bad", "/user/login?next=/bad")
    serve(site, "/user/login?next=/bad", "Bitte melde dich an.")


def break_login_in_place(site: Site) -> None:
    form = "<form><input name=u><input name=p type=password></form>"
    site.page(
        "/bad",
        html("Bitte melde dich an, um weiterzulesen.", tail=form).replace(b"<h1>Freibad</h1>", b""),
        "text/html",
    )


def break_forbidden(site: Site) -> None:
    status(site, "/bad", 403)


def break_empty(site: Site) -> None:
    site.page("/bad", b"", "text/html")


def break_shrunk(site: Site) -> None:
    site.page("/bad", html("Wartung."), "text/html")


def break_private(site: Site) -> None:
    site.redirect("/bad", "http://169.254.169.254/latest/meta-data")


def break_large(site: Site) -> None:
    def send(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Type", "text/html")
        handler.send_header("Content-Length", str(5 * 10**9))
        handler.end_headers()
        for _ in range(40):
            handler.wfile.write(b"x" * 100_000)
        handler.close_connection = True

    site.routes["/bad"] = send


def break_large_unannounced(site: Site) -> None:
    def send(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Type", "text/plain")
        handler.end_headers()
        for _ in range(50_000):
            handler.wfile.write(b"x" * 100_000)

    site.routes["/bad"] = send


def break_lying(site: Site) -> None:
    status(site, "/bad", 304)


def break_picture(site: Site) -> None:
    site.page("/bad", b"\x89PNG\r\n", "image/png")


def break_robots(site: Site) -> None:
    site.page("/robots.txt", b"User-agent: *\nDisallow: /\n")


def break_ring(site: Site) -> None:
    site.redirect("/bad", "/bad")


BREAKS: dict[str, tuple[Callable[[Site], None], str]] = {
    "gone": (break_gone, "gone"),
    "leads to the home page": (break_moved, "moved"),
    "leads to a login": (break_login, "login"),
    "is a login": (break_login_in_place, "login"),
    "is forbidden": (break_forbidden, "login"),
    "is empty": (break_empty, "empty"),
    "is a tenth of its size": (break_shrunk, "shrunk"),
    "leads to a private address": (break_private, "private"),
    "is 5 GB": (break_large, "large"),
    "doesn't end": (break_large_unannounced, "large"),
    "says unasked that nothing changed": (break_lying, "unreadable"),
    "is a picture": (break_picture, "unreadable"),
    "isn't for programs any more": (break_robots, "robots"),
    "leads to itself": (break_ring, "moved"),
}


@pytest.mark.parametrize("apply", ["ask", "always"])
@pytest.mark.parametrize("name", BREAKS)
def test_a_page_in_trouble_never_erases_the_last_good_text(
    name: str,
    apply: Apply,
    watching: Watching,
    library: Library,
    clock: Clock,
    site: Site,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(addresses, "is_public", lambda address: address == "127.0.0.1")
    public = library.settings.ingest.model_copy(update={"allow_private_addresses": False})
    library.settings = library.settings.model_copy(update={"ingest": public})
    watching = Watching(library, clock.pause)
    broken, trouble = BREAKS[name]
    long = tuple(f"{sentence} Das gilt auch am Tag {n}." for n in range(9) for sentence in POOL)
    url = serve(site, "/bad", *long)
    article = watched(watching, url, apply)
    before = library.corpus.article(article)

    broken(site)
    for _ in range(4):
        again(watching, clock, 3 * DAY)
    assert told(watching) == [("trouble", trouble)]
    assert library.corpus.article(article) == before

    site.routes.pop("/robots.txt", None)
    serve(site, "/bad", *long)
    for _ in range(4):
        again(watching, clock, 3 * DAY)
    assert told(watching) == [("healed", None)]
    assert the(watching).trouble is None
    assert library.corpus.article(article) == before
    assert watching.proposal(article) is None


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


def test_a_page_that_moved_with_its_text_is_the_same_page(
    watching: Watching, clock: Clock, site: Site
) -> None:
    watched(watching, serve(site, "/bad", *POOL))
    site.redirect("/bad", "/neu")
    serve(site, "/neu", *POOL)
    again(watching, clock)
    serve(site, "/neu", *LONGER)
    again(watching, clock)

    assert told(watching) == [("proposed", None)]
    assert the(watching).landed == f"{site.url}/neu"


def test_a_moment_s_failure_is_told_only_if_it_lasts(
    watching: Watching, clock: Clock, site: Site
) -> None:
    watched(watching, serve(site, "/bad", *POOL))
    status(site, "/bad", 503)
    again(watching, clock)
    again(watching, clock, HOUR)
    assert told(watching) == []
    serve(site, "/bad", *POOL)
    again(watching, clock, 2 * HOUR)
    assert (told(watching), the(watching).trouble) == ([], None)

    status(site, "/bad", 503)
    again(watching, clock)
    for hours in (1, 2, 4, 8):
        again(watching, clock, hours * HOUR)
    assert told(watching) == []
    again(watching, clock, 16 * HOUR)
    assert told(watching) == [("trouble", "unreachable")]


@pytest.mark.parametrize(
    "said", ["172800", "Wed, 04 Mar 2026 08:00:02 GMT", "Wed, 04 Mar 2026 08:00:02"]
)
def test_a_server_that_says_when_to_come_again_is_left_alone_until_then(
    said: str, watching: Watching, clock: Clock, site: Site
) -> None:
    watched(watching, serve(site, "/bad", *POOL))
    status(site, "/bad", 429, Retry_After=said)
    again(watching, clock)

    assert again(watching, clock, 2 * DAY - 2 * HOUR) == []
    assert len(again(watching, clock, 3 * HOUR)) == 1


@pytest.mark.parametrize("said", ["-1", "soon", "1e99", "9" * 500, ""])
def test_a_server_that_says_nonsense_of_when_to_come_again_is_asked_in_an_hour(
    said: str, watching: Watching, clock: Clock, site: Site
) -> None:
    watched(watching, serve(site, "/bad", *POOL))
    status(site, "/bad", 429, Retry_After=said)
    again(watching, clock)

    pause = the(watching).due_at - clock.time
    assert pause == (7 * DAY if said.isdecimal() else HOUR)


def test_a_page_that_comes_and_goes_is_told_of_once(
    watching: Watching, clock: Clock, site: Site
) -> None:
    watched(watching, serve(site, "/bad", *POOL))
    seen = []
    for _ in range(10):
        status(site, "/bad", 404)
        again(watching, clock)
        seen += told(watching)
        serve(site, "/bad", *POOL)
        again(watching, clock, HOUR * 2)
        seen += told(watching)

    assert seen == [("trouble", "gone")]


def test_other_trouble_than_was_told_isnt_told_again(
    watching: Watching, clock: Clock, site: Site
) -> None:
    watched(watching, serve(site, "/bad", *POOL))
    for code in (404, 403, 503, 404):
        status(site, "/bad", code)
        again(watching, clock)

    assert told(watching) == [("trouble", "gone")]
    assert the(watching).trouble == "gone"


def test_a_gone_page_is_asked_for_less_and_less(
    watching: Watching, clock: Clock, site: Site
) -> None:
    watched(watching, serve(site, "/bad", *POOL))
    status(site, "/bad", 410)
    for _ in range(30 * 24):
        again(watching, clock, HOUR)

    # After a day; then after 1, 2, 4, … 64 hours, and every three days.
    assert len(pages_asked(site)) == 1 + 1 + 7 + 7


def test_an_article_that_isnt_in_force_is_left_alone_until_it_is_again(
    watching: Watching, library: Library, clock: Clock, site: Site
) -> None:
    article = watched(watching, serve(site, "/bad", *POOL))
    library.remove(article, ADA)

    assert again(watching, clock) == []
    with pytest.raises(ArticleAlreadyRemovedError):
        watching.reread(article, by_hand=True)
    library.restore(article, ADA)
    assert len(again(watching, clock)) == 1


def test_unwatching_leaves_the_article(watching: Watching, library: Library, site: Site) -> None:
    article = watched(watching, serve(site, "/bad", *POOL))

    assert watching.unwatch(article).article_id == article

    assert (watching.watches(), len(texts(library))) == ([], 1)
    with pytest.raises(ArticleNotWatchedError):
        watching.unwatch(article)
    with pytest.raises(ArticleNotWatchedError):
        watching.reread(article)


def test_who_stops_watching_while_a_page_is_read_hears_no_more_of_it(
    watching: Watching, library: Library, clock: Clock, site: Site
) -> None:
    article = watched(watching, serve(site, "/bad", *POOL), "always")
    clock.move(DAY)

    def send(handler: BaseHTTPRequestHandler) -> None:
        watching.unwatch(article)
        serve(site, "/bad", *LONGER)
        site.routes["/bad"](handler)

    site.routes["/bad"] = send

    assert watching.reread(article) is None
    assert PRICE in texts(library)[0]
    assert watching.watches() == []


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
    watched(watching, serve(site, "/bad", *POOL), scope=SERVER)

    library.purge_scope(SERVER, ADA)

    assert watching.watches() == []


def test_news_are_told_by_one_of_those_who_want_to(
    watching: Watching, library: Library, clock: Clock, site: Site
) -> None:
    watched(watching, serve(site, "/bad", *POOL))
    serve(site, "/bad", *LONGER)
    again(watching, clock)
    [news] = watching.news()
    tellers = [Watching(library) for _ in range(4)]
    done: list[bool] = []
    threads = [
        threading.Thread(target=lambda teller=teller: done.append(teller.tell(news)))
        for teller in tellers
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(done) == [False, False, False, True]


def test_a_look_that_was_never_concluded_is_taken_again(
    watching: Watching, clock: Clock, site: Site
) -> None:
    article = watched(watching, serve(site, "/bad", *POOL))
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


@pytest.mark.parametrize("url", ["", "example.org", "ftp://example.org/", "http://a:b@c.de/"])
def test_what_is_no_address_isnt_watched(watching: Watching, url: str) -> None:
    with pytest.raises(ArticleAddressInvalidError):
        watching.watch(url, ADA, SHARED, DAY, "ask")


def test_a_page_that_cant_be_read_isnt_watched_and_nothing_is_stored(
    watching: Watching, library: Library, site: Site
) -> None:
    with pytest.raises(ArticleStatusError):
        watching.watch(site.url + "/nichts", ADA, SHARED, DAY, "ask")

    assert (watching.watches(), library.corpus.changes()) == ([], [])


def test_an_unknown_article_is_unknown(watching: Watching) -> None:
    with pytest.raises(ArticleNotWatchedError):
        watching.proposal("zzzzzzzz")

"""Pages in trouble: the last good text stays, and it is told once, and once that it is over."""

from collections.abc import Callable
from http.server import BaseHTTPRequestHandler

import pytest

from index.articles.web import addresses
from index.library import Library
from index.watching.watches import Apply
from index.watching.watching import Watching
from tests.index.articles.web.web_server import Site
from tests.index.watching.pages import (
    DAY,
    POOL,
    Clock,
    html,
    serve,
    status,
)
from tests.index.watching.watched import again, the, told, watched


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


def break_textless(site: Site) -> None:
    site.page("/bad", b"<html><body><script>load()</script></body></html>", "text/html")


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
    "has no text any more": (break_textless, "empty"),
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
    assert watching.decisions.proposal(article) is None

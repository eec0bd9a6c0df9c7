"""Redirects are followed by hand, as browsers read them, and no further than the web."""

from http.server import BaseHTTPRequestHandler

import pytest

from index.articles import read_url
from index.articles.errors import (
    ArticleAddressInvalidError,
)
from index.articles.web.errors import (
    ArticleRedirectError,
)
from index.config import IngestSettings
from tests.index.articles.web.conftest import Resolve
from tests.index.articles.web.web_server import Site


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_redirects_are_followed_to_the_final_address(
    status: int,
    site: Site,
    local: IngestSettings,
) -> None:
    final = site.page("/ziel", b"Sie ruht.")
    start = site.redirect("/start", "../ziel", status)
    assert read_url(start, local).draft.url == final


def test_five_redirects_are_followed_and_six_are_not(site: Site, local: IngestSettings) -> None:
    site.page("/0", b"Sie ruht.")
    for step in range(1, 7):
        site.redirect(f"/{step}", f"/{step - 1}")
    assert read_url(f"{site.url}/5", local).draft.url == f"{site.url}/0"
    with pytest.raises(ArticleRedirectError):
        read_url(f"{site.url}/6", local)


REDIRECTS = {
    "/fähre": "/f%C3%A4hre",
    "/Ålesund à la carte": "/%C3%85lesund%20%C3%A0%20la%20carte",
    "/a?ort=Köln am Rhein": "/a?ort=K%C3%B6ln%20am%20Rhein",
    "/f%C3%A4hre": "/f%C3%A4hre",
    " /blank ": "/blank",
    "渡船": "/%E6%B8%A1%E8%88%B9",
}


@pytest.mark.parametrize("location", REDIRECTS)
def test_what_is_not_ascii_in_a_redirect_is_read_as_browsers_read_it(
    location: str, site: Site, local: IngestSettings
) -> None:
    final = site.page(REDIRECTS[location], b"Sie ruht.")
    raw_redirect(site, location.encode())
    assert read_url(site.url + "/start", local).draft.url == final
    assert site.asked == ["/start", REDIRECTS[location]]


def test_a_redirect_in_another_encoding_keeps_its_bytes(site: Site, local: IngestSettings) -> None:
    final = site.page("/f%E4hre", b"Sie ruht.")
    raw_redirect(site, "/fähre".encode("latin-1"))
    assert read_url(site.url + "/start", local).draft.url == final


def test_a_redirect_to_a_name_with_an_umlaut_is_followed(
    site: Site, names: Resolve, local: IngestSettings
) -> None:
    asked = names({"xn--fhre-loa.example": ["127.0.0.1"]})
    site.page("/a", b"Sie ruht.")
    port = site.url.rpartition(":")[2]
    raw_redirect(site, f"http://fähre.example:{port}/a".encode())
    assert read_url(site.url + "/start", local).draft.text == "Sie ruht."
    assert asked == ["xn--fhre-loa.example"]


def raw_redirect(site: Site, location: bytes) -> None:
    def send(handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(
            b"HTTP/1.1 301 Moved\r\nLocation: " + location + b"\r\nContent-Length: 0\r\n\r\n"
        )
        handler.close_connection = True

    site.routes["/start"] = send


def test_redirects_in_a_ring_end_at_once(site: Site, local: IngestSettings) -> None:
    site.redirect("/b", "/a")
    start = site.redirect("/a", "/b")
    with pytest.raises(ArticleRedirectError, match="keeps redirecting without arriving"):
        read_url(start, local)
    assert site.asked == ["/a", "/b"]


@pytest.mark.parametrize(
    "target", ["file:///etc/passwd", "ftp://example.org/", "http://a:b@example.org/"]
)
def test_a_redirect_out_of_the_web_is_refused(
    target: str,
    site: Site,
    local: IngestSettings,
) -> None:
    with pytest.raises(ArticleAddressInvalidError):
        read_url(site.redirect("/a", target), local)

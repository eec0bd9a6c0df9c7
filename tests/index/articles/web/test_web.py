"""Web addresses: what is fetched from where, within which limits."""

import gzip
import socket
import ssl
import zlib
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Event, Thread
from typing import Any

import pytest
import trustme

from index.articles import given_metadata, read_url
from index.articles.errors import (
    ArticleAddressInvalidError,
    ArticleArchiveError,
    ArticleEmptyError,
    ArticleTooLargeError,
)
from index.articles.web import addresses
from index.articles.web.errors import (
    ArticleAddressRefusedError,
    ArticleCertificateError,
    ArticleCompressionError,
    ArticleContentTypeError,
    ArticleHostUnknownError,
    ArticleIncompleteError,
    ArticleRedirectError,
    ArticleStatusError,
    ArticleTimeoutError,
    ArticleUnreachableError,
)
from index.config import IngestSettings
from tests.index.articles.web.web_server import Site
from tests.office_files import docx, p

Resolve = Callable[[dict[str, list[str]]], list[str]]


@pytest.fixture
def names(monkeypatch: pytest.MonkeyPatch) -> Resolve:
    """Make names resolve as a dictionary says; returns the list of those that were asked for."""
    real = socket.getaddrinfo

    def pretend(table: dict[str, list[str]]) -> list[str]:
        asked: list[str] = []

        def getaddrinfo(host: str, port: int, *args: Any, **options: Any) -> list[Any]:  # noqa: ANN401
            if host not in table:
                return real(host, port, *args, **options)
            asked.append(host)
            return [entry for ip in table[host] for entry in real(ip, port, *args, **options)]

        monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)
        return asked

    return pretend


@pytest.fixture
def no_connections(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """Forbid every connection; returns the addresses that one was tried to."""
    tried: list[Any] = []

    def connect(_: socket.socket, address: Any) -> None:  # noqa: ANN401
        tried.append(address)
        raise AssertionError(address)

    monkeypatch.setattr(socket.socket, "connect", connect)
    return tried


def test_a_text_is_fetched_with_its_address(
    site: Site, local: IngestSettings, sentence: str
) -> None:
    url = site.page("/notiz.txt?x=1", f" date 2020-02 {sentence}".encode())
    draft = read_url(url + "#teil", local).draft
    assert (draft.text, draft.date, draft.url) == (sentence, "2020-02", url)


def test_the_request_says_who_asks_and_carries_no_secrets(
    site: Site, local: IngestSettings
) -> None:
    read_url(site.page("/", b"Die Mission ruht."), local)
    headers = site.headers[0]
    assert headers["User-Agent"].startswith("Belegbot/")
    assert headers["Host"] == site.url.removeprefix("http://")
    assert not {"Cookie", "Authorization"} & headers.keys()


def test_html_pdf_and_markdown_are_told_by_their_type(
    site: Site,
    make_pdf: Callable[..., bytes],
    local: IngestSettings,
) -> None:
    page = b"<html><body><p>Die Mission ruht.</p></body></html>"
    urls = [
        site.page("/a", page, "text/html; charset=utf-8"),
        site.page("/b", make_pdf(["Die Mission ruht."]), "application/pdf"),
        site.page("/c", b"Die *Mission* ruht.", "text/markdown"),
    ]
    readings = [read_url(url, local) for url in urls]
    assert [reading.format for reading in readings] == ["html", "pdf", "markdown"]
    assert {reading.draft.text for reading in readings} == {"Die Mission ruht."}


def test_the_charset_of_the_server_is_honoured(site: Site, local: IngestSettings) -> None:
    text = "Все люди рождаются свободными и равными."
    url = site.page("/a", text.encode("koi8-r"), "text/plain; charset=KOI8-R")
    assert read_url(url, local).draft.text == text


def test_a_document_without_a_type_is_told_by_its_content(
    site: Site, local: IngestSettings
) -> None:
    assert read_url(site.page("/a", b"Die Mission ruht.", ""), local).format == "text"


def test_the_canonical_address_counts_on_the_same_host_only(
    site: Site, local: IngestSettings
) -> None:
    page = '<html><head><link rel="canonical" href="{}"></head><body><p>Sie ruht.</p></body></html>'
    ours = site.page("/a?utm=1", page.format("/a").encode(), "text/html")
    theirs = site.page("/b", page.format("https://example.org/b").encode(), "text/html")
    assert read_url(ours, local).draft.url == f"{site.url}/a"
    assert read_url(theirs, local).draft.url == theirs


def test_an_address_given_by_a_person_is_kept(site: Site, local: IngestSettings) -> None:
    given = given_metadata(url="https://example.org/kurz", title="Kurz")
    draft = read_url(site.page("/a", b"Sie ruht."), local, given).draft
    assert (draft.url, draft.title) == ("https://example.org/kurz", "Kurz")


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


@pytest.mark.parametrize(
    "url",
    [
        "",
        "example.org",
        "ftp://example.org/a",
        "file:///etc/passwd",
        "javascript:alert(1)",
        "http://me:secret@example.org/",
        "http://me@example.org/",
        "http://",
        "http://:80/",
        "http://[::1",
        "http://example.org:99999/",
        "http://exa mple.org/",
        "http://example.org/\r\nHost: evil",
        "http://" + "a" * 300 + "/",
    ],
)
def test_what_is_no_web_address_is_refused(
    url: str, no_connections: list[Any], ingest: IngestSettings
) -> None:
    with pytest.raises((ArticleAddressInvalidError, ArticleHostUnknownError)):
        read_url(url, ingest)
    assert no_connections == []


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "localhost",
        "10.0.0.1",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "100.100.100.200",
        "168.63.129.16",
        "192.0.0.192",
        "198.18.0.1",
        "0.0.0.0",
        "224.0.0.1",
        "240.0.0.1",
        "255.255.255.255",
        "2130706433",
        "0x7f.1",
        "0177.0.0.1",
        "[::1]",
        "[::]",
        "[::ffff:127.0.0.1]",
        "[::ffff:8.8.8.8]",
        "[::127.0.0.1]",
        "[64:ff9b::7f00:1]",
        "[64:ff9b:1::1]",
        "[2002:7f00:1::]",
        "[2001:0:7f00:1::]",
        "[fe80::1]",
        "[fec0::1]",
        "[fc00::1]",
        "[fd00:ec2::254]",
        "[ff02::1]",
    ],
)
def test_an_address_that_is_not_public_is_refused_before_any_connection(
    host: str, no_connections: list[Any], ingest: IngestSettings
) -> None:
    with pytest.raises(ArticleAddressRefusedError, match="isn't on the public internet"):
        read_url(f"http://{host}/latest/meta-data", ingest)
    assert no_connections == []


@pytest.mark.parametrize(
    "address", ["8.8.8.8", "93.184.216.34", "2606:2800:220:1::1", "2a00:1450::1"]
)
def test_public_addresses_are_public(address: str) -> None:
    assert addresses.is_public(address)


def test_a_name_that_resolves_to_a_private_address_is_refused(
    names: Resolve, no_connections: list[Any], ingest: IngestSettings
) -> None:
    names({"intern.example": ["93.184.216.34", "10.0.0.1"]})
    with pytest.raises(ArticleAddressRefusedError) as caught:
        read_url("https://intern.example/a", ingest)
    assert "10.0.0.1" not in str(caught.value)
    assert "10.0.0.1" in str(caught.value.__cause__)
    assert no_connections == []


def test_every_redirect_is_checked_like_the_first_address(
    site: Site,
    ingest: IngestSettings,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(addresses, "is_public", lambda address: address == "127.0.0.1")
    start = site.redirect("/a", "http://169.254.169.254/latest/meta-data")
    with pytest.raises(ArticleAddressRefusedError, match=r"leads to “169\.254\.169\.254”"):
        read_url(start, ingest)
    assert site.asked == ["/a"]


def test_a_name_is_resolved_once_and_connected_to_as_checked(
    site: Site,
    names: Resolve,
    local: IngestSettings,
) -> None:
    asked = names({"belege.example": ["127.0.0.1"]})
    site.page("/a", b"Sie ruht.")
    url = site.url.replace("127.0.0.1", "belege.example") + "/a"
    assert read_url(url, local).draft.url == url
    assert asked == ["belege.example"]
    assert site.headers[0]["Host"] == url.removeprefix("http://").removesuffix("/a")


def test_the_next_address_is_tried_when_one_does_not_answer(
    site: Site,
    names: Resolve,
    local: IngestSettings,
) -> None:
    names({"belege.example": ["127.0.0.9", "127.0.0.1"]})
    site.page("/a", b"Sie ruht.")
    url = site.url.replace("127.0.0.1", "belege.example") + "/a"
    assert read_url(url, local).draft.text == "Sie ruht."


def test_a_name_that_does_not_exist_is_said(
    monkeypatch: pytest.MonkeyPatch, ingest: IngestSettings
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise socket.gaierror(-2, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", fail)
    with pytest.raises(ArticleHostUnknownError, match=r"“fehlt\.example” can't be found"):
        read_url("http://fehlt.example/", ingest)


def test_a_closed_port_is_said(local: IngestSettings) -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        port = unused.getsockname()[1]
    with pytest.raises(ArticleUnreachableError, match=r"connection to “127\.0\.0\.1” failed"):
        read_url(f"http://127.0.0.1:{port}/", local)


def test_proxies_of_the_environment_are_not_used(
    site: Site,
    local: IngestSettings,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:1/")
    assert read_url(site.page("/a", b"Sie ruht."), local).draft.text == "Sie ruht."


@pytest.mark.parametrize("status", [404, 403, 500, 304, 302])
def test_another_status_than_success_is_said(
    status: int,
    site: Site,
    local: IngestSettings,
) -> None:
    def send(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        handler.send_header("Content-Type", "text/html")
        handler.end_headers()

    site.routes["/a"] = send
    with pytest.raises(ArticleStatusError, match=f"with the error {status} for"):
        read_url(site.url + "/a", local)


@pytest.mark.parametrize("content_type", ["image/png", "application/zip", "video/mp4", "x"])
def test_another_type_than_text_is_refused_unread(
    content_type: str,
    site: Site,
    local: IngestSettings,
) -> None:
    with pytest.raises(ArticleContentTypeError, match=f"delivers “{content_type}”, not a text"):
        read_url(site.page("/a", b"Sie ruht.", content_type), local)


ANY_TYPE = [
    "application/octet-stream",
    "application/x-pdf",
    "application/force-download",
    "binary/octet-stream",
    "Application/Octet-Stream; charset=binary",
    "",
]


@pytest.mark.parametrize("content_type", ANY_TYPE)
def test_what_any_type_is_sent_with_is_told_by_its_bytes(
    content_type: str, site: Site, make_pdf: Callable[..., bytes], local: IngestSettings
) -> None:
    page = "\ufeff\n<!DOCTYPE html><html><body><p>Die Übung ruht.</p></body></html>"
    urls = [
        site.page("/a", make_pdf(["Die Übung ruht."]), content_type),
        site.page("/b", page.encode(), content_type),
        site.page("/c", "Die Übung ruht.".encode(), content_type),
        site.page("/d", "Die Übung ruht.".encode("utf-16"), content_type),
        site.page("/e.md", "Die *Übung* ruht.".encode(), content_type),
        site.page("/f", docx(p("Die Übung ruht.")), content_type),
    ]
    readings = [read_url(url, local) for url in urls]
    assert [reading.format for reading in readings] == [
        *("pdf", "html", "text", "text", "markdown", "docx")
    ]
    assert {reading.draft.text for reading in readings} == {"Die Übung ruht."}


@pytest.mark.parametrize("content_type", ANY_TYPE[:4])
@pytest.mark.parametrize("path", ["/a", "/a.pdf", "/a.txt"])
def test_what_is_neither_pdf_nor_text_is_refused_as_before(
    content_type: str, path: str, site: Site, local: IngestSettings
) -> None:
    for body in (b"\x89PNG\r\n\x1a\n" + bytes(99), b"PK\x03\x04" + bytes(99)):
        url = site.page(path, body, content_type)
        with pytest.raises(ArticleContentTypeError, match=f"“{content_type}”, not a text"):
            read_url(url, local)


@pytest.mark.parametrize("content_type", ["application/pdf", "application/x-pdf", "text/plain"])
def test_a_page_that_calls_itself_a_pdf_or_a_text_is_read_as_a_page(
    content_type: str, site: Site, local: IngestSettings
) -> None:
    page = b"<!doctype html><html><body><p>Die Datei ist umgezogen.</p></body></html>"
    reading = read_url(site.page("/a.pdf", page, content_type), local)
    assert (reading.format, reading.draft.text) == ("html", "Die Datei ist umgezogen.")


@pytest.mark.parametrize("content_type", ["text/html", "text/plain; charset=utf-8"])
def test_a_pdf_that_calls_itself_a_page_or_a_text_is_read_as_a_pdf(
    content_type: str, site: Site, make_pdf: Callable[..., bytes], local: IngestSettings
) -> None:
    url = site.page("/a.html", make_pdf(["Die Mission ruht."]), content_type)
    assert read_url(url, local).format == "pdf"


def test_an_archive_that_calls_itself_text_is_refused(site: Site, local: IngestSettings) -> None:
    with pytest.raises(ArticleArchiveError):
        read_url(site.page("/a.txt", b"PK\x03\x04" + bytes(100)), local)


def test_a_page_without_text_is_refused(site: Site, local: IngestSettings) -> None:
    with pytest.raises(ArticleEmptyError):
        read_url(site.page("/a", b"  "), local)


def test_compressed_answers_are_unpacked(site: Site, local: IngestSettings) -> None:
    body = "Die Übung ruht.".encode()
    site.page("/gzip", gzip.compress(body), Content_Encoding="gzip")
    site.page("/deflate", zlib.compress(body), Content_Encoding="deflate")
    for path in ("/gzip", "/deflate"):
        assert read_url(site.url + path, local).draft.text == "Die Übung ruht."


def test_a_compressed_bomb_is_stopped_at_the_limit(site: Site, local: IngestSettings) -> None:
    bomb = gzip.compress(gzip.compress(bytes(200_000_000), 9), 9)
    site.page("/bombe", bomb, Content_Encoding="gzip, gzip")
    with pytest.raises(ArticleTooLargeError, match="is larger than 1 MB"):
        read_url(site.url + "/bombe", local)


def test_an_announced_length_over_the_limit_is_refused_unread(
    site: Site, local: IngestSettings
) -> None:
    def send(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Type", "text/plain")
        handler.send_header("Content-Length", "5000000000")
        handler.end_headers()

    site.routes["/gross"] = send
    with pytest.raises(ArticleTooLargeError):
        read_url(site.url + "/gross", local)


def test_a_stream_without_end_is_stopped_at_the_limit(site: Site, local: IngestSettings) -> None:
    sent = []

    def send(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Type", "text/plain")
        handler.end_headers()
        while True:
            handler.wfile.write(b"Sie ruht. " * 10_000)
            sent.append(1)

    site.routes["/endlos"] = send
    with pytest.raises(ArticleTooLargeError):
        read_url(site.url + "/endlos", local)
    assert len(sent) < 200


@pytest.mark.parametrize("stage", ["status", "header", "body", "length"])
def test_a_server_that_trickles_is_left_at_the_deadline(
    stage: str,
    site: Site,
) -> None:
    """Each byte comes in time; only all of them together never do."""
    over = Event()
    head = {
        "status": b"",
        "header": b"HTTP/1.1 200 OK\r\nX-Slow: ",
        "body": b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n",
        "length": b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 900\r\n\r\n",
    }[stage]

    def send(handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(head)
        handler.close_connection = True
        while not over.wait(0.05):
            handler.wfile.write(b"a")

    site.routes["/langsam"] = send
    settings = IngestSettings(allow_private_addresses=True, timeout=0.4)
    try:
        with pytest.raises(ArticleTimeoutError) as caught:
            read_url(site.url + "/langsam", settings)
    finally:
        over.set()
    assert "within 0.4 seconds. Nothing was stored" in str(caught.value)


def test_an_answer_that_breaks_off_is_not_taken_for_the_whole(
    site: Site, local: IngestSettings
) -> None:
    def send(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Type", "text/plain")
        handler.send_header("Content-Length", "1000")
        handler.end_headers()
        handler.wfile.write(b"Sie ruht.")
        handler.close_connection = True

    site.routes["/kurz"] = send
    with pytest.raises(ArticleIncompleteError):
        read_url(site.url + "/kurz", local)


PAGE = "\n\n".join(f"Am {day}. Mai ruhte die Übung {day * 7919}." for day in range(1, 900)).encode()


def raw_deflate(body: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(body) + packer.flush()


COMPRESSIONS: dict[str, tuple[str, Callable[[bytes], bytes]]] = {
    "gzip": ("gzip", gzip.compress),
    "x-gzip": ("x-gzip", gzip.compress),
    "two streams": ("gzip", lambda body: gzip.compress(body[:9000]) + gzip.compress(body[9000:])),
    "deflate": ("deflate", zlib.compress),
    "raw deflate": ("deflate", raw_deflate),
    "twice": ("gzip, deflate", lambda body: zlib.compress(gzip.compress(body))),
}


@pytest.mark.parametrize("compression", COMPRESSIONS)
def test_a_compressed_page_is_read_whole(
    compression: str, site: Site, local: IngestSettings
) -> None:
    name, packed = COMPRESSIONS[compression]
    url = site.page("/a", packed(PAGE), Content_Encoding=name)
    assert read_url(url, local).draft.text == PAGE.decode()


@pytest.mark.parametrize("kept", [0.1, 0.5, 0.99])
@pytest.mark.parametrize("compression", COMPRESSIONS)
def test_a_compressed_body_that_breaks_off_is_refused_as_incomplete(
    compression: str, kept: float, site: Site, local: IngestSettings
) -> None:
    name, packed = COMPRESSIONS[compression]
    body = packed(PAGE)
    url = site.page("/a", body[: int(kept * len(body))], Content_Encoding=name)
    with pytest.raises(ArticleIncompleteError) as caught:
        read_url(url, local)
    assert str(caught.value) == (
        f"“{url}” didn't arrive whole: the transfer broke off, or the server sent only a part of "
        "it. Nothing was stored; try again later, or save the page as a file and add that."
    )
    assert caught.value.text("de").startswith(f"„{url}“ ist nicht ganz angekommen: Die Übertragung")


def test_the_last_byte_of_a_compressed_body_is_missed(site: Site, local: IngestSettings) -> None:
    url = site.page("/a", gzip.compress(b"Sie ruht.")[:-1], Content_Encoding="gzip")
    with pytest.raises(ArticleIncompleteError):
        read_url(url, local)


def test_a_compressed_body_that_was_changed_on_the_way_is_refused(
    site: Site, local: IngestSettings
) -> None:
    body = bytearray(gzip.compress(PAGE))
    body[-6] ^= 1  # of the checksum
    url = site.page("/a", bytes(body), Content_Encoding="gzip")
    with pytest.raises(ArticleIncompleteError):
        read_url(url, local)


def test_what_stands_behind_a_compressed_body_is_left_out(
    site: Site, local: IngestSettings
) -> None:
    url = site.page("/a", gzip.compress(PAGE) + bytes(512), Content_Encoding="gzip")
    assert read_url(url, local).draft.text == PAGE.decode()


def test_a_compression_that_was_not_asked_for_is_said(site: Site, local: IngestSettings) -> None:
    url = site.page("/a", b"\x0b\x04\x80Sie ruht.\x03", Content_Encoding="br")
    with pytest.raises(ArticleCompressionError, match=r"in a way that can't be unpacked \(br\)"):
        read_url(url, local)
    assert site.headers[0]["Accept-Encoding"] == "gzip, deflate"


def test_a_chain_of_compressions_without_end_is_refused(site: Site, local: IngestSettings) -> None:
    url = site.page("/a", b"Sie ruht.", Content_Encoding=", ".join(["gzip"] * 6))
    with pytest.raises(ArticleCompressionError):
        read_url(url, local)


def test_a_content_encoding_that_is_no_compression_says_nothing(
    site: Site, local: IngestSettings
) -> None:
    url = site.page("/a", "Die Übung ruht.".encode(), Content_Encoding="UTF-8")
    assert read_url(url, local).draft.text == "Die Übung ruht."


def test_a_part_that_was_not_asked_for_is_refused_as_incomplete(
    site: Site, local: IngestSettings
) -> None:
    def send(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(206)
        handler.send_header("Content-Type", "text/plain")
        handler.send_header("Content-Range", "bytes 0-8/38776")
        handler.send_header("Content-Length", "9")
        handler.end_headers()
        handler.wfile.write(b"Sie ruht.")

    site.routes["/teil"] = send
    with pytest.raises(ArticleIncompleteError):
        read_url(site.url + "/teil", local)


CHUNKS = {
    "before the next chunk": b"9\r\nSie ruht.\r\n",
    "within a chunk": b"9\r\nSie ruht.\r\n20\r\nUnd",
    "within a length": b"9\r\nSie ruht.\r\n2",
    "with what is no length": b"9\r\nSie ruht.\r\nxyz\r\nUnd",
}


@pytest.mark.parametrize("place", CHUNKS)
def test_a_chunked_body_that_breaks_off_is_refused_as_incomplete(
    place: str, site: Site, local: IngestSettings
) -> None:
    chunked(site, CHUNKS[place])
    with pytest.raises(ArticleIncompleteError):
        read_url(site.url + "/stueck", local)


def test_a_chunked_body_that_ends_is_read(site: Site, local: IngestSettings) -> None:
    chunked(site, b"9\r\nSie ruht.\r\n0\r\n\r\n")
    assert read_url(site.url + "/stueck", local).draft.text == "Sie ruht."


def chunked(site: Site, body: bytes) -> None:
    def send(handler: BaseHTTPRequestHandler) -> None:
        head = b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nTransfer-Encoding: chunked\r\n\r\n"
        handler.wfile.write(head + body)
        handler.close_connection = True

    site.routes["/stueck"] = send


@pytest.mark.parametrize(
    "answer", [b"", b"nonsense\r\n\r\n", b"HTTP/1.1 999999 OK\r\n\r\n", b"\x00" * 99]
)
def test_what_is_no_http_is_said(
    answer: bytes,
    site: Site,
    local: IngestSettings,
) -> None:
    def send(handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(answer)
        handler.close_connection = True

    site.routes["/a"] = send
    with pytest.raises(ArticleUnreachableError):
        read_url(site.url + "/a", local)


@pytest.fixture
def authority() -> trustme.CA:
    """A certificate authority that only this test knows."""
    return trustme.CA()


@pytest.fixture
def secure_port(authority: trustme.CA) -> Iterator[int]:
    """A TLS server whose certificate is for belege.example only."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = b"Sie ruht."
            self.send_response(200)
            self.send_header("Content-Type", "text/plain")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    class Server(HTTPServer):
        def handle_error(self, *_: object) -> None:
            """A client that hangs up in the handshake is what is tested."""

    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("belege.example").configure_cert(context)
    server = Server(("127.0.0.1", 0), Handler)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield server.server_port
    server.shutdown()
    thread.join()
    server.server_close()


def test_tls_checks_the_name_although_the_connection_goes_to_an_address(
    secure_port: int,
    authority: trustme.CA,
    names: Resolve,
    local: IngestSettings,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    authority.cert_pem.write_to_path(tmp_path / "authority.pem")
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "authority.pem"))
    names({"belege.example": ["127.0.0.1"], "andere.example": ["127.0.0.1"]})
    assert read_url(f"https://belege.example:{secure_port}/", local).draft.text == "Sie ruht."
    with pytest.raises(ArticleCertificateError, match=r"“andere\.example” couldn't prove"):
        read_url(f"https://andere.example:{secure_port}/", local)


def test_a_certificate_that_nobody_vouches_for_is_refused(
    secure_port: int, names: Resolve, local: IngestSettings
) -> None:
    names({"belege.example": ["127.0.0.1"]})
    with pytest.raises(ArticleCertificateError):
        read_url(f"https://belege.example:{secure_port}/", local)

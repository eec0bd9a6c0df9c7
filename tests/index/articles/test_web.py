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
    ArticleContentTypeError,
    ArticleHostUnknownError,
    ArticleRedirectError,
    ArticleStatusError,
    ArticleTimeoutError,
    ArticleUnreachableError,
)
from index.config import IngestSettings
from tests.index.articles.web_server import Site

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
    with pytest.raises(ArticleUnreachableError):
        read_url(site.url + "/kurz", local)


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

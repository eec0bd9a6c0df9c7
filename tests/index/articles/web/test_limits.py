"""No answer is longer than its limit, or takes longer; what breaks off isn't taken for all."""

import gzip
from http.server import BaseHTTPRequestHandler
from threading import Event

import pytest

from index.articles import read_url
from index.articles.errors import (
    ArticleTooLargeError,
)
from index.articles.web.errors import (
    ArticleIncompleteError,
    ArticleTimeoutError,
)
from index.config import IngestSettings
from tests.index.articles.web.web_server import Site


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

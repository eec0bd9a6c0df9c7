"""Compressed and chunked bodies are read whole, or refused."""

import gzip
import zlib
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler

import pytest

from index.articles import read_url
from index.articles.web.errors import (
    ArticleCompressionError,
    ArticleIncompleteError,
)
from index.config import IngestSettings
from tests.index.articles.web.web_server import Site


def test_compressed_answers_are_unpacked(site: Site, local: IngestSettings) -> None:
    body = "Die Übung ruht.".encode()
    site.page("/gzip", gzip.compress(body), Content_Encoding="gzip")
    site.page("/deflate", zlib.compress(body), Content_Encoding="deflate")
    for path in ("/gzip", "/deflate"):
        assert read_url(site.url + path, local).draft.text == "Die Übung ruht."


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

"""What a server says of a document, and what its bytes say."""

from collections.abc import Callable
from http.server import BaseHTTPRequestHandler

import pytest

from index.articles import read_url
from index.articles.errors import (
    ArticleArchiveError,
    ArticleEmptyError,
)
from index.articles.web.errors import (
    ArticleContentTypeError,
    ArticleStatusError,
)
from index.config import IngestSettings
from tests.index.articles.web.web_server import Site
from tests.office_files import docx, p


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

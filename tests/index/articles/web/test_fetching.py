"""What is fetched from the web, how it is asked for, and what becomes of it."""

from collections.abc import Callable
from http.server import BaseHTTPRequestHandler

import pytest

from index.articles import given_metadata, read_url
from index.articles.web.errors import (
    ArticleUnreachableError,
)
from index.config import IngestSettings
from tests.index.articles.web.web_server import Site


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

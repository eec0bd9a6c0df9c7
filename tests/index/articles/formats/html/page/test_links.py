"""Where a fetched page leads: its links as a reader would follow them, and no more than fit."""

import pytest

from index.articles.documents import Document, read_document
from index.articles.formats.html.page.links import MOST
from index.articles.metadata import NOTHING_KNOWN
from index.config import IngestSettings

HOME = "https://altheim.example/doku/seite"


def links(body: str, address: str | None = HOME, head: str = "") -> list[str]:
    page = f"<html><head>{head}</head><body><p>Ein Satz steht hier.</p>{body}</body></html>"
    document = Document(page.encode(), address or "page.html", "text/html", address)
    return list(read_document(document, NOTHING_KNOWN, IngestSettings()).links)


@pytest.mark.parametrize(
    ("href", "target"),
    [
        ("a", "https://altheim.example/doku/a"),
        ("/b?x=1&amp;y=2#oben", "https://altheim.example/b?x=1&y=2"),
        (" //anderswo.example/c ", "https://anderswo.example/c"),
        ("../d", "https://altheim.example/d"),
        ("", None),
        ("mailto:a@b.example", None),
        ("javascript:alert(1)", None),
        ("http://[", None),
        ("http://a:b@c.example/", None),
        ("x" * 600, None),
    ],
)
def test_a_link_leads_where_its_reader_would_go(href: str, target: str | None) -> None:
    assert links(f'<a href="{href}">weiter</a>') == ([] if target is None else [target])


def test_each_is_told_once_in_the_page_s_order_and_none_that_isnt_to_be_followed() -> None:
    body = '<a href=b>b</a><a href=a>a</a><a href=b#c>b</a><a rel="x NoFollow" href=c>c</a><a>d</a>'
    assert links(body) == [f"https://altheim.example/doku/{name}" for name in "ba"]


def test_a_base_counts_and_without_an_address_nothing_leads_anywhere() -> None:
    assert links("<a href=a>a</a>", head='<base href="/neu/">') == ["https://altheim.example/neu/a"]
    assert links('<a href="https://b.example/">b</a>', address=None) == []


def test_no_more_are_told_than_fit() -> None:
    body = "".join(f"<a href={number}>{number}</a> " for number in range(MOST + 100))
    assert len(links(body)) == MOST

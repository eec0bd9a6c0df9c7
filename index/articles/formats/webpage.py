"""HTML -> the main text of the page and what it says about itself, through trafilatura."""

import logging
from datetime import UTC, datetime
from urllib.parse import urljoin, urlsplit

import trafilatura
from lxml.html import HtmlElement

from index.articles.drafting import Content
from index.articles.formats import markup, trees
from index.articles.formats.errors import (
    ArticleMarkupBrokenError,
    ArticleRowError,
    ArticleWebPageEmptyError,
)
from index.articles.metadata import Metadata, found_metadata, web_address
from index.articles.structure import lay_out, without_title

# They report what the errors here say already, and print it where no logging is set up.
for name in ("trafilatura", "htmldate", "courlan", "justext"):
    logging.getLogger(name).setLevel(logging.CRITICAL)

MAX_CELLS = 1000
"""Of one row; trafilatura takes the square of their number."""

COMPARED_BLOCKS = 5000
"""Up to which trafilatura compares its own result with that of other programs, of which jusText
takes the square of their number. Longer pages, such as a whole law, are read by its own alone."""


def read(page: str, *, source: str, address: str | None = None) -> Content:
    """Read a page; `address` is where it was fetched from, if it was.

    Raises:
        ArticleWebPageEmptyError: there is no visible text.
        ArticleMarkupBrokenError: the page can't be taken apart.
        ArticleAttributesError: an element has too many attributes.
        ArticleRowError: a table's row has more than `MAX_CELLS`.
    """
    tree = trees.parse(page, source=source)
    if tree is None:
        raise ArticleWebPageEmptyError(source=source)
    if trees.has_longer_row(tree, MAX_CELLS):
        raise ArticleRowError(source=source, limit=MAX_CELLS)
    shown = trees.visible_length(tree)
    trees.drop_hidden(tree)
    hidden = shown - trees.visible_length(tree)
    scripts = trees.scripts(tree)
    try:
        metadata = _metadata(tree, address)
        # Only now: dates and authors often stand in scripts (JSON-LD).
        trees.drop_never_text(tree)
        alone = trees.block_count(tree) > COMPARED_BLOCKS
        main = trafilatura.bare_extraction(tree, include_comments=False, fast=alone)
    except Exception as error:  # lxml, trafilatura and what they stand on: no common base
        raise ArticleMarkupBrokenError(source=source) from error
    body = getattr(main, "body", None)
    nodes = [] if body is None else without_title(markup.nodes(body), metadata.title)
    layout = lay_out(nodes)
    if not any(character.isalnum() for character in layout.text):
        raise ArticleWebPageEmptyError(source=source)
    dropped = max(0, shown - len("".join(layout.text.split())))
    hidden = min(hidden, dropped)
    return Content("", metadata, layout, dropped=dropped, hidden=hidden, scripts=scripts)


def _metadata(tree: HtmlElement, address: str | None) -> Metadata:
    # Without the extensive search: it takes any number for a year, such as that of a copyright.
    dates = {
        "original_date": True,
        "extensive_search": False,
        "max_date": datetime.now(UTC).date().isoformat(),
    }
    found = trafilatura.extract_metadata(tree, default_url=address, date_config=dates)
    values = {"title": found.title, "author": found.author, "date": found.date}
    return found_metadata({**values, "url": _canonical(tree, address) or address or ""})


def _canonical(tree: HtmlElement, address: str | None) -> str | None:
    """Return the address that a page gives itself; a fetched one only on the same host."""
    for link in tree.iter("link"):
        if (link.get("rel") or "").strip().lower() == "canonical":
            try:
                url = web_address(urljoin(address or "", (link.get("href") or "").strip()))
                same = not address or urlsplit(url or "").hostname == urlsplit(address).hostname
            except ValueError:
                return None
            return url if same else None
    return None

"""HTML -> the main text of the page and what it says about itself, through trafilatura."""

import logging
from collections.abc import Iterator

import trafilatura
from lxml.etree import _Element, iterwalk
from lxml.html import HtmlElement

from index.articles.drafting import Content
from index.articles.formats.errors import (
    ArticleMarkupBrokenError,
    ArticleRowError,
    ArticleWebPageEmptyError,
)
from index.articles.formats.html import folds, markup, phrasing, trees
from index.articles.formats.html.page import about, links, maintext, navigation, unscripted
from index.articles.formats.html.page.extracted import MainText
from index.articles.structure import lay_out, without_title

# They report what the errors here say already, and print it where no logging is set up.
for name in ("trafilatura", "htmldate", "courlan", "justext"):
    logging.getLogger(name).setLevel(logging.CRITICAL)

MAX_CELLS = 1000
"""Of one row; trafilatura takes the square of their number."""

WITHIN_A_LINE = {"hi", "ref", "del", "span", "a"}
"""Of the elements that trafilatura's results have."""

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
    leads_to = links.links(tree, address)
    # lxml makes an element anew at each use, unless somebody holds it.
    held = list(tree.iter())
    shown = trees.visible_length(tree)
    folds.unfold(tree)
    folds.mark_questions(tree)
    folds.mark_faqs(tree)
    trees.drop_hidden(tree)
    hidden = shown - trees.visible_length(tree)
    scripts = trees.scripts(tree)
    bodies = unscripted.article_bodies(tree)
    unscripted.show_noscript(tree)
    try:
        metadata = about.metadata(tree, address)
        # Only now: dates and authors often stand in scripts (JSON-LD).
        trees.drop_never_text(tree)
        omissions = phrasing.write_out(tree)
        main = _main_text(tree)
    except Exception as error:  # lxml, trafilatura and what they stand on: no common base
        raise ArticleMarkupBrokenError(source=source) from error
    trees.drop([*navigation.controls(tree), *tree.iter("img")])
    omissions += maintext.keep_main_text(tree, trees.wrap_loose_text(tree), main)
    nodes = unscripted.with_body(markup.nodes(tree), bodies, source)
    nodes = without_title(nodes, metadata.title)
    layout = lay_out(nodes)
    if not any(character.isalnum() for character in layout.text):
        raise ArticleWebPageEmptyError(source=source)
    del held
    dropped = max(hidden, shown - trees.visible_length(tree))
    return Content(
        metadata=metadata,
        layout=layout,
        dropped=dropped,
        hidden=hidden,
        scripts=scripts,
        omissions=omissions,
        links=leads_to,
    )


def _main_text(tree: HtmlElement) -> MainText:
    """Return what trafilatura takes for the page's text."""
    alone = trees.block_count(tree) > COMPARED_BLOCKS
    found = trafilatura.bare_extraction(tree, include_comments=False, fast=alone)
    body = getattr(found, "body", None)
    return MainText(() if body is None else _lines(body))


def _lines(tree: _Element) -> Iterator[str]:
    """Yield the text of a tree of trafilatura's, line by line."""
    line: list[str] = []
    for event, element in iterwalk(tree, events=("start", "end")):
        if element.tag not in WITHIN_A_LINE:
            yield "".join(line)
            line = []
        line.append((element.text if event == "start" else element.tail) or "")
    yield "".join(line)

"""Trees of HTML -> paragraphs of text, without what a reader of the page can't see.

Also reads the vocabulary of trafilatura's results (`head`, `list`, `item`, `row`, `cell`, `lb`).
"""

import re
from collections import Counter
from collections.abc import Iterator

from lxml import html
from lxml.etree import LxmlError, _Element, iterwalk

from index.articles.formats.attributes import refuse_many_attributes
from index.articles.formats.characters import without_control
from index.articles.formats.errors import ArticleMarkupBrokenError

NEVER_TEXT = {"script", "style", "template", "noscript", "iframe", "object", "svg", "head", "title"}
"""Of HTML; drop them before a tree of trafilatura's, where `head` is a heading, comes out of it."""

HIDDEN_STYLE = re.compile(
    r"(?:^|;)(?:display:none|visibility:(?:hidden|collapse)|opacity:0?\.?0*%?"
    r"|(?:font-size|(?:max-)?(?:width|height)):0?\.?0+(?:[a-z]+|%)?"
    r"|(?:left|top|text-indent):-\d{3,}(?:\.\d+)?[a-z]+)(?:!important)?(?:;|$)"
)

# fmt: off
BLOCKS = {
    "p", "div", "section", "article", "main", "header", "footer", "aside", "nav", "address",
    "figure", "figcaption", "details", "summary", "h1", "h2", "h3", "h4", "h5", "h6", "hgroup",
    "head", "blockquote", "quote", "pre", "dl", "dt", "dd", "form", "fieldset", "center", "hr",
    "body", "ul", "ol", "list", "table",
}
# fmt: on
LISTS = {"ul", "ol", "list"}
ITEMS = {"li", "item"}
ROWS = {"tr", "row"}
CELLS = {"td", "th", "cell"}
BREAKS = {"br", "lb"}

MAX_DEPTH = 100
"""Elements within elements; what is nested deeper keeps its text, but not its structure."""

PARSER_DEPTH = 1000
"""libxml2 stops at 2048, and says so only among a limited number of other complaints."""

MAX_TABLES = 50
"""Tables within tables, of which trafilatura takes the cube of time."""

BLANKS = re.compile(r"[ \t\r\n]+")
SPACES = re.compile(" +")
WHITE_SPACE = re.compile(r"\s+")


LONG_NUMBER = 10
"""Digits that no list's first number has."""


def parse(markup: str, *, source: str) -> html.HtmlElement | None:
    """Return the tree of a page without comments, or None where there is nothing.

    Raises:
        ArticleMarkupBrokenError: elements are nested so deeply that the parser left text out, or
            more than `MAX_TABLES` tables.
        ArticleAttributesError: an element has too many attributes.
    """
    markup = without_control(markup)
    refuse_many_attributes(markup, source)
    parser = html.HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True
    )
    try:
        tree = html.document_fromstring(markup.encode("utf-8"), parser=parser)
    except (LxmlError, ValueError):
        return None
    if _is_deeper(tree, PARSER_DEPTH) or _is_deeper(tree, MAX_TABLES, "table"):
        raise ArticleMarkupBrokenError(source=source)
    return tree


def drop_hidden(tree: _Element) -> None:
    """Remove elements that the page says aren't to be seen, by attribute or inline style."""
    _drop([element for element in tree.iter() if _is_hidden(element)])


def drop_never_text(tree: _Element) -> None:
    """Remove what isn't text to be read: scripts, styles, the page's head."""
    _drop(list(tree.iter(*NEVER_TEXT)))


def visible_length(tree: _Element) -> int:
    """Count the characters of the tree's text, without blanks, scripts and styles."""
    return sum(
        len("".join(text.split()))
        for element in tree.iter()
        for text in (element.text if element.tag not in NEVER_TEXT else None, element.tail)
        if text
    )


def has_longer_row(tree: _Element, limit: int) -> bool:
    """Tell whether a row of a table has more than `limit` cells, or a table without rows."""
    cells = Counter(cell.getparent() for cell in tree.iter("td", "th"))
    return max(cells.values(), default=0) > limit


def block_count(tree: _Element) -> int:
    """Count the elements of which each is a paragraph or holds some."""
    return sum(1 for _ in tree.iter(*BLOCKS, *ITEMS, *ROWS, *CELLS))


def scripts(tree: _Element) -> int:
    """Count the tree's scripts."""
    return sum(1 for _ in tree.iter("script"))


def paragraphs(tree: _Element) -> list[str]:
    """Return the text in paragraphs; a list or a table is one, with a line for each item or row."""
    _mark_code_blocks(tree)
    return [text for text in _blocks(tree, 0) if text]


def _is_deeper(tree: _Element, limit: int, tag: str | None = None) -> bool:
    depth = 0
    for event, _ in iterwalk(tree, events=("start", "end"), tag=tag):
        depth += 1 if event == "start" else -1
        if depth > limit:
            return True
    return False


def _is_hidden(element: _Element) -> bool:
    if element.tag in {"html", "body"}:
        return False  # some pages hide all of it until a script has run
    style = WHITE_SPACE.sub("", element.get("style") or "").lower()
    return (
        (element.get("hidden") or "until-found").lower() != "until-found"
        or element.get("hidden") == ""
        or (element.get("aria-hidden") or "").strip().lower() == "true"
        or (element.tag == "input" and element.get("type") == "hidden")
        or bool(style and HIDDEN_STYLE.search(style))
    )


def _drop(elements: list[_Element]) -> None:
    """Remove elements; what stands behind them stays.

    Neighbours go together: what stands behind each would otherwise be copied with each.
    """
    unwanted = set(elements)
    for element in elements:
        parent, before = element.getparent(), element.getprevious()
        if parent is None or before in unwanted:
            continue
        run = [element]
        while (following := run[-1].getnext()) in unwanted:
            run.append(following)
        behind = "".join(each.tail or "" for each in run)
        for each in run:
            parent.remove(each)
        if behind and before is not None:
            before.tail = (before.tail or "") + behind
        elif behind:
            parent.text = (parent.text or "") + behind


def _blocks(element: _Element, depth: int) -> Iterator[str]:
    if depth > MAX_DEPTH:
        yield _tidy("".join(element.itertext()))
    elif element.tag == "table":
        yield "\n".join(_rows(element, depth))
    elif element.tag in LISTS:
        yield "\n".join(_items(element, depth))
    elif element.tag == "pre":
        yield "".join(element.itertext()).strip("\n")
    else:
        yield from _mixed(element, depth)


def _mixed(element: _Element, depth: int) -> Iterator[str]:
    """Yield an element's own running text and the blocks within it, in order."""
    line: list[str] = []
    for part in _parts(element, depth):
        if isinstance(part, str):
            line.append(part)
        else:
            yield _tidy("".join(line))
            line.clear()
            yield from _blocks(part, depth + 1)
    yield _tidy("".join(line))


def _parts(element: _Element, depth: int) -> Iterator[str | _Element]:
    yield BLANKS.sub(" ", element.text or "")
    for child in element:
        if child.tag in BLOCKS:
            yield child
        elif child.tag in BREAKS:
            yield "\n"
        elif child.tag == "img":
            yield child.get("alt") or ""
        elif depth > MAX_DEPTH:
            yield "".join(child.itertext())
        else:
            yield from _parts(child, depth + 1)
        yield BLANKS.sub(" ", child.tail or "")


def _items(element: _Element, depth: int) -> Iterator[str]:
    start = element.get("start") or ""
    number = int(start) if start.isdecimal() and len(start) < LONG_NUMBER else 1
    ordered = element.tag == "ol" or element.get("rend") == "ol"
    for child in element:
        text = "\n".join(text for text in _blocks(child, depth + 1) if text)
        if not text:
            continue
        mark = "" if child.tag not in ITEMS else f"{number}. " if ordered else "- "
        number += child.tag in ITEMS
        yield mark + text.replace("\n", "\n  ")


def _rows(table: _Element, depth: int) -> Iterator[str]:
    for row in _own_rows(table):
        cells = [
            " ".join(text.replace("\n", " ") for text in _blocks(cell, depth + 1) if text)
            for cell in row
            if cell.tag in CELLS
        ]
        if any(cells):
            yield " | ".join(cells)


def _own_rows(table: _Element) -> Iterator[_Element]:
    """Yield a table's rows; those of a table within a cell are the cell's."""
    parts = iterwalk(table, events=("start",), tag=(*ROWS, *CELLS))
    for _, part in parts:
        if part.tag in ROWS:
            yield part
        elif (parent := part.getparent()) is not None and parent.tag in ROWS:
            parts.skip_subtree()


def _mark_code_blocks(tree: _Element) -> None:
    """Call code of several lines what it is; code within code is what that around it is."""
    codes = iterwalk(tree, events=("start",), tag="code")
    for _, code in codes:
        codes.skip_subtree()
        if "\n" in "".join(code.itertext()).strip():
            code.tag = "pre"


def _tidy(line: str) -> str:
    lines = SPACES.sub(" ", line).split("\n")
    return "\n".join(part.strip(" \t") for part in lines).strip()

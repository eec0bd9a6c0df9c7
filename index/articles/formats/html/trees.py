"""Trees of HTML, without what a reader of the page can't see."""

import re
from collections import Counter
from collections.abc import Callable, Iterable
from itertools import islice
from typing import cast

from lxml import html
from lxml.etree import LxmlError, SubElement, XPath, _Element, iterwalk

from index.articles.formats.errors import ArticleMarkupBrokenError
from index.articles.formats.html.attributes import refuse_many_attributes
from index.articles.formats.html.characters import without_control

# fmt: off
NEVER_TEXT = {
    "script", "style", "template", "noscript", "iframe", "object", "svg", "head", "title",
    "annotation", "annotation-xml", "audio", "video", "canvas",
}
# fmt: on

HIDDEN_STYLE = re.compile(
    r"(?:^|;)(?:display:none|visibility:(?:hidden|collapse)"
    r"|(?:font-size|(?:max-)?(?:width|height)):0?\.?0+(?:[a-z]+|%)?"
    r"|(?:left|top|text-indent):-\d{3,}(?:\.\d+)?[a-z]+)(?:!important)?(?:;|$)"
)
UNSEEN = re.compile(r"(?:^|;)opacity:0?\.?0*%?(?:!important)?(?:;|$)")
OUT_OF_THE_WAY = re.compile(r"(?:^|;)(?:position:(?:absolute|fixed)|pointer-events:none)")
"""What can't be seen and takes no room will not be faded in, as what has its place on the page."""

OFF_SCREEN = {
    "sr-only", "visually-hidden", "visuallyhidden", "screen-reader-text", "element-invisible",
}  # fmt: skip
"""Classes of what only screen readers say: hints on how to move about the page."""

# fmt: off
BLOCKS = {
    "p", "div", "section", "article", "main", "header", "footer", "aside", "nav", "address",
    "figure", "figcaption", "details", "summary", "h1", "h2", "h3", "h4", "h5", "h6", "hgroup",
    "blockquote", "pre", "dl", "dt", "dd", "form", "fieldset", "legend", "center", "hr",
    "body", "ul", "ol", "menu", "table", "search", "dialog",
}
# fmt: on
LISTS = {"ul", "ol", "menu"}
ITEMS = {"li"}
ROWS = {"tr"}
CELLS = {"td", "th"}
PARTS = BLOCKS | ITEMS | ROWS | CELLS | {"thead", "tbody", "tfoot", "caption"}
"""All that stands on lines of its own; anything else is within a line."""

# fmt: off
OF_HEAD = {
    "title", "base", "link", "meta", "style", "script", "noscript", "template",
    "basefont", "bgsound",
}
# fmt: on
"""All that a page's head has; with anything else its body begins, whether it says so or not."""

MAY_HIDE = XPath("//*[@hidden or @style or @aria-hidden or @class or self::input]")

PARSER_DEPTH = 1000
"""libxml2 stops at 2048, and says so only among a limited number of other complaints."""

MAX_TABLES = 50
"""Tables within tables, of which trafilatura takes the cube of time."""

WHITE_SPACE = re.compile(r"\s+")


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
    _begin_body(tree)
    return tree


def _begin_body(tree: html.HtmlElement) -> None:
    """Take out of the head what belongs to a body that isn't marked: libxml2 knows no HTML 5."""
    head, body = tree.find("head"), tree.find("body")
    found = [] if head is None else [each for each in head if each.tag not in OF_HEAD]
    if not found:
        return
    if body is None:
        body = SubElement(tree, "body")
    found[-1].tail = (found[-1].tail or "") + (body.text or "")
    body.text = None
    for each in reversed(found):
        body.insert(0, each)


def drop_hidden(tree: _Element) -> None:
    """Remove elements that the page says aren't to be seen, by attribute or inline style."""
    drop(hidden(tree))


def hidden(tree: _Element) -> list[_Element]:
    """Return the elements that the page says aren't to be seen."""
    return [element for element in elements(tree, MAY_HIDE) if is_hidden(element)]


def elements(tree: _Element, path: XPath) -> list[_Element]:
    """Return the elements that a path of XPath leads to, in their order."""
    return cast("list[_Element]", path(tree))


def has_more_than(element: _Element, count: int) -> bool:
    """Tell whether an element has more children; its length is counted one by one."""
    return next(islice(element, count, None), None) is not None


def drop_never_text(tree: _Element) -> None:
    """Remove what isn't text to be read: scripts, styles, the page's head."""
    drop(list(tree.iter(*NEVER_TEXT)))


def wrap_loose_text(tree: _Element) -> set[_Element]:
    """Give text beside blocks a paragraph of its own: each element holds either blocks or text.

    Returns the elements that hold blocks.
    """
    holding = holders(tree, PARTS)
    for holder in [element for element in tree.iter() if element in holding]:
        run: list[_Element] = []
        loose, holder.text = holder.text, None
        for child in list(holder):
            if child.tag in PARTS or child in holding:
                _wrap(holder, child, loose, run)
                run, loose, child.tail = [], child.tail, None
            else:
                run.append(child)
        _wrap(holder, None, loose, run)
    return holding


def holders(tree: _Element, tags: Iterable[str]) -> set[_Element]:
    """Return the elements that others are in which have one of `tags`."""
    found: set[_Element] = set()
    for element in tree.iter(*tags):
        above = element.getparent()
        while above is not None and above not in found:
            found.add(above)
            above = above.getparent()
    return found


def _wrap(holder: _Element, before: _Element | None, text: str | None, run: list[_Element]) -> None:
    """Put a paragraph with text and what follows it in its line before a child, or at the end."""
    if not run and not (text and text.strip()):
        return
    made: _Element = html.Element("p")
    made.text = text
    made.extend(run)
    if before is None:
        holder.append(made)
    else:
        before.addprevious(made)


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


def outermost(tree: _Element, wanted: Callable[[_Element], bool]) -> list[_Element]:
    """Return the elements that are wanted, but for those within others."""
    found = []
    elements = iterwalk(tree, events=("start",))
    for _, element in elements:
        if wanted(element):
            found.append(element)
            elements.skip_subtree()
    return found


def text_length(element: _Element) -> int:
    """Count the characters of an element's text, without blanks."""
    return sum(len("".join(text.split())) for text in element.itertext())


def block_count(tree: _Element) -> int:
    """Count the elements of which each is a paragraph or holds some."""
    return sum(1 for _ in tree.iter(*BLOCKS, *ITEMS, *ROWS, *CELLS))


def scripts(tree: _Element) -> int:
    """Count the tree's scripts."""
    return sum(1 for _ in tree.iter("script"))


def _is_deeper(tree: _Element, limit: int, tag: str | None = None) -> bool:
    depth = 0
    for event, _ in iterwalk(tree, events=("start", "end"), tag=tag):
        depth += 1 if event == "start" else -1
        if depth > limit:
            return True
    return False


def is_hidden(element: _Element) -> bool:
    """Tell whether an element itself, whatever it is in, isn't to be seen."""
    if element.tag in {"html", "body"}:
        return False  # some pages hide all of it until a script has run
    style = WHITE_SPACE.sub("", element.get("style") or "").lower()
    return (
        (element.get("hidden") or "until-found").lower() != "until-found"
        or element.get("hidden") == ""
        or (element.get("aria-hidden") or "").strip().lower() == "true"
        or (element.tag == "input" and element.get("type") == "hidden")
        or bool(style and HIDDEN_STYLE.search(style))
        or bool(style and UNSEEN.search(style) and OUT_OF_THE_WAY.search(style))
        or not OFF_SCREEN.isdisjoint((element.get("class") or "").split())
    )


def drop(elements: list[_Element]) -> None:
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

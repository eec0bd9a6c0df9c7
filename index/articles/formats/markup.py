"""Trees of HTML -> nodes, in the order in which a reader sees them.

Also reads the vocabulary of trafilatura's results (`head`, `list`, `item`, `row`, `cell`, `lb`).
"""

import re
from collections.abc import Callable, Iterator, Sequence

from lxml.etree import _Element, iterwalk

from index.articles.formats.trees import BLOCKS, CELLS, ITEMS, LISTS, ROWS
from index.articles.structure import Node, heading, paragraph, row
from index.models import BlockKind

BREAKS = {"br", "lb"}
BOLD = {"b", "strong"}
HEADING = re.compile(r"h([1-6])")
MAX_DEPTH = 100
"""Elements within elements; what is nested deeper keeps its text, but not its structure."""

BOLD_LEVEL = 7
"""Of a line in bold type alone, which is below every other heading."""
BOLD_LENGTH = 150
"""Characters of a line in bold type that can be a heading."""

BLANKS = re.compile(r"[ \t\r\n]+")
SPACES = re.compile(" +")

LONG_NUMBER = 10
"""Digits that no list's first number has."""


def nodes(tree: _Element) -> list[Node]:
    """Return what a tree's text is made of."""
    _mark_code_blocks(tree)
    return list(_blocks(tree, 0))


def _blocks(element: _Element, depth: int) -> Iterator[Node]:
    level = _heading_level(element)
    reader = READERS.get(element.tag)
    if depth > MAX_DEPTH:
        yield from _line("".join(element.itertext()))
    elif level:
        text = _tidy("".join(_inline(element, depth)))
        if text:
            yield heading(text, level)
    elif reader is not None:
        yield from reader(element, depth)
    else:
        yield from _mixed(element, depth)


def _heading_level(element: _Element) -> int:
    """Return the level of the heading that an element is; 0 for none."""
    tag = element.tag if element.tag != "head" else element.get("rend") or "h2"
    match = HEADING.fullmatch(tag) if isinstance(tag, str) else None
    return int(match[1]) if match else 0


def _code(element: _Element, _depth: int) -> Iterator[Node]:
    text = "".join(element.itertext()).strip("\n")
    if text.strip():
        yield Node("code", text)


def _summary(element: _Element, depth: int) -> Iterator[Node]:
    text = _tidy("".join(_inline(element, depth)))
    if text:
        yield _standing_above(text)


def _caption(element: _Element, depth: int) -> Iterator[Node]:
    text = _flat(_mixed(element, depth))
    if text:
        yield Node("caption", text)


def _list(element: _Element, depth: int) -> Iterator[Node]:
    yield from _held("list", _items(element, depth))


def _table(element: _Element, depth: int) -> Iterator[Node]:
    yield from _held("table", _rows(element, depth))


def _quote(element: _Element, depth: int) -> Iterator[Node]:
    yield from _held("quote", _mixed(element, depth))


def _details(element: _Element, depth: int) -> Iterator[Node]:
    yield from _held("section", _mixed(element, depth))


def _held(kind: BlockKind, children: Iterator[Node]) -> Iterator[Node]:
    found = list(children)
    if found:
        yield Node(kind, children=found)


def _mixed(element: _Element, depth: int) -> Iterator[Node]:
    """Yield an element's own running text and the blocks within it, in order."""
    line: list[str] = []
    bold = _Bold()
    for part in _parts(element, depth, bold):
        if isinstance(part, str):
            line.append(part)
        else:
            yield from _line("".join(line), bold=bold.alone)
            line.clear()
            bold.reset()
            yield from _blocks(part, depth + 1)
    yield from _line("".join(line), bold=bold.alone)


def _line(text: str, *, bold: bool = False) -> Iterator[Node]:
    text = _tidy(text)
    if not text:
        return
    if bold and len(text) <= BOLD_LENGTH and not text.endswith((".", "!", ",", ";", ":")):
        yield _standing_above(text)
    else:
        yield paragraph(text)


def _standing_above(text: str) -> Node:
    return Node("question", text) if text.endswith("?") else heading(text, BOLD_LEVEL)


class _Bold:
    """Tells whether all the text of a line was in bold type."""

    def __init__(self) -> None:
        self.reset()

    def reset(self) -> None:
        """Begin a line."""
        self._bold = self._plain = False

    def note(self, text: str | None, *, bold: bool) -> None:
        """Take a piece of the line into account."""
        if text and not text.isspace():
            self._bold, self._plain = self._bold or bold, self._plain or not bold

    @property
    def alone(self) -> bool:
        """Whether it was."""
        return self._bold and not self._plain


def _parts(
    element: _Element, depth: int, bold: _Bold, *, strong: bool = False
) -> Iterator[str | _Element]:
    strong = strong or element.tag in BOLD or (element.tag == "hi" and element.get("rend") == "#b")
    bold.note(element.text, bold=strong)
    yield BLANKS.sub(" ", element.text or "")
    for child in element:
        if child.tag in BLOCKS:
            yield child
        elif child.tag in BREAKS:
            yield "\n"
        elif child.tag == "img":
            yield child.get("alt") or ""
        elif depth > MAX_DEPTH:
            bold.note("-", bold=False)
            yield "".join(child.itertext())
        else:
            yield from _parts(child, depth + 1, bold, strong=strong)
        bold.note(child.tail, bold=strong)
        yield BLANKS.sub(" ", child.tail or "")


def _inline(element: _Element, depth: int) -> Iterator[str]:
    """Yield all of an element's text as running text."""
    for part in _parts(element, depth, _Bold()):
        yield part if isinstance(part, str) else _flat(_blocks(part, depth + 1))


def _flat(found: Sequence[Node] | Iterator[Node]) -> str:
    """Return the text of nodes on one line."""
    return " ".join(
        text.replace("\n", " ")
        for node in found
        for text in (node.mark + node.text if node.text else "", _flat(node.children))
        if text
    )


def _definitions(element: _Element, depth: int) -> Iterator[Node]:
    """Yield a list of terms with what is said of them: one line each, or a heading and more."""
    items: list[Node] = []
    term = ""
    for child in _own_parts(element):
        found = list(_blocks(child, depth + 1))
        if child.tag == "dt":
            term = ", ".join(filter(None, (term, _flat(found))))
            continue
        simple = all(node.kind == "paragraph" for node in found) and len(found) <= 1
        if simple and not term.endswith("?"):
            mark = f"{term}: " if term and not term.endswith(":") else f"{term} " if term else ""
            items += [Node("item", node.text, mark=mark) for node in found]
        else:
            yield from _held("list", iter(items))
            items = []
            yield from _held("section", iter([*([_standing_above(term)] if term else []), *found]))
        term = ""
    if term:
        items.append(Node("item", term))
    yield from _held("list", iter(items))


def _own_parts(element: _Element) -> Iterator[_Element]:
    for child in element:
        if child.tag == "div":
            yield from child
        else:
            yield child


def _items(element: _Element, depth: int) -> Iterator[Node]:
    start = element.get("start") or ""
    number = int(start) if start.isdecimal() and len(start) < LONG_NUMBER else 1
    ordered = element.tag == "ol" or element.get("rend") == "ol"
    for child in element:
        found = [node for node in _blocks(child, depth + 1) if node.text or node.children]
        if not found:
            continue
        if child.tag not in ITEMS:
            yield from found
            continue
        mark = f"{number}. " if ordered else "- "
        number += 1
        text = ""
        if not found[0].children and found[0].kind != "code":
            text, found = found[0].text, found[1:]
        yield Node("item", text or _flat(found[:1]), found if text else found[1:], mark=mark)


def _rows(table: _Element, depth: int) -> Iterator[Node]:
    first = True
    for part in _own_rows(table):
        if part.tag == "caption":
            text = _flat(_blocks(part, depth + 1))
            if text:
                yield Node("caption", text)
            continue
        cells = [cell for cell in part if cell.tag in CELLS]
        texts = [_flat(_mixed(cell, depth + 1)) for cell in cells]
        heads = bool(cells) and all(
            cell.tag == "th" or cell.get("role") == "head" for cell in cells
        )
        parent = part.getparent()
        above = parent is not None and parent.tag == "thead"
        made = row(texts, "header" if first and (heads or above) else "row")
        if made.text:
            yield made
            first = False


def _own_rows(table: _Element) -> Iterator[_Element]:
    """Yield a table's rows and caption; those of a table within a cell are the cell's."""
    parts = iterwalk(table, events=("start",), tag=(*ROWS, *CELLS, "caption"))
    for _, part in parts:
        if part.tag in ROWS or part.tag == "caption":
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


READERS: dict[object, Callable[[_Element, int], Iterator[Node]]] = {
    "pre": _code,
    "summary": _summary,
    "details": _details,
    "figcaption": _caption,
    "caption": _caption,
    "table": _table,
    "dl": _definitions,
    "blockquote": _quote,
    "quote": _quote,
    **dict.fromkeys(LISTS, _list),
}

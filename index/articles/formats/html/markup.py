"""Trees of HTML -> nodes, in the order in which a reader sees them."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from lxml.etree import _Element, iterwalk

from index.articles.formats.html import tables
from index.articles.formats.html.trees import (
    ITEMS,
    LISTS,
    PARTS,
    ROWS,
    has_more_than,
    wrap_loose_text,
)
from index.articles.structure import Node, heading, paragraph, row
from index.models import BlockKind

GROUPS = {"table", "dl", *LISTS}
BOLD = {"b", "strong"}
LARGE = {"4", "5", "6", "7", "+1", "+2", "+3", "+4"}
"""Of a font, as pages of old have it in the place of headings."""
BOLD_STYLE = re.compile(r"font-weight:\s{0,9}(?:bold|[6-9]00)")
HEADING = re.compile(r"h([1-6])")
MAX_DEPTH = 100
"""Elements within elements; what is nested deeper keeps its text, but not its structure."""

CAPTION = re.compile(r"(?:^|[\s_-])(?:wp-|thumb|img|image|photo|picture|bild)?-?caption\b")
"""In the classes of what says what a picture shows."""

TITLE = re.compile(r"(?:^|[\s_-])title(?:\s|$)|admonition-?heading", re.IGNORECASE)
"""In the classes of what stands above the rest of a box, such as a warning's or a card's."""

BOLD_LEVEL = 7
"""Of a line in bold type alone, which is below every other heading."""
BOLD_LENGTH = 150
"""Characters of a line in bold type that can be a heading."""
TERM_LENGTH = 80
"""Characters of a term that what is said of it still has room behind."""
SPANNING_LENGTH = 80
"""Characters of a row's only cell that can stand above the rows after it."""

BLANKS = re.compile(r"[ \t\r\n\f]+")
SPACES = re.compile(" +")
CLOCK = re.compile(
    r"(?:\d{1,2}\.\d{1,2}\.(?:\d{4}|\d{2})?,?\s)?\d{1,2}[.:]\d{2}(?::\d{2})?(?:\s?(?:Uhr|h|[ap]\.?m\.?))?:?",
    re.IGNORECASE,
)
LETTERS = "abcdefghijklmnopqrstuvwxyz"
LONG_NUMBER = 10
"""Digits that no list's first number has."""


def nodes(tree: _Element) -> list[Node]:
    """Return what a tree's text is made of; text beside blocks gets an element of its own."""
    _mark_code_blocks(tree)
    _mark_sources(tree)
    return list(_Reader(wrap_loose_text(tree)).blocks(tree))


@dataclass(frozen=True, slots=True)
class _Place:
    """How deep an element is, and whether it is within bold type."""

    depth: int = 0
    bold: bool = False

    def within(self, element: _Element) -> "_Place":
        """Return the place of what is in an element."""
        return _Place(self.depth + 1, self.bold or _is_bold(element))


OUTSIDE = _Place()


class _Line:
    """A line of text as it grows."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._bold = False
        self._plain_from: int | None = None
        """How many parts come before the first that isn't bold."""

    def add(self, text: str | None, *, bold: bool) -> None:
        """Add a piece."""
        if text:
            if not text.isspace():
                self._bold = self._bold or bold
                if not bold and self._plain_from is None:
                    self._plain_from = len(self._parts)
            self._parts.append(BLANKS.sub(" ", text))

    @property
    def texts(self) -> Iterator[tuple[str, bool]]:
        """Its text, and whether it stands above others by its type: maybe the first part alone."""
        begins = _tidy(self._parts[: self._plain_from])
        if self._plain_from and begins.endswith("?") and len(begins) <= BOLD_LENGTH:
            yield begins, True
            yield _tidy(self._parts[self._plain_from :]), False
        else:
            text = _tidy(self._parts)
            yield text, self._bold and self._plain_from is None and _can_stand_above(text)


def _tidy(parts: Sequence[str]) -> str:
    return SPACES.sub(" ", "".join(parts)).strip(" \t")


def _can_stand_above(text: str) -> bool:
    return (
        len(text) <= BOLD_LENGTH
        and not text.endswith((".", "!", ",", ";", ":"))
        and any(map(str.isalpha, text))
    )


class _Reader:
    """Reads a tree in which each element holds either blocks or text."""

    def __init__(self, holding: set[_Element]) -> None:
        self._holding = holding
        self._readers: dict[object, Callable[[_Element, _Place], Iterator[Node]]] = {
            "pre": self._code,
            "summary": self._summary,
            "details": self._section,
            "figure": self._figure,
            "figcaption": self._caption,
            "caption": self._caption,
            "table": self._table,
            "dl": self._definitions,
            "blockquote": self._quote,
            **dict.fromkeys(LISTS, self._list),
            **dict.fromkeys(ITEMS, self._item),
        }

    def blocks(self, element: _Element, at: _Place = OUTSIDE) -> Iterator[Node]:
        """Yield what an element is."""
        match = HEADING.fullmatch(element.tag) if isinstance(element.tag, str) else None
        reader = self._readers.get(element.tag)
        if at.depth > MAX_DEPTH:
            line = _Line()
            line.add("".join(element.itertext()), bold=False)
            yield from _paragraphs([line])
        elif match:
            text = self._flat(element, at)
            if text:
                yield heading(text, int(match[1]))
        elif reader is not None and (element in self._holding or element.tag not in GROUPS):
            yield from reader(element, at)
        elif element not in self._holding and CAPTION.search(element.get("class") or ""):
            yield from self._caption(element, at)
        elif self._is_title(element):
            yield from self._title(element, at)
        else:
            yield from self._within(element, at)

    def _within(self, element: _Element, at: _Place = OUTSIDE) -> Iterator[Node]:
        """Yield the blocks in an element, or those that its lines are."""
        if element in self._holding:
            found = _timed(self._children(element, at.within(element)))
            yield from _held("section", found) if self._is_titled(element) else found
        else:
            yield from _paragraphs(_lines(element, bold=at.bold))

    def _children(self, element: _Element, at: _Place) -> Iterator[Node]:
        entries = sum(1 for child in element if child.tag == "article") > 1
        for child in element:
            found = self.blocks(child, at)
            if entries and child.tag == "article":
                yield from _held("section", found)
            else:
                yield from found

    def _is_titled(self, element: _Element) -> bool:
        """Tell whether an element is a box that begins with its title, and has more."""
        return has_more_than(element, 1) and self._is_title(element[0])

    def _is_title(self, element: _Element) -> bool:
        parent = element.getparent()
        first = parent is not None and has_more_than(parent, 1) and parent[0] is element
        own = element.tag in {"p", "div", "span"} and element not in self._holding
        return first and own and TITLE.search(element.get("class") or "") is not None

    def _flat(self, element: _Element, at: _Place) -> str:
        """Return all of an element's text on one line."""
        return _flat(self._within(element, at))

    def _code(self, element: _Element, _at: _Place) -> Iterator[Node]:
        for line_break in element.iter("br"):
            line_break.text = "\n"
        text = "".join(element.itertext()).strip("\n")
        if text.strip():
            yield Node("code", text)

    def _summary(self, element: _Element, at: _Place) -> Iterator[Node]:
        found = list(self._within(element, at))
        if len(found) == 1 and found[0].kind == "heading":
            yield from found
        elif text := _flat(found):
            yield _standing_above(text)

    def _caption(self, element: _Element, at: _Place) -> Iterator[Node]:
        text = self._flat(element, at)
        if text:
            yield Node("caption", text)

    def _title(self, element: _Element, at: _Place) -> Iterator[Node]:
        text = self._flat(element, at)
        if _can_stand_above(text):
            yield _standing_above(text)
        elif text:
            yield paragraph(text)

    def _section(self, element: _Element, at: _Place) -> Iterator[Node]:
        yield from _held("section", self._within(element, at))

    def _figure(self, element: _Element, at: _Place) -> Iterator[Node]:
        found = list(self._within(element, at))
        if any(node.kind == "caption" for node in found):
            yield from _held("section", found)
        else:
            yield from found

    def _quote(self, element: _Element, at: _Place) -> Iterator[Node]:
        found: list[Node] = []
        if element not in self._holding:
            found += self._within(element, at)
        else:
            for child in element:
                read = self._caption if child.tag == "footer" else self.blocks
                found += read(child, at.within(element))
        yield from _held("quote", found)

    def _definitions(self, element: _Element, at: _Place) -> Iterator[Node]:
        """Yield terms with what is said of them: one line each, or a heading and more."""
        items: list[Node] = []
        term, told = "", False
        for child in _own_parts(element):
            found = list(self.blocks(child, at.within(element)))
            if child.tag == "dt":
                term = ", ".join(filter(None, ("" if told else term, _flat(found))))
                told = False
                continue
            simple = all(node.kind == "paragraph" for node in found) and len(found) <= 1
            if simple and not term.endswith("?") and len(term) <= TERM_LENGTH:
                mark = (
                    f"{term}: " if term and not term.endswith(":") else f"{term} " if term else ""
                )
                items += [Node("item", node.text, mark=mark) for node in found]
            else:
                yield from _held("list", items)
                items = []
                above = [_standing_above(term)] if term and not told else []
                yield from _held("section", [*above, *found])
            # What else is said of the same term is told with it, too.
            told = told or bool(found)
        if term and not told:
            items.append(Node("item", term))
        yield from _held("list", items)

    def _item(self, element: _Element, at: _Place) -> Iterator[Node]:
        """Yield an item that is in no list."""
        yield from self._within(element, at)

    def _list(self, element: _Element, at: _Place) -> Iterator[Node]:
        items: list[Node] = []
        marks = _marks(element)
        for child in element:
            found = [
                node
                for node in self.blocks(child, at.within(element))
                if node.text or node.children
            ]
            if not found:
                continue
            if child.tag not in ITEMS:
                items += found
                continue
            mark = next(marks) if child.get("value") is None else _value(child, marks)
            first = found[0]
            if first.kind == "heading" and first.level < BOLD_LEVEL and len(found) > 1:
                # Cards, entries, steps: each a section under its heading.
                first.text = first.text if mark == "- " else mark + first.text
                yield from _held("list", items)
                items = []
                yield from _held("section", found)
                continue
            if first.children or first.kind == "code":
                items.append(Node("item", _flat(found[:1]), found[1:], mark=mark))
            else:
                items.append(Node("item", first.text, found[1:], mark=mark))
        yield from _held("list", items)

    def _table(self, element: _Element, at: _Place) -> Iterator[Node]:
        if tables.is_layout(element):
            for part in tables.parts(element):
                for cell in part if part.tag in ROWS else (part,):
                    yield from self.blocks(cell, at.within(element))
            return
        above: list[Node] = []
        for part in tables.parts(element):
            if part.tag not in ROWS:
                above += self.blocks(part, at.within(element))
        yield from _held("table", [*above, *self._rows(element, at.within(element))])

    def _rows(self, table: _Element, at: _Place) -> list[Node]:
        texts: dict[_Element, str] = {}
        heads: list[list[str]] = []
        made: list[Node] = []
        rows = tables.rows(table)
        for cell in (cell for each in rows for cell in each.cells):
            if cell.element not in texts:
                texts[cell.element] = self._flat(cell.element, at)
        titled = sum(1 for each in rows if each.spans and texts[each.cells[0].element]) == 1
        into = made
        """Where rows go: into the table, or under the wide row above them."""
        for each in rows:
            cells = [texts[cell.element] for cell in each.cells]
            if each.heads and not each.spans:
                heads.append(cells)
                continue
            if heads:
                made.append(_header(heads))
                heads, into = [], made
            if not (each.spans and 0 < len(cells[0]) <= SPANNING_LENGTH and cells[0][-1] != "."):
                into.append(row(cells))
            elif titled and not made:
                made.append(Node("caption", cells[0]))
            else:
                into = []
                under = Node("section", children=into)
                made.append(Node("section", children=[Node("lead_in", cells[0]), under]))
        return [*made, *([_header(heads)] if heads else [])]


def _header(rows: Sequence[Sequence[str]]) -> Node:
    """Make one row of heads, each of all that stands above its column."""
    columns: list[list[str]] = [[] for _ in range(max(map(len, rows)))]
    for cells in rows:
        for column, cell in zip(columns, cells, strict=False):
            if cell and cell not in column:
                column.append(cell)
    return row([" ".join(column) for column in columns], "header")


def _held(kind: BlockKind, children: Iterable[Node]) -> Iterator[Node]:
    found = list(children)
    if found:
        yield Node(kind, children=found)


def _timed(found: Iterable[Node]) -> Iterator[Node]:
    """Yield nodes, a time of day that stands alone together with what happened then."""
    time = ""
    for node in found:
        if node.kind in {"paragraph", "heading"} and CLOCK.fullmatch(node.text):
            if time:
                yield paragraph(time)
            time = node.text
            continue
        if time and node.kind == "heading":
            node.text = f"{time} {node.text}"
        elif time and node.kind == "paragraph":
            node.kind, node.text = "message", f"{time} {node.text}"
        elif time:
            yield paragraph(time)
        time = ""
        yield node
    if time:
        yield paragraph(time)


def _lines(element: _Element, *, bold: bool) -> list[_Line]:
    lines = [_Line()]
    _add_pieces(element, lines, _Place(0, bold))
    return lines


def _add_pieces(element: _Element, lines: list[_Line], at: _Place) -> None:
    at = at.within(element)
    lines[-1].add(element.text, bold=at.bold)
    for child in element:
        if child.tag == "br":
            lines.append(_Line())
        elif child.tag == "img":
            lines[-1].add(child.get("alt"), bold=False)
        elif at.depth > MAX_DEPTH:
            lines[-1].add("".join(child.itertext()), bold=False)
        else:
            _add_pieces(child, lines, at)
        lines[-1].add(child.tail, bold=at.bold)


def _is_bold(element: _Element) -> bool:
    if element.tag in BOLD or (element.tag == "font" and element.get("size") in LARGE):
        return True
    style = element.get("style")
    return bool(style and BOLD_STYLE.search(style))


def _paragraphs(lines: list[_Line]) -> Iterator[Node]:
    """Yield what lines are: blank ones part paragraphs, and bold ones stand above others."""
    texts = [text for line in lines for text in line.texts]
    together: list[str] = []
    for number, (text, above) in enumerate(texts):
        following, too = texts[number + 1] if number + 1 < len(texts) else ("", False)
        alone = not too if following else not together
        if text and not (above and alone):
            together.append(text)
            continue
        if together:
            yield paragraph("\n".join(together))
            together = []
        if text:
            yield _standing_above(text)
    if together:
        yield paragraph("\n".join(together))


def _standing_above(text: str) -> Node:
    return Node("question", text) if text.endswith("?") else heading(text, BOLD_LEVEL)


def _flat(found: Iterable[Node]) -> str:
    """Return the text of nodes on one line."""
    return " ".join(
        text.replace("\n", " ")
        for node in found
        for text in (node.mark + node.text if node.text else "", _flat(node.children))
        if text
    )


def _own_parts(element: _Element) -> Iterator[_Element]:
    for child in element:
        if child.tag == "div":
            yield from child
        else:
            yield child


def _marks(element: _Element) -> Iterator[str]:
    """Yield how a list's items begin."""
    if element.tag != "ol":
        while True:
            yield "- "
    start = (element.get("start") or "").strip()
    number = int(start) if start.isdecimal() and len(start) < LONG_NUMBER else 1
    lettered = element.get("type") in {"a", "A"}
    while True:
        letter = lettered and 0 < number <= len(LETTERS)
        mark = LETTERS[number - 1] if letter else str(number)
        yield f"{mark.upper() if element.get('type') == 'A' else mark}. "
        number += 1


def _value(item: _Element, marks: Iterator[str]) -> str:
    value = (item.get("value") or "").strip()
    mark = next(marks)
    return f"{value}. " if value.isdecimal() and len(value) < LONG_NUMBER and mark != "- " else mark


def _mark_code_blocks(tree: _Element) -> None:
    """Call code of several lines what it is; code within code is what that around it is."""
    codes = iterwalk(tree, events=("start",), tag="code")
    for _, code in codes:
        codes.skip_subtree()
        inside = next(code.iterancestors("pre"), None) is not None
        if not inside and "\n" in "".join(code.itertext()).strip():
            code.tag = "pre"


def _mark_sources(tree: _Element) -> None:
    """Let whom a quote is from, where it is all that stands there, be no part of it."""
    for cite in tree.iter("cite"):
        parent = cite.getparent()
        if parent is None or (cite.tail or "").strip():
            continue
        single = parent.tag in PARTS and not has_more_than(parent, 1)
        alone = single and not (parent.text or "").strip(" —–-\n")
        outer = parent.getparent()
        if parent.tag == "blockquote":
            cite.tag = "footer"
        elif alone and outer is not None and outer.tag == "blockquote":
            parent.tag = "footer"

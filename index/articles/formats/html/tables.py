"""Tables of HTML -> rows whose cells each stand in their column, and what a table is for."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml.etree import _Element, iterwalk

from index.articles.formats.html.trees import CELLS, ROWS

BLOCKS = ("p", "ul", "ol", "dl", "blockquote", "pre")
COLUMN = 300
"""Characters of a cell with several blocks that is no datum."""
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
MAX_SPAN = 1000
ROOM = 10_000
"""Characters that cells over several rows or columns may repeat, besides as many as there are."""


@dataclass(slots=True)
class Cell:
    """A cell, or what it says again in a further row or column that it spans."""

    element: _Element
    again: bool = False


@dataclass(slots=True)
class Row:
    """A row. `heads` if all that it holds are heads of columns, `spans` if it is one wide cell."""

    cells: list[Cell] = field(default_factory=list)
    heads: bool = False
    spans: bool = False


def parts(table: _Element) -> Iterator[_Element]:
    """Yield a table's rows, caption and whatever else isn't in a row."""
    found = iterwalk(table, events=("start",))
    for _, part in found:
        if part is table or part.tag in {"thead", "tbody", "tfoot", "colgroup", "col"}:
            continue
        found.skip_subtree()
        yield part


def is_layout(table: _Element) -> bool:
    """Tell whether a table only puts text in its place on the page."""
    if table.get("role") in {"presentation", "none"}:
        return True
    rows = [part for part in parts(table) if part.tag in ROWS]
    if max((len(row) for row in rows), default=0) <= 1:
        return True
    if any(cell.tag == "th" for row in rows for cell in row):
        return False
    if next(table.iterdescendants("table", *HEADINGS), None) is not None:
        return True
    return any(_is_column(cell) for row in rows for cell in row)


def _is_column(cell: _Element) -> bool:
    """Tell whether a cell is a column of a page: several blocks with a good deal of text."""
    held = sum(1 for part in cell.iterchildren(*BLOCKS))
    return held > 1 and sum(map(len, cell.itertext())) > COLUMN


def rows(table: _Element) -> list[Row]:
    """Return a table's rows, with what cells that span several say in each."""
    elements = [part for part in parts(table) if part.tag in ROWS]
    width = max((len(element) for element in elements), default=0)
    room = ROOM + sum(len(text) for text in table.itertext())
    going_on: dict[int, tuple[_Element, int, int]] = {}
    """By column: the cell, in how many more rows it is, and its length."""
    bold = width > 1 and len(elements) > 1 and not any(c.tag == "th" for e in elements for c in e)
    found: list[Row] = []
    for element in elements:
        made = Row(heads=_is_of_heads(element) or (bold and not found and _is_bold(element)))
        own = list(reversed(element))
        made.spans = len(own) == 1 and width > 1 and _span(own[0], "colspan") >= width
        while own or len(made.cells) in going_on:
            column = len(made.cells)
            if column in going_on:
                cell, left, length = going_on.pop(column)
                room -= length
                if room > 0:
                    made.cells.append(Cell(cell, again=True))
                    if left > 1:
                        going_on[column] = cell, left - 1, length
                continue
            cell = own.pop()
            down = _span(cell, "rowspan")
            across = 1 if made.spans else min(_span(cell, "colspan"), width - column)
            length = sum(map(len, cell.itertext())) + 1 if down > 1 or across > 1 else 0
            for number in range(max(1, across)):
                room -= length if number else 0
                if number and room <= 0:
                    break
                if down > 1:
                    going_on[len(made.cells)] = cell, down - 1, length
                made.cells.append(Cell(cell, again=number > 0))
        if element.find("*") is not None:
            found.append(made)
    return found


def _is_of_heads(row: _Element) -> bool:
    parent = row.getparent()
    if parent is not None and parent.tag == "thead":
        return True
    told = [cell for cell in row if "".join(cell.itertext()).strip()]
    return bool(told) and all(
        cell.tag == "th" or cell.get("role") == "columnheader" for cell in told
    )


def _is_bold(row: _Element) -> bool:
    """Tell whether all that is in a row is in bold type."""
    told = [cell for cell in row if "".join(cell.itertext()).strip()]
    return len(told) > 1 and all(
        len(cell) == 1 and cell[0].tag in {"b", "strong"} and not _beside(cell) for cell in told
    )


def _beside(cell: _Element) -> str:
    return ((cell.text or "") + (cell[0].tail or "")).strip()


def _span(cell: _Element, name: str) -> int:
    value = (cell.get(name) or "").strip() if cell.tag in CELLS else ""
    return max(1, min(int(value), MAX_SPAN)) if value.isdecimal() and len(value) < 6 else 1

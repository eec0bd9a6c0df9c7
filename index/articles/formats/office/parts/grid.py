"""Rows of cells -> a table's nodes, with a header row where it is marked or looks like one."""

import re
from collections.abc import Sequence
from itertools import pairwise

from index.articles.formats.office.parts.flow import flat
from index.articles.structure import Node, row
from index.units.headings import level_of

NUMBER = re.compile(
    r"(?:[^\W\d_]{1,4}\.? ?|[€$£¥] ?)?[-+−–]?\d[\d.,' \u00a0:/–-]{0,30}"
    r"(?: ?(?:%|‰|€|\$|£|°|[^\W\d_]{1,4}\.?[²³]?)(?:/[^\W\d_]{1,5})?)?"
)
"""Such as "12,50 €", "3–5 km", "14.03.2024", "9:30 Uhr"."""
YEAR = re.compile(r"(?:19|20)\d\d")
REPEATED = 200
"""Characters of a cell up to which it stands in each of the rows that it reaches over."""
DIGIT = re.compile(r"\d")
AMOUNT = re.compile(r"[\d.,\s]+")
PREFIX = re.compile(r"^[^\W\d_]{1,4}\.? (?=\d)")
"""Before a number, as in "ab 5 €"."""
LONGEST_HEAD = 60
"""Characters of a cell that names a column."""
COMPARED = 50
"""Rows that a first row is compared with."""


def as_table(rows: Sequence[Sequence[list[Node]]], marked: int = 0) -> list[Node]:
    """Return a table of cells that hold nodes; the first rows `marked` are its header.

    A table of one cell only frames what is in it.
    """
    full = [cells for cells in rows if any(cells)]
    if len(full) == 1 and sum(1 for cell in full[0] if cell) == 1 and not marked:
        return [Node("section", children=next(cell for cell in full[0] if cell))]
    captions, rows = _captions([cells for cells in rows if any(cells)])
    texts = [[flat(cell) for cell in cells] for cells in rows]
    bold = bool(rows) and all(_stands_above(cell) for cell in rows[0] if cell)
    differs = len(rows) > 1 and bold and not all(map(_stands_above, rows[1]))
    if not marked and (differs or looks_like_header(texts)):
        marked = header_rows(texts) + len(captions)
    found = table(texts, marked - len(captions))
    for each in found:
        each.children[:0] = captions
    return found


def _captions(rows: list[Sequence[list[Node]]]) -> tuple[list[Node], list[Sequence[list[Node]]]]:
    """Take off first rows of one cell, where others have more: they say what the table is."""
    many = max((len(cells) for cells in rows), default=0) > 1
    captions: list[Node] = []
    while many and len(rows) > len(captions) + 1 and len(rows[len(captions)]) == 1:
        captions.append(Node("caption", flat(rows[len(captions)][0])))
    return captions, rows[len(captions) :]


def table(rows: Sequence[Sequence[str]], marked: int) -> list[Node]:
    """Return a table of texts; header rows are one, if there is more than one."""
    if marked > 1:
        rows, marked = [_joined(rows[:marked]), *rows[marked:]], 1
    found = [
        row(_filled(cells), "header" if number < marked else "row")
        for number, cells in enumerate(rows)
    ]
    nodes = [node for node in found if node.text]
    if not any(node.kind == "row" for node in nodes):
        for node in nodes:
            node.kind = "row"
    return [Node("table", children=nodes)] if nodes else []


def _joined(rows: Sequence[Sequence[str]]) -> list[str]:
    """Return one row of all that header rows say above each column, once.

    What stands above several columns stands in the first of them, and those below it have names.
    """
    columns: list[list[str]] = [[] for _ in range(max(map(len, rows)))]
    for number, cells in enumerate(rows):
        above = ""
        for place, column in enumerate(columns):
            own = cells[place] if place < len(cells) else ""
            below = any(place < len(other) and other[place] for other in rows[number + 1 :])
            above = own or (above if below else "")
            if above and above not in column:
                column.append(above)
    return [" ".join(column) for column in columns]


def header_rows(rows: Sequence[Sequence[str]]) -> int:
    """Return how many rows name the columns, if the first one does.

    The second does, too, if what it has in a column reaches down from there into it.
    """
    if len(rows) < 3 or not are_names([cell for cell in rows[1] if cell]):
        return 1
    return 1 + any(one and one == other for one, other in zip(rows[0], rows[1], strict=False))


def captioned(nodes: list[Node]) -> list[Node]:
    """Return nodes: a line right above a table that only names it is its caption."""
    for before, node in pairwise(nodes):
        if node.kind == "table" and before.kind == "paragraph" and level_of(before.text):
            before.kind = "caption"
    return nodes


def _filled(cells: Sequence[str]) -> Sequence[str]:
    """Return a row's cells up to the last that holds anything."""
    return cells[: max((place for place, cell in enumerate(cells, 1) if cell), default=0)]


def looks_like_header(rows: Sequence[Sequence[str]]) -> bool:
    """Tell whether the first row names the columns, as far as that can be seen.

    Of three columns or more, words without digits do. Two columns are often names and values;
    there, one of them has to have numbers of one kind.
    """
    if len(rows) < 2 or len(rows[0]) < 2 or not are_names(rows[0]):
        return False
    first, below = rows[0], rows[1 : COMPARED + 1]
    if any(DIGIT.search(name) and not YEAR.fullmatch(name) for name in first):
        return False
    if len(first) > 2:
        return True
    return any(_are_values([cells[place : place + 1] for cells in below]) for place in (1, 0))


def _are_values(column: Sequence[Sequence[str]]) -> bool:
    """Tell whether a column has a number in each row, all of one kind."""
    values = [value for cells in column for value in cells]
    kinds = {AMOUNT.sub("", PREFIX.sub("", value)) for value in values}
    return all(map(is_number, values)) and len(kinds) == 1 and len(values) == len(column)


def are_names(cells: Sequence[str]) -> bool:
    """Tell whether cells could name columns: short, different words, or years."""
    filled = [cell for cell in cells if cell]
    short = all(len(cell) <= LONGEST_HEAD and "\n" not in cell for cell in filled)
    numbers = sum(1 for cell in filled if is_number(cell) and not YEAR.fullmatch(cell))
    different = len(set(filled)) == len(filled)
    worded = any(not is_number(cell) for cell in filled)
    return short and not numbers and different and worded and len(filled) >= len(cells) - 1


def is_number(text: str) -> bool:
    """Tell whether a cell holds a number, a date or the like, with its unit."""
    return NUMBER.fullmatch(text.strip()) is not None


def _stands_above(cell: list[Node]) -> bool:
    return len(cell) == 1 and cell[0].kind in {"heading", "question"}

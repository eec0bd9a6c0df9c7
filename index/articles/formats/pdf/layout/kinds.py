"""What rows that leave gutters free are: text, columns of it, or a table."""

import re
from collections.abc import Sequence
from itertools import pairwise
from statistics import median_low
from typing import Literal

from index.articles.formats.pdf.layout.lines import Line
from index.articles.formats.pdf.layout.paragraphs import mark_of
from index.articles.formats.unwrap import SENTENCE_END
from index.units.marks import CAPTION

RegionKind = Literal["text", "columns", "table", "labelled"]
ALIGNED = 0.5
"""Of the size of type: how far apart the beginnings of aligned lines are at most."""
PROSE_WORDS = 3
"""Words of most lines of a column of text."""
PROSE_FULL = 0.7
"""Of the column's width: so long are most of its lines."""
PROSE_LINES = 3
RUNNING_FULL = 0.85
"""Of a column's width: so long are the lines of running text in it, but for a paragraph's last."""
FLOWING_LINES, FLOWING = 6, 0.4
"""How many lines a column has in which sentences flow, and how many of them begin in small letters,
at least; at most so many end a sentence."""
MARGIN = 1.0
"""Points by which lines may miss a margin that they are set to."""
DIGIT = re.compile(r"\d")


def kind_of(
    table: Sequence[Sequence[Line | None]], columns: Sequence[Sequence[Line]]
) -> RegionKind:
    """Tell what rows with columns are. Where the order can't be told, each column is by itself."""
    apart = all(_beside(a, b) for a, b in pairwise(columns))
    if apart and any(all(map(told, columns)) for told in (_is_prose, _runs_on, _flows)):
        return "columns"
    if _is_justified(table):
        return "text"
    shared = sum(1 for cells in table if sum(cell is not None for cell in cells) > 1)
    if shared > 1:
        if len(columns) == 2 and all(line.text.endswith(":") for line in columns[0]):
            return "labelled"
        if 2 * shared >= len(table):
            return "table"
        return "labelled" if len(columns[0]) == len(table) else "columns"
    beside = any(_beside(a, b) and len(a) > 2 < len(b) for a, b in pairwise(columns))
    return "columns" if beside else "text"


def own_rows(table: Sequence[Sequence[Line | None]]) -> int:
    """Return how many rows are a table's: text below it that is as short as its first cells isn't.

    It begins elsewhere than they do, or as a paragraph or an item.
    """
    number = len(table)
    while number > 1:
        first, *others = table[number - 1]
        if first is None or any(cell is not None for cell in others):
            break
        number -= 1
    above = [cells[0] for cells in table[:number] if cells[0] is not None]
    for place in range(number, len(table)):
        line = table[place][0]
        if line is not None and _is_below(line, above):
            return place
    return len(table)


def _is_below(line: Line, above: Sequence[Line]) -> bool:
    if CAPTION.match(line.text):
        return True
    if mark_of(line.text):
        return not any(mark_of(each.text) for each in above)
    starts = [each.start for each in above]
    aligned = len(starts) > 1 and max(starts) - min(starts) < ALIGNED * line.size
    return aligned and abs(line.start - starts[0]) > ALIGNED * line.size


def _is_prose(lines: Sequence[Line]) -> bool:
    if len(lines) < PROSE_LINES:
        return False
    width = max(line.end for line in lines) - min(line.start for line in lines)
    full = median_low(line.end - line.start for line in lines)
    return (
        median_low(len(line.words) for line in lines) >= PROSE_WORDS and full >= PROSE_FULL * width
    )


def _runs_on(lines: Sequence[Line]) -> bool:
    """Tell whether a column has running text, whatever else: full lines one after the other."""
    left, right = min(line.start for line in lines), max(line.end for line in lines)
    run = 0
    for line in lines:
        full = line.end - line.start >= RUNNING_FULL * (right - left)
        run = run + 1 if full and len(line.words) > PROSE_WORDS else 0
        if run == PROSE_LINES:
            return True
    return False


def _is_justified(table: Sequence[Sequence[Line | None]]) -> bool:
    """Tell whether rows are lines of two words each that are set to both margins."""
    cells = [cell for row in table for cell in row]
    if any(cell is None or len(cell.words) > 1 or DIGIT.search(cell.text) for cell in cells):
        return False
    starts = [cell.start for row in table for cell in row[:1] if cell is not None]
    ends = [cell.end for row in table for cell in row[-1:] if cell is not None]
    return all(len(row) == 2 for row in table) and all(
        max(edge) - min(edge) < MARGIN for edge in (starts, ends)
    )


def _flows(lines: Sequence[Line]) -> bool:
    """Tell whether sentences go on from line to line, as in a column of two words a line."""
    small = sum(1 for line in lines if line.text[0].islower())
    ended = sum(1 for line in lines if SENTENCE_END.search(line.text))
    many = len(lines) >= FLOWING_LINES and small >= FLOWING * len(lines)
    return many and 0 < ended <= FLOWING * len(lines)


def _beside(one: Sequence[Line], other: Sequence[Line]) -> bool:
    """Tell whether two columns stand beside each other rather than one below the other."""
    if not one or not other:
        return False
    return one[0].base > other[-1].base and other[0].base > one[-1].base

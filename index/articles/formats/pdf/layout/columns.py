"""Rows of a page -> its regions in the order of reading: text, columns of text, tables.

A stretch of rows that leave the same strip of the page free has columns. Those of text are read
one after the other; where most are short, it is a table, read row by row.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median_low
from typing import Literal

from index.articles.formats.pdf.layout.lines import Line, Row
from index.articles.formats.pdf.layout.paragraphs import mark_of
from index.articles.formats.unwrap import SENTENCE_END
from index.units.marks import CAPTION

Interval = tuple[float, float]
RegionKind = Literal["text", "columns", "table", "labelled"]

GUTTER = 0.5
"""Of the size of type: how wide one is at least."""
WITHIN = 3
"""Regions below others that their gutters reached into."""
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
HEADING_GAP = 1.35
"""Of the distance of rows: what stands apart from them."""
BELOW_GAP = 1.2
"""Of the widest gap of a column: what isn't a part of it."""


@dataclass(slots=True)
class Region:
    """A part of a page. `columns` holds lines, one column after the other; a table has `rows`.

    Of a table's row each column has its line, or none. `labelled`: what a label at its beginning
    is about stands on the same line, as in a form.
    """

    kind: RegionKind
    columns: list[list[Line]] = field(default_factory=list)
    rows: list[list[Line | None]] = field(default_factory=list)


@dataclass(slots=True)
class _Band:
    """Rows that leave the same gutters free."""

    rows: list[Row]
    taken: list[Interval]

    @property
    def gutters(self) -> list[Interval]:
        return [(left[1], right[0]) for left, right in pairwise(self.taken)]


def regions_of(rows: Sequence[Row], depth: int = 0) -> Iterator[Region]:
    """Return the regions of a page's rows."""
    plain: list[Line] = []
    for band in _bands(rows):
        region, rest = _region(band) if depth < WITHIN else (None, [])
        if region is None:
            plain += [row.whole for row in band.rows]
            continue
        if plain:
            yield Region("text", [plain])
            plain = []
        if region.kind == "columns":
            yield from _column_by_column(band, region, rest, depth)
        else:
            yield region
        if rest:
            yield from regions_of(rest, depth + 1)
    if plain:
        yield Region("text", [plain])


def _column_by_column(
    band: _Band, region: Region, rest: Sequence[Row], depth: int
) -> Iterator[Region]:
    """Return columns, each with the tables in it, if there are any."""
    rows = band.rows[: len(band.rows) - len(rest)]
    columns = [
        [Row(pieces) for row in rows if (pieces := _pieces(row, band.gutters)[number])]
        for number in range(len(region.columns))
    ]
    if not any(len(row.pieces) > 1 for column in columns for row in column):
        yield region
        return
    for column in columns:
        for inner in regions_of(column, depth + 1):
            if inner.kind == "text":
                inner.kind = "columns"
            yield inner


def _bands(rows: Sequence[Row]) -> Iterator[_Band]:
    band: _Band | None = None
    for row in rows:
        least = GUTTER * min(piece.size for piece in row.pieces)
        own = [(piece.start, piece.end) for piece in row.pieces]
        if band is not None:
            taken = _merged(band.taken, own, least)
            lost = len(band.gutters) - (len(taken) - 1)
            kept = len(taken) > 1
            goes_on = lost <= 0 or _by_chance(band, taken, row)
            if (kept and goes_on) if band.gutters else len(own) == 1:
                band.rows.append(row)
                band.taken = taken
                continue
            above = _above(band, _merged([], own, least))
            yield band
            own = [(piece.start, piece.end) for each in (*above, row) for piece in each.pieces]
            band = _Band([*above, row], _merged([], own, least))
            continue
        band = _Band([row], _merged([], own, least))
    if band is not None:
        yield band


def _above(band: _Band, taken: Sequence[Interval]) -> list[Row]:
    """Take from a band without gutters the rows at its end that are a later column's beginning."""
    place = len(band.rows)
    if not band.gutters and len(taken) > 1:
        while place > 1 and band.rows[place - 1].pieces[0].start >= taken[1][0] - 1.0:
            place -= 1
    above = band.rows[place:]
    del band.rows[place:]
    return above


def _by_chance(band: _Band, taken: list[Interval], row: Row) -> bool:
    """Tell whether the gutters that a row closes were gaps of one row, and others are left."""
    left = [(a[1], b[0]) for a, b in pairwise(taken)]
    lost = [gutter for gutter in band.gutters if not any(_overlap(gutter, each) for each in left)]
    return (
        bool(lost)
        and len(row.pieces) > 1
        and all(sum(_has_both_sides(each, gutter) for each in band.rows) <= 1 for gutter in lost)
    )


def _has_both_sides(row: Row, gutter: Interval) -> bool:
    left = any(piece.end <= gutter[0] for piece in row.pieces)
    return left and any(piece.start >= gutter[1] for piece in row.pieces)


def _overlap(one: Interval, other: Interval) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _merged(taken: Sequence[Interval], more: Sequence[Interval], least: float) -> list[Interval]:
    """Join intervals that leave less than `least` between them."""
    found: list[Interval] = []
    for start, end in sorted([*taken, *more]):
        if found and start - found[-1][1] < least:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found


def _region(band: _Band) -> tuple[Region | None, list[Row]]:
    """Return what a band is, if it has columns, and the rows at its end that aren't part of it."""
    gutters = band.gutters
    if not gutters:
        return None, []
    rest = _below(band)
    rows = band.rows[: len(band.rows) - len(rest)]
    table = [_cells(row, gutters) for row in rows]
    columns = [
        [line for cells in table if (line := cells[number]) is not None]
        for number in range(len(gutters) + 1)
    ]
    kind = _kind(table, columns)
    if kind == "text":
        return None, []
    if kind == "table":
        own = _own_rows(table)
        return Region(kind, rows=table[:own]), [*rows[own:], *rest]
    return Region(kind, _row_by_row(rows) if kind == "labelled" else columns), rest


def _kind(table: Sequence[Sequence[Line | None]], columns: Sequence[Sequence[Line]]) -> RegionKind:
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


def _own_rows(table: Sequence[Sequence[Line | None]]) -> int:
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


def _row_by_row(rows: Sequence[Row]) -> list[list[Line]]:
    """Return the lines of rows; those of several pieces stand by themselves."""
    found: list[list[Line]] = []
    alone = True
    for row in rows:
        if alone or len(row.pieces) > 1:
            found.append([])
        found[-1].append(row.whole)
        alone = len(row.pieces) > 1
    return found


def _pieces(row: Row, gutters: Sequence[Interval]) -> list[list[Line]]:
    """Return what a row has in each column."""
    found: list[list[Line]] = [[] for _ in range(len(gutters) + 1)]
    for piece in row.pieces:
        found[sum(1 for gutter in gutters if piece.start >= gutter[1])].append(piece)
    return found


def _cells(row: Row, gutters: Sequence[Interval]) -> list[Line | None]:
    return [
        Line([word for piece in pieces for word in piece.words]) if pieces else None
        for pieces in _pieces(row, gutters)
    ]


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


def _below(band: _Band) -> list[Row]:
    """Return the rows at a band's end that follow it: in one column, and far below its lines."""
    distances = [above.base - below.base for above, below in pairwise(band.rows)]
    if not distances:
        return []
    sides = [_side(row, band.gutters[0]) for row in band.rows]
    place = len(sides)
    while place and sides[place - 1] == sides[-1]:
        place -= 1
    own = [row.base for row, side in zip(band.rows, sides, strict=True) if sides[-1] & side]
    number = len(own) - (len(sides) - place)
    if not 0 < number < len(own) or distances[place - 1] <= HEADING_GAP * median_low(distances):
        return []
    gaps = [above - below for above, below in pairwise(own)]
    widest = max((gap for at, gap in enumerate(gaps, 1) if at < number), default=0.0)
    return band.rows[place:] if gaps[number - 1] > BELOW_GAP * widest else []


def _side(row: Row, gutter: Interval) -> int:
    """Tell on which side of a gutter a row has something: 1 left, 2 right, 3 both."""
    left = any(piece.end <= gutter[0] for piece in row.pieces)
    return left + 2 * any(piece.start >= gutter[1] for piece in row.pieces)

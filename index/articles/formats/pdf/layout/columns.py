"""Rows of a page -> its regions in the order of reading: text, columns of text, tables.

A stretch of rows that leave the same strip of the page free has columns. Those of text are read
one after the other; where most are short, it is a table, read row by row.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median_low

from index.articles.formats.pdf.layout.kinds import RegionKind, kind_of, own_rows
from index.articles.formats.pdf.layout.lines import GAP, Line, Row

Interval = tuple[float, float]

GUTTER = 0.5
"""Of the size of type: how wide one is at least."""
ABOVE = 2.5
"""Of the size of type: how far a header stands above its table's first row at most."""
ALIGNED = 1.5
"""Points between where two cells of a column begin."""
WITHIN = 3
"""Regions below others that their gutters reached into."""
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
        if region.kind == "table" and plain and (header := _header(plain[-1], region.rows)):
            region.rows.insert(0, header)
            del plain[-1]
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


def _header(line: Line, rows: Sequence[Sequence[Line | None]]) -> list[Line | None] | None:
    """Return the cells of a line right above a table whose words stand where its columns begin.

    Its gaps are too much alike to tell by themselves that they part cells.
    """
    columns = [[cell for cell in column if cell] for column in zip(*rows, strict=True)]
    tops = [cell.base for cell in rows[0] if cell]
    if not all(columns) or not 0 < line.base - max(tops, default=0.0) < ABOVE * line.size:
        return None
    starts = [min(cell.start for cell in column) for column in columns]
    cells: list[Line] = []
    for before, word in zip([None, *line.words], line.words, strict=False):
        gap = before is None or word.start - before.end > GAP * line.size
        if gap and len(cells) < len(starts) and abs(word.start - starts[len(cells)]) < ALIGNED:
            cells.append(Line([word]))
        elif gap or not cells:
            return None
        else:
            cells[-1].words.append(word)
    return [*cells] if len(cells) == len(starts) else None


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
    kind = kind_of(table, columns)
    if kind == "text":
        return None, []
    if kind == "table":
        own = own_rows(table)
        return Region(kind, rows=table[:own]), [*rows[own:], *rest]
    return Region(kind, _row_by_row(rows) if kind == "labelled" else columns), rest


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

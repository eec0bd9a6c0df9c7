"""Tables typed into a plain text: cells parted by bars, tabs, dots or wide gaps, a line each."""

import re
from collections.abc import Sequence, Set
from dataclasses import dataclass

from index.units.marks import LIST_MARK

ROW = " | "
"""Between the cells of a table's row, as the readers write it."""

LEADER = (
    r"[^\S\n]{0,9}+(?:\.{4,}+|(?:\.[^\S\n]){3,}+\.?|…{2,}+|_{4,}+"
    r"|(?:\.{3}|…)(?=[^\S\n]?[€$£]?[^\S\n]?\d))"
    r"[^\S\n]*+"
)
"""Dots that lead from a name to its price."""
GAP = re.compile(rf"{LEADER}|\t\s*+|[^\S\n]{{2,}}")
LED = re.compile(LEADER)
CELLS = re.compile(rf"\||{GAP.pattern}")
RULE = re.compile(r"[-=+|:\s]*+")
"""A line that only parts rows."""

NUMBER = re.compile(r"(?:^\s{0,20}+|\||\t|[^\S\n]{2}|\.{3})[^\S\n]{0,9}+(?:[€$£][^\S\n]?)?\d")
"""A cell that begins with one."""
FIGURE = re.compile(r"(?:[^\W\d_]{2,4}\.?[^\S\n])?[€$£+-]?[^\S\n]?\d")
"""How the last cell of a row begins that tells how much or when: "ab 3 €"."""
WEEKDAY = re.compile(
    r"(?:(?:Mon|Diens|Donners|Frei|Sams|Sonn|Feier)tage?s?|Mittwochs?|Sonnabends?"
    r"|Mo|Di|Mi|Do|Fr|Sa|So"
    r"|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)days?|Mon|Tue|Wed|Thu|Fri|Sat|Sun)\b"
)
"""A row that begins with one names no columns."""

CELL = 60
"""Characters of a cell that a wide gap parts from others."""
END = (".", "!", "?", ":", ",", ";")


def rows_of(lines: Sequence[str]) -> set[int]:
    """Return which lines are rows of a table; one alone is none."""
    if len(lines) < 2:
        return set()
    rows = {number for number, line in enumerate(lines) if "|" in line and _has_bars(line)}
    if len(rows) > 1:
        return rows
    cells = [_cells_of(line) for line in lines]
    found = set()
    for number in range(1, len(lines)):
        if _fit(cells[number - 1], cells[number]):
            found |= {number - 1, number}
    return found


def is_row(line: str) -> bool:
    """Tell whether a line by itself is written as a row whose last cell is a number."""
    return _cells_of(line).figure


def rules_of(lines: Sequence[str], rows: Set[int]) -> set[int]:
    """Return which lines only part the rows of a table."""
    if not rows:
        return set()
    return {number for number, line in enumerate(lines) if number not in rows and is_rule(line)}


def is_rule(line: str) -> bool:
    """Tell whether a line is drawn."""
    return RULE.fullmatch(line) is not None and ("--" in line or "==" in line)


def header_of(lines: Sequence[str], rows: set[int]) -> int | None:
    """Return the row that says what is in the others' columns.

    It stands above a drawn line, or is the only one without any number in a cell.
    """
    if len(rows) < 2:
        return None
    first = min(rows)
    if first + 1 < len(lines) and is_rule(lines[first + 1]):
        return first
    others = sorted(rows - {first})
    drawn = any(is_rule(lines[number]) for number in range(first) if number not in rows)
    if drawn or NUMBER.search(lines[first]) or not _are_names(lines[first]):
        return None
    return (
        first
        if sum(1 for number in others if NUMBER.search(lines[number])) * 2 > len(others)
        else None
    )


def _has_bars(line: str) -> bool:
    bare = line.strip()
    boxed = bare.startswith("|") and bare.endswith("|") and bare.count("|") > 2
    return (ROW in line or boxed) and not is_rule(line)


def _are_names(line: str) -> bool:
    """Tell whether a line's cells may name columns: all are written with capitals, or none."""
    cells = [cell.strip() for cell in CELLS.split(line.strip().strip("|")) if cell.strip()]
    small = {cell[0].islower() for cell in cells}
    return len(small) == 1 and not WEEKDAY.match(cells[0])


@dataclass(frozen=True, slots=True)
class _Cells:
    """Where a line's cells begin, and the last one ends; anywhere if a tab or dots part them."""

    starts: tuple[int, ...] = ()
    end: int = 0
    anywhere: bool = False
    figure: bool = False
    """Whether the last cell begins with a number."""


NO_CELLS = _Cells()


def _cells_of(line: str) -> _Cells:
    """Return a line's cells; none if it has one, or is running text."""
    bare = line.rstrip()
    left = len(bare) - len(bare.lstrip())
    dots = ".." in bare or "…" in bare or "__" in bare or ". ." in bare
    led = dots and LED.search(bare, left) is not None
    if not led and "\t" not in bare and "  " not in bare and "\xa0" not in bare:
        return NO_CELLS
    if LIST_MARK.match(bare, left):
        return NO_CELLS
    starts, end = [left], left
    for gap in GAP.finditer(bare, left):
        cell = bare[starts[-1] : gap.start()]
        if not cell or gap.end() == len(bare):
            starts[-1] = end = gap.end()
            continue
        parted = "\t" in gap[0] or LED.fullmatch(gap[0])
        if len(cell) > CELL or (_ends(cell) and not parted):
            return NO_CELLS
        starts.append(gap.end())
        end = gap.end()
    if len(starts) == 1 or not 0 < len(bare) - end <= CELL:
        return NO_CELLS
    # A tab's place is not that of what it leads to.
    figure = FIGURE.match(bare, end) is not None
    return _Cells(tuple(starts), len(bare), led or "\t" in bare, figure)


def _ends(cell: str) -> bool:
    """Tell whether what stands before a gap is a sentence, a label or a part, and no cell."""
    shortened = cell.endswith(".") and " " not in cell
    return cell.endswith(END) and not shortened


def _fit(cells: _Cells, others: _Cells) -> bool:
    """Tell whether two lines are rows of one table."""
    if len(cells.starts) != len(others.starts) or not cells.starts:
        return False
    if len(cells.starts) > 2 or cells.anywhere == others.anywhere is True:
        return True
    aligned = cells.starts[1] == others.starts[1] or cells.end == others.end
    return aligned or (cells.figure and others.figure)

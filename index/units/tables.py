"""Tables typed into a plain text: cells parted by bars, tabs or wide gaps, a line each."""

import re
from collections.abc import Sequence

from index.units.marks import LIST_MARK

ROW = " | "
"""Between the cells of a table's row, as the readers write it."""

GAP = re.compile(r"\t\s*+|[^\S\n]{2,}")
RULE = re.compile(r"[-=+|:\s]*+")
"""A line that only parts rows."""

NUMBER = re.compile(r"(?:^\s{0,20}+|\||\t|[^\S\n]{2})[^\S\n]{0,9}+\d")
"""A cell that begins with one."""

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
    cells = [_starts_of_cells(line) for line in lines]
    found = set()
    for number in range(1, len(lines)):
        if _fit(cells[number - 1], cells[number]):
            found |= {number - 1, number}
    return found


def rules_of(lines: Sequence[str], rows: set[int]) -> set[int]:
    """Return which lines only part the rows of a table."""
    return {
        number for number, line in enumerate(lines) if rows and number not in rows and is_rule(line)
    }


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
    if drawn or NUMBER.search(lines[first]):
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


def _starts_of_cells(line: str) -> list[int]:
    """Return where a line's cells begin; nothing if it has one, or is running text."""
    bare = line.rstrip()
    left = len(bare) - len(bare.lstrip())
    if "\t" not in bare and "  " not in bare and "\xa0" not in bare:
        return []
    if LIST_MARK.match(bare, left):
        return []
    starts, end = [left], left
    for gap in GAP.finditer(bare, left):
        cell = bare[starts[-1] : gap.start()]
        if len(cell) > CELL or (cell.endswith(END) and "\t" not in gap[0]):
            return []
        # A tab's place is not that of what it leads to.
        starts.append(gap.end())
        end = gap.end()
    if len(starts) == 1 or len(bare) - end > CELL:
        return []
    return [-1 - number for number in range(len(starts))] if "\t" in bare else starts


def _fit(cells: Sequence[int], others: Sequence[int]) -> bool:
    """Tell whether two lines are rows of one table."""
    if len(cells) != len(others) or not cells:
        return False
    return len(cells) > 2 or cells[1] == others[1] or cells[0] < 0

"""The lines in a table's columns -> its cells, row by row."""

import re
from collections.abc import Iterator, Sequence

from index.articles.formats.pdf.layout.lines import Line
from index.articles.formats.pdf.layout.paragraphs import Piece

DIGIT = re.compile(r"\d")
GOES_ON = 1.6
"""Of the size of type: how far below a cell's line its next one stands at most."""


def table_rows(rows: Sequence[Sequence[Line | None]]) -> Iterator[tuple[list[str], bool]]:
    """Return a table's cells, row by row, and whether a row is in bold type.

    A row with one cell that isn't the first goes on with the row before.
    """
    found: list[list[list[Line]]] = []
    for lines in rows:
        filled = [number for number, line in enumerate(lines) if line is not None]
        if found and len(filled) == 1 and filled[0] > 0 and found[-1][filled[0]]:
            line = lines[filled[0]]
            above = found[-1][filled[0]][-1]
            if line is not None and above.base - line.base < GOES_ON * line.size:
                found[-1][filled[0]].append(line)
                continue
        found.append([[] if line is None else [line] for line in lines])
    for cells in found:
        texts = [Piece(cell).text if cell else "" for cell in cells]
        yield texts, all(line.bold for cell in cells for line in cell)


def has_header(rows: Sequence[tuple[list[str], bool]]) -> bool:
    """Tell whether the first row names the columns: alone in bold, or alone without figures."""
    (first, bold), *others = rows
    if sum(1 for cell in first if cell) < 2:
        return False
    if bold or any(each for _, each in others):
        return bold and not any(each for _, each in others)
    figures = [
        number
        for number in range(len(first))
        if first[number]
        and not DIGIT.search(first[number])
        and 2 * sum(bool(DIGIT.search(cells[number])) for cells, _ in others) > len(others)
    ]
    return bool(figures) and not any(DIGIT.search(cell) for cell in first)

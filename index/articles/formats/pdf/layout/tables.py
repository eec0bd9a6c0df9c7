"""The lines in a table's columns -> its cells, row by row."""

import re
from collections.abc import Iterator, Mapping, Sequence

from index.articles.formats.pdf.layout.lines import Line
from index.articles.formats.pdf.layout.paragraphs import Piece

DIGIT = re.compile(r"\d")
RUNNING = 4
"""Words of a cell's line from which on it is running text."""
GOES_ON = 1.6
"""Of the size of type: how far below a cell's line its next one stands at most."""


def table_rows(rows: Sequence[Sequence[Line | None]]) -> Iterator[tuple[list[str], bool]]:
    """Return a table's cells, row by row, and whether a row is in bold type.

    A row whose first cell is empty goes on with the row before, if it has one cell, or if all that
    it has goes on with running text.
    """
    found: list[list[list[Line]]] = []
    for lines in rows:
        filled = {number: line for number, line in enumerate(lines) if line is not None}
        if found and _goes_on(found[-1], filled):
            for number, line in filled.items():
                found[-1][number].append(line)
        else:
            found.append([[] if line is None else [line] for line in lines])
    for cells in found:
        texts = [Piece(cell).text if cell else "" for cell in cells]
        yield texts, all(line.bold for cell in cells for line in cell)


def _goes_on(cells: Sequence[Sequence[Line]], filled: Mapping[int, Line]) -> bool:
    """Tell whether a row, of which these cells are filled, goes on with the one before."""
    if 0 in filled or not all(cells[number] for number in filled):
        return False
    return all(
        cells[number][-1].base - line.base < GOES_ON * line.size
        and (len(filled) == 1 or len(cells[number][-1].words) >= RUNNING)
        for number, line in filled.items()
    )


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

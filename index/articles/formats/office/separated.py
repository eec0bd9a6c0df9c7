"""Tables in text (CSV, TSV) -> a row a unit, the first one their header.

What parts the cells is told by trying; the standard library's sniffer takes long for some texts.
"""

import csv
from collections import Counter
from collections.abc import Iterator

from index.articles import frontmatter
from index.articles.cleaning import clean
from index.articles.drafting import Content
from index.articles.formats import text
from index.articles.formats.office.parts import grid
from index.articles.metadata import Metadata
from index.articles.structure import Node, lay_out, paragraph
from index.articles.titles import title_of_name

DELIMITERS = ";,\t|"
SAID = "sep="
"""How a first line says what parts the cells, for Excel."""
TRIED = 200
"""Lines by which it is told otherwise."""


def read(table: str, *, source: str) -> Content:
    """Read a table; a text that is none is read as plain text.

    Raises:
        ArticleFrontMatterError: it begins with a front matter that can't be read.
    """
    table = clean(table).lstrip("\n")
    first, _, rest = table.partition("\n")
    if first.lower().startswith(SAID) and len(first.strip()) == len(SAID) + 1:
        delimiter: str | None = first[len(SAID)]
        table = rest
    else:
        delimiter = _delimiter(table)
    title = Metadata(title=title_of_name(source))
    if delimiter is None:
        content = text.read(table, source=source)
        return Content(content.plain, content.metadata.over(title))
    metadata, table, untold = frontmatter.split(table, source)
    rows = [[cell.strip() for cell in cells] for cells in _rows(table, delimiter)]
    layout = lay_out(_nodes(rows))
    return Content(metadata=metadata.over(title), layout=layout, omissions=untold)


def _nodes(rows: list[list[str]]) -> list[Node]:
    """Return what stands above a table as paragraphs, and the table without empty columns."""
    rows = [cells for cells in rows if any(cells)]
    count = Counter(len(cells) for cells in rows).most_common(1)[0][0] if rows else 0
    widths = [sum(map(bool, cells)) for cells in rows]
    first = next((place for place, width in enumerate(widths) if width > 1), 0)
    if count < 2 or first > len(rows) // 2:
        first = 0
    above = [paragraph(" ".join(filter(None, cells))) for cells in rows[:first]]
    rows = rows[first:]
    used = {place for cells in rows for place, cell in enumerate(cells) if cell}
    kept = [[cell for place, cell in enumerate(cells) if place in used] for cells in rows]
    headed = len(kept) > 1 and grid.are_names([cell for cell in kept[0] if cell])
    return grid.captioned([*above, *grid.table(kept, 1 if headed else 0)])


def _delimiter(table: str) -> str | None:
    """Return what parts cells in most lines into the same number, more than one."""
    lines = [line for line in table.split("\n", TRIED + 1)[:TRIED] if line.strip()]
    best: tuple[float, int] = (0.0, 1)
    found = None
    for delimiter in DELIMITERS:
        counts = Counter(len(cells) for cells in _rows("\n".join(lines), delimiter) if cells)
        width, times = counts.most_common(1)[0] if counts else (0, 0)
        if width > 1 and (times / sum(counts.values()), width) > best:
            best = times / sum(counts.values()), width
            found = delimiter
    return found


def _rows(table: str, delimiter: str) -> Iterator[list[str]]:
    """Yield the rows; a quotation mark that is never closed harms its own line alone."""
    lines = table.split("\n")
    try:
        yield from list(csv.reader(_ended(lines), delimiter=delimiter, strict=True))
    except csv.Error:
        for line in lines:
            yield from _row(line, delimiter)


def _ended(lines: list[str]) -> Iterator[str]:
    for line in lines:
        yield line + "\n"


def _row(line: str, delimiter: str) -> Iterator[list[str]]:
    try:
        yield from csv.reader([line], delimiter=delimiter)
    except csv.Error:
        yield line.split(delimiter)

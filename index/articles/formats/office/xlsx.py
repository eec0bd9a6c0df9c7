"""Excel workbooks (xlsx, xlsm) -> a section a sheet, with the values that its cells show.

Formulas give the value that was stored with them, and programs are never run.
"""

import re
from collections.abc import Iterator, Sequence

from lxml.etree import _Element

from index.articles.drafting import Content
from index.articles.formats.errors import (
    ArticleOfficeBrokenError,
    ArticleOfficeTooLargeError,
)
from index.articles.formats.office.parts import grid, ooxml
from index.articles.formats.office.parts.cells import (
    BUILT_IN,
    GENERAL,
    NumberFormat,
    number_format,
    shown,
)
from index.articles.formats.office.parts.content import content_of
from index.articles.formats.office.parts.flow import Tally
from index.articles.formats.office.parts.packages import Package, attribute, below, local, named
from index.articles.metadata import Metadata
from index.articles.structure import Node, heading, paragraph
from index.articles.titles import title_of_name

REFERENCE = re.compile(r"([A-Z]{1,3})(\d{1,7})")
DEFAULT_NAME = re.compile(
    r"sheet|(?:sheet|tabelle|table|blatt|feuil|hoja|foglio|arkusz)[ _]?\d{1,3}", re.I
)
SCATTERED = 2_000_000
"""Cells that tables may have, most of them empty; nobody reads what is so scattered."""
MOST_REACHING = 5
"""Columns of such cells."""
BOOLEANS = {"0": "FALSE", "1": "TRUE"}

Row = dict[int, str]
"""A row's cells that hold anything, by their columns."""


def read(package: Package) -> Content:
    """Read a workbook.

    Raises:
        ArticleOfficeBrokenError: it can't be taken apart.
        ArticleOfficeTooLargeError: it unpacks to too much.
    """
    reading = _Reading(package)
    nodes = reading.workbook()
    title = Metadata(title=title_of_name(package.source))
    return content_of(ooxml.core(package).over(title), nodes, reading.tally, ooxml.macros(package))


class _Reading:
    """A workbook on its way to nodes."""

    def __init__(self, package: Package) -> None:
        self.tally = Tally()
        self._package = package
        self._part = ooxml.main_part(package)
        self._relations = ooxml.relations(package, self._part)
        self._since_1904 = False
        self._strings = list(self._shared())
        self._formats = self._number_formats()
        self._cells = 0

    def workbook(self) -> list[Node]:
        """Return all of its sheets that are shown."""
        tree = self._package.tree(self._part)
        if tree is None:
            raise ArticleOfficeBrokenError(source=self._package.source)
        sheets = below(tree, "sheets")
        since = attribute(below(tree, "workbookPr"), "date1904")
        self._since_1904 = since in {"1", "true"}
        links = [each for each in self._relations.values() if each.kind == "externalLink"]
        self.tally.note("external", len(links))
        nodes = []
        for sheet in [] if sheets is None else named(sheets, "sheet"):
            relation = self._relations.get(attribute(sheet, "id") or "")
            if relation is None or relation.external:
                continue
            if relation.kind == "chartsheet":
                self.tally.note("images")
                continue
            found = self._sheet(relation.target, hidden=sheet.get("state") in HIDDEN)
            name = sheet.get("name") or ""
            if found and not DEFAULT_NAME.fullmatch(name):
                found = [heading(name, 1), *found]
            nodes += [Node("section", children=found)] if found else []
        return nodes

    def _tree(self, kind: str) -> _Element | None:
        return self._package.tree(next(ooxml.of_kind(self._relations, kind), ""))

    def _shared(self) -> Iterator[str]:
        """Yield the texts that cells name by their number."""
        tree = self._tree("sharedStrings")
        for item in [] if tree is None else named(tree, "si"):
            yield self._rich(item)

    def _rich(self, item: _Element) -> str:
        """Return a cell's text, without readings and what is struck out."""
        texts = []
        for part in item:
            name = local(part)
            text = (part.text or "") if name == "t" else ""
            if name == "r":
                text = "".join(each.text or "" for each in named(part, "t"))
                if ooxml.is_on(below(part, "rPr", "strike")):
                    self.tally.strike(text)
                    continue
            texts.append(text)
        return "".join(texts).strip()

    def _number_formats(self) -> list[NumberFormat]:
        """Return the number formats by the number of a cell's style."""
        tree = self._tree("styles")
        codes = dict(BUILT_IN)
        styles = below(tree, "numFmts")
        for each in [] if styles is None else styles:
            codes[ooxml.number(each.get("numFmtId"), -1)] = each.get("formatCode") or ""
        known = {name: number_format(code) for name, code in codes.items()}
        cells = below(tree, "cellXfs")
        return [
            known.get(ooxml.number(each.get("numFmtId")), GENERAL)
            for each in ([] if cells is None else named(cells, "xf"))
        ]

    def _sheet(self, part: str, *, hidden: bool) -> list[Node]:
        tree = self._package.tree(part)
        if tree is None:
            return []
        rows = list(self._rows(tree, hidden=hidden))
        if hidden:
            return []
        relations = ooxml.relations(self._package, part)
        self._count_others(tree, relations)
        nodes: list[Node] = []
        for group in _groups(rows):
            self._cells += len(group) * len({column for row in group for column in row})
            if self._cells > SCATTERED:
                raise ArticleOfficeTooLargeError(source=self._package.source)
            nodes += _nodes(group)
        grid.captioned(nodes)
        for drawing in ooxml.of_kind(relations, "drawing"):
            nodes += self._drawing(drawing)
        return nodes

    def _rows(self, tree: _Element, *, hidden: bool) -> Iterator[tuple[int, Row]]:
        """Yield the rows that hold anything, with their numbers."""
        unseen = _hidden_columns(tree)
        merged = _merged_downwards(tree)
        data = below(tree, "sheetData")
        number = 0
        reaching: dict[int, tuple[int, str]] = {}
        for element in [] if data is None else named(data, "row"):
            number = ooxml.number(element.get("r"), number + 1)
            row: Row = {}
            off = hidden or element.get("hidden") in {"1", "true"}
            for column, text in self._row(element):
                if off or _is_within(unseen, column):
                    self.tally.hide(text)
                else:
                    row[column] = text
            if row:
                _reach(row, number, reaching, merged)
                yield number, row

    def _row(self, element: _Element) -> Iterator[tuple[int, str]]:
        column = -1
        for cell in named(element, "c"):
            match = REFERENCE.fullmatch(cell.get("r") or "")
            column = _column(match[1]) if match else column + 1
            text = self._cell(cell)
            if text:
                yield column, text

    def _cell(self, cell: _Element) -> str:
        kind = cell.get("t") or "n"
        value = below(cell, "v")
        text = "" if value is None else (value.text or "").strip()
        if kind == "inlineStr":
            inline = below(cell, "is")
            return "" if inline is None else self._rich(inline)
        if kind == "e" or (not text and below(cell, "f") is not None):
            self.tally.note("data", 1, f"{cell.get('r') or ''} {text}")
            return ""
        return self._value(kind, text, ooxml.number(cell.get("s"))) if text else ""

    def _value(self, kind: str, text: str, style: int) -> str:
        """Return what a cell shows of its stored value."""
        if kind == "s":
            place = ooxml.number(text, -1)
            return self._strings[place] if 0 <= place < len(self._strings) else ""
        if kind == "b":
            return BOOLEANS.get(text, text)
        if kind == "n":
            form = self._formats[style] if 0 <= style < len(self._formats) else GENERAL
            return shown(text, form, since_1904=self._since_1904)
        return text.removesuffix("T00:00:00") if kind == "d" else text

    def _count_others(self, tree: _Element, relations: dict[str, ooxml.Relation]) -> None:
        for name in ooxml.of_kind(relations, "comments", "threadedComment"):
            comments = self._package.tree(name)
            if comments is not None:
                self.tally.note("comments", sum(1 for _ in comments.iter("{*}comment")))
        running = below(tree, "headerFooter")
        for each in [] if running is None else running:
            self.tally.note("running", 1, each.text or "")
        embedded = ooxml.of_kind(relations, "oleObject", "package")
        self.tally.note("attachments", sum(1 for _ in embedded))

    def _drawing(self, part: str) -> list[Node]:
        """Return the text boxes and the descriptions of pictures that lie on a sheet."""
        tree = self._package.tree(part)
        relations = ooxml.relations(self._package, part)
        nodes = []
        for anchor in [] if tree is None else tree:
            paragraphs = [
                "".join(text.text or "" for text in each.iter("{*}t"))
                for body in anchor.iter("{*}txBody")
                for each in named(body, "p")
            ]
            texts = paragraphs or [ooxml.picture(anchor, relations, self.tally)]
            nodes += [paragraph(text) for text in texts if text.strip()]
        return nodes


HIDDEN = {"hidden", "veryHidden"}


def _column(letters: str) -> int:
    place = 0
    for letter in letters:
        place = place * 26 + ord(letter) - ord("A") + 1
    return place - 1


def _hidden_columns(tree: _Element) -> list[tuple[int, int]]:
    columns = below(tree, "cols")
    return [
        (ooxml.number(each.get("min")) - 1, ooxml.number(each.get("max")) - 1)
        for each in ([] if columns is None else columns[:100])
        if each.get("hidden") in {"1", "true"}
    ]


def _is_within(ranges: Sequence[tuple[int, int]], place: int) -> bool:
    return any(first <= place <= last for first, last in ranges)


def _merged_downwards(tree: _Element) -> dict[tuple[int, int], int]:
    """Return up to which row cells reach that are merged with those below, by row and column."""
    found = {}
    merges = below(tree, "mergeCells")
    for each in [] if merges is None else merges:
        start, _, end = (each.get("ref") or "").partition(":")
        first, last = REFERENCE.fullmatch(start), REFERENCE.fullmatch(end)
        if first and last and int(last[2]) > int(first[2]):
            found[int(first[2]), _column(first[1])] = int(last[2])
    return found


def _reach(
    row: Row,
    number: int,
    reaching: dict[int, tuple[int, str]],
    merged: dict[tuple[int, int], int],
) -> None:
    """Add to a row what reaches down into it: only before its first cell, as what it is about."""
    first = min(row)
    for column, (last, text) in list(reaching.items()):
        if number > last or column in row:
            del reaching[column]
        elif column < first:
            row[column] = text
    for column, text in row.items():
        last = merged.get((number, column), 0)
        if last and len(text) <= grid.REPEATED and len(reaching) < MOST_REACHING:
            reaching[column] = last, text


def _groups(rows: Sequence[tuple[int, Row]]) -> Iterator[list[Row]]:
    """Yield the rows that stand together, without an empty one between them."""
    group: list[Row] = []
    before = None
    for number, row in rows:
        if group and before is not None and number > before + 1:
            yield group
            group = []
        group.append(row)
        before = number
    if group:
        yield group


def _nodes(rows: list[Row]) -> list[Node]:
    """Return rows as a table; what stands alone before and after its rows as paragraphs."""
    first = next((place for place, row in enumerate(rows) if len(row) > 1), None)
    if first is None:
        return [paragraph(text) for row in rows for text in row.values()]
    last = max(place for place, row in enumerate(rows) if len(row) > 1)
    columns = sorted({column for row in rows[first : last + 1] for column in row})
    texts = [[row.get(column, "") for column in columns] for row in rows[first : last + 1]]
    header = len(texts) > 1 and grid.are_names(texts[0]) and _differs(texts)
    return [
        *(paragraph(text) for row in rows[:first] for text in row.values()),
        *grid.table(texts, grid.header_rows(texts) if header else 0),
        *(paragraph(text) for row in rows[last + 1 :] for text in row.values()),
    ]


def _differs(rows: list[list[str]]) -> bool:
    return len(rows[0]) > 2 or grid.looks_like_header(rows)

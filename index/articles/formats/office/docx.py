"""Word documents (docx, docm) -> nodes: paragraphs by their styles, lists, tables, notes.

The XML is read as it is. Libraries were looked at: mammoth drops the numbers of lists and headings
without a word, python-docx knows neither notes nor tracked changes, and neither limits what it
unpacks.
"""

from collections.abc import Iterable, Iterator

from lxml.etree import _Element

from index.articles.drafting import Content
from index.articles.formats.errors import ArticleOfficeBrokenError
from index.articles.formats.office.parts import ooxml, styles
from index.articles.formats.office.parts.content import content_of
from index.articles.formats.office.parts.flow import Flow, Line, Tally, flat, raised
from index.articles.formats.office.parts.grid import REPEATED, as_table
from index.articles.formats.office.parts.numbering import Numbering
from index.articles.formats.office.parts.packages import Package, attribute, below, local, named
from index.articles.formats.office.parts.properties import title_of_headings
from index.articles.formats.office.parts.styles import Style, Styles
from index.articles.metadata import Metadata, found_metadata
from index.articles.structure import Node, heading, without_title

GONE = {"del", "moveFrom"}
"""What tracked changes have taken out."""
WITHIN = {
    *("ins", "moveTo", "smartTag", "customXml", "sdtContent", "bdo", "dir", "fldSimple"),
    *("hyperlink", "rubyBase", "oMathPara", "ruby", "subDoc"),
}
"""What only wraps text."""
OUTER = {"ins", "moveTo", "customXml", "sdtContent"}
"""What only wraps paragraphs."""
NOTES = {"footnoteReference": "footnotes", "endnoteReference": "endnotes"}
BREAKS = {"br": "\n", "cr": "\n", "tab": "\t", "ptab": "\t", "noBreakHyphen": "-"}
SYMBOLS = {
    "FE": "☒",
    "FD": "☒",
    "A8": "☐",
    "6F": "☐",
    "FC": "✓",
    "E0": "→",
    "E8": "→",
    "B7": "•",
    "A7": "▪",
    "D8": "➢",
    "B0": "°",
    "B1": "±",
    "B4": "×",
    "A3": "≤",
    "B3": "≥",
}
"""What the signs of Wingdings and Symbol look like that people use."""
OBJECTS = {"drawing", "pict", "object"}
WIDEST = 100
"""Columns that a cell goes over, at most."""


def read(package: Package) -> Content:
    """Read a document.

    Raises:
        ArticleOfficeBrokenError: it can't be taken apart.
        ArticleOfficeTooLargeError: it unpacks to too much.
    """
    reading = _Reading(package)
    nodes = reading.document()
    known = ooxml.core(package).over(Metadata(title=reading.title or title_of_headings(nodes)))
    return content_of(
        known, without_title(nodes, known.title), reading.tally, ooxml.macros(package)
    )


class _Reading:
    """A document on its way to nodes."""

    def __init__(self, package: Package) -> None:
        self.tally = Tally()
        self.title: str | None = None
        self._package = package
        self._part = ooxml.main_part(package)
        self._relations = ooxml.relations(package, self._part)
        self._styles = Styles(self._tree("styles"))
        self._numbering = Numbering(self._tree("numbering"))
        self._notes: dict[str, dict[str, _Element]] = {}
        self._fields: list[bool] = []
        """Of each field that is open, whether its text has begun; before it stands its code."""
        self._boxes: list[Node] = []
        """What paragraphs have that stands for itself: text boxes and notes."""
        self._joined: Line | None = None
        """The text of paragraphs whose ends were deleted."""

    def document(self) -> list[Node]:
        """Return all of it."""
        tree = self._package.tree(self._part)
        if tree is None:
            raise ArticleOfficeBrokenError(source=self._package.source)
        for kind in ("footnotes", "endnotes"):
            notes = self._tree(kind)
            self._notes[kind] = {
                attribute(note, "id") or "": note
                for note in ([] if notes is None else named(notes, kind[:-1]))
            }
        nodes = self._blocks(tree, whole=True)
        self._count_others()
        return nodes

    def _tree(self, kind: str) -> _Element | None:
        name = next(ooxml.of_kind(self._relations, kind), "")
        return self._package.tree(name)

    def _count_others(self) -> None:
        """Count what stands in other parts, and isn't read."""
        texts = []
        for name in ooxml.of_kind(self._relations, "header", "footer"):
            tree = self._package.tree(name)
            if tree is not None:
                texts.append(" ".join("".join(p.itertext("{*}t")) for p in tree.iter("{*}p")))
        for text in dict.fromkeys(" ".join(text.split()) for text in texts):
            if text:
                self.tally.note("running", 1, text)
        comments = self._tree("comments")
        self.tally.note("comments", 0 if comments is None else len(comments))
        linked = [one for one in self._relations.values() if one.external]
        templates = {"attachedTemplate", "frame", "subDocument", "aFChunk"}
        self.tally.note("external", sum(1 for one in linked if one.kind in templates))

    def _blocks(self, elements: Iterable[_Element], *, whole: bool = False) -> list[Node]:
        flow = Flow()
        for element in self._flattened(elements):
            name = local(element)
            if name == "p":
                self._paragraph(flow, element)
            elif name == "tbl":
                for node in self._table(element):
                    flow.add(node)
            elif name == "altChunk":
                self.tally.note("attachments")
            elif name in {"oMathPara", "oMath"}:
                line = Line()
                self._inline([element], line, styles.PLAIN)
                flow.add_line(line)
            self._add_boxes(flow)
        if self._joined is not None:
            flow.add_line(self._joined)
            self._joined = None
        return flow.settle() if whole else flow.nodes

    def _flattened(self, elements: Iterable[_Element]) -> Iterator[_Element]:
        """Yield paragraphs and tables, without what only wraps them."""
        for element in elements:
            name = local(element)
            if name in GONE:
                self._strike(element)
            elif name == "sdt":
                if self._is_contents(element):
                    self.tally.note("parts", _length(element), _text(element))
                else:
                    yield from self._flattened(named(element, "sdtContent"))
            elif name in OUTER or name == "body":
                yield from self._flattened(element)
            elif name == "AlternateContent":
                yield from self._flattened(element[:1][0] if len(element) else [])
            else:
                yield element

    def _is_contents(self, element: _Element) -> bool:
        gallery = below(element, "sdtPr", "docPartObj", "docPartGallery")
        return (attribute(gallery, "val") or "") in {"Table of Contents", "Tables of Contents"}

    def _paragraph(self, flow: Flow, element: _Element) -> None:
        properties = below(element, "pPr")
        name = attribute(below(properties, "pStyle"), "val")
        style = self._styles.get(name)
        line, self._joined = self._joined or Line(), None
        self._inline(element, line, style)
        if below(properties, "rPr", "del") is not None:
            # The end of the paragraph is deleted: the next one goes on with it.
            self._joined = line
            return
        text = line.tidy
        if style.names and styles.CONTENTS.fullmatch(style.names[0]):
            self.tally.note("parts", len("".join(text.split())), text)
            return
        level = styles.outline_of(properties)
        level = style.level if level is None else level
        if text:
            mark, depth = self._mark(properties, style, name or "")
            self._place(flow, line, style, level, mark, depth)
        elif style.matches(styles.CODE):
            flow.add(Node("code", ""))

    def _place(  # noqa: PLR0913, PLR0917 - what a paragraph is
        self, flow: Flow, line: Line, style: Style, level: int, mark: str | None, depth: int
    ) -> None:
        text = line.tidy
        if style.matches(styles.TITLE):
            self.title = self.title or found_metadata({"title": text}).title
            flow.add(heading(text, 1))
        elif level:
            flow.add(heading((mark or "").removeprefix("- ") + text, level))
        elif mark is not None:
            flow.add_item(Node("item", text, mark=mark), depth)
        elif style.matches(styles.CODE):
            flow.add(Node("code", line.text))
        elif style.matches(styles.QUOTE):
            flow.add(Node("quote", children=[Node("paragraph", text)]))
        elif style.matches(styles.CAPTION):
            flow.add(Node("caption", text))
        elif style.matches(styles.GOES_ON):
            flow.add_within([Node("paragraph", text)])
        else:
            flow.add_line(line)

    def _mark(
        self, properties: _Element | None, style: Style, style_name: str
    ) -> tuple[str | None, int]:
        """Return how an item of a list begins, None for what is none, and its depth."""
        own = below(properties, "numPr")
        name = attribute(below(own, "numId"), "val")
        level = attribute(below(own, "ilvl"), "val")
        if name is None:
            name = style.list_name
            if level is None and name is not None:
                level = str(
                    self._numbering.level_of_style(name, style_name)
                    if style.list_level is None
                    else style.list_level
                )
        if name is None or name == "0":
            return None, 0
        depth = ooxml.number(level)
        return self._numbering.mark(name, depth), max(depth, style.list_depth)

    def _add_boxes(self, flow: Flow) -> None:
        boxes, self._boxes = self._boxes, []
        flow.add_within(boxes)

    def _inline(self, elements: Iterable[_Element], line: Line, style: Style) -> None:
        for element in elements:
            name = local(element)
            if name == "r":
                self._run(element, line, style)
            elif name in GONE:
                self._strike(element)
            elif name == "sdt":
                placeholder = below(element, "sdtPr", "showingPlcHdr")
                if placeholder is None:
                    self._inline(named(element, "sdtContent"), line, style)
                else:
                    self.tally.note("parts", _length(element), _text(element))
            elif name in WITHIN:
                self._inline(element, line, style)
            elif name == "oMath":
                line.add(_formula(element))

    def _run(self, run: _Element, line: Line, style: Style) -> None:
        properties = below(run, "rPr")
        looks = dict(style.looks)
        own = attribute(below(properties, "rStyle"), "val")
        if own is not None:
            looks.update(self._styles.get(own).looks)
        looks.update(styles.looks_of(properties))
        custom = False
        for element in run:
            name = local(element)
            if name == "fldChar":
                self._field(attribute(element, "fldCharType"))
            elif name in NOTES:
                custom = ooxml.is_on(element) and attribute(element, "customMarkFollows") == "1"
                self._note(NOTES[name], attribute(element, "id") or "")
            elif name in OBJECTS or name == "AlternateContent":
                line.add(self._object(element))
            elif not all(self._fields):
                continue
            elif name in BREAKS:
                line.add(BREAKS[name])
            elif name == "t" and not custom:
                self._text(element.text or "", line, looks)
            elif name == "sym":
                self._symbol(attribute(element, "char") or "", line)
            elif name == "delText":
                self.tally.strike(element.text or "")
            elif name == "ruby":
                self._inline(named(element, "rubyBase"), line, style)

    def _text(self, text: str, line: Line, looks: dict[str, str]) -> None:
        if looks.get("vanish") == "1":
            self.tally.hide(text)
        elif "1" in {looks.get("strike"), looks.get("dstrike")}:
            self.tally.strike(text)
        else:
            shown = raised(text) if looks.get("vertAlign") == "superscript" else text
            line.add(shown, bold=looks.get("b") == "1", fixed=looks.get("fixed") == "1")

    def _symbol(self, char: str, line: Line) -> None:
        """Add a sign that is a picture in a font of signs."""
        shown = SYMBOLS.get(char[-2:].upper())
        if shown is None:
            self.tally.note("data", 1, char)
        else:
            line.add(shown)

    def _field(self, what: str | None) -> None:
        if what == "begin":
            self._fields.append(False)
        elif what == "separate" and self._fields:
            self._fields[-1] = True
        elif what == "end" and self._fields:
            self._fields.pop()

    def _note(self, kind: str, name: str) -> None:
        note = self._notes[kind].pop(name, None)
        self.tally.note("marks")
        if note is not None:
            boxes, self._boxes = self._boxes, []
            joined, self._joined = self._joined, None
            nodes = self._blocks(note)
            self._joined = joined
            self._boxes = [*boxes, *nodes]

    def _object(self, element: _Element) -> str:
        """Return what is said of a picture; texts that stand within it come after the paragraph."""
        if local(element) == "AlternateContent":
            # The choices show the same in several ways.
            inner = element[0] if len(element) else element
            return "".join(self._object(each) for each in inner)
        boxes = [box for box in element.iter("{*}txbxContent") if not _is_in_fallback(box, element)]
        outermost = [box for box in boxes if not _has_above(box, element, "txbxContent")]
        if local(element) == "object" and below(element, "OLEObject") is not None:
            self.tally.note("attachments")
            return ""
        for box in outermost:
            kept, self._boxes = self._boxes, []
            nodes = [*self._blocks(box), *self._boxes]
            self._boxes = [*kept, *([Node("section", children=nodes)] if nodes else [])]
        texts = ooxml.diagram(self._package, element, self._relations)
        items = [Node("item", text, mark="- ") for text in texts]
        self._boxes += [Node("list", children=items)] if items else []
        return "" if boxes or items else ooxml.picture(element, self._relations, self.tally)

    def _strike(self, element: _Element) -> None:
        self.tally.strike(_text(element))

    def _table(self, table: _Element) -> Iterator[Node]:
        rows: list[list[list[Node]]] = []
        spans: dict[int, list[Node]] = {}
        """What each column's cells that are merged downwards hold."""
        marked = 0
        for element in self._rows(table):
            if below(element, "trPr", "del") is not None:
                self._strike(element)
                continue
            if ooxml.is_on(below(element, "trPr", "tblHeader")) and marked == len(rows):
                marked += 1
            cells = list(self._cells(element, spans))
            # Each stands in its column, unless one goes over all of them.
            rows.append([own for nodes, wide in cells for own in (nodes, *[[]] * (wide - 1))])
            if len(cells) == 1:
                rows[-1] = [cells[0][0]]
        if not marked and self._has_header_style(table):
            marked = 1
        yield from as_table(rows, marked)

    def _rows(self, table: _Element) -> Iterator[_Element]:
        for element in self._flattened(table):
            if local(element) == "tr":
                yield element

    def _cells(
        self, row: _Element, spans: dict[int, list[Node]]
    ) -> Iterator[tuple[list[Node], int]]:
        """Yield a row's cells, each with over how many columns it goes."""
        column = ooxml.number(attribute(below(row, "trPr", "gridBefore"), "val"))
        for cell in self._flattened(row):
            if local(cell) != "tc":
                continue
            properties = below(cell, "tcPr")
            merge = below(properties, "vMerge")
            nodes = self._blocks(cell)
            if merge is not None and attribute(merge, "val") != "restart":
                nodes = spans.get(column, nodes)
            else:
                spans.pop(column, None)
                if merge is not None and len(flat(nodes)) <= REPEATED:
                    spans[column] = nodes
            wide = max(1, ooxml.number(attribute(below(properties, "gridSpan"), "val"), 1))
            yield nodes, min(wide, WIDEST)
            column += wide

    def _has_header_style(self, table: _Element) -> bool:
        """Tell whether a table's style makes its first row look otherwise than the rest."""
        properties = below(table, "tblPr")
        look = below(properties, "tblLook")
        bits = attribute(look, "val") or ""
        first = attribute(look, "firstRow")
        on = first in {"1", "true"} if first is not None else bits[-2:-1] in set("2367abefABEF")
        return on and self._styles.get(attribute(below(properties, "tblStyle"), "val")).header_row


def _text(element: _Element) -> str:
    return "".join(part.text or "" for part in element.iter("{*}t", "{*}delText"))


def _length(element: _Element) -> int:
    return len("".join(_text(element).split()))


def _has_above(element: _Element, end: _Element, name: str) -> bool:
    above = element.getparent()
    while above is not None and above is not end:
        if local(above) == name:
            return True
        above = above.getparent()
    return False


def _is_in_fallback(element: _Element, end: _Element) -> bool:
    return _has_above(element, end, "Fallback")


def _formula(element: _Element) -> str:
    """Return a formula on one line: fractions with a slash, what is raised as it is elsewhere."""
    name = local(element)
    if name == "t":
        return element.text or ""
    if name == "f":
        above, under = (_formula_of(element, part) for part in ("num", "den"))
        return f"{_bracketed(above)}/{_bracketed(under)}"
    if name == "sSup":
        return _formula_of(element, "e") + raised(_formula_of(element, "sup"))
    if name == "rad":
        return f"√{_bracketed(_formula_of(element, 'e'))}"
    return "".join(_formula(child) for child in element)


def _formula_of(element: _Element, part: str) -> str:
    inner = below(element, part)
    return "" if inner is None else _formula(inner)


def _bracketed(text: str) -> str:
    return text if text.isalnum() else f"({text})"

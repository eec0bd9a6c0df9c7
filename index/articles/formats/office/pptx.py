"""PowerPoint presentations (pptx, pptm) -> a section a slide, its notes at its end.

Their XML is read as it is: python-pptx brings XlsxWriter and Pillow along, and limits nothing.
"""

from collections.abc import Iterable, Iterator

from lxml.etree import _Element

from index.articles.drafting import Content
from index.articles.formats.errors import ArticleOfficeBrokenError
from index.articles.formats.office.parts import ooxml
from index.articles.formats.office.parts.content import content_of
from index.articles.formats.office.parts.flow import Flow, Line, Tally, raised
from index.articles.formats.office.parts.grid import as_table
from index.articles.formats.office.parts.numbering import written
from index.articles.formats.office.parts.packages import Package, attribute, below, local, named
from index.articles.metadata import Metadata, found_metadata
from index.articles.structure import Node, heading

TITLES = {"title", "ctrTitle"}
RUNNING = {"dt", "ftr", "sldNum", "hdr"}
LISTED = {"", "obj", "body"}
"""Kinds of boxes whose paragraphs have bullets, unless it is said that they have none."""
FORMS = {
    "arabic": "decimal",
    "alphaLc": "lowerLetter",
    "alphaUc": "upperLetter",
    "romanLc": "lowerRoman",
    "romanUc": "upperRoman",
}
ENDS = {"Period": ".", "ParenR": ")", "ParenBoth": ")", "Plain": ""}
COMMENTS = ("comments", "comment", "modernComment")


def read(package: Package) -> Content:
    """Read a presentation.

    Raises:
        ArticleOfficeBrokenError: it can't be taken apart.
        ArticleOfficeTooLargeError: it unpacks to too much.
    """
    reading = _Reading(package)
    nodes = reading.presentation()
    return content_of(
        ooxml.core(package).over(Metadata(title=reading.title)),
        nodes,
        reading.tally,
        ooxml.macros(package),
    )


class _Reading:
    """A presentation on its way to nodes."""

    def __init__(self, package: Package) -> None:
        self.tally = Tally()
        self.title: str | None = None
        self._package = package
        self._relations: dict[str, ooxml.Relation] = {}
        self._boxes: dict[str, dict[tuple[str, str], _Element]] = {}
        """Of each layout, its boxes by their kind and number."""
        self._layout = ""

    def presentation(self) -> list[Node]:
        """Return all slides that are shown."""
        part = ooxml.main_part(self._package)
        tree = self._package.tree(part)
        if tree is None:
            raise ArticleOfficeBrokenError(source=self._package.source)
        relations = ooxml.relations(self._package, part)
        nodes = []
        slides = below(tree, "sldIdLst")
        for each in [] if slides is None else slides:
            # Its own number is an attribute called "id", too.
            names = [value for key, value in each.items() if key.endswith("}id")]
            relation = relations.get(names[0] if names else "")
            slide = None
            if relation is not None and not relation.external:
                slide = self._package.tree(relation.target)
            if slide is not None and relation is not None:
                nodes += self._slide(slide, relation.target)
        return nodes

    def _slide(self, slide: _Element, part: str) -> list[Node]:
        if slide.get("show") in {"0", "false"}:
            self.tally.hide("".join(text.text or "" for text in slide.iter("{*}t")))
            return []
        self._relations = ooxml.relations(self._package, part)
        self._layout = next(ooxml.of_kind(self._relations, "slideLayout"), "")
        titles: list[Node] = []
        flow = Flow()
        shapes = below(slide, "cSld", "spTree")
        self._shapes([] if shapes is None else shapes, flow, titles)
        for name in ooxml.of_kind(self._relations, *COMMENTS):
            comments = self._package.tree(name)
            self.tally.note("comments", 0 if comments is None else len(comments))
        notes = [
            node
            for name in ooxml.of_kind(self._relations, "notesSlide")
            for node in self._notes(self._package.tree(name))
        ]
        inner = [Node("section", children=notes)] if notes else []
        children = [*titles, *flow.nodes, *inner]
        return [Node("section", children=children)] if children else []

    def _notes(self, tree: _Element | None) -> list[Node]:
        flow = Flow()
        shapes = below(tree, "cSld", "spTree")
        for shape in [] if shapes is None else shapes:
            if _kind(shape) == "body":
                self._paragraphs(below(shape, "txBody"), flow, None)
        return flow.nodes

    def _shapes(self, shapes: Iterable[_Element], flow: Flow, titles: list[Node]) -> None:
        for shape in shapes:
            name = local(shape)
            if name == "AlternateContent":
                self._shapes(shape[0] if len(shape) else [], flow, titles)
            elif name == "grpSp":
                self._shapes(shape, flow, titles)
            elif name == "sp":
                self._shape(shape, flow, titles)
            elif name == "graphicFrame":
                self._frame(shape, flow)
            elif name == "pic":
                flow.add(Node("paragraph", ooxml.picture(shape, self._relations, self.tally)))

    def _shape(self, shape: _Element, flow: Flow, titles: list[Node]) -> None:
        kind, body = _kind(shape), below(shape, "txBody")
        if _is_hidden(shape):
            self.tally.hide("".join(text.text or "" for text in shape.iter("{*}t")))
        elif kind in RUNNING:
            text = "".join(text.text or "" for text in shape.iter("{*}t")).strip()
            self.tally.note("running", 1 if text else 0, text)
        elif kind in TITLES:
            text = " ".join(line.tidy for line, _ in self._lines(body)).strip()
            text = " ".join(text.split())
            self.title = self.title or found_metadata({"title": text}).title
            titles += [heading(text, 1)] if text else []
        else:
            self._paragraphs(body, flow, self._inherited(shape) if kind in LISTED else None)

    def _inherited(self, shape: _Element) -> dict[int, bool]:
        """Return on which levels a box of this kind has bullets, by its layout."""
        place = _placeholder(shape)
        if place is None:
            return {}
        if self._layout not in self._boxes:
            tree = self._package.tree(self._layout)
            self._boxes[self._layout] = {
                (each.get("type") or "", each.get("idx") or ""): holder
                for holder in ([] if tree is None else tree.iter("{*}sp"))
                if (each := _placeholder(holder)) is not None
            }
        holders = self._boxes[self._layout]
        index = place.get("idx") or ""
        found = next((holder for (_, idx), holder in holders.items() if idx == index), None)
        listed = dict.fromkeys(range(9), True)
        for styles in (below(found, "txBody", "lstStyle"), below(shape, "txBody", "lstStyle")):
            for style in [] if styles is None else styles:
                level = local(style)[3:4]
                if level.isdecimal() and below(style, "buNone") is not None:
                    listed[int(level) - 1] = False
        return listed

    def _paragraphs(
        self, body: _Element | None, flow: Flow, listed: dict[int, bool] | None
    ) -> None:
        numbers: dict[int, int] = {}
        for line, properties in self._lines(body):
            depth = ooxml.number(attribute(properties, "lvl"))
            bullets = below(properties, "buNone") is None and (listed or {}).get(depth, False)
            numbered = below(properties, "buAutoNum")
            if not line.tidy:
                continue
            if numbered is not None:
                start = ooxml.number(numbered.get("startAt"), 1)
                numbers[depth] = numbers.get(depth, start - 1) + 1
                mark = _number(numbers[depth], numbered.get("type") or "")
                flow.add_item(Node("item", line.tidy, mark=mark), depth)
            elif bullets or below(properties, "buChar") is not None:
                flow.add_item(Node("item", line.tidy, mark="- "), depth)
            else:
                flow.add_line(line)
            for deeper in [each for each in numbers if each > depth or numbered is None]:
                del numbers[deeper]

    def _lines(self, body: _Element | None) -> Iterator[tuple[Line, _Element | None]]:
        for element in [] if body is None else named(body, "p"):
            line = Line()
            for part in element:
                if local(part) == "br":
                    line.add("\n")
                elif local(part) in {"r", "fld"}:
                    self._run(part, line)
                elif local(part) in {"AlternateContent", "m"}:
                    line.add("".join(text.text or "" for text in part.iter("{*}t")))
            yield line, below(element, "pPr")

    def _run(self, run: _Element, line: Line) -> None:
        text = "".join(each.text or "" for each in named(run, "t"))
        looks = below(run, "rPr")
        if (attribute(looks, "strike") or "noStrike") != "noStrike":
            self.tally.strike(text)
            return
        high = ooxml.number(attribute(looks, "baseline")) > 0
        line.add(raised(text) if high else text, bold=attribute(looks, "b") in {"1", "true"})

    def _frame(self, frame: _Element, flow: Flow) -> None:
        data = below(frame, "graphic", "graphicData")
        table = below(data, "tbl")
        if table is not None:
            marked = attribute(below(table, "tblPr"), "firstRow") in {"1", "true"}
            rows = [list(self._cells(row)) for row in named(table, "tr")]
            for node in as_table(rows, 1 if marked and len(rows) > 1 else 0):
                flow.add(node)
            return
        items = ooxml.diagram(self._package, frame, self._relations)
        for text in items:
            flow.add_item(Node("item", text, mark="- "), 0)
        if not items and data is not None and any(local(each) == "oleObj" for each in data.iter()):
            self.tally.note("attachments")
        elif not items:
            flow.add(Node("paragraph", ooxml.picture(frame, self._relations, self.tally)))

    def _cells(self, row: _Element) -> Iterator[list[Node]]:
        for cell in named(row, "tc"):
            if not {"1", "true"} & {cell.get("hMerge"), cell.get("vMerge")}:
                flow = Flow()
                self._paragraphs(below(cell, "txBody"), flow, None)
                yield flow.nodes
            elif cell.get("hMerge") is None:
                yield []


def _placeholder(shape: _Element) -> _Element | None:
    for child in shape:
        if local(child).startswith("nv"):
            return below(child, "nvPr", "ph")
    return None


def _kind(shape: _Element) -> str | None:
    """Return what a box is for; None for one that somebody has drawn."""
    place = _placeholder(shape)
    return None if place is None else place.get("type") or ""


def _is_hidden(shape: _Element) -> bool:
    return attribute(below(shape, "nvSpPr", "cNvPr"), "hidden") in {"1", "true"}


def _number(value: int, kind: str) -> str:
    """Return a number as a list shows it whose kind is such as "arabicPeriod"."""
    form = next((form for name, form in FORMS.items() if kind.startswith(name)), "decimal")
    end = next((end for name, end in ENDS.items() if kind.endswith(name)), ".")
    before = "(" if kind.endswith("Both") else ""
    return f"{before}{written(value, form)}{end} "

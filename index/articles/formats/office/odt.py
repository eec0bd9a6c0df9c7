"""OpenDocument texts (odt) -> nodes, from their XML: odfdo would parse it without limits.

Names are compared without namespaces, of which there is one set only.
"""

import re
from collections.abc import Iterable, Iterator

from lxml.etree import _Element

from index.articles.drafting import Content
from index.articles.formats.errors import ArticleOfficeBrokenError, ArticleOfficeEncryptedError
from index.articles.formats.office.parts import styles
from index.articles.formats.office.parts.content import content_of
from index.articles.formats.office.parts.flow import (
    FIXED_PITCH,
    Flow,
    Line,
    Tally,
    flat,
    raised,
)
from index.articles.formats.office.parts.grid import REPEATED, as_table
from index.articles.formats.office.parts.numbering import written
from index.articles.formats.office.parts.ooxml import number
from index.articles.formats.office.parts.packages import Package, attribute, below, local, named
from index.articles.formats.office.parts.properties import properties, title_of_headings
from index.articles.metadata import Metadata, found_metadata
from index.articles.structure import Node, heading, without_title

INDEXES = {
    *("table-of-content", "alphabetical-index", "illustration-index", "table-index"),
    *("object-index", "user-index"),
}
OUTER = {"section", "text", "index-body", "list-header"}
"""What only wraps paragraphs."""
SHAPES = {"frame", "g", "custom-shape", "rect", "ellipse", "caption", "a"}
"""What is drawn; a link (`a`) around it is one, too."""
OBJECTS = {"object", "object-ole", "plugin", "applet", "floating-frame"}
SKIPPED = {"ruby-text", "desc", "title", "event-listeners", "sequence-decls", "forms"}
BLANKS = {"tab": "\t", "line-break": "\n"}
MOST_BLANKS = 1000
MOST_REPEATED = 100
"""How often a row or cell stands that is said to be repeated; empty ones are repeated most."""
FORMS = {
    "1": "decimal",
    "a": "lowerLetter",
    "A": "upperLetter",
    "i": "lowerRoman",
    "I": "upperRoman",
}
LEVELS = 10


def read(package: Package) -> Content:
    """Read a text.

    Raises:
        ArticleOfficeBrokenError: it can't be taken apart.
        ArticleOfficeEncryptedError: it takes a password.
        ArticleOfficeTooLargeError: it unpacks to too much.
    """
    manifest = package.tree("META-INF/manifest.xml")
    if manifest is not None and next(manifest.iter("{*}encryption-data"), None) is not None:
        raise ArticleOfficeEncryptedError(source=package.source)
    reading = _Reading(package)
    nodes = reading.document()
    said = _metadata(package.tree("meta.xml"))
    known = said.over(Metadata(title=reading.title or title_of_headings(nodes)))
    scripts = sum(1 for name in package.names if name.startswith(("Basic/", "Scripts/")))
    return content_of(known, without_title(nodes, known.title), reading.tally, scripts)


def _metadata(tree: _Element | None) -> Metadata:
    meta = below(tree, "meta")
    known = {local(each): each.text or "" for each in ([] if meta is None else meta)}
    return properties(
        title=known.get("title"),
        author=known.get("initial-creator") or known.get("creator"),
        created=known.get("creation-date"),
        modified=known.get("date"),
    )


class _Looks:
    """How text looks in each style, and what the styles are called, with those they build on."""

    def __init__(self, trees: Iterable[_Element | None]) -> None:
        self._elements: dict[tuple[str, str], _Element] = {}
        self.lists: dict[str, list[_Element | None]] = {}
        self.outline: list[_Element | None] = [None] * LEVELS
        for tree in trees:
            for group in [] if tree is None else named(tree, "styles", "automatic-styles"):
                for style in group:
                    name = attribute(style, "name") or ""
                    if local(style) == "style":
                        family = attribute(style, "family") or ""
                        self._elements[family, name] = style
                    elif local(style) == "list-style":
                        self.lists[name] = _by_level(style)
                    elif local(style) == "outline-style":
                        self.outline = _by_level(style)
        self._known: dict[tuple[str, str], dict[str, str]] = {}

    def get(self, family: str, name: str | None) -> dict[str, str]:
        """Return what is on in a style: bold, struck, hidden, high; and its `names`, one a line."""
        key = family, name or ""
        if key not in self._known:
            self._known[key] = self._resolved(*key)
        return self._known[key]

    def _resolved(self, family: str, name: str) -> dict[str, str]:
        looks: dict[str, str] = {}
        names: list[str] = []
        for _ in range(styles.CHAIN):
            style = self._elements.get((family, name))
            if style is None:
                names.append(name)
                break
            names += [name, attribute(style, "display-name") or ""]
            for key, value in _looks_of(below(style, "text-properties")).items():
                looks.setdefault(key, value)
            level = attribute(style, "default-outline-level")
            if level:
                looks.setdefault("level", level)
            name = attribute(style, "parent-style-name") or ""
        plain = (each.replace("_20_", " ").replace("_", " ") for each in names if each)
        return {**looks, "names": "\n".join(plain)}


def _by_level(style: _Element) -> list[_Element | None]:
    levels: list[_Element | None] = [None] * LEVELS
    for each in style:
        depth = number(attribute(each, "level"), 0) - 1
        if 0 <= depth < LEVELS:
            levels[depth] = each
    return levels


def _looks_of(properties: _Element | None) -> dict[str, str]:
    if properties is None:
        return {}
    found = {}
    weight = attribute(properties, "font-weight")
    if weight is not None:
        found["bold"] = "1" if weight in {"bold", "600", "700", "800", "900"} else "0"
    struck = attribute(properties, "text-line-through-style") or attribute(
        properties, "text-line-through-type"
    )
    if struck is not None:
        found["struck"] = "0" if struck == "none" else "1"
    shown = attribute(properties, "display")
    if shown is not None:
        found["hidden"] = "1" if shown == "none" else "0"
    place = attribute(properties, "text-position")
    if place is not None:
        share = place.split()[0] if place.split() else ""
        high = share == "super" or (share[:1].isdecimal() and share[:1] != "0")
        found["high"] = "1" if high else "0"
    font = attribute(properties, "font-name") or attribute(properties, "font-family")
    if font is not None:
        found["fixed"] = "1" if FIXED_PITCH.search(font) else "0"
    return found


class _Reading:
    """A text on its way to nodes."""

    def __init__(self, package: Package) -> None:
        self.tally = Tally()
        self.title: str | None = None
        content = package.tree("content.xml")
        body = below(content, "body", "text")
        if body is None:
            raise ArticleOfficeBrokenError(source=package.source)
        shared = package.tree("styles.xml")
        self._body = body
        self._masters = below(shared, "master-styles")
        self._looks = _Looks([shared, content])
        self._boxes: list[Node] = []
        self._numbers: dict[str, list[int | None]] = {}
        """What each list, by its style, has counted to on each level, where it goes on."""
        self._chapters: list[int | None] = [None] * LEVELS

    def document(self) -> list[Node]:
        """Return all of it."""
        flow = Flow()
        self._blocks(self._body, flow)
        self._count_running()
        return flow.settle()

    def _count_running(self) -> None:
        masters: Iterable[_Element] = [] if self._masters is None else self._masters
        parts = [part for master in masters for part in master]
        running = [part for part in parts if local(part).startswith(("header", "footer"))]
        texts = [" ".join("".join(part.itertext()).split()) for part in running]
        for text in dict.fromkeys(texts):
            self.tally.note("running", 1 if text else 0, text)

    def _nodes(self, elements: Iterable[_Element]) -> list[Node]:
        flow = Flow()
        kept, self._boxes = self._boxes, []
        self._blocks(elements, flow)
        self._boxes = kept
        return flow.nodes

    def _blocks(self, elements: Iterable[_Element], flow: Flow) -> None:
        for element in elements:
            name = local(element)
            if name in {"p", "h"}:
                self._paragraph(element, flow)
            elif name == "list":
                self._list(element, flow, 0, "")
            elif name == "table":
                for node in self._table(element):
                    flow.add(node)
            elif name == "tracked-changes":
                for deleted in element.iter("{*}deletion"):
                    self.tally.strike("".join(p for each in deleted[1:] for p in each.itertext()))
            elif name in INDEXES:
                text = " ".join("".join(element.itertext()).split())
                self.tally.note("parts", len("".join(text.split())), text)
            elif name == "section" and attribute(element, "display") in {"none", "condition"}:
                self.tally.hide("".join(element.itertext()))
            elif name in OUTER:
                self._blocks(element, flow)
            elif name in SHAPES:
                flow.add_within([Node("paragraph", self._drawn(element))])
            self._add_boxes(flow)

    def _add_boxes(self, flow: Flow) -> None:
        boxes, self._boxes = self._boxes, []
        flow.add_within(boxes)

    def _paragraph(self, element: _Element, flow: Flow) -> None:
        looks = self._looks.get("paragraph", attribute(element, "style-name"))
        line = self._line(element, looks)
        names = looks["names"].split("\n")
        text = line.tidy
        level = number(attribute(element, "outline-level") or looks.get("level"))
        if local(element) == "h" or (level and text):
            self._heading(element, flow, text, max(1, level))
        elif _are(names, styles.CODE):
            flow.add(Node("code", line.text))
        elif not text:
            return
        elif _are(names, styles.TITLE):
            self.title = self.title or found_metadata({"title": text}).title
            flow.add(heading(text, 1))
        elif _are(names, styles.QUOTE):
            flow.add(Node("quote", children=[Node("paragraph", text)]))
        elif _are(names, styles.CAPTION):
            flow.add(Node("caption", text))
        elif _are(names, styles.GOES_ON):
            flow.add_within([Node("paragraph", text)])
        else:
            flow.add_line(line)

    def _heading(self, element: _Element, flow: Flow, text: str, level: int) -> None:
        if not text:
            return
        shown = ""
        if level <= LEVELS and attribute(element, "is-list-header") != "true":
            shown = self._mark(self._looks.outline, self._chapters, level - 1, numbers_only=True)
        flow.add(heading(shown + text, level))

    def _line(self, element: _Element, looks: dict[str, str]) -> Line:
        line = Line()
        self._inline(element, line, looks)
        return line

    def _inline(self, element: _Element, line: Line, looks: dict[str, str]) -> None:
        self._text(element.text, line, looks)
        for child in element:
            name = local(child)
            if name in BLANKS:
                line.add(BLANKS[name])
            elif name == "s":
                line.add(" " * min(max(number(attribute(child, "c"), 1), 1), MOST_BLANKS))
            elif name == "note":
                self.tally.note("marks")
                body = below(child, "note-body")
                if body is not None:
                    self._boxes += self._nodes(body)
            elif name == "annotation":
                self.tally.note("comments")
            elif name in {"hidden-text", "hidden-paragraph"}:
                self.tally.hide("".join(child.itertext()))
            elif name in SHAPES - {"a"}:
                line.add(self._drawn(child))
            elif name not in SKIPPED:
                own = self._looks.get("text", attribute(child, "style-name"))
                self._inline(child, line, {**looks, **own} if name == "span" else looks)
            self._text(child.tail, line, looks)

    def _text(self, text: str | None, line: Line, looks: dict[str, str]) -> None:
        # Line breaks and runs of blanks in the XML are a blank each.
        text = BLANK_RUN.sub(" ", text or "")
        if not text:
            return
        if looks.get("hidden") == "1":
            self.tally.hide(text)
        elif looks.get("struck") == "1":
            self.tally.strike(text)
        else:
            high = looks.get("high") == "1"
            fixed = looks.get("fixed") == "1"
            line.add(raised(text) if high else text, bold=looks.get("bold") == "1", fixed=fixed)

    def _drawn(self, element: _Element) -> str:
        """Return what is said of a picture; texts that stand within it come after the paragraph."""
        boxes = list(element.iter("{*}text-box"))
        direct = list(named(element, "p", "list"))
        outermost = [each for each in boxes if not _is_within(each, element)]
        for inner in [*map(list, outermost)] or [direct]:
            nodes = self._nodes(inner)
            self._boxes += [Node("section", children=nodes)] if nodes else []
        if boxes or direct:
            return ""
        says = ""
        for each in element.iter("{*}desc", "{*}title"):
            says = " ".join((each.text or "").split()) or says
        for image in element.iter("{*}image"):
            if "://" in (attribute(image, "href") or ""):
                self.tally.note("external")
            if not says:
                self.tally.note("images")
        objects = [each for each in element.iter() if local(each) in OBJECTS]
        self.tally.note("attachments", len(objects))
        return says

    def _list(self, element: _Element, flow: Flow, depth: int, style: str) -> None:
        style = attribute(element, "style-name") or style
        goes_on = attribute(element, "continue-numbering") == "true" or attribute(
            element, "continue-list"
        )
        if depth == 0 and not goes_on:
            self._numbers[style] = [None] * LEVELS
        counted = self._numbers.setdefault(style, [None] * LEVELS)
        levels = self._looks.lists.get(style, [None] * LEVELS)
        for each in named(element, "list-item", "list-header"):
            start = attribute(each, "start-value")
            if start is not None and depth < LEVELS:
                counted[depth] = number(start, 1) - 1
            mark: str | None = None if local(each) == "list-item" else ""
            for child in each:
                if local(child) == "list":
                    self._list(child, flow, depth + 1, style)
                elif local(child) == "p" and mark is None:
                    looks = self._looks.get("paragraph", attribute(child, "style-name"))
                    text = self._line(child, looks).tidy
                    if text:
                        mark = self._mark(levels, counted, min(depth, LEVELS - 1))
                        flow.add_item(Node("item", text, mark=mark), depth)
                elif local(child) == "p":
                    looks = self._looks.get("paragraph", attribute(child, "style-name"))
                    flow.add_within([Node("paragraph", self._line(child, looks).tidy)])
                else:
                    self._blocks([child], flow)
                self._add_boxes(flow)

    def _mark(
        self,
        levels: list[_Element | None],
        counted: list[int | None],
        depth: int,
        *,
        numbers_only: bool = False,
    ) -> str:
        """Return how an item begins: "3. ", "- "; of what has no bullet either, "" if asked to."""
        level = levels[depth]
        form = attribute(level, "num-format") or ""
        before = counted[depth]
        start = number(attribute(level, "start-value"), 1)
        counted[depth] = start if before is None else before + 1
        counted[depth + 1 :] = [None] * (LEVELS - depth - 1)
        if level is None or form not in FORMS:
            return "" if numbers_only else "- "
        first = depth + 1 - min(max(number(attribute(level, "display-levels"), 1), 1), depth + 1)
        parts = []
        for place in range(first, depth + 1):
            shown = attribute(levels[place], "num-format") or ""
            value = counted[place]
            if shown in FORMS:
                parts.append(written(1 if value is None else value, FORMS[shown]))
        around = (attribute(level, "num-prefix") or "", attribute(level, "num-suffix") or "")
        text = f"{around[0]}{'.'.join(parts)}{around[1]}"[:LONGEST_MARK]
        return f"{' '.join(text.split())} "

    def _table(self, table: _Element) -> Iterator[Node]:
        rows: list[list[list[Node]]] = []
        spans: dict[int, tuple[int, list[Node]]] = {}
        """For how many rows more each column's cell stands that reaches downwards."""
        marked = 0
        for element, head in _rows(table, head=False):
            cells = list(self._cells(element, spans))
            if sum(1 for _ in named(element, "table-cell")) == 1 and sum(map(bool, cells)) == 1:
                # One that goes over all columns.
                cells = [own for own in cells if own]
            marked += head
            times = number(attribute(element, "number-rows-repeated"), 1)
            rows += [cells] * (min(max(times, 1), MOST_REPEATED) if any(cells) else 1)
        yield from as_table(rows, marked)

    def _cells(
        self, row: _Element, spans: dict[int, tuple[int, list[Node]]]
    ) -> Iterator[list[Node]]:
        column = 0
        for cell in named(row, "table-cell", "covered-table-cell"):
            times = min(
                max(number(attribute(cell, "number-columns-repeated"), 1), 1), MOST_REPEATED
            )
            if local(cell) == "covered-table-cell":
                for place in range(column, column + times):
                    left, nodes = spans.get(place, (0, []))
                    if left:
                        spans[place] = left - 1, nodes
                    yield nodes if left else []
            else:
                nodes = self._nodes(cell)
                reach = number(attribute(cell, "number-rows-spanned"), 1) - 1
                if reach > 0 and len(flat(nodes)) <= REPEATED:
                    spans[column] = reach, nodes
                yield from [nodes] * times
            column += times


BLANK_RUN = re.compile(r"[ \t\r\n]+")
LONGEST_MARK = 60


def _rows(table: _Element, *, head: bool) -> Iterator[tuple[_Element, bool]]:
    """Yield a table's rows, and whether each belongs to its header."""
    for each in table:
        name = local(each)
        if name == "table-row":
            yield each, head
        elif name in {"table-header-rows", "table-rows", "table-row-group"}:
            yield from _rows(each, head=head or name == "table-header-rows")


def _are(names: Iterable[str], kind: re.Pattern[str]) -> bool:
    return any(kind.fullmatch(name) for name in names)


def _is_within(box: _Element, end: _Element) -> bool:
    """Tell whether a text box stands within another one."""
    above = box.getparent()
    while above is not None and above is not end:
        if local(above) == "text-box":
            return True
        above = above.getparent()
    return False

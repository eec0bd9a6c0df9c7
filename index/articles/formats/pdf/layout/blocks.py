"""Regions of pages -> headings, paragraphs, lists and tables, told by how they look."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from index.articles.formats.pdf.layout.columns import Region
from index.articles.formats.pdf.layout.lines import Line
from index.articles.formats.pdf.layout.measures import Measures
from index.articles.formats.pdf.layout.paragraphs import (
    BULLET,
    INDENT,
    LARGE,
    NUMBER_MARK,
    SAME_SIZE,
    SECTION_NUMBER,
    Piece,
    mark_of,
    pieces_of,
)
from index.articles.formats.pdf.layout.ranks import set_levels
from index.articles.formats.pdf.layout.tables import has_header, table_rows
from index.articles.formats.pdf.tags import Tagged
from index.articles.formats.unwrap import SENTENCE_END, Growing
from index.articles.structure import Layout, Node, heading, paragraph, row
from index.units.marks import CHAPTER, SECTION_SIGN

HEADING = 200
"""Characters of a heading; what is longer and large is a text's beginning."""
BOLD_HEADING = 120
MOST_COLUMNS = 100
"""Of a table; further cells are added to its last one's."""
DEPTH = 6
"""Of lists within lists; no eye tells more by their indents."""


@dataclass(slots=True)
class _Text:
    """A node whose text may still go on."""

    node: Node
    size: float
    growing: Growing = field(default_factory=Growing)


class Blocks:
    """The nodes of a document, made page by page."""

    def __init__(self, measures: Measures) -> None:
        self.nodes: list[Node] = []
        self._measures = measures
        self._open: _Text | None = None
        self._headings: list[tuple[Node, float, bool]] = []
        self._starts: list[tuple[Node, int] | None] = []
        self._fresh = False
        """Whether the page has no text yet."""
        self._columns = 0
        """Of the table that came last."""
        self._list: list[tuple[float, Node]] = []
        """The lists that are open, by where their items begin."""

    def begin_page(self) -> None:
        """Begin a page; what follows is on it."""
        self._starts.append(None)
        self._fresh = True

    def add(self, region: Region, right: float) -> None:
        """Add a region; text that stands on the page alone could reach as far as `right`."""
        if region.kind == "table":
            self._add_table(region)
            return
        for lines in region.columns:
            edge = max(line.end for line in lines)
            self._add_lines(lines, max(edge, right) if region.kind == "text" else edge)

    def add_tagged(self, tagged: Tagged) -> None:
        """Add a block of words that is told by its tag."""
        lines = tagged.lines
        piece = Piece(lines)
        text = piece.text
        if not text:
            return
        if tagged.tag.kind == "heading":
            self._add_node(heading(text, tagged.tag.level))
        elif tagged.tag.kind == "item":
            label = tagged.label if NUMBER_MARK.match(f"{tagged.label} ") else ""
            piece.mark = label or mark_of(text)
            own = text[len(piece.mark) :].lstrip() if text.startswith(piece.mark) else text
            self._nest(10.0 * tagged.tag.level, 10.0)
            self._append_item(own or text, f"{label} " if label else "- ", lines[0].size)
        else:
            for number, part in enumerate(tagged.parts):
                self._add_lines(part, max(line.end for line in part), whole=number > 0)

    def add_cells(self, cells: Sequence[Tagged]) -> None:
        """Add the cells of a table, told by their tags."""
        width = min(max(cell.tag.column for cell in cells), MOST_COLUMNS)
        table: dict[int, list[str]] = {}
        heads: dict[int, bool] = {}
        for cell in cells:
            row_cells = table.setdefault(cell.tag.row, [""] * width)
            text = Piece(cell.lines).text
            place = min(cell.tag.column, width) - 1
            row_cells[place] = f"{row_cells[place]} {text}".strip()
            heads[cell.tag.row] = heads.get(cell.tag.row, True) and cell.tag.header
        first = min(table)
        self._add_rows([table[number] for number in sorted(table)], has_header=heads[first])

    def add_notes(self, notes: Sequence[Sequence[Line]]) -> None:
        """Add notes: before a paragraph that the page's end breaks off, so that it stays whole."""
        broken = (
            self._open is not None
            and self._open.node.kind == "paragraph"
            and self.nodes[-1] is self._open.node
            and not SENTENCE_END.search(str(self._open.growing)[-9:])
        )
        place = len(self.nodes) - 1 if broken else len(self.nodes)
        added = [paragraph(Piece(list(note)).text) for note in notes]
        self.nodes[place:place] = [node for node in added if node.text]
        if self._fresh and added:
            self._note_start(added[0], 0)
        if not broken:
            self._close()

    def finish(self) -> list[Node]:
        """Return the nodes, headings with their levels."""
        self._close()
        set_levels(self._headings)
        return self.nodes

    def starts(self, layout: Layout) -> tuple[int, ...]:
        """Return where the pages begin in the nodes' text.

        A page without text begins where the text before it ends.
        """
        numbers = {id(node): number for number, node in enumerate(_all_nodes(self.nodes))}
        found: list[int] = []
        following = len(layout.text)
        for start in reversed(self._starts):
            if start is None:
                end = following
                while end and layout.text[end - 1].isspace():
                    end -= 1
                found.append(end)
            else:
                block = layout.blocks[numbers[id(start[0])]]
                following = min(block.start + start[1], block.end, following)
                found.append(following)
        return tuple(reversed(found))

    def _add_lines(self, lines: Sequence[Line], right: float, *, whole: bool = False) -> None:
        """Add lines; `whole`: they are known to go on with the text before."""
        pieces = list(pieces_of(lines, right, self._measures))
        for number, piece in enumerate(pieces):
            text = piece.text
            if not text:
                continue
            if number == 0 and self._goes_on(piece, text, whole=whole):
                continue
            if self._is_heading(piece, text):
                node = Node("heading", text, level=1)
                first = piece.lines[0]
                large = first.size >= LARGE * self._measures.size
                self._headings.append((node, first.size, large))
                self._add_node(node)
            elif piece.mark and not SECTION_NUMBER.fullmatch(piece.mark):
                self._add_item(piece, text)
            else:
                node = paragraph(text)
                self._add_node(node)
                self._begin(node, text, piece.lines[-1].size)

    def _goes_on(self, piece: Piece, text: str, *, whole: bool) -> bool:
        """Go on with the sentence that the column or page before broke off, if this is its rest."""
        before = self._open
        if before is None or piece.mark or not (whole or before.growing.continues(text)):
            return False
        size = piece.lines[0].size
        if abs(before.size - size) > SAME_SIZE * size or self._is_heading(piece, text):
            return False
        before.growing.go_on(text)
        if self._fresh:
            self._note_start(before.node, before.growing.length - len(text), before)
        return True

    def _begin(self, node: Node, text: str, size: float) -> None:
        self._open = _Text(node, size)
        self._open.growing.begin(text)

    def _close(self) -> None:
        if self._open is not None:
            self._open.node.text = str(self._open.growing)
            self._open = None

    def _add_node(self, node: Node) -> None:
        self._close()
        self._list = []
        self.nodes.append(node)
        self._note_start(node, 0)

    def _note_start(self, node: Node, offset: int, within: _Text | None = None) -> None:
        if self._fresh:
            mark = len(node.mark) if within is not None else 0
            self._starts[-1] = node, offset + mark
            self._fresh = False

    def _add_item(self, piece: Piece, text: str) -> None:
        first = piece.lines[0]
        text = text[len(piece.mark) :].lstrip()
        if not text:
            self._add_node(paragraph(piece.mark))
            return
        self._nest(first.start, INDENT * first.size)
        mark = "- " if BULLET.match(first.text) else piece.mark + " "
        self._append_item(text, mark, first.size)

    def _nest(self, start: float, least: float) -> None:
        """Open or close lists, so that an item that begins there can be added."""
        self._close()
        while self._list and start < self._list[-1][0] - least:
            self._list.pop()
        if not self._list:
            if not (self.nodes and self.nodes[-1].kind == "list"):
                self.nodes.append(Node("list"))
            self._list = [(start, self.nodes[-1])]
        elif start > self._list[-1][0] + 0.9 * least and len(self._list) < DEPTH:
            inner = Node("list")
            self._list[-1][1].children[-1].children.append(inner)
            self._list.append((start, inner))

    def _append_item(self, text: str, mark: str, size: float) -> None:
        node = Node("item", text, mark=mark)
        self._list[-1][1].children.append(node)
        self._note_start(node, 0)
        self._begin(node, text, size)

    def _add_table(self, region: Region) -> None:
        rows = list(table_rows(region.rows))
        if not rows:
            return
        self._add_rows([cells for cells, _ in rows], has_header=len(rows) > 1 and has_header(rows))

    def _add_rows(self, texts: Sequence[Sequence[str]], *, has_header: bool) -> None:
        self._close()
        before = self.nodes[-1] if self.nodes else None
        goes_on = (
            self._fresh
            and before is not None
            and before.kind == "table"
            and self._columns == len(texts[0])
        )
        nodes = [
            row(cells, "header" if n == 0 and has_header else "row")
            for n, cells in enumerate(texts)
        ]
        nodes = [node for node in nodes if node.text]
        if goes_on and before is not None:
            header = before.children[0].text
            added = nodes[1:] if nodes[0].text == header else nodes
            for node in added:
                node.kind = "row"
            before.children += added
            nodes = added
        else:
            self._list = []
            self._columns = len(texts[0])
            self.nodes.append(Node("table", children=nodes))
        if nodes:
            self._note_start(nodes[0], 0)

    def _is_heading(self, piece: Piece, text: str) -> bool:
        first = piece.lines[0]
        usual = self._measures
        if len(text) > HEADING or not any(map(str.isalpha, text)) or text.endswith((",", ";")):
            return False
        large = first.size >= LARGE * usual.size
        if large and len(piece.lines) <= 4:
            return not (BULLET.match(text) and not first.bold)
        ends = SENTENCE_END.search(text) and not text.endswith("?")
        bold = not usual.bold and all(line.bold for line in piece.lines)
        if bold and first.size >= 0.95 * usual.size:
            return not ends and len(text) <= BOLD_HEADING and not BULLET.match(text)
        numbered = CHAPTER.match(text) or SECTION_SIGN.match(text)
        return bool(numbered) and not ends and len(piece.lines) == 1


def _all_nodes(nodes: Sequence[Node]) -> Iterator[Node]:
    for node in nodes:
        yield node
        yield from _all_nodes(node.children)

"""What a reader finds, as nodes -> the text that is stored, with the blocks of its structure.

Every reader gives nodes, so that the same structure is written in the same way whatever its format:
paragraphs are parted by blank lines; a list's items stand a line each, with their marks, nested
ones indented; a table's rows stand a line each, their cells joined by " | ".
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from index.articles.cleaning import clean, clean_line
from index.models import Block, BlockKind
from index.units.blocks import CONTAINERS, MAX_DEPTH, MAX_LEVEL
from index.units.headings import UNDERLINE
from index.units.shape import shape

BLANK_LINES = re.compile(r"\n(?:[^\S\n]*+\n)++")
INDENT = "  "


@dataclass(slots=True)
class Node:
    """A piece of a document, with what is in it.

    `text` is its own, without what is in its `children`: none for lists, tables, quotes, sections;
    of an item what stands before nested blocks; of a row its cells (see `row`); of a message who
    says what is in it, if the format tells that apart. Line breaks in it stay. `mark` is how an
    item begins: "- ", "3. ". `level` is a heading's, from 1.
    """

    kind: BlockKind
    text: str = ""
    children: list["Node"] = field(default_factory=list)
    level: int = 0
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Layout:
    """A document's text with its blocks.

    `starts[n]` is where the n-th of the nodes begins; of one without text, where it would.
    """

    text: str
    blocks: tuple[Block, ...]
    starts: tuple[int, ...]


def heading(text: str, level: int) -> Node:
    """Make a heading; levels count from 1."""
    return Node("heading", text, level=max(1, min(level, MAX_LEVEL)))


def paragraph(text: str) -> Node:
    """Make a paragraph."""
    return Node("paragraph", text)


def row(cells: Sequence[str], kind: BlockKind = "row") -> Node:
    """Make a table's row, or its `header`; one without anything in its cells has no text."""
    flat = [" ".join(cell.split()) for cell in cells]
    return Node(kind, " | ".join(flat) if any(flat) else "")


def plain(text: str) -> list[Node]:
    """Return the paragraphs of a plain text, and the headings that its shape tells.

    A heading may be a paragraph's first line, with or without signs below it.
    """
    text = clean(text).strip()
    headings = [block for block in shape(text) if block.kind == "heading"]
    found, start = [], 0
    for end in [*BLANK_LINES.finditer(text), None]:
        piece_end = end.start() if end else len(text)
        for block in [each for each in headings if start <= each.start < piece_end]:
            found += _paragraphs(text[start : block.start])
            found.append(heading(text[block.start : block.end], block.level))
            start = block.end
        found += _paragraphs(text[start:piece_end])
        start = end.end() if end else start
    return found


def _paragraphs(text: str) -> list[Node]:
    """Return a piece of text as a paragraph, without the signs that stand below a heading."""
    first, _, rest = text.strip().partition("\n")
    if UNDERLINE.fullmatch(first.strip()):
        text = rest
    return [paragraph(text)] if text.strip() else []


def deeper(nodes: Sequence[Node], levels: int) -> list[Node]:
    """Return nodes whose headings stand so many levels below what they stood at."""
    return [
        replace(
            node,
            level=min(node.level + levels, MAX_LEVEL) if node.level else 0,
            children=deeper(node.children, levels),
        )
        for node in nodes
    ]


def without_title(nodes: list[Node], title: str | None) -> list[Node]:
    """Leave out a first node that only repeats the title, unless there is nothing else."""
    if len(nodes) > 1 and title and not nodes[0].children:
        first = clean_line(nodes[0].text, len(title))
        if first == title:
            return nodes[1:]
    return nodes


def lay_out(nodes: Sequence[Node]) -> Layout:
    """Write nodes as a text, each where it belongs; what has no text leaves no block."""
    writing = _Writing()
    starts = []
    for node in nodes:
        count = writing.length
        writing.write(node, None, "\n\n", 0)
        starts.append(min(count + 2, writing.length) if count else 0)
    return Layout(writing.text, writing.blocks, tuple(starts))


class _Writing:
    """A text that grows, and its blocks."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._blocks: list[Block | None] = []
        self.length = 0

    @property
    def text(self) -> str:
        return "".join(self._parts)

    @property
    def blocks(self) -> tuple[Block, ...]:
        return tuple(block for block in self._blocks if block is not None)

    def write(
        self, node: Node, parent: int | None, between: str, depth: int, beside: str | None = None
    ) -> None:
        """Write a node behind `between`; what is in it follows in its own way.

        `beside` parts its neighbours, where that isn't what parts it from the text before.
        """
        own = self._tidy(node, between)
        number = len(self._blocks)
        self._blocks.append(None)
        start = self._add(between, own) if own else None
        inner = _between(node.kind, between if beside is None else beside)
        for child in node.children if depth < MAX_DEPTH else ():
            # What has no text of its own begins with what is in it.
            self.write(child, number, between if start is None else inner, depth + 1, inner)
            first = self._blocks[number + 1] if len(self._blocks) > number + 1 else None
            start = first.start if start is None and first is not None else start
        if start is None:
            del self._blocks[number:]
        else:
            self._blocks[number] = Block(node.kind, node.level, parent, start, self.length)

    def _tidy(self, node: Node, between: str) -> str:
        if node.kind in CONTAINERS:
            return ""
        text = clean(node.text)
        if node.kind == "code":
            text = text.strip("\n").rstrip()
            text = text if self._parts else text.lstrip()
        else:
            text = BLANK_LINES.sub("\n", text).strip()
        indent = between.rpartition("\n")[2] + INDENT * (node.kind == "item")
        return (node.mark + text).replace("\n", "\n" + indent) if text else ""

    def _add(self, between: str, text: str) -> int:
        """Add a text; return where it begins, blanks aside."""
        if self._parts:
            self._parts.append(between)
            self.length += len(between)
        start = self.length + len(text) - len(text.lstrip())
        self._parts.append(text)
        self.length += len(text)
        return start


def _between(kind: BlockKind, between: str) -> str:
    """Return what parts the blocks within one that `between` parts from others."""
    if kind == "item":
        return "\n" + between.rpartition("\n")[2] + INDENT
    if kind in {"list", "table"}:
        return "\n" + between.rpartition("\n")[2]
    if kind == "message":
        return " "
    return between

"""What a tagged PDF says itself: which of a page's words are a heading, an item, a cell.

Programs that write tags take them from what they write; where they cover a page, no guess by
how it looks is as good.
"""

import ctypes
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Literal

import pypdfium2.raw as pdfium

from index.articles.formats.pdf.layout.lines import Line, Row, lines_of
from index.articles.formats.pdf.words import Word

INLINE = frozenset({"Span", "Em", "Strong", "Link", "NonStruct", "Quote", "Code", "Lbl", "LBody"})
"""Within a block of text."""
HEADINGS = {"H": 1, "Title": 1, **{f"H{level}": level for level in range(1, 7)}}
CELLS = frozenset({"TD", "TH"})
DEEPEST = 100
MOST = 200_000
"""Elements of a page; a page of text has some hundred."""
COVERED = 0.9
"""Of a page's letters: where fewer are tagged, the tags aren't believed."""
LONGEST = 30
"""Rows of a block of text; one tag around all that is on a page says nothing."""


@dataclass(frozen=True, slots=True)
class Tag:
    """What words are part of; `number` counts blocks in the order of reading.

    `level` is a heading's, or how deep an item is nested; `label` marks what stands before an item.
    `table`, `row` and `column` tell a cell's place, `header` one that names its column.
    """

    kind: Literal["text", "heading", "item", "cell"]
    number: int
    level: int = 0
    label: bool = False
    table: int = 0
    row: int = 0
    column: int = 0
    header: bool = False


@dataclass(slots=True)
class Tagged:
    """A block of a page's words; `label` is what stands before an item.

    Its lines are parted where they go on in another column.
    """

    tag: Tag
    parts: list[list[Line]]
    label: str = ""

    @property
    def lines(self) -> list[Line]:
        """All its lines."""
        return [line for part in self.parts for line in part]


def tags_of(page: object) -> dict[int, Tag]:
    """Return the tags of a page by the number that its marked content has."""
    tree = pdfium.FPDF_StructTree_GetForPage(page)
    if not tree:
        return {}
    try:
        walk = _Walk()
        for number in range(pdfium.FPDF_StructTree_CountChildren(tree)):
            element = pdfium.FPDF_StructTree_GetChildAtIndex(tree, number)
            if element:
                walk.enter(element, Tag("text", 0), 0)
        return walk.found
    finally:
        pdfium.FPDF_StructTree_Close(tree)


class _Walk:
    """Goes through the elements of a page."""

    def __init__(self) -> None:
        self.found: dict[int, Tag] = {}
        self._seen = 0
        self._number = 0
        self._table = self._row = self._column = 0

    def enter(self, element: object, outer: Tag, depth: int) -> None:
        """Note the tags of what is in an element."""
        self._seen += 1
        if depth > DEEPEST or self._seen > MOST:
            return
        kind = _kind(element)
        tag = self._tag(kind, outer)
        for number in range(pdfium.FPDF_StructElement_CountChildren(element)):
            child = pdfium.FPDF_StructElement_GetChildAtIndex(element, number)
            if child:
                self.enter(child, tag, depth + 1)
                if kind not in INLINE and _kind(child) not in INLINE:
                    # What comes after a block within another isn't of what came before it.
                    tag = replace(tag, number=self._next())
                continue
            mark = pdfium.FPDF_StructElement_GetChildMarkedContentID(element, number)
            if mark >= 0:
                self.found.setdefault(mark, tag)

    def _tag(self, kind: str, outer: Tag) -> Tag:
        if kind in INLINE:
            return replace(outer, label=True) if kind == "Lbl" else outer
        number = self._next()
        if kind == "Table":
            self._table, self._row = number, 0
        elif kind == "TR":
            self._row, self._column = self._row + 1, 0
        elif kind in CELLS:
            self._column += 1
            place = self._table, self._row, self._column
            return Tag("cell", number, 0, False, *place, kind == "TH")  # noqa: FBT003
        if outer.kind == "cell":
            return outer
        made = {
            "L": Tag("text", number, outer.level + 1),
            "LI": Tag("item", number, max(1, outer.level)),
            **{name: Tag("heading", number, level) for name, level in HEADINGS.items()},
        }
        if kind in made:
            return made[kind]
        return outer if outer.kind == "item" else replace(outer, number=number)

    def _next(self) -> int:
        self._number += 1
        return self._number


def _kind(element: object) -> str:
    size = pdfium.FPDF_StructElement_GetType(element, None, 0)
    if not 2 < size <= 200:
        return ""
    buffer = ctypes.create_string_buffer(size)
    pdfium.FPDF_StructElement_GetType(element, buffer, size)
    return buffer.raw[:size].decode("utf-16-le", "replace").rstrip("\0")


def tagged(rows: Sequence[Row], tags: Mapping[int, Tag]) -> tuple[list[Tagged], list[Word]] | None:
    """Return a page's rows as blocks, in their order, and the words without a tag.

    None where there are too few tags, or they say too little.
    """
    words = [word for row in rows for piece in row.pieces for word in piece.words]
    known = [word for word in words if word.mark in tags]
    letters = sum(len(word.text) for word in words)
    if not known or sum(len(word.text) for word in known) < COVERED * letters:
        return None
    known.sort(key=lambda word: (tags[word.mark].number, word.place))
    blocks = []
    for _, group in groupby(known, key=lambda word: tags[word.mark].number):
        own = list(group)
        tag = tags[own[-1].mark]
        label = [word for word in own if tags[word.mark].label]
        text = [word for word in own if not tags[word.mark].label] or own
        block = Tagged(tag, lines_of(text), " ".join(word.text for word in label))
        if tag.kind == "text" and len(block.lines) > LONGEST:
            return None
        blocks.append(block)
    return blocks, [word for word in words if word.mark not in tags]

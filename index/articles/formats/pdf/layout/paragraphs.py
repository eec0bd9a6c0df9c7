"""Lines of a column -> pieces that belong together: a heading, a paragraph, an item of a list."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from index.articles.cleaning import clean
from index.articles.formats.pdf.layout.lines import Line
from index.articles.formats.pdf.layout.measures import Measures, leading_of
from index.articles.formats.unwrap import HYPHENS, SENTENCE_END, Growing
from index.units.marks import NUMBERED

LARGE = 1.12
"""Of the text's size: from which on type is a heading's."""
HEADING_LEADING = 1.5
"""Of the size of a heading's type: from which on lines aren't of one heading."""
GAP = 1.3
"""Of the distance of lines: from which on they don't belong to one paragraph."""
FULL_LINE = 0.85
"""Of the width: a line that is shorter left room for another word."""
SHORT_LINE = 0.6
"""Of the width: a line that is shorter can be a heading, or one of an address."""
SAME_SIZE = 0.08
INDENT = 0.8
"""Of the size of type: from which on a line is indented."""

BULLET = re.compile(r"[•·▪◦‣*–—-](?=\s)")
SECTION_NUMBER = re.compile(r"\(\d{1,3}\)")
"""How a paragraph of a statute begins; it is no item of a list."""
NUMBER_MARK = re.compile(r"(?:\d{1,3}[.)]|[a-zA-Z]\)|\(\d{1,3}\)|\([a-z]\))(?=\s)")


@dataclass(slots=True)
class Piece:
    """Lines that belong together; `mark` is what an item begins with."""

    lines: list[Line]
    mark: str = ""

    @property
    def text(self) -> str:
        """What they say, as it is stored."""
        text = Growing()
        for line in self.lines:
            if text.length:
                text.go_on(line.text)
            else:
                text.begin(line.text)
        return clean(str(text)).strip()


def mark_of(text: str) -> str:
    """Return how an item begins, if a text is one."""
    match = BULLET.match(text) or NUMBER_MARK.match(text)
    return match[0] if match else ""


def pieces_of(lines: Sequence[Line], right: float, usual: Measures) -> Iterator[Piece]:
    """Divide lines into pieces; `right` is how far each could reach."""
    distances = [(above.base - below.base, below.size) for above, below in pairwise(lines)]
    column = _Column(
        min(line.start for line in lines), right, leading_of(distances) or usual.leading, usual
    )
    piece: Piece | None = None
    for line in lines:
        if piece is not None and not column.breaks(piece, line):
            piece.lines.append(line)
            continue
        if piece is not None:
            yield piece
        piece = Piece([line], mark_of(line.text))
    if piece is not None:
        yield piece


@dataclass(frozen=True, slots=True)
class _Column:
    """Where lines stand; `leading` is their distance, in sizes of type."""

    left: float
    right: float
    leading: float
    usual: Measures

    def breaks(self, piece: Piece, line: Line) -> bool:
        """Tell whether a piece ends before a line."""
        before = piece.lines[-1]
        size = max(before.size, line.size)
        text = before.text
        hyphen = len(text) > 1 and text[-1] in HYPHENS and text[-2].isalnum()
        if self._apart(before, line) or _begins_item(piece, line, hyphen=hyphen):
            return True
        width, room = self.right - self.left, self.right - before.end
        first = line.words[0]
        short = room > max(first.end - first.start + 0.3 * size, (1 - FULL_LINE) * width)
        large = before.size >= LARGE * self.usual.size
        ends = bool(SENTENCE_END.search(text))
        if large or (before.bold and not self.usual.bold):
            if before.bold != line.bold and (short or large):
                return True
            if large or line.bold:
                # Headings that are wrapped have a rough margin.
                return ends or bool(NUMBERED.match(line.text)) or stands_apart(before, line)
        elif line.bold and short and not self.usual.bold:
            return True
        if ends or hyphen:
            indented = line.start > before.start + INDENT * size and not piece.mark
            return ends and (short or (indented and len(piece.lines) > 1))
        outdented = piece.mark and line.start < piece.lines[0].start - INDENT * size
        return bool(outdented) or (room > (1 - SHORT_LINE) * width and not line.text[0].islower())

    def _apart(self, before: Line, line: Line) -> bool:
        """Tell whether lines stand apart, or are printed in different sizes."""
        size = max(before.size, line.size)
        distance = before.base - line.base
        return (
            abs(before.size - line.size) > SAME_SIZE * size
            or distance > GAP * self.leading * size
            or distance < -0.5 * size
        )


def stands_apart(before: Line, line: Line) -> bool:
    """Tell whether a large line below another is another heading: elsewhere, or too far below.

    Headings are set tighter than text; their lines have a side or their middle in common.
    """
    size = max(before.size, line.size)
    left, right = line.start - before.start, line.end - before.end
    outdented = left < -INDENT * size and abs(left + right) > INDENT * size < abs(right)
    return outdented or before.base - line.base > HEADING_LEADING * size


def _begins_item(piece: Piece, line: Line, *, hyphen: bool) -> bool:
    """Tell whether a line after a piece begins an item of a list, and isn't one by chance."""
    before, text = piece.lines[-1], line.text
    if BULLET.match(text):
        return not hyphen or line.start > before.start
    if not NUMBER_MARK.match(text) or hyphen:
        return False
    other = abs(line.start - before.start) > INDENT * max(before.size, line.size)
    return bool(SENTENCE_END.search(before.text)) or bool(piece.mark) or other

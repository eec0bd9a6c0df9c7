"""Words -> the rows of a page, from top to bottom; each in pieces where there is a gap in it."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from index.articles.formats.pdf.words import Word

GAP = 1.0
"""Of the size of type: more than between most words of a line."""
WIDE_GAP = 2.2
"""Of the size of type: more than between any words, however badly a text is justified."""
ALL_WIDE = 1.2
"""Of the size of type: where all gaps of a line are wider, each is between two cells."""
UNEVEN = 1.8
"""How much wider than the least gap of a line one between cells is."""
NEAR = 0.6
"""Of the size of type: words that stand so near are of one line in whatever order they come."""

SAME_ROW = 0.25
"""Of the size of type: how far words of one row may stand apart in height."""

MARK_ALONE = re.compile(
    r"[•·▪◦‣*–—☐☒-]|\(?(?:\d{1,3}|[a-zA-Z])[.)]|\d{1,2}(?:\.\d{1,2}){1,4}\.?|§§?|§\s?\d{1,4}[a-z]?"
)
"""How an item or a heading begins; what follows may stand far from it."""
MARK_GAP = 6.0
LEADER = re.compile(r"[.…·]{4,}")
"""Dots that lead to a page's number."""
CLOSING = frozenset(")],.;:!?")
"""Nothing parts it from a word; PDFium sets a blank before it where that is a superscript."""
LEADERS = 5
"""From which on dots that stand alone do so, too."""


@dataclass(slots=True)
class Line:
    """Words that stand beside each other."""

    words: list[Word]

    @property
    def start(self) -> float:
        """Where it begins."""
        return self.words[0].start

    @property
    def end(self) -> float:
        """Where it ends."""
        return max(self.words[0].end, self.words[-1].end)

    @property
    def base(self) -> float:
        """The height at which its words stand."""
        return self.words[0].base

    @property
    def size(self) -> float:
        """The size of most of its letters."""
        if len({word.size for word in self.words}) == 1:
            return self.words[0].size
        sizes: dict[float, int] = {}
        for word in self.words:
            if not word.raised:
                sizes[word.size] = sizes.get(word.size, 0) + len(word.text)
        return max(sizes, key=lambda size: (sizes[size], size)) if sizes else self.words[0].size

    @property
    def bold(self) -> bool:
        """Whether all its words are."""
        words = [word for word in self.words if any(map(str.isalnum, word.text))]
        return bool(words) and all(word.bold or word.raised for word in words)

    @property
    def text(self) -> str:
        """Its words, with blanks between those that aren't glued."""
        parts = [self.words[0].text]
        for before, word in pairwise(self.words):
            gap = (word.start - before.end) / max(word.size, before.size)
            closing = word.text[0] in CLOSING
            glued = gap < (0.5 if word.raised else 0.3 if word.glued else 0.2 if closing else 0.0)
            parts.append(word.text if glued else f" {word.text}")
        return "".join(parts)


@dataclass(slots=True)
class Row:
    """What stands at one height of a page."""

    pieces: list[Line]

    @property
    def base(self) -> float:
        """The height at which it stands."""
        return self.pieces[0].base

    @property
    def whole(self) -> Line:
        """All of it as one line."""
        return Line([word for piece in self.pieces for word in piece.words])

    @property
    def text(self) -> str:
        """All its words."""
        return self.whole.text

    @property
    def size(self) -> float:
        """The size of most of its letters."""
        return self.whole.size


def rows_of(words: Sequence[Word]) -> list[Row]:
    """Return the rows of words that come in the order in which they were written.

    Words that were written one after the other are of one piece sooner than others: columns of
    text can stand nearer to each other than the words in them.
    """
    pieces = [Line(piece) for piece in _runs(_without_leaders(words))]
    rows: list[list[Line]] = []
    for piece in sorted(pieces, key=lambda piece: -piece.base):
        first = rows[-1][0] if rows else None
        if first and first.base - piece.base <= SAME_ROW * min(first.size, piece.size):
            rows[-1].append(piece)
        else:
            rows.append([piece])
    return [Row(list(_joined(row))) for row in rows]


def lines_of(words: Sequence[Word]) -> list[list[Line]]:
    """Return the lines of words that were written in the order of reading.

    They are parted where they go on elsewhere: in the next column.
    """
    parts: list[list[Line]] = []
    for word in words:
        line = parts[-1][-1] if parts else None
        drop = 0.0 if line is None else line.base - word.base
        if line is not None and abs(drop) <= SAME_ROW * min(line.words[0].size, word.size):
            line.words.append(word)
        elif line is not None and drop > 0:
            parts[-1].append(Line([word]))
        else:
            parts.append([Line([word])])
    return parts


def _runs(words: Sequence[Word]) -> Iterable[list[Word]]:
    """Divide words where the next one is elsewhere, or stands far off."""
    run: list[Word] = []
    for word in words:
        if run:
            before = run[-1]
            size = max(before.size, word.size)
            level = abs(before.base - word.base) <= SAME_ROW * min(before.size, word.size)
            if not level or not -0.5 * size <= word.start - before.end <= MARK_GAP * size:
                yield from _cells(run)
                run = []
        run.append(word)
    if run:
        yield from _cells(run)


def _cells(run: Sequence[Word]) -> Iterable[list[Word]]:
    """Divide a run of words at its gaps. Those of a justified line are all alike."""
    gaps = [word.start - before.end for before, word in pairwise(run)]
    least = min((gap for gap, word in zip(gaps, run[1:], strict=True) if not word.glued), default=0)
    cell = [run[0]]
    for gap, word in zip(gaps, run[1:], strict=True):
        size = max(cell[-1].size, word.size)
        marks = len(cell) == 1 and MARK_ALONE.fullmatch(cell[0].text)
        wide = least > ALL_WIDE * size
        far = gap > GAP * size and (len(gaps) == 1 or wide or gap > UNEVEN * least)
        if (far or gap > WIDE_GAP * size) and not marks:
            yield cell
            cell = []
        cell.append(word)
    yield cell


def _joined(pieces: list[Line]) -> Iterable[Line]:
    """Join the pieces of a row that nothing parts, from left to right."""
    pieces.sort(key=lambda piece: piece.start)
    joined: list[Line] = []
    for piece in pieces:
        if joined:
            before = joined[-1]
            size = max(before.size, piece.size)
            marks = len(before.words) == 1 and MARK_ALONE.fullmatch(before.words[0].text)
            if piece.start - before.end <= size * (MARK_GAP if marks else NEAR):
                before.words.extend(piece.words)
                continue
        joined.append(piece)
    return joined


def settle(words: Sequence[Word]) -> None:
    """Find small words above or below the line of their neighbour, and put them on it."""
    moved = 0.0
    """How far the word before was."""
    for before, word in pairwise(words):
        size, base = before.size, before.base
        if word.size <= 0.85 * size and _beside(before, word):
            moved = word.base - base
            word.raised, word.base = moved > 0.1 * size, base
        elif moved and abs(word.size - size) < 0.05 * size and _level(word, base + moved):
            word.raised, word.base = before.raised, base
        else:
            moved = 0.0
            if not before.raised and size <= 0.85 * word.size and _beside(word, before):
                # Before the word: the mark of a note that begins with it.
                before.raised = base - word.base > 0.1 * word.size
                before.base = word.base


def _level(word: Word, base: float) -> bool:
    return abs(word.base - base) < 0.1 * word.size


def _beside(large: Word, small: Word) -> bool:
    """Tell whether a small word stands beside a large one as a superscript or subscript does."""
    apart = max(small.start - large.end, large.start - small.end)
    rise = (small.base - large.base) / large.size
    return apart < 0.5 * large.size and -0.4 < rise < 0.75


def _without_leaders(words: Iterable[Word]) -> list[Word]:
    kept = []
    dots: list[Word] = []
    for word in words:
        if word.text.strip(".…·"):
            if len(dots) < LEADERS:
                kept += dots
            dots = []
            if match := LEADER.search(word.text):
                left = word.text[: match.start()] if match.end() == len(word.text) else ""
                word.text = left or word.text
            kept.append(word)
        elif not LEADER.fullmatch(word.text):
            dots.append(word)
    return kept + (dots if len(dots) < LEADERS else [])

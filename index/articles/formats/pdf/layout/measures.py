"""What is usual in a document: how large its text is, how far its lines stand apart."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from index.articles.formats.pdf.layout.lines import Row

LEADING = 1.2
"""Of the size of type, where a document has too few lines to tell."""
SOLID = 0.9
"""Of the size of type: lines don't stand nearer; rows of columns beside each other do."""
QUARTER = 0.25
WIDEST = 2.5
"""Of the size of type: what is set wider are lines that stand alone, such as a form's."""
FEW = 4


@dataclass(frozen=True, slots=True)
class Measures:
    """`leading` is the distance of lines, in sizes of type; `bold`: most of the text is."""

    size: float
    leading: float
    bold: bool


def measure(pages: Sequence[Sequence[Row]]) -> Measures:
    """Measure the rows of all pages."""
    sizes: Counter[float] = Counter()
    bold = 0
    for rows in pages:
        for row in rows:
            for piece in row.pieces:
                for word in piece.words:
                    sizes[round(2 * word.size) / 2] += len(word.text)
                    bold += len(word.text) if word.bold else 0
    size = max(sizes, key=lambda each: (sizes[each], each)) if sizes else 0.0
    leading = leading_of(
        [(above.base - below.base, below.size) for rows in pages for above, below in pairwise(rows)]
    )
    return Measures(max(size, 0.5), leading or LEADING, 2 * bold > sum(sizes.values()))


def leading_of(distances: Sequence[tuple[float, float]]) -> float:
    """Return the distance of lines within paragraphs, in sizes of type; 0 if it can't be told.

    `distances` are those of lines, each with the size of its type. Those within paragraphs are the
    smaller ones.
    """
    found = sorted(distance / size for distance, size in distances if distance > SOLID * size)
    leading = found[int(QUARTER * len(found))] if len(found) >= FEW else 0.0
    return leading if leading <= WIDEST else 0.0

"""What is printed around the text of every page: headers, footers, page numbers, prints' lines."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median_low

from index.articles.formats.pdf.layout.lines import Row

EDGE = 3
"""Rows at a page's top and at its bottom that can be repeated."""
LONGEST = 200
"""Characters of one."""
SAME_PLACE = 4.0
"""Points by which a row's place may differ."""
SHORT = 4
"""Pages of a document in which two numbers are enough to count them, and three in a longer one."""
COUNTED = "\0"
"""Around a number that counts pages."""
APART = 1.3
"""Of the distance of the rows of a text: from which on one stands apart from it."""
LARGE = 1.2
"""Of the size of the text: a heading's, which isn't what is printed around it."""

NUMBER = re.compile(r"\d{1,9}")
PAGE_NUMBER = re.compile(
    r"(?:Seite|Page|S\.|p\.|Blatt)\s{0,3}\d{1,4}(?:\s{0,3}(?:von|of|/)\s{0,3}\d{1,4})?"
    r"|[ivxlc]{1,7}|\d{1,4}\s{0,3}(?:von|of|/)\s{0,3}\d{1,4}|[-–]\s{0,3}\d{1,4}\s{0,3}[-–]",
    re.IGNORECASE,
)
"""What can't be anything else where it stands alone at a page's edge."""
PRINTED = re.compile(
    r"\d{1,2}[./]\d{1,2}[./]\d{2,4},? \d{1,2}:\d{2}(?::\d{2})?(?:\s?[AP]M)?\b.{0,200}"
    r"|.{0,150}\b\d{1,2}[./]\d{1,2}[./]\d{2,4},? \d{1,2}:\d{2}(?::\d{2})?(?:\s?[AP]M)?"
    r"|(?:https?|file)://\S{1,200}(?:\s\d{1,4}\s?/\s?\d{1,4})?",
    re.IGNORECASE,
)
"""What browsers print above and below a page."""


@dataclass(frozen=True, slots=True)
class Pages:
    """The rows of each page without what is printed around them; `running` are those texts."""

    rows: list[list[Row]]
    running: list[str]

    @property
    def printed(self) -> bool:
        """Whether a browser printed them: then their day is that of the print."""
        return any(PRINTED.fullmatch(text) for text in self.running)


def without_running(pages: Sequence[list[Row]], size: float) -> Pages:
    """Take out the rows at the edges of pages that come again at the same place on others.

    Numbers in them may count the pages. `size` is the text's. Where nothing would remain, all does.
    """
    distance = _distance(pages)
    repeated = _repeated(pages, size)
    kept, running = [], []
    for number, rows in enumerate(pages):
        top = _edge(rows, number, repeated, distance)
        below = _edge(rows[top:][::-1], number, repeated, distance)
        end = len(rows) - below
        kept.append(rows[top:end])
        running += [row.text for row in (*rows[:top], *rows[end:])]
    if not any(any(map(str.isalnum, row.text)) for rows in kept for row in rows):
        return Pages(list(pages), [])
    return Pages(kept, running)


def _edge(rows: Sequence[Row], number: int, repeated: set[tuple[int, int]], distance: float) -> int:
    """Return how many rows from an edge of a page aren't its own."""
    found = count = 0
    for place, row in enumerate(rows[:EDGE]):
        text = row.text
        alone = PAGE_NUMBER.fullmatch(text) or PRINTED.fullmatch(text)
        if not alone and (number, id(row)) not in repeated:
            break
        count = place + 1
        following = rows[count] if count < len(rows) else None
        apart = following is None or abs(row.base - following.base) > APART * distance
        if alone or apart or abs(row.size - following.size) > 0.08 * row.size:  # type: ignore[union-attr]
            found = count
    return found


def _repeated(pages: Sequence[list[Row]], size: float) -> set[tuple[int, int]]:
    """Return the page and identity of each row that comes again at the same place."""
    places: dict[tuple[bool, str], list[tuple[float, int, Row]]] = {}
    for number, rows in enumerate(pages):
        top = rows[:EDGE]
        bottom = rows[max(len(top), len(rows) - EDGE) :] if len(rows) > 1 else []
        for at_top, row in [(True, row) for row in top] + [(False, row) for row in bottom]:
            text = row.text
            if len(text) <= LONGEST:
                for key in _keys(text, number, counted=row.size <= LARGE * size):
                    places.setdefault((at_top, key), []).append((row.base, number, row))
    found: set[tuple[int, int]] = set()
    for (_, key), entries in places.items():
        enough = 3 if COUNTED in key and len(pages) > SHORT else 2
        for group in _near(entries):
            if len({number for _, number, _ in group}) >= enough:
                # A heading that comes again is one at first.
                first = min(group, key=lambda entry: entry[1])
                large = first[2].size > LARGE * size
                found |= {(n, id(row)) for _, n, row in group if not (large and row is first[2])}
    return found


def _keys(text: str, page: int, *, counted: bool) -> set[str]:
    """Return a text, and what it says apart from a number that counts pages."""
    keys = {text}
    numbers = list(NUMBER.finditer(text)) if counted else []
    for match in {match.start(): match for match in (*numbers[:1], *numbers[-1:])}.values():
        before, after = text[: match.start()], text[match.end() :]
        keys.add(f"{before}{COUNTED}{int(match[0]) - page}{COUNTED}{after}")
    return keys


def _near(entries: list[tuple[float, int, Row]]) -> list[list[tuple[float, int, Row]]]:
    entries.sort(key=lambda entry: entry[:2])
    groups = [[entries[0]]]
    for before, entry in pairwise(entries):
        if entry[0] - before[0] <= SAME_PLACE:
            groups[-1].append(entry)
        else:
            groups.append([entry])
    return groups


def _distance(pages: Sequence[list[Row]]) -> float:
    """Return the distance of rows in most of the text."""
    distances = Counter(
        round(above.base - below.base, 1) for rows in pages for above, below in pairwise(rows)
    )
    return median_low(distances.elements()) if distances else 0.0

"""Headings -> their levels, by the size of their type and by their numbers."""

from collections.abc import Sequence

from index.articles.structure import Node
from index.units.marks import CHAPTER, NUMBERED, SECTION_SIGN

UPPER_LEVELS = 4
"""Of headings by the size of their type; those in bold type alone are below."""


def set_levels(headings: Sequence[tuple[Node, float, bool]]) -> None:
    """Set the levels of headings that come with their size, and whether that is a heading's."""
    numbers: dict[float, set[str]] = {}
    depths = [_depth(node, numbers.setdefault(_half(size), set())) for node, size, _ in headings]
    deepest: dict[float, int] = {}
    for (_, size, large), depth in zip(headings, depths, strict=True):
        if large:
            deepest[_half(size)] = max(depth, deepest.get(_half(size), 0))
    levels, below = {}, 0
    for size in sorted(deepest, reverse=True):
        levels[size] = min(below + 1, UPPER_LEVELS)
        below = min(below + 1 + deepest[size], UPPER_LEVELS)
    for (node, size, large), depth in zip(headings, depths, strict=True):
        if large:
            node.level = min(levels[_half(size)] + depth, UPPER_LEVELS)
        elif match := NUMBERED.match(node.text):
            node.level = min(6, below + 1 + match["number"].count("."))
        elif CHAPTER.match(node.text) or SECTION_SIGN.match(node.text):
            node.level = min(6, below + (2 if SECTION_SIGN.match(node.text) else 1))
        else:
            node.level = 7


def _half(size: float) -> float:
    """Return a size of type to the half point."""
    return round(2 * size) / 2


def _depth(node: Node, known: set[str]) -> int:
    """Return how many headings of its size a numbered heading stands below: "1.1" below "1"."""
    match = NUMBERED.match(node.text)
    if match is None:
        return 0
    parts = match["number"].split(".")
    known.add(match["number"])
    return sum(1 for end in range(1, len(parts)) if ".".join(parts[:end]) in known)

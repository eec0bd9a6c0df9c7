"""`[start, end)` of a text, and how they lie to each other."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

Span = tuple[int, int]


def touches(span: Span, others: Sequence[Span]) -> bool:
    """Tell whether a span overlaps any of others, which are in order and apart."""
    at = bisect_left(others, span[1], key=lambda other: other[0])
    return at > 0 and others[at - 1][1] > span[0]


def distance(span: Span, others: Sequence[Span]) -> int:
    """Count the characters to the nearest of others, which are in order and apart.

    Without any it is the span's distance from the text's beginning.
    """
    at = bisect_right(others, span)
    near = others[max(0, at - 1) : at + 1]
    gaps = [max(span[0] - end, start - span[1], 0) for start, end in near]
    return min(gaps, default=span[0])

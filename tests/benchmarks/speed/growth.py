"""How figures grow with the number of sentences: the exponent of a power that fits them."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from math import log
from statistics import linear_regression

from tests.benchmarks.speed.measuring import Figure

ENOUGH = 3
"""Sizes that a curve needs."""
SMALL = 1_000
"""Below, a fixed cost hides what grows."""


def exponents(figures: Sequence[Figure]) -> Iterator[tuple[str, float, list[tuple[int, float]]]]:
    """Give each figure that was measured at several sizes with the exponent, and its points.

    1 is growth in proportion, 0 none. Rates are turned into times first.
    """
    points: dict[str, list[tuple[int, float]]] = defaultdict(list)
    for figure in figures:
        if figure.sentences is not None and figure.value > 0:
            rate = figure.unit.endswith("/s")
            value = figure.sentences / figure.value if rate else figure.value
            points[f"{figure.row}: {figure.what}"].append((figure.sentences, value))
    for what, found in points.items():
        large = [(size, value) for size, value in sorted(found) if size >= SMALL]
        if len(large) >= ENOUGH:
            sizes, values = zip(*large, strict=True)
            fit = linear_regression([log(size) for size in sizes], [log(v) for v in values])
            yield what, fit.slope, large

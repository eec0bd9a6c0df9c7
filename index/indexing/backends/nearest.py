"""What legs for vectors have in common: which units there are, the surely nearest, what differs."""

from collections.abc import Callable, Mapping, Sequence

import numpy as np

from index.embedders.base import Vectors
from index.indexing.backends.protocol import (
    ArticleUpdate,
    Difference,
    Ids,
    LegHits,
    Level,
    Scores,
    Units,
    compare,
)
from index.pauses import portions

TOLERANCE = 1e-4
"""Models give the same text vectors that differ in the last digits, from batch to batch."""

ROUNDING = 1e-5
"""Engines give cosines that differ in the last digits by where a vector lies, so those that they
find are compared anew."""

MORE, FACTOR, FETCHED = 8, 8, 640
"""So many more than asked for are fetched at first, then so many times as many, up to so many,
until none of the rest can be as near."""

COMPARED = 1000
"""Vectors that are compared at once."""

Held = Mapping[int, tuple[str, Vectors]]
"""A unit's scope and vector, by its id."""


def telling(units: Units) -> tuple[Ids, Vectors]:
    """Return the units whose vectors aren't zeros, with these."""
    if units.vectors is None:
        raise ValueError("units for an index of vectors come with their vectors")
    there = units.vectors.any(axis=1)
    return np.array(units.ids, dtype=np.int64)[there], units.vectors[there]


def cosines_of(vectors: Vectors, vector: Vectors) -> Scores:
    """Return the cosines of vectors with one, of each the same whichever others there are."""
    # By row: a product of matrices adds up in an order that depends on a row's place.
    return np.asarray((vectors * vector).sum(axis=1), dtype=np.float32)


def surely_nearest(find: Callable[[int], tuple[LegHits, float]], k: int) -> LegHits:
    """Return at least the `k` nearest, and whatever is as near as the last of these.

    `find` gives so many, with the engine's own cosine of the last one.
    """
    fetched = k + MORE
    while True:
        found, least = find(fetched)
        if len(found.ids) <= k or len(found.ids) < fetched or fetched >= FETCHED:
            return found
        if least < np.sort(found.scores)[-k] - ROUNDING:
            return found
        fetched = min(FETCHED, FACTOR * fetched)


def vector_differences(
    level: Level, expected: Sequence[ArticleUpdate], there: Held
) -> list[Difference]:
    """Compare every vector of a level with what it should be, to `TOLERANCE`."""
    wanted: dict[int, tuple[str, Vectors]] = {}
    for update in expected:
        if (units := update.level(level)) is not None:
            pairs = zip(*telling(units), strict=True)
            wanted |= {int(i): (update.scope, vector) for i, vector in pairs}
    held = dict(there)
    both = [i for i in wanted.keys() & held.keys() if wanted[i][0] == held[i][0]]
    # Together, which takes a tenth of the time.
    for unit_ids in portions(both, COMPARED):
        right, found = (np.stack([of[i][1] for i in unit_ids]) for of in (wanted, held))
        alike = np.isclose(right, found, atol=TOLERANCE).all(axis=1)
        for unit_id in np.array(unit_ids)[alike].tolist():
            del wanted[unit_id], held[unit_id]
    return compare(
        f"vectors of {level}",
        {i: (scope, vector.tobytes()) for i, (scope, vector) in wanted.items()},
        {i: (scope, vector.tobytes()) for i, (scope, vector) in held.items()},
    )

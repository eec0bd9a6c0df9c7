"""What BM25 (Robertson & Zaragoza 2009) is made of, as Tantivy computes it."""

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]

K1 = 1.2
"""How soon a term's repetition stops to count; fixed in Tantivy."""

B = 0.75
"""How far a longer text must have a term more often; fixed in Tantivy."""

EXACT, STEPS = 24, 8
"""Lengths up to the first are kept as they are, then so many between two powers of two."""


def idf(documents: float, frequencies: npt.ArrayLike) -> Floats:
    """Return the inverse document frequency of terms that `frequencies` of `documents` have."""
    frequencies = np.asarray(frequencies)
    return np.log1p((documents - frequencies + 0.5) / (frequencies + 0.5))


def kept_lengths(lengths: npt.ArrayLike) -> Floats:
    """Return lengths as Tantivy keeps them, in a byte each: rounded down to one of 256."""
    return LENGTHS[np.searchsorted(LENGTHS, np.asarray(lengths), side="right") - 1]


def saturation(counts: npt.ArrayLike, lengths: npt.ArrayLike, average: npt.ArrayLike) -> Floats:
    """Return what a term gives, times its idf, that stands `counts` times in a text; below K1 + 1.

    `lengths` are those of the texts, as Tantivy keeps them.
    """
    counts = np.asarray(counts, dtype=np.float64)
    shares = np.asarray(lengths) / np.asarray(average)
    return np.asarray((K1 + 1) * counts / (counts + K1 * (1 - B + B * shares)))


def _lengths() -> Floats:
    steps = [
        *range(STEPS),
        *((STEPS + step) << shift for shift in range(28) for step in range(STEPS)),
    ]
    return np.array([*range(EXACT), *(EXACT + step for step in steps)][:256], dtype=np.float64)


LENGTHS = _lengths()

"""Opinions that were given in doubt -> columns of a regression -> what each of them counts for.

Each has three columns, all zero where nobody asked: what it said, which may only speak for an
answer, and twice that it was asked, so that it may lean to either side.
"""

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

from index.asking.judging.opinions import NAMES, Influence, Opinions, bounded
from index.evaluation.calibration.regression import Floats

SIGNS = (1.0, 1.0, -1.0)
"""Those of an opinion's columns."""

LEAST = 10
"""Opinions on right ones, and on others, without which nothing is fitted: the default holds."""


def asked_enough(opinions: Sequence[Opinions], right: npt.NDArray[np.bool_]) -> list[str]:
    """Return the names of those whose opinions are enough to fit what they count for."""
    asked = {name: np.array([name in each for each in opinions], dtype=np.bool_) for name in NAMES}
    return [
        name
        for name, there in asked.items()
        if min((there & right).sum(), (there & ~right).sum()) >= LEAST
    ]


def as_columns(opinions: Sequence[Opinions], names: Sequence[str]) -> Floats:
    """Return a row for each question, of shape (questions, three a name)."""
    columns = np.zeros((len(opinions), len(SIGNS) * len(names)))
    for row, given in zip(columns, opinions, strict=True):
        for number, name in enumerate(names):
            if name in given:
                first = len(SIGNS) * number
                row[first : first + len(SIGNS)] = (bounded(given[name]), 1.0, 1.0)
    return columns


def influences(names: Sequence[str], weights: Floats) -> Mapping[str, Influence]:
    """Return what each counts for, by its columns' weights; who tells nothing adds nothing."""
    columns = weights.reshape(-1, len(SIGNS)).round(4)
    return {
        name: Influence(weight=weight, offset=round(towards + away, 4) if weight else 0.0)
        for name, (weight, towards, away) in zip(names, columns.tolist(), strict=True)
    }

"""How well right sentences are told from what is left once they are taken away: figures."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from index.asking.judging.weights import Weights
from index.evaluation.calibration.calibration import BINS, Observation, calibrate
from index.evaluation.metrics import Floats, auroc
from index.evaluation.removals import FITTED, Removal, Setting

COMPARED: Mapping[Setting, Setting] = {
    "article": "as it is",
    "paragraph": "as it is",
    "sentence": "as it is",
    "one article, paragraph": "one article",
}
"""By what is removed: where the right sentence is that it is compared with."""

LET_THROUGH = 0.1
"""The share of those without an answer for which it is said how many right ones get one."""

Weighing = Mapping[str, Weights]
"""What judges the questions of each cluster."""


@dataclass(frozen=True)
class Separation:
    """`kept` is the share of `right` that is surer than all but `LET_THROUGH` of the `others`."""

    auroc: float
    kept: float
    right: int
    others: int


def cross_fitted(fitted_to: Sequence[Sequence[Removal]]) -> Weighing:
    """Fit weights for each half of the articles to the other half, of several question sets."""
    clusters = list(dict.fromkeys(each.cluster for removals in fitted_to for each in removals))
    halves = [clusters[::2], clusters[1::2]]
    weights = []
    for others in reversed(halves):
        among = set(others)
        seen = [
            each.seen[setting]
            for removals in fitted_to
            for each in removals
            if each.cluster in among
            for setting in FITTED
            if setting in each.seen
        ]
        weights.append(calibrate([seen], "the other half of the articles").weights)
    return {cluster: own for half, own in zip(halves, weights, strict=True) for cluster in half}


def fitted_to_all(fitted_to: Sequence[Sequence[Removal]]) -> Weights:
    """Fit weights to all articles, for what is in none of them."""
    seen = [
        each.seen[setting]
        for removals in fitted_to
        for each in removals
        for setting in FITTED
        if setting in each.seen
    ]
    return calibrate([seen], "all of the articles").weights


def of_setting(removals: Sequence[Removal], removed: Setting, weighing: Weighing) -> Separation:
    """Compare a question set's right sentences with what is left without them."""
    there = COMPARED[removed]
    return separation(
        [
            probability(weighing[each.cluster], each.seen[there])
            for each in removals
            if there in each.seen and each.seen[there].right
        ],
        [
            probability(weighing[each.cluster], each.seen[removed])
            for each in removals
            if removed in each.seen
        ],
    )


def of_pairs(pairs: Sequence[tuple[Observation, Observation]], weights: Weights) -> Separation:
    """Compare those that are answered, where the right sentence is first, with those near them."""
    return separation(
        [probability(weights, one) for one, _ in pairs if one.right],
        [probability(weights, other) for _, other in pairs],
    )


def separation(right: Sequence[float], others: Sequence[float]) -> Separation:
    """Compare probabilities; NaN where there are none of either."""
    scores = np.array([*right, *others], dtype=np.float64)
    positive = np.array([1.0] * len(right) + [0.0] * len(others))
    limit = np.quantile(others, 1 - LET_THROUGH) if others else np.nan
    return Separation(
        auroc=auroc(scores, positive, np.ones(len(scores))),
        kept=float(np.mean(np.array(right) > limit)) if right else float("nan"),
        right=len(right),
        others=len(others),
    )


def calibration_error(removals: Iterable[Removal], weighing: Weighing) -> float:
    """Return by how much the probabilities of a bin are off on average."""
    seen = [
        (probability(weighing[each.cluster], each.seen[setting]), each.seen[setting].right)
        for each in removals
        for setting in FITTED
        if setting in each.seen
    ]
    probabilities: Floats = np.array([value for value, _ in seen])
    right: Floats = np.array([float(value) for _, value in seen])
    number = np.minimum((probabilities * BINS).astype(int), BINS - 1)
    off = np.bincount(number, probabilities - right, BINS)
    return float(np.abs(off).sum() / len(seen))


def probability(weights: Weights, seen: Observation) -> float:
    """Return how likely the best sentence answers; where there is none, not at all."""
    return weights.probability(seen.parts) if seen.parts else 0.0

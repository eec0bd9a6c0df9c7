"""Outcomes -> figures with 95% confidence intervals.

A question counts by the rank of the first right unit, with one right unit in an ideal ranking:
recall@k and MRR@10 as usual, nDCG@10 (Järvelin & Kekäläinen 2002) then is 1 / log2(rank + 1).
Intervals are percentiles of bootstrap samples that draw clusters of questions (the questions of an
article, where there are several a piece) with replacement.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np
import numpy.typing as npt

from index.evaluation.run import Outcome

METRICS = ("ndcg@10", "recall@1", "recall@5", "recall@10", "mrr@10")
DEPTH = 10

SAMPLES = 2000
SEED = 0
INTERVAL = (0.025, 0.975)

CURVE_POINTS = 51
"""Thresholds on the curve that are even in coverage; as many are even in confidence."""

Unit = Literal["passages", "sentences"]
UNITS: tuple[Unit, ...] = get_args(Unit)

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Figure:
    """A value in [0, 1] with its interval; NaN where there is nothing to measure it on."""

    value: float
    low: float
    high: float

    @property
    def known(self) -> bool:
        """Whether there was anything to measure it on."""
        return not np.isnan(self.value)


@dataclass(frozen=True, slots=True)
class CurvePoint:
    """What a threshold would give.

    `coverage` is the share of all questions that would be answered, `risk` the share of those whose
    first passage isn't right; `recall` is the share answered of the answerable questions,
    `false_answers` that of the others.
    """

    threshold: float
    coverage: float
    risk: float
    recall: float
    false_answers: float


@dataclass(frozen=True, slots=True)
class Abstention:
    """How well the confidence separates questions with an answer from those without.

    `precision` is the share of answerable questions among those answered, `recall` the share of
    answered ones among the answerable; `false_answers` is the share answered of the others.
    """

    auroc: Figure
    precision: Figure
    recall: Figure
    false_answers: Figure
    at_threshold: CurvePoint
    curve: tuple[CurvePoint, ...]


def unit_figures(outcomes: Sequence[Outcome], unit: Unit) -> dict[str, Figure]:
    """Return the metrics of the passages or the sentences, over the answerable questions."""
    answerable = [outcome for outcome in outcomes if outcome.question.answerable]
    samples = _Samples(answerable)
    return {
        name: samples.share(row, np.ones(len(row)))
        for name, row in zip(METRICS, unit_values(answerable, unit), strict=True)
    }


def unit_values(outcomes: Sequence[Outcome], unit: Unit) -> Floats:
    """Return each metric of each outcome: a row a metric."""
    found = [o.passage_rank if unit == "passages" else o.sentence_rank for o in outcomes]
    ranks = np.array([rank or np.inf for rank in found])
    within = ranks <= DEPTH
    rows = [within / np.log2(ranks + 1), ranks <= 1, ranks <= 5, ranks <= 10, within / ranks]
    return np.array(rows, dtype=np.float64)


def abstention(outcomes: Sequence[Outcome], threshold: float) -> Abstention:
    """Measure the silence that the threshold keeps, and what other thresholds would give."""
    confidence = np.array([outcome.confidence for outcome in outcomes])
    answerable = np.array([float(outcome.question.answerable) for outcome in outcomes])
    answered = (confidence >= threshold).astype(np.float64)
    even = np.linspace(0, 1, CURVE_POINTS)
    # Rounded down, so that a threshold doesn't rise above the confidence that it is.
    reached = np.floor(np.quantile(confidence, even, method="nearest") * 1e6) / 1e6
    samples = _Samples(outcomes)
    return Abstention(
        auroc=samples.figure(lambda weights: auroc(confidence, answerable, weights)),
        precision=samples.share(answered * answerable, answered),
        recall=samples.share(answered * answerable, answerable),
        false_answers=samples.share(answered * (1 - answerable), 1 - answerable),
        at_threshold=_point(outcomes, threshold),
        curve=tuple(_point(outcomes, float(each)) for each in np.union1d(even, reached)),
    )


def auroc(scores: Floats, positive: Floats, weights: Floats) -> float:
    """Return the probability that a positive scores above a negative, ties half; NaN without both.

    `positive` holds 1 and 0, `weights` how often each item counts.
    """
    _, level = np.unique(scores, return_inverse=True)
    positives = np.bincount(level, weights * positive)
    negatives = np.bincount(level, weights * (1 - positive))
    below = np.cumsum(negatives) - negatives / 2
    return _ratio(float(positives @ below), float(positives.sum() * negatives.sum()))


def _point(outcomes: Sequence[Outcome], threshold: float) -> CurvePoint:
    answered = [outcome for outcome in outcomes if outcome.confidence >= threshold]
    answerable = sum(outcome.question.answerable for outcome in outcomes)
    true = sum(outcome.question.answerable for outcome in answered)
    wrong = sum(outcome.passage_rank != 1 for outcome in answered)
    return CurvePoint(
        threshold=threshold,
        coverage=_ratio(len(answered), len(outcomes)),
        risk=_ratio(wrong, len(answered)),
        recall=_ratio(true, answerable),
        false_answers=_ratio(len(answered) - true, len(outcomes) - answerable),
    )


def _ratio(part: float, whole: float) -> float:
    return part / whole if whole else float("nan")


class _Samples:
    """Bootstrap samples of the outcomes: how often each cluster was drawn."""

    def __init__(self, outcomes: Sequence[Outcome]) -> None:
        names = [outcome.question.cluster for outcome in outcomes]
        clusters, self._cluster = np.unique(names, return_inverse=True)
        self._clusters = n = len(clusters)
        random = np.random.default_rng(SEED)
        self._drawn = random.multinomial(n, np.full(n, 1 / n), SAMPLES) if n else np.ones((0, 0))

    def share(self, part: Floats, whole: Floats) -> Figure:
        """Return sum(part) / sum(whole)."""
        parts = self._drawn @ np.bincount(self._cluster, part, self._clusters)
        wholes = self._drawn @ np.bincount(self._cluster, whole, self._clusters)
        drawn = np.divide(parts, wholes, out=np.full(len(parts), np.nan), where=wholes > 0)
        return _figure(_ratio(float(part.sum()), float(whole.sum())), drawn)

    def figure(self, compute: Callable[[Floats], float]) -> Figure:
        """Return what `compute` makes of the items' weights."""
        drawn = [compute(weights[self._cluster].astype(np.float64)) for weights in self._drawn]
        return _figure(compute(np.ones(len(self._cluster))), np.array(drawn))


def _figure(value: float, drawn: Floats) -> Figure:
    drawn = drawn[~np.isnan(drawn)]
    low, high = np.quantile(drawn, INTERVAL) if len(drawn) else (np.nan, np.nan)
    return Figure(value, float(low), float(high))

"""Questions asked, and whether the best sentence was right -> weights for the judge.

What is said of the weights (`Calibration`) is measured on questions that those were not fitted to
which judge them: of another collection, or of the other half.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from math import sqrt

import numpy as np
import numpy.typing as npt

from index.asking.judging.judge import GAP, GOOD
from index.asking.judging.opinions import Opinions
from index.asking.judging.parts import NAMES, Parts
from index.asking.judging.weights import STEPS, Weights
from index.evaluation.calibration.opinions import SIGNS, as_columns, asked_enough, influences
from index.evaluation.calibration.regression import Floats, fit, logistic
from index.evaluation.errors import TooFewQuestionsError

AGAINST = {"hole", "gap", "other", "number", "lacking", "untold"}
"""Parts that can only speak against an answer; the others only for it."""

LEAST, LEAST_EACH = 30, 5
"""Questions that are needed: in all, and rightly found ones, and ones without an answer."""

BINS = 10

SURE, SURE_FROM, NEVER_SURE = 0.95, 0.88, 0.99
"""An answer is of high certainty from where so many are right, though never from below the second;
the last one holds where so many never are. When it was set, of 435 questions and turns that were
fitted to 34 of 34 (built-in) and 47 of 48 (e5) were right from .88 on, 56 of 60 and 59 of 62 from
.8 on."""

CAUTION = 0.5
"""Standard errors of a share by which fewer questions may reach a threshold: of five collections'
questions it was set by 5 % were to be answered, of three that nobody had seen 10 % were. By eight
collections' it is surer, so that half of what it was then is enough."""

COVERAGES = (0.1, 0.25, 0.5, 0.75, 1.0)

CURVE_POINTS = 100
"""At most so many coverages are on the curve."""

Chosen = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Observation:
    """A question's best sentence, and whether what is cited for it is `right`.

    `parts` is None where nothing was found. `opinions` are those of whoever was asked, which is
    only in doubt.
    """

    parts: Parts | None
    right: bool
    answerable: bool
    opinions: Opinions = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Bin:
    """Questions of similar probability: how many, that on average, and the share of right ones."""

    low: float
    high: float
    questions: int
    probability: float
    right: float


@dataclass(frozen=True, slots=True)
class Risk:
    """If the `coverage` of highest probability were answered: the share of wrong ones."""

    coverage: float
    threshold: float
    risk: float


@dataclass(frozen=True, slots=True)
class Calibration:
    """Weights, and how far their probabilities can be relied on.

    `error` is the expected calibration error: by how much a bin's probability is off on average.
    `risks` are those of a few coverages, `curve` those of many.
    """

    weights: Weights
    questions: int
    right: int
    unanswerable: int
    error: float
    bins: tuple[Bin, ...]
    risks: tuple[Risk, ...]
    curve: tuple[Risk, ...] = ()

    def to_dict(self) -> dict[str, object]:
        """Return it as programs get it."""
        return {
            "questions": self.questions,
            "right": self.right,
            "unanswerable": self.unanswerable,
            "expected_calibration_error": round(self.error, 4),
            "bins": [
                {
                    "low": each.low,
                    "high": each.high,
                    "questions": each.questions,
                    "probability": round(each.probability, 4),
                    "right": round(each.right, 4),
                }
                for each in self.bins
            ],
            "risk": [
                {
                    "coverage": each.coverage,
                    "threshold": round(each.threshold, 4),
                    "risk": round(each.risk, 4),
                }
                for each in self.risks
            ],
            "weights": self.weights.model_dump(mode="json"),
        }


FURTHER = 0.2
"""What further observations count for together, beside those that the figures are of. With half as
much as eight collections' questions and turns, XQuAD-R's took more from these than they gave:
left out in turn, these are told apart with an AUROC of .884 (e5), with a fifth .899."""


def calibrate(
    collections: Sequence[Sequence[Observation]],
    source: str,
    further: Sequence[Observation] = (),
) -> Calibration:
    """Fit weights to what was seen of each collection; `source` says of what that was.

    They are fitted to `further` observations, too, of which no figures are given.

    Raises:
        TooFewQuestionsError: there are too few to tell.
    """
    seen = [each for collection in collections for each in collection]
    right = np.array([each.right for each in seen], dtype=np.bool_)
    unanswerable = np.array([not each.answerable for each in seen], dtype=np.bool_)
    if len(seen) < LEAST or min(right.sum(), unanswerable.sum()) < LEAST_EACH:
        raise TooFewQuestionsError(
            questions=len(seen),
            right=int(right.sum()),
            unanswerable=int(unanswerable.sum()),
            least=LEAST,
            least_each=LEAST_EACH,
        )
    found = np.array([each.parts is not None for each in seen], dtype=np.bool_)
    opinions = [each.opinions for each in seen]
    advisers = asked_enough(opinions, right)
    rows, beside = _rows(seen, advisers), _beside(further, advisers, len(seen))
    probabilities = np.zeros(len(seen))
    for left_out in _folds(collections, right & found, found):
        constant, weights = _fitted(rows, right, found & ~left_out, beside)
        probabilities[left_out] = logistic(rows[left_out] @ weights + constant)
    probabilities[~found] = 0.0
    constant, weights = _fitted(rows, right, found, beside)
    own, others = weights[: len(NAMES)], weights[len(NAMES) :]
    sure = (rows[:, NAMES.index("kind")] == 1) & (rows[:, NAMES.index("gap")] <= GAP)
    bins = tuple(_bins(probabilities, right))
    return Calibration(
        Weights(
            source=source,
            constant=round(constant, 4),
            parts={
                name: round(float(weight), 4)
                for name, weight in zip(NAMES, own, strict=True)
                if round(float(weight), 4)
            },
            reached=tuple(_reached(probabilities[unanswerable])),
            high=_sure_from(probabilities[sure], right[sure]),
            opinions=influences(advisers, others),
        ),
        questions=len(seen),
        right=int(right.sum()),
        unanswerable=int(unanswerable.sum()),
        error=sum(b.questions * abs(b.probability - b.right) for b in bins) / len(seen),
        bins=bins,
        risks=tuple(_risks(probabilities, right, COVERAGES)),
        curve=tuple(_risks(probabilities, right, np.linspace(0, 1, CURVE_POINTS + 1)[1:])),
    )


@dataclass(frozen=True, slots=True)
class _Beside:
    """What is fitted to as well: row r counts as `counts[r]` rows."""

    rows: Floats
    right: Chosen
    counts: Floats


def _rows(seen: Sequence[Observation], advisers: Sequence[str]) -> Floats:
    parts = [each.parts.numbers() if each.parts else [0.0] * len(NAMES) for each in seen]
    columns = as_columns([each.opinions for each in seen], advisers)
    return np.hstack([np.array(parts, dtype=float).reshape(len(seen), len(NAMES)), columns])


def _beside(further: Sequence[Observation], advisers: Sequence[str], questions: int) -> _Beside:
    found = [each for each in further if each.parts is not None]
    right = np.array([each.right for each in found], dtype=np.bool_)
    counts = np.full(len(found), FURTHER * questions / max(1, len(found)))
    return _Beside(_rows(found, advisers), right, counts)


def _fitted(rows: Floats, right: Chosen, among: Chosen, beside: _Beside) -> tuple[float, Floats]:
    signs = [-1.0 if name in AGAINST else 1.0 for name in NAMES]
    others = SIGNS * ((rows.shape[1] - len(NAMES)) // len(SIGNS))
    return fit(
        np.vstack([rows[among], beside.rows]),
        np.concatenate([right[among], beside.right]),
        np.array([*signs, *others]),
        np.concatenate([np.ones(among.sum()), beside.counts]),
    )


def _folds(
    collections: Sequence[Sequence[Observation]], right: Chosen, found: Chosen
) -> list[Chosen]:
    """Return what is left out in turn: a collection; a half, if the rest couldn't tell."""
    of = np.repeat(np.arange(len(collections)), [len(each) for each in collections])
    folds = [of == number for number in range(len(collections))]
    if all((right & ~fold).any() and (found & ~right & ~fold).any() for fold in folds):
        return folds
    # Every second of the right ones and every second of the others.
    order = np.argsort(right, kind="stable")
    half = np.zeros(len(right), dtype=np.bool_)
    half[order[::2]] = True
    return [half, ~half]


def _reached(unanswerable: Floats) -> Iterator[float]:
    """Give for each share the probability that no more of them reach: above the next one's.

    What few questions show may be chance, so it is put where a standard error fewer reach it.
    """
    ordered = np.append(1.0, np.sort(unanswerable)[::-1])
    count = len(unanswerable)
    for share in STEPS:
        reaching = int(share * count - CAUTION * sqrt(share * (1 - share) * count) + 1e-9)
        reaching = max(0, reaching)
        yield round(float(ordered[reaching : reaching + 2].mean()), 4)


def _sure_from(probabilities: Floats, right: Chosen) -> float:
    """Return the lowest probability from which on enough are right."""
    order = np.argsort(-probabilities, kind="stable")
    share = np.cumsum(right[order]) / np.arange(1, len(order) + 1)
    enough = probabilities[order][share >= SURE]
    return round(max(SURE_FROM, GOOD, float(enough[-1])), 4) if len(enough) else NEVER_SURE


def _bins(probabilities: Floats, right: Chosen) -> Iterator[Bin]:
    number = np.minimum((probabilities * BINS).astype(int), BINS - 1)
    for each in range(BINS):
        inside = number == each
        if inside.any():
            yield Bin(
                each / BINS,
                (each + 1) / BINS,
                int(inside.sum()),
                float(probabilities[inside].mean()),
                float(right[inside].mean()),
            )


def _risks(
    probabilities: Floats, right: Chosen, coverages: Sequence[float] | Floats
) -> Iterator[Risk]:
    order = np.argsort(-probabilities, kind="stable")
    for coverage in coverages:
        count = max(1, round(coverage * len(order)))
        answered = order[:count]
        risk = float(1 - right[answered].mean())
        yield Risk(float(coverage), float(probabilities[answered[-1]]), risk)

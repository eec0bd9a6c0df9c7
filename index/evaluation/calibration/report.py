"""A calibration as an HTML page that needs nothing else, with its two curves drawn."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from index.asking.judging.judge import Thresholds
from index.evaluation.calibration.calibration import Bin, Calibration, Risk
from index.evaluation.calibration.table import error, heading
from index.evaluation.report import made, templates, write_page
from index.i18n import N_, TEXTS, Language

LABELS = {
    "title": N_("Calibration"),
    "reliability": N_("Right, by the probability"),
    "risk": N_("Wrong among the answers, by the share answered"),
    "of_bin": N_("Right, with its 95% confidence interval; the larger, the more questions"),
    "ideal": N_("As it would be if the probabilities held"),
    "answers": N_("Up to here answered"),
    "perhaps": N_("Up to here at least perhaps"),
    "probability": N_("Probability"),
    "questions": N_("Questions"),
    "average": N_("On average"),
    "right": N_("Right"),
    "answered": N_("Answered"),
    "from": N_("From a probability of"),
    "wrong": N_("Wrong"),
}

NORMAL = 1.96
"""Standard deviations within which a normal variable is in 95 % of cases."""

LARGEST, SMALLEST = 11.0, 2.5
"""Radii of a point: of the bin with most questions, and the least there is."""


@dataclass(frozen=True, slots=True)
class Point:
    """A bin as it is drawn: `low` and `high` are the interval of its share of right ones."""

    bin: Bin
    low: float
    high: float
    radius: float


def write_calibration(
    calibration: Calibration, thresholds: Thresholds, path: Path, language: Language
) -> None:
    """Write the page.

    Raises:
        ReportUnwritableError: it can't be written there.
    """
    write_page(render_calibration(calibration, thresholds, language), path)


def render_calibration(calibration: Calibration, thresholds: Thresholds, language: Language) -> str:
    """Make the page; `thresholds` are those that the weights give."""
    curve = calibration.curve
    return (
        templates(language)
        .get_template("calibration.html")
        .render(
            language=language,
            label={key: TEXTS.text(language, text) for key, text in LABELS.items()},
            title=calibration.weights.source,
            heading=heading(calibration, language),
            made=made(),
            error=error(calibration, language),
            reason=thresholds.reason(language),
            points=_points(calibration.bins),
            risks=calibration.risks,
            line=[(each.coverage, each.risk) for each in curve],
            answering=_last(curve, thresholds.answer),
            perhaps=_last(curve, thresholds.perhaps),
        )
    )


def _points(bins: Sequence[Bin]) -> list[Point]:
    most = max((each.questions for each in bins), default=1)
    return [
        Point(
            each,
            *wilson(each.right, each.questions),
            max(SMALLEST, LARGEST * (each.questions / most) ** 0.5),
        )
        for each in bins
    ]


def wilson(share: float, count: int) -> tuple[float, float]:
    """Return the interval in which the true share is in 95 % of cases (Wilson, 1927)."""
    square = NORMAL**2 / count
    middle = (share + square / 2) / (1 + square)
    half = NORMAL * (share * (1 - share) / count + square / (4 * count)) ** 0.5 / (1 + square)
    return max(0.0, middle - half), min(1.0, middle + half)


def _last(curve: Sequence[Risk], threshold: float) -> Risk | None:
    """Return the point up to which a probability isn't below the threshold."""
    reached = [each for each in curve if each.threshold >= threshold]
    return reached[-1] if reached else None

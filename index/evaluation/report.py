"""The figures and every miss as one HTML page that needs nothing else."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from babel.numbers import format_percent
from jinja2 import Environment, PackageLoader, StrictUndefined

from index.evaluation.errors import ReportUnwritableError
from index.evaluation.figures import Evaluation
from index.evaluation.metrics import DEPTH, UNITS, CurvePoint, Unit
from index.evaluation.run import Outcome
from index.evaluation.table import (
    METRIC_NAMES,
    UNIT_NAMES,
    group_name,
    heading,
    interval,
    number,
    percent,
    title,
)
from index.i18n import N_, TEXTS, Language
from index.version import __version__

# What the template says beyond the table's words: a template isn't searched for messages.
LABELS = {
    "title": N_("Evaluation"),
    "ranking": N_("Ranking"),
    "silence": N_("Silence"),
    "ranks": N_("Rank of the first right one"),
    "later": N_("later"),
    "risk": N_("Wrong among the answers, by the share answered"),
    "rates": N_("Answered, by the threshold"),
    "threshold_in_use": N_("Threshold in use"),
    "answerable": N_("Answerable"),
    "unanswerable": N_("Not answerable"),
    "answered": N_("Answered"),
    "precision": N_("Precision"),
    "recall": N_("Recall"),
    "false_answers": N_("Wrongly answered"),
    "risk_in_use": N_("First passage wrong"),
    "kind": N_("Kind"),
    "language": N_("Language"),
    "questions": N_("Questions"),
    "misses": N_("Misses"),
    "no_misses": N_("None: everything was as expected."),
    "question": N_("Question"),
    "expected": N_("Expected"),
    "got": N_("Got"),
    "passage": N_("Passage"),
    "sentence": N_("Sentence"),
    "confidence": N_("Confidence"),
    "nothing": N_("nothing"),
    "silence_expected": N_("that the sources don't say"),
    "intervals": N_("Small figures are 95% confidence intervals (bootstrap)."),
}

PROBLEMS = {
    "passage": N_("wrong passage"),
    "sentence": N_("wrong sentence in the right passage"),
    "withheld": N_("right, but withheld"),
    "invented": N_("answered without a source for it"),
}


@dataclass(frozen=True, slots=True)
class Miss:
    """A line of the list of misses."""

    outcome: Outcome
    problem: str


@dataclass(frozen=True, slots=True)
class Bar:
    """Questions whose first right unit has this rank; `share` is of the highest bar."""

    label: str
    count: int
    share: float


def write_report(evaluation: Evaluation, path: Path, language: Language) -> None:
    """Write the page.

    Raises:
        ReportUnwritableError: it can't be written there.
    """
    write_page(render_report(evaluation, language), path)


def write_page(page: str, path: Path) -> None:
    """Write a page; raises `ReportUnwritableError`."""
    try:
        path.write_text(page, encoding="utf-8")
    except OSError as error:
        raise ReportUnwritableError(path=path, reason=error.strerror or str(error)) from error


def render_report(evaluation: Evaluation, language: Language) -> str:
    """Make the page; everything that comes from questions and articles is escaped."""
    curve = evaluation.abstention.curve
    return (
        templates(language)
        .get_template("report.html")
        .render(
            language=language,
            label={key: TEXTS.text(language, text) for key, text in LABELS.items()},
            unit_names={unit: TEXTS.text(language, UNIT_NAMES[unit]) for unit in UNITS},
            metric_names=METRIC_NAMES,
            heading=heading(evaluation, language),
            title=title(evaluation.run, language),
            made=made(),
            evaluation=evaluation,
            silence=evaluation.abstention,
            threshold=evaluation.run.thresholds.perhaps,
            reason=evaluation.run.thresholds.reason(language),
            misses=[
                Miss(outcome, TEXTS.text(language, PROBLEMS[_problem(outcome)]))
                for outcome in evaluation.misses
            ],
            histograms=_histograms(evaluation, language),
            lines={
                "risk": _points(curve, "coverage", "risk"),
                "recall": _points(curve, "threshold", "recall"),
                "false_answers": _points(curve, "threshold", "false_answers"),
            },
        )
    )


def templates(language: Language) -> Environment:
    """Return what fills in the pages' templates."""
    environment = Environment(
        loader=PackageLoader("index.evaluation", ""),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {
        "number": partial(number, language=language),
        "percent": partial(percent, language=language),
        "group_name": partial(group_name, language=language),
        "share": lambda value: format_percent(value, locale=language),
        "interval": partial(interval, language=language),
    }
    return environment


def made() -> str:
    """Say by what and when a page was made."""
    return f"Belegbot {__version__} · {datetime.now(UTC).date().isoformat()}"


def _problem(outcome: Outcome) -> str:
    if not outcome.question.answerable:
        return "invented"
    if outcome.passage_rank != 1:
        return "passage"
    return "sentence" if outcome.sentence_rank != 1 else "withheld"


def _histograms(evaluation: Evaluation, language: Language) -> dict[Unit, list[Bar]]:
    """Count the ranks up to `DEPTH`, and all later ones together."""
    answerable = [o for o in evaluation.run.outcomes if o.question.answerable]
    labels = [*map(str, range(1, DEPTH + 1)), TEXTS.text(language, LABELS["later"])]
    ranks: dict[Unit, list[int | None]] = {
        "passages": [outcome.passage_rank for outcome in answerable],
        "sentences": [outcome.sentence_rank for outcome in answerable],
    }
    counts = {unit: [ranks[unit].count(n) for n in range(1, DEPTH + 1)] for unit in UNITS}
    for unit in UNITS:
        counts[unit].append(len(answerable) - sum(counts[unit]))
    highest = max(1, *(count for row in counts.values() for count in row))
    return {
        unit: [Bar(label, n, n / highest) for label, n in zip(labels, counts[unit], strict=True)]
        for unit in UNITS
    }


def _points(curve: Sequence[CurvePoint], x: str, y: str) -> list[tuple[float, float]]:
    """Return the points that are known, both coordinates in [0, 1]."""
    pairs = [(getattr(point, x), getattr(point, y)) for point in curve]
    return sorted(pair for pair in pairs if not any(map(math.isnan, pair)))

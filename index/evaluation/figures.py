"""All figures of one run, for programs; a table and a page are made of the same."""

import math
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass

from index.evaluation.metrics import UNITS, Abstention, Figure, Unit, abstention, unit_figures
from index.evaluation.run import Outcome, Run

Figures = dict[Unit, dict[str, Figure]]


@dataclass(frozen=True, slots=True)
class Group:
    """The questions of one kind or language."""

    name: str
    questions: int
    answerable: int
    answered: float
    units: Figures


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What a run is worth."""

    run: Run
    units: Figures
    abstention: Abstention
    kinds: tuple[Group, ...]
    languages: tuple[Group, ...]

    @classmethod
    def of(cls, run: Run) -> "Evaluation":
        """Compute every figure."""
        return cls(
            run,
            _units(run.outcomes),
            abstention(run.outcomes, run.thresholds.perhaps),
            _groups(run.outcomes, lambda outcome: outcome.question.kind),
            _groups(run.outcomes, lambda outcome: outcome.question.language),
        )

    @property
    def answerable(self) -> int:
        """How many questions have an answer."""
        return sum(outcome.question.answerable for outcome in self.run.outcomes)

    @property
    def misses(self) -> list[Outcome]:
        """Every outcome that isn't as it should be, in the order in which they were asked."""
        return [outcome for outcome in self.run.outcomes if is_miss(outcome)]

    def to_dict(self) -> dict[str, object]:
        """Return the figures as programs get them; what can't be measured is None."""
        silence = self.abstention
        rates = {
            "auroc": silence.auroc,
            "precision": silence.precision,
            "recall": silence.recall,
            "false_answers": silence.false_answers,
        }
        return {
            "file": self.run.name,
            "questions_file": self.run.others or self.run.name,
            "passages": _values(self.units["passages"]),
            "sentences": _values(self.units["sentences"]),
            "abstention": {
                **_values(rates),
                "threshold": round(self.run.thresholds.perhaps, 4),
                "reason": self.run.thresholds.reason("en"),
                "coverage": _number(silence.at_threshold.coverage),
                "risk": _number(silence.at_threshold.risk),
                "curve": [
                    {name: _number(value, 6) for name, value in asdict(point).items()}
                    for point in silence.curve
                ],
            },
            "intervals": {
                "passages": _intervals(self.units["passages"]),
                "sentences": _intervals(self.units["sentences"]),
                "abstention": _intervals(rates),
            },
            "questions": len(self.run.outcomes),
            "answerable": self.answerable,
            "kinds": {group.name: _group(group) for group in self.kinds},
            "languages": {group.name: _group(group) for group in self.languages},
            "articles": self.run.status.articles,
            "sentences_indexed": self.run.status.sentences,
            "embedder": self.run.status.embedder,
        }


def is_miss(outcome: Outcome) -> bool:
    """Tell whether something is wrong: silence, the wrong place, or an answer out of thin air."""
    if not outcome.question.answerable:
        return outcome.answered
    return not outcome.answered or outcome.passage_rank != 1 or outcome.sentence_rank != 1


def _units(outcomes: Sequence[Outcome]) -> Figures:
    return {unit: unit_figures(outcomes, unit) for unit in UNITS}


def _groups(outcomes: Sequence[Outcome], name_of: Callable[[Outcome], str]) -> tuple[Group, ...]:
    """Divide by name, in the order of appearance; nothing where there is only one name."""
    groups: dict[str, list[Outcome]] = {}
    for outcome in outcomes:
        groups.setdefault(name_of(outcome), []).append(outcome)
    if len(groups) < 2:
        return ()
    return tuple(
        Group(
            name,
            len(grouped),
            sum(outcome.question.answerable for outcome in grouped),
            sum(outcome.answered for outcome in grouped) / len(grouped),
            _units(grouped),
        )
        for name, grouped in groups.items()
    )


def _group(group: Group) -> dict[str, object]:
    return {
        "questions": group.questions,
        "answerable": group.answerable,
        "answered": _number(group.answered),
        "passages": _values(group.units["passages"]),
        "sentences": _values(group.units["sentences"]),
    }


def _values(figures: dict[str, Figure]) -> dict[str, float | None]:
    return {name: _number(figure.value) for name, figure in figures.items()}


def _intervals(figures: dict[str, Figure]) -> dict[str, list[float | None]]:
    return {name: [_number(f.low), _number(f.high)] for name, f in figures.items()}


def _number(value: float, digits: int = 4) -> float | None:
    return None if math.isnan(value) else round(value, digits)

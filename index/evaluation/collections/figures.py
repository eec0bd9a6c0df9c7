"""What came of collections -> counts: of each, of each kind of question, and of all together."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from index.evaluation.collections.asking import WHOLE, Asked, CollectionRun

CURVE_POINTS = 100


@dataclass(frozen=True, slots=True)
class Point:
    """If the `coverage` share of questions were answered whose confidence is highest.

    `risk` is the share of these whose first citation isn't right, or that have no answer.
    """

    coverage: float
    risk: float
    threshold: float


@dataclass(frozen=True, slots=True)
class Score:
    """Counts of a group of questions. `name` says of which; of all it is empty.

    `right_first`, `right_shown`, `silent`, `perhaps` and `wrong` are of the answerable ones;
    `right_first` counts what came as `perhaps`, too. `complete` are those of `whole` (lists, steps,
    comparisons) of which everything was shown. `high` are those answered with high certainty.
    """

    name: str
    questions: int
    answerable: int
    right_first: int
    right_shown: int
    whole: int
    complete: int
    silent: int
    perhaps: int
    wrong: int
    unanswerable_answer: int
    unanswerable_perhaps: int
    high: int
    high_right: int
    follow_ups: int
    follow_ups_right: int
    curve: tuple[Point, ...]

    @property
    def unanswerable(self) -> int:
        """How many have no answer."""
        return self.questions - self.answerable

    @property
    def precision(self) -> float | None:
        """The share of right ones among those that got an answer; None without any."""
        answered = self.right_first + self.wrong
        answered += self.unanswerable_answer + self.unanswerable_perhaps
        return self.right_first / answered if answered else None

    def to_dict(self) -> dict[str, object]:
        """Return the counts as programs get them."""
        return {
            "questions": self.questions,
            "answerable": self.answerable,
            "unanswerable": self.unanswerable,
            "right_first": self.right_first,
            "right_shown": self.right_shown,
            "whole": {"asked": self.whole, "complete": self.complete},
            "silent": self.silent,
            "perhaps": self.perhaps,
            "wrong": self.wrong,
            "unanswerable_answered": {
                "answer": self.unanswerable_answer,
                "perhaps": self.unanswerable_perhaps,
            },
            "high": {"answered": self.high, "right": self.high_right},
            "follow_ups": {"asked": self.follow_ups, "right": self.follow_ups_right},
            "precision": None if self.precision is None else round(self.precision, 4),
            "curve": [
                {
                    "coverage": round(point.coverage, 4),
                    "risk": round(point.risk, 4),
                    "threshold": round(point.threshold, 6),
                }
                for point in self.curve
            ],
        }


@dataclass(frozen=True, slots=True)
class Scores:
    """The scores of runs, and what came otherwise than it should."""

    collections: tuple[Score, ...]
    kinds: tuple[Score, ...]
    together: Score
    misses: tuple[tuple[str, Asked], ...]

    @classmethod
    def of(cls, runs: Sequence[CollectionRun]) -> "Scores":
        """Count everything."""
        asked = [each for run in runs for each in run.questions]
        turns = [each for run in runs for each in run.turns]
        kinds = dict.fromkeys(each.question.kind for each in asked)
        return cls(
            tuple(_score(run.name, run.questions, run.turns) for run in runs),
            tuple(
                _score(kind, [each for each in asked if each.question.kind == kind], ())
                for kind in kinds
                if kind
            ),
            _score("", asked, turns),
            tuple(
                (run.name, each)
                for run in runs
                for each in (*run.questions, *run.turns)
                if not each.right
            ),
        )

    def to_dict(self) -> dict[str, object]:
        """Return the scores as programs get them."""
        return {
            "collections": {score.name: score.to_dict() for score in self.collections},
            "kinds": {score.name: score.to_dict() for score in self.kinds},
            "all": self.together.to_dict(),
        }


def _score(name: str, asked: Sequence[Asked], turns: Sequence[Asked]) -> Score:
    answerable = [each for each in asked if each.question.answerable]
    others = [each for each in asked if not each.question.answerable]
    whole = [each for each in answerable if each.question.kind in WHOLE]
    high = [each for each in asked if not each.answer.abstained and _is_high(each)]
    follow_ups = [turn for turn in turns if turn.follow_up]
    return Score(
        name=name,
        questions=len(asked),
        answerable=len(answerable),
        right_first=_count(each.first for each in answerable),
        right_shown=_count(each.shown for each in answerable),
        whole=len(whole),
        complete=_count(each.complete for each in whole),
        silent=_count(each.answer.abstained for each in answerable),
        perhaps=_count(each.outcome == "perhaps" for each in answerable),
        wrong=_count(not each.answer.abstained and not each.first for each in answerable),
        unanswerable_answer=_count(each.outcome == "answer" for each in others),
        unanswerable_perhaps=_count(each.outcome == "perhaps" for each in others),
        high=len(high),
        high_right=_count(each.question.answerable and each.first for each in high),
        follow_ups=len(follow_ups),
        follow_ups_right=_count(turn.right for turn in follow_ups),
        curve=tuple(_curve(asked)),
    )


def _is_high(asked: Asked) -> bool:
    return asked.answer.certainty == "high"


def _count(values: Iterable[bool]) -> int:
    return sum(1 for value in values if value)


def _curve(asked: Sequence[Asked]) -> list[Point]:
    """Give the points at which the confidence changes, evenly thinned out."""
    ordered = sorted(asked, key=lambda each: -each.confidence)
    points, wrong = [], 0
    for number, each in enumerate(ordered, 1):
        wrong += not (each.question.answerable and each.first)
        if number == len(ordered) or ordered[number].confidence < each.confidence:
            points.append(Point(number / len(ordered), wrong / number, each.confidence))
    step = -(-len(points) // CURVE_POINTS) if points else 1
    return [*points[:-1:step], *points[-1:]]

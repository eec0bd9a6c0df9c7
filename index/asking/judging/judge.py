"""Ranking -> a verdict: does the best sentence answer, and how sure is that?"""

from dataclasses import dataclass

from index.asking.answers import Outcome
from index.asking.judging.confidence import confidence
from index.asking.judging.threshold import THRESHOLD
from index.asking.ranking.ranker import Ranking


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether the best sentence answers, and the probability, in [0, 1], that it does.

    `missing` are kinds of things that are asked for and that no sentence has.
    """

    confidence: float
    missing: tuple[str, ...] = ()

    @property
    def outcome(self) -> Outcome:
        """What is to come of the question."""
        return "answer" if self.answered else "silent"

    @property
    def answered(self) -> bool:
        """Whether it is given as the answer."""
        return self.confidence >= THRESHOLD


def judge(ranking: Ranking) -> Verdict:
    """Judge a ranking; without candidates nothing answers."""
    return Verdict(0.0 if ranking.signals is None else confidence(ranking.signals))

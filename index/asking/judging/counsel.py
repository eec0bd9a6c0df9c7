"""Asks others for their opinion where the judge is in doubt, and lets it judge again.

The quickest is asked first, and nobody any more once the doubt is gone. Whoever fails or is slow
isn't asked for a while: then the verdict is as it is without them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import isfinite
from typing import Protocol

from index.asking.answers import Hit
from index.asking.helpers.breaker import Breaker
from index.asking.judging.judge import Judge, Verdict
from index.asking.questions.follow_up import Resolved
from index.asking.ranking.ranker import Ranking


class Opinionated(Protocol):
    """A model that can tell whether a sentence answers."""

    def log_odds(self, question: str, hit: Hit) -> float:
        """Return the log-odds that it does, in nats; raises `BelegbotError`s."""
        ...


@dataclass(frozen=True, slots=True)
class Adviser:
    """Somebody who may be asked, by a name of `opinions.NAMES`, if the operator has set them.

    The breaker keeps them from it while they fail.
    """

    name: str
    model: Opinionated | None
    breaker: Breaker


class Counsel:
    """The judge with those whom it may ask, the quickest first. Thread-safe."""

    def __init__(self, judge: Judge, advisers: Sequence[Adviser] = ()) -> None:
        self._judge = judge
        self._advisers = [
            (each.name, each.model, each.breaker) for each in advisers if each.model is not None
        ]

    def judge(self, searched: Resolved, ranking: Ranking) -> Verdict:
        """Judge a ranking, and where that leaves doubt with the opinions on its first sentence."""
        verdict = self._judge.judge(searched.question, ranking)
        opinions: dict[str, float] = {}
        for name, model, breaker in self._advisers:
            if not verdict.doubtful or not ranking.hits:
                break
            opinion = breaker.attempt(model.log_odds, _standing_alone(searched), ranking.hits[0])
            if opinion is not None and isfinite(opinion):
                opinions[name] = opinion
                verdict = self._judge.judge(searched.question, ranking, opinions)
        return verdict


def _standing_alone(searched: Resolved) -> str:
    """Return a question with what a follow-up takes over, as people would add it."""
    completing = " ".join(searched.completing)
    return f"{searched.question} ({completing})" if completing else searched.question

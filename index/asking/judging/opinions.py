"""What others say of the best sentence where the judge is in doubt, and what that counts for.

An opinion is log-odds in nats: above zero that it answers. Models are overconfident and each leans
to one side, so an opinion counts with a weight and an offset: it adds `weight * opinion + offset`
to the judge's log-odds. None is louder than `LOUDEST`, whatever was made of a passage to sway it.
"""

import math
from collections.abc import Mapping

from pydantic import BaseModel, ConfigDict, Field

LOUDEST = 8.0
"""Nats; log-odds of 3,000 to 1."""

RERANKER, READER, LANGUAGE_MODEL = "reranker", "reader", "language_model"
NAMES = (RERANKER, READER, LANGUAGE_MODEL)
"""Those who may be asked, the quickest first."""

TINY = 1e-12
"""A probability without log-odds is taken for one that is so far from it."""

Opinions = Mapping[str, float]
"""Log-odds by the name of who has them."""

NOBODY: Opinions = {}


class Influence(BaseModel):
    """What an opinion counts for. Who is for an answer never speaks against it."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

    weight: float = Field(ge=0)
    offset: float = 0.0
    most: float = LOUDEST
    """What it adds at most."""

    def adds(self, opinion: float) -> float:
        """Return what it adds to the log-odds."""
        return min(self.most, self.weight * bounded(opinion) + self.offset)


DEFAULTS: Mapping[str, Influence] = {
    RERANKER: Influence(weight=0.25, most=0.0),
    READER: Influence(weight=0.25, most=0.0),
    LANGUAGE_MODEL: Influence(weight=1.0),
}
"""For whom nothing was fitted. A language model is taken at its word: for Qwen2.5-Coder 1.5B, a
weight of 1.1 and an offset of 0.8 were best beside the judge's own log-odds (160 doubtful ones of
255 questions), and others lean otherwise. A re-ranker finds what is related, and not every reader
was trained to find nothing: until they are calibrated, they can only make the judge more careful.
"""


def bounded(opinion: float) -> float:
    """Return an opinion that is no louder than any may be."""
    return max(-LOUDEST, min(LOUDEST, opinion))


def added(opinions: Opinions, fitted: Mapping[str, Influence]) -> dict[str, float]:
    """Return what each opinion adds to the log-odds, by what was fitted or the default."""
    return {
        name: (fitted.get(name) or DEFAULTS[name]).adds(opinion)
        for name, opinion in opinions.items()
    }


def logistic(log_odds: float) -> float:
    """Return the probability of log-odds in nats, without overflow."""
    return 1 / (1 + math.exp(-log_odds)) if log_odds > -500 else 0.0


def logit(probability: float) -> float:
    """Return the log-odds of a probability, in nats."""
    return math.log(max(probability, TINY)) - math.log(max(1 - probability, TINY))

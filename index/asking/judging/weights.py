"""What each part of the evidence counts for, by the model that gave the vectors.

`weights.json` holds what comes with the package and says what it was fitted on; `belegbot index
calibrate` fits others and keeps them beside the index, where they win.
"""

import math
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field

from index.asking.judging.parts import NAMES, Parts

SHIPPED = Path(__file__).parent / "weights.json"

WORDS = "words"
"""Those of no model: what any other goes by that nothing was fitted for."""

STEPS = (0.01, 0.02, 0.03, 0.05, 0.08, 0.1, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5)
"""Shares of questions without an answer for which a probability is kept that so many reach."""


class Weights(BaseModel):
    """A logistic regression on the parts, and what its probabilities are worth.

    `reached[i]` is the probability that a share of `STEPS[i]` of the questions reaches that the
    sources don't answer; `high` is that from which on an answer can be of high certainty.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    source: str
    constant: float
    parts: Mapping[str, float]
    reached: tuple[float, ...] = Field(min_length=len(STEPS), max_length=len(STEPS))
    high: float

    def contributions(self, parts: Parts) -> dict[str, float]:
        """Return what each part adds to the log-odds; the constant is in none of them."""
        # The zero makes of -0.0, which people would see, 0.0.
        return {name: self.parts.get(name, 0.0) * getattr(parts, name) + 0.0 for name in NAMES}

    def probability(self, parts: Parts) -> float:
        """Return how likely the best sentence answers."""
        logit = self.constant + sum(self.contributions(parts).values())
        return 1 / (1 + math.exp(-logit)) if logit > -500 else 0.0

    def threshold(self, wrong: float) -> float:
        """Return the probability that at most a share `wrong` of unanswerable questions reaches."""
        if wrong <= STEPS[0]:
            return self.reached[0]
        for (low, above), (high, below) in zip(
            zip(STEPS, self.reached, strict=True),
            zip(STEPS[1:], self.reached[1:], strict=True),
            strict=False,
        ):
            if wrong <= high:
                return above + (below - above) * (wrong - low) / (high - low)
        return self.reached[-1]


class WeightsFile(BaseModel):
    """Weights by the model's name."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    models: Mapping[str, Weights]


@lru_cache
def shipped() -> WeightsFile:
    """Return those of the package."""
    return WeightsFile.model_validate_json(SHIPPED.read_bytes())

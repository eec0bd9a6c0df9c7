"""What each part of the evidence counts for, by the model that gave the vectors.

`weights.json` holds what comes with the package and says what it was fitted on (`python -m
index.training.judge`); `belegbot index calibrate` fits others and keeps them beside the index,
where they win.
"""

from collections.abc import Mapping
from contextlib import suppress
from functools import lru_cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from index.asking.errors import WeightsDamagedError, WeightsUnwritableError
from index.asking.judging.opinions import Influence, logistic
from index.asking.judging.parts import NAMES, Parts

SHIPPED = Path(__file__).parent / "weights.json"

OWN = "judge.json"
"""The file that has an operator's own, in the index's folder."""

WORDS = "words"
"""Those of no model: what any other goes by that nothing was fitted for."""

STEPS = (0.01, 0.02, 0.03, 0.05, 0.08, 0.1, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5)
"""Shares of questions without an answer for which a probability is kept that so many reach."""


class Weights(BaseModel):
    """A logistic regression on the parts, and what its probabilities are worth.

    `reached[i]` is the probability that a share of `STEPS[i]` of the questions reaches that the
    sources don't answer; `high` is that from which on an answer can be of high certainty.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

    source: str
    constant: float
    parts: Mapping[str, float]
    reached: tuple[float, ...] = Field(min_length=len(STEPS), max_length=len(STEPS))
    high: float
    opinions: Mapping[str, Influence] = Field(default_factory=dict)
    """What those count for who were asked while it was fitted."""

    def contributions(self, parts: Parts) -> dict[str, float]:
        """Return what each part adds to the log-odds; the constant is in none of them."""
        # The zero makes of -0.0, which people would see, 0.0.
        return {name: self.parts.get(name, 0.0) * getattr(parts, name) + 0.0 for name in NAMES}

    def probability(self, parts: Parts) -> float:
        """Return how likely the best sentence answers."""
        return logistic(self.constant + sum(self.contributions(parts).values()))

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


def read_own(folder: Path) -> Mapping[str, Weights]:
    """Return the operator's own weights; none if nothing was calibrated.

    Raises:
        WeightsDamagedError: the file isn't as it was written.
    """
    path = folder / OWN
    try:
        return WeightsFile.model_validate_json(path.read_bytes()).models
    except FileNotFoundError:
        return {}
    except ValidationError as error:
        raise WeightsDamagedError(path=path, reason=error.errors()[0]["msg"]) from error
    except OSError as error:
        raise WeightsDamagedError(path=path, reason=error.strerror or error) from error


def state_of_own(folder: Path) -> tuple[int, int] | None:
    """Return what is another once other weights were written; None while there are none."""
    try:
        found = (folder / OWN).stat()
    except OSError:
        return None
    return found.st_ino, found.st_mtime_ns


def write_own(folder: Path, model: str, weights: Weights) -> Path:
    """Keep weights for a model beside those for others, in one step, and return the file.

    Those in a file that is damaged are lost.

    Raises:
        WeightsUnwritableError: they can't be kept there.
    """
    path = folder / OWN
    try:
        others = read_own(folder)
    except WeightsDamagedError:
        others = {}
    content = WeightsFile(models={**others, model: weights}).model_dump_json(indent=1)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        written = path.with_suffix(".part")
        written.write_text(content, encoding="utf-8")
        written.replace(path)
    except OSError as error:
        raise WeightsUnwritableError(path=path, reason=error.strerror or error) from error
    return path


def copy_own(folder: Path, target: Path) -> None:
    """Copy an operator's own weights, if there are any, to where an index is to be."""
    with suppress(OSError):
        content = (folder / OWN).read_bytes()
        target.mkdir(parents=True, exist_ok=True)
        (target / OWN).write_bytes(content)

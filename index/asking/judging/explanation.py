"""A verdict's reasons, as a person who doubts it gets them: a value that an answer carries."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Part:
    """What one part of the evidence was, and what it added to the log-odds."""

    value: float
    adds: float


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a question was answered, perhaps answered or not.

    The logistic of `constant` and what all `parts` add is `probability`; without candidates there
    are no parts, and it is 0. The last ones are opinions of others, if any were asked (`opinions`).
    From `answer` on something answers, from `perhaps` on it may; that
    many of the questions without an answer may get so far (`wrong`, `doubtful`). `too_little` says
    that it didn't come to that, for too little of the question was met, or it speaks of another
    place. `unmet` are the question's
    words that the best sentence lacks, `missing_kind` what is asked for and no sentence has.
    """

    probability: float
    answer: float
    perhaps: float
    wrong: float
    doubtful: float
    constant: float = 0.0
    parts: Mapping[str, Part] = field(default_factory=dict)
    too_little: bool = False
    unmet: tuple[str, ...] = ()
    missing_kind: str | None = None

    def to_dict(self) -> dict[str, object]:
        """Return the explanation as programs get it (`belegbot ask --explain --json`)."""
        return {
            "probability": round(self.probability, 6),
            "thresholds": {"answer": round(self.answer, 6), "perhaps": round(self.perhaps, 6)},
            "constant": round(self.constant, 6),
            "parts": {
                name: {"value": round(part.value, 6), "adds": round(part.adds, 6)}
                for name, part in self.parts.items()
            },
            "unmet": list(self.unmet),
            "missing_kind": self.missing_kind,
        }

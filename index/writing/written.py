"""What comes of writing: claims tied to stored sentences, and what was dropped. All frozen."""

from dataclasses import dataclass
from typing import Literal

from index.errors import BelegbotError

Reason = Literal[
    "form",
    "uncited",
    "not_shown",
    "language",
    "empty",
    "number",
    "name",
    "mark",
    "opposite",
    "binding",
    "limited",
    "unmet",
    "verifier",
    "changed",
]
"""Why a claim was dropped: it isn't a line of plain text; it cites nothing, or what wasn't shown;
it is in another language; it says
nothing; its sentences lack its number or date, its name;
a negation, condition or the like isn't as there; they say the opposite; a number there is of
something else; they are limited by a sentence that isn't cited; a word of it isn't met; the
verifying model sees no support; what it cites isn't in force any more."""


@dataclass(frozen=True, slots=True)
class Claim:
    """What is said in other words; `citations` are numbers of the answer's citations, from 1."""

    text: str
    citations: tuple[int, ...]

    def to_dict(self) -> dict[str, object]:
        """Return the claim as programs get it (`belegbot ask --json`)."""
        return {"claim": self.text, "citations": list(self.citations)}


@dataclass(frozen=True, slots=True)
class Dropped:
    """A claim that isn't supported, why, and the word, number or the like that it fails by."""

    text: str
    reason: Reason
    by: str = ""


@dataclass(frozen=True, slots=True)
class Completed:
    """A follow-up as a question that stands alone, None if there is no such; `tokens` it took."""

    question: str | None = None
    tokens: int = 0


@dataclass(frozen=True, slots=True)
class Written:
    """An answer in other words; without claims `problem` says why there are none.

    `seconds` is how long that took, `tokens` what the model has read and written.
    """

    claims: tuple[Claim, ...] = ()
    dropped: tuple[Dropped, ...] = ()
    problem: BelegbotError | None = None
    seconds: float = 0.0
    tokens: int = 0

    @property
    def text(self) -> str:
        """The claims, a line each, with the citations' numbers."""
        return "\n".join(
            f"{claim.text} {''.join(f'[{number}]' for number in claim.citations)}"
            for claim in self.claims
        )

    def to_list(self) -> list[dict[str, object]]:
        """Return the claims as programs get them."""
        return [claim.to_dict() for claim in self.claims]

"""Whether a claim's negations, conditions and the like are those of its sentences."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from index.language.wording.registry import MARKS, WORDINGS
from index.language.wording.wording import Mark
from index.writing.checking.support import content_words

RANGE = re.compile(r"\d ?[-–] ?\d")

PAST, PRESENT = (
    re.compile(rf"\b(?:{'|'.join(words)})\b", re.IGNORECASE)
    for words in zip(*(wording.tenses for wording in WORDINGS.values()), strict=True)
)
KEPT: tuple[Mark, ...] = (
    *("only", "if", "except", "at_most", "at_least", "perhaps", "former", "some", "permit"),
)
"""What a claim neither adds nor drops."""

ADDED: tuple[Mark, ...] = ("until", "from", "before", "after", "relative")
"""What it doesn't add; what of it belongs to a number or a date, it doesn't drop either."""

OF_FIGURES: tuple[Mark, ...] = ("until", "from", "before", "after")
NEGATIONS: tuple[Mark, ...] = ("negation", "lacking")
DROPPED: tuple[Mark, ...] = ("instead", "moved")
"""What it doesn't drop."""


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause's text with its marks, and the number of the sentence that it is from.

    `near` is what stands around the dates and times that the claim has of it, `counted` the same
    with numbers. `whole`: the claim has all of its content words. `denied`: it is said not to hold.
    `asked` is the question that it answers.
    """

    text: str
    of: int = 0
    near: str = ""
    counted: str = ""
    whole: bool = False
    denied: bool = False
    asked: str = ""

    def has(self, mark: Mark) -> bool:
        """Tell whether a mark is there; "9–18" has two."""
        if mark in {"until", "from"} and RANGE.search(self.text):
            return True
        return MARKS[mark].search(self.text) is not None

    @property
    def negations(self) -> int:
        """How many there are."""
        return self.denied + sum(len(MARKS[mark].findall(self.text)) for mark in NEGATIONS)

    @property
    def replaced(self) -> int:
        """How often something is in the place of another: "not A but B" is "B instead of A"."""
        return self.negations + len(MARKS["instead"].findall(self.text))


def changed_mark(
    claimed: Clause, touched: Sequence[Clause], before: Sequence[Clause] = ()
) -> str | None:
    """Return the mark that a clause of a claim has and those it is made of have not, or reverse.

    `before` are earlier clauses of the same sentences: a later one may leave out what they say.
    """
    if not _negates_alike(claimed, touched):
        return "negation"
    found = added_mark(claimed, (*touched, *before)) or _dropped_mark(claimed, touched)
    return found or _modality(claimed, touched) or _tense(claimed, touched)


def _dropped_mark(claimed: Clause, touched: Sequence[Clause]) -> str | None:
    for mark in (*KEPT, *DROPPED):
        if mark == "permit" and (claimed.has("can") or MARKS["permit"].search(claimed.asked)):
            continue
        if not claimed.has(mark) and any(each.has(mark) for each in touched):
            return mark
    for mark in OF_FIGURES:
        if not claimed.has(mark) and any(Clause(each.near).has(mark) for each in touched):
            return mark
    about = any(Clause(each.counted).has("about") for each in touched)
    return "about" if about and not claimed.has("about") else None


def added_mark(claimed: Clause, sources: Sequence[Clause]) -> str | None:
    """Return a mark that a clause of a claim has, and none of its sources."""
    for mark in (*KEPT, *ADDED):
        if claimed.has(mark) and not any(each.has(mark) for each in sources):
            if mark == "permit" and any(each.has("can") for each in sources):
                continue
            # "Not before all are there" is "not until all are there".
            if mark == "until" and claimed.negations and any(s.has("before") for s in sources):
                continue
            # "Mondays to Fridays" is "from Monday to Friday".
            if mark == "from" and claimed.has("until") and _reach(sources):
                continue
            return mark
    return None


def _reach(sources: Sequence[Clause]) -> bool:
    return any(each.has("until") for each in sources)


def _negates_alike(claimed: Clause, touched: Sequence[Clause]) -> bool:
    """Tell whether a claim's clause negates what its sentences do.

    "Dogs are allowed, cats aren't": what the last clause leaves out stands in the first, so that
    may negate otherwise, if the claim has all that the last one says.
    """
    if all(each.replaced == claimed.replaced for each in touched):
        return True
    count = claimed.negations
    unlike = [each for each in touched if each.negations != count]
    if not unlike:
        return True
    alike = [(at, each) for at, each in enumerate(touched) if each.negations == count]
    return any(
        each.whole
        and content_words(each.text)
        and all(other.of == each.of and touched.index(other) < at for other in unlike)
        for at, each in alike
    )


def _tense(claimed: Clause, touched: Sequence[Clause]) -> str | None:
    """Find what is over in a claim, and only is or will be so in its sentences."""
    texts = [each.text for each in touched]
    if not PAST.search(claimed.text) or any(PAST.search(text) for text in texts):
        return None
    return "past" if any(PRESENT.search(text) for text in texts) else None


def _modality(claimed: Clause, touched: Sequence[Clause]) -> str | None:
    """Find what must be done where it only can be, or reverse."""
    must, can = claimed.has("must"), claimed.has("can") or claimed.has("permit")
    there_must = any(each.has("must") for each in touched)
    there_can = any(each.has("can") or each.has("permit") for each in touched)
    if must and not can and there_can and not there_must:
        return "must"
    return "can" if can and not must and there_must and not there_can else None

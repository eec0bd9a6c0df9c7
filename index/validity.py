"""How long an article holds, and what becomes of it then.

An article of which somebody said until when it holds stands on a shelf of its own beside its
scope: the legs, the counts and all who read keep shelves apart as they keep scopes apart, and
whoever asks names those that are read today. So what nobody is to read any more is never found,
crowds out nothing and counts for nothing, though nothing was changed when its day was over.
"""

from collections.abc import Iterable
from typing import Literal, NamedTuple

Afterwards = Literal["quote", "hide"]
"""What becomes of an article after its last day: quoted as expired, or not at all."""

UNTIL, HIDDEN = "@", "!"
"""Between a scope and a day, and after it; no scope has either."""


class Shelf(NamedTuple):
    """A shelf that there is, beside those of articles without an end."""

    scope: str
    valid_until: str
    afterwards: Afterwards

    @property
    def name(self) -> str:
        """What the index calls it."""
        return shelf(*self)


def shelf(scope: str, valid_until: str | None, afterwards: Afterwards) -> str:
    """Return where an article stands: its scope or, if it has an end, a place for all of that."""
    if valid_until is None:
        return scope
    return f"{scope}{UNTIL}{valid_until}{HIDDEN if afterwards == 'hide' else ''}"


def has_ended(valid_until: str | None, today: str) -> bool:
    """Tell whether a last day, "2026-12-31", is over on another."""
    return valid_until is not None and valid_until < today


def is_read(valid_until: str | None, afterwards: Afterwards, today: str) -> bool:
    """Tell whether an article is read on a day, if perhaps as expired."""
    return afterwards == "quote" or not has_ended(valid_until, today)


def asked(
    scopes: Iterable[str], shelves: Iterable[Shelf], today: str, *, expired: bool
) -> tuple[str, ...]:
    """Return the shelves of some scopes that are read on a day; the `expired` ones, too, or not."""
    wanted = tuple(scopes)
    read = (
        each.name
        for each in shelves
        if each.scope in wanted
        and is_read(each.valid_until, each.afterwards, today)
        and (expired or not has_ended(each.valid_until, today))
    )
    return (*wanted, *read)

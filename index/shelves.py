"""Where articles of a scope stand, by what may be asked when: how long they hold, and examples.

An article of which somebody said until when it holds stands on a shelf of its own beside its scope,
and so does what came with the program as an example. The legs, the counts and all who read keep
shelves apart as they keep scopes apart, and whoever asks names those that are read today. So what
isn't to be read is never found, crowds out nothing and counts for nothing, though nothing changes
when its day is over, or when a server gets articles of its own.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal, NamedTuple

from index.scopes import SHARED, Scope

Afterwards = Literal["quote", "hide"]
"""What becomes of an article after its last day: quoted as expired, or not at all."""

UNTIL, HIDDEN, EXAMPLE = "@", "!", "@example"
"""Between a scope and a day, and after it; after the scope of an example. No scope has them."""


class Shelf(NamedTuple):
    """Where an article stands."""

    scope: Scope
    valid_until: str | None = None
    afterwards: Afterwards = "quote"
    example: bool = False

    @property
    def name(self) -> str:
        """What the index calls it: the scope, or more than that where there is more to know."""
        if self.valid_until is not None:
            hidden = HIDDEN if self.afterwards == "hide" else ""
            return f"{self.scope}{UNTIL}{self.valid_until}{hidden}"
        return f"{self.scope}{EXAMPLE}" if self.example else self.scope

    def ended(self, today: str) -> bool:
        """Tell whether the last day of what stands there is over."""
        return has_ended(self.valid_until, today)


def has_ended(valid_until: str | None, today: str) -> bool:
    """Tell whether a last day, "2026-12-31", is over on another."""
    return valid_until is not None and valid_until < today


@dataclass(frozen=True, slots=True)
class Shelves:
    """Those on which an article in force stands.

    `special` are, by scope, those of another name than its. `filled` are the servers that have
    articles of their own.
    """

    special: Mapping[str, tuple[Shelf, ...]]
    filled: frozenset[str]

    def read(self, scopes: Iterable[str], today: str, *, expired: bool) -> tuple[str, ...]:
        """Return the names of those of some scopes that are read today; the `expired`, too, or not.

        Examples are read where no server's articles are.
        """
        wanted = tuple(scopes)
        alone = not any(Scope(each).whole in self.filled for each in wanted)
        special = (
            each.name
            for scope in wanted
            for each in self.special.get(scope, ())
            if (alone or not each.example)
            and (not each.ended(today) or (expired and each.afterwards == "quote"))
        )
        return (*wanted, *special)


def shelves_of(found: Iterable[Shelf], scopes: Iterable[Scope]) -> Shelves:
    """Return the shelves that are there, `found` those of special names, by the `scopes`."""
    special: dict[str, tuple[Shelf, ...]] = {}
    for each in found:
        special[each.scope] = (*special.get(each.scope, ()), each)
    return Shelves(special, frozenset(each.whole for each in scopes if each.whole != SHARED))

"""How an address that is asked again and again goes on from one visit to the next.

Whatever is kept of it, a page or a site, has these fields (`Visited`).
"""

from dataclasses import Field, replace
from datetime import datetime, timedelta
from typing import Any, ClassVar, Literal, Protocol, TypeVar

from sqlalchemy import ColumnElement, Table, or_

from index.visiting.troubles import Trouble

AGAIN = timedelta(hours=1)
"""After a visit that went wrong, unless it is asked more often anyway; then twice as long."""

LONGEST = timedelta(days=3)
"""Between visits to what stays in trouble, unless it is asked more seldom anyway."""

PATIENCE = 6
"""Visits in a row that an address must be unreachable before anybody is told: some 31 hours."""

SURE = 2
"""Visits in a row that must go well before what was in trouble counts as well again."""

DOUBLINGS = 16
"""More of them no interval needs."""

LEASE = timedelta(minutes=15)
"""For how long nobody else visits what is being visited; longer than that takes."""

Told = Literal["trouble", "healed"]
"""What people are told of a visit, whatever else it has shown."""


class Visited(Protocol):
    """An address, asked `every` so often, with how its visits went; a frozen dataclass."""

    __dataclass_fields__: ClassVar[dict[str, Field[Any]]]

    @property
    def every(self) -> timedelta:
        """How often it is asked while it is well."""

    @property
    def due_at(self) -> datetime:
        """When it is asked next."""

    @property
    def asked_at(self) -> datetime | None:
        """When it was asked last."""

    @property
    def trouble(self) -> Trouble | None:
        """What is wrong with it."""

    @property
    def failures(self) -> int:
        """Visits in a row that went wrong."""

    @property
    def recovered(self) -> int:
        """Those since that went well."""

    @property
    def trouble_told(self) -> bool:
        """Whether people know of the trouble."""


V = TypeVar("V", bound=Visited)


def is_due(visited: Visited, now: datetime) -> bool:
    """Tell whether it is time to visit an address, or the clock was put back since it was asked.

    By more than a lease: the clocks of two machines differ by less.
    """
    asked = visited.asked_at
    return visited.due_at <= now or (asked is not None and asked > now + LEASE)


def due(kept: Table, now: datetime) -> ColumnElement[bool]:
    """Ask the same of rows."""
    return or_(kept.c.due_at <= now, kept.c.asked_at > now + LEASE)


def begun(visited: V, now: datetime) -> V:
    """Return what is being visited; if that is never concluded, it is due again."""
    return replace(visited, asked_at=now, due_at=now + LEASE)


def postponed(visited: V, now: datetime, wait: timedelta = AGAIN) -> V:
    """Return what couldn't be visited, through no fault of its own."""
    return replace(visited, due_at=now + wait)


def failed(
    visited: V, trouble: Trouble, now: datetime, wait: timedelta = timedelta()
) -> tuple[V, Told | None]:
    """Go on after a visit that went wrong; `wait` is how long the site wants to be left alone.

    Trouble is told once until all is well again, whatever comes after it.
    """
    failures = visited.failures + 1
    told = visited.trouble_told or trouble != "unreachable" or failures >= PATIENCE
    again = min(visited.every, AGAIN) * 2 ** min(failures - 1, DOUBLINGS)
    pause = max(min(again, max(visited.every, LONGEST)), wait)
    after = replace(
        visited,
        trouble=trouble,
        failures=failures,
        recovered=0,
        trouble_told=told,
        due_at=now + pause,
    )
    return after, "trouble" if told and not visited.trouble_told else None


def well(visited: V, now: datetime) -> tuple[V, Told | None]:
    """Go on after a visit that went well. What was in trouble is soon visited once more."""
    after = replace(visited, failures=0, due_at=now + visited.every)
    if visited.trouble is None:
        return after, None
    recovered = visited.recovered + 1
    if visited.trouble_told and recovered < SURE:
        soon = now + min(visited.every, AGAIN)
        return replace(after, recovered=recovered, due_at=soon), None
    healed = replace(after, trouble=None, recovered=0, trouble_told=False)
    return healed, "healed" if visited.trouble_told else None

"""Shares of Discord's servers, "shards": Discord sends a server's events to one of them alone."""

import re
from dataclasses import dataclass

from index.i18n import N_

FORM = re.compile(r"\s*([0-9,\s-]{1,200})/\s*([0-9]{1,4})\s*")
RANGE = re.compile(r"([0-9]{1,4})(?:\s{0,9}-\s{0,9}([0-9]{1,4}))?")


@dataclass(frozen=True, slots=True, order=True)
class Shard:
    """One share of `of`, counted from 0; direct messages belong to the first."""

    of: int
    number: int

    def covers(self, server: int | None) -> bool:
        """Tell whether a server is in it; None stands for direct messages and all that is shared.

        Discord shares servers out by this formula.
        """
        return ((server or 0) >> 22) % self.of == self.number

    def __str__(self) -> str:
        return f"{self.number}/{self.of}"


FORM_WANTED = N_("name shards and how many there are in all, such as 0-3/8")
FEWER = N_("shards are counted from 0, and fewer than there are in all")

WHOLE = Shard(1, 0)
"""All servers: what a process has that knows of no others."""


def shards_in(text: str) -> tuple[Shard, ...]:
    """Return the shards that a text such as "0-3/8" or "0,2,5/8" names, in order.

    Raises:
        ValueError: it names none, or such as there can't be.
    """
    if not (parts := FORM.fullmatch(text)):
        raise ValueError(FORM_WANTED)
    of, numbers = int(parts[2]), set[int]()
    for each in parts[1].split(","):
        if not (bounds := RANGE.fullmatch(each.strip())):
            raise ValueError(FORM_WANTED)
        first, last = int(bounds[1]), int(bounds[2] or bounds[1])
        if not first <= last < of:
            raise ValueError(FEWER)
        numbers |= {*range(first, last + 1)}
    return tuple(Shard(of, number) for number in sorted(numbers))


def named(shards: tuple[Shard, ...]) -> str:
    """Return shards of the same number in all as `shards_in` reads them."""
    runs: list[tuple[int, int]] = []
    for shard in shards:
        if runs and runs[-1][1] == shard.number - 1:
            runs[-1] = (runs[-1][0], shard.number)
        else:
            runs.append((shard.number, shard.number))
    said = ",".join(str(a) if a == b else f"{a}-{b}" for a, b in runs)
    return f"{said}/{shards[0].of}" if shards else ""

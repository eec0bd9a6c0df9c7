"""For whom a source is, where it isn't for all of its server: some roles, some channels.

It lies in a part of its server's scope, and what the part is called says for whom it is: "r" and a
role's id, "c" and a channel's, such as "r42.c77". So the change log alone knows who could read what
when; nothing beside it can be lost, or say something else.
"""

import re
from dataclasses import dataclass
from typing import Self

PART = re.compile(r"[rc][1-9][0-9]{0,18}(?:\.[rc][1-9][0-9]{0,18}){0,3}", re.ASCII)

MOST = 4
"""Roles and channels that one source may be for: as many as a form's id has room for."""


@dataclass(frozen=True, slots=True)
class Audience:
    """For whom a source is: who has one of the roles, and whoever is in one of the channels.

    Without any it is for nobody but the moderators.
    """

    roles: frozenset[int] = frozenset()
    channels: frozenset[int] = frozenset()

    @classmethod
    def of(cls, part: str) -> Self:
        """Read what a part of a scope is called; a name of the operator's own says nobody."""
        if not PART.fullmatch(part):
            return cls()
        ids = [(each[0], int(each[1:])) for each in part.split(".")]
        return cls(
            frozenset(number for kind, number in ids if kind == "r"),
            frozenset(number for kind, number in ids if kind == "c"),
        )

    @property
    def part(self) -> str:
        """What the part is called in which such sources lie; empty if it names nobody."""
        roles, channels = sorted(self.roles), sorted(self.channels)
        return ".".join([*(f"r{each}" for each in roles), *(f"c{each}" for each in channels)])

"""Who can ask an article: everybody, the people of one server, or some of these."""

from collections.abc import Iterable
from typing import Any

BETWEEN = "/"
"""Stands between a server and what a part of it is called."""
BEHIND = chr(ord(BETWEEN) + 1)
"""The character after it: all parts of a server sort between the two."""


class Scope(str):
    """`SHARED`, the id of one server, or a part of one, such as "77/staff": for some people there.

    A string, so that databases, backends and JSON take it as it is. Who may read a part is decided
    by whoever asks: they hand in the very scopes that may be read.
    """

    __slots__ = ()

    @classmethod
    def of(cls, server: int | None, part: str = "") -> "Scope":
        """Return a server's own scope, or a part of it; everybody's where there is no server."""
        whole = SHARED if server is None else cls(server)
        return cls(f"{whole}{BETWEEN}{part}") if part else whole

    @property
    def whole(self) -> "Scope":
        """The scope that this one is a part of; itself, if it is none."""
        return Scope(self.partition(BETWEEN)[0])

    @property
    def part(self) -> str:
        """What a part is called within its server; empty for what isn't one."""
        return self.partition(BETWEEN)[2]

    @property
    def server(self) -> int | None:
        """The server's id, of a part, too; None for what everybody can ask."""
        whole = self.whole
        return int(whole) if whole.isdecimal() else None

    @property
    def visible(self) -> tuple["Scope", ...]:
        """The scopes that are asked from this one: everybody's, a server's own, a part alone."""
        return tuple(dict.fromkeys((SHARED, self.whole, self)))

    def with_parts(self, parts: Iterable["Scope"]) -> tuple["Scope", ...]:
        """Return what is asked by who may read these of its parts; others' parts are left out."""
        return (*self.visible, *(each for each in parts if each != self and self.holds(each)))

    def holds(self, other: "Scope") -> bool:
        """Tell whether something lies in this scope or in a part of it."""
        return other == self or other.startswith(self + BETWEEN)

    @classmethod
    def __get_pydantic_core_schema__(cls, _source: Any, _handler: Any) -> Any:  # noqa: ANN401 - pydantic's
        from pydantic_core import core_schema  # noqa: PLC0415 - `--help` does without pydantic

        return core_schema.no_info_after_validator_function(cls, core_schema.str_schema())


SHARED = Scope("shared")
"""What everybody can ask."""


def read_from(scope: Scope | tuple[Scope, ...]) -> tuple[Scope, ...]:
    """Return the scopes that are read from one, or the very ones that are given."""
    return scope.visible if isinstance(scope, Scope) else scope

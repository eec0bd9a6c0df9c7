"""Who can ask an article: everybody, or the people of one server."""

from typing import Any


class Scope(str):
    """`SHARED`, or the id of one server.

    A string, so that databases, backends and JSON take it as it is.
    """

    __slots__ = ()

    @classmethod
    def of(cls, server: int | None) -> "Scope":
        """Return a server's own scope; everybody's where there is no server."""
        return SHARED if server is None else cls(server)

    @property
    def server(self) -> int | None:
        """The server's id; None for what everybody can ask."""
        return int(self) if self.isdecimal() else None

    @property
    def visible(self) -> tuple["Scope", ...]:
        """The scopes that are asked from this one: everybody's, and a server's own."""
        return (SHARED,) if self == SHARED else (SHARED, self)

    @classmethod
    def __get_pydantic_core_schema__(cls, _source: Any, _handler: Any) -> Any:  # noqa: ANN401 - pydantic's
        from pydantic_core import core_schema  # noqa: PLC0415 - `--help` does without pydantic

        return core_schema.no_info_after_validator_function(cls, core_schema.str_schema())


SHARED = Scope("shared")
"""What everybody can ask."""

"""How moderators want a help channel."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace
from typing import Any, Literal

Mode = Literal["off", "trial", "on"]
"""`trial`: what would be said stands in the log channel alone."""

DAILY = 20
PAUSE = 30


@dataclass(frozen=True, slots=True)
class HelpSetting:
    """A help channel.

    `daily` answers at most in any 24 hours. `pause`: seconds of silence after which a person has
    said what they want to say. Where somebody of the role `team` is, besides the moderators, the
    bot keeps silent; the role `call` is mentioned where it can't answer. `solved` is a forum's tag
    besides the usual ones.
    """

    mode: Mode = "off"
    team: int | None = None
    call: int | None = None
    daily: int = DAILY
    pause: int = PAUSE
    solved: str = ""

    @classmethod
    def of(cls, kept: Mapping[str, Any] | None) -> "HelpSetting":
        """Read what is kept as a channel's preference `help`; None where it is no help channel."""
        known = {field.name for field in fields(cls)}
        return cls(**{name: value for name, value in (kept or {}).items() if name in known})

    def changed(self, given: Mapping[str, Any]) -> "HelpSetting":
        """Return it with what is given; None leaves it as it was."""
        return replace(self, **{name: value for name, value in given.items() if value is not None})

    def without(self, name: str) -> "HelpSetting":
        """Return it with one thing as it is unless somebody sets it."""
        return replace(self, **{name: getattr(HelpSetting(), name)})

    @property
    def kept(self) -> dict[str, Any]:
        """What is kept of it."""
        return asdict(self)

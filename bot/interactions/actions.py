"""What buttons, menus and forms do, by the beginning of their ids.

An id is `<kind>:<name>:<rest>`, such as `bk:history-of:7:0`. To find what it does, search for its
beginning, "bk:history-of": whatever does it is registered by that. Kinds are `bb` (below answers),
`bk` and `bm` (buttons and menus of `/source`), `bs` (drafts and their forms), `bf` (reasons).

Ids stay on messages that were posted, so a beginning keeps its meaning for ever, and so does what
follows it. All that a feature needs is in its ids and the database: nothing expires, and nothing is
lost by a restart. What an id says is never trusted beyond the server that it is used in.
"""

import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TypeVar

from bot.failures import report
from bot.interactions.checks import Right, require
from bot.interactions.common import Interaction

ID = re.compile(r"(?P<name>b[a-z]:[a-z-]+):(?P<rest>.*)", re.DOTALL)
ID_LIMIT = 100
"""Discord's, in characters."""


@dataclass(frozen=True, slots=True)
class Key:
    """The rest of most ids: the number of an answer or a change, a page from 0, and words."""

    number: int = 0
    page: int = 0
    words: str = ""

    def __str__(self) -> str:
        return f"{self.number}:{self.page}" + (f":{self.words}" if self.words else "")

    @classmethod
    def of(cls, rest: str) -> "Key":
        """Read the rest of an id."""
        number, page, *words = rest.split(":", 2)
        return cls(int(number), int(page), *words)


Work = Callable[..., Awaitable[None]]
W = TypeVar("W", bound=Work)


@dataclass(frozen=True, slots=True)
class Action:
    """What is done, by whom; `read` makes of an id's rest what `work` takes."""

    right: Right
    read: Callable[[str], object]
    work: Work


ACTIONS: dict[str, Action] = {}


def action(name: str, right: Right, read: Callable[[str], object] = Key.of) -> Callable[[W], W]:
    """Let buttons, menus or forms whose ids begin with `name` do the decorated work.

    It is called with the interaction and what `read` makes of the id's rest; a menu's also with
    the list of what was chosen, a form's with what was entered, by the names of its fields.
    """

    def register(work: W) -> W:
        if name in ACTIONS:
            raise ValueError(f"Two actions are called “{name}”.")
        ACTIONS[name] = Action(right, read, work)
        return work

    return register


def id_of(name: str, key: object) -> str:
    """Return an id, with which `perform` does what is registered as `name`.

    Raises:
        ValueError: Discord wouldn't take it; whoever makes ids keeps what goes into them short.
    """
    custom_id = f"{name}:{key}"
    if not ID.fullmatch(custom_id) or len(custom_id) > ID_LIMIT:
        raise ValueError(f"“{custom_id}” can't be an id.")
    return custom_id


async def perform(interaction: Interaction, custom_id: str, *given: object) -> None:
    """Do what an id says, if it is one of ours and the person may.

    They are told of whatever fails, and the log has it. A bot that is stopped finishes this first.
    """
    parts = ID.fullmatch(custom_id)
    if parts is None:
        return
    with interaction.client.at_work():
        try:
            registered = ACTIONS[parts["name"]]
            require(interaction, registered.right)
            await registered.work(interaction, registered.read(parts["rest"]), *given)
        except Exception as error:  # noqa: BLE001 - told to the person, and in the log
            await report(interaction, error, f"“{parts['name']}”")

"""What buttons, menus and forms do, by the beginning of their ids.

An id is `<kind>:<name>:<rest>`, such as `bk:history-of:7:0`. To find what it does, search for its
beginning, "bk:history-of": whatever does it is registered by that. Kinds are `bb` (below answers),
`bk` and `bm` (buttons and menus of `/source`), `bs` (drafts and their forms), `bf` (reasons), `bp`
(people's own data), `bh` (help channels).

Ids stay on messages that were posted, so a beginning keeps its meaning for ever, and so does what
follows it. All that a feature needs is in its ids and the database: nothing expires, and nothing is
lost by a restart.

What an id says is never believed, for anybody can send any. Whatever is registered says what its
ids are `About`, and gets neither the id nor what was chosen in a menu, but a `Finder` of what they
stand for (`bot.interactions.access`).
"""

import re
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Generic, TypeVar

from bot.failures import report
from bot.interactions.checks import Right, require
from bot.interactions.common import Interaction
from bot.interactions.errors import IdUnknownError

ID = re.compile(r"(?P<name>b[a-z]:[a-z-]+):(?P<rest>.*)", re.DOTALL)
ID_LIMIT = 100
"""Discord's, in characters."""

KEY = re.compile(r"([0-9]{1,19}):([0-9]{1,9})(?::(.*))?", re.DOTALL)
LARGEST = 2**63 - 1
"""Of the numbers that Discord's ids are, and that the database takes."""


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
        """Read the rest of an id; raises `IdUnknownError`."""
        found = KEY.fullmatch(rest)
        if found is None or int(found[1]) > LARGEST:
            raise IdUnknownError
        return cls(int(found[1]), int(found[2]), found[3] or "")


K = TypeVar("K")
V = TypeVar("V")

Finder = Callable[[], Awaitable[V]]
"""Looks up what an id stands for, and whether the person who acts may have it.

Raises `RefusalError`s: the same one for what isn't there and for what isn't for them.
"""


@dataclass(frozen=True, slots=True)
class About(Generic[V]):
    """What the ids of an action are about.

    `read` makes a key of an id's rest, which is only as true as who sent it; it raises
    `IdUnknownError`. `find` looks up what the key stands for, checked. A menu's `choose` gives the
    key for what was chosen in it; raises `IdUnknownError`, too.
    """

    read: Callable[[str], Any]
    find: Callable[[Interaction, Any], Awaitable[V]]
    choose: Callable[[Any, str], Any] | None = None


def itself(read: Callable[[str], V], choose: Callable[[V, str], V] | None = None) -> About[V]:
    """Return what ids are about that name nothing which is somebody's, such as a page of a list."""

    async def find(_: Interaction, key: V) -> V:
        return key

    return About(read, find, choose)


def nothing(_: str) -> None:
    """Read ids that say no more than their beginning."""


Work = Callable[[Interaction, Finder[V]], Awaitable[None]]
FormWork = Callable[[Interaction, Finder[V], dict[str, str]], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Action:
    """What is done, by whom, about what; a `form` also brings what was entered."""

    right: Right
    about: About[Any]
    work: Callable[..., Awaitable[None]]
    form: bool = False


ACTIONS: dict[str, Action] = {}


def action(name: str, right: Right, about: About[V]) -> Callable[[Work[V]], Work[V]]:
    """Let buttons or menus whose ids begin with `name` do the decorated work."""

    def register(work: Work[V]) -> Work[V]:
        _register(name, Action(right, about, work))
        return work

    return register


def form_action(name: str, right: Right, about: About[V]) -> Callable[[FormWork[V]], FormWork[V]]:
    """Let forms whose ids begin with `name` do the decorated work.

    It is called with what was entered, too, by the names of the form's fields: any of them may be
    missing.
    """

    def register(work: FormWork[V]) -> FormWork[V]:
        _register(name, Action(right, about, work, form=True))
        return work

    return register


def _register(name: str, registered: Action) -> None:
    if name in ACTIONS:
        raise ValueError(f"Two actions are called “{name}”.")
    ACTIONS[name] = registered


def id_of(name: str, key: object) -> str:
    """Return an id, with which `perform` does what is registered as `name`.

    Raises:
        ValueError: Discord wouldn't take it; whoever makes ids keeps what goes into them short.
    """
    custom_id = f"{name}:{key}"
    if not ID.fullmatch(custom_id) or len(custom_id) > ID_LIMIT:
        raise ValueError(f"“{custom_id}” can't be an id.")
    return custom_id


async def perform(
    interaction: Interaction,
    custom_id: str,
    *,
    chosen: Sequence[str] | None = None,
    entered: Mapping[str, str] | None = None,
) -> None:
    """Do what an id says, if it is one of ours and the person may.

    `chosen` comes from a menu, `entered` from a form. They are told of whatever fails, and the log
    has it. A bot that is stopped finishes this first.
    """
    parts = ID.fullmatch(custom_id)
    if parts is None:
        return
    with interaction.client.at_work():
        try:
            registered = _registered_as(parts["name"], form=entered is not None)
            require(interaction, registered.right)
            key = _key(registered.about, parts["rest"], chosen)
            find = partial(registered.about.find, interaction, key)
            given = [] if entered is None else [dict(entered)]
            await registered.work(interaction, find, *given)
        except Exception as error:  # noqa: BLE001 - told to the person, and in the log
            await report(interaction, error, f"“{parts['name']}”")


def _registered_as(name: str, *, form: bool) -> Action:
    """Return what forms, or else buttons and menus, of this name do; raises `IdUnknownError`."""
    registered = ACTIONS.get(name)
    if registered is None or registered.form is not form:
        raise IdUnknownError
    return registered


def _key(about: About[Any], rest: str, chosen: Sequence[str] | None) -> object:
    """Return what an id says, or what was chosen; raises `IdUnknownError`."""
    key = about.read(rest)
    if about.choose is None:
        return key
    if chosen is None or len(chosen) != 1:
        raise IdUnknownError
    return about.choose(key, chosen[0])

"""The buttons and menus of what moderators look at. All they need is in their ids: none expires.

An id is `bk:<action>:<number>:<page>:<rest>`, a menu's begins with `bm:`. Who uses one is checked
again, by the roles they have then; nothing that an id says is trusted beyond their server.
"""

import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, Self

import discord
from discord import ui

from bot.client.client import Belegbot
from bot.failures import report
from bot.interactions.checks import require_moderator
from bot.interactions.persistent import Persistent

Interaction = discord.Interaction[Belegbot]

ID_LIMIT = 100
"""Discord's, of an id."""

PARTS = r"(?P<action>[a-z-]+):(?P<number>\d+):(?P<page>\d+):(?P<rest>.*)"

FORM = re.compile(f"bf:{PARTS}", re.DOTALL)
"""Ids of forms: they outlive a restart, as buttons do."""


@dataclass(frozen=True, slots=True)
class Key:
    """What a button's id holds: a revision or an answer's id, a page, and words of its action's."""

    action: str
    number: int = 0
    page: int = 0
    rest: str = ""

    def id(self, kind: str = "bk") -> str:
        """Return the id as Discord keeps it."""
        return f"{kind}:{self.action}:{self.number}:{self.page}:{self.rest}"[:ID_LIMIT]

    @classmethod
    def of(cls, match: re.Match[str]) -> "Key":
        """Read an id."""
        return cls(match["action"], int(match["number"]), int(match["page"]), match["rest"])


Action = Callable[[Interaction, Key, list[str]], Awaitable[None]]
ACTIONS: dict[str, Action] = {}


def action(name: str) -> Callable[[Action], Action]:
    """Let buttons and menus named `name` do this; a menu's chosen values come as a list."""

    def register(work: Action) -> Action:
        ACTIONS[name] = work
        return work

    return register


class KeepButton(
    Persistent, ui.DynamicItem[ui.Button[ui.View]], template=re.compile(f"bk:{PARTS}", re.DOTALL)
):
    """A button of what moderators look at."""

    def __init__(self, key: Key, **look: Any) -> None:  # noqa: ANN401 - a button's
        super().__init__(ui.Button(custom_id=key.id(), **look))
        self.key = key

    @classmethod
    def of_id(cls, match: re.Match[str]) -> Self:
        """Make the button from its id."""
        return cls(Key.of(match))

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Do what the button says, for moderators."""
        await perform(interaction, self.key, [])


class KeepMenu(
    Persistent, ui.DynamicItem[ui.Select[ui.View]], template=re.compile(f"bm:{PARTS}", re.DOTALL)
):
    """A menu of what moderators look at."""

    def __init__(self, key: Key, **look: Any) -> None:  # noqa: ANN401 - a menu's
        super().__init__(ui.Select(custom_id=key.id("bm"), **look))
        self.key = key

    @classmethod
    def of_id(cls, match: re.Match[str]) -> Self:
        """Make the menu from its id."""
        return cls(Key.of(match))

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Do what the menu says with what was chosen, for moderators."""
        await perform(interaction, self.key, self.item.values)


async def perform(interaction: Interaction, key: Key, chosen: list[str]) -> None:
    """Do what an id says; who isn't a moderator at this moment is told so, as of any failure."""
    with interaction.client.at_work():
        try:
            require_moderator(interaction)
            await ACTIONS[key.action](interaction, key, chosen)
        except Exception as error:  # noqa: BLE001 - told to the person, and in the log
            await report(interaction, error, f"The button “{key.action}”")


def add_pager(view: ui.View, key: Key, pages: int, row: int = 0) -> None:
    """Add buttons to the pages before and after that of `key`, if there are any."""
    if pages < 2:
        return
    for emoji, page in (("◀️", key.page - 1), ("▶️", key.page + 1)):
        # At the ends the ids still have to differ.
        target = Key(key.action, key.number, max(page, 0), key.rest)
        beyond = not 0 <= page < pages
        view.add_item(KeepButton(target, emoji=emoji, disabled=beyond, row=row))

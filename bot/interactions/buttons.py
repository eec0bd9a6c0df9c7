"""Buttons and menus that never expire."""

import re
from typing import Any, Self

import discord
from discord import ui

from bot.interactions.actions import ID, id_of, perform


class Persistent(ui.DynamicItem[ui.Item[Any]], template=ID):
    """A button or menu whose id says what it does; it outlives a restart."""

    @classmethod
    async def from_custom_id(
        cls,
        interaction: discord.Interaction[Any],  # noqa: ARG003 - discord.py's signature
        item: ui.Item[Any],
        match: re.Match[str],  # noqa: ARG003
        /,
    ) -> Self:
        """Make it anew as its message shows it; nothing of it was in memory."""
        return cls(item)

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Do what its id says."""
        chosen = None
        if isinstance(self.item, ui.Select):
            chosen = self.item.values
        elif isinstance(self.item, ui.ChannelSelect):
            chosen = [str(each.id) for each in self.item.values]
        await perform(interaction, self.custom_id, chosen=chosen)


def button(name: str, key: object, **look: Any) -> Persistent:  # noqa: ANN401 - a button's
    """Return a button that does what is registered as `name`."""
    return Persistent(ui.Button(custom_id=id_of(name, key), **look))


def menu(name: str, key: object, **look: Any) -> Persistent:  # noqa: ANN401 - a menu's
    """Return a menu that does what is registered as `name`, with what is chosen."""
    return Persistent(ui.Select(custom_id=id_of(name, key), **look))


def channels(
    name: str,
    key: object,
    kinds: list[discord.ChannelType],
    **look: Any,  # noqa: ANN401 - a menu's
) -> Persistent:
    """Return a menu of a server's channels of some kinds, whose ids are chosen."""
    return Persistent(ui.ChannelSelect(custom_id=id_of(name, key), channel_types=kinds, **look))

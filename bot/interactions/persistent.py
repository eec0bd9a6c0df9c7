"""Buttons and menus that outlive a restart: whatever they know is in their ids."""

import re
from abc import abstractmethod
from typing import Any, Self

import discord
from discord import ui


class Persistent:
    """Made anew from its id when it is used; put it before discord.py's `DynamicItem`."""

    @classmethod
    @abstractmethod
    def of_id(cls, match: re.Match[str]) -> Self:
        """Make the item from its id, as its template matched it."""

    @classmethod
    async def from_custom_id(
        cls,
        interaction: discord.Interaction[Any],  # noqa: ARG003 - discord.py's signature
        item: ui.Item[Any],  # noqa: ARG003
        match: re.Match[str],
        /,
    ) -> Self:
        """Do what discord.py asks for; nothing of the item was in memory."""
        return cls.of_id(match)

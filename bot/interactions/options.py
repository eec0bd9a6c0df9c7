"""How a moderator names things in a command: options that give a `Finder` of what is named.

What comes back is free text all the same, or a number that was typed by hand
(`bot.interactions.access`).
"""

from functools import partial
from typing import Any, ClassVar, Generic, TypeVar

import discord
from discord import app_commands
from discord.app_commands import Choice

from bot.desk.moderators import is_moderator
from bot.interactions.access import own_channel
from bot.interactions.actions import Finder
from bot.interactions.common import server_of
from index.scopes import Scope

CHOICES = 25
"""As many as Discord shows."""
CHOICE_LIMIT = 100
"""Characters of a choice's name, and of what it stands for."""

KINDS = [
    discord.ChannelType.text,
    discord.ChannelType.news,
    discord.ChannelType.voice,
    discord.ChannelType.stage_voice,
    discord.ChannelType.forum,
]
"""Text channels of all kinds, and forums; threads follow theirs."""

T = TypeVar("T")
AnyInteraction = discord.Interaction[Any]


class Option(app_commands.Transformer, Generic[T]):
    """An option that offers moderators what there is while they type."""

    def named(self, interaction: AnyInteraction, typed: str) -> Finder[T]:
        """Return what finds what was chosen or typed."""
        raise NotImplementedError

    async def offered(
        self, interaction: AnyInteraction, scope: Scope, typed: str
    ) -> list[Choice[Any]]:
        """Return what of a server's is like what was typed, `CHOICES` at most."""
        raise NotImplementedError

    async def transform(
        self,
        interaction: AnyInteraction,
        value: Any,  # noqa: ANN401 - discord.py's signature
        /,
    ) -> Finder[T]:
        """Return what finds it."""
        return self.named(interaction, str(value))

    async def autocomplete(
        self,
        interaction: AnyInteraction,
        value: Any,  # noqa: ANN401
        /,
    ) -> list[Choice[Any]]:
        """Offer nothing to those who aren't moderators."""
        if not is_moderator(interaction):
            return []
        return await self.offered(interaction, Scope.of(server_of(interaction)), str(value))


class ChannelOption(app_commands.Transformer):
    """An option for channels of some kinds; at first those in which one can ask."""

    kinds: ClassVar[list[discord.ChannelType]] = KINDS

    @property
    def type(self) -> discord.AppCommandOptionType:
        """A channel."""
        return discord.AppCommandOptionType.channel

    @property
    def channel_types(self) -> list[discord.ChannelType]:
        """What Discord offers."""
        return self.kinds

    async def transform(
        self,
        interaction: AnyInteraction,
        value: Any,  # noqa: ANN401 - Discord's partial channel
        /,
    ) -> Finder[Any]:
        """Return what finds the channel's id."""
        return partial(own_channel, interaction, int(value.id))


Channel = app_commands.Transform[Finder[int], ChannelOption]

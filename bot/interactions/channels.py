"""How a moderator names a channel: an option that offers those of their server."""

from functools import partial
from typing import Any

import discord
from discord import app_commands

from bot.interactions.access import own_channel
from bot.interactions.actions import Finder

KINDS = [
    discord.ChannelType.text,
    discord.ChannelType.news,
    discord.ChannelType.voice,
    discord.ChannelType.stage_voice,
    discord.ChannelType.forum,
]
"""Text channels of all kinds, and forums; threads follow theirs."""


class AskableChannel(app_commands.Transformer):
    """An option for the channels in which one can ask; threads follow theirs."""

    @property
    def type(self) -> discord.AppCommandOptionType:
        """A channel."""
        return discord.AppCommandOptionType.channel

    @property
    def channel_types(self) -> list[discord.ChannelType]:
        """Text channels of all kinds, and forums."""
        return KINDS

    async def transform(
        self,
        interaction: discord.Interaction[Any],
        value: Any,  # noqa: ANN401 - Discord's partial channel
        /,
    ) -> Finder[int]:
        """Return what finds the channel's id."""
        return partial(own_channel, interaction, int(value.id))


Channel = app_commands.Transform[Finder[int], AskableChannel]

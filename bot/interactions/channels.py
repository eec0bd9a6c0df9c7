"""How a moderator names a channel: an option that offers those of their server."""

from functools import partial
from typing import Any

import discord
from discord import app_commands

from bot.interactions.access import own_channel
from bot.interactions.actions import Finder


class AskableChannel(app_commands.Transformer):
    """An option for the channels in which one can ask; threads follow theirs."""

    @property
    def type(self) -> discord.AppCommandOptionType:
        """A channel."""
        return discord.AppCommandOptionType.channel

    @property
    def channel_types(self) -> list[discord.ChannelType]:
        """Text channels of all kinds, and forums."""
        kind = discord.ChannelType
        return [kind.text, kind.news, kind.voice, kind.stage_voice, kind.forum]

    async def transform(
        self,
        interaction: discord.Interaction[Any],
        value: Any,  # noqa: ANN401 - Discord's partial channel
        /,
    ) -> Finder[int]:
        """Return what finds the channel's id."""
        return partial(own_channel, interaction, int(value.id))


Channel = app_commands.Transform[Finder[int], AskableChannel]

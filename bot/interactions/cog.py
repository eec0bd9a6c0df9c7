"""Lets discord.py know the buttons and menus, and takes the forms that are sent."""

from typing import Any

import discord
from discord.ext import commands

from bot.client.client import Belegbot
from bot.interactions.actions import perform
from bot.interactions.buttons import Persistent
from bot.interactions.common import Interaction
from bot.interactions.forms import values_of


class Interactions(commands.Cog):
    """Where everything comes in that isn't a command; what is done is in `ACTIONS`."""

    def __init__(self, bot: Belegbot) -> None:
        self.bot = bot

    async def cog_load(self) -> None:
        """Let discord.py know the buttons and menus."""
        self.bot.add_dynamic_items(Persistent)

    @commands.Cog.listener()
    async def on_interaction(self, interaction: Interaction) -> None:
        """Take a form that was sent, also one that was opened before a restart."""
        if interaction.type is discord.InteractionType.modal_submit:
            data: Any = interaction.data
            entered = dict(values_of(data["components"]))
            await perform(interaction, data["custom_id"], entered=entered)

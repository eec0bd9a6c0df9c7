"""`/source add`: an article from a text, files or an address, looked at before it counts."""

import discord
from discord import app_commands
from discord.app_commands import locale_str
from discord.ext import commands

from bot.checks import moderators_only
from bot.client import Belegbot
from index.i18n import N_

Interaction = discord.Interaction[Belegbot]


class Adding(commands.Cog):
    """The ways by which an article comes in."""

    def __init__(self, bot: Belegbot) -> None:
        self.bot = bot

    @app_commands.command(
        name=locale_str(N_("add")), description=locale_str(N_("Add a source: text, files, a page"))
    )
    @moderators_only()
    async def add(self, interaction: Interaction) -> None:
        """Open the form."""
        await interaction.response.send_message("…", ephemeral=True)

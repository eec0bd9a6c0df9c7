"""`/insights`: how a server's questions fare, in words and bars."""

from datetime import timedelta

import discord
from discord import app_commands
from discord.app_commands import Choice, locale_str
from discord.ext import commands

from bot.asking.render import ANSWERED
from bot.client.client import Belegbot
from bot.i18n import TEXTS
from bot.insights.words import insights_text
from bot.interactions.checks import moderators_only
from bot.interactions.common import Interaction, language_for, server_of
from bot.memory.figures import since
from index.i18n import N_

MOST = 5
"""Of the most frequent sources and topics."""
WEEK, MONTH, QUARTER = N_("7 days"), N_("30 days"), N_("90 days")
PERIODS = {7: WEEK, 30: MONTH, 90: QUARTER}
DEFAULT = 30
FOOT = N_(
    "Days are UTC's. Private questions are counted; what they asked is listed only where a source "
    "was requested."
)


class Figures(commands.Cog):
    """What moderators see of how the bot is used."""

    def __init__(self, bot: Belegbot) -> None:
        self.bot = bot

    @app_commands.command(
        name=locale_str(N_("insights")),
        description=locale_str(N_("How questions fare here: answered, cited, missing, liked")),
    )
    @app_commands.rename(days=locale_str(N_("period")))
    @app_commands.describe(days=locale_str(N_("How far back; otherwise 30 days")))
    @app_commands.choices(
        days=[Choice(name=locale_str(name), value=days) for days, name in PERIODS.items()]
    )
    @app_commands.default_permissions(manage_messages=True)
    @app_commands.guild_only()
    @app_commands.allowed_installs(guilds=True, users=False)
    @moderators_only()
    async def insights(self, interaction: Interaction, days: int = DEFAULT) -> None:
        """Show the last days, what was cited and missed most, and what people thought."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        language = language_for(interaction)
        server, now = server_of(interaction), discord.utils.utcnow()
        # Older answers are forgotten, so that days before would look empty.
        kept = now - self.bot.settings.kept + timedelta(days=1)
        first = max(since(now, days if days in PERIODS else DEFAULT), since(kept, 1))
        figures = self.bot.memory.figures
        certain = self.bot.library.asker.thresholds.answer
        found = await self.bot.lanes.browse(figures.insights, server, first, now, MOST, certain)
        embed = discord.Embed(description=insights_text(found, language), colour=ANSWERED)
        embed.set_footer(text=TEXTS.text(language, FOOT))
        await interaction.edit_original_response(embed=embed)

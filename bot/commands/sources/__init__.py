"""`/source`: moderators keep the articles without leaving Discord.

One command group, in parts: each module's cog holds some of its commands, and `Sources` joins them.
"""

import discord
from discord import app_commands
from discord.app_commands import locale_str
from discord.ext import commands

from bot.client import Belegbot
from bot.commands.sources.adding import Adding
from bot.commands.sources.changing import Changing
from bot.commands.sources.editing import Editing
from bot.commands.sources.keeping import Keeping
from bot.commands.sources.records import Records
from index.i18n import N_


@app_commands.default_permissions(discord.Permissions(manage_messages=True))
@app_commands.guild_only()
@app_commands.allowed_installs(guilds=True, users=False)
class Sources(
    Adding,
    Editing,
    Keeping,
    Changing,
    Records,
    commands.GroupCog,
    group_name=locale_str(N_("source")),
    group_description=locale_str(N_("Look after the articles that I answer from")),
):
    """The whole group: hidden from members by Discord, and checked here at each use."""


async def setup(bot: Belegbot) -> None:
    """Add the cog; discord.py calls this when the extension is loaded."""
    await bot.add_cog(Sources(bot))

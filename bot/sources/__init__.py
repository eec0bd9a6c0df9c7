"""`/source`: moderators keep the articles without leaving Discord.

One command group, in parts: each module's cog holds some of its commands, and `Sources` joins them.
"""

import discord
from discord import app_commands
from discord.app_commands import locale_str
from discord.ext import commands

from bot.sources.add import AddCommands
from bot.sources.browse import BrowseCommands
from bot.sources.change import ChangeCommands
from bot.sources.draft import terms  # noqa: F401 - its button and form
from bot.sources.draft.decide import Undecided
from bot.sources.edit import EditCommands
from bot.sources.export import ExportCommands
from bot.sources.history import HistoryCommands
from bot.sources.pins import PinCommands
from bot.sources.replace import ReplaceCommands
from bot.sources.requests import RequestCommands
from bot.sources.web import decide, offers  # noqa: F401 - their buttons
from bot.sources.web.site import SiteCommands
from bot.sources.web.watch import WatchCommands
from index.i18n import N_


@app_commands.default_permissions(discord.Permissions(manage_messages=True))
@app_commands.guild_only()
@app_commands.allowed_installs(guilds=True, users=False)
class Sources(
    AddCommands,
    EditCommands,
    ReplaceCommands,
    BrowseCommands,
    ChangeCommands,
    HistoryCommands,
    ExportCommands,
    RequestCommands,
    PinCommands,
    WatchCommands,
    SiteCommands,
    Undecided,
    commands.GroupCog,
    group_name=locale_str(N_("source")),
    group_description=locale_str(N_("Look after the sources that I answer from")),
):
    """The whole group: hidden from members by Discord, and checked here at each use."""

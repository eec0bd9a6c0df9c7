"""`/source export`: a server's own sources with their history, as a file."""

import gzip
import io

import discord
from discord import app_commands
from discord.app_commands import locale_str
from discord.ext import commands

from bot.client.client import Belegbot
from bot.i18n import TEXTS
from bot.interactions.checks import moderators_only
from bot.interactions.common import Interaction, language_for, server_of
from bot.interactions.progress import with_progress
from bot.sources.errors import ExportTooLargeError
from index.i18n import N_
from index.library import Library
from index.scopes import Scope
from index.sites.transfer import export_all

FILE_LIMIT = 10 * 1024 * 1024
"""What Discord takes from a bot in a server without boosts."""

NOTHING_YET = N_("This server has no sources of its own yet.")
EXPORT_FILE = N_(
    "This server's own sources with their history, {size} kB. The operator can take the file in "
    "with `belegbot source import`."
)


class ExportCommands(commands.Cog):
    """What there is, to be taken away."""

    bot: Belegbot

    @app_commands.command(
        name=locale_str(N_("export")),
        description=locale_str(N_("This server's own sources with their history, as a file")),
    )
    @moderators_only()
    async def export_sources(self, interaction: Interaction) -> None:
        """Send the file to the moderator alone."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        server = server_of(interaction)
        lanes = self.bot.lanes
        content = await with_progress(
            interaction,
            lambda _: lanes.browse(_exported, self.bot.library, Scope.of(server)),
        )
        if not content:
            text = TEXTS.text(language_for(interaction), NOTHING_YET)
            await interaction.edit_original_response(content=text)
            return
        name = f"belegbot-{server}-{discord.utils.utcnow():%Y-%m-%d}.jsonl"
        if len(content) > FILE_LIMIT:
            content, name = await lanes.browse(gzip.compress, content), f"{name}.gz"
        if len(content) > FILE_LIMIT:
            raise ExportTooLargeError(server=server)
        size = max(1, round(len(content) / 1000))
        text = TEXTS.text(language_for(interaction), EXPORT_FILE, size=size)
        file = discord.File(io.BytesIO(content), name)
        await interaction.edit_original_response(content=text, attachments=[file])


def _exported(library: Library, scope: Scope) -> bytes:
    """Return a scope's own articles with their history, to be imported; nothing without any."""
    first, *rows, last = export_all(library, scope)
    return "".join([first, *rows, last]).encode() if rows else b""

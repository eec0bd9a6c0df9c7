"""`/source history` and `export`: what was changed, and what there is, as files."""

import csv
import gzip
import io
from collections.abc import Sequence

import discord
from discord import app_commands, ui
from discord.app_commands import locale_str
from discord.ext import commands

from bot.client.client import Belegbot
from bot.errors import ExportTooLargeError
from bot.i18n import TEXTS
from bot.interactions.actions import Key, action
from bot.interactions.buttons import add_pager, button
from bot.interactions.checks import Right, moderators_only
from bot.interactions.common import DISCORD, Interaction, language_for, server_of
from bot.interactions.progress import with_progress
from bot.sources.browse import title_of
from bot.sources.choose import choose, complete_any
from bot.sources.texts.article import history_embed
from index.corpus.catalogue import Title
from index.corpus.history import History, HistoryEntry
from index.corpus.transfer import export_lines
from index.i18n import N_
from index.scopes import SHARED, Scope

HISTORY_PAGE = 8
FILE_LIMIT = 10 * 1024 * 1024
"""What Discord takes from a bot in a server without boosts."""

AS_FILE = N_("As a file")
HISTORY_FILE = N_("The history as a table. People are in it by their Discord ids.")
EXPORT_FILE = N_(
    "This server's own sources with their history, {size} kB. The operator can take the file in "
    "with `belegbot source import`."
)
COLUMNS = ("revision", "at", "who", "operation", "article", "title", "why", "undoes")
FORMULA = ("=", "+", "-", "@", "\t")
"""What a spreadsheet would take for the beginning of a formula."""


class Records(commands.Cog):
    """What happened."""

    bot: Belegbot

    @app_commands.command(
        name=locale_str(N_("history")),
        description=locale_str(N_("Who changed what, when and why")),
    )
    @app_commands.rename(source=locale_str(N_("source")))
    @app_commands.describe(source=locale_str(N_("Only this source's; otherwise all there is")))
    @app_commands.autocomplete(source=complete_any)
    @moderators_only()
    async def show_history(self, interaction: Interaction, source: str = "") -> None:
        """Show the latest changes, with a button for all of them as a file."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        title = await choose(interaction, source, own=False, removed=None) if source else None
        await _show_history(interaction, title, 0)

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
            lambda _: lanes.browse(exported, self.bot.library.history, Scope.of(server)),
        )
        name = f"belegbot-{server}-{discord.utils.utcnow():%Y-%m-%d}.jsonl"
        if len(content) > FILE_LIMIT:
            content, name = await lanes.browse(gzip.compress, content), f"{name}.gz"
        if len(content) > FILE_LIMIT:
            raise ExportTooLargeError(server=server)
        size = max(1, round(len(content) / 1000))
        text = TEXTS.text(language_for(interaction), EXPORT_FILE, size=size)
        await _send_file(interaction, text, name, content)


@action("bk:history-of", Right.MODERATORS)
async def _history_of(interaction: Interaction, key: Key) -> None:
    await interaction.response.defer(ephemeral=True, thinking=True)
    await _show_history(interaction, await title_of(interaction, key.number), 0)


@action("bk:history", Right.MODERATORS)
async def _turn_history(interaction: Interaction, key: Key) -> None:
    await interaction.response.defer()
    title = await title_of(interaction, key.number) if key.number else None
    await _show_history(interaction, title, key.page)


async def _history(interaction: Interaction, title: Title | None) -> list[HistoryEntry]:
    article_id = title.article_id if title else None
    bot, scope = interaction.client, Scope.of(server_of(interaction))
    return await bot.lanes.browse(bot.library.history.entries, scope, article_id)


async def _show_history(interaction: Interaction, title: Title | None, page: int) -> None:
    language = language_for(interaction)
    changes = await with_progress(interaction, lambda _: _history(interaction, title))
    pages = max(1, -(-len(changes) // HISTORY_PAGE))
    page = min(page, pages - 1)
    name = title.title if title else None
    embed = history_embed(changes, page, HISTORY_PAGE, name, language)
    key = Key(title.changed if title else 0, page)
    view = ui.View(timeout=None)
    add_pager(view, "bk:history", key, pages)
    if changes:
        label = TEXTS.text(language, AS_FILE)
        view.add_item(button("bk:history-file", Key(key.number), label=label))
    await interaction.edit_original_response(content=None, embed=embed, view=view)


@action("bk:history-file", Right.MODERATORS)
async def _history_file(interaction: Interaction, key: Key) -> None:
    await interaction.response.defer(ephemeral=True, thinking=True)
    title = await title_of(interaction, key.number) if key.number else None
    changes = await _history(interaction, title)
    content = await interaction.client.lanes.browse(history_table, changes)
    text = TEXTS.text(language_for(interaction), HISTORY_FILE)
    await _send_file(interaction, text, "history.csv", content)


def history_table(changes: Sequence[HistoryEntry]) -> bytes:
    """Return changes as CSV that spreadsheets open, the latest first; of shared ones not who."""
    table = io.StringIO()
    writer = csv.writer(table)
    writer.writerow(COLUMNS)
    for recorded in changes:
        change = recorded.change
        shared = change.scope == SHARED
        in_discord = change.who.startswith(DISCORD) and not shared
        row = (
            change.revision,
            change.at.isoformat(timespec="seconds"),
            change.who if in_discord else "operator",
            change.operation,
            change.article_id,
            recorded.title or "",
            "" if shared else change.why,
            change.undoes or "",
        )
        writer.writerow([_cell(value) for value in row])
    return table.getvalue().encode("utf-8-sig")


def _cell(value: object) -> object:
    text = str(value)
    return f"'{text}" if text.startswith(FORMULA) else value


async def _send_file(interaction: Interaction, text: str, name: str, content: bytes) -> None:
    file = discord.File(io.BytesIO(content), name)
    await interaction.edit_original_response(content=text, attachments=[file])


def exported(history: History, scope: Scope) -> bytes:
    """Return a scope's own articles with their history, as a file to be imported."""
    return "".join(export_lines(history, scope)).encode()

"""`/source history`: who changed what, when and why; also as a file."""

import csv
import io
from collections.abc import Sequence

import discord
from discord import app_commands, ui
from discord.app_commands import locale_str
from discord.ext import commands

from bot.client.client import Belegbot
from bot.i18n import TEXTS
from bot.interactions.actions import Key, action
from bot.interactions.buttons import button
from bot.interactions.checks import Right, moderators_only
from bot.interactions.common import DISCORD, Interaction, language_for, server_of
from bot.interactions.pages import add_pager, page_of
from bot.interactions.progress import with_progress
from bot.sources.choose import choose, complete_any, title_of
from bot.sources.texts.history import history_embed
from index.corpus.catalogue import Title
from index.corpus.history import HistoryEntry
from index.i18n import N_
from index.scopes import SHARED, Scope

HISTORY_PAGE = 8

AS_FILE = N_("As a file")
HISTORY_FILE = N_("The history as a table. People are in it by their Discord ids.")
COLUMNS = ("revision", "at", "who", "operation", "article", "title", "why", "undoes")
FORMULA = ("=", "+", "-", "@", "\t")
"""What a spreadsheet would take for the beginning of a formula."""


class HistoryCommands(commands.Cog):
    """What was changed."""

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


@action("bk:history-of", Right.MODERATORS)
async def _history_of(interaction: Interaction, key: Key) -> None:
    await interaction.response.defer(ephemeral=True, thinking=True)
    await _show_history(interaction, await title_of(interaction, key.number), 0)


@action("bk:history", Right.MODERATORS)
async def _turn_history(interaction: Interaction, key: Key) -> None:
    await interaction.response.defer()
    title = await title_of(interaction, key.number) if key.number else None
    await _show_history(interaction, title, key.page)


async def _entries(interaction: Interaction, title: Title | None) -> list[HistoryEntry]:
    article_id = title.article_id if title else None
    bot, scope = interaction.client, Scope.of(server_of(interaction))
    return await bot.lanes.browse(bot.library.history.entries, scope, article_id)


async def _show_history(interaction: Interaction, title: Title | None, number: int) -> None:
    language = language_for(interaction)
    entries = await with_progress(interaction, lambda _: _entries(interaction, title))
    page = page_of(entries, number, HISTORY_PAGE)
    embed = history_embed(page, title.title if title else None, language)
    seen = title.changed if title else 0
    view = ui.View(timeout=None)
    add_pager(view, "bk:history", Key(seen, page.number), page.count)
    if entries:
        label = TEXTS.text(language, AS_FILE)
        view.add_item(button("bk:history-file", Key(seen), label=label))
    await interaction.edit_original_response(content=None, embed=embed, view=view)


@action("bk:history-file", Right.MODERATORS)
async def _history_file(interaction: Interaction, key: Key) -> None:
    await interaction.response.defer(ephemeral=True, thinking=True)
    title = await title_of(interaction, key.number) if key.number else None
    entries = await _entries(interaction, title)
    content = await interaction.client.lanes.browse(history_table, entries)
    text = TEXTS.text(language_for(interaction), HISTORY_FILE)
    file = discord.File(io.BytesIO(content), "history.csv")
    await interaction.edit_original_response(content=text, attachments=[file])


def history_table(entries: Sequence[HistoryEntry]) -> bytes:
    """Return changes as CSV that spreadsheets open, the latest first; of shared ones not who."""
    table = io.StringIO()
    writer = csv.writer(table)
    writer.writerow(COLUMNS)
    for entry in entries:
        change = entry.change
        shared = change.scope == SHARED
        in_discord = not shared and change.who.startswith(DISCORD)
        row = (
            change.revision,
            change.at.isoformat(timespec="seconds"),
            change.who if in_discord else "operator",
            change.operation,
            change.article_id,
            entry.title or "",
            "" if shared else change.why,
            change.undoes or "",
        )
        writer.writerow([_cell(value) for value in row])
    return table.getvalue().encode("utf-8-sig")


def _cell(value: object) -> object:
    text = str(value)
    return f"'{text}" if text.startswith(FORMULA) else value

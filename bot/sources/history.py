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
from bot.interactions.access import AN_ARTICLE, ITS_OR_ALL_CHANGES
from bot.interactions.actions import Finder, Key, action
from bot.interactions.buttons import button
from bot.interactions.checks import Right, moderators_only
from bot.interactions.common import DISCORD, Interaction, language_for, server_of
from bot.interactions.pages import add_pager, page_of
from bot.interactions.progress import with_progress
from bot.interactions.seen import SeenArticle, SeenHistory
from bot.sources.choose import Seen
from bot.sources.texts.history import history_embed
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
    @moderators_only()
    async def show_history(self, interaction: Interaction, source: Seen | None = None) -> None:
        """Show the latest changes, with a button for all of them as a file."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        found = None if source is None else await source()
        await _show_history(interaction, SeenHistory(found, 0))


@action("bk:history-of", Right.MODERATORS, AN_ARTICLE)
async def _history_of(interaction: Interaction, find: Finder[SeenArticle]) -> None:
    await interaction.response.defer(ephemeral=True, thinking=True)
    await _show_history(interaction, SeenHistory(await find(), 0))


@action("bk:history", Right.MODERATORS, ITS_OR_ALL_CHANGES)
async def _turn_history(interaction: Interaction, find: Finder[SeenHistory]) -> None:
    await interaction.response.defer()
    await _show_history(interaction, await find())


async def _entries(interaction: Interaction, found: SeenArticle | None) -> list[HistoryEntry]:
    article_id = found.article.id if found else None
    bot, scope = interaction.client, Scope.of(server_of(interaction))
    return await bot.lanes.browse(bot.library.history.entries, scope, article_id)


async def _show_history(interaction: Interaction, wanted: SeenHistory) -> None:
    language, found = language_for(interaction), wanted.of
    entries = await with_progress(interaction, lambda _: _entries(interaction, found))
    page = page_of(entries, wanted.page, HISTORY_PAGE)
    embed = history_embed(page, found.title.title if found else None, language)
    seen = found.title.changed if found else 0
    view = ui.View(timeout=None)
    add_pager(view, "bk:history", Key(seen, page.number), page.count)
    if entries:
        label = TEXTS.text(language, AS_FILE)
        view.add_item(button("bk:history-file", Key(seen), label=label))
    await interaction.edit_original_response(content=None, embed=embed, view=view)


@action("bk:history-file", Right.MODERATORS, ITS_OR_ALL_CHANGES)
async def _history_file(interaction: Interaction, find: Finder[SeenHistory]) -> None:
    await interaction.response.defer(ephemeral=True, thinking=True)
    entries = await _entries(interaction, (await find()).of)
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

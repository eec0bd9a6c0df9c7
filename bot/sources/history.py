"""`/source history`, `export` and `requests`: what was changed, what there is, what is missing."""

import csv
import gzip
import io
from collections.abc import Sequence

import discord
from discord import app_commands, ui
from discord.app_commands import locale_str
from discord.ext import commands

from bot.asking.buttons import posted_answer
from bot.client.client import Belegbot
from bot.errors import ExportTooLargeError
from bot.i18n import TEXTS
from bot.interactions.checks import moderators_only
from bot.interactions.common import language_for, server_of
from bot.interactions.progress import with_progress
from bot.notices.log_channel import DISCORD
from bot.sources.browse import title_of
from bot.sources.buttons import Interaction, KeepButton, Key, action, add_pager
from bot.sources.choose import choose, complete_any
from bot.sources.draft.forms import open_add_form
from bot.sources.texts.article import history_embed, requests_embed
from index.corpus.titles import Title
from index.i18n import N_
from index.models import SHARED
from index.overview import Recorded

HISTORY_PAGE = 8
REQUESTS_PAGE = 5
TOPICS = 50
"""As many as are worth a look; each is asked again, to see whether a source answers it now."""
FILE_LIMIT = 10 * 1024 * 1024
"""What Discord takes from a bot in a server without boosts."""

AS_FILE = N_("As a file")
ADD_FOR = N_("Source for {number}")
HISTORY_FILE = N_("The history as a table. People are in it by their Discord ids.")
EXPORT_FILE = N_(
    "This server's own sources with their history, {size} kB. The operator can take the file in "
    "with `belegbot source import`."
)
COLUMNS = ("revision", "at", "who", "operation", "article", "title", "why", "undoes")
FORMULA = ("=", "+", "-", "@", "\t")
"""What a spreadsheet would take for the beginning of a formula."""


class Records(commands.Cog):
    """What happened, and what is missing."""

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
        service = self.bot.service
        content = await with_progress(interaction, lambda _: service.export(str(server)))
        name = f"belegbot-{server}-{discord.utils.utcnow():%Y-%m-%d}.jsonl"
        if len(content) > FILE_LIMIT:
            content, name = await service.compute(gzip.compress, content), f"{name}.gz"
        if len(content) > FILE_LIMIT:
            raise ExportTooLargeError(server=server)
        size = max(1, round(len(content) / 1000))
        text = TEXTS.text(language_for(interaction), EXPORT_FILE, size=size)
        await _send_file(interaction, text, name, content)

    @app_commands.command(
        name=locale_str(N_("requests")),
        description=locale_str(N_("What members asked and no source answers")),
    )
    @moderators_only()
    async def show_requests(self, interaction: Interaction) -> None:
        """Show the most wanted ones, each with a button that adds a source."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        await _show_requests(interaction, 0)


@action("history-of")
async def _history_of(interaction: Interaction, key: Key, _: list[str]) -> None:
    await interaction.response.defer(ephemeral=True, thinking=True)
    await _show_history(interaction, await title_of(interaction, key.number), 0)


@action("history")
async def _turn_history(interaction: Interaction, key: Key, _: list[str]) -> None:
    await interaction.response.defer()
    title = await title_of(interaction, key.number) if key.number else None
    await _show_history(interaction, title, key.page)


async def _history(interaction: Interaction, title: Title | None) -> list[Recorded]:
    article_id = title.article_id if title else None
    return await interaction.client.service.history(str(server_of(interaction)), article_id)


async def _show_history(interaction: Interaction, title: Title | None, page: int) -> None:
    language = language_for(interaction)
    changes = await with_progress(interaction, lambda _: _history(interaction, title))
    pages = max(1, -(-len(changes) // HISTORY_PAGE))
    page = min(page, pages - 1)
    name = title.title if title else None
    embed = history_embed(changes, page, HISTORY_PAGE, name, language)
    key = Key("history", title.changed if title else 0, page)
    view = ui.View(timeout=None)
    add_pager(view, key, pages)
    if changes:
        label = TEXTS.text(language, AS_FILE)
        view.add_item(KeepButton(Key("history-file", key.number), label=label))
    await interaction.edit_original_response(content=None, embed=embed, view=view)


@action("history-file")
async def _history_file(interaction: Interaction, key: Key, _: list[str]) -> None:
    await interaction.response.defer(ephemeral=True, thinking=True)
    title = await title_of(interaction, key.number) if key.number else None
    changes = await _history(interaction, title)
    content = await interaction.client.service.compute(history_table, changes)
    text = TEXTS.text(language_for(interaction), HISTORY_FILE)
    await _send_file(interaction, text, "history.csv", content)


def history_table(changes: Sequence[Recorded]) -> bytes:
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


@action("requests")
async def _turn_requests(interaction: Interaction, key: Key, _: list[str]) -> None:
    await interaction.response.defer()
    await _show_requests(interaction, key.page)


async def _show_requests(interaction: Interaction, page: int) -> None:
    language, server = language_for(interaction), str(server_of(interaction))
    bot = interaction.client
    since = discord.utils.utcnow() - bot.settings.kept
    topics = await with_progress(
        interaction, lambda progress: bot.service.unanswered(server, since, TOPICS, progress)
    )
    pages = max(1, -(-len(topics) // REQUESTS_PAGE))
    page = min(page, pages - 1)
    first = page * REQUESTS_PAGE
    view = ui.View(timeout=None)
    for number, topic in enumerate(topics[first : first + REQUESTS_PAGE], first + 1):
        label = TEXTS.text(language, ADD_FOR, number=number)
        view.add_item(KeepButton(Key("add-for", topic.answer_id), label=label, emoji="➕", row=0))
    add_pager(view, Key("requests", 0, page), pages, row=1)
    embed = requests_embed(topics, page, REQUESTS_PAGE, language)
    await interaction.edit_original_response(content=None, embed=embed, view=view)


@action("add-for")
async def _add_for(interaction: Interaction, key: Key, _: list[str]) -> None:
    posted = await posted_answer(interaction, key.number)
    await open_add_form(interaction, posted.question)

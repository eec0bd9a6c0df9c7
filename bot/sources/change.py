"""`/source remove`, `restore` and `undo`: what is to happen is shown, then done with its reason."""

from collections.abc import Awaitable, Callable

import discord
from discord import app_commands, ui
from discord.app_commands import locale_str
from discord.ext import commands

from bot.client.client import Belegbot
from bot.i18n import TEXTS
from bot.interactions.access import A_CHANGE, AN_OWN_ARTICLE, own_change
from bot.interactions.actions import Finder, Key, action, form_action
from bot.interactions.buttons import button
from bot.interactions.checks import Right, moderators_only
from bot.interactions.common import Interaction, author, language_for
from bot.interactions.forms import Form
from bot.interactions.seen import OwnArticle
from bot.sources.browse import facts_of
from bot.sources.choose import OneChange, Own, Removed
from bot.sources.draft.forms import WHY, WHY_HINT, WHY_LIMIT
from bot.sources.errors import NothingToUndoError
from bot.sources.outcome import carry_out, change_of, finish
from bot.sources.texts.history import (
    MEANWHILE,
    change_line,
    removal_text,
    undo_text,
)
from index.corpus.errors import (
    ArticleChangedMeanwhileError,
    ChangeNotUndoableError,
    PurgeLatestError,
)
from index.corpus.history import HistoryEntry
from index.corpus.undo import Undo
from index.i18n import N_
from index.indexing.progress import Progress
from index.models import Change

REMOVE_TITLE, UNDO_TITLE = N_("Remove this source"), N_("Take this change back")
REMOVE, UNDO = N_("Remove …"), N_("Take back …")
REMOVED = N_("✅ {title} is removed; I no longer answer from it. **/source undo** takes that back.")
RESTORED = N_("✅ {title} is in force again and can be asked.")
UNDONE = N_("✅ The change to {title} is taken back.")


class ChangeCommands(commands.Cog):
    """Takes articles out, and brings them back."""

    bot: Belegbot

    @app_commands.command(
        name=locale_str(N_("remove")),
        description=locale_str(N_("Take a source out; it can be restored")),
    )
    @app_commands.rename(source=locale_str(N_("source")))
    @app_commands.describe(source=locale_str(N_("Its title; typing errors don't matter")))
    @moderators_only()
    async def remove_source(self, interaction: Interaction, source: Own) -> None:
        """Show what would be removed, with a button that asks for the reason."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        found = await source()
        facts = await facts_of(interaction, found.article)
        pinned = await self.bot.lanes.browse(self.bot.library.pins.within, found.article.scope)
        unpinned = [
            each.pin.question
            for each in pinned
            if each.pin.article_id == found.article.id and each.place is not None
        ]
        text = removal_text(found.article.title, facts, unpinned, language_for(interaction))
        await _confirm(interaction, text, "bk:remove", found.seen, REMOVE)

    @app_commands.command(
        name=locale_str(N_("restore")), description=locale_str(N_("Bring a removed source back"))
    )
    @app_commands.rename(source=locale_str(N_("source")), why=locale_str(N_("reason")))
    @app_commands.describe(
        source=locale_str(N_("Its title; typing errors don't matter")),
        why=locale_str(N_("For the history and the log channel")),
    )
    @moderators_only()
    async def restore_source(
        self,
        interaction: Interaction,
        source: Removed,
        why: app_commands.Range[str, 1, WHY_LIMIT] = "",
    ) -> None:
        """Restore it; nothing is lost by that, so nothing is asked."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        await _restore(interaction, await source(), why)

    @app_commands.command(
        name=locale_str(N_("undo")),
        description=locale_str(N_("Take the latest change back, or another one")),
    )
    @app_commands.rename(change=locale_str(N_("change")))
    @app_commands.describe(change=locale_str(N_("Which one; otherwise the latest")))
    @moderators_only()
    async def undo_change(self, interaction: Interaction, change: OneChange | None = None) -> None:
        """Show what the undo would do, with a button that asks for the reason."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        language, bot = language_for(interaction), interaction.client
        try:
            undo = await (own_change(interaction, None) if change is None else change())
        except ChangeNotUndoableError as error:
            if change is None and not isinstance(error, PurgeLatestError):
                raise NothingToUndoError from error
            raise
        entry = await entry_of(interaction, undo.change)
        back = (
            None
            if undo.version is None
            else await bot.lanes.browse(bot.library.history.change, undo.version)
        )
        text = undo_text(undo, entry, back.at if back else None, language)
        await _confirm(interaction, text, "bk:undo", undo.change.revision, UNDO)


async def entry_of(interaction: Interaction, change: Change) -> HistoryEntry:
    """Return a change of this server's with its article's title."""
    bot = interaction.client
    entry = await bot.lanes.browse(bot.library.history.entry, change.revision)
    return entry or HistoryEntry(change, None)


async def _confirm(
    interaction: Interaction, text: str, name: str, revision: int, label: str
) -> None:
    view = ui.View(timeout=None)
    shown = TEXTS.text(language_for(interaction), label)
    view.add_item(button(name, Key(revision), label=shown, style=discord.ButtonStyle.danger))
    await interaction.edit_original_response(content=text, view=view)


@action("bk:remove", Right.MODERATORS, AN_OWN_ARTICLE)
async def _ask_why_remove(interaction: Interaction, find: Finder[OwnArticle]) -> None:
    found = await find()
    form = Form(language_for(interaction), REMOVE_TITLE, "bf:remove", Key(found.seen))
    form.ask("why", WHY, WHY_LIMIT, hint=WHY_HINT, required=True)
    await interaction.response.send_modal(form)


@action("bk:undo", Right.MODERATORS, A_CHANGE)
async def _ask_why_undo(interaction: Interaction, find: Finder[Undo]) -> None:
    undo = await find()
    form = Form(language_for(interaction), UNDO_TITLE, "bf:undo", Key(undo.change.revision))
    form.ask("why", WHY, WHY_LIMIT, hint=WHY_HINT)
    await interaction.response.send_modal(form)


@action("bk:restore", Right.MODERATORS, AN_OWN_ARTICLE)
async def _restore_it(interaction: Interaction, find: Finder[OwnArticle]) -> None:
    await interaction.response.defer()
    await _restore(interaction, await find(), "")


@form_action("bf:remove", Right.MODERATORS, AN_OWN_ARTICLE)
async def _remove(
    interaction: Interaction, find: Finder[OwnArticle], values: dict[str, str]
) -> None:
    # Takes the place of what asked for the reason.
    await interaction.response.defer()
    found = await find()
    bot, who = interaction.client, author(interaction, values.get("why", "").strip())
    await _do(
        interaction,
        lambda _: bot.lanes.write(bot.library.remove, found.article.id, who, found.expected),
        found.title.title,
        REMOVED,
    )


async def _restore(interaction: Interaction, found: OwnArticle, why: str) -> None:
    bot, who = interaction.client, author(interaction, why)
    await _do(
        interaction,
        lambda _: bot.lanes.write(
            bot.library.restore, found.article.id, who, found.expected, bot.library.settings.quota
        ),
        found.title.title,
        RESTORED,
    )


@form_action("bf:undo", Right.MODERATORS, A_CHANGE)
async def _undo(interaction: Interaction, find: Finder[Undo], values: dict[str, str]) -> None:
    # Takes the place of what asked for the reason.
    await interaction.response.defer()
    bot, change = interaction.client, (await find()).change
    title = (await entry_of(interaction, change)).title or ""
    who = author(interaction, values.get("why", "").strip())
    await _do(
        interaction,
        lambda _: bot.lanes.write(
            bot.library.undo, change.revision, who, change.scope, bot.library.settings.quota
        ),
        title,
        UNDONE,
    )


async def _do(
    interaction: Interaction,
    work: Callable[[Progress], Awaitable[Change]],
    title: str,
    message: str,
) -> None:
    try:
        change, late = await carry_out(interaction, work)
    except ArticleChangedMeanwhileError as error:
        entry = await entry_of(interaction, change_of(error))
        language = language_for(interaction)
        text = TEXTS.text(language, MEANWHILE, change=change_line(entry, language))
        await interaction.edit_original_response(content=text, embed=None, view=None)
        return
    await finish(interaction, change, title, message, late)

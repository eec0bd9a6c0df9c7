"""`/source remove`, `restore` and `undo`: what is to happen is shown, then done with its reason."""

from collections.abc import Awaitable, Callable
from contextlib import closing
from itertools import islice

import discord
from discord import app_commands, ui
from discord.app_commands import Choice, locale_str
from discord.ext import commands

from bot.client.client import Belegbot
from bot.desk.moderators import is_moderator
from bot.i18n import TEXTS
from bot.interactions.actions import Key, action
from bot.interactions.buttons import button
from bot.interactions.checks import Right, moderators_only
from bot.interactions.common import Interaction, author, language_for, server_of
from bot.interactions.forms import Form
from bot.sources.browse import facts_of
from bot.sources.choose import (
    CHOICE_LIMIT,
    CHOICES,
    choose,
    choose_target,
    complete_own,
    complete_removed,
    title_of,
)
from bot.sources.draft.forms import WHY, WHY_HINT, WHY_LIMIT
from bot.sources.errors import NothingToUndoError
from bot.sources.outcome import carry_out, change_of, finish
from bot.sources.texts.history import (
    MEANWHILE,
    change_line,
    plain_change,
    removal_text,
    undo_text,
)
from index.corpus.changelog import Expectation
from index.corpus.errors import ArticleChangedMeanwhileError, ChangeNotUndoableError
from index.corpus.history import History, HistoryEntry
from index.i18n import N_, Language
from index.indexing.progress import Progress
from index.models import Change
from index.scopes import Scope

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
    @app_commands.autocomplete(source=complete_own)
    @moderators_only()
    async def remove_source(self, interaction: Interaction, source: str) -> None:
        """Show what would be removed, with a button that asks for the reason."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        article, target = await choose_target(interaction, source)
        facts = await facts_of(interaction, article)
        text = removal_text(article.title, facts, language_for(interaction))
        await _confirm(interaction, text, "bk:remove", target.seen, REMOVE)

    @app_commands.command(
        name=locale_str(N_("restore")), description=locale_str(N_("Bring a removed source back"))
    )
    @app_commands.rename(source=locale_str(N_("source")), why=locale_str(N_("reason")))
    @app_commands.describe(
        source=locale_str(N_("Its title; typing errors don't matter")),
        why=locale_str(N_("For the history and the log channel")),
    )
    @app_commands.autocomplete(source=complete_removed)
    @moderators_only()
    async def restore_source(
        self,
        interaction: Interaction,
        source: str,
        why: app_commands.Range[str, 1, WHY_LIMIT] = "",
    ) -> None:
        """Restore it; nothing is lost by that, so nothing is asked."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        title = await choose(interaction, source, removed=True)
        await _restore(interaction, title.changed, why)

    @app_commands.command(
        name=locale_str(N_("undo")),
        description=locale_str(N_("Take the latest change back, or another one")),
    )
    @app_commands.rename(change=locale_str(N_("change")))
    @app_commands.describe(change=locale_str(N_("Which one; otherwise the latest")))
    @moderators_only()
    async def undo_change(self, interaction: Interaction, change: int | None = None) -> None:
        """Show what the undo would do, with a button that asks for the reason."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        language, scope = language_for(interaction), Scope.of(server_of(interaction))
        bot = interaction.client
        try:
            undo = await bot.lanes.browse(bot.library.history.undoing, change, scope)
        except ChangeNotUndoableError as error:
            if change is None:
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

    @undo_change.autocomplete("change")
    async def _complete_change(self, interaction: Interaction, typed: str) -> list[Choice[int]]:
        if not is_moderator(interaction):
            return []
        bot, scope = self.bot, Scope.of(server_of(interaction))
        changes = await bot.lanes.browse(
            changes_like, bot.library.history, scope, typed, language_for(interaction)
        )
        return [Choice(name=line, value=revision) for revision, line in changes]


def changes_like(
    history: History, scope: Scope, typed: str, language: Language
) -> list[tuple[int, str]]:
    """Return the latest changes with `typed` in their line, and that line; as many as are shown.

    No more of the history is read, and put into words, than that takes.
    """
    with closing(history.latest(scope)) as entries:
        lines = (
            (entry.change.revision, plain_change(entry, language)[:CHOICE_LIMIT])
            for entry in entries
            if entry.change.operation != "purge" and entry.title is not None
        )
        like = ((revision, line) for revision, line in lines if typed.casefold() in line.casefold())
        return list(islice(like, CHOICES))


async def entry_of(interaction: Interaction, change: Change) -> HistoryEntry:
    """Return a change of this server's with its article's title."""
    bot, scope = interaction.client, Scope.of(server_of(interaction))
    history = await bot.lanes.browse(bot.library.history.entries, scope, change.article_id)
    return next(
        (entry for entry in history if entry.change.revision == change.revision),
        HistoryEntry(change, None),
    )


async def _confirm(
    interaction: Interaction, text: str, name: str, revision: int, label: str
) -> None:
    view = ui.View(timeout=None)
    shown = TEXTS.text(language_for(interaction), label)
    view.add_item(button(name, Key(revision), label=shown, style=discord.ButtonStyle.danger))
    await interaction.edit_original_response(content=text, view=view)


@action("bk:remove", Right.MODERATORS)
async def _ask_why_remove(interaction: Interaction, key: Key) -> None:
    form = Form(language_for(interaction), REMOVE_TITLE, "bf:remove", key)
    form.ask("why", WHY, WHY_LIMIT, hint=WHY_HINT, required=True)
    await interaction.response.send_modal(form)


@action("bk:undo", Right.MODERATORS)
async def _ask_why_undo(interaction: Interaction, key: Key) -> None:
    form = Form(language_for(interaction), UNDO_TITLE, "bf:undo", key)
    form.ask("why", WHY, WHY_LIMIT, hint=WHY_HINT)
    await interaction.response.send_modal(form)


@action("bk:restore", Right.MODERATORS)
async def _restore_it(interaction: Interaction, key: Key) -> None:
    await interaction.response.defer()
    await _restore(interaction, key.number, "")


@action("bf:remove", Right.MODERATORS)
async def _remove(interaction: Interaction, key: Key, values: dict[str, str]) -> None:
    # Takes the place of what asked for the reason.
    await interaction.response.defer()
    title = await title_of(interaction, key.number)
    bot, who = interaction.client, author(interaction, values.get("why", "").strip())
    expected = Expectation(Scope.of(server_of(interaction)), key.number)
    await _do(
        interaction,
        lambda _: bot.lanes.write(bot.library.remove, title.article_id, who, expected),
        title.title,
        REMOVED,
    )


async def _restore(interaction: Interaction, seen: int, why: str) -> None:
    title = await title_of(interaction, seen)
    bot, who = interaction.client, author(interaction, why)
    expected = Expectation(Scope.of(server_of(interaction)), seen)
    await _do(
        interaction,
        lambda _: bot.lanes.write(bot.library.restore, title.article_id, who, expected),
        title.title,
        RESTORED,
    )


@action("bf:undo", Right.MODERATORS)
async def _undo(interaction: Interaction, key: Key, values: dict[str, str]) -> None:
    # Takes the place of what asked for the reason.
    await interaction.response.defer()
    bot, scope = interaction.client, Scope.of(server_of(interaction))
    undo = await bot.lanes.browse(bot.library.history.undoing, key.number, scope)
    title = (await entry_of(interaction, undo.change)).title or ""
    who = author(interaction, values.get("why", "").strip())
    await _do(
        interaction,
        lambda _: bot.lanes.write(bot.library.undo, key.number, who, scope),
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

"""`/source remove`, `restore` and `undo`: what is to happen is shown, then done with its reason."""

from typing import Any

import discord
from discord import app_commands, ui
from discord.app_commands import Choice, locale_str
from discord.ext import commands

from bot.asking.buttons import MODAL_TIMEOUT
from bot.client.client import Belegbot
from bot.errors import NothingToUndoError
from bot.failures import explain, record, report
from bot.i18n import TEXTS
from bot.interactions.checks import is_moderator, moderators_only, require_moderator
from bot.interactions.common import author, change_of, language_for, server_of
from bot.interactions.progress import with_progress
from bot.sources.browse import facts_of, title_of
from bot.sources.buttons import FORM, Interaction, KeepButton, Key, action
from bot.sources.choose import (
    CHOICE_LIMIT,
    CHOICES,
    choose,
    complete_own,
    complete_removed,
)
from bot.sources.draft.decide import finish
from bot.sources.draft.forms import WHY, WHY_HINT, WHY_LIMIT, values_of
from bot.sources.texts.article import (
    MEANWHILE,
    change_line,
    plain_change,
    removal_text,
    undo_text,
)
from index.corpus.changelog import Author, Expectation
from index.corpus.errors import ArticleChangedMeanwhileError, ChangeNotUndoableError
from index.corpus.history import HistoryEntry
from index.i18n import N_
from index.indexing.errors import IndexLateError
from index.models import Change
from index.scopes import Scope

REMOVE_TITLE, UNDO_TITLE = N_("Remove this source"), N_("Take this change back")
REMOVE, UNDO = N_("Remove …"), N_("Take back …")
REMOVED = N_("✅ {title} is removed; I no longer answer from it. **/source undo** takes that back.")
RESTORED = N_("✅ {title} is in force again and can be asked.")
UNDONE = N_("✅ The change to {title} is taken back.")


class Changing(commands.Cog):
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
        language = language_for(interaction)
        title = await choose(interaction, source)
        _, facts = await facts_of(interaction, title, language)
        text = removal_text(title.title, facts, language)
        await _confirm(interaction, text, Key("remove", title.changed), REMOVE)

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
        recorded = await recorded_as(interaction, undo.change)
        back = (
            None
            if undo.version is None
            else await bot.lanes.browse(bot.library.history.change, undo.version)
        )
        text = undo_text(undo, recorded, back.at if back else None, language)
        await _confirm(interaction, text, Key("undo", undo.change.revision), UNDO)

    @undo_change.autocomplete("change")
    async def _complete_change(self, interaction: Interaction, typed: str) -> list[Choice[int]]:
        if not is_moderator(interaction):
            return []
        history = await self.bot.lanes.browse(
            self.bot.library.history.entries, Scope.of(server_of(interaction))
        )
        language = language_for(interaction)
        lines = [
            (recorded.change.revision, plain_change(recorded, language)[:CHOICE_LIMIT])
            for recorded in history
            if recorded.change.operation != "purge" and recorded.title is not None
        ]
        wanted = typed.casefold()
        found = [(number, line) for number, line in lines if wanted in line.casefold()]
        return [Choice(name=line, value=number) for number, line in found[:CHOICES]]

    @commands.Cog.listener("on_interaction")
    async def on_keeping_form(self, interaction: Interaction) -> None:
        """Take a reason that was sent; by its form's id, so that one outlives a restart."""
        if interaction.type is not discord.InteractionType.modal_submit:
            return
        data: Any = interaction.data
        found = FORM.fullmatch(data["custom_id"])
        if found is None:
            return
        why = dict(values_of(data["components"])).get("why", "").strip()
        with self.bot.at_work():
            try:
                require_moderator(interaction)
                # Takes the place of what asked for the reason.
                await interaction.response.defer()
                work = _remove if found["action"] == "remove" else _undo
                await work(interaction, int(found["number"]), why)
            except Exception as error:  # noqa: BLE001 - told to the person, and in the log
                await report(interaction, error, f"The form “{found['action']}”")


async def recorded_as(interaction: Interaction, change: Change) -> HistoryEntry:
    """Return a change of this server's with its article's title."""
    bot, scope = interaction.client, Scope.of(server_of(interaction))
    history = await bot.lanes.browse(bot.library.history.entries, scope, change.article_id)
    return next(
        (r for r in history if r.change.revision == change.revision), HistoryEntry(change, None)
    )


async def _confirm(interaction: Interaction, text: str, key: Key, label: str) -> None:
    view = ui.View(timeout=None)
    shown = TEXTS.text(language_for(interaction), label)
    view.add_item(KeepButton(key, label=shown, style=discord.ButtonStyle.danger))
    await interaction.edit_original_response(content=text, view=view)


@action("remove")
@action("undo")
async def _ask_why(interaction: Interaction, key: Key, _: list[str]) -> None:
    language = language_for(interaction)
    removing = key.action == "remove"
    form = ui.Modal(
        title=TEXTS.text(language, REMOVE_TITLE if removing else UNDO_TITLE),
        custom_id=key.id("bf"),
        timeout=MODAL_TIMEOUT,
    )
    field: ui.TextInput[Any] = ui.TextInput(
        custom_id="why",
        placeholder=TEXTS.text(language, WHY_HINT),
        required=removing,
        max_length=WHY_LIMIT,
    )
    form.add_item(ui.Label(text=TEXTS.text(language, WHY), component=field))
    await interaction.response.send_modal(form)


@action("restore")
async def _restore_it(interaction: Interaction, key: Key, _: list[str]) -> None:
    await interaction.response.defer()
    await _restore(interaction, key.number, "")


async def _remove(interaction: Interaction, seen: int, why: str) -> None:
    title = await title_of(interaction, seen)
    bot, expected = interaction.client, Expectation(Scope.of(server_of(interaction)), seen)
    who = author(interaction, why)
    work = bot.lanes.write(bot.library.remove, title.article_id, who, expected)
    await _do(interaction, work, title.title, REMOVED)


async def _restore(interaction: Interaction, seen: int, why: str) -> None:
    title = await title_of(interaction, seen)
    bot, expected = interaction.client, Expectation(Scope.of(server_of(interaction)), seen)
    who = author(interaction, why)
    work = bot.lanes.write(bot.library.restore, title.article_id, who, expected)
    await _do(interaction, work, title.title, RESTORED)


async def _undo(interaction: Interaction, revision: int, why: str) -> None:
    bot, scope = interaction.client, Scope.of(server_of(interaction))
    undo = await bot.lanes.browse(bot.library.history.undoing, revision, scope)
    title = (await recorded_as(interaction, undo.change)).title or ""
    who: Author = author(interaction, why)
    work = bot.lanes.write(bot.library.undo, revision, who, scope)
    await _do(interaction, work, title, UNDONE)


async def _do(interaction: Interaction, work: Any, title: str, message: str) -> None:  # noqa: ANN401 - a coroutine
    language, late = language_for(interaction), ""
    try:
        change: Change = await with_progress(interaction, lambda _: work)
    except IndexLateError as error:
        # It is stored, and the index follows.
        record(error, f"Indexing in server {interaction.guild_id}")
        change, late = change_of(error), explain(error, language)
    except ArticleChangedMeanwhileError as error:
        recorded = await recorded_as(interaction, change_of(error))
        text = TEXTS.text(language, MEANWHILE, change=change_line(recorded, language))
        await interaction.edit_original_response(content=text, embed=None, view=None)
        return
    await finish(interaction, change, title, message, late)

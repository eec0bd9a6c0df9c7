"""A preview and its buttons. What they need is in the database: they work after a restart.

An id is `bs:<action>:<preview>`. Who clicks must be a moderator at that moment, and the person whom
the preview was shown to.
"""

import logging
import re
from collections.abc import Awaitable, Callable
from dataclasses import replace
from functools import partial
from io import BytesIO
from typing import Any, Self

import discord
from discord import ui

from bot.client.client import Belegbot
from bot.failures import explain, record, report
from bot.i18n import TEXTS
from bot.interactions.checks import require_moderator
from bot.interactions.common import Interaction, author, change_of, language_for, server_of
from bot.interactions.persistent import Persistent
from bot.interactions.progress import with_progress
from bot.memory.errors import PreviewGoneError
from bot.memory.previews import Preview, claim
from bot.notices.log_channel import post_change, who_text
from bot.sources.draft.forms import details_form
from bot.sources.texts.preview import (
    ALL_IN_FILE,
    COMPARISON,
    preview_embed,
    said_of,
    whole_comparison,
)
from index.articles import given_metadata
from index.corpus.errors import ArticleChangedMeanwhileError
from index.i18n import N_, Language
from index.indexing.errors import IndexLateError
from index.models import Change
from index.review.inspection import Inspection

log = logging.getLogger(__name__)

SAVED_QUESTIONS = 50
"""A server's questions that a draft is tried on."""

ADD, REPLACE = N_("Add"), N_("Replace")
EDIT = N_("Edit details")
CANCEL = N_("Cancel")
ADDED = N_("✅ {title} is added and can be asked. Article {article}, revision {revision}.")
REPLACED = N_("✅ {title} has its new version. Article {article}, revision {revision}.")
DISCARDED = N_("Discarded. Nothing was stored.")
MEANWHILE = N_(
    "{who} has changed this article since your preview. Nothing was overwritten; your version is "
    "kept. The preview now compares it with the article as it stands: look again, then decide."
)


class PreviewButton(
    Persistent,
    ui.DynamicItem[ui.Button[ui.View]],
    template=r"bs:(?P<action>add|edit|cancel):(?P<preview>[\w-]+)",
):
    """A button below a preview."""

    def __init__(self, action: str, preview_id: str, **look: Any) -> None:  # noqa: ANN401 - a button's
        super().__init__(ui.Button(custom_id=f"bs:{action}:{preview_id}", **look))
        self.action, self.preview_id = action, preview_id

    @classmethod
    def of_id(cls, match: re.Match[str]) -> Self:
        """Make the button from its id."""
        return cls(match["action"], match["preview"])

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Do what the button says; whoever clicked is told if it fails."""
        with interaction.client.at_work():
            try:
                require_moderator(interaction)
                await ACTIONS[self.action](
                    interaction, await pending_of(interaction, self.preview_id)
                )
            except PreviewGoneError as error:
                record(error, "A preview's button")
                await _close(interaction, explain(error, language_for(interaction)))
            except Exception as error:  # noqa: BLE001 - told to the person, and in the log
                await report(interaction, error, f"The preview's button “{self.action}”")


async def pending_of(interaction: Interaction, preview_id: str) -> Preview:
    """Return the draft that a button or form belongs to.

    Raises:
        PreviewGoneError: it is decided on, too old, or another person's.
    """
    since = discord.utils.utcnow() - interaction.client.settings.undecided
    bot = interaction.client
    pending = await bot.lanes.remember(bot.memory.previews.get, preview_id, since)
    own = (server_of(interaction), interaction.user.id)
    if pending is None or (pending.guild_id, pending.person) != own:
        raise PreviewGoneError
    return pending


async def change_details_of(
    interaction: Interaction, preview_id: str, values: dict[str, str]
) -> None:
    """Take over the details that were sent for a draft, and show it anew.

    Raises:
        ArticleError: one of them can't be used; the draft stays as it was.
    """
    await interaction.response.defer()
    try:
        pending = await pending_of(interaction, preview_id)
    except PreviewGoneError as error:
        await _close(interaction, explain(error, language_for(interaction)))
        return
    given = given_metadata(
        **{name: values.get(name) for name in ("title", "date", "url", "author")}
    )
    draft = replace(
        pending.draft,
        title=given.title or pending.draft.title,
        date=given.date,
        url=given.url,
        author=given.author,
    )
    corrected = replace(
        pending,
        draft=draft,
        why=" ".join(values.get("why", "").split()),
        origin=replace(pending.origin, unusable={}),
    )
    await _refresh(interaction, corrected)


async def _refresh(interaction: Interaction, pending: Preview) -> None:
    embed, view, files = await looks(interaction, pending)
    bot = interaction.client
    await bot.lanes.remember(bot.memory.previews.put, pending)
    await interaction.edit_original_response(
        content=None, embed=embed, view=view, attachments=files
    )


async def looks(
    interaction: Interaction, pending: Preview
) -> tuple[discord.Embed, ui.View, list[discord.File]]:
    """Return a preview with its buttons and files; raises `ArticleError`s."""
    language = language_for(interaction)
    bot = interaction.client
    inspection = await bot.lanes.read(inspect, bot, pending)
    patience = bot.settings.undecided
    embed = preview_embed(pending, inspection, language, patience)
    files = []
    if (whole := whole_comparison(inspection)) is not None:
        name = TEXTS.text(language, COMPARISON)
        files.append(discord.File(BytesIO(whole), name))
        embed.add_field(
            name="\u200b", value=TEXTS.text(language, ALL_IN_FILE, name=name), inline=False
        )
    return embed, _buttons(pending, language), files


def inspect(bot: Belegbot, pending: Preview) -> Inspection:
    """Tell what there is to know of a draft; raises `ArticleError`s."""
    saved = bot.memory.answers.saved_questions(pending.guild_id, SAVED_QUESTIONS)
    return bot.review.inspect(pending.proposal, saved)


def _buttons(pending: Preview, language: Language) -> ui.View:
    view = ui.View(timeout=None)
    yes = ADD if pending.article_id is None else REPLACE
    style = discord.ButtonStyle
    for action, label, look in (
        ("add", yes, style.success),
        ("edit", EDIT, style.secondary),
        ("cancel", CANCEL, style.secondary),
    ):
        text = TEXTS.text(language, label)
        view.add_item(PreviewButton(action, pending.id, label=text, style=look))
    return view


async def _accept(interaction: Interaction, pending: Preview) -> None:
    await interaction.response.defer()
    try:
        change, late = await accept(interaction, pending)
    except ArticleChangedMeanwhileError as error:
        await _compare_anew(interaction, pending, change_of(error))
        return
    await finish(interaction, change, pending.draft.title, _done(pending), late)


async def accept(interaction: Interaction, pending: Preview) -> tuple[Change, str]:
    """Let a draft count; return the change, and what to say if the index is late.

    Raises:
        ArticleError: it can't count, or not any more.
    """
    bot, who = interaction.client, author(interaction, pending.why)
    try:
        change = await with_progress(
            interaction,
            lambda progress: bot.lanes.write(
                bot.review.accept,
                pending.proposal,
                who,
                partial(claim, preview_id=pending.id),
                progress,
            ),
        )
    except IndexLateError as error:
        # It is stored, and found once the index has followed.
        record(error, f"Indexing in server {interaction.guild_id}")
        return change_of(error), explain(error, language_for(interaction))
    return change, ""


def _done(pending: Preview) -> str:
    return ADDED if pending.article_id is None else REPLACED


async def finish(
    interaction: Interaction, change: Change, title: str, message: str, late: str = ""
) -> None:
    """Say that a change is done, to who made it and in the log channel."""
    text = late or said_of(change, title, language_for(interaction), message)
    await interaction.edit_original_response(content=text, embed=None, view=None, attachments=[])
    await announce(interaction, change, title)


async def announce(interaction: Interaction, change: Change, title: str) -> None:
    """Put a change into the operator's log, and in the server's log channel."""
    facts = {"guild": interaction.guild_id, "by": interaction.user.id, "revision": change.revision}
    log.info("Sources changed: %s", change.operation, extra=facts)
    await post_change(interaction.client, server_of(interaction), change, title)


async def _compare_anew(interaction: Interaction, pending: Preview, change: Change) -> None:
    await _refresh(interaction, replace(pending, seen=change.revision))
    who = who_text(change.who)
    text = TEXTS.text(language_for(interaction), MEANWHILE, who=who)
    await interaction.followup.send(text, ephemeral=True)


async def _edit(interaction: Interaction, pending: Preview) -> None:
    custom_id = f"bs:form-details:{pending.id}"
    form = details_form(language_for(interaction), pending.draft, pending.why, custom_id)
    await interaction.response.send_modal(form)


async def _cancel(interaction: Interaction, pending: Preview) -> None:
    await interaction.response.defer()
    bot = interaction.client
    await bot.lanes.remember(bot.memory.previews.drop, pending.id)
    text = TEXTS.text(language_for(interaction), DISCARDED)
    await interaction.edit_original_response(content=text, embed=None, view=None, attachments=[])


async def _close(interaction: Interaction, text: str) -> None:
    """Put a text in the place of a preview that counts no more."""
    if not interaction.response.is_done():
        await interaction.response.defer()
    await interaction.edit_original_response(content=text, embed=None, view=None, attachments=[])


ACTIONS: dict[str, Callable[[Interaction, Preview], Awaitable[None]]] = {
    "add": _accept,
    "edit": _edit,
    "cancel": _cancel,
}

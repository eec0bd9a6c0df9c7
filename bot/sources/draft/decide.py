"""What is decided on previews: added, corrected, cancelled, or nothing until they are old.

The rest of their buttons' ids is a preview's id. Who clicks must be a moderator at that moment, and
the person whom the preview was shown to.
"""

import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from datetime import timedelta
from functools import partial, wraps
from typing import Concatenate, ParamSpec, TypeVar

import discord
from discord.ext import commands, tasks

from bot.asking.render import CONTENT_LIMIT
from bot.client.client import Belegbot
from bot.failures import explain_to, record
from bot.i18n import TEXTS
from bot.interactions.access import A_PREVIEW, PREVIEWS
from bot.interactions.actions import Finder, action, form_action
from bot.interactions.checks import Right
from bot.interactions.common import Interaction, author, language_for
from bot.markdown import split
from bot.memory.errors import PreviewGoneError
from bot.memory.previews import Preview, claim
from bot.notices.log_channel import who_text
from bot.sources.draft.forms import TERMS, corrected, details_form, reason_in
from bot.sources.draft.merging import merged
from bot.sources.draft.messages import close_shown
from bot.sources.draft.present import preview_message
from bot.sources.outcome import announce, carry_out, change_of, finish
from bot.sources.texts.history import with_change
from bot.sources.texts.preview import added_text
from index.articles.web.fetching import Validators
from index.corpus.changelog import ChangeLog
from index.corpus.errors import ArticleChangedMeanwhileError
from index.i18n import N_
from index.models import Change, Draft
from index.review.review import Also
from index.visiting.reading import Reading
from index.watching.watches import WatchRequest, as_said

log = logging.getLogger(__name__)

REPLACED = N_("✅ {title} has its new version.")
DISCARDED = N_("Discarded. Nothing was stored.")
MEANWHILE = N_(
    "{who} has changed this source since your preview. Nothing was overwritten; your version is "
    "kept. The preview now compares it with the source as it stands: look again, then decide."
)

V = TypeVar("V")
P = ParamSpec("P")


def on_preview(
    work: Callable[Concatenate[Interaction, V, P], Awaitable[None]],
) -> Callable[Concatenate[Interaction, Finder[V], P], Awaitable[None]]:
    """Give `work` the preview that is found; in the place of one that is gone, that is said."""

    @wraps(work)
    async def with_preview(
        interaction: Interaction, find: Finder[V], /, *args: P.args, **kwargs: P.kwargs
    ) -> None:
        try:
            await work(interaction, await find(), *args, **kwargs)
        except PreviewGoneError as error:
            record(error, "A preview's button")
            if not interaction.response.is_done():
                await interaction.response.defer()
            await _close(interaction, explain_to(interaction, error))

    return with_preview


async def _close(interaction: Interaction, text: str) -> None:
    """Put a text in the place of a preview that counts no more."""
    await interaction.edit_original_response(content=text, embed=None, view=None, attachments=[])


@action("bs:add", Right.MODERATORS, A_PREVIEW)
@on_preview
async def _add(interaction: Interaction, preview: Preview) -> None:
    await interaction.response.defer()
    try:
        change, late = await accept(interaction, preview)
    except ArticleChangedMeanwhileError as error:
        await _compare_anew(interaction, preview, change_of(error))
        return
    if preview.article_id is None:
        today = interaction.client.library.corpus.today()
        late = late or added_text(preview, today, language_for(interaction))
    await finish(interaction, change, preview.draft.title, REPLACED, late)


async def accept(interaction: Interaction, preview: Preview) -> tuple[Change, str]:
    """Let a draft count; return the change, and what to say if the index is late.

    Raises:
        ArticleError: it can't count, or not any more.
    """
    bot, who = interaction.client, author(interaction, preview.why)
    claimed = partial(claim, preview_id=preview.id)
    return await carry_out(
        interaction,
        lambda progress: bot.lanes.write(
            bot.review.accept, preview.proposal, who, claimed, progress, _watched(bot, preview)
        ),
    )


def _watched(bot: Belegbot, preview: Preview) -> Also | None:
    """Return what has the page of a draft watched once that counts, if it is to be."""
    wish = preview.origin.watch
    if wish is None:
        return None
    every = timedelta(seconds=wish.every)
    wanted = WatchRequest(wish.url, preview.scope, every, wish.apply)
    page = as_said(preview.draft, wish.said)
    reading = Reading(page, Validators(wish.landed, wish.etag, wish.modified), has_password=False)

    def follow(log: ChangeLog, change: Change) -> None:
        quota = bot.library.settings.quota
        bot.watching.follow(log, change.article_id, wanted, reading, quota)

    return follow


async def _compare_anew(interaction: Interaction, preview: Preview, change: Change) -> None:
    """Show a preview beside what a colleague made of the article; what they alone changed stays."""
    draft = await _beside(interaction, preview)
    await refresh(interaction, replace(preview, draft=draft, seen=change.revision))
    bot, language = interaction.client, language_for(interaction)
    entry = await bot.lanes.browse(bot.library.history.entry, change.revision)
    text = TEXTS.text(language, MEANWHILE, who=who_text(change.who))
    await interaction.followup.send(with_change(text, entry, language), ephemeral=True)


async def _beside(interaction: Interaction, preview: Preview) -> Draft:
    """Return a preview's draft with what was changed of its article since it was made."""
    bot, corpus = interaction.client, interaction.client.library.corpus
    before = await bot.lanes.browse(corpus.version, preview.seen or 0)
    if before is None or preview.article_id is None:
        return preview.draft
    now = await bot.lanes.browse(corpus.article, preview.article_id)
    base, current = [await bot.lanes.browse(corpus.draft_of, each) for each in (before, now)]
    return merged(base, preview.draft, current)


async def refresh(interaction: Interaction, preview: Preview) -> None:
    """Keep a preview as it is now, and show it in its message."""
    embed, view, files = await preview_message(interaction, preview)
    bot = interaction.client
    most = bot.library.settings.quota.max_bytes_per_day
    await bot.lanes.remember(bot.memory.previews.put, preview, most)
    await interaction.edit_original_response(
        content=None, embed=embed, view=view, attachments=files
    )


@action("bs:all", Right.MODERATORS, PREVIEWS)
@on_preview
async def _add_all(interaction: Interaction, previews: Sequence[Preview]) -> None:
    """Add what isn't decided on, one after the other; what can't be added is told with the rest."""
    await interaction.response.defer()
    language, lines = language_for(interaction), []
    for preview in previews:
        try:
            change, late = await accept(interaction, preview)
            await announce(interaction, change, preview.draft.title)
            today = interaction.client.library.corpus.today()
            lines.append(late or added_text(preview, today, language))
            await close_shown(interaction.client, preview.id, lines[-1])
        except Exception as error:  # noqa: BLE001 - the others are added all the same
            record(error, f"Adding several sources in server {interaction.guild_id}")
            lines.append(explain_to(interaction, error))
    first, *rest = split("\n".join(lines), CONTENT_LIMIT)
    await interaction.edit_original_response(content=first, view=None)
    for text in rest:
        await interaction.followup.send(text, ephemeral=True)


@action("bs:edit", Right.MODERATORS, A_PREVIEW)
@on_preview
async def _open_details(interaction: Interaction, preview: Preview) -> None:
    form = details_form(
        language_for(interaction),
        preview.draft,
        preview.why,
        "bs:form-details",
        preview.id,
        preview.origin.unusable,
    )
    await interaction.response.send_modal(form)


@form_action("bs:form-details", Right.MODERATORS, A_PREVIEW)
@on_preview
async def _change_details(
    interaction: Interaction, preview: Preview, values: dict[str, str]
) -> None:
    """Take over the details that were sent for a draft, and show it anew; name what is unusable."""
    await interaction.response.defer()
    draft, unusable = corrected(preview.draft, values)
    other = {name: value for name, value in preview.origin.unusable.items() if name in TERMS}
    origin = replace(preview.origin, unusable=unusable | other)
    await refresh(interaction, replace(preview, draft=draft, why=reason_in(values), origin=origin))


@action("bs:cancel", Right.MODERATORS, A_PREVIEW)
@on_preview
async def _cancel(interaction: Interaction, preview: Preview) -> None:
    await interaction.response.defer()
    bot = interaction.client
    await bot.lanes.remember(bot.memory.previews.drop, preview.id)
    await _close(interaction, TEXTS.text(language_for(interaction), DISCARDED))


class Undecided(commands.Cog):
    """The previews that nobody decides on."""

    bot: Belegbot

    async def cog_load(self) -> None:
        """Begin to forget them."""
        await super().cog_load()
        self.expire.start()

    async def cog_unload(self) -> None:
        """Stop."""
        self.expire.cancel()
        await super().cog_unload()

    @tasks.loop(minutes=1)
    async def expire(self) -> None:
        """Erase those that have become old."""
        if not self.bot.duties.first:
            return
        try:
            before = discord.utils.utcnow() - self.bot.settings.undecided
            if count := await self.bot.lanes.remember(
                self.bot.memory.previews.forget_before, before
            ):
                log.info("Erased %d previews that nobody decided on", count)
        except Exception:
            log.exception("Old previews could not be erased; it is tried again in a minute")

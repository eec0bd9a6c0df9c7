"""`/source site`: the pages of a site, shown together, and added together or one by one.

Of a site that is watched, what waits is shown: so it can be decided on without a log channel.
"""

import secrets
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import discord
from discord import app_commands, ui
from discord.app_commands import locale_str
from discord.ext import commands

from bot.asking.render import CONTENT_LIMIT
from bot.client.client import Belegbot
from bot.failures import explain_to, record
from bot.i18n import TEXTS
from bot.interactions.access import A_BATCH, A_PREVIEW_CHOSEN
from bot.interactions.actions import Finder, action
from bot.interactions.buttons import button, menu
from bot.interactions.checks import Right, moderators_only
from bot.interactions.common import Interaction, language_for, server_of
from bot.interactions.progress import with_progress
from bot.markdown import one_line
from bot.memory.previews import MOST, Preview, batch_ids
from bot.sources.draft.decide import DISCARDED, accept, on_preview
from bot.sources.draft.present import preview_message
from bot.sources.outcome import announce_all
from bot.sources.texts.site import site_embed
from bot.sources.web.offers import show_waiting
from bot.sources.web.options import watched_sites
from bot.sources.web.watch import DAILY, page_preview, to_be_watched
from index.articles.metadata import typed_address
from index.errors import ArticleError
from index.i18n import N_, Language
from index.scopes import Scope
from index.sites.pages import FoundPage, Limits, Survey
from index.sites.survey import survey
from index.watching.watches import WatchRequest

if TYPE_CHECKING:
    from index.models import Change

PAGES = MOST
"""As many as one person may leave undecided."""

SECONDS = 300.0
"""That a site is read for; Discord lets the answer be edited for 15 minutes."""

DEPTH = 4
OPTION_LIMIT = 100
"""Discord's, of a menu's texts."""

ADD, ADD_ALL = N_("Add"), N_("Add all {count}")
DISCARD = N_("Discard")
OPEN = N_("Look at one of them …")
ADDED = N_("✅ Added: {count}. They can be asked.")


class SiteCommands(commands.Cog):
    """Many pages at once."""

    bot: Belegbot

    @app_commands.command(
        name=locale_str(N_("site")),
        description=locale_str(N_("Add many pages of a site: of a sitemap, a feed, or by links")),
    )
    @app_commands.rename(
        url=locale_str(N_("address")),
        limit=locale_str(N_("number")),
        depth=locale_str(N_("links-deep")),
        watch=locale_str(N_("watched")),
        why=locale_str(N_("reason")),
    )
    @app_commands.describe(
        url=locale_str(N_("Of a sitemap or a feed, or of a page whose links lead to the others")),
        limit=locale_str(N_("So many pages at most")),
        depth=locale_str(N_("How many links away from the page")),
        watch=locale_str(N_("Whether it is read again daily, and changes and new pages are shown")),
        why=locale_str(N_("For the history and the log channel")),
    )
    @moderators_only()
    async def add_site(  # noqa: PLR0913, PLR0917 - the command's options
        self,
        interaction: Interaction,
        url: app_commands.Range[str, 1, 2000],
        limit: app_commands.Range[int, 1, PAGES] = PAGES,
        depth: app_commands.Range[int, 0, DEPTH] = 2,
        watch: bool = False,  # noqa: FBT001, FBT002 - an option's value
        why: app_commands.Range[str, 1, 300] | None = None,
    ) -> None:
        """Show what would come, with a button that adds it all and a menu to look at each."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        bot, scope = self.bot, Scope.of(server_of(interaction))
        limits = Limits(pages=limit, depth=depth, seconds=SECONDS)
        address = typed_address(url)
        with bot.at_work():
            if await show_waiting(interaction, address):
                return
            found = await with_progress(
                interaction,
                lambda _: bot.lanes.watch(survey, bot.watching.visits, address, scope, limits),
            )
            batch = secrets.token_urlsafe(9)
            ids = batch_ids(batch, len(found.pages))
            drafts = [
                replace(
                    _draft(interaction, page, scope, why, found.url if watch else None),
                    id=preview_id,
                )
                for page, preview_id in zip(found.pages, ids, strict=True)
            ]
            for draft in drafts:
                await bot.lanes.remember(bot.memory.previews.put, draft)
            await _show(interaction, found, batch, drafts)

    @add_site.autocomplete("url")
    async def _offer_sites(
        self, interaction: discord.Interaction[Any], typed: str
    ) -> list[app_commands.Choice[str]]:
        return await watched_sites(interaction, typed)


def _draft(
    interaction: Interaction, page: FoundPage, scope: Scope, why: str | None, site: str | None
) -> Preview:
    """Return the draft of a page; with a `site`, both are to be watched once it is added."""
    preview = page_preview(interaction, page.reading, page.url, why)
    if site is None:
        return preview
    wanted = WatchRequest(page.url, scope, DAILY, "ask")
    return replace(preview, origin=to_be_watched(wanted, page.reading, site))


async def _show(
    interaction: Interaction, found: Survey, batch: str, drafts: Sequence[Preview]
) -> None:
    language = language_for(interaction)
    minutes = round(interaction.client.settings.undecided.total_seconds() / 60)
    view = ui.View(timeout=None)
    if drafts:
        _add_decisions(view, batch, drafts, language)
    embed = await interaction.client.lanes.browse(site_embed, found, language, minutes)
    await interaction.edit_original_response(content=None, embed=embed, view=view)


def _add_decisions(
    view: ui.View, batch: str, drafts: Sequence[Preview], language: Language
) -> None:
    options = [
        discord.SelectOption(
            label=one_line(draft.draft.title)[:OPTION_LIMIT] or draft.id,
            description=draft.origin.source[-OPTION_LIMIT:],
            value=draft.id,
        )
        for draft in drafts
    ]
    hint = TEXTS.text(language, OPEN)
    view.add_item(menu("bm:page", batch, placeholder=hint, options=options, row=0))
    label = TEXTS.text(language, ADD_ALL if len(drafts) > 1 else ADD, count=len(drafts))
    style = discord.ButtonStyle.success
    view.add_item(button("bs:site", batch, label=label, style=style, row=1))
    label = TEXTS.text(language, DISCARD)
    view.add_item(button("bs:site-off", batch, label=label, row=1))


@action("bm:page", Right.MODERATORS, A_PREVIEW_CHOSEN)
async def _open(interaction: Interaction, find: Finder[Preview]) -> None:
    """Show one of the pages as any other draft, to be added or discarded by itself."""
    await interaction.response.defer(ephemeral=True, thinking=True)
    embed, view, files = await preview_message(interaction, await find())
    await interaction.edit_original_response(embed=embed, view=view, attachments=files)


@action("bs:site", Right.MODERATORS, A_BATCH)
@on_preview
async def _add_all(interaction: Interaction, drafts: Sequence[Preview]) -> None:
    """Add what isn't decided on; what can't be added is told with the rest."""
    await interaction.response.defer()
    changes: list[tuple[Change, str]] = []
    problems: list[str] = []
    for draft in drafts:
        try:
            change, late = await accept(interaction, draft)
            changes.append((change, draft.draft.title))
            problems += [late] if late else []
        except Exception as error:  # noqa: BLE001 - the others are added all the same
            record(error, f"Adding a site's pages in server {interaction.guild_id}")
            problems.append(f"{draft.origin.source}: {explain_to(interaction, error)}")
    watched = next((each.origin.watch for each in drafts if each.origin.watch), None)
    if changes and watched is not None and watched.site is not None:
        problems += await _watch_site(interaction, watched.site)
    text = TEXTS.text(language_for(interaction), ADDED, count=len(changes))
    shown = "\n".join([text, *dict.fromkeys(problems)])[:CONTENT_LIMIT]
    await interaction.edit_original_response(content=shown, embed=None, view=None)
    await announce_all(interaction, changes)


async def _watch_site(interaction: Interaction, url: str) -> list[str]:
    """Read again from now on what a site names; return why not, if that can't be."""
    bot = interaction.client
    wanted = WatchRequest(url, Scope.of(server_of(interaction)), DAILY, "ask")
    try:
        quota = bot.library.settings.quota
        await bot.lanes.watch(bot.sites.watch_now, wanted, PAGES, quota)
    except ArticleError as error:
        record(error, f"Watching a site in server {interaction.guild_id}")
        return [explain_to(interaction, error)]
    return []


@action("bs:site-off", Right.MODERATORS, A_BATCH)
@on_preview
async def _discard(interaction: Interaction, drafts: Sequence[Preview]) -> None:
    await interaction.response.defer()
    bot = interaction.client
    for draft in drafts:
        await bot.lanes.remember(bot.memory.previews.drop, draft.id)
    text = TEXTS.text(language_for(interaction), DISCARDED)
    await interaction.edit_original_response(content=text, embed=None, view=None)

"""New pages of a watched site: shown in the log channel or to who asks, and decided on."""

from collections.abc import Sequence

import discord
from discord import ui

from bot.asking.render import CONTENT_LIMIT
from bot.client.client import Belegbot
from bot.failures import explain_to, record
from bot.i18n import TEXTS
from bot.interactions.actions import Finder, Key, action
from bot.interactions.buttons import button
from bot.interactions.checks import Right
from bot.interactions.common import Interaction, author, language_for, server_of
from bot.interactions.errors import PageNotWatchedError
from bot.interactions.watches import A_SITES_PAGES, SiteOffers
from bot.sources.outcome import announce_all
from bot.sources.texts.site import offers_embed, site_news_text, site_offers_text
from bot.sources.web.change import ChangeMessage
from bot.sources.web.decide import CHANGED_AGAIN, OVER, close, decided, language_of_message
from index.i18n import N_, Language
from index.models import Change
from index.scopes import Scope
from index.sites.errors import ArticleOffersGoneError
from index.sites.pages import FoundPage
from index.sites.watched import mark_of

ADD, ADD_ALL, LEAVE = N_("Add"), N_("Add all {count}"), N_("Leave them out")
ADDED = N_("✅ {who} has added them: {count}.")
LEFT = N_("✅ {who} has left them out.")


def offers_message(site_id: int, pages: list[FoundPage], language: Language) -> ChangeMessage:
    """Show new pages that wait, and let them be decided on."""
    view, key = ui.View(timeout=None), Key(site_id, 0, mark_of(pages))
    label = TEXTS.text(language, ADD_ALL if len(pages) > 1 else ADD, count=len(pages))
    view.add_item(button("bw:site-add", key, label=label, style=discord.ButtonStyle.success))
    view.add_item(button("bw:site-no", key, label=TEXTS.text(language, LEAVE)))
    return ChangeMessage(offers_embed(pages, language), view)


async def show_waiting(interaction: Interaction, url: str) -> bool:
    """Show what waits of the server's site of this address; False if nothing does.

    What is still to be told of it is said with it, and told in the log channel all the same.
    """
    bot, scope = interaction.client, Scope.of(server_of(interaction))
    sites = await bot.lanes.browse(bot.sites.all, scope)
    site = next((each for each in sites if each.url == url), None)
    pages = await bot.lanes.browse(bot.sites.offers, site.id) if site is not None else []
    if site is None or not pages:
        return False
    language = language_for(interaction)
    news = await bot.lanes.browse(bot.sites.news, scope)
    lines = [site_offers_text(url, len(pages), language)]
    lines += [
        site_news_text(each, language)
        for each in news
        if each.site_id == site.id and each.kind != "new"
    ]
    shown = offers_message(site.id, pages, language)
    await interaction.edit_original_response(
        content="\n".join(lines)[:CONTENT_LIMIT], embed=shown.embed, view=shown.view
    )
    return True


@action("bw:site-add", Right.MODERATORS, A_SITES_PAGES)
async def _add(interaction: Interaction, find: Finder[SiteOffers]) -> None:
    await interaction.response.defer()
    found = await _asked(interaction, find)
    if found is None:
        return
    bot, quota = interaction.client, interaction.client.library.settings.quota
    who = author(interaction, found.site.url)
    try:
        added = await bot.lanes.write(bot.sites.take, found.site.id, found.mark, who, quota)
    except ArticleOffersGoneError as error:
        await _gone(interaction, error)
        return
    await decided(interaction, ADDED, count=len(added.changes))
    for page, refusal in added.refused:
        text = f"{page}: {explain_to(interaction, refusal)}"
        await interaction.followup.send(text, ephemeral=True)
    await announce_all(interaction, await _named(bot, added.changes))


@action("bw:site-no", Right.MODERATORS, A_SITES_PAGES)
async def _leave_out(interaction: Interaction, find: Finder[SiteOffers]) -> None:
    await interaction.response.defer()
    found = await _asked(interaction, find)
    if found is None:
        return
    bot = interaction.client
    try:
        await bot.lanes.write(bot.sites.decline, found.site.id, found.mark)
    except ArticleOffersGoneError as error:
        await _gone(interaction, error)
        return
    await decided(interaction, LEFT)


async def _asked(interaction: Interaction, find: Finder[SiteOffers]) -> SiteOffers | None:
    """Return what is to be decided on; where that is something else by now, show it instead."""
    try:
        found = await find()
    except PageNotWatchedError as error:
        await _gone(interaction, error)
        return None
    if found.asked:
        return found
    if not found.pages:
        await close(interaction, TEXTS.text(language_for(interaction), OVER))
        return None
    language = language_of_message(interaction)
    shown = offers_message(found.site.id, list(found.pages), language)
    await interaction.edit_original_response(embed=shown.embed, view=shown.view)
    text = TEXTS.text(language_for(interaction), CHANGED_AGAIN)
    await interaction.followup.send(text, ephemeral=True)
    return None


async def _gone(interaction: Interaction, error: Exception) -> None:
    record(error, "A watched site's button")
    await close(interaction, explain_to(interaction, error))


async def _named(bot: Belegbot, changes: Sequence[Change]) -> list[tuple[Change, str]]:
    """Return changes with the titles of their articles."""
    look_up = bot.library.history.entry
    entries = [await bot.lanes.browse(look_up, each.revision) for each in changes]
    return [
        (each, (entry and entry.title) or each.article_id)
        for each, entry in zip(changes, entries, strict=True)
    ]

"""Options of commands that name a page: its address, the article that comes from it, a watch."""

from functools import partial
from typing import Any

import discord
from discord import app_commands
from discord.app_commands import Choice

from bot.desk.moderators import is_moderator
from bot.interactions.actions import Finder
from bot.interactions.common import language_for, server_of
from bot.interactions.options import CHOICE_LIMIT, CHOICES, AnyInteraction, Option
from bot.interactions.watches import SITE, page_named, watched_named
from bot.markdown import one_line
from bot.sources.texts.article import choice_name
from bot.sources.texts.watched import every
from index.corpus.catalogue import Catalogue, Title, find
from index.language.letters import fold
from index.scopes import Scope
from index.sites.watched import Site
from index.watching.watches import Watch


class Page(Option[str]):
    """An option for an address, or for an article of the server's own that has one."""

    def named(self, interaction: AnyInteraction, typed: str) -> Finder[str]:
        """Return what finds the address."""
        return partial(page_named, interaction, typed)

    async def offered(
        self, interaction: AnyInteraction, scope: Scope, typed: str
    ) -> list[Choice[Any]]:
        """Return the articles that come from the web."""
        bot = interaction.client
        titles = await bot.lanes.browse(_from_the_web, bot.library.catalogue, scope, typed)
        return [
            Choice(
                name=choice_name(one_line(title.title) or title.article_id, [], CHOICE_LIMIT),
                value=title.article_id,
            )
            for title in titles
            if len(title.article_id) <= CHOICE_LIMIT
        ]


class Watched(Option[Watch | Site]):
    """An option for the server's watched pages."""

    def named(self, interaction: AnyInteraction, typed: str) -> Finder[Watch | Site]:
        """Return what finds the watch."""
        return partial(watched_named, interaction, typed)

    async def offered(
        self, interaction: AnyInteraction, scope: Scope, typed: str
    ) -> list[Choice[Any]]:
        """Return what is watched."""
        bot, language = interaction.client, language_for(interaction)
        watches = await bot.lanes.browse(bot.watching.watches, scope)
        named = [(one_line(each.title) or each.url, each, each.article_id) for each in watches]
        sites = await bot.lanes.browse(bot.sites.all, scope)
        named_sites = [(each.url, each, f"{SITE}{each.id}") for each in sites]
        return [
            Choice(name=choice_name(name, [every(each.every, language)], CHOICE_LIMIT), value=value)
            for name, each, value in [*named, *named_sites]
            if fold(typed) in fold(f"{name} {each.url}") and len(value) <= CHOICE_LIMIT
        ][:CHOICES]


async def watched_sites(interaction: discord.Interaction[Any], typed: str) -> list[Choice[str]]:
    """Offer the addresses of watched sites; nothing to those who aren't moderators."""
    if not is_moderator(interaction):
        return []
    bot, scope = interaction.client, Scope.of(server_of(interaction))
    sites = await bot.lanes.browse(bot.sites.all, scope)
    return [
        Choice(name=each.url, value=each.url)
        for each in sites
        if fold(typed) in fold(each.url) and len(each.url) <= CHOICE_LIMIT
    ][:CHOICES]


def _from_the_web(catalogue: Catalogue, scope: Scope, typed: str) -> list[Title]:
    titles = [
        title
        for title in catalogue.titles(scope)
        if title.scope == scope and not title.removed and title.url is not None
    ]
    return find(typed, titles, CHOICES)


OnePage = app_commands.Transform[Finder[str], Page]
OneWatch = app_commands.Transform[Finder[Watch | Site], Watched]

"""`/source list` and `show`: what there is, and what stands in it."""

from dataclasses import replace

import discord
from discord import app_commands, ui
from discord.app_commands import Choice, locale_str
from discord.ext import commands

from bot.client.client import Belegbot
from bot.i18n import TEXTS
from bot.interactions.access import AN_ARTICLE, AN_ARTICLE_CHOSEN
from bot.interactions.actions import About, Finder, Key, action, itself
from bot.interactions.buttons import button, menu
from bot.interactions.checks import Right, moderators_only
from bot.interactions.common import Interaction, language_for, server_of
from bot.interactions.errors import IdUnknownError
from bot.interactions.pages import Page, add_pager, page_of
from bot.interactions.progress import with_progress
from bot.interactions.seen import SeenArticle
from bot.markdown import one_line
from bot.sources.choose import Seen
from bot.sources.listing import SORTS, Entry, ListingQuery, listing
from bot.sources.texts.article import (
    READ_ONLY,
    REMOVED_NOTE,
    SORTED,
    article_embed,
    article_facts,
    choice_name,
    list_embed,
    text_pages,
    told_apart,
)
from bot.sources.texts.site import SITES, site_lines
from bot.sources.texts.watched import PAGES_CHANGE, watch_line
from index.i18n import N_, Language
from index.models import Article
from index.scopes import SHARED, Scope

LIST_PAGE = 8
QUERY_LIMIT = 60
"""Leaves room for the rest of a button's id."""
OPTION_LIMIT = 100
"""Discord's, of a menu's texts."""

SORT = N_("Sort")
OPEN = N_("Open a source …")
CHANGES = N_("History")
REMOVE = N_("Remove …")
RESTORE = N_("Restore")
PAGE = N_("Web page")


class BrowseCommands(commands.Cog):
    """What there is."""

    bot: Belegbot

    @app_commands.command(
        name=locale_str(N_("list")), description=locale_str(N_("What I answer from here"))
    )
    @app_commands.rename(
        search=locale_str(N_("search")),
        sort=locale_str(N_("sort")),
        removed=locale_str(N_("removed-ones")),
    )
    @app_commands.describe(
        search=locale_str(N_("Words of the title; typing errors don't matter")),
        sort=locale_str(N_("What comes first")),
        removed=locale_str(N_("List removed sources, too")),
    )
    @app_commands.choices(
        sort=[Choice(name=locale_str(SORTED[sort]), value=sort) for sort in SORTS]
    )
    @moderators_only()
    async def list_sources(
        self,
        interaction: Interaction,
        search: app_commands.Range[str, 1, QUERY_LIMIT] = "",
        sort: str = SORTS[0],
        removed: bool = False,  # noqa: FBT001, FBT002 - an option's value
    ) -> None:
        """Show the first page, with menus to sort it and to open a source."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        query = ListingQuery(search, removed=removed)
        await _show_list(interaction, _sorted_by(query, sort))

    @app_commands.command(
        name=locale_str(N_("show")),
        description=locale_str(N_("Read a source, with what is known of it")),
    )
    @app_commands.rename(source=locale_str(N_("source")))
    @app_commands.describe(source=locale_str(N_("Its title; typing errors don't matter")))
    @moderators_only()
    async def show_source(self, interaction: Interaction, source: Seen) -> None:
        """Show the first page of an article."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        await _show_article(interaction, await source())


def key_of(query: ListingQuery) -> Key:
    """Return what of an id says what is listed."""
    number = 2 * SORTS.index(query.sort) + query.removed
    return Key(number, query.page, query.query)


def query_of(key: Key) -> ListingQuery:
    """Read what an id says is to be listed; raises `IdUnknownError`."""
    if len(key.words) > QUERY_LIMIT:
        raise IdUnknownError
    sort, removed = divmod(key.number, 2)
    return ListingQuery(key.words, SORTS[sort % len(SORTS)], bool(removed), key.page)


def _sorted_by(query: ListingQuery, sort: str) -> ListingQuery:
    """Return the first page of the same list, sorted so; as it was if there is no such order."""
    return replace(query, sort=next((s for s in SORTS if s == sort), query.sort), page=0)


A_LIST: About[ListingQuery] = itself(lambda rest: query_of(Key.of(rest)))
A_SORTED_LIST: About[ListingQuery] = itself(lambda rest: query_of(Key.of(rest)), _sorted_by)


async def _show_list(interaction: Interaction, query: ListingQuery) -> None:
    language = language_for(interaction)
    bot, server = interaction.client, server_of(interaction)
    listed = await with_progress(
        interaction,
        lambda _: bot.lanes.browse(listing, bot.watching, bot.memory, server, query, LIST_PAGE),
    )
    embed = list_embed(listed, query.query, language)
    sites = await bot.lanes.browse(bot.sites.waiting, Scope.of(server))
    if sites and not query.query and listed.page.number == 0:
        name, value = TEXTS.text(language, SITES), site_lines(sites, language)
        embed.add_field(name=name, value=value, inline=False)
    view = _list_view(listed.page, query, language)
    await interaction.edit_original_response(content=None, embed=embed, view=view)


def _list_view(page: Page[Entry], query: ListingQuery, language: Language) -> ui.View:
    view = ui.View(timeout=None)
    if not page.items:
        return view
    apart = told_apart([(entry.id, entry.title, entry.date) for entry in page.items], language)
    entries = [
        discord.SelectOption(
            label=choice_name(one_line(entry.title) or entry.id, [], OPTION_LIMIT),
            description=apart[entry.id][:OPTION_LIMIT] or None,
            value=str(entry.changed),
        )
        for entry in page.items
    ]
    hint = TEXTS.text(language, OPEN)
    view.add_item(menu("bm:open", Key(), placeholder=hint, options=entries, row=0))
    sorts = [
        discord.SelectOption(
            label=TEXTS.text(language, SORTED[sort]), value=sort, default=sort == query.sort
        )
        for sort in SORTS
    ]
    hint = TEXTS.text(language, SORT)
    first = key_of(replace(query, page=0))
    view.add_item(menu("bm:sort", first, placeholder=hint, options=sorts, row=1))
    add_pager(view, "bk:list", key_of(replace(query, page=page.number)), page.count, row=2)
    return view


@action("bk:list", Right.MODERATORS, A_LIST)
@action("bm:sort", Right.MODERATORS, A_SORTED_LIST)
async def _turn_list(interaction: Interaction, find: Finder[ListingQuery]) -> None:
    await interaction.response.defer()
    await _show_list(interaction, await find())


@action("bm:open", Right.MODERATORS, AN_ARTICLE_CHOSEN)
async def _open(interaction: Interaction, find: Finder[SeenArticle]) -> None:
    await interaction.response.defer(ephemeral=True, thinking=True)
    await _show_article(interaction, await find())


@action("bk:show", Right.MODERATORS, AN_ARTICLE)
async def _turn_article(interaction: Interaction, find: Finder[SeenArticle]) -> None:
    await interaction.response.defer()
    await _show_article(interaction, await find())


async def _show_article(interaction: Interaction, found: SeenArticle) -> None:
    language, bot = language_for(interaction), interaction.client
    title, article = found.title, found.article
    page = page_of(await bot.lanes.browse(text_pages, article.text), found.page, 1)
    # They stand above the first page alone.
    facts = await facts_of(interaction, article) if page.number == 0 else []
    watch = await bot.lanes.browse(bot.watching.of, article.id)
    watch = None if title.scope == SHARED else watch
    note = ""
    if title.scope == SHARED:
        note = TEXTS.text(language, READ_ONLY)
    elif title.removed:
        note = TEXTS.text(language, REMOVED_NOTE)
    embed = await bot.lanes.browse(article_embed, article, page, facts, note, language)
    if watch is not None and page.number == 0:
        name = TEXTS.text(language, PAGE)
        embed.add_field(name=name, value=watch_line(watch, language), inline=False)
    view = ui.View(timeout=None)
    add_pager(view, "bk:show", Key(title.changed, page.number), page.count)

    def add(name: str, label: str, style: discord.ButtonStyle) -> None:
        text = TEXTS.text(language, label)
        view.add_item(button(name, Key(title.changed), label=text, style=style, row=1))

    add("bk:history-of", CHANGES, discord.ButtonStyle.secondary)
    if title.scope != SHARED and title.removed:
        add("bk:restore", RESTORE, discord.ButtonStyle.primary)
    elif title.scope != SHARED:
        add("bk:remove", REMOVE, discord.ButtonStyle.danger)
    if watch is not None and watch.proposed is not None and not title.removed:
        add("bw:show", PAGES_CHANGE, discord.ButtonStyle.primary)
    await interaction.edit_original_response(embed=embed, view=view)


async def facts_of(interaction: Interaction, article: Article) -> list[str]:
    """Return what is known about an article, in words."""
    bot, server = interaction.client, server_of(interaction)
    length = len(await bot.lanes.browse(bot.library.corpus.units, article.revision))
    citations = await bot.lanes.browse(bot.memory.figures.citations, server)
    today, language = bot.library.corpus.today(), language_for(interaction)
    return article_facts(article, length, citations.get(article.id, 0), today, language)

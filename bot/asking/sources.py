"""`/sources`: what can be asked here, for everybody."""

import discord
from discord import app_commands, ui
from discord.app_commands import locale_str
from discord.ext import commands

from bot.asking.render import ANSWERED, SOURCE_TITLE_LIMIT, link
from bot.asking.talk import NOTHING, SOURCES
from bot.client.client import Belegbot
from bot.desk.readership import Readership
from bot.i18n import TEXTS
from bot.interactions.actions import Finder, Key, action, itself
from bot.interactions.checks import Right
from bot.interactions.common import Interaction, language_for, reader_of
from bot.interactions.pages import PAGE, add_pager, page_of
from bot.markdown import fit, one_line
from index.corpus.catalogue import Catalogue, Summary
from index.dates import format_known_date, format_validity
from index.i18n import N_, Language
from index.models import Article
from index.scopes import SHARED

SOURCES_PAGE = 10
URL_LIMIT = 250
"""Of an address; ten of them fit a message."""


class SourceList(commands.Cog):
    """What everybody may know of the sources."""

    def __init__(self, bot: Belegbot) -> None:
        self.bot = bot

    @app_commands.command(
        name=locale_str(N_("sources")),
        description=locale_str(N_("Which sources can be asked here")),
    )
    @app_commands.allowed_installs(guilds=True, users=False)
    @app_commands.allowed_contexts(guilds=True, dms=True, private_channels=False)
    async def sources(self, interaction: Interaction) -> None:
        """Show the first page, to this person only."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        await _show(interaction, 0)


@action("bb:sources", Right.EVERYONE, itself(lambda rest: Key.of(rest).page))
async def _turn(interaction: Interaction, find: Finder[int]) -> None:
    await interaction.response.defer()
    await _show(interaction, await find())


async def _show(interaction: Interaction, number: int) -> None:
    bot, language = interaction.client, language_for(interaction)
    reader = reader_of(interaction, alone=True)
    found = await bot.lanes.browse(in_force, bot.library.catalogue, reader)
    page = page_of(found, number, SOURCES_PAGE)
    articles = [await bot.lanes.browse(bot.library.corpus.article, each.id) for each in page.items]
    heading = TEXTS.text(language, SOURCES if found else NOTHING)
    today = bot.library.corpus.today()
    embed = discord.Embed(
        description="\n".join(
            [f"**{heading}**", *(_line(each, today, language) for each in articles)]
        ),
        colour=ANSWERED,
    )
    if page.count > 1:
        foot = TEXTS.text(language, PAGE, page=page.number + 1, pages=page.count)
        embed.set_footer(text=foot)
    view = ui.View(timeout=None)
    add_pager(view, "bb:sources", Key(0, page.number), page.count)
    await interaction.edit_original_response(embed=embed, view=view)


def in_force(catalogue: Catalogue, reader: Readership) -> list[Summary]:
    """Return what a reader can ask, the server's own first, the newest before older ones."""
    found = catalogue.asked(reader.scopes(catalogue))
    found.sort(key=lambda one: one.date or "", reverse=True)
    return sorted(found, key=lambda one: one.scope == SHARED)


def _line(article: Article, today: str, language: Language) -> str:
    title, url = one_line(article.title), link(article.url, URL_LIMIT)
    shown = fit(title, SOURCE_TITLE_LIMIT) or article.id
    # A bracket inside of a link's text ends the link, escaped or not.
    if url is not None:
        shown = f"{shown} [↗]({url})" if {"[", "]"} & set(title) else f"[{shown}]({url})"
    when = [format_known_date(article.date, language)] if article.date else []
    if article.valid_until:
        expired = article.expired(today)
        when.append(format_validity(article.valid_until, language, expired=expired))
    return "- " + " · ".join([shown, *when])

"""`/feedback`: what people found wrong with which answers, and what came of wanted sources."""

from datetime import timedelta

import discord
from discord import app_commands, ui
from discord.app_commands import locale_str
from discord.ext import commands

from bot.client.client import Belegbot
from bot.insights.opinions import Overview, feedback_embed
from bot.interactions.actions import Finder, Key, action, itself
from bot.interactions.checks import Right, moderators_only
from bot.interactions.common import Interaction, language_for, server_of
from bot.interactions.pages import add_pager, page_of
from index.i18n import N_
from index.scopes import Scope

FEEDBACK_PAGE = 5
LATELY = timedelta(days=30)
"""How far back it is counted what came of wanted sources."""


class Feedback(commands.Cog):
    """What people think, shown to those who can do something about it."""

    def __init__(self, bot: Belegbot) -> None:
        self.bot = bot

    @app_commands.command(
        name=locale_str(N_("feedback")),
        description=locale_str(N_("What people found wrong with answers, and with which")),
    )
    @app_commands.default_permissions(manage_messages=True)
    @app_commands.guild_only()
    @app_commands.allowed_installs(guilds=True, users=False)
    @moderators_only()
    async def feedback(self, interaction: Interaction) -> None:
        """Show the latest ones, to the moderator alone."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        await _show(interaction, 0)


@action("bk:feedback", Right.MODERATORS, itself(lambda rest: Key.of(rest).page))
async def _turn(interaction: Interaction, find: Finder[int]) -> None:
    await interaction.response.defer()
    await _show(interaction, await find())


async def _show(interaction: Interaction, number: int) -> None:
    bot, server = interaction.client, server_of(interaction)
    now, own = discord.utils.utcnow(), {server}
    lanes, memory = bot.lanes, bot.memory
    given = await lanes.browse(memory.opinions.given, own, now - bot.settings.kept)
    wishes = await lanes.browse(memory.requests.wishes, own, now - LATELY)
    titles = await lanes.browse(bot.library.catalogue.titles, Scope.of(server), parts=True)
    down = [each for each in given if each.rating < 0]
    page = page_of(down, number, FEEDBACK_PAGE)
    overview = Overview(
        liked=len(given) - len(down),
        disliked=len(down),
        waiting=sum(wish.told_at is None for wish in wishes),
        answered=sum(wish.told_at is not None for wish in wishes),
        titles={title.article_id: title.title for title in titles},
    )
    embed = feedback_embed(page, overview, language_for(interaction))
    view = ui.View(timeout=None)
    add_pager(view, "bk:feedback", Key(0, page.number), page.count)
    await interaction.edit_original_response(embed=embed, view=view)

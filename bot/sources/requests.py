"""`/source requests`: what members asked and no source answers."""

from dataclasses import replace
from datetime import datetime

import discord
from discord import app_commands, ui
from discord.app_commands import locale_str
from discord.ext import commands

from bot.client.client import Belegbot
from bot.i18n import TEXTS
from bot.interactions.access import AN_OPEN_QUESTION
from bot.interactions.actions import Finder, Key, action, itself
from bot.interactions.buttons import button
from bot.interactions.checks import Right, moderators_only
from bot.interactions.common import Interaction, language_for, server_of
from bot.interactions.pages import add_pager, page_of
from bot.interactions.progress import with_progress
from bot.markdown import fit, one_line
from bot.memory.memory import Memory
from bot.memory.unanswered import OpenQuestion, OpenTopic
from bot.sources.draft.forms import WHY_LIMIT, add_form
from bot.sources.texts.requests import requests_embed
from index.i18n import N_
from index.indexing.progress import Progress, silent
from index.library import Library
from index.scopes import Scope

REQUESTS_PAGE = 5
TOPICS = 50
"""As many as are worth a look; each is asked again, to see whether a source answers it now."""

ADD_FOR = N_("Source for question {number}")
ON_REQUEST = N_("requested by a member")


class RequestCommands(commands.Cog):
    """What is missing."""

    bot: Belegbot

    @app_commands.command(
        name=locale_str(N_("requests")),
        description=locale_str(N_("What members asked and no source answers")),
    )
    @moderators_only()
    async def show_requests(self, interaction: Interaction) -> None:
        """Show the most wanted ones, each with a button that adds a source."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        await _show_requests(interaction, 0)


@action("bk:requests", Right.MODERATORS, itself(lambda rest: Key.of(rest).page))
async def _turn_requests(interaction: Interaction, find: Finder[int]) -> None:
    await interaction.response.defer()
    await _show_requests(interaction, await find())


async def _show_requests(interaction: Interaction, number: int) -> None:
    language, server = language_for(interaction), server_of(interaction)
    bot = interaction.client
    since = discord.utils.utcnow() - bot.settings.kept
    topics = await with_progress(
        interaction,
        lambda progress: bot.lanes.browse(
            still_unanswered, bot.library, bot.memory, server, since, TOPICS, progress
        ),
    )
    page = page_of(topics, number, REQUESTS_PAGE)
    view = ui.View(timeout=None)
    for position, topic in enumerate(page.items, page.first + 1):
        label = TEXTS.text(language, ADD_FOR, number=position)
        view.add_item(button("bk:add-for", Key(topic.answer_id), label=label, emoji="➕", row=0))
    add_pager(view, "bk:requests", Key(0, page.number), page.count, row=1)
    embed = requests_embed(page, language)
    await interaction.edit_original_response(content=None, embed=embed, view=view)


@action("bk:add-for", Right.MODERATORS, AN_OPEN_QUESTION)
async def _add_for(interaction: Interaction, find: Finder[OpenQuestion]) -> None:
    language, question = language_for(interaction), await find()
    # A reason is read by whoever reads the log channel, the history or an export.
    why = TEXTS.text(language, ON_REQUEST) if question.private else one_line(question.text)
    await interaction.response.send_modal(add_form(language, why=fit(why, WHY_LIMIT, str)))


def still_unanswered(  # noqa: PLR0913, PLR0917 - of whom, since when, how many, and how far
    library: Library,
    memory: Memory,
    server: int,
    since: datetime,
    count: int,
    progress: Progress = silent,
) -> list[OpenTopic]:
    """Return up to `count` topics that the sources still don't answer, the most wanted first."""
    scope = Scope.of(server)
    still: list[OpenTopic] = []
    for topic in memory.unanswered.topics(server, since):
        if len(still) == count:
            break
        progress(len(still), count)
        answer = library.ask_again(topic.searched, scope)
        if not answer.complete:
            # Of several questions those that are still open.
            silent_ones = [part.question for part in answer.parts if part.outcome != "answer"]
            still.append(replace(topic, question=" ".join(silent_ones) or topic.question))
    return still

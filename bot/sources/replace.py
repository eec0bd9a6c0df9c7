"""`/source replace`: another text for an article, compared with its own before it counts.

What somebody changes meanwhile is never overwritten: forms and previews know the article's latest
change that their person has seen, and the change log's transaction compares.
"""

from dataclasses import replace

import discord
from discord import app_commands
from discord.app_commands import locale_str
from discord.ext import commands

from bot.client.client import Belegbot
from bot.interactions.actions import action
from bot.interactions.checks import Right, moderators_only
from bot.interactions.common import Interaction, language_for
from bot.memory.previews import Preview
from bot.sources.choose import Target, choose_target, complete_own
from bot.sources.draft.forms import replace_form
from bot.sources.draft.intake import Intake, from_attachment, from_form, from_url
from bot.sources.draft.present import present
from index.articles import Metadata
from index.i18n import N_
from index.models import Article


class ReplaceCommands(commands.Cog):
    """The text of an article changes."""

    bot: Belegbot

    @app_commands.command(
        name=locale_str(N_("replace")),
        description=locale_str(N_("Put a new text in a source's place, after a comparison")),
    )
    @app_commands.rename(
        article=locale_str(N_("article")),
        file=locale_str(N_("file")),
        url=locale_str(N_("address")),
        why=locale_str(N_("reason")),
    )
    @app_commands.describe(
        article=locale_str(N_("Begin to type its title")),
        file=locale_str(N_("Text, Markdown, HTML or PDF; without file and address, a form opens")),
        url=locale_str(N_("A web page or file on the internet: https://…")),
        why=locale_str(N_("For the history and the log channel")),
    )
    @app_commands.autocomplete(article=complete_own)
    @moderators_only()
    async def replace(
        self,
        interaction: Interaction,
        article: str,
        file: discord.Attachment | None = None,
        url: app_commands.Range[str, 1, 2000] | None = None,
        why: app_commands.Range[str, 1, 300] | None = None,
    ) -> None:
        """Compare the new text with the old one, or open the form for it."""
        if file is None and url is None:
            old, target = await choose_target(interaction, article)
            form = replace_form(language_for(interaction), old, target, why or "")
            await interaction.response.send_modal(form)
            return
        await interaction.response.defer(ephemeral=True, thinking=True)
        old, target = await choose_target(interaction, article)
        given = Metadata(title=old.title, author=old.author)
        if file is not None:
            kept = replace(given, url=old.url)
            intake = from_attachment(interaction, file, why or "", kept)
        else:
            intake = from_url(interaction, url or "", why or "", given)
        with self.bot.at_work():
            await present(interaction, [_in_place_of(old, target, intake)])


@action("bs:form-replace", Right.MODERATORS, Target.of)
async def _replace_from_form(
    interaction: Interaction, target: Target, values: dict[str, str]
) -> None:
    """Show a preview of the text that a form has for an article.

    Raises:
        ArticleError: the article is gone.
    """
    await interaction.response.defer(ephemeral=True, thinking=True)
    bot = interaction.client
    article = await bot.lanes.browse(bot.library.corpus.article, target.article_id)

    async def intake() -> Preview:
        entered = values | {"title": values.get("title") or article.title}
        preview = await from_form(interaction, entered)
        return replace(preview, draft=replace(preview.draft, author=article.author))

    await present(interaction, [_in_place_of(article, target, intake, keep_date=False)])


def _in_place_of(
    article: Article, target: Target, intake: Intake, *, keep_date: bool = True
) -> Intake:
    """Return what reads a text that is to take an article's place."""

    async def read() -> Preview:
        preview = await intake()
        date = preview.draft.date or (article.date if keep_date else None)
        draft = replace(preview.draft, date=date)
        return replace(preview, draft=draft, article_id=target.article_id, seen=target.seen)

    return read

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
from bot.interactions.access import A_TARGET
from bot.interactions.actions import Finder, form_action
from bot.interactions.checks import Right, moderators_only
from bot.interactions.common import Interaction, language_for
from bot.interactions.seen import OwnArticle
from bot.memory.previews import Preview
from bot.sources.choose import Own
from bot.sources.draft.forms import replace_form
from bot.sources.draft.intake import Intake, from_attachment, from_form, from_url
from bot.sources.draft.present import present
from index.articles import Metadata
from index.i18n import N_


class ReplaceCommands(commands.Cog):
    """The text of an article changes."""

    bot: Belegbot

    @app_commands.command(
        name=locale_str(N_("replace")),
        description=locale_str(N_("Put a new text in a source's place, after a comparison")),
    )
    @app_commands.rename(
        source=locale_str(N_("source")),
        file=locale_str(N_("file")),
        url=locale_str(N_("address")),
        why=locale_str(N_("reason")),
    )
    @app_commands.describe(
        source=locale_str(N_("Begin to type its title")),
        file=locale_str(
            N_("Text, PDF, office document, web page …; without file and address, a form opens")
        ),
        url=locale_str(N_("A web page or file on the internet: https://…")),
        why=locale_str(N_("For the history and the log channel")),
    )
    @moderators_only()
    async def replace(
        self,
        interaction: Interaction,
        source: Own,
        file: discord.Attachment | None = None,
        url: app_commands.Range[str, 1, 2000] | None = None,
        why: app_commands.Range[str, 1, 300] | None = None,
    ) -> None:
        """Compare the new text with the old one, or open the form for it."""
        if file is None and url is None:
            found = await source()
            language = language_for(interaction)
            form = replace_form(language, found.article, found.target, why or "")
            await interaction.response.send_modal(form)
            return
        await interaction.response.defer(ephemeral=True, thinking=True)
        found = await source()
        old = found.article
        given = Metadata(title=old.title, author=old.author)
        if file is not None:
            kept = replace(given, url=old.url)
            intake = from_attachment(interaction, file, why or "", kept)
        else:
            intake = from_url(interaction, url or "", why or "", given)
        with self.bot.at_work():
            await present(interaction, [_in_place_of(found, intake)])


@form_action("bs:form-replace", Right.MODERATORS, A_TARGET)
async def _replace_from_form(
    interaction: Interaction, find: Finder[OwnArticle], values: dict[str, str]
) -> None:
    """Show a preview of the text that a form has for an article.

    Raises:
        ArticleError: the article is gone.
    """
    await interaction.response.defer(ephemeral=True, thinking=True)
    found = await find()
    article = found.article

    async def intake() -> Preview:
        entered = values | {"title": values.get("title") or article.title}
        preview = await from_form(interaction, entered)
        return replace(preview, draft=replace(preview.draft, author=article.author))

    await present(interaction, [_in_place_of(found, intake, keep_date=False)])


def _in_place_of(found: OwnArticle, intake: Intake, *, keep_date: bool = True) -> Intake:
    """Return what reads a text that is to take an article's place."""

    async def read() -> Preview:
        preview = await intake()
        date = preview.draft.date or (found.article.date if keep_date else None)
        draft = replace(preview.draft, date=date).lasting_as(found.article)
        return replace(preview, draft=draft, article_id=found.article.id, seen=found.seen)

    return read

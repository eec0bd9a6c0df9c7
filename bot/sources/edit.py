"""`/source edit`: other details for an article.

What somebody changes meanwhile is never overwritten: the form knows the article's latest change
that its person has seen, and the change log's transaction compares. What they alone changed is
kept; what both changed, and what can't be used, is shown in a preview, with all that was entered.
"""

import discord
from discord import app_commands
from discord.app_commands import locale_str
from discord.ext import commands

from bot.client.client import Belegbot
from bot.i18n import TEXTS
from bot.interactions.access import A_TARGET
from bot.interactions.actions import Finder, form_action
from bot.interactions.checks import Right, moderators_only
from bot.interactions.common import Interaction, author, language_for, server_of
from bot.interactions.seen import OwnArticle
from bot.memory.previews import Origin, Preview
from bot.notices.log_channel import who_text
from bot.sources.choose import Own
from bot.sources.draft.forms import corrected, details_form, reason_in
from bot.sources.draft.intake import FORM
from bot.sources.draft.merging import disputed, merged
from bot.sources.draft.present import present
from bot.sources.outcome import carry_out, change_of, finish
from index.corpus.errors import ArticleChangedMeanwhileError
from index.i18n import N_
from index.review.proposal import Proposal

EDITED = N_("✅ The details of {title} are changed. Article {article}, change {revision}.")
NOTHING_CHANGED = N_("Nothing was changed: the details are what they were.")
EDITED_MEANWHILE = N_(
    "{who} has changed this article since you opened the form. Nothing was overwritten. Here is "
    "what you had entered, beside the article as it is now: look at it, then decide."
)


class EditCommands(commands.Cog):
    """What is known about an article changes."""

    bot: Belegbot

    @app_commands.command(
        name=locale_str(N_("edit")),
        description=locale_str(N_("Change a source's title, date, address or author")),
    )
    @app_commands.rename(article=locale_str(N_("article")))
    @app_commands.describe(article=locale_str(N_("Begin to type its title")))
    @moderators_only()
    async def edit(self, interaction: Interaction, article: Own) -> None:
        """Open the form with the details as they are."""
        found = await article()
        language = language_for(interaction)
        form = details_form(language, found.article, "", "bs:form-edit", found.target)
        await interaction.response.send_modal(form)


@form_action("bs:form-edit", Right.MODERATORS, A_TARGET)
async def _edit_from_form(
    interaction: Interaction, find: Finder[OwnArticle], values: dict[str, str]
) -> None:
    """Change of an article's details what its person changed in a form."""
    await interaction.response.defer(ephemeral=True, thinking=True)
    bot, language = interaction.client, language_for(interaction)
    corpus = bot.library.corpus
    found = await find()
    current = await bot.lanes.browse(corpus.draft_of, found.article)
    before = await bot.lanes.browse(corpus.version, found.seen)
    base = current if before is None else await bot.lanes.browse(corpus.draft_of, before)
    entered, unusable = corrected(base, values)
    new, why = merged(base, entered, current), reason_in(values)
    preview = Preview(
        guild_id=server_of(interaction),
        person=interaction.user.id,
        at=discord.utils.utcnow(),
        draft=new,
        origin=Origin(TEXTS.text(language, FORM), unusable=unusable),
        why=why,
        article_id=found.article.id,
        seen=found.title.changed,
    )

    async def look_again() -> Preview:
        return preview

    if unusable:
        await present(interaction, [look_again])
        return
    if new == current:
        text = TEXTS.text(language, NOTHING_CHANGED)
        await interaction.edit_original_response(content=text)
        return
    if found.title.removed or disputed(base, entered, current):
        latest = await bot.lanes.browse(bot.library.history.change, found.title.changed)
        who = who_text(latest.who) if latest else ""
        text = TEXTS.text(language, EDITED_MEANWHILE, who=who)
        await interaction.edit_original_response(content=text)
        await present(interaction, [look_again])
        return
    try:
        change, late = await carry_out(
            interaction,
            lambda progress: bot.lanes.write(
                bot.review.accept,
                Proposal(new, found.title.scope, found.article.id, found.title.changed),
                author(interaction, why),
                progress=progress,
            ),
        )
    except ArticleChangedMeanwhileError as error:
        # Within this very moment.
        text = TEXTS.text(language, EDITED_MEANWHILE, who=who_text(change_of(error).who))
        await interaction.edit_original_response(content=text)
        await present(interaction, [look_again])
        return
    await finish(interaction, change, new.title, EDITED, late)

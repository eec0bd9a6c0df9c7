"""`/source edit`: other details for an article.

What somebody changes meanwhile is never overwritten: the form knows the article's latest change
that its person has seen, and the change log's transaction compares.
"""

from discord import app_commands
from discord.app_commands import locale_str
from discord.ext import commands

from bot.client.client import Belegbot
from bot.i18n import TEXTS
from bot.interactions.access import A_TARGET
from bot.interactions.actions import Finder, form_action
from bot.interactions.checks import Right, moderators_only
from bot.interactions.common import Interaction, author, language_for
from bot.interactions.seen import OwnArticle
from bot.markdown import fit
from bot.notices.log_channel import who_text
from bot.sources.choose import Own
from bot.sources.draft.forms import corrected, details_form, reason_in
from bot.sources.outcome import carry_out, change_of, finish
from index.corpus.errors import ArticleChangedMeanwhileError
from index.i18n import N_

EDITED = N_("✅ The details of {title} are changed. Article {article}, change {revision}.")
NOTHING_CHANGED = N_("Nothing was changed: the details are what they were.")
EDITED_MEANWHILE = N_(
    "{who} has changed this article since you opened the form. Nothing was overwritten. Open the "
    "form again to see it as it stands; this is what you had entered:"
)
FIELDS = {
    "title": N_("Title"),
    "date": N_("Date"),
    "url": N_("Address"),
    "author": N_("Author"),
    "why": N_("Reason"),
}
ENTERED_LIMIT = 300


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
    """Change an article's details to those of a form.

    Raises:
        ArticleError: one of them can't be used, or the article is gone.
    """
    await interaction.response.defer(ephemeral=True, thinking=True)
    bot, language = interaction.client, language_for(interaction)
    found = await find()
    old = await bot.lanes.browse(bot.library.corpus.draft_of, found.article)
    new = corrected(old, values)
    if new == old:
        text = TEXTS.text(language, NOTHING_CHANGED)
        await interaction.edit_original_response(content=text)
        return
    who = author(interaction, reason_in(values))
    try:
        change, late = await carry_out(
            interaction,
            lambda progress: bot.lanes.write(
                bot.library.replace, found.article.id, new, who, found.expected, progress
            ),
        )
    except ArticleChangedMeanwhileError as error:
        other = change_of(error)
        lines = [TEXTS.text(language, EDITED_MEANWHILE, who=who_text(other.who))]
        lines += [
            f"- {TEXTS.text(language, label)}: {fit(' '.join(value.split()), ENTERED_LIMIT)}"
            for name, label in FIELDS.items()
            if (value := values.get(name, ""))
        ]
        await interaction.edit_original_response(content="\n".join(lines))
        return
    await finish(interaction, change, new.title, EDITED, late)

"""`/source edit`: other details for an article.

What somebody changes meanwhile is never overwritten: the form knows the article's latest change
that its person has seen, and the change log's transaction compares.
"""

from discord import app_commands
from discord.app_commands import locale_str
from discord.ext import commands

from bot.client.client import Belegbot
from bot.i18n import TEXTS
from bot.interactions.actions import action
from bot.interactions.checks import Right, moderators_only
from bot.interactions.common import Interaction, author, language_for, server_of
from bot.markdown import fit
from bot.notices.log_channel import who_text
from bot.sources.choose import Target, choose_target, complete_own
from bot.sources.draft.forms import corrected, details_form, reason_in
from bot.sources.outcome import carry_out, change_of, finish
from index.corpus.changelog import Expectation
from index.corpus.errors import ArticleChangedMeanwhileError
from index.i18n import N_
from index.models import as_draft
from index.scopes import Scope

EDITED = N_("✅ The details of {title} are changed. Article {article}, revision {revision}.")
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
    @app_commands.autocomplete(article=complete_own)
    @moderators_only()
    async def edit(self, interaction: Interaction, article: str) -> None:
        """Open the form with the details as they are."""
        found, target = await choose_target(interaction, article)
        form = details_form(language_for(interaction), found, "", "bs:form-edit", target)
        await interaction.response.send_modal(form)


@action("bs:form-edit", Right.MODERATORS, Target.of)
async def _edit_from_form(interaction: Interaction, target: Target, values: dict[str, str]) -> None:
    """Change an article's details to those of a form.

    Raises:
        ArticleError: one of them can't be used, or the article is gone.
    """
    await interaction.response.defer(ephemeral=True, thinking=True)
    bot, language = interaction.client, language_for(interaction)
    article = await bot.lanes.browse(bot.library.corpus.article, target.article_id)
    old = as_draft(article)
    new = corrected(old, values)
    if new == old:
        text = TEXTS.text(language, NOTHING_CHANGED)
        await interaction.edit_original_response(content=text)
        return
    who = author(interaction, reason_in(values))
    expected = Expectation(Scope.of(server_of(interaction)), target.seen)
    try:
        change, late = await carry_out(
            interaction,
            lambda progress: bot.lanes.write(
                bot.library.replace, target.article_id, new, who, expected, progress
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

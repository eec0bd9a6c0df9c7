"""What happens when something fails: the log gets the full story, the person a short one."""

import logging

import discord

from bot.errors import RefusalError
from bot.i18n import TEXTS
from bot.markdown import fit
from index.articles.cleaning import clean_line
from index.errors import ArticleError, BelegbotError, QuestionError
from index.i18n import N_, Language, language_of
from index.indexing.errors import IndexLateError

log = logging.getLogger(__name__)

VALUE_LIMIT = 300
"""Of a name or an address within a message."""

SOMETHING_WRONG = N_(
    "Something went wrong, and it was logged. Nothing was lost; please try again in a moment."
)

LATE = N_(
    "The change is stored, but answers don't know of it yet: the index couldn't follow, and it was "
    "logged. I go on trying."
)


def explain(error: BaseException, language: Language) -> str:
    """Say what a member may know of `error`.

    A text that names a path on the operator's machine is for the operator, in the log; so is
    everything that isn't ours. What people or files named comes out as it was written.
    """
    if isinstance(error, IndexLateError):
        return TEXTS.text(language, LATE)
    if isinstance(error, BelegbotError) and not _names_a_path(error):
        shown = {name: _shown(value) for name, value in error.values.items()}
        return type(error)(**shown).text(language)
    return TEXTS.text(language, SOMETHING_WRONG)


def _names_a_path(error: BelegbotError) -> bool:
    inner = [value for value in error.values.values() if isinstance(value, BelegbotError)]
    return "path" in error.values or any(map(_names_a_path, inner))


def _shown(value: object) -> object:
    # Our own words, which are translated, are a subclass of text.
    return fit(clean_line(value, VALUE_LIMIT), VALUE_LIMIT * 2) if type(value) is str else value


def record(error: BaseException, what: str) -> None:
    """Log that `what` failed; what a person can't ask, add or do is no fault of ours."""
    if isinstance(error, ArticleError | QuestionError | RefusalError):
        log.info("%s: %s", what, type(error).__name__)
    else:
        log.error("%s failed", what, exc_info=error)


async def report(interaction: discord.Interaction, error: BaseException, what: str) -> None:
    """Tell the person shortly, in their language; the log has the rest."""
    record(error, f"{what} in server {interaction.guild_id}")
    try:
        await tell_privately(interaction, explain(error, language_of(interaction.locale.value)))
    except discord.HTTPException as failure:
        log.warning("The person couldn't be told: %s", failure)


async def tell_privately(interaction: discord.Interaction, text: str) -> None:
    """Show `text` to the person who acted, and to nobody else, whatever was answered before.

    Raises:
        discord.HTTPException: Discord doesn't take it, for instance 15 minutes later.
    """
    if not interaction.response.is_done():
        await interaction.response.send_message(text, ephemeral=True)
        return
    thinking = (await interaction.original_response()).flags.loading
    if thinking:
        # Until the public "thinking …" has become a message, a follow-up fills it in and is public;
        # once it is deleted unfilled, Discord takes no follow-up (discord-api-docs, issue 3087).
        await interaction.edit_original_response(content="…")
    await interaction.followup.send(text, ephemeral=True)
    if thinking:
        await interaction.delete_original_response()

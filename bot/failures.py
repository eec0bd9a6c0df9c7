"""What happens when something fails: the log gets the full story, the person a short one."""

import logging
from collections.abc import Mapping
from enum import Enum, auto
from pathlib import PurePath
from string import Formatter
from typing import Any

import discord

from bot.desk.moderators import is_moderator
from bot.errors import ModerationError, RefusalError
from bot.i18n import TEXTS
from bot.markdown import fit
from index.articles.cleaning import clean_line
from index.articles.fence.errors import ReadingUnavailableError
from index.corpus.errors import (
    ArticleAlreadyRemovedError,
    ArticleDuplicateError,
    ArticleNotRemovedError,
    ArticleUnknownError,
    ChangeNotUndoableError,
    PurgeLatestError,
)
from index.errors import ArticleError, BelegbotError, QuestionError
from index.i18n import N_, Language, Message, Translations, language_of
from index.indexing.errors import IndexLateError

log = logging.getLogger(__name__)

VALUE_LIMIT = 300
"""Of a name or an address within a message."""

UNKNOWN_INTERACTION = 10062
"""Discord's code for what wasn't answered within three seconds, or was by somebody else."""

SOMETHING_WRONG = N_(
    "Something went wrong, and it was logged. Nothing was lost; please try again in a moment."
)

IN_DISCORD: Mapping[type[BelegbotError], Message] = {
    ArticleDuplicateError: N_(
        "This text is in a source already: “{title}”. Nothing was stored; **/source replace** puts "
        "a new version in its place."
    ),
    ArticleUnknownError: N_(
        "This source no longer exists. Nothing was changed; **/source list** shows what there is."
    ),
    ArticleAlreadyRemovedError: N_(
        "This source is removed already. Nothing was changed; **/source restore** brings it back."
    ),
    ArticleNotRemovedError: N_("This source is in force already; there is nothing to restore."),
    ChangeNotUndoableError: N_(
        "Change {revision} can't be undone: {reason}. Nothing was changed; **/source history** "
        "shows what was changed."
    ),
    PurgeLatestError: N_(
        "The latest change, {revision}, erased a source for good and can't be undone. Nothing was "
        "changed; **/source undo** with change {before} takes back the one before it."
    ),
    IndexLateError: N_(
        "The change is stored, but answers don't know of it yet: the index couldn't follow, and it "
        "was logged. I go on trying."
    ),
}
"""Errors of the library's that name an article by its id, or whose next step is a moderator's
command, or mine."""


class Recipient(Enum):
    """Who reads a text in Discord. The operator reads the log, and `text` at the terminal."""

    MODERATOR = auto()
    MEMBER = auto()


FOR_MEMBERS = (QuestionError, RefusalError)
"""All that members are told of, moderators' doings aside; the rest only others can change."""


def explain(error: BaseException, audience: Recipient, language: Language) -> str:
    """Say what `audience` may know of `error`, or just that something went wrong.

    What is for the operator alone, and everything that isn't ours, is in the log. What people or
    files named comes out as it was written.
    """
    return _told(error, audience, language) or TEXTS.text(language, SOMETHING_WRONG)


def explain_to(interaction: discord.Interaction[Any], error: BaseException) -> str:
    """Say what the person who acts may know of `error`, in their language."""
    audience = Recipient.MODERATOR if is_moderator(interaction) else Recipient.MEMBER
    return explain(error, audience, language_of(interaction.locale.value))


def _told(error: BaseException, audience: Recipient, language: Language) -> str | None:
    """Return the text of `error` that `audience` may read; None if there is none."""
    if not isinstance(error, BelegbotError):
        return None
    for_members = isinstance(error, FOR_MEMBERS) and not isinstance(error, ModerationError)
    if audience is Recipient.MEMBER and not for_members:
        return None
    own = IN_DISCORD.get(type(error))
    texts, message = (TEXTS, own) if own else (error.texts, error.public)
    if message is None:
        return None
    names = [name for _, name, _, _ in Formatter().parse(message) if name is not None]
    shown = {name: _shown(error.values[name], error.texts, audience, language) for name in names}
    return None if None in shown.values() else texts.text(language, message, **shown)


def _shown(value: object, texts: Translations, audience: Recipient, language: Language) -> object:
    """Return a value as `audience` may read it; None if it may not."""
    match value:
        case BaseException():
            return _told(value, audience, language)
        case PurePath():
            return None
        case Message():
            return texts.text(language, value)
        case str():
            return fit(clean_line(value, VALUE_LIMIT), VALUE_LIMIT * 2)
    return value


def record(error: BaseException, what: str) -> None:
    """Log that `what` failed; what a person can't ask, add or do is no fault of ours."""
    fault = isinstance(error, ReadingUnavailableError)
    if isinstance(error, discord.NotFound) and error.code == UNKNOWN_INTERACTION:
        log.warning("%s came too late: Discord had given up on it", what)
    elif isinstance(error, ArticleError | QuestionError | RefusalError) and not fault:
        log.info("%s: %s", what, type(error).__name__)
    else:
        log.error("%s failed", what, exc_info=error)


async def report(interaction: discord.Interaction[Any], error: BaseException, what: str) -> None:
    """Tell the person shortly, in their language; the log has the rest."""
    record(error, f"{what} in server {interaction.guild_id}")
    try:
        await tell_privately(interaction, explain_to(interaction, error))
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

"""How a moderator names an article: by its title, typing errors included, or by its id."""

import discord
from discord.app_commands import Choice

from bot.client.client import Belegbot
from bot.errors import SourceSharedError, SourceUnknownError
from bot.i18n import TEXTS
from bot.interactions.checks import is_moderator
from bot.markdown import clean
from index.corpus.catalogue import Title
from index.i18n import N_, language_of
from index.scopes import SHARED, Scope

Interaction = discord.Interaction[Belegbot]

CHOICES = 25
"""As many as Discord shows."""
CHOICE_LIMIT = 100
"""Characters of a choice's name, and of its value."""

SHARED_MARK = N_("shared")
REMOVED_MARK = N_("removed")


async def complete_own(interaction: Interaction, typed: str) -> list[Choice[str]]:
    """Offer the server's own articles in force; nothing to those who aren't moderators."""
    return await _complete(interaction, typed, own=True, removed=False)


async def complete_removed(interaction: Interaction, typed: str) -> list[Choice[str]]:
    """Offer the server's removed articles; nothing to those who aren't moderators."""
    return await _complete(interaction, typed, own=True, removed=True)


async def complete_any(interaction: Interaction, typed: str) -> list[Choice[str]]:
    """Offer everything that the server sees; nothing to those who aren't moderators."""
    return await _complete(interaction, typed, own=False, removed=None)


async def choose(
    interaction: Interaction, typed: str, *, own: bool = True, removed: bool | None = False
) -> Title:
    """Return the article that was chosen, or whose title was typed; the caller checks who asks.

    Raises:
        SourceUnknownError: there is none, or several are equally alike.
        SourceSharedError: only a server's `own` will do, and this one is shared.
    """
    bot, scope = interaction.client, Scope.of(interaction.guild_id)
    titles = await bot.lanes.browse(bot.library.catalogue.titles, scope)
    known = {_value(title): title for title in titles}
    found = known.get(typed)
    if found is None:
        same = [title for title in known.values() if title.title.casefold() == typed.casefold()]
        if len(same) != 1:
            raise SourceUnknownError(source=typed)
        [found] = same
    if own and found.scope == SHARED:
        raise SourceSharedError(title=found.title)
    if removed is not None and found.removed is not removed:
        raise SourceUnknownError(source=found.title)
    return found


async def _complete(
    interaction: Interaction, typed: str, *, own: bool, removed: bool | None
) -> list[Choice[str]]:
    if not is_moderator(interaction):
        return []
    bot, scope = interaction.client, Scope.of(interaction.guild_id)
    found = await bot.lanes.browse(
        bot.library.catalogue.find_titles, scope, typed, CHOICES, own=own, removed=removed
    )
    return [Choice(name=_name(interaction, title), value=_value(title)) for title in found]


def _name(interaction: Interaction, title: Title) -> str:
    marks = [SHARED_MARK] if title.scope == SHARED else []
    marks += [REMOVED_MARK] if title.removed else []
    language = language_of(interaction.locale.value)
    end = "".join(f" · {TEXTS.text(language, mark)}" for mark in marks)
    shown = " ".join(clean(title.title).split()) or title.article_id
    room = CHOICE_LIMIT - len(end)
    return (shown if len(shown) <= room else f"{shown[: room - 1]}…") + end


def _value(title: Title) -> str:
    # The name of a seed's file can be longer than Discord allows.
    return title.article_id if len(title.article_id) <= CHOICE_LIMIT else f"#{title.changed}"

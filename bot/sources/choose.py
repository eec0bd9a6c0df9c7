"""How a moderator names an article: by its title, typing errors included, or by its id."""

from dataclasses import dataclass

from discord.app_commands import Choice

from bot.desk.moderators import is_moderator
from bot.i18n import TEXTS
from bot.interactions.common import Interaction, language_for
from bot.markdown import one_line
from bot.sources.errors import SourceSharedError, SourceUnknownError
from index.corpus.catalogue import Title
from index.i18n import N_, Language
from index.models import Article
from index.scopes import SHARED, Scope

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
    by_value = {_value(title): title for title in titles}
    chosen = by_value.get(typed)
    if chosen is None:
        same = [title for title in by_value.values() if title.title.casefold() == typed.casefold()]
        if len(same) != 1:
            raise SourceUnknownError(source=typed)
        [chosen] = same
    if own and chosen.scope == SHARED:
        raise SourceSharedError(title=chosen.title)
    if removed is not None and chosen.removed is not removed:
        raise SourceUnknownError(source=chosen.title)
    return chosen


async def title_of(interaction: Interaction, revision: int) -> Title:
    """Return the article, as it is now, that a change was made to.

    Raises:
        SourceUnknownError: there is none that this server sees.
    """
    bot, scope = interaction.client, Scope.of(interaction.guild_id)
    change = await bot.lanes.browse(bot.library.history.change, revision)
    for title in await bot.lanes.browse(bot.library.catalogue.titles, scope):
        if change is not None and title.article_id == change.article_id:
            return title
    raise SourceUnknownError(source=f"#{revision}")


@dataclass(frozen=True, slots=True)
class Target:
    """An article that a form is about; `seen` is the latest change to it that its person knows.

    It is the rest of the form's id.
    """

    article_id: str
    seen: int

    def __str__(self) -> str:
        return f"{self.article_id}:{self.seen}"

    @classmethod
    def of(cls, rest: str) -> "Target":
        """Read the rest of an id."""
        article_id, _, seen = rest.rpartition(":")
        return cls(article_id, int(seen))


async def choose_target(interaction: Interaction, typed: str) -> tuple[Article, Target]:
    """Return one of the server's own articles to be changed.

    Raises:
        SourceSharedError: it is shared by all servers.
        SourceUnknownError: there is none.
    """
    title = await choose(interaction, typed)
    # The title's revision was read first: what changes in between is noticed, not missed.
    bot = interaction.client
    article = await bot.lanes.browse(bot.library.corpus.article, title.article_id)
    return article, Target(title.article_id, title.changed)


async def _complete(
    interaction: Interaction, typed: str, *, own: bool, removed: bool | None
) -> list[Choice[str]]:
    if not is_moderator(interaction):
        return []
    bot, scope = interaction.client, Scope.of(interaction.guild_id)
    titles = await bot.lanes.browse(
        bot.library.catalogue.find_titles, scope, typed, CHOICES, own=own, removed=removed
    )
    language = language_for(interaction)
    return [Choice(name=_name(title, language), value=_value(title)) for title in titles]


def _name(title: Title, language: Language) -> str:
    marks = [SHARED_MARK] if title.scope == SHARED else []
    marks += [REMOVED_MARK] if title.removed else []
    end = "".join(f" · {TEXTS.text(language, mark)}" for mark in marks)
    shown = one_line(title.title) or title.article_id
    room = CHOICE_LIMIT - len(end)
    return (shown if len(shown) <= room else f"{shown[: room - 1]}…") + end


def _value(title: Title) -> str:
    # The name of a seed's file can be longer than Discord allows.
    return title.article_id if len(title.article_id) <= CHOICE_LIMIT else f"#{title.changed}"

"""How a moderator names articles, changes and people: options, that offer them while one types."""

from collections.abc import Iterable
from contextlib import closing
from functools import partial
from itertools import islice
from typing import Any, ClassVar

import discord
from discord import app_commands
from discord.app_commands import Choice

from bot.audience import Audience
from bot.i18n import TEXTS
from bot.interactions.access import (
    ReadablePlace,
    named_article,
    own_change,
    own_named_article,
    readable_place,
    value_of,
)
from bot.interactions.actions import Finder
from bot.interactions.common import language_for
from bot.interactions.options import (
    CHOICE_LIMIT,
    CHOICES,
    AnyInteraction,
    ChannelOption,
    Option,
)
from bot.interactions.seen import OwnArticle, SeenArticle
from bot.markdown import one_line
from bot.sources.texts.article import choice_name, told_apart
from bot.sources.texts.history import plain_change
from index.corpus.catalogue import Title
from index.corpus.history import History
from index.corpus.undo import Undo
from index.i18n import N_, Language
from index.scopes import SHARED, Scope

APART_LIMIT = 30
"""Of what tells it from others of its title; the name of a seed's file can be long."""

FOR_ROLE = N_("Only whoever has this role can ask it")
ONE_MORE_ROLE = N_("… or this role")
FOR_CHANNEL = N_("It can be asked in this channel, by everybody there")
ONE_MORE_CHANNEL = N_("… or in this channel")

SHARED_MARK = N_("shared")
REMOVED_MARK = N_("removed")


class SeenSource(Option[SeenArticle]):
    """An option for whatever the server sees, shared and removed articles among it."""

    own = False
    removed: bool | None = None

    def named(self, interaction: AnyInteraction, typed: str) -> Finder[SeenArticle]:
        """Return what finds the article that was chosen, or whose title was typed."""
        return partial(named_article, interaction, typed)

    async def offered(
        self, interaction: AnyInteraction, scope: Scope, typed: str
    ) -> list[Choice[Any]]:
        """Return articles by their titles."""
        bot, language = interaction.client, language_for(interaction)
        titles = await bot.lanes.browse(
            bot.library.catalogue.find_titles,
            scope,
            typed,
            CHOICES,
            own=self.own,
            removed=self.removed,
        )
        apart = told_apart([(t.article_id, t.title, t.date) for t in titles], language)
        return [
            Choice(name=_name(title, apart[title.article_id], language), value=value_of(title))
            for title in titles
        ]


class OwnSource(SeenSource):
    """An option for the server's own articles in force."""

    own = True
    removed = False

    def named(self, interaction: AnyInteraction, typed: str) -> Finder[OwnArticle]:
        """Return what finds the article."""
        return partial(own_named_article, interaction, typed, removed=self.removed)


class RemovedSource(OwnSource):
    """An option for the server's removed articles."""

    removed = True


class OwnChange(Option[Undo]):
    """An option for the changes to the server's own articles."""

    @property
    def type(self) -> discord.AppCommandOptionType:
        """A change's revision."""
        return discord.AppCommandOptionType.integer

    def named(self, interaction: AnyInteraction, typed: str) -> Finder[Undo]:
        """Return what finds the change."""
        return partial(own_change, interaction, int(typed))

    async def offered(
        self, interaction: AnyInteraction, scope: Scope, typed: str
    ) -> list[Choice[Any]]:
        """Return the latest changes."""
        bot, language = interaction.client, language_for(interaction)
        changes = await bot.lanes.browse(_changes_like, bot.library.history, scope, typed, language)
        return [Choice(name=line, value=revision) for revision, line in changes]


Seen = app_commands.Transform[Finder[SeenArticle], SeenSource]
Own = app_commands.Transform[Finder[OwnArticle], OwnSource]


class ReadableOption(ChannelOption):
    """An option for where something is said that can become a source."""

    kinds: ClassVar = [
        *(discord.ChannelType.text, discord.ChannelType.news, discord.ChannelType.forum),
        *(discord.ChannelType.public_thread, discord.ChannelType.private_thread),
        discord.ChannelType.news_thread,
    ]

    async def transform(
        self,
        interaction: AnyInteraction,
        value: Any,  # noqa: ANN401 - Discord's partial channel
        /,
    ) -> Finder[ReadablePlace]:
        """Return what finds the channel."""
        return partial(readable_place, interaction, int(value.id))


Removed = app_commands.Transform[Finder[OwnArticle], RemovedSource]
OneChange = app_commands.Transform[Finder[Undo], OwnChange]
Where = app_commands.Transform[Finder[ReadablePlace], ReadableOption]


def _changes_like(
    history: History, scope: Scope, typed: str, language: Language
) -> list[tuple[int, str]]:
    """Return the latest changes with `typed` in their line, and that line; as many as are shown.

    No more of the history is read, and put into words, than that takes.
    """
    with closing(history.latest(scope)) as entries:
        lines = (
            (entry.change.revision, plain_change(entry, language)[:CHOICE_LIMIT])
            for entry in entries
            if entry.change.operation != "purge" and entry.title is not None
        )
        like = ((revision, line) for revision, line in lines if typed.casefold() in line.casefold())
        return list(islice(like, CHOICES))


def _name(title: Title, apart: str, language: Language) -> str:
    marks = [SHARED_MARK] if title.scope == SHARED else []
    marks += [REMOVED_MARK] if title.removed else []
    shown = [apart[:APART_LIMIT], *(TEXTS.text(language, mark) for mark in marks)]
    return choice_name(one_line(title.title) or title.article_id, shown, CHOICE_LIMIT)


async def chosen(
    roles: Iterable[discord.Role | None], channels: Iterable[Finder[int] | None]
) -> Audience:
    """Return for whom a source is to be by a command's options; nobody's says everybody.

    Who is given the role that all have, is everybody.

    Raises:
        ChannelUnknownError: the server has no such channel.
    """
    named = [role for role in roles if role is not None]
    places = [await find() for find in channels if find is not None]
    if is_everybody(*named):
        return Audience()
    return Audience(frozenset(role.id for role in named), frozenset(places))


def is_everybody(*roles: discord.Role | None) -> bool:
    """Tell whether one of the roles is the one that all have."""
    return any(role is not None and role.is_default() for role in roles)

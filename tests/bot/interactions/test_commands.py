"""Commands called behind discord.py's routing: their guards and options hold all the same."""

import inspect
from collections.abc import Awaitable, Callable, Iterator
from typing import get_args

import discord
import pytest
import simcord
from discord import app_commands
from simcord.actors import MemberActor
from simcord.builders import ChannelHandle

from bot.client.client import Belegbot
from bot.interactions.errors import (
    ChannelUnknownError,
    NotModeratorError,
    PageNotWatchedError,
    SourceInForceError,
    SourceSharedError,
    SourceUnknownError,
    SourceWithoutPageError,
)
from bot.interactions.options import ChannelOption
from bot.server.help_channels import HelpChannelOption
from bot.server.settings import WritableChannel
from bot.sources.choose import (
    OwnChange,
    OwnSource,
    ReadableOption,
    RemovedSource,
    SeenSource,
)
from bot.sources.web.options import Page, Watched, watched_sites
from index.corpus.errors import ChangeNotUndoableError
from index.library import Library
from tests.bot.interactions.crafting import SECRETS, craft, kept, world

EVERYONES = {"ask", "help", "privacy", "sources", "Ask about this"}

FREE_TEXT = {
    "ask": {"question"},
    "source add": {"url", "why"},
    "source collect": {"why"},
    "source replace": {"url", "why"},
    "source restore": {"why"},
    "source watch": {"every", "apply", "why"},
    "source site": {"url", "limit", "depth", "why"},
    "source list": {"search", "sort"},
    "insights": {"days"},
    "source audience": {"why"},
    "source valid-until": {"day", "afterwards", "why"},
    "settings server": {"answering", "place", "private", "writing", "language"},
    "settings channel": {"answering", "place", "private", "language"},
    "help-channel": {"mode", "daily", "pause", "solved", "without"},
}
"""Options that name nothing which is somebody's: words, and choices of a short list."""

HARMLESS = (bool, discord.Attachment, discord.Role, discord.Message)
"""What Discord itself gives, and flags."""

FINDING = (
    *(SeenSource, OwnChange, ChannelOption, HelpChannelOption, ReadableOption, Page, Watched),
)
"""Options of which a command gets a `Finder`."""


def commands(bot: Belegbot) -> Iterator[tuple[str, Callable[..., Awaitable[None]]]]:
    """Give each command's name, and what is called."""
    for command in (*bot.tree.walk_commands(), *bot.tree.get_commands(type=MENU)):
        if isinstance(command, app_commands.Command):
            yield command.qualified_name, command.callback.__get__(command.binding)
        elif isinstance(command, app_commands.ContextMenu):
            yield command.name, command.callback


OFFERING = (SeenSource(), OwnSource(), RemovedSource(), OwnChange(), Page(), Watched())

MENU = discord.AppCommandType.message


async def test_every_command_but_those_for_everyone_refuses_who_is_no_moderator(
    env: simcord.Env, bot: Belegbot, library: Library, channel: ChannelHandle, alice: MemberActor
) -> None:
    await alice.send(channel, "A message")
    before, already = kept(library), len(env.http_requests)
    guarded = set()
    for name, callback in commands(bot):
        wanted = inspect.signature(callback).parameters.values()
        options = {p.name: object() for p in wanted if p.default is p.empty}
        options.pop("interaction")
        if name not in EVERYONES:
            for member in (True, False):
                with pytest.raises(NotModeratorError):
                    await callback(craft(env, bot, alice, channel, member=member), **options)
            guarded.add(name)
    assert len(guarded) == 27
    assert env.http_requests[already:] == []
    assert kept(library) == before


async def test_no_command_takes_the_name_or_number_of_something_that_is_somebodys(
    env: simcord.Env, bot: Belegbot
) -> None:
    assert env.bot is bot
    free: dict[str, set[str]] = {}
    for name, callback in commands(bot):
        for parameter in list(inspect.signature(callback).parameters.values())[1:]:
            # One that may be left out is of this or that: of its own type, or nothing.
            kind = (get_args(parameter.annotation) or (parameter.annotation,))[0]
            if kind not in HARMLESS and not isinstance(kind, FINDING):
                free.setdefault(name, set()).add(parameter.name)
    assert free == FREE_TEXT


async def test_an_option_finds_nothing_but_what_the_server_has(
    env: simcord.Env, bot: Belegbot, library: Library
) -> None:
    w = await world(env, bot, library)
    before = kept(library)
    person, channel = w.people["moderator"]
    interaction = craft(env, bot, person, channel)

    for option in (SeenSource(), OwnSource(), RemovedSource()):
        away = w.articles["away"]
        for typed in (
            away,
            "Nordturm",
            "nordturm",
            "Mondfisch",
            f"#{w.revisions['away']}",
            "",
            "x",
        ):
            with pytest.raises(SourceUnknownError) as refused:
                await (await option.transform(interaction, typed))()
            assert refused.value.values == {"source": typed}
    shared = w.articles["shared"]
    assert (await (await SeenSource().transform(interaction, shared))()).article.id == shared
    with pytest.raises(SourceSharedError):
        await (await OwnSource().transform(interaction, shared))()
    own = w.articles["own"]
    assert (await (await OwnSource().transform(interaction, own))()).article.id == own
    with pytest.raises(SourceInForceError):
        await (await RemovedSource().transform(interaction, own))()

    for typed in (w.articles["away"], "Nordturm", "nordturm.example", w.articles["own"], ""):
        with pytest.raises(PageNotWatchedError):
            await (await Watched().transform(interaction, typed))()
    with pytest.raises(SourceUnknownError):
        await (await Page().transform(interaction, w.articles["away"]))()
    with pytest.raises(SourceSharedError):
        await (await Page().transform(interaction, w.articles["shared"]))()
    with pytest.raises(SourceWithoutPageError):
        await (await Page().transform(interaction, w.articles["own"]))()

    for number in (w.revisions["away"], w.revisions["shared"], 0, -1, 10**6, 2**63, 10**40):
        with pytest.raises(ChangeNotUndoableError, match="there is no such change"):
            await (await OwnChange().transform(interaction, number))()

    _, elsewhere = w.people["owner"]
    for asked in (ChannelOption(), WritableChannel(), HelpChannelOption()):
        for number in (elsewhere.id, 0, 2**63):
            with pytest.raises(ChannelUnknownError):
                await (await asked.transform(interaction, discord.Object(number)))()
        found = await asked.transform(interaction, discord.Object(channel.id))
        assert await found() == channel.id
    for number in (elsewhere.id, 0, 2**63):
        with pytest.raises(ChannelUnknownError):
            await (await ReadableOption().transform(interaction, discord.Object(number)))()
    readable = await (await ReadableOption().transform(interaction, discord.Object(channel.id)))()
    assert readable.id == channel.id
    assert kept(library) == before


@pytest.mark.parametrize("who", ["member", "stranger", "direct"])
async def test_an_option_finds_and_offers_nothing_to_who_is_no_moderator(
    env: simcord.Env, bot: Belegbot, library: Library, who: str
) -> None:
    w = await world(env, bot, library)
    person, channel = w.people[who]
    interaction = craft(env, bot, person, channel, member=who != "stranger")
    for option in (SeenSource(), OwnSource(), RemovedSource()):
        with pytest.raises(NotModeratorError):
            await (await option.transform(interaction, w.articles["own"]))()
        assert await option.autocomplete(interaction, "") == []
    for named in (Page(), Watched()):
        for typed in (w.articles["own"], "https://example.org/"):
            with pytest.raises(NotModeratorError):
                await (await named.transform(interaction, typed))()
        assert await named.autocomplete(interaction, "") == []
    with pytest.raises(NotModeratorError):
        await (await OwnChange().transform(interaction, w.revisions["own"]))()
    assert await OwnChange().autocomplete(interaction, "") == []
    with pytest.raises(NotModeratorError):
        await (await ChannelOption().transform(interaction, discord.Object(channel.id)))()


async def test_what_is_offered_while_one_types_is_the_servers_own_or_shared(
    env: simcord.Env, bot: Belegbot, library: Library
) -> None:
    w = await world(env, bot, library)
    interaction = craft(env, bot, *w.people["moderator"])
    for typed in ("", "Nordturm", "Mondfisch", w.articles["away"], "\ud800", "٣", "x" * 6000):
        offered = [
            choice
            for option in OFFERING
            for choice in await option.autocomplete(interaction, typed)
        ]
        offered += await watched_sites(interaction, typed)
        shown = str([(choice.name, choice.value) for choice in offered])
        assert [secret for secret in SECRETS if secret in shown] == []
        mine = {w.articles["own"], w.articles["shared"], w.revisions["own"]}
        assert {choice.value for choice in offered} <= mine

"""What becomes of a server's data when the bot leaves it, and when it only seems to have left."""

from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any

import discord
import pytest
import simcord
from simcord.builders import ChannelHandle

from bot.config import DiscordSettings
from bot.memory.memory import Memory
from index.corpus.changelog import Author
from index.library import Library
from index.models import Draft
from index.scopes import Scope
from tests.bot.conftest import Restart
from tests.bot.shown import bot_of, guild_of

Leave = Callable[[], Awaitable[discord.Guild]]
OTHER_APPLICATION = 5


@pytest.fixture
def server(library: Library, channel: ChannelHandle) -> Scope:
    """A server with an article of its own."""
    server = Scope.of(guild_of(channel).id)
    library.add(Draft("Die Brücke hält.", "Brücke", "de"), Author("discord:1"), server)
    return server


@pytest.fixture
def leave(env: simcord.Env, channel: ChannelHandle) -> Leave:
    async def leave() -> discord.Guild:
        guild: discord.Guild | None = env.bot.get_guild(guild_of(channel).id)
        assert guild is not None
        await guild.leave()
        await env.settle()
        return guild

    return leave


def left_ago(library: Library, server: Scope, application: int, ago: timedelta) -> None:
    Memory.of(library).stays.joined(int(server), application)
    Memory.of(library).stays.left(int(server), application, discord.utils.utcnow() - ago)


async def test_a_left_servers_data_is_kept_for_a_time_and_then_gone(
    env: simcord.Env,
    library: Library,
    behaviour: DiscordSettings,
    leave: Leave,
    restart: Restart,
    server: Scope,
) -> None:
    await leave()
    [data] = Memory.of(library).servers.all()
    assert (data.server, data.articles) == (server, 1)
    assert data.left_at is not None
    left_ago(library, server, bot_of(env).me.id, behaviour.kept_left - timedelta(minutes=1))
    await restart()
    assert [d.server for d in Memory.of(library).servers.all()] == [server]
    left_ago(library, server, bot_of(env).me.id, behaviour.kept_left)
    await restart()
    assert Memory.of(library).servers.all() == []
    change = library.corpus.changes()[-1]
    assert (change.operation, change.who, change.why) == ("purge", "bot", "the bot left the server")


async def test_coming_back_in_time_keeps_everything(
    env: simcord.Env, library: Library, leave: Leave, server: Scope
) -> None:
    guild = await leave()
    assert Memory.of(library).stays.departures().keys() == {int(server)}
    env.bot.dispatch("guild_join", guild)
    await env.advance_time(2)
    assert Memory.of(library).stays.departures() == {}
    assert [a.title for a in library.catalogue.articles(server)] == ["Brücke"]


async def test_a_server_that_was_left_while_the_bot_was_off_is_noticed_at_the_start(
    env: simcord.Env, library: Library, restart: Restart, server: Scope
) -> None:
    Memory.of(library).stays.joined(8, bot_of(env).me.id)
    left_ago(library, server, bot_of(env).me.id, timedelta(days=1))
    await restart()
    assert Memory.of(library).stays.departures().keys() == {8}


async def test_a_server_that_this_application_was_never_in_is_not_left(
    library: Library, restart: Restart, behaviour: DiscordSettings
) -> None:
    library.add(Draft("Anderswo.", "Anderswo", "de"), Author("discord:1"), Scope("8"))
    library.add(Draft("Woanders.", "Woanders", "de"), Author("discord:1"), Scope("9"))
    Memory.of(library).stays.joined(8, OTHER_APPLICATION)
    left_ago(library, Scope("9"), OTHER_APPLICATION, 2 * behaviour.kept_left)
    await restart()
    assert Memory.of(library).stays.departures().keys() == {9}
    assert [data.server for data in Memory.of(library).servers.all()] == ["8", "9"]


async def test_a_server_that_another_application_is_in_keeps_its_data(
    env: simcord.Env, library: Library, restart: Restart, behaviour: DiscordSettings
) -> None:
    library.add(Draft("Anderswo.", "Anderswo", "de"), Author("discord:1"), Scope("8"))
    Memory.of(library).stays.joined(8, OTHER_APPLICATION)
    left_ago(library, Scope("8"), bot_of(env).me.id, 2 * behaviour.kept_left)
    await restart()
    assert [a.title for a in library.catalogue.articles(Scope("8"))] == ["Anderswo"]


async def test_an_outage_is_no_departure(
    env: simcord.Env, library: Library, channel: ChannelHandle, server: Scope
) -> None:
    state = env.bot._connection
    assert state.user is not None
    state.parse_guild_delete({"id": server, "unavailable": True})
    await env.settle()
    guild = env.bot.get_guild(guild_of(channel).id)
    assert guild is not None
    assert guild.unavailable
    env.bot.dispatch("ready")
    await env.advance_time(2)
    assert Memory.of(library).stays.departures() == {}
    assert Memory.of(library).stays.of(state.user.id) == {int(server): None}


async def test_nothing_is_erased_of_a_server_that_discord_says_the_bot_is_in(
    env: simcord.Env, library: Library, behaviour: DiscordSettings, server: Scope
) -> None:
    await env.settle()
    left_ago(library, server, bot_of(env).me.id, 2 * behaviour.kept_left)
    servers: Any = bot_of(env).get_cog("Servers")
    await servers.purge()
    assert Memory.of(library).stays.departures() == {}
    assert [a.title for a in library.catalogue.articles(server)] == ["Brücke"]

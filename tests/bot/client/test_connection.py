"""A connection that is lost and taken up again: nothing is missed, forgotten or said twice."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import simcord
from simcord.actors import MemberActor
from simcord.builders import ChannelHandle

from bot.client.client import Belegbot
from index.library import Library
from index.scopes import Scope
from tests.bot.asking.test_ask import UNANSWERED
from tests.bot.asking.test_buttons import click
from tests.bot.client.fake_discord import WAIT, FakeDiscord, fake_discord
from tests.bot.notices.test_notices import ADA, WEATHER, noticed
from tests.bot.shown import guild_of
from tests.bot.test_cli import ON_LOOPBACK, data, environment

__all__ = ["data"]

QUESTION = "Wann wurde die NATO-Mission im Irak ausgesetzt?"


@contextmanager
def running(discord: FakeDiscord, data: Path, cwd: Path) -> Iterator[list[str]]:
    """Run the real program; after it was stopped, the list has what it logged."""
    log: list[str] = []
    process = subprocess.Popen(
        [sys.executable, "-m", ON_LOOPBACK, discord.url, "run"],
        env=environment(data, DISCORD_TOKEN="secret.to.ken"),
        cwd=cwd,
        stderr=subprocess.PIPE,
        text=True,
    )
    with process:
        try:
            yield log
        finally:
            process.terminate()
            assert process.stderr is not None
            log += process.stderr.read().splitlines()


def description(message: dict[str, Any]) -> str:
    return str(message["embeds"][0]["description"])


def test_what_was_asked_while_the_connection_was_lost_is_answered_once_it_is_resumed(
    data: Path,
    tmp_path: Path,
) -> None:
    with fake_discord() as discord, running(discord, data, tmp_path) as log:
        assert discord.told.get(timeout=WAIT) == "identify"
        discord.cut()
        discord.say(QUESTION)
        # After READY: the bot has seen everything up to there.
        assert discord.told.get(timeout=WAIT) == "resume after 1"
        assert description(discord.sent.get(timeout=WAIT)).startswith("**Anfang Januar**")
        discord.say("Und warum?")
        discord.sent.get(timeout=WAIT)
        assert discord.told.empty()
        assert discord.sent.empty()
        assert discord.commands == 1
    assert not [line for line in log if " ERROR " in line or "Traceback" in line]


def test_a_session_that_discord_forgot_is_begun_anew_and_conversations_go_on(
    data: Path,
    tmp_path: Path,
) -> None:
    with fake_discord() as discord, running(discord, data, tmp_path) as log:
        assert discord.told.get(timeout=WAIT) == "identify"
        discord.say(QUESTION)
        discord.sent.get(timeout=WAIT)
        discord.cut(forget=True)
        assert discord.told.get(timeout=WAIT) == "resume after 2"
        assert discord.told.get(timeout=WAIT) == "identify"
        discord.say("Und warum?")
        answer = discord.sent.get(timeout=WAIT)
        assert "Ermordung" in description(answer)
        assert answer["embeds"][0]["title"] == "Und warum?"
        assert discord.commands == 1
    assert not [line for line in log if " ERROR " in line or "Traceback" in line]


async def test_news_that_came_while_a_shard_was_away_are_told_once(
    env: simcord.Env,
    bot: Belegbot,
    library: Library,
    channel: ChannelHandle,
    alice: MemberActor,
) -> None:
    result = await alice.slash(channel, "ask", question=UNANSWERED)
    await click(alice, result, "request")
    await noticed(env)
    shard = bot.get_shard(0)
    assert shard is not None
    await shard.disconnect()
    library.add(WEATHER, ADA, Scope.of(guild_of(channel).id))
    await noticed(env)
    await shard.reconnect()
    await noticed(env)
    assert len(alice.user.dm_channel.history()) == 1
    again = await alice.slash(channel, "ask", question=UNANSWERED)
    assert again.response is not None
    assert "sonnig" in (again.response.embeds[0].description or "")

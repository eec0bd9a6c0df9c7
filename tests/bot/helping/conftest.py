"""A Discord that grants the content of messages, and a server with a help forum and channel."""

from collections.abc import AsyncIterator

import discord
import pytest
import simcord
from simcord.builders import ChannelHandle

from bot.client.client import Belegbot
from bot.config import DiscordSettings
from index.corpus.changelog import Author
from index.library import Library
from index.models import Draft
from index.scopes import Scope
from tests.bot import openapi
from tests.bot.shown import guild_of

BATH = Draft(
    "Das Freibad Altheim öffnet am 1. Mai. Der Eintritt kostet 4 Euro. Hunde dürfen nicht hinein. "
    "Die Saisonkarte gilt auch an Feiertagen.",
    "Freibad Altheim",
    "de",
)


@pytest.fixture
def behaviour() -> DiscordSettings:
    return DiscordSettings(conversation_minutes=1, message_content=True)


@pytest.fixture
async def env(bot: Belegbot) -> AsyncIterator[simcord.Env]:
    granted = discord.Intents.all()
    granted.members = granted.presences = False
    env = simcord.Env(bot, shard_count=1, approved_intents=granted, settle_timeout=60)
    await env.start()
    try:
        yield env
    finally:
        await env.shutdown()
    if path := openapi.description_path():
        assert openapi.problems(path, env.http_requests) == []
    assert env.errors_since(env._errors_acknowledged) == ()


@pytest.fixture
def forum(channel: ChannelHandle, library: Library) -> ChannelHandle:
    """A forum in a server whose sources tell of a bath."""
    library.add(BATH, Author("operator:ada"), Scope.of(guild_of(channel).id))
    return guild_of(channel).create_forum_channel("fragen")


@pytest.fixture
def log(channel: ChannelHandle) -> ChannelHandle:
    return guild_of(channel).create_text_channel("protokoll")

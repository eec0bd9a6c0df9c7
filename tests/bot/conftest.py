"""The real bot on a simulated Discord, with the real library on the real seed."""

import json
import shutil
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any, TypeAlias

import discord
import pytest
import simcord
from discord import app_commands
from simcord import interactions
from simcord.actors import MemberActor
from simcord.builders import ChannelHandle

from bot.client.client import Belegbot
from bot.config import DiscordSettings
from bot.memory.forgetting import Forgetting
from bot.running.cogs import COGS
from index.asking.answers import Answer, Turn
from index.config import CorpusSettings, Settings
from index.library import Library
from index.scopes import Scope
from tests.bot.discord import openapi
from tests.bot.shown import guild_of
from tests.index.articles.conftest import make_pdf, site  # noqa: F401 - fixtures
from tests.index.asking.forms.conftest import answered  # noqa: F401 - a fixture
from tests.models import BUILTIN

Restart = Callable[[], Awaitable[Belegbot]]
Asked = list[tuple[str, Scope]]

MEMORY = (Forgetting(),)

Named: TypeAlias = (
    "app_commands.Command[Any, Any, Any] | app_commands.Group | app_commands.ContextMenu"
)


@pytest.fixture(scope="session", autouse=True)
def _worded_once() -> Iterator[None]:
    """Let discord.py word a command in its thirty languages once, not at each start of a bot.

    That takes half of a start.
    """
    worded: dict[tuple[str, str], str] = {}

    def wording(kind: type[Named]) -> Callable[..., Awaitable[dict[str, Any]]]:
        going: Callable[..., Awaitable[dict[str, Any]]] = kind.get_translated_payload

        async def word(
            command: Named, tree: app_commands.CommandTree, translator: app_commands.Translator
        ) -> dict[str, Any]:
            told = (type(translator).__name__, json.dumps(command.to_dict(tree)))
            if told not in worded:
                worded[told] = json.dumps(await going(command, tree, translator))
            payload: dict[str, Any] = json.loads(worded[told])
            return payload

        return word

    with pytest.MonkeyPatch.context() as patch:
        for kind in (app_commands.Command, app_commands.Group, app_commands.ContextMenu):
            patch.setattr(kind, "get_translated_payload", wording(kind))
        yield


@pytest.fixture(scope="session")
def indexed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data directory with the seed, indexed once."""
    folder = tmp_path_factory.mktemp("indexed") / "data"
    Library.open(Settings(data_dir=folder, embedder=BUILTIN), participants=MEMORY).close()
    return folder


@pytest.fixture
def library(indexed: Path, tmp_path: Path, kept: CorpusSettings) -> Iterator[Library]:
    shutil.copytree(indexed, tmp_path / "data")
    settings = Settings(data_dir=tmp_path / "data", embedder=BUILTIN, corpus=kept)
    with closing(Library.open(settings, participants=MEMORY)) as library:
        yield library


@pytest.fixture
def behaviour() -> DiscordSettings:
    """The `[discord]` table. Conversations are short: the bot does something each second."""
    return DiscordSettings(conversation_minutes=1)


@pytest.fixture
async def bot(library: Library, behaviour: DiscordSettings) -> AsyncIterator[Belegbot]:
    bot = Belegbot(library, behaviour, cogs=COGS)
    yield bot
    await bot.lanes.close()


@pytest.fixture
async def env(bot: Belegbot, behaviour: DiscordSettings) -> AsyncIterator[simcord.Env]:
    # Discord's portal grants no privileged intent: without the setting the bot must do without.
    granted = discord.Intents.all()
    granted.message_content = behaviour.message_content
    granted.members = granted.presences = False
    count = None if behaviour.shards else 1
    env = simcord.Env(bot, shard_count=count, approved_intents=granted, settle_timeout=60)
    await env.start()
    try:
        yield env
    finally:
        await env.shutdown()
    if path := openapi.description_path():
        assert openapi.problems(path, env.http_requests) == []
    # Errors that a test expects are those it has looked at.
    assert env.errors_since(env._errors_acknowledged) == ()


@pytest.fixture
async def restart(
    env: simcord.Env, library: Library, behaviour: DiscordSettings
) -> AsyncIterator[Restart]:
    """Stop the bot and start a new one: nothing that was in memory is left."""
    bots: list[Belegbot] = []

    async def restart() -> Belegbot:
        bots.append(Belegbot(library, behaviour, cogs=COGS))
        await env.restart_bot(bots[-1])
        return bots[-1]

    yield restart
    for bot in bots:
        await bot.lanes.close()


@pytest.fixture(params=["running", "restarted"])
async def again(request: pytest.FixtureRequest, restart: Restart) -> Callable[[], Awaitable[None]]:
    """What happens between an answer and a click: nothing, or a restart."""

    async def again() -> None:
        if request.param == "restarted":
            await restart()

    return again


@pytest.fixture
def channel(env: simcord.Env) -> ChannelHandle:
    return env.create_guild().create_text_channel("general")


@pytest.fixture
def alice(env: simcord.Env, channel: ChannelHandle) -> MemberActor:
    return guild_of(channel).add_member(env.create_user("alice"))


@pytest.fixture
def bob(env: simcord.Env, channel: ChannelHandle) -> MemberActor:
    return guild_of(channel).add_member(env.create_user("bob"))


@pytest.fixture
def moderator(env: simcord.Env, channel: ChannelHandle) -> MemberActor:
    role = guild_of(channel).create_role(
        "mods", permissions=discord.Permissions(manage_messages=True, send_messages=True)
    )
    return guild_of(channel).add_member(env.create_user("mod"), roles=[role])


@pytest.fixture
def speak(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Set the language of the people's Discord; SimCord's own is always English."""
    original: Callable[..., tuple[object, dict[str, object]]] = interactions.base_payload

    def speak(tag: str) -> None:
        def payload(*args: object, **kwargs: object) -> tuple[object, dict[str, object]]:
            record, payload = original(*args, **kwargs)
            return record, {**payload, "locale": tag}

        monkeypatch.setattr(interactions, "base_payload", payload)

    return speak


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> Asked:
    """Questions and their narrowest scope as they reach the library, which still answers them."""
    calls: Asked = []
    original = Library.ask

    def ask(library: Library, question: str, scopes: tuple[Scope, ...], *turn: Turn) -> Answer:
        calls.append((question, scopes[-1]))
        return original(library, question, scopes, *turn)

    monkeypatch.setattr(Library, "ask", ask)
    return calls

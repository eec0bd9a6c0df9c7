"""The bot beside a site on this machine, under a clock that is moved."""

import shutil
from collections.abc import Awaitable, Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
import simcord
from simcord.builders import ChannelHandle

from bot.memory.memory import Memory
from bot.memory.preferences import WHOLE_SERVER
from index.config import IngestSettings, QuotaSettings, Settings
from index.library import Library
from tests.bot.conftest import MEMORY
from tests.bot.shown import bot_of, guild_of
from tests.index.watching.pages import Clock
from tests.models import BUILTIN

Looked = Callable[[], Awaitable[None]]


@pytest.fixture
def clock() -> Clock:
    """Where it is always the first of March, until it is moved."""
    return Clock()


@pytest.fixture
def quota() -> QuotaSettings:
    """What the server's moderators may add."""
    return QuotaSettings()


@pytest.fixture
def library(
    indexed: Path,
    tmp_path: Path,
    clock: Clock,
    quota: QuotaSettings,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Library]:
    """A library that may read this machine's own server, without pauses in between."""
    monkeypatch.setattr("index.visiting.manners.PAUSE", 0.0)
    shutil.copytree(indexed, tmp_path / "data")
    settings = Settings(
        data_dir=tmp_path / "data",
        embedder=BUILTIN,
        ingest=IngestSettings(allow_private_addresses=True, max_megabytes=1, timeout=20),
        quota=quota,
    )
    with closing(Library.open(settings, participants=MEMORY, clock=clock)) as library:
        yield library


@pytest.fixture
def log(library: Library, channel: ChannelHandle) -> ChannelHandle:
    """The channel in which a server's moderators read what becomes of its pages."""
    log = guild_of(channel).create_text_channel("protokoll")
    values = {"log_channel": log.id, "language": "de"}
    Memory.of(library).preferences.prefer(guild_of(channel).id, WHOLE_SERVER, values)
    return log


@pytest.fixture
def looked(env: simcord.Env) -> Looked:
    """Let the bot look at what is due, as it does about once a minute."""

    async def looked() -> None:
        bot = bot_of(env)
        cog = bot.get_cog("WatchedPages")
        assert cog is not None
        await env.advance_time(80)
        for _ in range(400):
            if not cog.busy:  # type: ignore[attr-defined]
                break
            await env.advance_time(0.05)

    return looked

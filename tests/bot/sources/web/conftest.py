"""The bot beside a site on this machine, under a clock that is moved."""

import shutil
from collections.abc import Awaitable, Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import discord
import pytest
import simcord
from simcord.builders import ChannelHandle

from bot.memory.memory import Memory
from bot.memory.preferences import WHOLE_SERVER
from index.config import IngestSettings, QuotaSettings, Settings
from index.library import Library
from index.scopes import Scope
from index.watching.watches import Apply, WatchRequest
from index.watching.watching import Watching
from tests.bot.conftest import MEMORY
from tests.bot.shown import bot_of, guild_of
from tests.index.articles.web.web_server import Site
from tests.index.watching.pages import DAY, POOL, Clock, serve
from tests.index.watching.watched import ADA, LONGER
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


@dataclass
class Pool:
    """The page of a pool, which a server watches, and the log channel of its moderators."""

    library: Library
    site: Site
    clock: Clock
    looked: Looked
    scope: Scope
    log: ChannelHandle

    def begin(self, apply: Apply = "ask", path: str = "/bad") -> str:
        """Watch the page; return its article."""
        sentences = POOL if path == "/bad" else POOL[:-1]
        wanted = WatchRequest(serve(self.site, path, *sentences), self.scope, DAY, apply)
        return Watching(self.library, self.clock.pause).watch(wanted, ADA).watch.article_id

    async def changes(self, *sentences: str) -> None:
        """Let the page say something else, and the bot look at it a day later."""
        serve(self.site, "/bad", *(sentences or LONGER))
        await self.passes()

    async def passes(self, by: timedelta = DAY) -> None:
        """Let time pass, and the bot look at what is due."""
        self.clock.move(by)
        await self.looked()

    @property
    def news(self) -> list[discord.Message]:
        """What was told of pages, and not of changes that somebody made."""
        said = ("👁️", "⚠️", "✅ Die Seite")
        return [each for each in self.log.history() if each.content.startswith(said)]

    @property
    def waiting(self) -> int:
        """How much is still to be told."""
        return len(Watching(self.library).news(self.scope))

    def text(self, article_id: str) -> str:
        """Return what an article says by now."""
        return self.library.corpus.article(article_id).text


@pytest.fixture
def pool(
    library: Library,
    site: Site,
    clock: Clock,
    looked: Looked,
    channel: ChannelHandle,
    log: ChannelHandle,
) -> Pool:
    """A pool's page, and a server with a log channel."""
    return Pool(library, site, clock, looked, Scope.of(guild_of(channel).id), log)

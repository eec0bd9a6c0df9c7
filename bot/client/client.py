"""The bot: starts, keeps up, reports failures, stops without dropping an answer."""

import asyncio
import logging
import threading
from collections.abc import Callable, Coroutine, Iterable, Iterator
from contextlib import contextmanager

import discord
from discord import app_commands
from discord.ext import commands
from discord.gateway import DiscordWebSocket

from bot.client.duties import Duties
from bot.client.sync import offer_to_persons, sync_commands
from bot.client.translator import CommandTranslator
from bot.config import DiscordSettings
from bot.desk.desk import Desk
from bot.desk.scribe import Scribe
from bot.failures import report
from bot.memory.memory import Memory
from bot.shards import WHOLE, Shard
from bot.workers import Lanes
from index.articles import stop_reading
from index.errors import BelegbotError
from index.library import Library
from index.review.review import Review
from index.sites.sites import Sites
from index.watching.watching import Watching

log = logging.getLogger(__name__)

Cogs = Iterable[Callable[["Belegbot"], commands.Cog]]
"""What the bot can do, each made for the bot that is to do it."""

INTENTS = discord.Intents(guilds=True, guild_messages=True, dm_messages=True)
"""None of them privileged."""


def intents_for(settings: DiscordSettings) -> discord.Intents:
    """Return what Discord is to deliver; the content of every message only where that is set."""
    intents = discord.Intents(guilds=True, guild_messages=True, dm_messages=True)
    intents.message_content = settings.message_content
    return intents


GRACE = 20.0
"""Seconds that answers in flight get when the bot stops."""

# discord.py warns at every start that voice can't work; there is no voice here.
discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False


class StoppingError(Exception):
    """The bot stops, so that nobody waits any longer."""


class Tree(app_commands.CommandTree["Belegbot"]):
    """The commands, with the one handler that meets every failed interaction."""

    async def on_error(
        self, interaction: discord.Interaction["Belegbot"], error: app_commands.AppCommandError, /
    ) -> None:
        """Tell the person shortly, in their language; the log has the rest."""
        cause = getattr(error, "original", error)
        name = interaction.command.qualified_name if interaction.command else "?"
        await report(interaction, cause, f"/{name}")


class Belegbot(commands.AutoShardedBot):
    """Answers in Discord. Needs no privileged intent: Discord delivers the text of mentions."""

    def __init__(
        self, library: Library, settings: DiscordSettings | None = None, *, cogs: Cogs = ()
    ) -> None:
        self.settings = settings or DiscordSettings()
        shards = self.settings.own_shards
        super().__init__(
            command_prefix=commands.when_mentioned,
            help_command=None,
            tree_cls=Tree,
            intents=intents_for(self.settings),
            allowed_mentions=discord.AllowedMentions.none(),
        )
        if shards:
            self.shard_ids = [shard.number for shard in shards]
            self.shard_count = shards[0].of
        self.library = library
        self.memory = Memory.of(library)
        self.review = Review(library)
        self.watching = Watching(library, self._pause)
        self.sites = Sites(self.watching)
        self.lanes = Lanes()
        self.duties = Duties(self.memory.leases, self.lanes, shards, self._join, self._leave)
        self.desk = Desk(library, self.memory, self.lanes, self.settings)
        self.scribe = Scribe(library, self.memory, self.lanes)
        self.before_close: list[Callable[[], object]] = []
        """Called first of all when the bot stops: they end what would only begin something new."""
        self.shown_previews: dict[str, discord.WebhookMessage] = {}
        """By a preview's id the message that shows it, while Discord lets that be edited."""
        self.ended_by: BelegbotError | None = None
        """Why the bot ended itself."""
        self._cogs_to_come = cogs
        self._meanwhile: set[asyncio.Task[None]] = set()
        self._working: set[asyncio.Task[object]] = set()
        self._stopping = threading.Event()

    @property
    def me(self) -> discord.ClientUser:
        """The bot's own account."""
        if self.user is None:
            raise RuntimeError("The bot isn't logged in.")
        return self.user

    async def setup_hook(self) -> None:
        """Load what servers prefer and what people can do, and offer it to Discord.

        Raises:
            ShardTakenError: another process has what this one is to have.
        """
        await super().setup_hook()
        await self.duties.begin(self.application_id or 0)
        await self.desk.preferences.load()
        for make in self._cogs_to_come:
            await self.add_cog(make(self))
        if self.settings.user_installs:
            offer_to_persons(self.tree)
        await self.tree.set_translator(CommandTranslator())
        if self.duties.first:
            await sync_commands(self.tree, self.memory, self.lanes)

    async def on_ready(self) -> None:
        """Log that Discord has let the bot in."""
        log.info("Ready as %s in %d servers", self.user, len(self.guilds))

    async def on_shard_ready(self, number: int) -> None:
        """Look after a shard's servers from now on."""
        self.duties.connected(number)

    async def on_message(self, message: discord.Message, /) -> None:
        """Leave messages to the cogs: there are no prefix commands to look for."""

    @contextmanager
    def at_work(self) -> Iterator[None]:
        """Mark the current task as one that `close` waits for."""
        task = asyncio.current_task()
        if task is None:
            raise RuntimeError("Only a task can be at work.")
        self._working.add(task)
        try:
            yield
        finally:
            self._working.discard(task)

    def meanwhile(self, work: Coroutine[object, object, None]) -> None:
        """Do something beside all else that nobody waits for, neither when the bot stops."""
        task = asyncio.create_task(work)
        self._meanwhile.add(task)
        task.add_done_callback(self._meanwhile.discard)

    async def settled(self) -> None:
        """Wait until nothing is done beside all else, and raise what ended it."""
        while self._meanwhile:
            await asyncio.gather(*self._meanwhile)

    async def draw(self, requests: int = 1) -> None:
        """Wait until something may be sent that nobody has asked for: answers go first."""
        application = self.application_id or 0
        seconds = await self.lanes.remember(self.memory.budget.draw, application, requests)
        if seconds > 0:
            await asyncio.sleep(seconds)

    def end(self, error: BelegbotError) -> None:
        """Have the bot end, and say why."""
        self.ended_by = error
        self._ending = asyncio.create_task(self.close())

    async def close(self) -> None:
        """Let answers in flight finish, leave Discord, stop computing."""
        self._stopping.set()
        for end in self.before_close:
            end()
        for beside in list(self._meanwhile):
            beside.cancel()
        if self._working:
            log.info("Stopping; %d answers are being finished", len(self._working))
            await asyncio.wait(self._working, timeout=GRACE)
        await super().close()
        # A document could keep its lane for as long as it may be read, and so could the next one.
        for task in list(self._working):
            task.cancel()
        await asyncio.to_thread(stop_reading)
        try:
            await self.duties.end()
        except BelegbotError as error:
            # It runs out by itself.
            log.warning("%s", error)
        await self.lanes.close()

    async def _join(self, shard: Shard) -> None:
        """Connect for one more shard, beside all else: Discord may let nobody in at the moment."""
        known = self.get_shard(shard.number)
        self.meanwhile(known.connect() if known else self._launch(shard))

    async def _launch(self, shard: Shard) -> None:
        await self.launch_shard(DiscordWebSocket.DEFAULT_GATEWAY, shard.number)
        if not self.duties.has(shard):
            await self._leave(shard)

    async def _leave(self, shard: Shard) -> None:
        """Disconnect from a shard; of all of them, the bot ends."""
        known = self.get_shard(shard.number)
        if known is not None and shard != WHOLE:
            await known.disconnect()

    def _pause(self, seconds: float) -> None:
        """Wait, on a thread, between two requests to a site; no longer than the bot runs."""
        if self._stopping.wait(seconds):
            raise StoppingError

"""Keeps the bot in step with the collection: the index, and what was said before."""

import asyncio
import logging
from collections.abc import Coroutine, Sequence
from contextlib import suppress
from typing import Any

import discord
from discord.ext import commands, tasks

from bot.client.client import Belegbot
from bot.notices.notices import Notices
from bot.shards import Shard

log = logging.getLogger(__name__)

LOOKS = 1.0
"""Seconds from one look at what is new to the next, where nobody is heard to have changed it."""

SOON = 0.2
"""Seconds from one look to the next where somebody is; an import announces each article."""


class Collection(commands.Cog):
    """Follows the change log, at once where changes are announced, and forgets what has become old.

    People are told of changes by a loop of its own: it waits for Discord, following never does.
    """

    def __init__(self, bot: Belegbot) -> None:
        self.bot = bot
        self._notices: dict[Shard, Notices] = {}
        """Of each shard that is this process's."""
        self._indexed = 0
        """The revision that can be asked: only then do notices ask what a change answers."""
        self._ear: int | None = None
        """The descriptor that changes are heard by at this moment."""
        self._behind = False
        self._untold = False

    @property
    def is_behind(self) -> bool:
        """Whether following has failed, and not worked since."""
        return self._behind

    async def cog_load(self) -> None:
        """Begin; a bot that stops catches up with nothing more."""
        for each in self._loops:
            each.start()
            self.bot.before_close.append(each.cancel)
        self.bot.before_close.append(self._stop_listening)

    async def cog_unload(self) -> None:
        """Stop."""
        for each in self._loops:
            each.cancel()
        self._stop_listening()

    def _listen(self) -> None:
        """Look again as soon as a change is announced."""
        self._ear = self.bot.library.corpus.database.ear
        # On Windows no loop of events can wait for a socket of others.
        with suppress(NotImplementedError):
            if self._ear is not None:
                asyncio.get_running_loop().add_reader(self._ear, self._hear)

    def _hear(self) -> None:
        self._stop_listening()
        self.catch_up.change_interval(seconds=SOON)

    def _stop_listening(self) -> None:
        ear, self._ear = self._ear, None
        with suppress(NotImplementedError):
            if ear is not None:
                asyncio.get_running_loop().remove_reader(ear)

    @tasks.loop(seconds=LOOKS)
    async def catch_up(self) -> None:
        """Follow the collection's change log."""
        self._stop_listening()
        self.catch_up.change_interval(seconds=LOOKS)
        await self._catch_up()
        self._listen()

    async def _catch_up(self) -> None:
        try:
            lanes, library = self.bot.lanes, self.bot.library
            # Where a bot begins that was never here; read before anything changes.
            for notices in self._of_shards().values():
                await notices.seen()
            news = await lanes.remember(library.corpus.database.has_news)
            revision = self._indexed
            if news or self._behind:
                revision = await lanes.remember(library.corpus.revision)
                # Whichever process set them.
                await self.bot.desk.preferences.load()
            # The index's files may be new, too.
            await lanes.write(library.catch_up)
            if revision != self._indexed:
                self._indexed = revision
                self.tell.change_interval(seconds=SOON)
        except Exception:
            if not self._behind:
                log.exception("Catching up with the collection failed; it is tried again")
            self._behind = True
        else:
            if self._behind:
                log.info("Caught up with the collection again")
            self._behind = False

    @tasks.loop(seconds=LOOKS)
    async def tell(self) -> None:
        """Deal with what has changed, in order, as far as it can be asked."""
        self.tell.change_interval(seconds=LOOKS)
        if not self.bot.is_ready():
            return
        try:
            held = await self.bot.duties.held()
            of_shards = self._of_shards()
            overtaken = tuple(self.bot.desk.overtaken)
            for shard in held:
                await self._tell(of_shards[shard], overtaken)
            self.bot.desk.overtaken.difference_update(overtaken)
        except Exception:
            if not self._untold:
                log.exception("Telling of changes failed; it is tried again")
            self._untold = True
        else:
            self._untold = False

    def _of_shards(self) -> dict[Shard, Notices]:
        """Return what is told of each shard that is this process's, connected or not.

        Of one that wasn't meanwhile, another process may have told.
        """
        self._notices = {
            shard: self._notices.get(shard) or Notices(self.bot, shard)
            for shard in self.bot.duties.shards
        }
        return self._notices

    async def _tell(self, notices: Notices, overtaken: Sequence[int]) -> None:
        # Who is being told is told to the end, even if the bot stops meanwhile.
        if notices.is_new_day:
            await asyncio.shield(asyncio.create_task(self._at_work(notices.deal_with_day())))
        if overtaken:
            await asyncio.shield(asyncio.create_task(self._at_work(notices.look_again(overtaken))))
        await asyncio.shield(asyncio.create_task(self._at_work(notices.make_up())))
        seen = await notices.seen()
        if seen >= self._indexed:
            return
        changes = await self.bot.lanes.remember(self.bot.library.corpus.changes, seen)
        due = [change for change in changes if change.revision <= self._indexed]
        await asyncio.shield(asyncio.create_task(self._at_work(notices.deal_with(due))))

    async def _at_work(self, work: Coroutine[Any, Any, None]) -> None:
        with self.bot.at_work():
            await work

    @tasks.loop(hours=24)
    async def forget(self) -> None:
        """Erase the answers that are older than they may be kept; their space is the disk's."""
        if not self.bot.duties.first:
            return
        try:
            since = discord.utils.utcnow() - self.bot.settings.kept
            await self.bot.lanes.remember(self.bot.memory.answers.forget_before, since)
            await self.bot.lanes.remember(self.bot.memory.helped.forget_before, since)
            await self.bot.lanes.remember(self.bot.library.corpus.database.give_back)
        except Exception:
            log.exception("Old answers could not be erased; it is tried again tomorrow")

    @property
    def _loops(self) -> tuple[tasks.Loop[Any], ...]:
        return self.catch_up, self.tell, self.forget

"""Keeps the bot in step with the collection: the index, and what was said before."""

import asyncio
import logging
from collections.abc import Sequence
from typing import Any

import discord
from discord.ext import commands, tasks

from bot.client.client import Belegbot
from bot.notices.notices import Notices
from index.models import Change

log = logging.getLogger(__name__)


class Collection(commands.Cog):
    """Follows the change log once a second, and forgets what has become old.

    People are told of changes by a loop of its own: it waits for Discord, following never does.
    """

    def __init__(self, bot: Belegbot) -> None:
        self.bot = bot
        self._notices = Notices(bot)
        self._indexed = 0
        """The revision that can be asked: only then do notices ask what a change answers."""
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

    async def cog_unload(self) -> None:
        """Stop."""
        for each in self._loops:
            each.cancel()

    @tasks.loop(seconds=1)
    async def catch_up(self) -> None:
        """Follow the collection's change log."""
        try:
            lanes, library = self.bot.lanes, self.bot.library
            # Where a bot begins that was never here; read before anything changes.
            await self._notices.seen()
            revision = await lanes.remember(library.corpus.revision)
            await lanes.write(library.catch_up)
            self._indexed = revision
            # Whichever process set them.
            await self.bot.desk.preferences.load()
        except Exception:
            if not self._behind:
                log.exception("Catching up with the collection failed; it is tried again")
            self._behind = True
        else:
            if self._behind:
                log.info("Caught up with the collection again")
            self._behind = False

    @tasks.loop(seconds=1)
    async def tell(self) -> None:
        """Deal with what has changed, in order, as far as it can be asked."""
        if not self.bot.is_ready():
            return
        try:
            if self._notices.is_new_day:
                await asyncio.shield(asyncio.create_task(self._deal_with_day()))
            seen = await self._notices.seen()
            if seen >= self._indexed:
                return
            changes = await self.bot.lanes.remember(self.bot.library.corpus.changes, seen)
            # Who is being told is told to the end, even if the bot stops meanwhile.
            due = [change for change in changes if change.revision <= self._indexed]
            await asyncio.shield(asyncio.create_task(self._deal_with(due)))
        except Exception:
            if not self._untold:
                log.exception("Telling of changes failed; it is tried again")
            self._untold = True
        else:
            self._untold = False

    async def _deal_with_day(self) -> None:
        with self.bot.at_work():
            await self._notices.deal_with_day()

    async def _deal_with(self, changes: Sequence[Change]) -> None:
        with self.bot.at_work():
            await self._notices.deal_with(changes)

    @tasks.loop(hours=24)
    async def forget(self) -> None:
        """Erase the answers that are older than they may be kept; their space is the disk's."""
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

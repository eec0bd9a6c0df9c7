"""Keeps the bot in step with the collection: the index, and what was said before."""

import asyncio
import logging
from collections.abc import Sequence

import discord
from discord.ext import commands, tasks

from bot.client.client import Belegbot
from bot.notices.notices import Notices
from index.models import Change

log = logging.getLogger(__name__)


class Collection(commands.Cog):
    """Follows the change log once a second, and forgets what has become old."""

    def __init__(self, bot: Belegbot) -> None:
        self.bot = bot
        self._notices = Notices(bot)
        self._behind = False

    async def cog_load(self) -> None:
        """Begin; a bot that stops catches up with nothing more."""
        self.catch_up.start()
        self.forget.start()
        self.bot.before_close += [self.catch_up.cancel, self.forget.cancel]

    async def cog_unload(self) -> None:
        """Stop."""
        self.catch_up.cancel()
        self.forget.cancel()

    @tasks.loop(seconds=1)
    async def catch_up(self) -> None:
        """Follow the collection's change log."""
        try:
            lanes, library = self.bot.lanes, self.bot.library
            await lanes.write(library.catch_up)
            changes = await lanes.remember(library.corpus.changes, await self._notices.seen())
            # Whichever process set them.
            await self.bot.desk.preferences.load()
            if changes and self.bot.is_ready():
                # Who is being told is told to the end, even if the bot stops meanwhile.
                await asyncio.shield(asyncio.create_task(self._deal_with(changes)))
        except Exception:
            if not self._behind:
                log.exception("Catching up with the collection failed; it is tried again")
            self._behind = True
        else:
            if self._behind:
                log.info("Caught up with the collection again")
            self._behind = False

    async def _deal_with(self, changes: Sequence[Change]) -> None:
        with self.bot.at_work():
            await self._notices.deal_with(changes)

    @tasks.loop(hours=24)
    async def forget(self) -> None:
        """Erase the answers that are older than they may be kept."""
        try:
            since = discord.utils.utcnow() - self.bot.settings.kept
            await self.bot.lanes.remember(self.bot.memory.answers.forget_before, since)
            await self.bot.lanes.remember(self.bot.memory.helped.forget_before, since)
        except Exception:
            log.exception("Old answers could not be erased; it is tried again tomorrow")

"""Builds the index anew in the background, where an older built-in model made it.

Questions are answered by their words meanwhile. It has a thread of its own, so that neither they
nor changes wait for it; a bot that stops breaks it off, and the next start begins again, with the
vectors that were made so far.
"""

import logging

from discord.ext import commands, tasks

from bot.client.client import Belegbot
from index.errors import SearchIndexError
from index.indexing.errors import IndexBusyError

log = logging.getLogger(__name__)


class StoppedError(Exception):
    """The bot stops, so that what was begun isn't finished."""


class Renewal(commands.Cog):
    """Looks at the start whether there is anything to do, and again if it couldn't be done."""

    def __init__(self, bot: Belegbot) -> None:
        self.bot = bot
        self._stopping = False

    async def cog_load(self) -> None:
        """Begin; a bot that stops doesn't wait for it."""
        self.bot.before_close.append(self._stop)
        self.renew.start()

    async def cog_unload(self) -> None:
        """Stop."""
        self._stop()

    def _stop(self) -> None:
        self._stopping = True
        self.renew.cancel()

    def _renewed(self) -> bool:
        try:
            return self.bot.library.renew(self._still)
        except (IndexBusyError, StoppedError):
            # Another process is at it, or nobody needs it here any more.
            return False

    def _still(self, _done: int, _total: int) -> None:
        if self._stopping:
            raise StoppedError

    @tasks.loop(minutes=10)
    async def renew(self) -> None:
        """Build the index anew if need be; quick if there is none."""
        try:
            if await self.bot.lanes.rebuild(self._renewed):
                log.info("The index is built anew")
        except SearchIndexError:
            log.exception("The index could not be built anew; it is tried again in ten minutes")

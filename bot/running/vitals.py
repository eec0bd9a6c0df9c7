"""The bot's signs of life, which `belegbot health` reads."""

import logging

from discord.ext import commands, tasks

from bot.client.client import Belegbot
from bot.notices.loop import Collection
from bot.running.health import EVERY, Vitals, now, write

log = logging.getLogger(__name__)


class SignsOfLife(commands.Cog):
    """Writes one every few seconds, by the way that a change's notice goes, too.

    So none comes where the event loop hangs, or a disk.
    """

    def __init__(self, bot: Belegbot) -> None:
        self.bot = bot
        self._failing = False

    async def cog_load(self) -> None:
        """Begin."""
        self.sign.start()
        self.bot.before_close.append(self.sign.cancel)

    async def cog_unload(self) -> None:
        """Stop."""
        self.sign.cancel()

    @tasks.loop(seconds=EVERY)
    async def sign(self) -> None:
        """Leave one."""
        library = self.bot.library
        collection = self.bot.get_cog(Collection.__name__)
        problem = library.problem
        vitals = Vitals(
            at=now().isoformat(timespec="seconds"),
            connected=self.bot.is_ready() and not self.bot.is_closed(),
            following=isinstance(collection, Collection) and not collection.is_behind,
            problem=None if problem is None else str(problem),
        )
        try:
            folder, shards = library.settings.data_dir, self.bot.settings.shards
            await self.bot.lanes.remember(write, folder, vitals, shards)
        except OSError as error:
            if not self._failing:
                log.warning("No sign of life can be written: %s", error)
            self._failing = True
        else:
            self._failing = False

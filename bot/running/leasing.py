"""Goes on with the shards that this process has, and ends the bot once others have them all."""

import logging

from discord.ext import commands, tasks

from bot.client.client import Belegbot
from bot.client.duties import EVERY
from bot.client.errors import ShardsLostError

log = logging.getLogger(__name__)


class Leasing(commands.Cog):
    """Renews leases every few seconds."""

    def __init__(self, bot: Belegbot) -> None:
        self.bot = bot
        self._failing = False

    async def cog_load(self) -> None:
        """Begin; a bot that stops keeps what it has until it is done."""
        self.renew.start()

    async def cog_unload(self) -> None:
        """Stop."""
        self.renew.cancel()

    @tasks.loop(seconds=EVERY)
    async def renew(self) -> None:
        """Renew, and see to what became of others."""
        try:
            await self.bot.duties.look()
        except ShardsLostError as error:
            self.renew.stop()
            self.bot.end(error)
        except Exception:
            # What is to be done by one process alone waits meanwhile.
            if not self._failing:
                log.exception("Shards couldn't be kept leased; it is tried again")
            self._failing = True
        else:
            self._failing = False

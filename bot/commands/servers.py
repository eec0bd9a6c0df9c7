"""What becomes of a server's data when the bot has to leave it: kept for a time, then purged."""

import logging

import discord
from discord.ext import commands, tasks

from bot.client import Belegbot
from index.changelog import Author

log = logging.getLogger(__name__)

WHO = "bot"
WHY = "the bot left the server"


class Servers(commands.Cog):
    """Notes leaving and coming back, also what happened while the bot was off."""

    def __init__(self, bot: Belegbot) -> None:
        self.bot = bot

    async def cog_load(self) -> None:
        """Begin."""
        self.purge.start()

    async def cog_unload(self) -> None:
        """Stop."""
        self.purge.cancel()

    @commands.Cog.listener()
    async def on_guild_remove(self, guild: discord.Guild) -> None:
        """Start the time after which the server's data goes."""
        await self.bot.service.left(guild.id, discord.utils.utcnow())
        facts = {"guild": guild.id, "days": self.bot.settings.keep_left_days}
        log.info("Left a server; its data is kept for a time", extra=facts)

    @commands.Cog.listener()
    async def on_guild_join(self, guild: discord.Guild) -> None:
        """Keep what there is of a server that is back in time."""
        if await self.bot.service.joined(guild.id):
            log.info("Back in a server; its data stays", extra={"guild": guild.id})

    @commands.Cog.listener()
    async def on_ready(self) -> None:
        """Compare what there is data of with where the bot is."""
        present = {guild.id for guild in self.bot.guilds}
        for data in await self.bot.service.servers():
            guild_id = int(data.server) if data.server.isdecimal() else None
            if guild_id is None or not self._ours(guild_id):
                continue
            if guild_id not in present and data.left_at is None:
                await self.bot.service.left(guild_id, discord.utils.utcnow())
                log.info("A server was left meanwhile", extra={"guild": guild_id})
            elif guild_id in present and data.left_at is not None:
                await self.bot.service.joined(guild_id)
                log.info("Back in a server; its data stays", extra={"guild": guild_id})

    @tasks.loop(hours=1)
    async def purge(self) -> None:
        """Erase the data of the servers that were left long enough ago."""
        try:
            now = discord.utils.utcnow()
            for data in await self.bot.service.servers():
                if not data.server.isdecimal() or not self._ours(int(data.server)):
                    continue
                due = data.left_at is not None and data.left_at + self.bot.settings.kept_left <= now
                if due and self.bot.get_guild(int(data.server)) is None:
                    with self.bot.at_work():
                        await self.bot.service.purge_server(data.server, Author(WHO, WHY))
                    log.info("Purged a server that was left", extra={"guild": int(data.server)})
        except Exception:
            log.exception("A left server's data could not be purged; it is tried again in an hour")

    @purge.before_loop
    async def _ready(self) -> None:
        """Only who is in Discord knows which servers are left."""
        await self.bot.wait_until_ready()

    def _ours(self, guild_id: int) -> bool:
        """Tell whether a server is on a shard of this process; others know of theirs."""
        count = self.bot.shard_count or 1
        return (guild_id >> 22) % count in self.bot.shards


async def setup(bot: Belegbot) -> None:
    """Add the cog; discord.py calls this when the extension is loaded."""
    await bot.add_cog(Servers(bot))

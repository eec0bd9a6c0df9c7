"""What becomes of a server's data when the bot has to leave it: kept for a time, then purged.

A server counts as left when Discord says so while the bot runs, or when this very application was
in it and isn't on the list that Discord gives at the start. That list also has the servers that
can't be reached at the moment. Before anything is erased, Discord is asked once more.
"""

import logging

import discord
from discord.ext import commands, tasks

from bot.client.client import Belegbot
from index.corpus.changelog import Author
from index.scopes import Scope

log = logging.getLogger(__name__)

WHO = "bot"
WHY = "the bot left the server"


class Servers(commands.Cog):
    """Notes coming and leaving, also what happened while the bot was off."""

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
        """Start the time after which the server's data goes; an outage doesn't come here."""
        await self._left(guild.id)
        facts = {"guild": guild.id, "days": self.bot.settings.keep_left_days}
        log.info("Left a server; its data is kept for a time", extra=facts)

    @commands.Cog.listener()
    async def on_guild_join(self, guild: discord.Guild) -> None:
        """Keep what there is of a server that is back in time."""
        await self._joined(guild.id)

    @commands.Cog.listener()
    async def on_ready(self) -> None:
        """Compare where this application was with where it is; every shard has its list now."""
        # A shard that was given back leaves its servers in the bot's memory.
        present = {guild.id for guild in self.bot.guilds if self._ours(guild.id)}
        known = await self.bot.lanes.remember(self.bot.memory.stays.of, self.bot.me.id)
        for guild_id in present:
            if known.get(guild_id, discord.utils.utcnow()) is not None:
                await self._joined(guild_id)
        for guild_id, left_at in known.items():
            if left_at is None and guild_id not in present and self._ours(guild_id):
                await self._left(guild_id)
                log.info("A server was left meanwhile", extra={"guild": guild_id})

    async def _left(self, guild_id: int) -> None:
        stays, now = self.bot.memory.stays, discord.utils.utcnow()
        await self.bot.lanes.remember(stays.left, guild_id, self.bot.me.id, now)

    async def _joined(self, guild_id: int) -> None:
        stays = self.bot.memory.stays
        if await self.bot.lanes.remember(stays.joined, guild_id, self.bot.me.id):
            log.info("Back in a server; its data stays", extra={"guild": guild_id})

    @tasks.loop(hours=1)
    async def purge(self) -> None:
        """Erase the data of the servers that were left long enough ago."""
        try:
            due = discord.utils.utcnow() - self.bot.settings.kept_left
            lanes, stays = self.bot.lanes, self.bot.memory.stays
            own = await lanes.remember(stays.of, self.bot.me.id)
            for guild_id, at in (await lanes.remember(stays.departures)).items():
                if at > due or guild_id not in own or not self._ours(guild_id):
                    continue
                if await self._is_in(guild_id):
                    await self._joined(guild_id)
                    continue
                with self.bot.at_work():
                    await lanes.write(
                        self.bot.library.purge_scope, Scope.of(guild_id), Author(WHO, WHY)
                    )
                log.info("Purged a server that was left", extra={"guild": guild_id})
        except Exception:
            log.exception("A left server's data could not be purged; it is tried again in an hour")

    @purge.before_loop
    async def _ready(self) -> None:
        """Only who is in Discord knows which servers are left."""
        await self.bot.wait_until_ready()

    async def _is_in(self, guild_id: int) -> bool:
        """Ask Discord whether the bot is in a server; raises whatever else goes wrong."""
        try:
            await self.bot.fetch_guild(guild_id, with_counts=False)
        except (discord.NotFound, discord.Forbidden):
            return False
        return True

    def _ours(self, guild_id: int) -> bool:
        """Tell whether a server is this process's to look after; others know of theirs."""
        return self.bot.duties.covers(guild_id)

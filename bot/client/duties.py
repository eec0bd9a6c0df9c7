"""Which servers this process looks after: those of the shards that it has leased.

Whatever is to be done by one process alone (notices, news, erasing what is old) is done by the one
that has the server's shard; what is nobody's server's, by the one that has the first. Where another
process ends, this one takes its shards over, one at a time, and with them all that is to be done.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterable
from time import monotonic

from bot.client.errors import ShardsLostError, ShardTakenError
from bot.memory.sharing.leases import LASTS, Lease, Leases
from bot.shards import WHOLE, Shard, named
from bot.workers import Lanes

log = logging.getLogger(__name__)

EVERY = 5.0
"""Seconds between two renewals."""

SURE = LASTS / 1000 - EVERY
"""Seconds for which nobody can have taken over what was renewed."""

UNRENEWED = EVERY + 3
"""Seconds after which whoever hasn't renewed a lease counts as ended, when another is started."""

PATIENCE = 4 * EVERY
"""Seconds within which a shard is given back by whoever has it for another."""

Act = Callable[[Shard], Awaitable[None]]


class Duties:
    """What this process has leased. `join` connects it for a shard, `leave` ends that."""

    def __init__(
        self, leases: Leases, lanes: Lanes, shards: Iterable[Shard], join: Act, leave: Act
    ) -> None:
        self.wanted = tuple(shards) or (WHOLE,)
        """What it was started for."""
        self._leases = leases
        self._lanes = lanes
        self._join, self._leave = join, leave
        self._application = 0
        self._held: set[Shard] = set()
        self._connected: set[int] = set()
        """By number: only then their servers and channels are known."""
        self._sure_until = 0.0
        self._left: list[Lease] = []
        """What nobody went on with when it was looked at last."""
        self._looking = asyncio.Lock()

    async def begin(self, application: int) -> None:
        """Lease what this process was started for, once nobody has it.

        Raises:
            ShardTakenError: somebody goes on with it.
        """
        self._application = application
        began, watched = monotonic(), dict[tuple[Shard, str | None], tuple[Lease, float]]()
        ended: list[Lease] = []
        while barring := await self._leased(ended):
            if not watched:
                found = ", ".join(f"{each.shard} ({each.holder})" for each in barring)
                log.info("Waiting for shards that another process has, or had: %s", found)
            ended, now = [], monotonic()
            for each in barring:
                first, since = watched.setdefault((each.shard, each.holder), (each, now))
                going_on = first.until != each.until
                if going_on and not (each.adopted and now - began < PATIENCE):
                    raise ShardTakenError(shards=named((each.shard,)), holder=each.holder)
                if not going_on and now - since >= UNRENEWED:
                    ended.append(each)
            if not ended:
                await asyncio.sleep(1)

    async def _leased(self, ended: list[Lease]) -> list[Lease]:
        asked = monotonic()
        barring = await self._lanes.remember(
            self._leases.begin, self._application, self.wanted, ended
        )
        if not barring:
            self._held, self._sure_until = {*self.wanted}, asked + SURE
        return barring

    async def held(self) -> list[Shard]:
        """Return the shards that certainly nobody else has, and whose servers are known."""
        if monotonic() >= self._sure_until:
            await self.look()
        return sorted(shard for shard in self._held if self._is_connected(shard))

    @property
    def shards(self) -> tuple[Shard, ...]:
        """What this process has, as it saw it last."""
        return tuple(sorted(self._held))

    def has(self, shard: Shard) -> bool:
        """Tell whether a shard is this process's, as it saw it last."""
        return shard in self._held

    def covers(self, server: int | None) -> bool:
        """Tell whether a server that is known by now is this process's; None: what is nobody's."""
        return any(shard.covers(server) and self._is_connected(shard) for shard in self._held)

    @property
    def first(self) -> bool:
        """Whether what is no server's is this process's, connected or not."""
        return any(shard.covers(None) for shard in self._held)

    def connected(self, number: int) -> None:
        """Know that Discord has told of a shard's servers."""
        self._connected.add(number)

    def _is_connected(self, shard: Shard) -> bool:
        # Of a bot that is alone, that is said by whether it is ready.
        return shard == WHOLE or shard.number in self._connected

    async def look(self) -> None:
        """Renew what this process has, give back what is wanted, take over what nobody has.

        Raises:
            ShardsLostError: others have all of it.
        """
        async with self._looking:
            asked = monotonic()
            mine, left = await self._lanes.remember(self._leases.renew, self._application)
            held = {each.shard for each in mine}
            lost, self._held = self._held - held, held
            self._sure_until = asked + SURE
            for shard in sorted(lost):
                log.warning("Another process has taken over shard %s", shard)
                await self._disconnect(shard)
            if back := [each.shard for each in mine if each.wanted]:
                await self._give_back(back)
            if not self._held:
                raise ShardsLostError(shards=named(self.wanted))
            # Twice unchanged: after an outage of the database, whoever goes on renews in between.
            for lease in left:
                if lease in self._left and lease.shard.of == self.wanted[0].of:
                    await self._take_over(lease)
                    break
            self._left = left

    async def end(self) -> None:
        """Have nothing any more: others needn't wait."""
        if self._held:
            held, self._held = self._held, set()
            await self._lanes.remember(self._leases.release, self._application, held)

    async def _disconnect(self, shard: Shard) -> None:
        self._connected.discard(shard.number)
        await self._leave(shard)

    async def _give_back(self, shards: list[Shard]) -> None:
        for shard in shards:
            log.info("Shard %s is given back to the process that is there for it again", shard)
            self._held.discard(shard)
            await self._disconnect(shard)
        await self._lanes.remember(self._leases.release, self._application, shards)

    async def _take_over(self, lease: Lease) -> None:
        if await self._lanes.remember(self._leases.adopt, self._application, lease):
            log.warning("Shard %s is taken over: its process has ended", lease.shard)
            self._held.add(lease.shard)
            await self._join(lease.shard)

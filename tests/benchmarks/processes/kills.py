"""Kills processes, or what they share, while people ask."""

import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Protocol

from sqlalchemy import func, select

from bot.memory.storage.tables import shard_leases
from index.errors import CorpusError
from tests.benchmarks.processes.bots import PROCESSES, Bots
from tests.benchmarks.processes.world import World

LATE = 120.0
"""Seconds until something counts as not coming any more."""


class Killable(Protocol):
    """What processes share, such as their database."""

    def kill(self) -> None:
        """End it without a word."""

    def start(self) -> None:
        """Start it, and wait until it answers."""


@dataclass(frozen=True)
class Plan:
    """What is killed how often, and how long it takes at least; `shared` by name."""

    kills: int
    shared: Mapping[str, tuple[Killable, int]]
    seconds: float


class Kills:
    """Kills what a plan says, while people ask."""

    def __init__(self, world: World, bots: Bots) -> None:
        self._world, self._bots = world, bots
        self._fake, self._random = world.fake, world.random

    def run(self, plan: Plan) -> None:
        """Start the processes, kill, and wait until all is told that is to be."""
        for number in range(PROCESSES):
            self._bots.start(number)
        wait(self._whole, "the processes have started")
        end = time.monotonic() + plan.seconds
        for number in range(plan.kills):
            self._kill_process(number)
        for name, (shared, kills) in plan.shared.items():
            for number in range(kills):
                self._kill_shared(name, shared, number)
        while time.monotonic() < end:
            self._act()
        world = self._world
        wait(lambda: not world.unnoted(), "all answers are noted whose source has changed")
        wait(lambda: not world.unasked(), "all who want a source that came are told")
        # For what nobody may be told any more.
        time.sleep(5)

    def _kill_process(self, number: int) -> None:
        self._act_some()
        victim = self._random.choice([*self._bots.running])
        self._bots.kill(victim)
        if number % 2:
            wait(self._connected, "others have taken over", self._act)
            self._act(5)
        self._bots.start(victim)
        wait(self._whole, "it has its shards again", self._act)
        self._say(number, f"process {victim}")

    def _kill_shared(self, name: str, shared: Killable, number: int) -> None:
        self._act_some()
        shared.kill()
        end = time.monotonic() + self._random.uniform(0, 3)
        while time.monotonic() < end:
            self._act()
        shared.start()
        self._act(20)
        wait(self._whole, "all is as before", self._act)
        self._say(number, name)

    def _say(self, number: int, what: str) -> None:
        changes = len(self._world.told.changes)
        print(f"kill {number + 1}: {what}, {changes} changes", flush=True)

    def _connected(self) -> bool:
        return len(self._fake.connected) == len(self._fake.shards)

    def _whole(self) -> bool:
        with self._world.corpus.database.read() as connection:
            adopted = connection.execute(select(func.count()).where(shard_leases.c.adopted))
            return self._connected() and not adopted.scalar_one()

    def _act_some(self) -> None:
        self._act(self._random.randint(3, 12))

    def _act(self, times: int = 1) -> None:
        for _ in range(times):
            # What isn't acknowledged while the database is away counts as not done.
            with suppress(CorpusError):
                self._world.act()
            time.sleep(self._random.uniform(0, 0.3))


def wait(done: Callable[[], bool], what: str, meanwhile: Callable[[], object] = bool) -> None:
    """Wait until something has come about; raises `TimeoutError`."""
    end = time.monotonic() + LATE
    while not done():
        if time.monotonic() > end:
            raise TimeoutError(what)
        meanwhile()
        time.sleep(0.2)

"""Lanes of threads: whatever computes, reads or waits for a disk runs beside the event loop."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import ParamSpec, TypeVar
from weakref import WeakValueDictionary

P = ParamSpec("P")
R = TypeVar("R")

ASKING = 2
"""Questions computed at once; others wait their turn. More answered no sooner on two cores, but
held up the event loop, which shares Python's lock with them."""

READING = 2
"""Documents read, and drafts inspected, at once; a large PDF takes minutes."""

BROWSING = 2
"""So that choosing an article, which Discord waits three seconds for, isn't behind a long list."""


WATCHING = 2
"""Sites that watched pages are read from at once."""


PHRASING = 2
"""Answers that are with the language model at once."""


class Lane:
    """Some threads that work is done on in order: `await lane(library.ask, question, scope)`."""

    def __init__(self, name: str, threads: int) -> None:
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix=f"belegbot-{name}")

    async def __call__(self, work: Callable[P, R], /, *args: P.args, **kwargs: P.kwargs) -> R:
        """Do the work on a thread of this lane; returns and raises what it does."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._pool, lambda: work(*args, **kwargs))

    async def close(self) -> None:
        """Let what is computing finish."""
        await asyncio.to_thread(self._pool.shutdown)

    def give_up(self) -> None:
        """Begin nothing any more, and wait for nothing."""
        self._pool.shutdown(wait=False, cancel_futures=True)


class FairLane(Lane):
    """A lane of which one server has a thread at most, so that others go on meanwhile.

    `await lane.of(server)(read_bytes, raw)`; what no server is behind goes by `await lane(work)`.
    """

    def __init__(self, name: str, threads: int) -> None:
        super().__init__(name, threads)
        # Gone when nobody of a server waits any more.
        self._turns: WeakValueDictionary[int, asyncio.Lock] = WeakValueDictionary()

    def of(self, server: int) -> "Share":
        """Return the lane as one server has it."""
        return Share(self, self._turns.setdefault(server, asyncio.Lock()))


class Share:
    """A lane for one of those who share it: one piece of their work after the other."""

    def __init__(self, lane: Lane, turn: asyncio.Lock) -> None:
        self._lane, self._turn = lane, turn

    async def __call__(self, work: Callable[P, R], /, *args: P.args, **kwargs: P.kwargs) -> R:
        """Do the work once it is its turn; returns and raises what it does."""
        async with self._turn:
            return await self._lane(work, *args, **kwargs)


class Lanes:
    """One lane for each kind of work, so that none waits for another.

    `ask` answers; `write` changes the collection or catches up with it, which may index for
    minutes; `read` reads and inspects what is to be added, one thing at a time for a server;
    `watch` reads watched pages again, and waits between two;
    `rebuild` makes an index beside the one in use; `remember` keeps the bot's memory; `browse` is
    for what moderators look at; `phrase` waits for the language model that writes.
    """

    def __init__(self) -> None:
        self.ask = Lane("ask", ASKING)
        self.write = Lane("write", 1)
        self.rebuild = Lane("rebuild", 1)
        self.read = FairLane("read", READING)
        self.watch = Lane("watch", WATCHING)
        self.remember = Lane("remember", 1)
        self.browse = Lane("browse", BROWSING)
        self.phrase = Lane("phrase", PHRASING)

    async def close(self) -> None:
        """Let what is computing finish."""
        lanes = (self.ask, self.write, self.rebuild, self.read, self.watch, self.browse)
        self.phrase.give_up()
        for lane in (*lanes, self.remember):
            await lane.close()

"""Lanes of threads: whatever computes, reads or waits for a disk runs beside the event loop."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")

ASKING = 2
"""Questions computed at once; others wait their turn. More answered no sooner on two cores, but
held up the event loop, which shares Python's lock with them."""

READING = 2
"""Documents read, and drafts inspected, at once; a large PDF takes minutes."""

BROWSING = 2
"""So that choosing an article, which Discord waits three seconds for, isn't behind a long list."""


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


class Lanes:
    """One lane for each kind of work, so that none waits for another.

    `ask` answers; `write` changes the collection or catches up with it, which may index for
    minutes; `read` reads and inspects what is to be added; `remember` keeps the bot's memory;
    `browse` is for what moderators look at.
    """

    def __init__(self) -> None:
        self.ask = Lane("ask", ASKING)
        self.write = Lane("write", 1)
        self.read = Lane("read", READING)
        self.remember = Lane("remember", 1)
        self.browse = Lane("browse", BROWSING)

    async def close(self) -> None:
        """Let what is computing finish."""
        for lane in (self.ask, self.write, self.read, self.browse, self.remember):
            await lane.close()

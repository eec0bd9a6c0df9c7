"""The one way from the bot to the library: whatever computes runs on threads of its own."""

import asyncio
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import ParamSpec, TypeVar

from index.i18n import Language
from index.languages import detect_question_language
from index.library import Library
from index.models import Answer

ASKING_THREADS = 4
"""Questions computed at once; others wait their turn. The heavy parts release Python's lock."""

P = ParamSpec("P")
R = TypeVar("R")


class Service:
    """Asks the library. Questions share a pool; catching up, the one writer, has its own thread."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._askers = ThreadPoolExecutor(ASKING_THREADS, thread_name_prefix="belegbot-ask")
        self._writer = ThreadPoolExecutor(1, thread_name_prefix="belegbot-write")

    async def ask(self, question: str, scopes: Sequence[str]) -> Answer:
        """Answer from the articles in `scopes`.

        Raises:
            QuestionError: the question can't be asked as it stands.
            BelegbotError: the library can't answer now.
        """
        return await _run(self._askers, self._library.ask, question, scopes)

    async def language_of(self, question: str) -> Language:
        """Detect a question's language; the first call loads the detector's model."""
        return await _run(self._askers, detect_question_language, question)

    async def catch_up(self) -> None:
        """See what other processes changed in the collection."""
        await _run(self._writer, self._library.catch_up)

    async def close(self) -> None:
        """Let what is computing finish. The library stays open: it belongs to who opened it."""
        for pool in (self._askers, self._writer):
            await asyncio.to_thread(pool.shutdown)


async def _run(
    pool: ThreadPoolExecutor, work: Callable[P, R], *args: P.args, **kwargs: P.kwargs
) -> R:
    return await asyncio.get_running_loop().run_in_executor(pool, lambda: work(*args, **kwargs))

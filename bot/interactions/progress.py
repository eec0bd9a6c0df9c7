"""Tells how far long work is, by editing one message."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import TypeVar

import discord

from bot.i18n import TEXTS
from bot.interactions.common import Interaction, language_for
from index.i18n import N_
from index.indexing.progress import Progress

FIRST, INTERVAL = 0.9, 2.0
"""Seconds before the first word of progress, and between two."""

WAITING = N_("⏳ This takes a moment …")
INDEXING = N_("⏳ Indexing: {percent}% …")

R = TypeVar("R")


async def with_progress(
    interaction: Interaction,
    work: Callable[[Progress], Awaitable[R]],
    *,
    saying: str = INDEXING,
) -> R:
    """Do `work`; what takes longer than `FIRST` is told in the interaction's own message.

    `work` gets what to call, from whichever thread, as it advances; `saying` says how far
    it is.
    """
    state = [0, 0]

    def advance(done: int, total: int) -> None:
        state[:] = done, total

    told = asyncio.Event()
    telling = asyncio.create_task(_tell(interaction, state, told, saying))
    try:
        return await work(advance)
    except Exception:
        await _end(telling)
        if told.is_set():
            with suppress(discord.HTTPException):
                await interaction.edit_original_response(content=None)
        raise
    finally:
        await _end(telling)


async def _end(task: asyncio.Task[None]) -> None:
    task.cancel()
    # Not the task itself: who is cancelled while waiting for it must not go on.
    await asyncio.wait([task])
    if not task.cancelled():
        task.result()


async def _tell(
    interaction: Interaction, state: list[int], told: asyncio.Event, saying: str
) -> None:
    language = language_for(interaction)
    said, pause = "", FIRST
    while True:
        await asyncio.sleep(pause)
        pause = INTERVAL
        done, total = state
        percent = 100 * done // total if total else 0
        text = TEXTS.text(language, saying if total else WAITING, percent=percent)
        if text == said:
            continue
        said = text
        told.set()
        # Shown or not, the work goes on.
        with suppress(discord.HTTPException):
            await interaction.edit_original_response(content=text)

"""Draws a server's figures in a process of its own.

Matplotlib holds Python's lock for a quarter of a second at a time, and on a thread of the bot's the
event loop would wait for it. The process ends with the picture, and gives back what it took.
"""

import signal
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

from bot.memory.figures import Insights
from index.i18n import Language


def draw_apart(insights: Insights, language: Language) -> bytes:
    """Return the picture as PNG; takes a second or two, so not on the event loop."""
    with ProcessPoolExecutor(
        1,
        # A fork would copy the locks of threads that aren't there.
        mp_context=get_context("spawn"),
        # Ctrl-C ends the bot, which lets what is in flight finish.
        initializer=signal.signal,
        initargs=(signal.SIGINT, signal.SIG_IGN),
    ) as pool:
        return pool.submit(_draw, insights, language).result()


def _draw(insights: Insights, language: Language) -> bytes:
    # A second of imports, in the process that draws alone.
    from bot.insights.picture import draw  # noqa: PLC0415

    return draw(insights, language)

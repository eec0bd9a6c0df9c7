"""Runs the bot in Discord until someone stops it. Imports discord.py; `bot.cli` must not."""

import asyncio
import gc
import logging
import math
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from functools import partial
from types import FrameType
from typing import Any

import aiohttp
import discord

from bot import log
from bot.client.client import Belegbot
from bot.config import DiscordSettings, MetricsSettings
from bot.running.cogs import COGS
from bot.running.errors import (
    ContentRefusedError,
    DiscordRefusesError,
    DiscordUnreachableError,
    ShardsRefusedError,
    TokenRefusedError,
)
from bot.running.metrics import Metrics
from bot.shards import WHOLE, named
from index.articles import prepare_to_read
from index.errors import ArticleError
from index.library import Library

logger = logging.getLogger(__name__)

AUTHENTICATION_FAILED = 4004
"""The gateway's close code for a token that is refused after login, such as a reset one."""

SHARDS_REFUSED = frozenset({4010, 4011})
"""For a shard that can't be, and for too few."""

TOO_MANY = 429
LONGEST_WAIT = 60.0
"""Seconds that a login is held up by Discord's limits before that is told instead."""


def run_bot(
    library: Library, settings: DiscordSettings, metrics: MetricsSettings | None = None
) -> None:
    """Run the bot until Ctrl-C or SIGTERM; answers in flight are finished first.

    Raises:
        TokenRefusedError: Discord doesn't know the token.
        DiscordUnreachableError: no connection at the start, or one that can't be taken up again.
        ShardTakenError, ShardsLostError: another process has what this one is to have.
        MetricsPackageError, MetricsAddressError: metrics are wanted, and can't be served.
    """
    keep_the_loop_free()
    log.set_up(as_json=settings.log_format == "json")
    asyncio.run(_run(library, settings, metrics or MetricsSettings()))


def keep_the_loop_free() -> None:
    """Let neither the garbage collector nor computing threads hold up the event loop for long.

    A full collection took 120 ms while a large article was indexed. What is there once the library
    is open stays; what comes later is mostly freed by counting references. Python's lock changes
    hands every millisecond, not every five: the loop lets go of it dozens of times an answer.
    """
    sys.setswitchinterval(0.001)
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)


async def _run(library: Library, settings: DiscordSettings, metrics: MetricsSettings) -> None:
    token = settings.token.get_secret_value()
    stop = asyncio.Event()
    served = (partial(Metrics, settings=metrics),) if metrics.enabled else ()
    with _stopped_by_signals(stop):
        async with Belegbot(library, settings, cogs=(*COGS, *served)) as bot:
            preparing = asyncio.create_task(_prepare_to_read(bot))
            running = asyncio.create_task(connect(bot, token))
            stopping = asyncio.create_task(stop.wait())
            await asyncio.wait({running, stopping}, return_when=asyncio.FIRST_COMPLETED)
            stopping.cancel()
            if running.done():
                running.result()
            await bot.close()
            running.cancel()
            await asyncio.gather(running, preparing, return_exceptions=True)
            if bot.ended_by is not None:
                raise bot.ended_by


async def _prepare_to_read(bot: Belegbot) -> None:
    """Let the first moderator's document not wait for imports."""
    try:
        await bot.lanes.read(prepare_to_read, bot.library.settings.ingest)
    except ArticleError as error:
        # A bot that ends breaks off what is read.
        if not bot.is_closed():
            logger.error("%s", error, exc_info=error)  # noqa: TRY400 - with the error as its text


async def connect(client: discord.Client, token: str) -> None:
    """Log in and stay connected until closed.

    Raises:
        TokenRefusedError: Discord doesn't know the token.
        ContentRefusedError: it doesn't grant the content of messages.
        ShardsRefusedError: it wants more shards in all.
        DiscordRefusesError: it lets the bot in only later.
        DiscordUnreachableError: no connection, or one that can't be taken up again.
    """
    try:
        # Hours until Discord lets the bot in aren't waited for in silence.
        client.http.max_ratelimit_timeout = LONGEST_WAIT
        await client.login(token)
        client.http.max_ratelimit_timeout = None
        await client.connect()
    except discord.LoginFailure as error:
        raise TokenRefusedError from error
    except discord.PrivilegedIntentsRequired as error:
        raise ContentRefusedError from error
    except discord.ConnectionClosed as error:
        if error.code == AUTHENTICATION_FAILED:
            raise TokenRefusedError from error
        if error.code in SHARDS_REFUSED:
            raise ShardsRefusedError(shards=_shards_of(client)) from error
        raise DiscordUnreachableError(reason=error) from error
    except discord.RateLimited as error:
        raise DiscordRefusesError(when=_in(error.retry_after)) from error
    except discord.HTTPException as error:
        seconds = error.response.headers.get("Retry-After", "")
        if error.status == TOO_MANY and seconds.isdecimal():
            raise DiscordRefusesError(when=_in(float(seconds))) from error
        raise DiscordUnreachableError(reason=error) from error
    except (aiohttp.ClientError, discord.GatewayNotFound) as error:
        raise DiscordUnreachableError(reason=error) from error


def _shards_of(client: discord.Client) -> str:
    shards = client.duties.wanted if isinstance(client, Belegbot) else (WHOLE,)
    return named(shards)


def _in(seconds: float) -> str:
    """Return a time so far from now, as the machine's clock shows it."""
    then = datetime.now().astimezone() + timedelta(seconds=math.ceil(seconds))
    return f"{then:%Y-%m-%d %H:%M}"


@contextmanager
def _stopped_by_signals(stop: asyncio.Event) -> Iterator[None]:
    loop = asyncio.get_running_loop()
    before: dict[int, Any] = {}

    def handle(number: int, _frame: FrameType | None) -> None:
        # A second Ctrl-C ends at once.
        signal.signal(number, before[number])
        loop.call_soon_threadsafe(stop.set)

    for stopping in (signal.SIGINT, signal.SIGTERM):
        before[stopping] = signal.signal(stopping, handle)
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)

"""Row of 1,000 questions at once, through the bot in a simulated Discord, its limits raised.

SimCord's own work runs on the same loop and is part of the figures.
"""

import asyncio
import time
from collections.abc import Iterator
from typing import Any
from unittest import mock

import discord
import simcord

from bot.client.client import Belegbot
from bot.config import DiscordSettings
from bot.running.cogs import COGS
from bot.running.runner import keep_the_loop_free
from tests.benchmarks.event_loop_lag import QUESTION, Tick, measure, questions
from tests.benchmarks.speed.collection import Collection
from tests.benchmarks.speed.measuring import Figure, Limit
from tests.bot.shown import guild_of

PEOPLE = 1_000
RAISED = DiscordSettings(
    questions_per_minute=1000, server_questions_per_minute=100_000, queue=100_000
)


def flood(collection: Collection, runs: int) -> Iterator[Figure]:  # noqa: ARG001 - as all rows
    """Count what is lost, and tell how long acknowledging takes and the loop is held up."""
    lost, acknowledged, ticks, seconds = asyncio.run(_flood(collection))
    size = collection.sentences
    late = sorted(tick.lag for tick in ticks)
    own = sorted(tick.own for tick in ticks)
    percentile = int(0.99 * (len(ticks) - 1))
    what = f"{PEOPLE} questions at once"
    for name, value, unit, limit in (
        ("lost", float(lost), "", Limit("at most", 0)),
        ("acknowledged, the last", max(acknowledged), "s", Limit("at most", 3)),
        ("loop held up, p99", late[percentile], "ms", Limit("at most", 50)),
        ("loop held up but for waiting for a core, p99", own[percentile], "ms", None),
        ("all answered", seconds, "s", None),
    ):
        yield Figure("flood", f"{what}: {name}", size, (value,), unit, limit=limit)


async def _flood(collection: Collection) -> tuple[int, list[float], list[Tick], float]:
    keep_the_loop_free()
    acknowledged: list[float] = []
    defer = discord.InteractionResponse.defer

    async def deferred(response: Any, **options: Any) -> Any:  # noqa: ANN401 - discord.py's
        done = await defer(response, **options)
        acknowledged.append(time.perf_counter() - began)
        return done

    with collection.opened() as library:
        bot = Belegbot(library, RAISED, cogs=COGS)
        async with simcord.run(bot, shard_count=1, settle_timeout=600) as env:
            channel = env.create_guild().create_text_channel("general")
            member = guild_of(channel).add_member(env.create_user("first"))
            await member.slash(channel, "ask", question=QUESTION)
            payloads = questions(env, channel, PEOPLE)
            before = len(channel.history())
            stop = asyncio.Event()
            measuring = asyncio.create_task(measure(stop))
            began = time.perf_counter()
            with mock.patch.object(discord.InteractionResponse, "defer", deferred):
                for payload in payloads:
                    env.backend.emit("INTERACTION_CREATE", payload)
                    # The gateway's events come one by one.
                    await asyncio.sleep(0)
                await env.settle(timeout=600)
            seconds = time.perf_counter() - began
            stop.set()
            answers = len(channel.history()) - before
            return PEOPLE - answers, acknowledged or [0.0], await measuring, seconds

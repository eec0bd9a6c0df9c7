"""Measures how long the bot's event loop is held up while it works hard.

    python -m tests.benchmarks.event_loop_lag [--hostile SECONDS]

The real bot in a simulated Discord takes 100 questions at once while an article of 10,000 sentences
is added and indexed; then two servers hand in the fuzzer's documents, one after the other. A timer
that should fire every few milliseconds tells how late it fires. SimCord's own work runs on the same
loop and is part of the figure. On Linux it is told apart how long the loop's thread only waited for
a core, which on a busy machine is mostly other processes' doing.
"""

import argparse
import asyncio
import os
import random
import statistics
import tempfile
import threading
import time
from contextlib import closing, suppress
from pathlib import Path
from typing import Any, NamedTuple

import simcord
from simcord import interactions
from simcord.enums import AppCommandType, InteractionType

from bot.client.client import Belegbot
from bot.memory.forgetting import Forgetting
from bot.running.cogs import COGS
from bot.running.runner import keep_the_loop_free
from index.articles import read_bytes
from index.config import Settings
from index.corpus.changelog import Author
from index.errors import ArticleError
from index.library import Library
from index.models import Draft
from index.scopes import SHARED, Scope
from tests.benchmarks.fuzz import ENDINGS, inputs
from tests.bot.shown import guild_of
from tests.models import BUILTIN

AIM, HOSTILE_AIM = 50.0, 100.0
"""Milliseconds."""
TICK = 0.002
SCHEDULING = Path("/proc/thread-self/schedstat")
QUESTION = "Wann wurde die NATO-Mission im Irak ausgesetzt?"


class Tick(NamedTuple):
    """By how many milliseconds a tick was late, and how many but for waiting for a core."""

    lag: float
    own: float


def article(sentences: int) -> Draft:
    """Return an article of that many different sentences."""
    words = ["Brücke", "Turm", "Fluss", "Stadt", "Schule", "Garten", "Mauer", "Hof", "Tor", "Hafen"]
    text = [
        f"Im Jahr {1000 + n % 900} wurde {words[n % 10]} {n} neben {words[n // 10 % 10]} gebaut."
        for n in range(sentences)
    ]
    paragraphs = [" ".join(text[start : start + 5]) for start in range(0, sentences, 5)]
    return Draft("\n\n".join(paragraphs), "Bauwerke", "de")


def waited() -> float:
    """Return for how many milliseconds this thread was ready to run and had no core."""
    try:
        return int(SCHEDULING.read_text(encoding="ascii").split()[1]) / 1e6
    except OSError:
        return 0.0


async def measure(stop: asyncio.Event) -> list[Tick]:
    """Return by how many milliseconds the loop was late, tick for tick."""
    ticks = []
    while not stop.is_set():
        began, before = time.perf_counter(), waited()
        await asyncio.sleep(TICK)
        lag = 1000 * (time.perf_counter() - began - TICK)
        ticks.append(Tick(lag, max(0.0, lag - (waited() - before))))
    return ticks


def questions(
    env: simcord.Env, channel: simcord.ChannelHandle, people: int
) -> list[dict[str, Any]]:
    """Return what Discord's gateway would send for that many people's questions."""
    command = env.backend.find_command("ask", None, type=AppCommandType.CHAT_INPUT)
    assert command is not None
    payloads = []
    for number in range(people):
        member = guild_of(channel).add_member(env.create_user(f"person{number}"))
        data = {
            "id": command["id"],
            "name": "ask",
            "type": 1,
            "options": [{"name": "question", "type": 3, "value": f"{QUESTION} {number}"}],
        }
        _, payload = interactions.base_payload(
            env.backend,
            type=InteractionType.APPLICATION_COMMAND,
            channel_id=channel.id,
            guild_id=guild_of(channel).id,
            user_id=member.id,
            data=data,
        )
        payloads.append(payload)
    return payloads


def report(name: str, ticks: list[Tick]) -> None:
    """Print one measurement."""
    print(f"{name}: {len(ticks)} ticks")
    for what, lags in (
        ("late", [tick.lag for tick in ticks]),
        ("without waiting for a core", [tick.own for tick in ticks]),
    ):
        ordered = sorted(lags)
        p99 = ordered[int(0.99 * (len(ordered) - 1))]
        print(
            f"  {what:<28} median {statistics.median(lags):6.2f} ms  p99 {p99:6.2f} ms  "
            f"longest {ordered[-1]:6.1f} ms"
        )


async def hand_in(bot: Belegbot, server: int, seconds: float) -> int:
    """Have the fuzzer's documents read as a server's, as long as told; return how many it were."""
    end, count, settings = time.monotonic() + seconds, 0, bot.library.settings.ingest
    for target, raw in inputs(random.Random(server), None):
        if time.monotonic() > end:
            break
        if target in ENDINGS:
            with suppress(ArticleError):
                await bot.lanes.read.of(server)(
                    read_bytes,
                    raw,
                    source=f"a{target}",
                    settings=settings,
                    whose=Scope.of(server),
                )
            count += 1
    return count


async def run(folder: Path, sentences: int, people: int, hostile: float) -> None:
    """Measure the loop idle, and at work."""
    with closing(
        Library.open(
            Settings(data_dir=folder / "data", embedder=BUILTIN), participants=(Forgetting(),)
        )
    ) as library:
        keep_the_loop_free()
        bot = Belegbot(library, cogs=COGS)
        async with simcord.run(bot, shard_count=1, settle_timeout=300) as env:
            channel = env.create_guild().create_text_channel("general")
            member = guild_of(channel).add_member(env.create_user("first"))
            await member.slash(channel, "ask", question=QUESTION)

            stop = asyncio.Event()
            measuring = asyncio.create_task(measure(stop))
            await asyncio.sleep(2)
            stop.set()
            report("idle", await measuring)

            draft, payloads = article(sentences), questions(env, channel, people)
            added = threading.Thread(target=library.add, args=(draft, Author("bench"), SHARED))
            stop = asyncio.Event()
            measuring = asyncio.create_task(measure(stop))
            began = time.perf_counter()
            added.start()
            for payload in payloads:
                env.backend.emit("INTERACTION_CREATE", payload)
                # The gateway's events come one by one.
                await asyncio.sleep(0)
            await env.settle(timeout=300)
            answered = time.perf_counter() - began
            await asyncio.to_thread(added.join)
            indexed = time.perf_counter() - began
            stop.set()
            report(f"{people} questions, {sentences} sentences", await measuring)
            answers = [message for message in channel.history() if message.embeds]
            print(f"{len(answers) - 1} answers in {answered:.1f} s, indexed in {indexed:.1f} s")
            print(f"aim: under {AIM:.0f} ms")

            stop = asyncio.Event()
            measuring = asyncio.create_task(measure(stop))
            counts = await asyncio.gather(*(hand_in(bot, server, hostile) for server in (1, 2)))
            stop.set()
            report(f"{sum(counts)} hostile documents", await measuring)
            print(f"aim: under {HOSTILE_AIM:.0f} ms")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sentences", type=int, default=10_000)
    parser.add_argument("--people", type=int, default=100)
    parser.add_argument("--hostile", type=float, default=30, metavar="SECONDS")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        print("load of the machine:", *(f"{load:.2f}" for load in os.getloadavg()))
        asyncio.run(run(Path(temporary), options.sentences, options.people, options.hostile))

"""What servers of Discord take of a bot's process: memory, and computing for what is written there.

    python -m tests.benchmarks.servers [--servers 1 1000 4000] [--messages 10000]

Discord is one of this machine, with one shard that has so many servers of fifty channels and one
member, without articles of their own. Told are the process's memory and the seconds of a core until
it is connected and has nothing to do, and the milliseconds of a core that a message takes which
asks nothing; Linux counts them. Beside it: the bytes that an answer takes in the database.
"""

import argparse
import os
import tempfile
import time
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from bot.memory.answers import Answers, Inquiry
from bot.memory.forgetting import Forgetting
from index.config import Settings
from index.library import Library
from index.models import Draft
from index.scopes import Scope
from tests.benchmarks.processes.bots import Bots
from tests.benchmarks.processes.kills import wait
from tests.benchmarks.processes.sharded import sharded
from tests.benchmarks.processes.world import ADA
from tests.models import BUILTIN

QUIET = 4.0
"""Seconds of which a process that has nothing to do computes a twentieth at most."""

ANSWERS = 5000


def main() -> None:
    """Measure each number of servers, and print a row for it."""
    parser = argparse.ArgumentParser(description="Measure what servers of Discord take.")
    parser.add_argument("--servers", type=int, nargs="+", default=[1, 1000, 4000])
    parser.add_argument("--messages", type=int, default=10_000)
    arguments = parser.parse_args()
    print(f"an answer in the database: {_of_an_answer():.0f} bytes", flush=True)
    print("| servers | memory | a core until connected | a message |")
    print("|---|---|---|---|")
    for number in arguments.servers:
        print(_row(number, arguments.messages), flush=True)


def _row(number: int, messages: int) -> str:
    with tempfile.TemporaryDirectory() as folder, sharded(1, number) as fake:
        for server in fake.servers:
            server.further = 48
        bots = Bots(fake, Path(folder), {})
        bots.start(0, of=1)
        try:
            process = bots.running[0].pid
            wait(lambda: len(fake.connected) == 1, "it is connected")
            connected, memory = _settled(process), _resident(process)
            for count in range(messages):
                server = fake.servers[count % number]
                fake.say(server, count + 1, "Bis morgen, und danke für den Kuchen von gestern!")
            took = 1000 * (_settled(process) - connected) / messages
        finally:
            bots.stop()
    return f"| {number:,} | {memory / 1e6:.0f} MB | {connected:.1f} s | {took:.2f} ms |"


def _settled(process: int) -> float:
    """Wait until a process has nothing to do; return the seconds that it has computed."""
    before = _computed(process)
    while True:
        time.sleep(QUIET)
        now = _computed(process)
        if now - before < QUIET / 20:
            return now
        before = now


def _computed(process: int) -> float:
    fields = Path(f"/proc/{process}/stat").read_text("ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _resident(process: int) -> int:
    """Return the bytes of memory that a process takes."""
    pages = int(Path(f"/proc/{process}/statm").read_text("ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE")


def _of_an_answer() -> float:
    """Return the bytes that an answer with one citation takes."""
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(data_dir=Path(folder), seeds_dir=None, embedder=BUILTIN)
        with closing(Library.open(settings, participants=(Forgetting(),))) as library:
            library.add(Draft("Die Brücke wurde 1900 gebaut.", "Brücke", "de"), ADA, Scope("7"))
            answer = library.ask("Wann wurde die Brücke gebaut?", Scope("7"))
            answers = Answers(library.corpus.database)
            asked = Inquiry(0, 7, 8, 9, datetime(2026, 3, 1, tzinfo=UTC), "de", private=False)
            for number in range(ANSWERS):
                answers.record(replace(asked, id=10**18 + number), answer, 10**18 + number)
        # Closed, it is in the one file.
        [file] = Path(folder).glob("corpus.sqlite3")
        return file.stat().st_size / ANSWERS


if __name__ == "__main__":
    main()

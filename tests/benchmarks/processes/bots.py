"""The processes of the bot."""

import os
import signal
import subprocess
import sys
from pathlib import Path

from tests.benchmarks.processes.sharded import Sharded

PROCESSES = 3


class Bots:
    """The processes, by number."""

    def __init__(self, fake: Sharded, folder: Path, settings: dict[str, str]) -> None:
        self._fake, self._folder, self._settings = fake, folder, settings
        # As on machines of their own, where they share vectors.
        self._apart = "BELEGBOT_VECTORS__KIND" in settings
        self.running: dict[int, subprocess.Popen[bytes]] = {}

    def start(self, number: int, of: int = PROCESSES) -> None:
        """Start one with its part of the shards."""
        shards = len(self._fake.shards)
        own = f"{number * shards // of}-{(number + 1) * shards // of - 1}/{shards}"
        # Nothing of the environment but where programs are.
        environment = {name: os.environ[name] for name in ("PATH", "PYTHONPATH")}
        environment |= {
            "BELEGBOT_DATA_DIR": str(self._folder / f"data-{number if self._apart else 0}"),
            "BELEGBOT_EMBEDDER__KIND": "builtin",
            "BELEGBOT_SEEDS_DIR": "",
            "DISCORD_TOKEN": "secret.to.ken",
        }
        environment |= self._settings
        with (self._folder / f"log-{number}").open("ab") as log:
            self.running[number] = subprocess.Popen(
                [
                    *(sys.executable, "-m", "tests.bot.client.on_loopback", self._fake.url),
                    *("run", "--shards", own),
                ],
                env=environment,
                stdout=log,
                stderr=log,
            )

    def kill(self, number: int) -> None:
        """End one without a word."""
        process = self.running.pop(number)
        process.kill()
        process.wait()

    def stop(self) -> None:
        """End all as their keeper would."""
        for process in self.running.values():
            process.send_signal(signal.SIGTERM)
        for process in self.running.values():
            process.wait(60)

    def log(self) -> str:
        """Return what all have logged."""
        return "\n".join(file.read_text("utf-8") for file in sorted(self._folder.glob("log-*")))

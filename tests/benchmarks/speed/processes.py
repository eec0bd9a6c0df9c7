"""Rows of whole processes: what `belegbot` takes until it has ended."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from tests.benchmarks.speed.measuring import Figure, Limit, in_turn

ROOT = Path(__file__).resolve().parents[3]
QUESTION = "Wann wurde die NATO-Mission im Irak ausgesetzt?"
COMMAND = "import sys; sys.argv[0] = 'belegbot'; from bot.cli import main; main()"


def processes(runs: int) -> Iterator[Figure]:
    """Give `--help` and `ask`, beside an interpreter that does nothing."""
    with tempfile.TemporaryDirectory() as folder:
        configuration = Path(folder, "config.toml")
        configuration.write_text('[embedder]\nkind = "builtin"\n', encoding="utf-8")
        common = ["--config", str(configuration), "--data-dir", f"{folder}/data"]
        # As installed: what Python has compiled is kept, and no variable says anything.
        environment = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith("BELEGBOT_") and name != "PYTHONDONTWRITEBYTECODE"
        }

        def run(*arguments: str) -> None:
            subprocess.run(
                [sys.executable, *arguments],
                cwd=ROOT,
                env=environment,
                capture_output=True,
                check=True,
            )

        for arguments, limit in ((["--help"], 0.15), (["ask", QUESTION], 0.5)):
            whole = partial(run, "-c", COMMAND, *common, *arguments)
            whole()
            ours, python = in_turn([whole, partial(run, "-c", "pass")], runs)
            name = f"belegbot {arguments[0]}"
            yield Figure(
                "processes", name, None, ours, "s", "python -c pass", python, Limit("more", limit)
            )

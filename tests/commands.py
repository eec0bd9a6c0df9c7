"""Commands in processes of their own, forked from one that has imported everything already.

A command that is started as a person starts it spends over a second on imports; where the start is
the point, tests start it so.
"""

import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from multiprocessing import forkserver, get_context
from pathlib import Path
from runpy import run_module

import coverage
import pytest

FORKS = get_context("forkserver")
FORKS.set_forkserver_preload(
    [
        "pytest",
        "coverage",
        # Not the commands themselves: they are worded in the language that they are started in.
        "click",
        "pydantic_settings",
        "rich.progress",
        "rich.table",
        "alembic.command",
        "numpy.ma",
        "safetensors.numpy",
        "tokenizers",
        "sentence_transformers",
        "index.library",
        "index.review.review",
        "index.evaluation.run",
        "index.articles.encodings",
        "index.articles.formats.pdf",
        "index.articles.formats.html.webpage",
        "index.corpus.transfer",
        "bot.memory.forgetting",
        "bot.running.doctor",
        "tests.loaded",  # the last
    ]
)
MEASURED = "COVERAGE_PROCESS_CONFIG"
"""What the environment has where coverage is measured."""


def run(
    module: str, *arguments: str, env: Mapping[str, str], cwd: Path, stdin: str = ""
) -> subprocess.CompletedProcess[str]:
    """Run `python -m module arguments…`, as `subprocess.run` does; `env` is all it inherits."""
    with pytest.MonkeyPatch.context() as surroundings:
        # Each command measures itself; what the server has done is nothing that each must write.
        surroundings.delenv(MEASURED, raising=False)
        surroundings.setenv("HF_HUB_OFFLINE", "1")
        forkserver.ensure_running()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "stdin").write_text(stdin, "utf-8")
        process = FORKS.Process(target=_become, args=(module, arguments, dict(env), cwd, folder))
        process.start()
        process.join()
        stdout, stderr = ((folder / name).read_text("utf-8") for name in ("stdout", "stderr"))
    return subprocess.CompletedProcess([module, *arguments], process.exitcode or 0, stdout, stderr)


def _become(
    module: str, arguments: Sequence[str], env: Mapping[str, str], cwd: Path, folder: Path
) -> None:
    """Be the command, with what it reads and writes in a folder's files."""
    os.environ.clear()
    os.environ.update(env)
    if MEASURED in env:
        coverage.process_startup()
    os.chdir(cwd)
    for number, (name, mode) in enumerate((("stdin", "r"), ("stdout", "w"), ("stderr", "w"))):
        file = (folder / name).open(mode, encoding="utf-8")
        os.dup2(file.fileno(), number)
        setattr(sys, name, file)
    sys.argv = [module, *arguments]
    run_module(module, run_name="__main__", alter_sys=True)

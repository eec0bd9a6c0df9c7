"""Commands in processes of their own, forked from one that has imported everything already.

A command that is started as a person starts it spends over a second on imports; where the start is
the point, tests start it so.
"""

import atexit
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from runpy import run_module

import pytest

from index.articles import reading
from index.articles.fence.pool import Pool
from index.corpus.history import History
from index.visiting import manners
from tests.processes import forks, readers

IMPATIENT = "TESTS_IMPATIENT"
"""In the environment, it lets a command ask a site without a pause."""

BROKEN = "TESTS_BROKEN"
"""In the environment, it lets the history fail in a way that nobody has thought of."""


def run(
    module: str, *arguments: str, env: Mapping[str, str], cwd: Path, stdin: str = ""
) -> subprocess.CompletedProcess[str]:
    """Run `python -m module arguments…`, as `subprocess.run` does; `env` is all it inherits."""
    forks.start()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "stdin").write_text(stdin, "utf-8")
        told = (module, arguments, dict(env), cwd, folder, _readers())
        process = forks.PROCESSES.Process(target=_become, args=told)
        process.start()
        process.join()
        stdout, stderr = ((folder / name).read_text("utf-8") for name in ("stdout", "stderr"))
    return subprocess.CompletedProcess([module, *arguments], process.exitcode or 0, stdout, stderr)


@cache
def _readers() -> Path:
    """Return where children that read are forked, for all commands of these tests."""
    folder = tempfile.TemporaryDirectory()
    atexit.register(folder.cleanup)
    address = Path(folder.name) / "readers"
    atexit.register(readers.serving(address).kill)
    return address


def _become(
    module: str,
    arguments: Sequence[str],
    env: Mapping[str, str],
    cwd: Path,
    folder: Path,
    address: Path,
) -> None:
    """Be the command, with what it reads and writes in a folder's files."""
    # Where these tests run there is none, and mustn't be: it would measure what they import.
    from tests.processes.first import PROCESS

    PROCESS.begin()
    os.environ.clear()
    os.environ.update(env)
    changed = pytest.MonkeyPatch()
    changed.setattr(reading, "FENCE", Pool(command=readers.command(address)))
    if IMPATIENT in env:
        changed.setattr(manners, "PAUSE", 0.0)
    if BROKEN in env:
        changed.setattr(History, "all", None)
    try:
        _run(module, arguments, cwd, folder)
    finally:
        PROCESS.keep()


def _run(module: str, arguments: Sequence[str], cwd: Path, folder: Path) -> None:
    os.chdir(cwd)
    for number, (name, mode) in enumerate((("stdin", "r"), ("stdout", "w"), ("stderr", "w"))):
        file = (folder / name).open(mode, encoding="utf-8")
        os.dup2(file.fileno(), number)
        setattr(sys, name, file)
    sys.argv = [module, *arguments]
    run_module(module, run_name="__main__", alter_sys=True)

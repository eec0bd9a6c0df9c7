"""What commands write to: files, all there or as they were; standard output, closed or full."""

import os
import shutil
import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Any

import click

from index.cli.errors import writing
from index.corpus.storage.disk import flush_folder

STANDARD_OUTPUT = "-"

WRITERS = ("rich/console.py", "click/utils.py", "cli/base.py")
"""What writes to them."""


@contextmanager
def written_whole(target: Path) -> Iterator[IO[Any]]:
    """Give a text file that takes `target`'s place once all of it is on the disk.

    `-` is standard output; what is no regular file (a pipe, a device) is written as it is.

    Raises:
        TargetUnwritableError: no space or no permission; what was there is as it was.
    """
    with writing(target):
        if str(target) == STANDARD_OUTPUT or (target.exists() and not target.is_file()):
            with click.open_file(str(target), "w", "utf-8") as file:
                yield file
                file.flush()
        else:
            # What a link points to is replaced, not the link.
            with _beside(target.resolve()) as file:
                yield file


@contextmanager
def _beside(target: Path) -> Iterator[IO[Any]]:
    temporary = target.with_name(f".{target.name}.{os.getpid()}.tmp")
    try:
        with temporary.open("w", encoding="utf-8") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        with suppress(FileNotFoundError):
            shutil.copymode(target, temporary)
        temporary.replace(target)
        flush_folder(target.parent)
    finally:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)


def open_output() -> None:
    """Let what is written to a closed stream go nowhere, rather than be an error of ours."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            nowhere = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115 - it stays open
            setattr(sys, name, nowhere)


def is_of_output(error: Exception) -> bool:
    """Tell whether standard output is what can't be written, and not a file of ours."""
    if not isinstance(error, OSError) or error.filename is not None:
        return False
    return Path(traceback.extract_tb(error.__traceback__)[-1].filename).as_posix().endswith(WRITERS)


def give_up_output() -> None:
    """Let what standard output hasn't taken yet go nowhere; Python would try once more."""
    with suppress(OSError, ValueError), Path(os.devnull).open("w", encoding="utf-8") as nowhere:
        os.dup2(nowhere.fileno(), sys.stdout.fileno())

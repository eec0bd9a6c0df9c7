"""Files that commands write for people: all of one is there, or what was there before."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Any

import click

from index.cli.base import STANDARD_INPUT
from index.cli.errors import writing


@contextmanager
def written_whole(target: Path) -> Iterator[IO[Any]]:
    """Give a text file that takes `target`'s place once all of it is on the disk.

    `-` is standard output; what is no regular file (a pipe, a device) is written as it is.

    Raises:
        TargetUnwritableError: no space or no permission; what was there is as it was.
    """
    with writing(target):
        if str(target) == STANDARD_INPUT or (target.exists() and not target.is_file()):
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
    finally:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)

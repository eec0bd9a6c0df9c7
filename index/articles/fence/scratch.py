"""Where temporary files can lie, also where the usual folders can't be written, or are full."""

import os
import shutil
import tempfile
from collections.abc import Iterable
from pathlib import Path

MEMORY = Path("/dev/shm")  # noqa: S108 - what Linux has where a container's disk is read-only
"""A folder in memory."""


ROOM = 100_000_000
"""Free bytes that are enough: what tells languages unpacks 68 MB, and a small index fits, too."""


def find_place(others: Iterable[Path] = ()) -> None:
    """Let this process and its children have a folder for temporary files, if there is any.

    It is the usual one; where that can't be written, or its disk is full, it is memory or one of
    `others`: the first that has room, or else the one that has most.
    """
    try:
        usual = [Path(tempfile.gettempdir())]
    except FileNotFoundError:
        usual = []
    if any(_free(folder) >= ROOM for folder in usual):
        return
    folders = [each for each in (*usual, MEMORY, *others) if _can_be_written(each)]
    if folders:
        tempfile.tempdir = str(max(folders, key=lambda folder: min(_free(folder), ROOM)))
        os.environ["TMPDIR"] = tempfile.tempdir


def _can_be_written(folder: Path) -> bool:
    return folder.is_dir() and os.access(folder, os.W_OK)


def _free(folder: Path) -> int:
    return shutil.disk_usage(folder).free

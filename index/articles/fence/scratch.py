"""Where temporary files can lie, also where none of the usual folders can be written."""

import os
import tempfile
from collections.abc import Iterable
from pathlib import Path

MEMORY = Path("/dev/shm")  # noqa: S108 - what Linux has where a container's disk is read-only
"""A folder in memory."""


def find_place(others: Iterable[Path] = ()) -> None:
    """Let this process and its children have a folder for temporary files, if there is any.

    `others` are tried after the usual ones and memory.
    """
    try:
        tempfile.gettempdir()
    except FileNotFoundError:
        for folder in (MEMORY, *others):
            if folder.is_dir() and os.access(folder, os.W_OK):
                os.environ["TMPDIR"] = str(folder)
                return

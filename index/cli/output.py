"""Standard output and error that are closed, or take no more."""

import os
import sys
import traceback
from contextlib import suppress
from pathlib import Path

WRITERS = ("rich/console.py", "click/utils.py", "cli/base.py")
"""What writes to them."""


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

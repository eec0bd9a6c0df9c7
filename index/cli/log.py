"""What is logged while a command runs: one line a warning for whoever typed it, without tracebacks.

With `BELEGBOT_DEBUG` set, everything, causes included. `belegbot run` logs in a way of its own.
"""

import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from index.errors import BelegbotError

if TYPE_CHECKING:
    from index.cli.base import Invocation

DEBUG = "BELEGBOT_DEBUG"
FORMAT = "%(asctime)s %(levelname)-7s %(name)s: %(message)s"


class TerminalHandler(logging.Handler):
    """Prints warnings, and errors of ours in the terminal's language."""

    def __init__(self, invocation: "Invocation") -> None:
        super().__init__(logging.WARNING)
        self._invocation = invocation

    def emit(self, record: logging.LogRecord) -> None:
        """Print one line."""
        terminal = self._invocation.terminal
        told = record.args[0] if isinstance(record.args, tuple) and record.args else None
        if record.msg == "%s" and isinstance(told, BelegbotError):
            terminal.show_error(told.text(terminal.language))
        else:
            terminal.show_error(record.getMessage())


@contextmanager
def logging_for(invocation: "Invocation") -> Iterator[None]:
    """Show what is logged meanwhile."""
    root = logging.getLogger()
    level = root.level
    handler: logging.Handler = TerminalHandler(invocation)
    if os.environ.get(DEBUG):
        handler = logging.StreamHandler()
        handler.setFormatter(logging.Formatter(FORMAT))
        root.setLevel(logging.DEBUG)
    root.addHandler(handler)
    try:
        yield
    finally:
        root.removeHandler(handler)
        root.setLevel(level)

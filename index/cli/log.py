"""What commands log, on standard error: a line each, in the person's language, no traceback.

With `BELEGBOT_DEBUG` in the environment, all there is to know. `belegbot run` has a log of its own.
"""

import logging
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from index.errors import BelegbotError
from index.i18n import Language, visible

DEBUG_VARIABLE = "BELEGBOT_DEBUG"
FULL = "%(levelname)s %(name)s: %(message)s"


class ShortFormatter(logging.Formatter):
    """For people: what happened, and if an error of ours tells it, in their language."""

    def __init__(self, language: Callable[[], Language]) -> None:
        super().__init__()
        self._language = language

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        told = [value for value in record.args or () if isinstance(value, BelegbotError)]
        return visible(told[0].text(self._language()) if told else record.getMessage())


@contextmanager
def log_of_command(language: Callable[[], Language]) -> Iterator[None]:
    """Show warnings and errors while a command runs; `language` is asked when there are some."""
    root, ours = logging.getLogger(), logging.getLogger("index")
    handler, level = logging.StreamHandler(), ours.level
    if os.environ.get(DEBUG_VARIABLE):
        handler.setFormatter(logging.Formatter(FULL))
        ours.setLevel(logging.DEBUG)
    else:
        handler.setFormatter(ShortFormatter(language))
    root.addHandler(handler)
    try:
        yield
    finally:
        root.removeHandler(handler)
        ours.setLevel(level)

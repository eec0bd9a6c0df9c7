"""A command that a person or the system ends: by Ctrl-C, SIGTERM or a terminal that is closed."""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from types import FrameType

from index.cli.errors import EndedError

ENDING = tuple(
    getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)
)


class Ended(BaseException):
    """The process was told to end; what it holds is closed on the way out."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number

    @property
    def exit_code(self) -> int:
        """What a shell would tell of a process that the signal killed."""
        return 128 + self.number

    @property
    def error(self) -> EndedError:
        """What a person is told."""
        return EndedError(signal=signal.Signals(self.number).name)


@dataclass
class _Step:
    running: bool = False
    ended: Ended | None = None

    def end(self) -> None:
        """Raise what a signal said meanwhile."""
        if self.ended is not None:
            raise self.ended


_step = _Step()
"""Signals are the whole process's, and so is this."""


@contextmanager
def undisturbed() -> Iterator[None]:
    """Finish a step that is to be told of as done or not; whoever can't wait signals once more."""
    _step.running, _step.ended = True, None
    try:
        yield
    finally:
        _step.running = False
        _step.end()


@contextmanager
def ended_by_signals() -> Iterator[None]:
    """Raise `Ended` within, where a signal says so; once more, it ends at once.

    What was ignored before, as `nohup` does it, still is.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def end(number: int, _frame: FrameType | None) -> None:
        for each in before:
            signal.signal(each, signal.SIG_DFL)
        if _step.running:
            _step.ended = Ended(number)
        else:
            raise Ended(number)

    before = {
        number: handler
        for number in ENDING
        if (handler := signal.getsignal(number)) not in {signal.SIG_IGN, None}
    }
    for number in before:
        signal.signal(number, end)
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)

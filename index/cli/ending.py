"""A command that a person or the system ends: by Ctrl-C, SIGTERM or a terminal that is closed."""

import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from types import FrameType
from typing import NoReturn
from weakref import ref

from index.cli.errors import EndedError

ENDING = tuple(
    getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)
)

CAN_LOOK_AGAIN = hasattr(signal, "setitimer")
LOOK_AGAIN = 0.5
"""Seconds after which is looked whether what a signal raised was lost."""


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
    dropped: bool = False

    def end(self) -> None:
        """Raise what a signal said meanwhile."""
        if self.ended is not None:
            raise self.ended


_step = _Step()
"""Signals are the whole process's, and so is this."""


def _raise(ended: Ended) -> NoReturn:
    """Raise it, and again as long as it gets lost.

    Python drops what is raised within a callback, such as that of a weak reference: then it says
    so, or nobody has the exception any more.
    """
    number, raised = ended.number, ref(ended)

    def look(_number: int, _frame: FrameType | None) -> None:
        if _step.dropped or raised() is None:
            _step.dropped = False
            _raise(Ended(number))

    if CAN_LOOK_AGAIN:
        signal.signal(signal.SIGALRM, look)
        signal.setitimer(signal.ITIMER_REAL, LOOK_AGAIN, LOOK_AGAIN)
    try:
        raise ended
    finally:
        # Else its traceback would hold on to it.
        del ended


def _no_more_raising() -> None:
    _step.dropped = False
    if CAN_LOOK_AGAIN:
        signal.setitimer(signal.ITIMER_REAL, 0)


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
            _raise(Ended(number))

    before = {
        number: handler
        for number in ENDING
        if (handler := signal.getsignal(number)) not in {signal.SIG_IGN, None}
    }

    def drop(unraisable: "sys.UnraisableHookArgs") -> None:
        if unraisable.exc_type is Ended:
            _step.dropped = True
        else:
            told(unraisable)

    for number in before:
        signal.signal(number, end)
    told, sys.unraisablehook = sys.unraisablehook, drop
    try:
        yield
    finally:
        _no_more_raising()
        sys.unraisablehook = told
        for number, handler in before.items():
            signal.signal(number, handler)

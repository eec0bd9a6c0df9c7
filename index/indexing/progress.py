"""How far something that takes its time has come."""

from collections.abc import Callable

Progress = Callable[[int, int], None]
"""Told how many steps are done, of how many in all."""


def silent(_done: int, _total: int) -> None:
    """Report to nobody."""


class Meter:
    """Adds up progress over many small steps."""

    def __init__(self, progress: Progress, total: int) -> None:
        self._progress = progress
        self._total = total
        self._done = 0
        if total:
            progress(0, total)

    def advance(self, steps: int) -> None:
        """Report so many steps more, if there are any in all."""
        self._done = min(self._done + steps, self._total)
        if self._total:
            self._progress(self._done, self._total)

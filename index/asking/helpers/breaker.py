"""A circuit breaker (Nygard 2007) for what answers can do without: models that fail."""

import logging
from collections.abc import Callable
from threading import Lock
from time import monotonic
from typing import ParamSpec, TypeVar

from index.errors import BelegbotError

log = logging.getLogger(__name__)

P = ParamSpec("P")
T = TypeVar("T")

PAUSE = 60.0
"""Seconds until something that failed is tried again; loading a model may take as long."""


class Breaker:
    """Runs something that may raise a domain error; after one it rests for `PAUSE`. Thread-safe."""

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        self._clock = clock
        self._lock = Lock()
        self._closed_again = 0.0
        self._failing = False

    def attempt(self, action: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T | None:
        """Return what `action` returns; None if it fails, which is logged once until it works."""
        if self._failing and self._clock() < self._closed_again:
            return None
        try:
            result = action(*args, **kwargs)
        except BelegbotError as error:
            with self._lock:
                first, self._failing = not self._failing, True
                self._closed_again = self._clock() + PAUSE
            if first:
                log.warning("%s", error, exc_info=error.__cause__)
            return None
        self._failing = False
        return result

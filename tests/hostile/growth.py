"""How the time of a call grows with its input: linearly, or faster.

Only ratios are compared, of processor time, each the least of several, and whatever seems to grow
too fast is measured again: a busy machine makes a test slower, not red.
"""

import gc
import sys
import time
from collections.abc import Callable, Iterable
from contextlib import suppress

from index.errors import BelegbotError

Call = Callable[[], object]

FLOOR = 0.002
"""Seconds below which a time is mostly noise."""

LINEAR = 9.0
"""Four times the input takes four times as long, with some luck six; the square takes 16."""

SMALL = range(4, 29, 4)
"""Repetitions in which what doubles with each already takes seconds, and anything else nothing."""

DOUBLING = 6.0
"""Four repetitions more: what doubles with each takes 16 times as long."""


def seconds(call: Call, runs: int = 3) -> float:
    """Return the least processor time of several calls on this thread; of one, if it is long."""
    least = float("inf")
    gc.disable()
    # What counts the lines would be measured, too.
    tracing = sys.gettrace()
    sys.settrace(None)
    try:
        for _ in range(runs):
            begin = time.thread_time()
            call()
            least = min(least, time.thread_time() - begin)
            if least > 10 * FLOOR:
                break
    finally:
        sys.settrace(tracing)
        gc.enable()
    return least


def explodes(prepare: Callable[[int], Call]) -> bool:
    """Tell whether each repetition multiplies the time. `prepare(n)` gives the call for n of them.

    What does is stopped before it takes long.
    """
    before = seconds(prepare(SMALL[0]), 1)
    for repetitions in SMALL[1:]:
        call = prepare(repetitions)
        now = seconds(call, 1)
        if now > FLOOR and now > DOUBLING * before and _again(call, prepare(repetitions - 4), 6):
            return True
        before = now
    return False


def squares(prepare: Callable[[int], Call], most: int, first: int = 64) -> bool:
    """Tell whether the time grows faster than the input, up to `most` repetitions."""
    # What it takes for almost nothing would hide how the rest grows.
    floor = max(FLOOR, 4 * seconds(prepare(1)))
    repetitions = first
    while repetitions * 4 <= most:
        call = prepare(repetitions)
        if seconds(call, 1) > floor and (least := seconds(call)) > floor:
            longer = prepare(4 * repetitions)
            # What is quick once needn't be measured again.
            return seconds(longer, 1) > LINEAR * least and _again(longer, call, LINEAR)
        repetitions *= 4
    # Too quick to be measured: what took the square would be slow by now.
    return False


def growth(prepare: Callable[[int], Call], most: int, first: int = 64) -> str:
    """Say how the time grows with the input, from `first` to `most` repetitions."""
    if explodes(prepare):
        return "it multiplies with each repetition"
    return "faster than the input" if squares(prepare, most, first) else "as the input"


def repeated(
    step: Callable[[str], object], start: str, unit: str, end: str
) -> Callable[[int], Call]:
    """Return what makes the call that works on so many units between a start and an end."""

    def prepare(repetitions: int) -> Call:
        text = f"{start}{unit * repetitions}{end}"

        def call() -> None:
            with suppress(BelegbotError):
                step(text)

        return call

    return prepare


def slow_at(
    step: Callable[[str], object], units: Iterable[str], most: int, first: int = 64
) -> dict[str, str]:
    """Return the units, between two words, of which more take a step longer than so many more."""
    grown = {unit: growth(repeated(step, "a ", unit, " x"), most, first) for unit in units}
    return {unit: how for unit, how in grown.items() if how != "as the input"}


def _again(longer: Call, shorter: Call, limit: float) -> bool:
    return all(seconds(longer) > limit * seconds(shorter) for _ in range(3))

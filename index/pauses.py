"""Leaves other threads their turn while a long list is worked through.

SQLite and Tantivy let go of Python's lock at each row and take it back before a waiting thread is
awake. Whoever waits for the lock, the bot's event loop above all, gets it only between portions:
inserting 10,000 rows at once held it up for a quarter of a second.
"""

from collections.abc import Iterable, Iterator, Sequence
from time import sleep
from typing import TypeVar

T = TypeVar("T")

PORTION = 200
"""Rows or texts; some milliseconds of work."""
PAUSE = 0.001
"""Seconds; enough for a waiting thread to wake."""


def portions(items: Sequence[T], size: int = PORTION) -> Iterator[Sequence[T]]:
    """Give `items` in portions, with a pause between two of them."""
    return in_turns(items[start : start + size] for start in range(0, len(items), size))


def in_turns(batches: Iterable[Sequence[T]]) -> Iterator[Sequence[T]]:
    """Give batches on, with a pause between two of them."""
    for number, batch in enumerate(batches):
        if number:
            sleep(PAUSE)
        yield batch

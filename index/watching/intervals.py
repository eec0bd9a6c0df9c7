"""How often a page is read, as people write it: 30m, 24h, 7d, 2w."""

import re
from datetime import timedelta

from index.watching.watches import LEAST, MOST

INTERVAL = re.compile(r"([1-9]\d{0,5})\s?([mhdw])", re.ASCII)

UNITS = {
    "w": timedelta(weeks=1),
    "d": timedelta(days=1),
    "h": timedelta(hours=1),
    "m": timedelta(minutes=1),
}


def interval_of(text: str) -> timedelta | None:
    """Return an interval; None for what is none, or is too short or too long."""
    found = INTERVAL.fullmatch(text.strip().lower())
    if found is None:
        return None
    interval = int(found[1]) * UNITS[found[2]]
    return interval if LEAST <= interval <= MOST else None


def written(interval: timedelta) -> str:
    """Write an interval in the largest unit that it is a multiple of; a day is 24h."""
    if interval == UNITS["d"]:
        return "24h"
    name, unit = next(
        ((name, unit) for name, unit in UNITS.items() if not interval % unit), ("m", UNITS["m"])
    )
    return f"{interval // unit}{name}"

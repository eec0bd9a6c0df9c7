"""Patterns that were tried before: trying all takes minutes, and none becomes slower by itself.

    python -m tests.hostile.tried

tries those that are new, writes down which are as they should be, and names the others. Without
`tried.txt` all are new.
"""

import sys
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path

from index.asking.kinds import dates
from tests.hostile.growth import growth, repeated
from tests.hostile.patterns import LIMITS, Found, attacks, constants

HERE = Path(__file__).parent
FILE = HERE / "tried.txt"

MOST = 16_384
"""Repetitions; at so many, whatever takes their square takes long enough to be told."""

ATTACKER = b"".join((HERE / name).read_bytes() for name in ("growth.py", "patterns.py"))
"""Who tries otherwise tries all of them again."""


def everything() -> list[Found]:
    """Return all patterns that the house's code makes."""
    made = (dates.day_pattern(language) for language in ("de", "en", "fr", "ja"))
    return [*constants(), *(Found(f"day_pattern({each.pattern[:20]!r})", each) for each in made)]


def slow(found: Found) -> list[tuple[str, str, str]]:
    """Return the first attack that a pattern is slow at."""
    for attack in sorted(attacks(found.pattern)):
        if growth(repeated(found.tries, *attack), MOST) != "as the input":
            return [attack]
    return []


def key(found: Found) -> str:
    """Return what a pattern is known by; it has another once anything of it is another."""
    pattern = found.pattern
    told = (pattern.pattern, pattern.flags, found.at_start, LIMITS.get(found.name))
    return sha256(ATTACKER + repr(told).encode()).hexdigest()[:16]


def tried() -> frozenset[str]:
    """Return the keys of the patterns that were tried."""
    return frozenset(FILE.read_text("utf-8").split() if FILE.exists() else ())


def write(patterns: Iterable[Found]) -> None:
    """Write down patterns as tried."""
    FILE.write_text("".join(f"{each}\n" for each in sorted(set(map(key, patterns)))), "utf-8")


if __name__ == "__main__":
    known = tried()
    found = {each: [] if key(each) in known else slow(each) for each in everything()}
    write(each for each, attack in found.items() if not attack)
    for each, attack in found.items():
        if attack:
            sys.stdout.write(f"{each.name}: {attack}\n")

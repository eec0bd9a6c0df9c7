"""What was measured, how it is compared with its limit, and on which machine that was."""

import os
import platform
import resource
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any, Literal

LARGE = 90_000
"""Sentences that there are at least where 100,000 are meant: made-up articles vary."""

Kind = Literal["at most", "at least", "times", "more"]
"""How a limit is meant: of the figure, or of its ratio or difference to what stands beside it."""


@dataclass(frozen=True, slots=True)
class Limit:
    """What a figure is to keep to."""

    kind: Kind
    number: float
    from_size: int = 0
    """Sentences from which on it is meant: below, what is the same for all sizes hides the rest."""

    def __str__(self) -> str:
        sign = {"at most": "≤ {}", "at least": "≥ {}", "times": "≤ {}×", "more": "≤ +{}"}
        return sign[self.kind].format(f"{self.number:g}")


@dataclass(frozen=True, slots=True)
class Figure:
    """A row's figure: of each run one of `values`, and one of `beside` for what it stands beside.

    Both are in `unit`. `load` is the machine's when it was measured, of the last minute.
    """

    row: str
    what: str
    sentences: int | None
    values: tuple[float, ...]
    unit: str
    baseline: str = ""
    beside: tuple[float, ...] = ()
    limit: Limit | None = None
    note: str = ""
    load: float = 0.0

    @property
    def value(self) -> float:
        """The median."""
        return median(self.values)

    @property
    def base(self) -> float | None:
        """The median of what stands beside it."""
        return median(self.beside) if self.beside else None

    @property
    def kept(self) -> bool | None:
        """Whether it keeps to its limit; None without one, or where the size is below it."""
        if self.limit is None or (self.sentences or 0) < self.limit.from_size:
            return None
        if self.limit.kind == "at least":
            return self.value >= self.limit.number
        if self.limit.kind == "at most":
            return self.value <= self.limit.number
        if self.base is None:
            return None
        if self.limit.kind == "times":
            return self.value <= self.limit.number * self.base
        return self.value - self.base <= self.limit.number

    def as_json(self) -> dict[str, Any]:
        """Return all there is of it."""
        return asdict(self) | {"value": self.value, "base": self.base, "kept": self.kept}


def load() -> float:
    """Return how many processes wanted a core, on the average of the last minute."""
    return os.getloadavg()[0]


def in_turn(calls: Sequence[Callable[[], object]], runs: int) -> list[tuple[float, ...]]:
    """Time the calls in turn, `runs` times each; return each one's seconds."""
    seconds: list[list[float]] = [[] for _ in calls]
    for _ in range(runs):
        for call, times in zip(calls, seconds, strict=True):
            start = perf_counter()
            call()
            times.append(perf_counter() - start)
    return [tuple(times) for times in seconds]


def timed(call: Callable[[], object]) -> float:
    """Return the seconds that a call takes."""
    return in_turn([call], 1)[0][0]


def written() -> int:
    """Return the bytes that this process has had written to the disk."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_oublock * 512


def resident() -> int:
    """Return the bytes of memory that this process has, mapped files among them; Linux only."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * resource.getpagesize()


def bytes_of(folder: Path) -> int:
    """Return the bytes of all files below a folder."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def machine() -> dict[str, Any]:
    """Tell what this is measured on."""
    processor = next(
        (
            line.partition(":")[2].strip()
            for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
            if line.startswith("model name")
        ),
        platform.processor(),
    )
    done = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True, check=False
    )
    return {
        "processor": processor,
        "cores": os.cpu_count(),
        "python": sys.version.split()[0],
        "system": platform.platform(),
        "revision": done.stdout.strip(),
        "load": load(),
    }

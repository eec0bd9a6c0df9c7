"""Kills processes at random moments, a few hundred times, and checks what is left each time.

    python -m tests.benchmarks.crash [--kills 250] [--seed 0]

Stops with an error at the first acknowledged change that isn't there, the first that is half
there, and the first difference between index and articles.
"""

import argparse
import tempfile
from collections import Counter
from pathlib import Path
from time import perf_counter

from index.config import LibrarySettings
from tests.robustness.killing import KINDS, Ledger

KILLS_PER_COLLECTION = 10


def main() -> None:
    """Kill, check, and print the sums."""
    parser = argparse.ArgumentParser(description="Kill processes that change a collection.")
    parser.add_argument("--kills", type=int, default=250)
    parser.add_argument("--seed", type=int, default=0)
    arguments = parser.parse_args()
    start = perf_counter()
    totals: Counter[str] = Counter()
    for first in range(0, arguments.kills, KILLS_PER_COLLECTION):
        ledger = _one_collection(first, arguments.kills, arguments.seed)
        totals["kills"] += ledger.kills
        totals["acknowledged changes, all there"] += len(ledger.rows)
        totals["changes stored but not acknowledged, all whole"] += ledger.unacknowledged_kept
        print(f"{totals['kills']:5} kills, {totals['acknowledged changes, all there']:6} changes")
    for name, number in totals.items():
        print(f"{name}: {number}")
    print(f"{perf_counter() - start:.0f} s")


def _one_collection(first: int, kills: int, seed: int) -> Ledger:
    """Let the kinds take turns on one collection, which grows from kill to kill."""
    ledger = Ledger()
    with tempfile.TemporaryDirectory() as folder:
        seeds = Path(folder, "seeds")
        seeds.mkdir()
        settings = LibrarySettings(data_dir=Path(folder, "data"), seeds_dir=seeds)
        for number in range(first, min(first + KILLS_PER_COLLECTION, kills)):
            ledger.kill_one(settings, KINDS[number % len(KINDS)], seed + number)
    return ledger


if __name__ == "__main__":
    main()

"""Cuts the power at random calls, a thousand times, and checks what is left each time.

    python -m tests.benchmarks.powercut --cuts 1000 --changes 12

Needs strace. `tests/robustness/kills/cuts.py` says what a cut may lose.
"""

import argparse
import shutil
import tempfile
from pathlib import Path
from random import Random

from tests.robustness.kills import cuts


def main() -> None:
    """Print each cut that lost something, and how many there were."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--cuts", type=int, default=1000)
    parser.add_argument("--changes", type=int, default=12)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    chance = Random(options.seed)
    with tempfile.TemporaryDirectory() as name:
        source = Path(name, "source")
        source.mkdir()
        operations = cuts.record(source, options.changes)
        bad = 0
        for number in range(1, options.cuts + 1):
            at = chance.randint(0, len(operations))
            target = Path(name, f"target-{number}")
            target.mkdir()
            found = cuts.problems(target, cuts.cut(operations, at, source, target, chance))
            # A thread of Tantivy's may still look there for what is new.
            shutil.rmtree(target, ignore_errors=True)
            if found:
                bad += 1
                print(f"after {at} calls: {'; '.join(found)}")
            if number % 50 == 0:
                print(f"{number:5} cuts, {bad} lost something", flush=True)
    print(f"{options.cuts} cuts in {len(operations)} calls: {bad} lost something")


if __name__ == "__main__":
    main()

"""Kills processes at random moments, a few hundred times, and checks what is left each time.

    python -m tests.benchmarks.crash [--kills 250] [--seed 0] [--restores 250] [--crowd 60]
        [--questions 10000]

Then processes are killed that restore a backup: the collection before is there, or the backup's.
Then two processes change one collection for some seconds, beside one that asks it, and many
questions ask for an article that was removed. Stops with an error at the first acknowledged
change that isn't there, or only half, at the first difference between index and articles, and at
the first wrong quote.
"""

import argparse
import tempfile
from collections import Counter
from contextlib import closing
from pathlib import Path
from random import Random
from shutil import copytree, rmtree
from time import perf_counter, sleep

from index.config import Settings
from index.corpus.changelog import Author
from index.corpus.corpus import FILE_NAME
from index.library import Library
from tests.models import BUILTIN
from tests.processes.forks import PROCESSES
from tests.robustness.kills import crowd, worker
from tests.robustness.kills.killing import KINDS, Ledger
from tests.robustness.kills.test_restore import log_of, restore
from tests.robustness.removal import assert_never_shown

KILLS_PER_COLLECTION = 10

LONGEST_RESTORE = 0.2
"""Seconds until who restores is killed, at most; undisturbed it takes half of that."""


def main() -> None:
    """Kill, check, and print the sums."""
    parser = argparse.ArgumentParser(description="Kill processes that change a collection.")
    parser.add_argument("--kills", type=int, default=250)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--restores", type=int, default=250)
    parser.add_argument("--crowd", type=float, default=60, metavar="SECONDS")
    parser.add_argument("--questions", type=int, default=10_000)
    arguments = parser.parse_args()
    start = perf_counter()
    totals: Counter[str] = Counter()
    for first in range(0, arguments.kills, KILLS_PER_COLLECTION):
        ledger = _one_collection(first, arguments.kills, arguments.seed)
        totals["kills"] += ledger.kills
        totals["of these after an acknowledgement"] += ledger.late_kills
        totals["acknowledged changes, all there"] += len(ledger.rows)
        totals["changes stored but not acknowledged, all whole"] += ledger.unacknowledged_kept
        done = totals["acknowledged changes, all there"]
        print(f"{totals['kills']:5} kills, {done:6} changes", flush=True)
    for name, number in totals.items():
        print(f"{name}: {number}")
    print(f"{perf_counter() - start:.0f} s")
    _restore(arguments.restores, arguments.seed)
    if arguments.crowd:
        _crowd(arguments.crowd)
    _ask_for_what_was_removed(arguments.questions)


def _restore(kills: int, seed: int) -> None:
    random = Random(seed)
    found: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as folder:
        settings, backup = _settings(folder), Path(folder, "backup.sqlite3")
        before, data = Path(folder, "before"), settings.data_dir
        with closing(Library.open(settings)) as library:
            for number in range(30):
                library.add(worker.draft(random), Author("benchmark"))
                if not number:
                    library.corpus.database.backup(backup)
            # The last change isn't in the file itself.
            copytree(data, before)
        for _ in range(kills):
            rmtree(data)
            copytree(before, data)
            process = PROCESSES.Process(target=restore, args=(settings, backup))
            process.start()
            sleep(random.uniform(0, LONGEST_RESTORE))
            process.kill()
            process.join()
            changes = len(log_of(data / FILE_NAME).split())
            assert changes in {1, 30}
            found["the backup is there" if changes == 1 else "the collection before is there"] += 1
            restore(settings, backup)
            assert log_of(data / FILE_NAME) == "add"
    for name, number in found.items():
        print(f"restoring killed, {name}: {number}")


def _ask_for_what_was_removed(count: int) -> None:
    random = Random(0)
    author = Author("benchmark")
    with (
        tempfile.TemporaryDirectory() as folder,
        closing(Library.open(_settings(folder))) as library,
    ):
        for _ in range(50):
            library.add(worker.draft(random), author)
        removed = library.catalogue.articles()[0]
        word = removed.title.capitalize()
        library.remove(removed.id, author)
        asked = assert_never_shown(library, removed.id, word, worker.WORDS, count)
    print(f"{asked} questions after a removal: nothing shown of the removed article")


def _crowd(seconds: float) -> None:
    with tempfile.TemporaryDirectory() as folder:
        settings = _settings(folder)
        done = crowd.run(settings, seconds)
        with closing(Library.open(settings)) as library:
            found = [(c.revision, c.operation, c.article_id) for c in library.corpus.changes()]
            assert found == done.rows
            assert library.indexer.verify() == []
    print(f"{seconds:.0f} s of two changing and one asking:")
    print(f"{len(done.rows)} changes, all there; {done.asked.questions} questions,")
    print(f"{done.asked.answered} answered, {done.asked.gone} versions gone, none of them quoted")


def _settings(folder: str) -> Settings:
    seeds = Path(folder, "seeds")
    seeds.mkdir()
    return Settings(data_dir=Path(folder, "data"), seeds_dir=seeds, embedder=BUILTIN)


def _one_collection(first: int, kills: int, seed: int) -> Ledger:
    """Let the kinds take turns on one collection, which grows from kill to kill."""
    ledger = Ledger()
    with tempfile.TemporaryDirectory() as folder:
        settings = _settings(folder)
        for number in range(first, min(first + KILLS_PER_COLLECTION, kills)):
            ledger.kill_one(settings, KINDS[number % len(KINDS)], seed + number)
    return ledger


if __name__ == "__main__":
    main()

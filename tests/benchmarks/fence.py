"""Measures what the fence costs: the same documents read within it and without it.

    python -m tests.benchmarks.fence

Both are warm. Without the fence is the pure reading that a child does (`read_document`); within it
come the way there and back, and the check of what comes back. The aim for an article of 20 kB is
30 ms at most. Further lines tell how long a child takes to start, and to have imported everything,
and how long a text of many sentences takes to be taken over.
"""

import argparse
import os
import statistics
import time
from collections.abc import Callable

from index.articles.documents import Document, import_readers, read_document
from index.articles.fence.pool import Pool
from index.articles.fence.protocol import Task
from index.articles.metadata import NOTHING_KNOWN
from index.config import IngestSettings

AIM = 30.0
"""Milliseconds."""
SETTINGS = IngestSettings()
SENTENCE = "Im Jahr {number} wurde der Turm neben der Brücke gebaut, und zwar aus Stein."


def text(size: int) -> str:
    """Return a text of some `size` bytes, in paragraphs of five sentences."""
    sentences = [SENTENCE.format(number=1000 + n) for n in range(size // len(SENTENCE))]
    parts = [" ".join(sentences[start : start + 5]) for start in range(0, len(sentences), 5)]
    return "\n\n".join(parts)


def page(size: int) -> str:
    """Return the same as a web page."""
    body = "".join(f"<p>{part}</p>" for part in text(size).split("\n\n"))
    return f"<!doctype html><html><body><article><h1>Türme</h1>{body}</article></body></html>"


def milliseconds(work: Callable[[], object], times: int) -> float:
    """Return the median of how long `work` takes."""
    taken = []
    for _ in range(times):
        began = time.perf_counter()
        work()
        taken.append(1000 * (time.perf_counter() - began))
    return statistics.median(taken)


def compare(pool: Pool, name: str, content: str, times: int) -> None:
    """Print what reading a document takes within the fence and without."""
    raw = content.encode()
    document = Document(raw, name)
    task = Task(document, NOTHING_KNOWN, SETTINGS)
    assert pool.read(task) == read_document(document, NOTHING_KNOWN, SETTINGS)
    without = milliseconds(lambda: read_document(document, NOTHING_KNOWN, SETTINGS), times)
    within = milliseconds(lambda: pool.read(task), times)
    size = f"{len(raw) / 1000:,.0f} kB"
    cost = within - without
    print(f"{name:<8} {size:>10}  {without:9.1f} {within:9.1f} {cost:9.1f}")


def run(times: int) -> None:
    """Print all lines."""
    began = time.perf_counter()
    pool = Pool(children=1)
    pool.limits_memory(SETTINGS.reading_megabytes)
    started = time.perf_counter()
    pool.warm(SETTINGS.reading_megabytes)
    warm = time.perf_counter()
    print(f"a child starts in {started - began:.2f} s, and imports in {warm - started:.2f} s")
    import_readers()
    print(f"{'milliseconds':<20} {'without':>9} {'within':>9} {'cost':>9}")
    compare(pool, "a.txt", text(20_000), times)
    compare(pool, "a.md", text(20_000), times)
    compare(pool, "a.html", page(20_000), times)
    compare(pool, "b.txt", text(1_000_000), max(1, times // 20))
    compare(pool, "c.txt", text(20_000_000), 1)
    print(f"aim: at most {AIM:.0f} ms for 20 kB")
    pool.close()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=100)
    options = parser.parse_args()
    print("load of the machine:", *(f"{load:.2f}" for load in os.getloadavg()))
    run(options.times)

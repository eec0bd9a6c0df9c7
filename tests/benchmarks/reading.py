"""Measures how long documents take to be read and divided, beside another version of the program.

    python -m tests.benchmarks.reading [--before FOLDER] [--documents FOLDER] [--runs 7]

`--before` is a checkout of the other version (`git worktree add FOLDER REVISION`). Each run is a
process of its own that reads each document three times, after once to warm up, and tells the
quickest; runs of both versions alternate, and the medians of their ratios are told. The fence isn't
measured here (`tests.benchmarks.fence`).
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from statistics import median
from textwrap import wrap

from tests.benchmarks.fence import page, text
from tests.index.articles.formats.pdf.drawn import Text, drawn, lines

ROOT = Path(__file__).resolve().parents[2]
SIZE = 100_000
"""Bytes of a document that is made up, more or less."""
PAGE_LINES = 50
COLUMN, WIDTH = 75, 55
"""Lines of a column of small type, and characters of each."""
CODE = """
import json, sys, time
from pathlib import Path
from index.articles.metadata import Metadata
from index.config import IngestSettings
from index.errors import ArticleError
try:
    from index.articles.documents import Document, read_document
    from index.units.segmentation import segment
except ImportError:  # before the house had rooms
    from index.articles.reading import _Document as Document, _read as read_document
    from index.sentences import segment

def read(path, raw):
    try:
        draft = read_document(Document(raw, path.name, None), Metadata(), IngestSettings()).draft
    except ArticleError:
        return
    if getattr(draft, "spans", None) is None:
        segment(draft.text, draft.language)

found = {}
for path in sorted(Path(sys.argv[1]).iterdir()):
    raw, times = path.read_bytes(), []
    for _ in range(4):
        begin = time.process_time()
        read(path, raw)
        times.append(time.process_time() - begin)
    found[path.name] = min(times[1:])
print(json.dumps(found))
"""
"""What each process runs: it has to work with earlier versions."""


def main() -> None:
    """Time both versions, and print what each kind of document takes."""
    parser = argparse.ArgumentParser(description="Time reading and dividing.")
    parser.add_argument("--before", type=Path, help="a checkout of another version")
    parser.add_argument(
        "--documents", type=Path, help="a folder of documents, besides invented ones"
    )
    parser.add_argument("--runs", type=int, default=7)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for document, raw in documents(arguments.documents):
            (folder / document).write_bytes(raw)
        now: list[Mapping[str, float]] = []
        before: list[Mapping[str, float]] = []
        for _ in range(arguments.runs):
            now.append(timed(ROOT, folder))
            if arguments.before:
                before.append(timed(arguments.before.resolve(), folder))
    report(now, before)


def documents(folder: Path | None) -> Iterator[tuple[str, bytes]]:
    """Give documents with their names: a text in paragraphs and in short lines, and the like."""
    prose = text(SIZE)
    yield "prose.txt", prose.encode()
    yield "lines.txt", prose.replace(", ", ",\n").encode()
    yield "prose.md", f"# Türme\n\n{prose}".encode()
    yield "page.html", page(SIZE).encode()
    split = prose.replace("\n\n", " ").split(". ")
    pages = [split[start : start + PAGE_LINES] for start in range(0, len(split), PAGE_LINES)]
    yield "pages.pdf", drawn(*(lines(60, 780, each) for each in pages))
    small = wrap(prose.replace("\n\n", " "), WIDTH)
    columns = [small[start : start + COLUMN] for start in range(0, len(small), COLUMN)]
    pairs = (columns[start : start + 2] for start in range(0, len(columns), 2))
    yield "dense.pdf", drawn(*(_beside(*pair) for pair in pairs))
    for path in sorted(folder.iterdir()) if folder else ():
        if path.is_file():
            yield path.name, path.read_bytes()


def _beside(left: Sequence[str], right: Sequence[str] = ()) -> list[Text]:
    """Draw two columns in small type."""
    return lines(40, 800, left, 8, 10) + lines(310, 800, right, 8, 10)


def timed(checkout: Path, folder: Path) -> dict[str, float]:
    """Return the seconds that each document takes a process of a version."""
    environment = os.environ | {"PYTHONPATH": str(checkout)}
    command = [sys.executable, "-c", CODE, str(folder)]
    made = subprocess.run(
        command, cwd=checkout, env=environment, capture_output=True, text=True, check=True
    )
    found: dict[str, float] = json.loads(made.stdout)
    return found


def report(now: Sequence[Mapping[str, float]], before: Sequence[Mapping[str, float]]) -> None:
    """Print the medians, and those of the ratios of runs that came one after the other."""
    print(f"{'document':40} {'now, ms':>9} {'before':>9} {'ratio':>6}")
    for name in now[0]:
        line = f"{name[:40]:40} {1000 * median(run[name] for run in now):9.1f}"
        if before:
            ratio = median(a[name] / b[name] for a, b in zip(now, before, strict=True))
            line += f" {1000 * median(run[name] for run in before):9.1f} {ratio:6.2f}"
        print(line)


if __name__ == "__main__":
    main()

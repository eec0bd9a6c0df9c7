"""What growth takes: bytes and milliseconds of collections of several sizes, and a table from them.

    python -m tests.benchmarks.sizing [--sentences 2000 8000 32000]

Articles are made of the words of the German seed, of 20 sentences each; the model is the built-in
one. Measured are the bytes of the corpus, the terms and the vectors, the seconds of a core to
index, and the milliseconds of a core that a question takes, median of 100. A line through the
measured sizes is drawn on to larger ones for what grows with the number of sentences: bytes, and
seconds to index. Milliseconds are told for what was measured, and for nothing else.
"""

import argparse
import statistics
import tempfile
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from random import Random
from time import process_time

import numpy as np

from index.config import SEEDS, Settings
from index.corpus.changelog import Author
from index.library import Library
from index.models import Draft
from index.scopes import SHARED
from tests.models import BUILTIN

SENTENCES = 20
"""Of an article."""

QUESTIONS = 100
DRAWN_TO = (10**6, 10**7, 10**8, 10**9)


@dataclass(frozen=True)
class Size:
    """What a collection of so many sentences takes."""

    sentences: int
    corpus: float
    terms: float
    vectors: float
    seconds: float
    milliseconds: float


def main() -> None:
    """Measure each size, and draw on."""
    parser = argparse.ArgumentParser(description="Measure what growth takes.")
    parser.add_argument("--sentences", type=int, nargs="+", default=[2000, 8000, 32_000])
    sizes = [measure(wanted) for wanted in parser.parse_args().sentences]
    print("| sentences | corpus | terms | vectors | a core indexes | a question (median) |")
    print("|---|---|---|---|---|---|")
    for size in sizes:
        print(_row(size, f"{size.milliseconds:.0f} ms"))
    for wanted in DRAWN_TO:
        print(_row(drawn_on(sizes, wanted), "not measured"))


def measure(wanted: int) -> Size:
    """Fill a collection with so many sentences, and ask it."""
    random = Random(wanted)
    words = [word for path in sorted(SEEDS.iterdir()) for word in path.read_text("utf-8").split()]
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(data_dir=Path(folder), seeds_dir=None, embedder=BUILTIN)
        with closing(Library.open(settings)) as library:
            with library.corpus.write() as log:
                for number in range(wanted // SENTENCES):
                    draft = Draft(_text(words, random), f"Artikel {number}", "de")
                    log.add(draft, Author("benchmark"), scope=SHARED)
            began = process_time()
            library.rebuild()
            seconds = process_time() - began
            took = []
            for _ in range(QUESTIONS):
                question = f"Wann wurde {' '.join(random.sample(words, 4))}?"
                began = process_time()
                library.ask(question)
                took.append(process_time() - began)
            sentences = library.status().sentences
        index = Path(folder, "index")
        return Size(
            sentences,
            _bytes(list(Path(folder).glob("corpus.sqlite3*"))),
            _bytes(list(index.glob("generation-*/terms/*"))),
            _bytes(list(index.glob("generation-*/vectors/*"))),
            seconds,
            1000 * statistics.median(took),
        )


def drawn_on(sizes: Sequence[Size], wanted: int) -> Size:
    """Draw a line through what was measured, by least squares, as far as `wanted` sentences."""
    at = np.array([size.sentences for size in sizes], dtype=np.float64)

    def line(values: Sequence[float]) -> float:
        slope, offset = np.polyfit(at, np.array(values), 1)
        return float(slope * wanted + offset)

    return Size(
        wanted,
        line([size.corpus for size in sizes]),
        line([size.terms for size in sizes]),
        line([size.vectors for size in sizes]),
        line([size.seconds for size in sizes]),
        float("nan"),
    )


def _text(words: Sequence[str], random: Random) -> str:
    cleaned = [word.strip('.,;:!?()"„“') or "und" for word in words]
    sentences = [
        f"{' '.join(random.sample(cleaned, random.randint(8, 20))).capitalize()}."
        for _ in range(SENTENCES)
    ]
    return "\n\n".join(" ".join(sentences[at : at + 5]) for at in range(0, SENTENCES, 5))


def _bytes(paths: Sequence[Path]) -> float:
    return float(sum(path.stat().st_size for path in paths if path.is_file()))


def _row(size: Size, asked: str) -> str:
    sizes = (f"{_shown(of)}" for of in (size.corpus, size.terms, size.vectors))
    return f"| {size.sentences:,} | {' | '.join(sizes)} | {_time(size.seconds)} | {asked} |"


def _shown(size: float) -> str:
    for unit in ("B", "kB", "MB", "GB", "TB"):
        if size < 1000 or unit == "TB":
            break
        size /= 1000
    return f"{size:.3g} {unit}"


def _time(seconds: float) -> str:
    if seconds < 120:
        return f"{seconds:.0f} s"
    return f"{seconds / 60:.0f} min" if seconds < 7200 else f"{seconds / 3600:.3g} h"


if __name__ == "__main__":
    main()

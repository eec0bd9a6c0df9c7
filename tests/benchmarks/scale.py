"""Measures a change to a large collection: what it takes must not depend on what is there.

    python -m tests.benchmarks.scale [--sentences 100000] [--adds 50]

The texts are random words of a German article's length distribution; answers aren't judged here.
"""

import argparse
import resource
import tempfile
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from random import Random
from time import perf_counter

from index.asking.helpers.models import Models
from index.config import Settings
from index.corpus.changelog import Author
from index.corpus.corpus import Corpus
from index.embedders import Vectors
from index.embedders.builtin import BuiltinEmbedder
from index.library import Library
from index.models import Draft
from index.review.prediction import SavedQuestion
from index.review.proposal import Proposal
from index.review.review import Review
from index.scopes import SHARED
from tests.models import BUILTIN

AUTHOR = Author("benchmark")
SENTENCES = 30
PER_PARAGRAPH = 5
QUESTIONS = 50


class Counted(BuiltinEmbedder):
    """Counts the texts that it embeds."""

    texts = 0
    quick = False

    def embed_documents(self, texts: Sequence[str]) -> Vectors:
        """Count, then embed."""
        Counted.texts += len(texts)
        return super().embed_documents(texts)


def main() -> None:
    """Build, then measure opening, adding, and adding with one process a change."""
    parser = argparse.ArgumentParser(description="Measure changes to a large collection.")
    parser.add_argument("--sentences", type=int, default=100_000)
    parser.add_argument("--adds", type=int, default=50)
    arguments = parser.parse_args()
    random = Random(0)
    with tempfile.TemporaryDirectory() as folder:
        seeds = Path(folder, "seeds")
        seeds.mkdir()
        settings = Settings(data_dir=Path(folder, "data"), seeds_dir=seeds, embedder=BUILTIN)
        _fill(settings, arguments.sentences // SENTENCES, random)
        with _timed("open and index it all"):
            _open(settings).close()
        with _timed("open it again"):
            library = _open(settings)
        with closing(library):
            _add(library, settings, random)
            _add(library, settings, random)
            _predict(library, random)
            with _timed("verify"):
                assert library.indexer.verify() == []
        with _timed(f"{arguments.adds} times: open, add one article, close"):
            for _ in range(arguments.adds):
                with closing(_open(settings)) as library:
                    library.add(_draft(random), AUTHOR)
        with _timed("open it after that"):
            library = _open(settings)
        with closing(library), _timed("rebuild"):
            before = Counted.texts
            library.rebuild()
            print(f"{'':40}{Counted.texts - before:10} texts embedded")


def _open(settings: Settings) -> Library:
    library = Library(settings, models=Models(Counted()))
    library.start()
    return library


def _fill(settings: Settings, articles: int, random: Random) -> None:
    settings.data_dir.mkdir()
    with (
        _timed(f"store {articles} articles"),
        closing(Corpus.open(settings.data_dir)) as corpus,
        corpus.write() as log,
    ):
        for _ in range(articles):
            log.add(_draft(random), AUTHOR, scope=SHARED)


def _draft(random: Random) -> Draft:
    words = ["".join(random.choices("aeinrstdhulcgmobwfkzpv", k=random.randint(3, 12)))]
    words += [_word(random) for _ in range(200)]
    sentences = [
        " ".join(random.choices(words, k=random.randint(6, 25))).capitalize() + "."
        for _ in range(SENTENCES)
    ]
    paragraphs = [
        " ".join(sentences[start : start + PER_PARAGRAPH])
        for start in range(0, SENTENCES, PER_PARAGRAPH)
    ]
    return Draft(text="\n\n".join(paragraphs), title=words[0], language="de")


def _word(random: Random) -> str:
    # Few words are frequent, many rare.
    number = int(random.paretovariate(0.7)) % 60_000
    return "".join(Random(number).choices("aeinrstdhulcgmobwfkzpv", k=3 + number % 9))


def _add(library: Library, settings: Settings, random: Random) -> None:
    draft = _draft(random)
    texts, written = Counted.texts, _written()
    with _timed("add one article"):
        library.add(draft, AUTHOR)
    print(f"{'':40}{Counted.texts - texts:10} texts embedded")
    print(f"{'':40}{(_written() - written) / 1e6:10.2f} MB written")
    size = sum(path.stat().st_size for path in settings.data_dir.rglob("*") if path.is_file())
    print(f"{'':40}{size / 1e6:10.0f} MB in all")


def _predict(library: Library, random: Random) -> None:
    texts = [_draft(random).text.split()[:8] for _ in range(QUESTIONS)]
    questions = [SavedQuestion(text, text) for text in (" ".join(words) + "?" for words in texts)]
    draft = _draft(random)
    with _timed(f"predict what one does to {QUESTIONS} questions"):
        found = Review(library).predict(Proposal(draft, SHARED), questions)
    print(f"{'':40}{found.asked:10} questions asked")


def _written() -> int:
    """Return how many bytes this process has written so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_oublock * 512


class _timed:  # noqa: N801 - reads as a word
    def __init__(self, what: str) -> None:
        self._what = what

    def __enter__(self) -> None:
        self._start = perf_counter()

    def __exit__(self, *_: object) -> None:
        print(f"{self._what:40}{perf_counter() - self._start:10.3f} s", flush=True)


if __name__ == "__main__":
    main()

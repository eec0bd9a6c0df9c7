"""A collection of a size, stored and indexed once, that all its rows are measured on."""

from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from bot.memory.forgetting import Forgetting
from index.articles.drafting import make_draft
from index.articles.formats import text
from index.articles.metadata import Metadata
from index.config import SEEDS, EmbedderSettings, Settings
from index.corpus.changelog import Author
from index.corpus.corpus import Corpus
from index.embedders import Embedder, create_embedder
from index.evaluation.questions import read_question_set
from index.library import Library
from index.models import Draft
from index.scopes import SHARED
from tests.benchmarks.speed.articles import Invention
from tests.benchmarks.speed.bare import Bare
from tests.benchmarks.speed.measuring import timed

AUTHOR = Author("benchmark")
OWN = 27
"""Sentences of the article that comes along; a collection of that size is that article."""
ASKED = 100

INVENTION = Invention()


@dataclass(frozen=True)
class Collection:
    """Where it lies, what is in it, and how long it took to be stored and indexed, in seconds."""

    size: int
    settings: Settings
    stored: float
    indexed: float

    @property
    def sentences(self) -> int:
        """How many sentences there really are."""
        return len(self.bare.sentences)

    @cached_property
    def questions(self) -> list[str]:
        """Questions in its words."""
        if self.size == OWN:
            return [q.text for q in read_question_set(SEEDS / "questions.jsonl").questions]
        return INVENTION.questions(ASKED, self.size)

    @cached_property
    def embedder(self) -> Embedder:
        """The model it was indexed with, once more."""
        return create_embedder(self.settings.embedder)

    @cached_property
    def bare(self) -> Bare:
        """The same sentences in bare libraries."""
        return Bare(articles_of(self.size), self.embedder)

    @contextmanager
    def opened(self) -> Iterator[Library]:
        """Open it as `belegbot` does."""
        with closing(Library.open(self.settings, participants=(Forgetting(),))) as library:
            yield library

    def another(self, number: int) -> Draft:
        """Return an article that isn't in it."""
        return INVENTION.article(self.size + number)


def articles_of(size: int) -> Iterator[Draft]:
    """Give the articles of a collection."""
    if size == OWN:
        path = SEEDS / "000_02adc48ef0db0a26.txt"
        content = text.read(path.read_text(encoding="utf-8"), source=path.name)
        return iter([make_draft(content, Metadata(), source=path.name)])
    return INVENTION.articles(size)


def build(folder: Path, size: int, embedder: EmbedderSettings) -> Collection:
    """Store and index a collection, or take the one that lies there."""
    settings = Settings(data_dir=folder / str(size), seeds_dir=None, embedder=embedder)
    there = settings.data_dir.exists()
    if there:
        return Collection(size, settings, 0.0, 0.0)
    drafts = list(articles_of(size))
    with closing(Library(settings, participants=(Forgetting(),))) as library:
        stored = timed(lambda: _store(library.corpus, drafts))
        return Collection(size, settings, stored, timed(library.start))


def _store(corpus: Corpus, drafts: Sequence[Draft]) -> None:
    with corpus.write() as log:
        for draft in drafts:
            log.add(draft, AUTHOR, scope=SHARED)

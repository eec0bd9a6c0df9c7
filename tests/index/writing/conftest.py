"""A library whose answers a scripted server may put in other words."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path

import pytest

from index.config import Settings, WriterSettings
from index.corpus.changelog import Author
from index.library import Library
from index.models import Article, Draft, Sentence, Span
from index.scopes import SHARED
from index.writing.checking.reading import Shown
from tests.completions import Completions, completions
from tests.models import BUILTIN

ADA = Author("operator:ada")

POOL = (
    "Das Freibad öffnet von Mai bis September täglich von 9 bis 20 Uhr. Montags ist es "
    "geschlossen. Erwachsene zahlen 5 Euro, Kinder 3 Euro."
)


@pytest.fixture
def server() -> Iterator[Completions]:
    """A server that runs a language model."""
    with completions() as server:
        yield server


@pytest.fixture
def make_library(
    tmp_path: Path, seeds: Path, server: Completions
) -> Iterator[Callable[..., Library]]:
    """Open a library with drafts and a writer, whose settings can be told."""
    with ExitStack() as stack:

        def make(*drafts: Draft, **writer: object) -> Library:
            given = {"base_url": server.base_url, "model": "tiny", **writer}
            settings = Settings(
                data_dir=tmp_path / "data",
                seeds_dir=seeds,
                embedder=BUILTIN,
                writer=WriterSettings.model_validate(given),
            )
            library = stack.enter_context(Library.open(settings))
            for draft in drafts or (Draft(POOL, "Freibad", "de"),):
                library.add(draft, ADA)
            return library

        yield make


def shown_of(language: str, title: str, sentences: Sequence[str]) -> list[Shown]:
    """Return sentences of one article as a model is shown them."""
    text = " ".join(sentences)
    article = Article("a", SHARED, 1, title, language, None, None, None, text, ())
    found, start = [], 0
    for number, sentence in enumerate(sentences, 1):
        span = Span(1, number, start, start + len(sentence))
        found.append(Shown(number, Sentence(number, article, span), 1))
        start += len(sentence) + 1
    return found

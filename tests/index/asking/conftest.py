"""An asker of its own corpus, with whatever models it is to have."""

from collections.abc import Callable
from pathlib import Path

import pytest

from index.asking.asker import Asker
from index.asking.helpers.models import Models
from index.config import SearchSettings
from index.corpus.changelog import Author
from index.corpus.corpus import Corpus
from index.embedders.builtin import BuiltinEmbedder
from index.indexing.backends.embedded import EmbeddedFactory
from index.indexing.generations import Generations
from index.indexing.indexer import Indexer
from index.models import Draft
from index.scopes import SHARED

ADA = Author("operator:ada")


@pytest.fixture
def make_asker(corpus: Corpus, tmp_path: Path) -> Callable[..., Asker]:
    """Add the drafts and make an asker of them."""

    def make(
        *drafts: Draft, models: Models | None = None, settings: SearchSettings | None = None
    ) -> Asker:
        with corpus.write() as log:
            for draft in drafts:
                log.add(draft, ADA, scope=SHARED)
        models = models or Models(BuiltinEmbedder())
        generations = Generations(tmp_path / "data" / "index")
        indexer = Indexer(corpus, models.embedder, generations, EmbeddedFactory())
        indexer.catch_up()
        return Asker(corpus, indexer, models, settings or SearchSettings())

    return make

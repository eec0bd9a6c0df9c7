"""The library's answers as they would be with a draft in force.

It costs little: of the corpus nothing is copied, and an index's files, which never change once they
are written, are shared.
"""

import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from index.asking.asker import Asker
from index.corpus.corpus import Corpus
from index.indexing.generations import Generations
from index.indexing.indexer import Indexer
from index.library import Library
from index.review.overlay import Overlay
from index.review.proposal import Proposal
from index.scopes import Scope

PREFIX = "preview-"
LEFTOVER = 3600.0
"""Seconds after which a copy's folder belongs to a process that was killed."""


@contextmanager
def changed(library: Library, proposal: Proposal) -> Iterator[Asker]:
    """Give who answers as if a draft were in force.

    Raises:
        SearchIndexError, OSError: it couldn't be indexed, for want of space, say.
    """
    corpus, draft, article_id = library.corpus, proposal.draft, proposal.article_id
    overlay = Overlay(corpus, draft, lies_in(corpus, proposal), article_id)
    with _scratch(library.index_folder) as folder:
        library.generations.copy_to(folder)
        models = library.models
        indexer = Indexer(overlay, models.embedder, Generations(folder), library.backends.aside())
        indexer.catch_up()
        yield Asker(overlay, indexer, models, library.settings.search, own=library.own_weights())


def lies_in(corpus: Corpus, proposal: Proposal) -> Scope:
    """Return where a draft lies once it is in force: where the article does that it replaces."""
    article_id = proposal.article_id
    return proposal.scope if article_id is None else corpus.article(article_id).scope


@contextmanager
def _scratch(folder: Path) -> Iterator[Path]:
    """Give an empty folder for a copy, and delete it, and what killed processes left."""
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob(f"{PREFIX}*"):
        if time.time() - old.stat().st_mtime > LEFTOVER:
            shutil.rmtree(old, ignore_errors=True)
    with TemporaryDirectory(prefix=PREFIX, dir=folder, ignore_cleanup_errors=True) as name:
        yield Path(name)

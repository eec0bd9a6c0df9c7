"""The index of a collection that was moved, made where it is to be.

With the model of the index that it had; what that has embedded, and kept, isn't embedded again.
What was interrupted goes on where it was: an engine says how far it is.
"""

import shutil

from index.config import EmbedderSettings
from index.corpus.corpus import Corpus
from index.corpus.errors import MovedUnlikeError
from index.embedders import create_embedder
from index.indexing.backends.backend import BackendFactory
from index.indexing.generations import VECTORS, Generations
from index.indexing.indexer import Indexer
from index.indexing.model.choice import recipe_of
from index.indexing.progress import Progress, silent


def index_moved(  # noqa: PLR0913 - where from, where to
    corpus: Corpus,
    before: Generations,
    after: Generations,
    backends: BackendFactory,
    settings: EmbedderSettings,
    *,
    progress: Progress = silent,
) -> None:
    """Index a collection in `after`, as it was in `before`, and compare all with the articles.

    Nothing in `before` is changed. Where that has no index, `settings` say with which model.

    Raises:
        SearchIndexError: the engine is away, or the model isn't here.
        MovedUnlikeError: what is there isn't what the articles are.
    """
    after.folder.mkdir(parents=True, exist_ok=True)
    for file in before.folder.glob(f"{VECTORS}*"):
        if not (after.folder / file.name).exists():
            shutil.copyfile(file, after.folder / file.name)
    recipe = recipe_of(before)
    embedder = create_embedder(settings if recipe is None else recipe.settings(settings))
    indexer = Indexer(corpus, embedder, after, backends)
    indexer.catch_up(progress)
    if indexer.problem is not None:
        raise indexer.problem
    if indexer.verify():
        raise MovedUnlikeError(place=str(after.folder), table="vectors")

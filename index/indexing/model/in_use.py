"""The model that an index is asked with, and the index of it: they change together.

Another process may build the index with another model, and one that was missing may be back.
"""

import logging
from collections.abc import Callable
from contextlib import suppress
from threading import Lock

from index.config import EmbedderSettings
from index.corpus.corpus import Corpus
from index.embedders import Embedder, create_embedder
from index.embedders.errors import (
    BuiltinRenewedError,
    EmbedderUnavailableError,
    PackageMissingError,
)
from index.errors import SearchIndexError
from index.indexing.backends.backend import BackendFactory
from index.indexing.errors import EmbedderMismatchError
from index.indexing.generations import Generations
from index.indexing.indexer import Indexer
from index.indexing.model.choice import (
    Choice,
    choose,
    disagreement,
    in_use,
    is_absent,
    recipe_of,
    to_rebuild_with,
    without,
)
from index.indexing.opening import is_copy
from index.indexing.progress import Progress, silent

log = logging.getLogger(__name__)


class ModelInUse:
    """An index with its model, which it follows unless one is handed in. Thread-safe.

    `embedder` is the model, `problem` what is wrong with it, `indexer` the index; all three are
    replaced when the model changes, and `changed` is called then. The new index is made ready
    beside the one that answers till then.
    """

    def __init__(  # noqa: PLR0913 - what an index is made of
        self,
        settings: EmbedderSettings,
        corpus: Corpus,
        generations: Generations,
        backends: BackendFactory,
        *,
        embedder: Embedder | None,
        changed: Callable[[], None],
    ) -> None:
        self._settings = settings
        self._corpus = corpus
        self.generations = generations
        self._backends = backends
        self._follows = embedder is None
        self._changed = changed
        self._lock = Lock()
        self._renewed = self._unloadable = False
        chosen = self._chosen() if embedder is None else Choice(embedder)
        self.embedder, self.problem = chosen.embedder, chosen.problem
        self.indexer = self._indexer(chosen.embedder)

    def catch_up(self, progress: Progress = silent) -> None:
        """Let the index follow the log, with the model that it has on the disk."""
        if self._follows and is_absent(self.embedder) and not self._unloadable:
            chosen = self._chosen()
            if not is_absent(chosen.embedder):
                self._follow(chosen, progress)
                return
        try:
            self.indexer.catch_up(progress)
        except EmbedderMismatchError:
            if not self._follows:
                raise
            self._follow(self._chosen(), progress)
        except (EmbedderUnavailableError, PackageMissingError) as error:
            generation = in_use(self.generations)
            if not self._follows or generation is None:
                raise
            self._unloadable = True
            self._follow(without(generation, error), progress)

    def to_rebuild_with(self, settings: EmbedderSettings | None = None) -> Embedder:
        """Return the model that a rebuild takes, by these settings or those of the library.

        Raises:
            SearchIndexError: there is no such model here.
        """
        if not self._follows:
            return self.embedder
        wanted = settings or self._settings
        return to_rebuild_with(wanted, self.embedder, in_use(self.generations))

    def seconds_to_embed(self, embedder: Embedder) -> float:
        """Estimate how long a rebuild with a model embeds; loads the model."""
        return self._indexer(embedder).seconds_to_embed()

    def rebuild(self, progress: Progress, embedder: Embedder | None = None) -> None:
        """Build the index anew beside the one in use, with this model from then on."""
        embedder = embedder or self.to_rebuild_with()
        if embedder is self.embedder:
            self.indexer.rebuild(progress)
            return
        indexer = self._indexer(embedder)
        indexer.rebuild(progress)
        with self._lock:
            self._take(Choice(embedder, disagreement(self._settings, embedder)), indexer)

    def renew(self, progress: Progress) -> bool:
        """Build the index anew if another version of the built-in model made it: see `Library`."""
        if self._renewed or not isinstance(self.problem, BuiltinRenewedError):
            return False
        log.info("The index was made with another built-in model; it is built anew")
        older = self.embedder
        self.rebuild(progress, create_embedder(older.recipe.settings(self._settings)))
        self._renewed = True
        with suppress(SearchIndexError):
            self.indexer.forget_model(older.fingerprint)
        return True

    def move(self, generations: Generations) -> None:
        """Go on with the same model and the index of another place."""
        self.generations = generations
        self._take(Choice(self.embedder, self.problem), self._indexer(self.embedder))

    def _chosen(self) -> Choice:
        """Return the model of the index as it stands on the disk."""
        return choose(
            self._settings,
            in_use(self.generations),
            lambda generation: is_copy(generation, self.generations, self._corpus),
            recipe_of(self.generations) or self._backends.recipe(self._corpus.id()),
        )

    def _follow(self, chosen: Choice, progress: Progress) -> None:
        with self._lock:
            indexer = self._indexer(chosen.embedder)
            indexer.catch_up(progress)
            self._take(chosen, indexer)
        log.info("The index's model is %s now", chosen.embedder.name)

    def _indexer(self, embedder: Embedder) -> Indexer:
        return Indexer(self._corpus, embedder, self.generations, self._backends)

    def _take(self, chosen: Choice, indexer: Indexer) -> None:
        self.embedder, self.problem, self.indexer = chosen.embedder, chosen.problem, indexer
        self._changed()

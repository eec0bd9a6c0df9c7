"""Generations of the index with their backends: the one in use, and new ones."""

import logging
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from index.corpus.corpus import Corpus
from index.embedders import AbsentEmbedder, Embedder
from index.indexing.backends.backend import Backend, BackendFactory
from index.indexing.backends.protocol import DamagedError
from index.indexing.errors import (
    EmbedderMismatchError,
    EmbedderVersionMismatchError,
    IndexBusyError,
)
from index.indexing.generations import FOLLOWED, Generation, Generations
from index.language.terms import ANALYSIS

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class OpenGeneration:
    """A generation with its backend; replaced as a whole."""

    generation: Generation
    backend: Backend


class Opener:
    """Opens generations in the kind of backend that it is given.

    Of one whose model is absent only the terms are opened: they follow the log, and once the model
    is back the vectors go on from where they were.
    """

    def __init__(
        self, corpus: Corpus, embedder: Embedder, generations: Generations, backends: BackendFactory
    ) -> None:
        self._corpus = corpus
        self._embedder = embedder
        self._generations = generations
        self._backends = backends

    @property
    def shares(self) -> bool:
        """Whether machines share something of a generation."""
        return self._backends.shares

    def current(self, known: OpenGeneration | None) -> OpenGeneration:
        """Open the generation in use, unless it is `known`; the first one is made.

        Raises:
            EmbedderMismatchError: it holds another model's vectors.
            DamagedError: it has followed another log than the corpus's, or its terms were made in
                another way; so has what it shares with other machines, unless that is said.
        """
        generation = self._generations.current() or self._first()
        if known is not None and known.generation == generation:
            return known
        # One of an older version is built anew, also if its model was an older one of that name.
        if generation.manifest.embedder != self._embedder.name:
            require_match(generation, self._embedder)
        if not is_copy(generation, self._generations, self._corpus):
            log.info("%s isn't what the articles are; it is built anew", generation.folder)
            shared = generation.manifest.analysis == ANALYSIS
            raise DamagedError(generation.folder / FOLLOWED, shared=shared)
        require_match(generation, self._embedder)
        return self._open(generation, self._backends.open)

    def new(self, *, anew: bool = True) -> OpenGeneration:
        """Make an empty generation that nothing points to yet.

        What the log says now is read after this; nothing purged until now is ever in it. What
        machines share is begun `anew`, too, or stays.

        Raises:
            SearchIndexError: the engine that machines share is away, so it can't be begun.
        """
        generation = self._create()
        try:
            return self._open(generation, self._backends.begin if anew else self._backends.open)
        except BaseException:
            self._generations.discard(generation)
            raise

    def _first(self) -> Generation:
        with self._generations.lock("update"):
            generation = self._generations.current()
            if generation is None:
                generation = self._create()
                self._generations.use(generation)
        # What nobody can read any more, unless another process is just building an index.
        with suppress(IndexBusyError), self._generations.lock("rebuild", timeout=0):
            self._generations.tidy()
        return generation

    def _create(self) -> Generation:
        corpus = self._corpus
        return self._generations.create(
            self._embedder, corpus.id(), corpus.division(), corpus.position()
        )

    def require_followed(self, index: OpenGeneration) -> None:
        """Refuse what machines share, if it isn't of this corpus's log; raises `DamagedError`."""
        followed = index.backend.followed
        if followed is not None and not self._corpus.holds(followed):
            log.info("What machines share isn't what the articles are; it is built anew")
            raise DamagedError(index.generation.folder / FOLLOWED, shared=True)

    def _open(
        self, generation: Generation, opened: Callable[[Path, int], Backend]
    ) -> OpenGeneration:
        manifest = generation.manifest
        backend = opened(generation.folder, manifest.dimension)
        if isinstance(self._embedder, AbsentEmbedder):
            if backend.terms is None:
                raise self._embedder.why
            backend = replace(backend, vectors=None)
        return OpenGeneration(generation, backend)


def is_copy(generation: Generation, generations: Generations, corpus: Corpus) -> bool:
    """Tell whether all that is in a generation comes from this corpus's log, in today's terms.

    It doesn't once a backup, or another collection, was put in the place of the database: an id
    of a sentence may mean another one there, and a revision another change.
    """
    followed = generations.followed(generation)
    manifest = generation.manifest
    same = manifest.collection == corpus.id() and manifest.division == corpus.division()
    same = same and manifest.analysis == ANALYSIS
    return same and followed is not None and corpus.holds(followed)


def require_match(generation: Generation, embedder: Embedder) -> None:
    """Refuse a generation that holds another model's vectors; raises `EmbedderMismatchError`."""
    if generation.matches(embedder):
        return
    found, wanted = generation.manifest.embedder, embedder.name
    if found == wanted:
        raise EmbedderVersionMismatchError(found=found)
    raise EmbedderMismatchError(found=found, wanted=wanted)

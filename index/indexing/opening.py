"""Generations of the index with their backends: the one in use, and new ones."""

from dataclasses import dataclass

from index.corpus.corpus import Corpus
from index.embedders import Embedder
from index.indexing.backends.backend import Backend, BackendFactory
from index.indexing.errors import EmbedderMismatchError
from index.indexing.generations import Generation, Generations


@dataclass(frozen=True, slots=True)
class OpenGeneration:
    """A generation with its backend; replaced as a whole."""

    generation: Generation
    backend: Backend


class Opener:
    """Opens generations in the kind of backend that it is given."""

    def __init__(
        self, corpus: Corpus, embedder: Embedder, generations: Generations, backends: BackendFactory
    ) -> None:
        self._corpus = corpus
        self._embedder = embedder
        self._generations = generations
        self._backends = backends

    def current(self, known: OpenGeneration | None) -> OpenGeneration:
        """Open the generation in use, unless it is `known`; the first one is made.

        Raises:
            EmbedderMismatchError: it holds another model's vectors.
        """
        generation = self._generations.current() or self._first()
        if known is not None and known.generation == generation:
            return known
        require_match(generation, self._embedder)
        return self._open(generation)

    def new(self) -> OpenGeneration:
        """Make an empty generation that nothing points to yet.

        What the log says now is read after this; nothing purged until now is ever in it.
        """
        generation = self._generations.create(self._embedder, self._corpus.revision())
        try:
            return self._open(generation)
        except BaseException:
            self._generations.discard(generation)
            raise

    def _first(self) -> Generation:
        with self._generations.lock("update"):
            generation = self._generations.current()
            if generation is None:
                generation = self._generations.create(self._embedder, self._corpus.revision())
                self._generations.use(generation)
        return generation

    def _open(self, generation: Generation) -> OpenGeneration:
        manifest = generation.manifest
        backend = self._backends.open(generation.folder, manifest.dimension)
        return OpenGeneration(generation, backend)


def require_match(generation: Generation, embedder: Embedder) -> None:
    """Refuse a generation that holds another model's vectors; raises `EmbedderMismatchError`."""
    if not generation.matches(embedder):
        raise EmbedderMismatchError(found=generation.manifest.embedder, wanted=embedder.name)

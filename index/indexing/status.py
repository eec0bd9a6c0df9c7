"""What there is, how far the index has followed it, and what it takes on the disk."""

from dataclasses import dataclass
from pathlib import Path

from index.corpus.corpus import Corpus
from index.embedders import Embedder
from index.errors import SearchIndexError
from index.indexing.backends.backend import BackendFactory
from index.indexing.errors import IndexElsewhereError, IndexOutdatedError
from index.indexing.files import INDEX_FOLDER
from index.indexing.generations import Generations
from index.indexing.opening import is_copy, require_match


@dataclass(frozen=True, slots=True)
class Status:
    """What there is, and how far the index has followed it."""

    articles: int
    sentences: int
    revision: int
    indexed_revision: int
    embedder: str
    dimension: int
    backend: str
    problem: SearchIndexError | None = None
    """What is wrong with the index or its model, or that the configuration says another."""

    @property
    def lag(self) -> int:
        """The number of changes that aren't indexed yet."""
        return self.revision - self.indexed_revision


def status(
    corpus: Corpus,
    embedder: Embedder,
    generations: Generations,
    backends: BackendFactory,
    problem: SearchIndexError | None = None,
) -> Status:
    """Look at what stands on the disk, whatever model it was made with.

    Of an index that has followed another log, or whose terms are of another version, nothing counts
    as indexed.
    """
    counts = corpus.counts()
    generation = generations.current()
    indexed = 0
    if generation is not None:
        if is_copy(generation, generations, corpus):
            try:
                indexed = backends.stored_revision(generation.folder)
            except OSError as error:
                # Tantivy reads nothing where it can't write its lock.
                reason = error.strerror or str(error)
                problem = problem or IndexElsewhereError(path=generations.folder, reason=reason)
                followed = generations.followed(generation)
                indexed = followed.revision if followed else 0
        else:
            problem = problem or IndexOutdatedError()
        problem = problem or backends.problem(generation.folder)
    return Status(
        articles=counts.articles,
        sentences=counts.sentences,
        revision=corpus.revision(),
        indexed_revision=indexed,
        embedder=generation.manifest.embedder if generation else embedder.name,
        dimension=generation.manifest.dimension if generation else embedder.dimension,
        backend=backends.name,
        problem=problem,
    )


def sizes(corpus: Corpus, data_dir: Path) -> dict[str, int]:
    """Return the bytes that the corpus and everything derived from it take."""
    derived = sum(p.stat().st_size for p in (data_dir / INDEX_FOLDER).rglob("*") if p.is_file())
    return {"corpus": corpus.database.size(), "index": derived}


def examine_model(embedder: Embedder, generations: Generations) -> None:
    """Load the model and see that the index was built with it.

    Raises:
        EmbedderUnavailableError: it can't be loaded.
        EmbedderFailedError: it can't embed.
        EmbedderMismatchError: the index holds another model's vectors.
    """
    embedder.embed_queries(["?"])
    generation = generations.current()
    if generation is not None:
        require_match(generation, embedder)

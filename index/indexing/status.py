"""How far the index has followed the corpus, how large both are, and whether its model works."""

from dataclasses import dataclass
from pathlib import Path

from index.corpus.corpus import FILE_NAME, Corpus
from index.embedders import Embedder
from index.indexing.errors import EmbedderMismatchError
from index.indexing.generations import Generations
from index.indexing.indexer import Indexer

BACKEND = "embedded"


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

    @property
    def lag(self) -> int:
        """The number of changes that aren't indexed yet."""
        return self.revision - self.indexed_revision


def read_status(
    corpus: Corpus, indexer: Indexer, generations: Generations, embedder: Embedder
) -> Status:
    """Tell what there is, as it stands on the disk."""
    counts = corpus.counts()
    generation = generations.current()
    return Status(
        articles=counts.articles,
        sentences=counts.sentences,
        revision=corpus.revision(),
        indexed_revision=indexer.stored_revision(),
        embedder=generation.manifest.embedder if generation else embedder.name,
        dimension=generation.manifest.dimension if generation else embedder.dimension,
        backend=BACKEND,
    )


def sizes(corpus: Corpus, index_folder: Path) -> dict[str, int]:
    """Return the bytes that the corpus and everything derived from it take on the disk."""
    derived = sum(p.stat().st_size for p in index_folder.rglob("*") if p.is_file())
    own = sum(p.stat().st_size for p in corpus.database.path.parent.glob(f"{FILE_NAME}*"))
    return {"corpus": own, "index": derived}


def examine_model(embedder: Embedder, generations: Generations) -> None:
    """Load the configured model and see that the index was built with it.

    Raises:
        EmbedderUnavailableError: it can't be loaded.
        EmbedderFailedError: it can't embed.
        EmbedderMismatchError: the index holds another model's vectors.
    """
    embedder.embed_queries(["?"])
    generation = generations.current()
    if generation is not None and not generation.matches(embedder):
        raise EmbedderMismatchError(found=generation.manifest.embedder, wanted=embedder.name)

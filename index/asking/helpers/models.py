"""The models that a question meets on its way."""

from dataclasses import dataclass

from index.asking.helpers.reader import Reader
from index.asking.helpers.reranker import Reranker
from index.config import Settings
from index.embedders import Embedder


@dataclass(frozen=True, slots=True)
class Models:
    """An embedder, and what answers can do without; each loads when it is first used."""

    embedder: Embedder
    reranker: Reranker | None = None
    reader: Reader | None = None

    @classmethod
    def configured(cls, settings: Settings, embedder: Embedder) -> "Models":
        """Make those that the settings name beside the embedder, which goes by the index."""
        return cls(
            embedder,
            Reranker(settings.reranker) if settings.reranker.model else None,
            Reader(settings.reader) if settings.reader.model else None,
        )

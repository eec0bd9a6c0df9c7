"""Models that turn text into vectors, behind one protocol."""

from index.config import EmbedderSettings
from index.embedders.base import Embedder, Vectors
from index.embedders.builtin import BuiltinEmbedder
from index.embedders.e5 import E5Embedder
from index.embedders.sentence_transformers import SentenceTransformerEmbedder

__all__ = ["Embedder", "Vectors", "create_embedder"]


def create_embedder(settings: EmbedderSettings) -> Embedder:
    """Make the configured embedder; a large model is loaded when it is first used."""
    if settings.kind == "builtin":
        return BuiltinEmbedder()
    if settings.kind == "e5":
        return E5Embedder()
    return SentenceTransformerEmbedder(settings)

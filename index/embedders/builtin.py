"""The built-in embedder: hashed words and character n-grams. No download, no model, starts at once.

Feature hashing (Weinberger et al., 2009) of the features that fastText uses for words (Bojanowski
et al., 2017): each word and its character 3- to 5-grams with boundary marks. A feature's weight is
sublinear in its count. It knows nothing of meaning: words that look alike are near.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache
from zlib import crc32

import numpy as np

from index.embedders.base import Vectors, unit_rows

DIMENSION = 512
GRAMS = (3, 4, 5)
WORD = re.compile(r"\w+")


class BuiltinEmbedder:
    """Hashes words and their parts into `DIMENSION` signed buckets."""

    name = "builtin"
    fingerprint = f"builtin/1/{DIMENSION}"
    dimension = DIMENSION
    semantic = False

    def embed_documents(self, texts: Sequence[str]) -> Vectors:
        """Embed sentences or passages."""
        vectors = np.zeros((len(texts), DIMENSION), dtype=np.float32)
        for row, text in zip(vectors, texts, strict=True):
            buckets, weights = _features(text)
            np.add.at(row, buckets, weights)
        return unit_rows(vectors)

    def embed_queries(self, texts: Sequence[str]) -> Vectors:
        """Embed questions, as if they were documents."""
        return self.embed_documents(texts)


def _features(text: str) -> tuple[np.ndarray, np.ndarray]:
    words = Counter(WORD.findall(_folded(text)))
    buckets: list[int] = []
    weights: list[float] = []
    for word, count in words.items():
        own_buckets, own_signs = _word_features(word)
        scale = (1 + np.log(count)) / np.sqrt(len(own_buckets))
        buckets += own_buckets
        weights += [sign * scale for sign in own_signs]
    return np.array(buckets, dtype=np.intp), np.array(weights, dtype=np.float32)


def _folded(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in decomposed if not unicodedata.combining(c))


@lru_cache(maxsize=100_000)
def _word_features(word: str) -> tuple[list[int], list[float]]:
    hashes = [crc32(part.encode()) for part in (word, *_grams(f"<{word}>"))]
    return [h % DIMENSION for h in hashes], [1.0 if h & 0x8000_0000 else -1.0 for h in hashes]


def _grams(word: str) -> Iterator[str]:
    for size in GRAMS:
        for start in range(len(word) - size + 1):
            yield word[start : start + size]

"""Single words as vectors of the built-in model: which ones mean alike, in German and English."""

from collections.abc import Sequence
from threading import Lock

import numpy as np

from index.embedders.base import Vectors
from index.embedders.builtin import BuiltinEmbedder
from index.language.stopwords import is_stop_word

LANGUAGES = ("de", "en")
"""Those of the model."""

ENDINGS = frozenset(["s", "n", "e", "en", "er", "es", "t", "em", "r", "d", "ed"])
SHORT = 5
"""Letters up to which a word must be all of such pieces: "dog" and "s", but not "log" and "o"."""

PART, MOSTLY = 3, 0.5
"""Letters of a piece that means something within a word, and the share of a word in such pieces."""

CAPACITY = 20_000
"""Words whose vectors stay in memory, 2 KB each."""


class WordVectors:
    """Words' vectors, remembered. Thread-safe.

    They come from the package whatever embeds texts, for a model of whole texts doesn't tell which
    of a question's words a text lacks.
    """

    def __init__(self, embedder: BuiltinEmbedder | None = None) -> None:
        self._embedder = embedder or BuiltinEmbedder()
        self._places: dict[str, int] = {}
        self._known = np.zeros((0, 0), dtype=np.float32)
        self._lock = Lock()

    def of(self, words: Sequence[str]) -> Vectors:
        """Return unit rows, shape (words, dimension); zeros for what the model has no word for.

        A number, too: it means itself alone.
        """
        with self._lock:
            missing = [word for word in dict.fromkeys(words) if word not in self._places]
            if len(self._places) + len(missing) > CAPACITY:
                self._places.clear()
                missing = list(dict.fromkeys(words))
            if missing:
                self._keep(missing)
            return self._known[[self._places[word] for word in words]]

    def _keep(self, words: Sequence[str]) -> None:
        """Keep the vectors of words, in twice the room of before if they need more."""
        vectors, start = self._embedded(words), len(self._places)
        end = start + len(words)
        if end > len(self._known):
            room = max(end, min(CAPACITY, 2 * start))
            known = np.zeros((room, self._embedder.dimension), dtype=np.float32)
            if start:
                known[:start] = self._known[:start]
            self._known = known
        self._known[start:end] = vectors
        self._places |= zip(words, range(start, end), strict=True)

    def _embedded(self, words: Sequence[str]) -> Vectors:
        vectors = self._embedder.embed_documents(words)
        pieces = self._embedder.pieces(words)
        vectors[[not _is_known(*each) for each in zip(words, pieces, strict=True)]] = 0.0
        return vectors


def _is_little(piece: str) -> bool:
    return any(is_stop_word(piece, language) for language in LANGUAGES)


def _is_known(word: str, pieces: Sequence[str]) -> bool:
    """Tell whether a word is one of the model's, or put together of such: "Kinderreisepass".

    "ethanol" is none for having "than" in it.
    """
    if any(map(str.isdigit, word)):
        return False
    if len(pieces) == 1:
        return True
    own = sum(len(piece) for piece in pieces if len(piece) >= PART and not _is_little(piece))
    ending = len(pieces[-1]) if pieces[-1] in ENDINGS else 0
    return own + ending >= (1 if len(word) <= SHORT else MOSTLY) * len(word)

"""Which single words mean alike, in German and English: by two models of the package.

The built-in one is sure of few words, of parts of long ones too; the table of frequent words
(`wordtable`) tells many more, less surely.
"""

from collections.abc import Callable, Collection, Sequence
from threading import Lock

import numpy as np

from index.embedders.base import Vectors
from index.embedders.builtin import BuiltinEmbedder
from index.embedders.wordtable import WordTable
from index.language.names import apart, names_of
from index.language.sisters import are_sisters, has_sisters
from index.language.stopwords import is_stop_word

LANGUAGES = ("de", "en")
"""Those of the model."""

ENDINGS = frozenset(["s", "n", "e", "en", "er", "es", "t", "em", "r", "d", "ed"])
SHORT = 5
"""Letters up to which a word must be all of such pieces: "dog" and "s", but not "log" and "o"."""

PART, MOSTLY = 3, 0.5
"""Letters of a piece that means something within a word, and the share of a word in such pieces."""

UNLIKE = 0.35
"""Cosine in the table that most words have which have nothing to do with each other."""

CAPACITY = 20_000
"""Words whose vectors stay in memory, 2.5 KB each."""


class WordVectors:
    """Words' vectors, remembered. Thread-safe.

    They come from the package whatever embeds texts, for a model of whole texts doesn't tell which
    of a question's words a text lacks.
    """

    def __init__(
        self, embedder: BuiltinEmbedder | None = None, table: WordTable | None = None
    ) -> None:
        self._embedder = embedder or BuiltinEmbedder()
        self._own = _Kept(self._embedded)
        self._told = _Kept((table or WordTable()).of)

    def alike(
        self, words: Sequence[str], asked: Sequence[str], names: Collection[str] = ()
    ) -> Vectors:
        """Return how far each word means what each one that is asked means, 0 to 1.

        The shape is (words, asked). 0 is nothing in common, as far as is known. What of the asked
        is a name is met by what is known to name the same, and by nothing that only resembles it.
        """
        if not (words and asked):
            return np.zeros((len(words), len(asked)), dtype=np.float32)
        surely = (self.of(words) @ self.of(asked).T).clip(0.0, 1.0)
        likely = (self._told.of(words) @ self._told.of(asked).T - UNLIKE) / (1 - UNLIKE)
        alike = np.maximum(surely, likely.clip(max=1.0))
        for place, name in enumerate(asked):
            if name in names or names_of(name):
                alike[:, place] = surely[:, place]
        _tell_names_apart(alike, words, asked)
        for column in [place for place, word in enumerate(asked) if has_sisters(word)]:
            alike[[are_sisters(word, asked[column]) for word in words], column] = 0.0
        return np.asarray(alike)

    def of(self, words: Sequence[str]) -> Vectors:
        """Return the built-in model's unit rows; zeros for what it has no word for.

        A number, too: it means itself alone. The shape is (words, dimension).
        """
        return self._own.of(words)

    def _embedded(self, words: Sequence[str]) -> Vectors:
        vectors = self._embedder.embed_documents(words)
        pieces = self._embedder.pieces(words)
        vectors[[not _is_known(*each) for each in zip(words, pieces, strict=True)]] = 0.0
        return vectors


def _tell_names_apart(alike: Vectors, words: Sequence[str], asked: Sequence[str]) -> None:
    """Put 1 where two words name the same, and 0 where they name two things of a kind."""
    columns = [(column, name) for column, name in enumerate(asked) if names_of(name)]
    if not columns:
        return
    for row, word in enumerate(words):
        for column, name in columns if names_of(word) else ():
            if names_of(word) & names_of(name):
                alike[row, column] = 1.0
            elif apart(word, name):
                alike[row, column] = 0.0


class _Kept:
    """What a function gives for words, a row each; it is asked for each word once."""

    def __init__(self, function: Callable[[Sequence[str]], Vectors]) -> None:
        self._function = function
        self._places: dict[str, int] = {}
        self._known = np.zeros((0, 0), dtype=np.float32)
        self._lock = Lock()

    def of(self, words: Sequence[str]) -> Vectors:
        with self._lock:
            missing = [word for word in dict.fromkeys(words) if word not in self._places]
            if len(self._places) + len(missing) > CAPACITY:
                self._places.clear()
                missing = list(dict.fromkeys(words))
            if missing:
                self._keep(missing)
            return self._known[[self._places[word] for word in words]]

    def _keep(self, words: Sequence[str]) -> None:
        """Keep the rows of words, in twice the room of before if they need more."""
        rows, start = self._function(words), len(self._places)
        end = start + len(words)
        if end > len(self._known):
            room = max(end, min(CAPACITY, 2 * start))
            known = np.zeros((room, rows.shape[1]), dtype=np.float32)
            if start:
                known[:start] = self._known[:start]
            self._known = known
        self._known[start:end] = rows
        self._places |= zip(words, range(start, end), strict=True)


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

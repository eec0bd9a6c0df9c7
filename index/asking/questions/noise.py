"""What says nothing: marks and pictures alone, and keys that were struck at random."""

import re
import unicodedata
from itertools import pairwise

from index.asking.questions.question import MARKUP

WORD = re.compile(r"[^\W\d_]+")
ANYTHING = re.compile(r"\w")

ROWS = ("qwertzuiopü", "qwertyuiop", "asdfghjklöä", "yxcvbnm", "zxcvbnm")
"""Of keyboards, German and English."""
BESIDE = frozenset(pair for row in ROWS for keys in (row, row[::-1]) for pair in pairwise(keys))
VOWELS = frozenset("aeiouyäöü")
LATIN = frozenset("abcdefghijklmnopqrstuvwxyzäöüß")

SHORTEST = 4
"""Letters from which on a word can be told to be none."""
STRETCH = 3
"""Keys side by side that are a stretch: "asdfasdf" has two of four."""
STRUCK = 5
"""Letters of a word of stretches; "were" and "Wert" are shorter, and words."""
UNSPEAKABLE = 6
"""Letters without any vowel that no word begins to have; "Strč" and "https" are shorter."""
MIDDLE = frozenset("asdfghjklöä")
RESTING = 8
"""Letters of the row on which fingers rest, and of no other; hardly any word has as many."""
LAUGHTER = 6
"""Letters of one or two in turn, "hahaha"; "Mama" and "Popo" are shorter."""


def says_nothing(text: str) -> bool:
    """Tell whether nobody could know what is meant: "asdfgh", "???", a picture.

    A number may be a paragraph's or a version's, and a word that is in no dictionary a name.
    """
    text = MARKUP.sub(" ", unicodedata.normalize("NFC", text))
    if not ANYTHING.search(text):
        return True
    words = WORD.findall(text.lower())
    return bool(words) and not any(map(str.isdigit, text)) and all(map(_is_none, words))


def _is_none(word: str) -> bool:
    if len(word) < SHORTEST or not LATIN.issuperset(word):
        return False
    if len(set(word)) == 1 or word == "asdf":
        return True
    if len(word) >= LAUGHTER and word == (word[:2] * len(word))[: len(word)]:
        return True
    if len(word) >= UNSPEAKABLE and VOWELS.isdisjoint(word):
        return True
    if len(word) >= RESTING and MIDDLE.issuperset(word):
        return True
    return len(word) >= STRUCK and min(_stretches(word)) >= STRETCH


def _stretches(word: str) -> list[int]:
    """Return how many keys each stretch of a word has that lie side by side."""
    stretches = [1]
    for pair in pairwise(word):
        if pair in BESIDE:
            stretches[-1] += 1
        else:
            stretches.append(1)
    return stretches

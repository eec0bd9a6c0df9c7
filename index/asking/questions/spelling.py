"""Words of a question that were mistyped -> those that are meant.

A word is mistyped that no passage has that was found, that no dictionary has, and that the built-in
model can but spell. Meant is what differs by a single slip (a letter too many, too few, another, or
two exchanged: Damerau 1964), of a long word by two: a word of closed class ("teh"), a word of the
passages ("clok"), or the most frequent of a dictionary ("reperatur"). What is near nothing stays
what it is: a name. So does a question most of whose words are unknown, and one in a language that
there is no dictionary of is corrected by the passages alone.
"""

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from string import ascii_lowercase
from typing import TYPE_CHECKING

from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

from index.embedders.builtin import BuiltinEmbedder
from index.language.letters import fold
from index.language.registry import PROFILES
from index.language.stopwords import is_stop_word
from index.language.words import INTERROGATIVES, function_words, likely_language

if TYPE_CHECKING:
    from spellchecker import WordFrequency

WORD = re.compile(r"(?<![\w'’#@/.-])[^\W\d_]{2,40}+(?![\w'’/@-]|\.\w|://)")

LANGUAGES = ("de", "en")
"""Those of the dictionaries that are looked into, and of the built-in model."""

LETTERS = f"{ascii_lowercase}äöüß"

SHORTEST, LONG = 4, 8
"""Letters of a word of the passages or the model that may be meant, and of one with two slips."""

NAME = 6
"""Letters from which on a word with a capital within a question may be mistyped, too."""

PART, ENDING = 4, 2
"""Letters of a piece that a word may be put together of, and of its ending at most."""

MOSTLY_KNOWN = 0.5
"""Share of a question's words up to which they may be unknown in a language of the model."""

SEEN = 10_000
"""Words of questions that are remembered as known or not."""

RARER = 1000
"""A word that is in a dictionary, too, is a slip for one so many times as frequent: "wich"."""


class Speller:
    """Corrects questions by the words of the model and of what was found. Thread-safe."""

    def __init__(self, embedder: BuiltinEmbedder | None = None) -> None:
        self._embedder = embedder or BuiltinEmbedder()
        self._seen: dict[str, bool] = {}

    def corrected(self, question: str, there: Callable[[], Collection[str]]) -> str:
        """Return the question without its slips; `there` tells the words of what was found."""
        found = list(WORD.finditer(question))
        typed = [match[0].lower() for match in found]
        little, known = function_words(typed), self._known(typed)
        unknown = [
            (match, word)
            for match, word, closed in zip(found, typed, little, strict=True)
            if not closed and not known[word]
        ]
        if not unknown or len(unknown) > MOSTLY_KNOWN * len(found):
            return question
        words, in_dictionaries = there(), likely_language(typed) in LANGUAGES
        for match, word in reversed(unknown):
            named = match[0][0].isupper() and bool(question[: match.start()].strip())
            meant = None
            if word not in words:
                meant = _meant(word, words, named=named, in_dictionaries=in_dictionaries)
            if meant is not None:
                question = question[: match.start()] + meant + question[match.end() :]
        return question

    def _known(self, typed: Sequence[str]) -> dict[str, bool]:
        """Tell of each word whether the model has it, or all of what it is put together of."""
        seen = self._seen
        known = {word: seen[word] for word in typed if word in seen}
        if missing := [word for word in dict.fromkeys(typed) if word not in known]:
            known |= zip(missing, map(_is_known, self._embedder.pieces(missing)), strict=True)
            # Another thread may still look at the one before.
            self._seen = known if len(seen) >= SEEN else seen
            self._seen |= known
        return known


def _is_known(pieces: Sequence[str]) -> bool:
    """Tell whether the model has a word, or all of what it is put together of."""
    if len(pieces) < 2:
        return bool(pieces)
    *first, last = pieces
    parts = first if len(last) <= ENDING else pieces
    return all(len(part) >= PART and not _is_little(part) for part in parts)


def _meant(word: str, there: Collection[str], *, named: bool, in_dictionaries: bool) -> str | None:
    in_dictionaries = in_dictionaries and not named
    if in_dictionaries and (little := _little_word(word)) is not None:
        return little
    if _frequency(word) or len(word) < (NAME if named else SHORTEST):
        return None
    return _nearest(word, there) or (_most_frequent(word) if in_dictionaries else None)


def _is_little(word: str) -> bool:
    return any(is_stop_word(word, code) for code in PROFILES)


def _frequency(word: str) -> int:
    """Return how often the dictionaries' sources have a word, 0 if none has it."""
    return max(dictionary(code)[word] for code in LANGUAGES)


@lru_cache
def dictionary(code: str) -> "WordFrequency":
    """Return how often each word of a language of `LANGUAGES` is used."""
    # Takes a while, and only a word that is unknown asks for it.
    from spellchecker import SpellChecker  # noqa: PLC0415

    return SpellChecker(language=code).word_frequency


def _nearest(word: str, words: Collection[str]) -> str | None:
    """Return the only one of the nearest words; None if two are as near."""
    slips = 1 if len(word) < LONG else 2
    # Of three as near, the limit would leave out whichever comes last: short ones go first.
    long = [other for other in words if len(other) >= SHORTEST]
    near = extract(word, long, processor=fold, scorer=OSA.distance, score_cutoff=slips, limit=2)
    if len(near) > 1 and near[0][1] == near[1][1]:
        return None
    return near[0][0] if near else None


@lru_cache(maxsize=4096)
def _most_frequent(word: str) -> str | None:
    """Return the word of a dictionary that is meant, the most frequent of those a slip away."""
    best = max(_slipped(word), key=_frequency)
    return best if _frequency(best) else None


@lru_cache(maxsize=4096)
def _little_word(word: str) -> str | None:
    """Return the word of closed class that is meant, one that asks before others."""
    meant = [one for one in _slipped(word) if _is_little(one)]
    asking = [one for one in meant if one in INTERROGATIVES]
    best = next(iter([*asking, *meant]), None)
    return best if best and _frequency(word) * RARER < _frequency(best) else None


def _slipped(word: str) -> Iterator[str]:
    """Give what is one slip away: of two letters always, of longer words what is shorter, too."""
    splits = [(word[:at], word[at:]) for at in range(len(word) + 1)]
    for head, rest in splits:
        if len(rest) > 1:
            yield head + rest[1] + rest[0] + rest[2:]
    for head, rest in splits:
        for letter in LETTERS:
            yield head + letter + rest
    for at, (before, after) in enumerate(pairwise(word)):
        if before == after:
            yield word[:at] + word[at + 1 :]
    if len(word) > SHORTEST:
        for head, rest in splits[:-1]:
            yield head + rest[1:]
            for letter in LETTERS:
                yield head + letter + rest[1:]

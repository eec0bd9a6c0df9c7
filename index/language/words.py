"""Closed classes of words. A language without a profile of its own has but a list of them."""

import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from itertools import chain

from index.language.dense import is_dense
from index.language.registry import all_patterns, all_words
from index.language.stopwords import is_stop_word, listed_languages
from index.language.terms import TEXTS, words

INTERROGATIVES = all_words(lambda profile: profile.interrogatives)
POINTING_BACK = all_words(lambda profile: profile.pointing_back)
SELDOM_POINTING_BACK = all_words(lambda profile: profile.seldom_pointing_back)
CONTRAST = all_words(lambda profile: profile.contrast)

POINTING_CLAUSE = re.compile(
    rf"(?:{all_patterns(lambda profile: profile.pointing_clause)})\b", re.IGNORECASE
)

OPENING = 3
"""Words of a sentence in which it shows what it hangs on."""


def is_function_word(word: str, language: str) -> bool:
    """Tell whether a word, in lower case, is of a closed class in a language.

    In a language without lists no word is. In scripts without blanks ("dense") two such
    characters are another one, such as "には".
    """
    if is_stop_word(word, language):
        return True
    return is_dense(word) and all(is_stop_word(character, language) for character in word)


def function_words(words: Sequence[str]) -> list[bool]:
    """Mark the words of closed classes, in the language that has most of them here."""
    likely = likely_language(words)
    return [likely in _listing(word) for word in words]


def likely_language(words: Sequence[str]) -> str:
    """Return the language that has most of the words as ones of closed class.

    Of languages that have equally many, one with a profile of its own is believed.
    """
    counts = Counter(chain.from_iterable(_listing(word) for word in words))
    most = max(counts.values(), default=0)
    return next(code for code in listed_languages() if counts.get(code, 0) == most)


@lru_cache(maxsize=20_000)
def _listing(word: str) -> frozenset[str]:
    """Return the languages in which a word is of a closed class."""
    return frozenset(code for code in listed_languages() if is_function_word(word, code))


@lru_cache(maxsize=TEXTS)
def points_back(sentence: str) -> bool:
    """Tell whether a sentence begins by pointing at what was said before ("Er soll …")."""
    opening = set(words(sentence)[:OPENING]) - SELDOM_POINTING_BACK
    return bool(opening & POINTING_BACK) or bool(POINTING_CLAUSE.match(sentence))


def contrasts(sentence: str) -> bool:
    """Tell whether a sentence begins by limiting the one before it ("Allerdings …")."""
    return bool(set(words(sentence)[: OPENING + 1]) & CONTRAST)

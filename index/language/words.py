"""Closed classes of words. A language without a profile of its own has but its stop words."""

import re
from functools import lru_cache

from tantivy import Filter, TextAnalyzer, TextAnalyzerBuilder, Tokenizer

from index.language.registry import PROFILES, all_patterns, all_words, profile_of
from index.language.terms import words

INTERROGATIVES = all_words(lambda profile: profile.interrogatives)
POINTING_BACK = all_words(lambda profile: profile.pointing_back)
SELDOM_POINTING_BACK = all_words(lambda profile: profile.seldom_pointing_back)
CONTRAST = all_words(lambda profile: profile.contrast)

POINTING_CLAUSE = re.compile(
    rf"(?:{all_patterns(lambda profile: profile.pointing_clause)})\b", re.IGNORECASE
)

OPENING = 3
"""Words of a sentence in which it shows what it hangs on."""


@lru_cache(maxsize=50_000)
def is_function_word(word: str, language: str) -> bool:
    """Tell whether a word, in lower case, is of a closed class in a language.

    In a language without lists no word is.
    """
    profile = profile_of(language)
    if word in profile.interrogatives:
        return True
    analyzer = _without_stop_words(profile.stemmer)
    return analyzer is not None and not analyzer.analyze(word)


def is_function_word_anywhere(word: str) -> bool:
    """Tell whether a word, in lower case, is of a closed class in any language with a profile."""
    return any(is_function_word(word, language) for language in PROFILES)


def points_back(sentence: str) -> bool:
    """Tell whether a sentence begins by pointing at what was said before ("Er soll …")."""
    opening = set(words(sentence)[:OPENING]) - SELDOM_POINTING_BACK
    return bool(opening & POINTING_BACK) or bool(POINTING_CLAUSE.match(sentence))


def contrasts(sentence: str) -> bool:
    """Tell whether a sentence begins by limiting the one before it ("Allerdings …")."""
    return bool(set(words(sentence)[: OPENING + 1]) & CONTRAST)


@lru_cache
def _without_stop_words(name: str | None) -> TextAnalyzer | None:
    """Return what takes a language's stop words out; None where Tantivy has no list of them."""
    if name is None:
        return None
    builder = TextAnalyzerBuilder(Tokenizer.simple()).filter(Filter.lowercase())
    try:
        # Only building tells that there is no list for one of its own stemmers' languages.
        return builder.filter(Filter.stopword(name)).build()
    except ValueError:
        return None

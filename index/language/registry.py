"""Which profile a language has, by its code, and what all profiles say together."""

import re
from collections.abc import Callable
from functools import lru_cache

from index.language.english import ENGLISH
from index.language.german import GERMAN
from index.language.profile import LanguageProfile

PROFILES = {profile.code: profile for profile in (GERMAN, ENGLISH)}
"""The languages with a file of their own."""

STEMMERS = {
    "ar": "arabic",
    "da": "danish",
    "el": "greek",
    "es": "spanish",
    "fi": "finnish",
    "fr": "french",
    "hu": "hungarian",
    "it": "italian",
    "nl": "dutch",
    "no": "norwegian",
    "pt": "portuguese",
    "ro": "romanian",
    "ru": "russian",
    "sv": "swedish",
    "ta": "tamil",
    "tr": "turkish",
}
"""Tantivy's stemmers for the other languages."""

UNDETERMINED = "und"
"""ISO 639-2 for what is no language's code."""

TAG = re.compile(r"([A-Za-z]{2,3})(?:[-_].*)?", re.DOTALL)


@lru_cache(maxsize=1024)
def profile_of(language: str) -> LanguageProfile:
    """Return the profile of a language by its code or tag: "de", "DE" and "de-AT" are German.

    Any other text, too, has a profile: a plain one.
    """
    tag = TAG.fullmatch(language)
    code = tag[1].lower() if tag else UNDETERMINED
    return PROFILES.get(code) or LanguageProfile(code, stemmer=STEMMERS.get(code))


def all_words(field: Callable[[LanguageProfile], frozenset[str]]) -> frozenset[str]:
    """Return a field's words of all languages with a file of their own."""
    return frozenset().union(*(field(profile) for profile in PROFILES.values()))


def all_patterns(field: Callable[[LanguageProfile], str]) -> str:
    """Return a field's alternatives of all languages with a file of their own."""
    return "|".join(filter(None, (field(profile) for profile in PROFILES.values())))

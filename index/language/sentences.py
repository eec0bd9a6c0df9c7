"""Where sentences end, in any language.

The ends come from sentencex (Wikimedia), which keeps dates, ordinals, abbreviations and quotes
together in some 300 languages.
"""

import re

import sentencex

from index.language.profile import LanguageProfile
from index.language.registry import profile_of

WIDE_BLANK = re.compile(r"[^\S\n](?=\.)")
"""Before a full stop and after a capital ("vitamine C\u202f."), sentencex 1.0.32 panics at one of
several bytes; a plain blank of one byte is safe."""


def sentence_ends(text: str, language: str) -> list[int]:
    """Return the offsets at which the sentences of a paragraph end; the last is its length."""
    profile = profile_of(language)
    ends = []
    start = 0
    for end in _boundaries(text, profile.code):
        if end == len(text) or not _goes_on(text[start:end], profile):
            ends.append(end)
            start = end
    return ends if start == len(text) else [*ends, len(text)]


def _goes_on(sentence: str, profile: LanguageProfile) -> bool:
    return bool(profile.ordinal and re.search(profile.ordinal, sentence, re.IGNORECASE))


def _boundaries(text: str, code: str) -> list[int]:
    try:
        found = sentencex.get_sentence_boundaries(code, WIDE_BLANK.sub(" ", text))
    except BaseException as error:
        # A panic in Rust is no Exception, and must not end an addition.
        if type(error).__name__ != "PanicException":
            raise
        return []
    return [boundary["end_index"] for boundary in found]

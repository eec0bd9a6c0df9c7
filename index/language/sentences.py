"""Where sentences end, in any language.

The ends come from sentencex (Wikimedia), which keeps dates, ordinals, abbreviations and quotes
together in some 300 languages.
"""

import re
from collections.abc import Iterator

import sentencex

from index.language.registry import PROFILES, profile_of

WIDE_BLANK = re.compile(r"[^\S\n](?=\.)")
"""Before a full stop and after a capital ("vitamine C\u202f."), sentencex 1.0.32 panics at one of
several bytes; a plain blank of one byte is safe."""

ORDINALS = {
    code: re.compile(profile.ordinal, re.IGNORECASE)
    for code, profile in PROFILES.items()
    if profile.ordinal
}

WINDOW, CERTAIN = 4000, 3000
"""Characters that sentencex gets at once, and of its ends those that stand; hardly a paragraph is
longer."""

ORDINAL_WITHIN = 100
"""Characters at a text's end that an ordinal is looked for in, so that many of them, each of which
goes on from the one before, cost no more than their length."""


def sentence_ends(text: str, language: str) -> list[int]:
    """Return the offsets at which the sentences of a paragraph end; the last is its length."""
    code = profile_of(language).code
    ordinal = ORDINALS.get(code)
    ends = []
    start = 0
    for end in _boundaries(text, code):
        if end == len(text) or not _goes_on(text[max(start, end - ORDINAL_WITHIN) : end], ordinal):
            ends.append(end)
            start = end
    return ends if start == len(text) else [*ends, len(text)]


def _goes_on(end: str, ordinal: re.Pattern[str] | None) -> bool:
    return bool(ordinal and ordinal.search(end))


def _boundaries(text: str, code: str) -> Iterator[int]:
    """Yield where sentencex ends sentences.

    It is handed `WINDOW` characters at a time, each time from an end that is certain: sentencex
    takes the square or more of what it is handed.
    """
    start = 0
    while len(text) - start > WINDOW:
        ends = _ends(text[start : start + WINDOW], code)
        # An end near the window's own may be none once more of the text is seen.
        certain = [end for end in ends if end <= CERTAIN]
        yield from (start + end for end in certain)
        start += certain[-1] if certain else CERTAIN
    yield from (start + end for end in _ends(text[start:], code))


def _ends(text: str, code: str) -> list[int]:
    try:
        found = sentencex.get_sentence_boundaries(code, WIDE_BLANK.sub(" ", text))
    except BaseException as error:
        # A panic in Rust is no Exception, and must not end an addition.
        if type(error).__name__ != "PanicException":
            raise
        return []
    return [boundary["end_index"] for boundary in found]

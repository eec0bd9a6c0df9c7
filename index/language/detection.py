"""Which language a text is in, as an ISO 639-1 code."""

from collections.abc import Callable, Sequence
from io import BytesIO
from types import ModuleType, SimpleNamespace
from typing import TypeVar

from index.i18n import LANGUAGES, Language
from index.language.registry import profile_of
from index.language.terms import words
from index.language.words import is_function_word

DETECT_CHARACTERS = 5000
"""Enough to be sure; the detector's cost grows with the length."""

SHORT = 3
"""Words up to which letters tell nothing of a question's language, but its little words may."""


T = TypeVar("T")


def detect_language(text: str) -> str:
    """Return the most probable language of an article, such as "de"."""
    code, _ = _told(lambda detector: detector.classify(text[:DETECT_CHARACTERS]))
    return str(code)


def detect_question_language(question: str, otherwise: Language | None = None) -> Language:
    """Tell which of our interface's languages a question is most probably in.

    `otherwise` is believed where a short one has no little words of one language alone ("WLAN").
    """
    if otherwise is not None and len(said := words(question)) <= SHORT:
        return _known_by(said) or otherwise
    scores = dict(_told(lambda detector: detector.rank(question)))
    return max(LANGUAGES, key=lambda code: scores.get(code, float("-inf")))


def _told(ask: Callable[[ModuleType], T]) -> T:
    # py3langid unpacks its model for most of a second; asking an existing index never needs it.
    import py3langid  # noqa: PLC0415

    try:
        return ask(py3langid)
    except OSError:
        # By way of a temporary file of 68 MB, for which a full disk has no room, nor has Docker
        # with a read-only one: then in memory.
        from py3langid import modelio  # noqa: PLC0415 - its earlier versions have none

        modelio.tempfile = SimpleNamespace(TemporaryFile=lambda **_: BytesIO())
        return ask(py3langid)


def _known_by(said: Sequence[str]) -> Language | None:
    """Return the language that more of the words belong to than to any other, if there is one."""
    counts = {code: sum(_is_little(word, code) for word in said) for code in LANGUAGES}
    most = max(counts.values())
    [first, *others] = [code for code, count in counts.items() if count == most]
    return None if others else first


def _is_little(word: str, code: Language) -> bool:
    profile = profile_of(code)
    return (
        word in profile.chatter
        or word in profile.interrogatives
        or word in profile.auxiliaries
        or is_function_word(word, code)
    )

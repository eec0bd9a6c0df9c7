"""From which confidence on the best sentence is given as the answer, and what that gave."""

from dataclasses import dataclass

from babel.numbers import format_percent

from index.i18n import N_, TEXTS, Language

THRESHOLD = 0.35
"""Least confidence of an answer."""


@dataclass(frozen=True, slots=True)
class Reaching:
    """The shares of questions that reach the threshold, with their article and without it."""

    answerable: float
    unanswerable: float


MEASURED = {"de": Reaching(0.94, 0.06), "en": Reaching(0.97, 0.08)}
"""On XQuAD-R's questions in a language on its articles in that language, to two digits.

`tests.benchmarks.retrieval` measures it anew and tells if it isn't so any more.
"""


def threshold_reason(language: Language) -> str:
    """Say what speaks for the threshold."""
    german, english = MEASURED["de"], MEASURED["en"]
    shares = {
        "german": german.answerable,
        "english": english.answerable,
        "german_wrong": german.unanswerable,
        "english_wrong": english.unanswerable,
    }
    return TEXTS.text(
        language,
        N_(
            "On XQuAD-R, {german} (German) and {english} (English) of the answerable questions "
            "reach it, and {german_wrong} and {english_wrong} of those whose article was removed."
        ),
        **{name: format_percent(share, locale=language) for name, share in shares.items()},
    )

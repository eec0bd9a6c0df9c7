"""Which language a text is in, as an ISO 639-1 code."""

from index.i18n import LANGUAGES, Language

DETECT_CHARACTERS = 5000
"""Enough to be sure; the detector's cost grows with the length."""


def detect_language(text: str) -> str:
    """Return the most probable language of an article, such as "de"."""
    # py3langid unpacks its model for most of a second; asking an existing index never needs it.
    import py3langid  # noqa: PLC0415

    code, _ = py3langid.classify(text[:DETECT_CHARACTERS])
    return str(code)


def detect_question_language(question: str) -> Language:
    """Tell which of our interface's languages a question is most probably in."""
    import py3langid  # noqa: PLC0415 - see above

    scores = dict(py3langid.rank(question))
    return max(LANGUAGES, key=lambda code: scores.get(code, float("-inf")))

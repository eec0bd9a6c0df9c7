"""What people type -> a question that can be searched."""

import unicodedata

from index.asking.errors import QuestionEmptyError, QuestionTooLongError
from index.language.normalization import nfc


def clean_question(question: str, limit: int) -> str:
    """Return the question in NFC without control characters, on one line.

    Raises:
        QuestionEmptyError: nothing is left.
        QuestionTooLongError: it has more than `limit` characters.
    """
    text = nfc("".join(_visible(char) for char in question))
    text = " ".join(text.split())
    if not text.strip("\u200c\u200d "):
        raise QuestionEmptyError
    if len(text) > limit:
        raise QuestionTooLongError(length=len(text), limit=limit)
    return text


def _visible(char: str) -> str:
    category = unicodedata.category(char)
    if category == "Cs":
        return "\N{REPLACEMENT CHARACTER}"
    # Joiners belong to words and emoji; other format characters show nothing.
    invisible = category == "Cf" and char not in "\u200c\u200d"
    return " " if category == "Cc" or invisible else char

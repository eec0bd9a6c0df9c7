"""What people type -> a question that can be shown, and the words of it that ask.

Around a question people greet, thank, ask whether somebody knows, and mention each other. None of
that is looked for; the question that is shown stays as it was typed.
"""

import re
import unicodedata

from index.asking.errors import NoQuestionError, QuestionEmptyError, QuestionTooLongError
from index.language.normalization import nfc
from index.language.registry import all_patterns, all_words
from index.language.terms import words

MARKUP = re.compile(
    r"<(?:a?:\w{1,40}:|@[!&]?|#|/[\w -]{1,100}:)\d{1,24}>|<t:-?\d{1,20}(?::[A-Za-z])?>|"
    r"<id:\w{1,20}>|(?<!\w)@(?:everyone|here)\b|(?<![\w:]):[A-Za-z]\w{1,39}:(?![\w:])"
)
"""Emoji by name, mentions, commands and points in time, as chats write them."""

SECTION = re.compile(
    rf"\b(?:{all_patterns(lambda profile: profile.section)})\s?(?=\d)", re.IGNORECASE
)
SUBSECTION = re.compile(
    rf"(§§?\s?\d{{1,4}}[a-z]?)\s?,?\s?(?:{all_patterns(lambda profile: profile.subsection)})"
    r"\s?\(?(\d{1,3}[a-z]?)\b\)?",
    re.IGNORECASE,
)
"""What names a part of a statute in words, where the statute has signs: "§ 6", "(3)"."""

OPENING = re.compile(
    rf"[\s,;:.!–—-]*+(?:{all_patterns(lambda profile: profile.before_question)})\b[\s,;:.!–—-]*+",
    re.IGNORECASE,
)
CLOSING = re.compile(
    rf"(?:[,.;:!?()–—-] ?| (?=(?:{all_patterns(lambda profile: profile.closing)})\b))"
    rf"(?:{all_patterns(lambda profile: profile.after_question)})"
    r"[\s.,;:!?)]*+$",
    re.IGNORECASE,
)
CHATTER = all_words(lambda profile: profile.chatter)

ROUNDS = 6
"""So many such phrases are taken off, one after the other."""

LONGEST_CLOSING = 80
"""Characters at a question's end in which such a phrase is looked for."""


def clean_question(question: str, limit: int) -> str:
    """Return the question in NFC without control characters, on one line.

    Raises:
        QuestionEmptyError: nothing is left.
        NoQuestionError: it only thanks, greets or agrees.
        QuestionTooLongError: it has more than `limit` characters.
    """
    text = nfc("".join(_visible(char) for char in question))
    text = " ".join(text.split())
    if not text.strip("\u200c\u200d "):
        raise QuestionEmptyError
    if len(text) > limit:
        raise QuestionTooLongError(length=len(text), limit=limit)
    if (said := words(text)) and CHATTER.issuperset(said):
        raise NoQuestionError
    return text


def asking_part(question: str) -> str:
    """Return a clean question without what only surrounds it; as it is, if nothing else is there.

    "hey guys quick question: when does it start? thanks" is "when does it start?"; a statute's
    parts are named as there, "Paragraph 6 Abs. 3" is "§ 6 (3)".
    """
    text = SECTION.sub("§ ", " ".join(MARKUP.sub(" ", question).split()))
    text = SUBSECTION.sub(r"\1 (\2)", text)
    for _ in range(ROUNDS):
        shorter = _without_closing(text[_opening(text) :])
        if shorter == text or not words(shorter):
            break
        text = shorter
    return text if words(text) else question


def only_surrounds(text: str) -> bool:
    """Tell whether nothing is asked or told: "Hello everybody!", "(asking for a friend)", "Ok?"."""
    # Behind a mark, as it is in a question.
    text = ". " + " ".join(MARKUP.sub(" ", text).split())
    for _ in range(ROUNDS):
        shorter = _without_closing(text[_opening(text) :])
        if shorter == text:
            break
        text = shorter
    return CHATTER.issuperset(words(text))


def _opening(text: str) -> int:
    match = OPENING.match(text)
    return match.end() if match else 0


def _without_closing(text: str) -> str:
    start = max(0, len(text) - LONGEST_CLOSING)
    match = CLOSING.search(text, start)
    if match is None:
        return text
    # The question's own mark stays.
    mark = text[match.start()] if text[match.start()] in "?.!" else ""
    return text[: match.start()].rstrip() + mark


def _visible(char: str) -> str:
    category = unicodedata.category(char)
    if category == "Cs":
        return "\N{REPLACEMENT CHARACTER}"
    # Joiners belong to words and emoji; other format characters show nothing.
    invisible = category == "Cf" and char not in "\u200c\u200d"
    return " " if category == "Cc" or invisible else char

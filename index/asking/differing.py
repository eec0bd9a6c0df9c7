"""Whether the words that answer in one article contradict those in another, and which counts."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from index.asking.answer_types import AnswerType
from index.asking.answers import Evidence
from index.asking.forms.asked import named
from index.asking.kinds.values import differ, value
from index.language.registry import all_patterns
from index.language.terms import stems, word_parts
from index.models import Sentence

COMPARABLE = frozenset[AnswerType](
    (
        "date",
        "time",
        "number",
        "count",
        "age",
        "money",
        "share",
        "duration",
        "measure",
        "frequency",
        "code",
        "person",
        "place",
    )
)
"""Kinds of answers that can contradict each other."""

COUNTED = frozenset[AnswerType](("number", "count", "person", "place"))
"""Kinds whose answers don't say of what they are."""

CORRECTION = re.compile(
    rf"\b(?:{all_patterns(lambda profile: profile.correction)})\b", re.IGNORECASE
)


IN_COMMON = 2
"""Words that two sentences which speak of the same have in common, numbers apart.
"Teams may have up to five people now" and "58 teams registered" have one."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """The words that answer, and the language of the article that has them."""

    text: str
    language: str


def contradict(one: Phrase, other: Phrase, kind: AnswerType) -> bool:
    """Tell whether two answers of a comparable kind can't both be right.

    Numbers, dates and times are compared as values (`index.asking.kinds.values`), names by what
    they have in common: in one language stems, in two the letters of their words ("München",
    "Munich"). What can't be compared ("several", "Путин") agrees.
    """
    if kind in {"person", "place"}:
        return _named_apart(one, other)
    left, right = value(one.text, kind, one.language), value(other.text, kind, other.language)
    return left is not None and right is not None and differ(left, right)


def speak_of_same(one: Sentence, other: Sentence) -> bool:
    """Tell whether two sentences of one language have enough words in common to be about the same.

    Of two languages it can't be told.
    """
    language = one.article.language
    left, right = (set(named(sentence.text, language)) for sentence in (one, other))
    common = sum(word.isalpha() for word in left & right)
    return language == other.article.language and common >= IN_COMMON


def newest_first(evidence: Iterable[Evidence], today: str) -> list[Evidence]:
    """Return what differs as it counts: the newest first, and what has expired by `today` last.

    Of the same day, or where a date is missing, what says that it corrects or updates goes first.
    """
    shown = list(evidence)
    dated = all(each.article.date for each in shown)

    def precedence(each: Evidence) -> tuple[str | bool, ...]:
        date, corrects = each.article.date or "", corrects_others(each)
        holds = not each.article.expired(today)
        return (holds, date, corrects) if dated else (holds, corrects, date)

    return sorted(shown, key=precedence, reverse=True)


def corrects_others(evidence: Evidence) -> bool:
    """Tell whether an article says that it corrects or updates what was said before."""
    said = f"{evidence.article.title}\n{evidence.text}"
    return CORRECTION.search(said) is not None


def _named_apart(one: Phrase, other: Phrase) -> bool:
    if one.language == other.language:
        return not set(stems(one.text, one.language)) & set(stems(other.text, other.language))
    left, right = _latin_parts(one), _latin_parts(other)
    return bool(left and right) and not left & right


def _latin_parts(phrase: Phrase) -> set[str]:
    return {part for part in word_parts(phrase.text) if part.isascii()}

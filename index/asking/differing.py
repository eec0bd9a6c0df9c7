"""Whether the words that answer in one article contradict those in another."""

import re
from dataclasses import dataclass

from index.asking.answer_types import AnswerType
from index.language.months import day_names, month_names
from index.language.terms import stems, word_parts, words

COMPARABLE = frozenset[AnswerType]({"date", "number", "person", "place"})
"""Kinds of answers of which two that share nothing contradict each other."""

NUMERAL = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Phrase:
    """The words that answer, and the language of the article that has them."""

    text: str
    language: str


def contradict(one: Phrase, other: Phrase, kind: AnswerType) -> bool:
    """Tell whether two answers of a comparable kind have nothing in common.

    In one language that is stems. In two it is what both write alike: of dates and numbers the
    numerals, of names the letters of their words ("München", "Munich"). Where one of them has
    nothing of that ("two", "Путин"), they can't be compared and count as agreeing.
    """
    if one.language == other.language:
        return not set(stems(one.text, one.language)) & set(stems(other.text, other.language))
    left, right = _written_alike(one, kind), _written_alike(other, kind)
    return bool(left and right) and not left & right


def _written_alike(phrase: Phrase, kind: AnswerType) -> set[str]:
    """Return what a phrase has in whatever language it is; months go by their number."""
    if kind in {"person", "place"}:
        return {part for part in word_parts(phrase.text) if part.isascii()}
    found = {str(int(numeral)) for numeral in NUMERAL.findall(phrase.text)}
    if kind == "date":
        own = set(words(phrase.text))
        months, days = month_names(phrase.language), day_names(phrase.language)
        found |= {str(number) for name, number in months.items() if name.lower() in own}
        found |= {f"day {number}" for name, number in days.items() if name.lower() in own}
    return found

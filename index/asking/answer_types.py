"""What kind of thing a question asks for, and the words of a sentence that are of that kind.

The words that tell are those of all language profiles together (`index.language`); the names of
months and days are those of the sentence's own language.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from typing import Literal

from index.language.months import day_names, month_names
from index.language.profile import LanguageProfile
from index.language.registry import all_patterns
from index.language.terms import stems
from index.language.words import is_function_word

AnswerType = Literal["date", "number", "person", "place", "reason"]

QUESTION_WORDS: dict[AnswerType, Callable[[LanguageProfile], str]] = {
    "date": lambda profile: profile.when,
    "number": lambda profile: profile.how_many,
    "place": lambda profile: profile.where,
    "person": lambda profile: profile.who,
    "reason": lambda profile: profile.why,
}

WORD = re.compile(r"[^\W_]+")
UNBROKEN = re.compile(r"\S+")
YEAR = re.compile(r"\d{4}")

ASKS = [
    (kind, re.compile(rf"\b(?:{all_patterns(field)})\b", re.IGNORECASE))
    for kind, field in QUESTION_WORDS.items()
]

ABOUT = all_patterns(lambda profile: profile.about)
NUMBER_WORD = all_patterns(lambda profile: profile.number_word)
SCALE = all_patterns(lambda profile: profile.scale)
NUMBER = re.compile(
    rf"\b(?:(?:{ABOUT}) )?(?:\d[\d.,\u00a0]*\d|\d|{NUMBER_WORD})(?:[ \u00a0]?%| (?:{SCALE})\b)?",
    re.IGNORECASE,
)

CAPITAL, OF_NAMES = r"[^\W\d_a-zà-öø-ÿ]", r"[\w'’.-]"
NAME_PART = rf"{CAPITAL}{OF_NAMES}*+"
PERSON = re.compile(
    # From a word's first capital on. The others aren't tried: a long word would cost its square.
    rf"(?<!{OF_NAMES})(?:(?!{CAPITAL}){OF_NAMES})*+"
    rf"(?P<words>{NAME_PART}(?: (?:(?:von|van|de|der|al|bin|ibn|el|da|di|la) )?{NAME_PART})+)"
)
PLACE = re.compile(
    rf"\b(?:{all_patterns(lambda profile: profile.before_place)})"
    rf"(?: (?:{all_patterns(lambda profile: profile.definite_article)}))?"
    rf" (?:{NAME_PART} )?{NAME_PART}"
)
REASON = re.compile(
    rf"\b(?:{all_patterns(lambda profile: profile.reason)})\b[^,;.!?]*(?:, [^,;.!?]*)?",
    re.IGNORECASE,
)


def answer_type(question: str) -> AnswerType | None:
    """Return what a question asks for; None where its words don't say."""
    found = [(match.start(), kind) for kind, ask in ASKS if (match := ask.search(question))]
    return min(found)[1] if found else None


def holds_answer(sentence: str, kind: AnswerType, question: str, language: str) -> bool:
    """Tell whether a sentence has something of `kind` that doesn't only repeat the question."""
    return any(True for _ in _news(sentence, kind, _asked(question, language), language))


def find_phrase(
    sentence: str, kind: AnswerType, question: str, language: str
) -> tuple[int, int] | None:
    """Return `[start, end)` of the words that are of `kind` and nearest to the question's words.

    What only repeats the question doesn't count.
    """
    asked = _asked(question, language)
    shared = [
        match.span()
        for match in WORD.finditer(sentence)
        if asked.issuperset(stems(match[0], language))
    ]
    found = _news(sentence, kind, asked, language)
    return min(found, key=lambda span: _distance(span, shared), default=None)


def relative_dates(sentence: str, language: str) -> list[str]:
    """Return the words of a sentence that say when only together with the article's date.

    "am Mittwoch" and "Anfang Januar" do; "27. Dezember 2019" doesn't.
    """
    found = [sentence[start:end] for start, end in _candidates(sentence, "date", language)]
    return list(dict.fromkeys(words for words in found if not YEAR.search(words)))


@lru_cache(maxsize=256)
def _asked(question: str, language: str) -> frozenset[str]:
    return frozenset(stems(question, language))


def _news(
    sentence: str, kind: AnswerType, asked: frozenset[str], language: str
) -> Iterator[tuple[int, int]]:
    for span in _candidates(sentence, kind, language):
        start, end = _trimmed(sentence, span, asked, language) if kind == "person" else span
        named = kind != "person" or " " in sentence[start:end]
        if named and not asked.issuperset(stems(sentence[start:end], language)):
            yield start, end


def _candidates(sentence: str, kind: AnswerType, language: str) -> Iterator[tuple[int, int]]:
    if kind == "number":
        dates = list(_candidates(sentence, "date", language))
        for match in NUMBER.finditer(sentence):
            if not any(start < match.end() and match.start() < end for start, end in dates):
                yield match.span()
        return
    pattern = {
        "date": _date_pattern(language),
        "person": PERSON,
        "place": PLACE,
        "reason": REASON,
    }[kind]
    for match in pattern.finditer(sentence):
        yield match.span(match.lastgroup or 0)


def _trimmed(
    sentence: str, span: tuple[int, int], asked: frozenset[str], language: str
) -> tuple[int, int]:
    """Leave off what the question has already, and articles, at both ends of a name."""
    words = [
        match
        for match in UNBROKEN.finditer(sentence[span[0] : span[1]])
        if not asked.issuperset(stems(match[0], language))
        and not is_function_word(match[0].lower(), language)
    ]
    return (span[0] + words[0].start(), span[0] + words[-1].end()) if words else span


def _distance(span: tuple[int, int], shared: list[tuple[int, int]]) -> int:
    """Count the characters between a span and the nearest word that the question has, too."""
    gaps = [max(span[0] - end, start - span[1], 0) for start, end in shared]
    return min(gaps, default=span[0])


@lru_cache
def _date_pattern(language: str) -> re.Pattern[str]:
    months, days = _alternatives(month_names(language)), _alternatives(day_names(language))
    day_ending = all_patterns(lambda profile: profile.day_ending)
    return re.compile(
        rf"\b(?:(?:{all_patterns(lambda profile: profile.before_date)}) )?(?:"
        rf"\d{{1,2}}(?:\.|{day_ending})?"
        rf" (?:(?:{all_patterns(lambda profile: profile.before_month)}) )?"
        rf"(?:{months})(?:,? \d{{4}})?"
        rf"|(?:(?:{all_patterns(lambda profile: profile.part_of_year)}) )?(?:{months})"
        rf"(?: \d{{1,2}}(?:{day_ending})?\b)?(?:,? \d{{4}})?"
        rf"|\d{{1,2}}\.\d{{1,2}}\.(?:\d{{4}})?|\d{{4}}-\d{{2}}-\d{{2}}"
        rf"|(?:{days})(?:{all_patterns(lambda profile: profile.part_of_day)})?"
        rf"|(?:{all_patterns(lambda profile: profile.relative_day)})"
        rf"|(?:1[0-9]|20)\d{{2}}(?:{all_patterns(lambda profile: profile.decade_ending)})?"
        rf")\b",
        re.IGNORECASE,
    )


def _alternatives(names: Iterable[str]) -> str:
    """Return a pattern of names, the longest first."""
    return "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))

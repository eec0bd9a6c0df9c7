"""What kind of thing a question asks for, and the words of a sentence that are of that kind.

Question words and cue words are closed classes, listed for German and English; names of months and
days come from CLDR through Babel for every language that an article may be in.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Literal

from babel import Locale, UnknownLocaleError
from babel.dates import get_day_names, get_month_names

from index.language.terms import stems
from index.language.words import is_function_word

AnswerType = Literal["date", "number", "person", "place", "reason"]

QUESTION_WORDS: tuple[tuple[AnswerType, str], ...] = (
    ("date", r"wann|seit wann|bis wann|(?:in|zu) welche[mnr] (?:jahr|monat|tag|datum|zeit)\w*"),
    ("date", r"when|since when|(?:in |on |at )?(?:what|which) (?:year|month|day|date|time)"),
    ("number", r"wie ?(?:viele?n?|oft|hoch|alt|lange?|groß|weit|teuer|stark|schwer|schnell)"),
    ("number", r"wieviele?|was kosten?t?"),
    ("number", r"how (?:many|much|often|old|long|tall|far|high|large|big|deep|fast)"),
    ("place", r"wo|woher|wohin|in welche[mnr] (?:land|stadt|ort|staat|region|gebiet)\w*"),
    ("place", r"where|in (?:what|which) (?:country|city|place|state|town|region|area)"),
    ("person", r"wer|wen|wem|wessen|wie heiß(?:t|en)|who|whom|whose"),
    ("reason", r"warum|weshalb|wieso|weswegen|wodurch|aus welchem grund|why|for what reason"),
)

WORD = re.compile(r"[^\W_]+")

ASKS = [
    (kind, re.compile(rf"\b(?:{pattern})\b", re.IGNORECASE)) for kind, pattern in QUESTION_WORDS
]

PART_OF_YEAR = (
    r"anfang|mitte|ende|frühjahr|sommer|herbst|winter|early|mid|late|spring|summer|autumn|fall"
)
RELATIVE_DAY = (
    r"heute|gestern|vorgestern|morgen|übermorgen|jüngst|kürzlich|zuletzt|today|yesterday|tomorrow|"
    r"recently|(?:am|heute|gestern) (?:morgen|vormittag|mittag|nachmittag|abend)|"
    r"(?:last|next|this|letzte[nrs]?|nächste[nrs]?|vergangene[nrs]?|kommende[nrs]?|diese[mnrs]?) "
    r"(?:week|month|year|woche|monats?|jahr(?:es)?)"
)
NUMBER_WORD = (
    r"zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|elf|zwölf|"
    r"two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|"
    r"(?:ein |einige |mehrere |a |some |several )?"
    r"(?:dutzende?n?|hunderte?n?|tausende?n?|dozens?|hundreds?|thousands?)"
)
SCALE = r"millionen|milliarden|billionen|million|milliarde|billion|trillion|prozent|percent|tausend"
ABOUT = r"rund|etwa|circa|ca\.|ungefähr|über|mehr als|bis zu|fast|knapp|mindestens|höchstens|"
ABOUT += r"about|around|over|more than|up to|almost|nearly|at least|at most|some"
NUMBER = re.compile(
    rf"\b(?:(?:{ABOUT}) )?(?:\d[\d.,\u00a0]*\d|\d|{NUMBER_WORD})(?:[ \u00a0]?%| (?:{SCALE})\b)?",
    re.IGNORECASE,
)

NAME_PART = r"[^\W\d_a-zà-öø-ÿ][\w'’.-]*"
PERSON = re.compile(rf"{NAME_PART}(?: (?:(?:von|van|de|der|al|bin|ibn|el|da|di|la) )?{NAME_PART})+")
PLACE = re.compile(
    rf"\b(?:in|im|aus|nach|bei|bis|an|am|auf|at|from|near|on|to)(?: (?:der|dem|den|die|das|the))?"
    rf" (?:{NAME_PART} )?{NAME_PART}"
)
REASON = re.compile(
    r"\b(?:weil|da|denn|wegen|aufgrund|infolge|nachdem|damit|um|durch|because(?: of)?|due to|since|"
    r"as a result of|in order to|so that|after)\b[^,;.!?]*(?:, [^,;.!?]*)?",
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
    return list(dict.fromkeys(words for words in found if not re.search(r"\d{4}", words)))


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
        yield match.span()


def _trimmed(
    sentence: str, span: tuple[int, int], asked: frozenset[str], language: str
) -> tuple[int, int]:
    """Leave off what the question has already, and articles, at both ends of a name."""
    words = [
        match
        for match in re.finditer(r"\S+", sentence[span[0] : span[1]])
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
    months, days = _names(language)
    month = rf"(?:{PART_OF_YEAR}) (?:{months})|(?:{months})"
    return re.compile(
        rf"\b(?:(?:seit|since|in|im|on|am|ab|bis|von|vom|until) (?:the )?)?(?:"
        rf"\d{{1,2}}(?:\.|st|nd|rd|th)? (?:of )?(?:{months})(?:,? \d{{4}})?"
        rf"|(?:{month})(?: \d{{1,2}}(?:st|nd|rd|th)?\b)?(?:,? \d{{4}})?"
        rf"|\d{{1,2}}\.\d{{1,2}}\.(?:\d{{4}})?|\d{{4}}-\d{{2}}-\d{{2}}"
        rf"|(?:{days})(?:{_PART_OF_DAY})?"
        rf"|(?:{RELATIVE_DAY})"
        rf"|(?:1[0-9]|20)\d{{2}}(?:er(?: jahren?)?|s)?"
        rf")\b",
        re.IGNORECASE,
    )


_PART_OF_DAY = r"(?:vor|nach)?(?:morgen|mittag|abend|nacht)"


@lru_cache
def _names(language: str) -> tuple[str, str]:
    """Return the names of months and of days as alternatives of a pattern."""
    try:
        locale = Locale.parse(language)
    except (UnknownLocaleError, ValueError):
        locale = Locale("en")
    months = [
        name
        for width in ("wide", "abbreviated")
        for context in ("format", "stand-alone")
        for name in get_month_names(width, context, locale).values()
    ]
    days = get_day_names("wide", "format", locale).values()
    longest_first = sorted({re.escape(name.rstrip(".")) for name in months}, key=len, reverse=True)
    return "|".join(longest_first), "|".join(re.escape(day) for day in days)

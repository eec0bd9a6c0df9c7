"""What a question means only as it is written: dotted numbers, what is numbered, names of settings.

"2.5.0" is not met by a text that has a 2, a 5 and a 0, "Route 3" not by "Route 5" and 3 o'clock,
"max_stations" not by one about stations, nor the command "/vanish" by what vanishes.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from index.asking.kinds.units import units_by_word
from index.language.letters import fold
from index.language.registry import PROFILES, all_patterns, all_words
from index.language.terms import words

DOTTED = re.compile(r"(?<![\w.,:])v?(?P<number>\d{1,6}(?:[.:]\d{1,6}){1,5}+)(?!\w)", re.IGNORECASE)
NAME = re.compile(
    r"(?<![\w#/])(?:[#/][^\W\d][\w-]{1,60}+|[^\W_]{1,40}+(?:_[^\W_]{1,40}+){1,8}+)(?![\w/])"
)
NUMBER = re.compile(r"\d++(?:[.,:]\d++)*+")
SEPARATOR = re.compile(r"[.,:]")
DAY = re.compile(r"\d{1,2}+\.\d{1,2}+\.(?:\d{4}+)?(?!\w)")
"""A date, which a text may write otherwise."""

LABELS = all_words(lambda profile: profile.labels)
UP_TO = all_words(lambda profile: profile.up_to)
LIMITS = all_words(lambda profile: profile.conditions | profile.between)
"""Before what is numbered, they say that others are meant, too: "from class 5 on"."""

TOGETHER = "|".join([*sorted(UP_TO), all_patterns(lambda profile: profile.joining)])
NUMBERED = re.compile(
    r"(?:(?<!\w)(?P<before>[^\W\d_]{1,40}+)[^\S\n])?"
    r"(?<!\w)(?P<label>[^\W\d_]{2,40}+|§{1,2})[^\S\n]?(?P<numbers>\d{1,4}+"
    rf"(?:(?:[^\S\n]?[-–/,+&][^\S\n]?|[^\S\n](?:{TOGETHER})[^\S\n])\d{{1,4}}+){{0,9}}+)"
    r"(?![\w%€$]|[.,:]\d)",
    re.IGNORECASE,
)
FROM_TO = re.compile(
    rf"(\d{{1,4}}+)(?:[^\S\n]?[-–][^\S\n]?|[^\S\n](?:{'|'.join(sorted(UP_TO))})[^\S\n])"
    r"(?=(\d{1,4}+))",
    re.IGNORECASE,
)
DIGITS = re.compile(r"\d++")
ITEM = re.compile(r"\(?(?P<number>\d{1,4}+)[.)]")
"""How a step or a subsection begins, which says its number without a word."""

INFLECTED = 3
"""Letters by which forms of a label differ at most: "class", "classes"; of a compound it is the
end: "Buslinie"."""

THOUSANDS = 3
"""Digits behind a sign that a text may leave out: "1200" for "1.200"."""


def dotted_numbers(question: str) -> list[tuple[int, int]]:
    """Return where versions, decimals, times and the like stand, without a "v" before them."""
    return [match.span("number") for match in DOTTED.finditer(question)]


def written_names(question: str) -> list[str]:
    """Return the names that are no words, in lower case: of settings, of channels."""
    return [match[0].lower() for match in NAME.finditer(question)]


def has_number(text: str, number: str) -> bool:
    """Tell whether a text has a dotted number, whatever its sign is: "9.30", "9:30", "9,30".

    Of a version the beginning is enough: "3.0" for "3.0.2".
    """
    asked = SEPARATOR.split(number)
    thousands = "".join(asked) if len(asked[-1]) == THOUSANDS else None
    written = (SEPARATOR.split(match[0]) for match in NUMBER.finditer(text))
    return any(own[: len(asked)] == asked or own == [thousands] for own in written)


@dataclass(frozen=True, slots=True)
class Numbered:
    """What a question tells from others of its sort by a number: "Route 3".

    `label` is folded; `start` and `end` are the number's place in the question.
    """

    label: str
    number: str
    start: int
    end: int


@lru_cache(maxsize=256)
def numbered(question: str) -> tuple[Numbered, ...]:
    """Return what is numbered in a question, if it is one of its sort alone."""
    found = [match for match in NUMBERED.finditer(question) if _is_label(match, question)]
    labels = [fold(match["label"]) for match in found]
    return tuple(
        Numbered(label, match["numbers"], *match.span("numbers"))
        for label, match in zip(labels, found, strict=True)
        if match["numbers"].isdecimal() and labels.count(label) == 1
    )


def tells_of(text: str, asked: Numbered) -> Literal["it", "another"] | None:
    """Tell whether a text names what is asked for, or only another of its sort."""
    numbers: set[int] = set()
    for match in NUMBERED.finditer(text):
        if _is_of_sort(fold(match["label"]), asked.label):
            if (match["before"] or "").lower() in LIMITS:
                return None
            numbers.update(_numbers(match["numbers"]))
    if not numbers:
        return None
    if (item := ITEM.match(text)) is not None:
        numbers.add(int(item["number"]))
    return "it" if int(asked.number) in numbers else "another"


def _is_label(match: re.Match[str], question: str) -> bool:
    label, before = match["label"], match["before"] or ""
    if before.lower() in LIMITS:
        return False
    following = words(question[match.end() :])[:1]
    if any(each in units_by_word(code) for each in following for code in PROFILES):
        return False
    noun = label[0].isupper() and match.start("label") > 0 and not question.isupper()
    return not label[0].isalpha() or label.lower() in LABELS or noun


def _is_of_sort(label: str, asked: str) -> bool:
    short, long = sorted((label, asked), key=len)
    same = long.startswith(short) and len(long) - len(short) <= INFLECTED
    return same or (long.endswith(short) and len(short) > INFLECTED) or {long, short} == {"§", "§§"}


def _numbers(written: str) -> Iterator[int]:
    yield from map(int, DIGITS.findall(written))
    for match in FROM_TO.finditer(written):
        yield from range(int(match[1]), int(match[2]))


@dataclass(frozen=True, slots=True)
class Literals:
    """What of a question only counts as it is written, each with the words that are of it."""

    each: tuple[tuple[str | Numbered, tuple[str, ...]], ...]

    def lacking(self, text: str) -> Iterator[tuple[str, ...]]:
        """Give the words of each that a text lacks, though it may have these words apart."""
        for written, own in self.each:
            if isinstance(written, Numbered):
                lacks = tells_of(text, written) == "another"
            elif written[0].isdigit():
                lacks = not has_number(text, written)
            else:
                lacks = written not in text.lower()
            if lacks:
                yield own


@lru_cache(maxsize=256)
def literals(question: str) -> Literals:
    """Return what a question means as it is written."""
    spans: list[tuple[str | Numbered, int, int]] = [
        (question[start:end], start, end)
        for start, end in dotted_numbers(question)
        if not DAY.match(question, start)
    ]
    spans += [(match[0].lower(), *match.span()) for match in NAME.finditer(question)]
    spans += [(each, each.start, each.end) for each in numbered(question)]
    rest = question
    for _, start, end in spans:
        rest = rest[:start] + " " * (end - start) + rest[end:]
    elsewhere = set(words(rest))
    return Literals(
        tuple(
            (written, tuple(word for word in words(question[start:end]) if word not in elsewhere))
            for written, start, end in spans
        )
    )

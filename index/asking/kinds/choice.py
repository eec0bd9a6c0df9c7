"""Which of several dates, sums or names in a sentence a question asks for."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import pairwise

from index.asking.kinds.cancellations import (
    cancelled_unasked,
    is_dismissed,
    moved_away,
    without_moving,
)
from index.asking.kinds.dates import days, moments, times_of_day
from index.asking.kinds.questions import AnswerType, wanted
from index.asking.kinds.spans import Span, distance, touches
from index.language.registry import all_patterns, profile_of
from index.language.terms import stems
from index.language.words import is_function_word

JOINING = all_patterns(lambda profile: profile.joining)
BETWEEN = re.compile(rf"[,;|]|\b(?:{JOINING})\b", re.IGNORECASE)
JOINED = re.compile(rf"(?:[,;\s]|\b(?:{JOINING})\b)*+", re.IGNORECASE)
SHORT = re.compile(r"\s\w{1,3}\s|\s?[,–-]\s?")
"""What may join days in a language whose words for that aren't known: "lunes a viernes"."""
WORD = re.compile(r"[^\W_]+")

LISTED = {"date", "time"}
"""Kinds of which several are taken together, where nothing else stands between them."""


@lru_cache(maxsize=256)
def stems_of(question: str, language: str) -> frozenset[str]:
    """Return the stems of a question's words."""
    return frozenset(stems(question, language))


def chosen(
    sentence: str, spans: Iterable[Span], kind: AnswerType, question: str, language: str
) -> Span | None:
    """Return which of what is of `kind` answers: what is nearest to the question's words.

    What isn't so ("not on 3 May, but …") comes last; of what is cancelled that is the answer,
    unless the question asks for it; and of what tells when a day goes before a time of day. Of
    several, each with its part of the sentence, that goes first whose part has most of the
    question's content words ("3 euros for children"); days and times that are listed are taken
    together.
    """
    found = sorted(set(spans))
    asked = stems_of(question, language)
    shared = [
        match.span()
        for match in WORD.finditer(sentence)
        # "2025" is in each of two dates, and tells neither.
        if asked.issuperset(stems(match[0], language)) and not touches(match.span(), found)
    ]
    named = days(sentence, language) if kind == "date" else []
    counts = _votes(sentence, found, _telling(sentence, question, shared, language))
    off = cancelled_unasked(sentence, found, question) if kind in LISTED else None
    gone = _moved_from(sentence, kind, language) | (off[1] if off else frozenset())

    def holds(span: Span) -> bool:
        return span not in gone and not is_dismissed(sentence, span)

    def preference(span: Span) -> tuple[bool, bool, tuple[int, int]]:
        told = kind != "date" or touches(span, named)
        return not holds(span), not told, counts[span]

    best = min(found, key=lambda span: (preference(span), distance(span, shared)), default=None)
    if best is None or kind not in LISTED:
        return best
    if off is not None and best in off[1]:
        return off[0]
    joined = JOINED if profile_of(language).joining else SHORT
    start, end = _listed(sentence, best, [each for each in found if holds(each)], joined)
    # "moved to July 11" is on July 11.
    return (without_moving(sentence, start), end) if gone else (start, end)


def _moved_from(sentence: str, kind: AnswerType, language: str) -> frozenset[Span]:
    """Return the days and times that something was moved from."""
    if kind not in LISTED:
        return frozenset()
    when = moments(sentence, language) if kind == "date" else times_of_day(sentence, language)
    return moved_away(sentence, when, [d for d in when if touches(d, days(sentence, language))])


def _telling(sentence: str, question: str, shared: Sequence[Span], language: str) -> list[Span]:
    """Return which shared words tell one of several from another: not what is asked for itself."""
    want = wanted(question)
    asking = stems_of(" ".join((*want.counted, *want.asking)), language) if want else frozenset()
    return [
        span
        for span in shared
        if not is_function_word(sentence[slice(*span)].lower(), language)
        and not asking.issuperset(stems(sentence[slice(*span)], language))
    ]


def _votes(
    sentence: str, found: Sequence[Span], told_by: Sequence[Span]
) -> dict[Span, tuple[int, int]]:
    """Return what orders them by the words in each one's part of the sentence, most first.

    A part ends at the last comma or "and" before the next. What stands before the first one is said
    of all. Of parts with as many the later counts: "Ada cooks on Monday and Bob on Tuesday".
    """
    starts = [found[0][0]] if found else []
    for (_, end), (start, _) in pairwise(found):
        between = [match.start() for match in BETWEEN.finditer(sentence, end, max(end, start))]
        starts.append(between[-1] if between else max(end, start))
    count = [0] * len(found)
    for word, _ in told_by:
        if (part := bisect_right(starts, word) - 1) >= 0:
            count[part] += 1
    return {
        span: (-number_of, -number if number_of else 0)
        for number, (span, number_of) in enumerate(zip(found, count, strict=True))
    }


def _listed(sentence: str, best: Span, others: Sequence[Span], joined: re.Pattern[str]) -> Span:
    """Return what is listed together with the best one, from the first to the last."""
    start, end = best
    for other in others:
        if other[0] >= end and joined.fullmatch(sentence, end, other[0]):
            end = other[1]
    for other in reversed(others):
        if other[1] <= start and joined.fullmatch(sentence, other[1], start):
            start = other[0]
    return start, end

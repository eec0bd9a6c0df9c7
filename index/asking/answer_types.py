"""What kind of thing a question asks for, and the words of a sentence that are of that kind.

`index.asking.kinds` knows the kinds; here is what the other rooms ask of them.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from index.asking.kinds.amounts import amounts, of_others
from index.asking.kinds.dates import (
    days,
    moments,
    names_weekday,
    names_year,
    relative_days,
    times_of_day,
)
from index.asking.kinds.names import PERSON, PLACE, REASON
from index.asking.kinds.questions import AnswerType, Wanted, wanted
from index.asking.kinds.spans import Span, distance, touches
from index.language.registry import all_patterns, all_words
from index.language.terms import stems
from index.language.words import is_function_word

__all__ = [
    "AnswerType",
    "answer_type",
    "counts_anything",
    "find_phrase",
    "holds_answer",
    "relative_dates",
]

WORD = re.compile(r"[^\W_]+")
DISMISSED = re.compile(
    rf"\b(?:{all_patterns(lambda profile: profile.dismissed)})(?: \w{{1,5}})? $", re.IGNORECASE
)
JOINING = all_patterns(lambda profile: profile.joining)
BETWEEN = re.compile(rf"[,;|]|\b(?:{JOINING})\b", re.IGNORECASE)
JOINED = re.compile(rf"(?:[,;\s]|\b(?:{JOINING})\b)*+", re.IGNORECASE)
LISTED = {"date", "time"}
"""Kinds of which several are taken together, where nothing else stands between them."""

TELLING_TO = all_words(lambda profile: profile.telling_to)
VAGUE = re.compile(all_patterns(lambda profile: profile.vague_day), re.IGNORECASE)
LOOK_BACK = 24
UNBROKEN = re.compile(r"\S+")

NAMED = {"person": PERSON, "place": PLACE, "reason": REASON}


def answer_type(question: str) -> AnswerType | None:
    """Return what a question asks for; None where its words don't say."""
    want = wanted(question)
    return want.kind if want else None


def holds_answer(sentence: str, kind: AnswerType, question: str, language: str) -> bool:
    """Tell whether a sentence has something of `kind` that doesn't only repeat the question."""
    return any(True for _ in _news(sentence, kind, question, language))


def counts_anything(sentence: str, question: str, language: str) -> bool:
    """Tell whether a sentence may tell a number, though not by the word that is asked for."""
    asked, want = _asked(question, language), wanted(question)
    return want is not None and any(
        not _repeats(sentence, telling, asked, language)
        for _, telling in of_others(sentence, want, language)
    )


def find_phrase(
    sentence: str, kind: AnswerType, question: str, language: str
) -> tuple[int, int] | None:
    """Return `[start, end)` of the words that are of `kind` and nearest to the question's words.

    What only repeats the question doesn't count, what isn't so ("not on 3 May, but …") comes last,
    and of what tells when a day goes before a time of day. Of several, each with its part of the
    sentence, that goes first whose part has most of the question's content words ("3 euros for
    children"); days and times that are listed are taken together.
    """
    asked = _asked(question, language)
    found = sorted(set(_news(sentence, kind, question, language)))
    shared = [
        match.span()
        for match in WORD.finditer(sentence)
        # "2025" is in each of two dates, and tells neither.
        if asked.issuperset(stems(match[0], language)) and not touches(match.span(), found)
    ]
    named = days(sentence, language) if kind == "date" else []
    votes = _votes(sentence, found, _telling(sentence, question, shared, language))

    def preference(span: Span) -> tuple[bool, bool, tuple[int, int]]:
        told = kind != "date" or touches(span, named)
        return _is_dismissed(sentence, span), not told, votes[span]

    best = min(found, key=lambda span: (preference(span), distance(span, shared)), default=None)
    if best is None or kind not in LISTED:
        return best
    return _listed(sentence, best, [each for each in found if not _is_dismissed(sentence, each)])


def relative_dates(sentence: str, language: str) -> list[str]:
    """Return the words of a sentence that say when only together with the article's date.

    "am Mittwoch" and "Anfang Januar" do; "27. Dezember 2019" doesn't.
    """
    found = relative_days(sentence, language)
    return list(dict.fromkeys(sentence[start:end] for start, end in found))


def _telling(sentence: str, question: str, shared: Sequence[Span], language: str) -> list[Span]:
    """Return which shared words tell one of several from another: not what is asked for itself."""
    want = wanted(question)
    asking = _asked(" ".join((*want.counted, *want.asking)), language) if want else frozenset()
    return [
        span
        for span in shared
        if not is_function_word(sentence[slice(*span)].lower(), language)
        and not asking.issuperset(stems(sentence[slice(*span)], language))
    ]


def _votes(
    sentence: str, found: Sequence[Span], telling: Sequence[Span]
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
    for word, _ in telling:
        if (part := bisect_right(starts, word) - 1) >= 0:
            count[part] += 1
    return {
        span: (-votes, -number if votes else 0)
        for number, (span, votes) in enumerate(zip(found, count, strict=True))
    }


def _listed(sentence: str, best: Span, others: Sequence[Span]) -> Span:
    """Return what is listed together with the best one, from the first to the last."""
    start, end = best
    for other in others:
        if other[0] >= end and JOINED.fullmatch(sentence, end, other[0]):
            end = other[1]
    for other in reversed(others):
        if other[1] <= start and JOINED.fullmatch(sentence, other[1], start):
            start = other[0]
    return start, end


@lru_cache(maxsize=256)
def _asked(question: str, language: str) -> frozenset[str]:
    return frozenset(stems(question, language))


def _news(sentence: str, kind: AnswerType, question: str, language: str) -> Iterator[Span]:
    """Give what is of a kind and that the question doesn't have already."""
    asked = _asked(question, language)
    want = wanted(question)
    if want is None or want.kind != kind:
        want = Wanted(kind)
    for span, telling in _candidates(sentence, want, language):
        if kind == "person":
            name = _trimmed(sentence, span, asked, language)
            # Whose last name the question has is the one that it is about.
            whole = name[1] == span[1] and not _repeats(sentence, name, asked, language)
            if whole and " " in sentence[slice(*name)]:
                yield name
        elif not _repeats(sentence, telling, asked, language):
            yield span


def _repeats(sentence: str, span: Span, asked: frozenset[str], language: str) -> bool:
    return asked.issuperset(stems(sentence[slice(*span)], language))


def _candidates(sentence: str, want: Wanted, language: str) -> Iterator[tuple[Span, Span]]:
    """Give what is of the wanted kind, each with the part of it that tells."""
    if (pattern := NAMED.get(want.kind)) is not None:
        found = (match.span(match.lastgroup or 0) for match in pattern.finditer(sentence))
        spans = [(start, end - (sentence[end - 1] in ".'’-")) for start, end in found]
        if want.kind == "place":
            # "am Samstag", "im Mai"
            named = days(sentence, language)
            spans = [span for span in spans if not touches(span, named)]
    elif want.kind == "date":
        when = moments(sentence, language)
        spans = [span for span in when if not VAGUE.fullmatch(sentence[slice(*span)])]
        if want.precisely == "year":
            spans = [span for span in spans if names_year(sentence[slice(*span)])]
        elif want.precisely == "weekday":
            spans = [span for span in spans if names_weekday(sentence[slice(*span)], language)]
    elif want.kind == "time":
        spans = times_of_day(sentence, language)
    else:
        yield from amounts(sentence, want, language)
        return
    for span in spans:
        yield span, span


def _is_dismissed(sentence: str, span: Span) -> bool:
    before = sentence[max(0, span[0] - LOOK_BACK) : span[0]]
    return DISMISSED.search(before) is not None


def _trimmed(sentence: str, span: Span, asked: frozenset[str], language: str) -> Span:
    """Leave off what the question has already, articles and "Ask …", at both ends of a name."""
    words = [
        match
        for match in UNBROKEN.finditer(sentence[span[0] : span[1]])
        if not asked.issuperset(stems(match[0], language))
        and not is_function_word(match[0].lower(), language)
        and match[0].lower() not in TELLING_TO
    ]
    return (span[0] + words[0].start(), span[0] + words[-1].end()) if words else span

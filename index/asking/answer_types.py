"""What kind of thing a question asks for, and the words of a sentence that are of that kind.

`index.asking.kinds` knows the kinds; here is what the other rooms ask of them.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from index.asking.kinds.amounts import amounts
from index.asking.kinds.dates import days, moments, relative_days, times_of_day
from index.asking.kinds.names import PERSON, PLACE, REASON
from index.asking.kinds.questions import AnswerType, Wanted, wanted
from index.asking.kinds.spans import Span, distance, touches
from index.language.registry import all_patterns
from index.language.terms import stems
from index.language.words import is_function_word

__all__ = ["AnswerType", "answer_type", "find_phrase", "holds_answer", "relative_dates"]

WORD = re.compile(r"[^\W_]+")
DISMISSED = re.compile(
    rf"\b(?:{all_patterns(lambda profile: profile.dismissed)})(?: \w{{1,5}})? $", re.IGNORECASE
)
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


def find_phrase(
    sentence: str, kind: AnswerType, question: str, language: str
) -> tuple[int, int] | None:
    """Return `[start, end)` of the words that are of `kind` and nearest to the question's words.

    What only repeats the question doesn't count, what isn't so ("not on 3 May, but …") comes last,
    and of what tells when a day goes before a time of day.
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

    def preference(span: Span) -> tuple[bool, bool, int]:
        told = kind != "date" or touches(span, named)
        return _is_dismissed(sentence, span), not told, distance(span, shared)

    return min(found, key=preference, default=None)


def relative_dates(sentence: str, language: str) -> list[str]:
    """Return the words of a sentence that say when only together with the article's date.

    "am Mittwoch" and "Anfang Januar" do; "27. Dezember 2019" doesn't.
    """
    found = relative_days(sentence, language)
    return list(dict.fromkeys(sentence[start:end] for start, end in found))


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
            whole = name[1] == span[1]
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
    elif want.kind == "date":
        when = moments(sentence, language)
        spans = [span for span in when if not VAGUE.fullmatch(sentence[slice(*span)])]
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
    """Leave off what the question has already, and articles, at both ends of a name."""
    words = [
        match
        for match in UNBROKEN.finditer(sentence[span[0] : span[1]])
        if not asked.issuperset(stems(match[0], language))
        and not is_function_word(match[0].lower(), language)
    ]
    return (span[0] + words[0].start(), span[0] + words[-1].end()) if words else span

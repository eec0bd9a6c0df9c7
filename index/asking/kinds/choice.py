"""Which of several dates, sums or names in a sentence a question asks for."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

from index.asking.kinds.questions import wanted
from index.asking.kinds.spans import Span
from index.language.registry import all_patterns
from index.language.terms import stems
from index.language.words import is_function_word

JOINING = all_patterns(lambda profile: profile.joining)
BETWEEN = re.compile(rf"[,;|]|\b(?:{JOINING})\b", re.IGNORECASE)
JOINED = re.compile(rf"(?:[,;\s]|\b(?:{JOINING})\b)*+", re.IGNORECASE)


@lru_cache(maxsize=256)
def stems_of(question: str, language: str) -> frozenset[str]:
    """Return the stems of a question's words."""
    return frozenset(stems(question, language))


def telling(sentence: str, question: str, shared: Sequence[Span], language: str) -> list[Span]:
    """Return which shared words tell one of several from another: not what is asked for itself."""
    want = wanted(question)
    asking = stems_of(" ".join((*want.counted, *want.asking)), language) if want else frozenset()
    return [
        span
        for span in shared
        if not is_function_word(sentence[slice(*span)].lower(), language)
        and not asking.issuperset(stems(sentence[slice(*span)], language))
    ]


def votes(
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


def listed(sentence: str, best: Span, others: Sequence[Span]) -> Span:
    """Return what is listed together with the best one, from the first to the last."""
    start, end = best
    for other in others:
        if other[0] >= end and JOINED.fullmatch(sentence, end, other[0]):
            end = other[1]
    for other in reversed(others):
        if other[1] <= start and JOINED.fullmatch(sentence, other[1], start):
            start = other[0]
    return start, end

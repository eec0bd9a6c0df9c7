"""What a text names only to take it back: a day that something was moved from, or is cancelled on.

"The meeting moved from July 4 to July 11", "statt um 18 Uhr um 19 Uhr", "montags, donnerstags
entfällt es". Such days and times answer last, and aren't taken together with those that hold.
"""

import re
from collections.abc import Sequence
from functools import lru_cache

from index.asking.kinds.spans import Span
from index.language.registry import all_patterns

DISMISSED = re.compile(
    rf"\b(?:{all_patterns(lambda profile: profile.dismissed)})(?: \w{{1,5}})? $", re.IGNORECASE
)
LOOK_BACK = 24
"""Characters before something in which stands that it isn't so."""

MOVED = re.compile(rf"\b(?:{all_patterns(lambda profile: profile.moved)})\b", re.IGNORECASE)
MOVED_TO = all_patterns(lambda profile: profile.moved_to)
BEGINS_AS_NEW = re.compile(rf"(?:{MOVED_TO})\b", re.IGNORECASE)
TO = re.compile(rf"(?:{MOVED_TO}) ", re.IGNORECASE)
NEW_FOLLOWS = re.compile(rf"\b(?:{MOVED_TO})(?: \w{{2,3}})? $", re.IGNORECASE)

CANCELLED = re.compile(rf"\b(?:{all_patterns(lambda profile: profile.cancelled)})\b", re.IGNORECASE)
UNLESS = re.compile(
    rf"\b(?:{all_patterns(lambda profile: profile.not_cancelled)})\b", re.IGNORECASE
)
JOINING = re.compile(rf"\b(?:{all_patterns(lambda profile: profile.but_then)})\b", re.IGNORECASE)
CLAUSE = re.compile(r"[,;–—]")


def is_dismissed(text: str, span: Span) -> bool:
    """Tell whether a text says of something that it isn't so, right before it."""
    return DISMISSED.search(text[max(0, span[0] - LOOK_BACK) : span[0]]) is not None


def moved_away(text: str, spans: Sequence[Span], days: Sequence[Span]) -> frozenset[Span]:
    """Return which of a text's days and times something was moved from.

    `days` are those that are days. A new day takes away all other days, a new time all other times.
    """
    words = [match.span() for match in MOVED.finditer(text)]
    if not words:
        return frozenset()
    named = frozenset(days)
    found: set[Span] = set()
    for alike in ([span for span in spans if span in named], [s for s in spans if s not in named]):
        new = [span for span in alike if _is_new(text, span) and _moves(text, words, span)]
        if new:
            found.update(span for span in alike if span not in new)
    return frozenset(found)


def without_moving(text: str, start: int) -> int:
    """Return where a day or time begins behind the "to" that something is moved by."""
    match = TO.match(text, start)
    return match.end() if match else start


def _is_new(text: str, span: Span) -> bool:
    before = text[max(0, span[0] - LOOK_BACK) : span[0]]
    return bool(BEGINS_AS_NEW.match(text, span[0]) or NEW_FOLLOWS.search(before))


def _moves(text: str, words: Sequence[Span], span: Span) -> bool:
    """Tell whether any of the words that say so stands in the same clause as a day or time."""
    between = (sorted((*word, *span))[1:3] for word in words)
    return any(CLAUSE.search(text, *each) is None for each in between)


@lru_cache(maxsize=1024)
def cancelled(text: str, spans: tuple[Span, ...]) -> tuple[Span, frozenset[Span]] | None:
    """Return where a text says that something is cancelled, and on which of its days and times.

    None where it isn't, or only if something happens.
    """
    words = CANCELLED.search(text)
    if words is None or UNLESS.search(text[: words.start()] + text[words.end() :]):
        return None
    marks = [0, *(match.end() for match in CLAUSE.finditer(text)), len(text)]
    begin = max(mark for mark in marks if mark <= words.start())
    end = min(mark for mark in marks if mark >= words.end())
    if (joining := JOINING.search(text, words.end(), end)) is not None:
        end = joining.start()
    own = [span for span in spans if begin <= span[0] and span[1] <= end]
    # "The party, planned for 4 July, is cancelled."
    off = own or [span for span in spans if span[1] <= words.start()]
    return words.span(), frozenset(off)


def cancelled_unasked(
    text: str, spans: Sequence[Span], question: str
) -> tuple[Span, frozenset[Span]] | None:
    """Return the same where it is news to who asks: some are off, and that isn't asked for."""
    off = cancelled(text, tuple(spans))
    return None if off is None or not off[1] or CANCELLED.search(question) else off

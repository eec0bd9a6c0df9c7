"""What kind of thing a question asks for."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import islice
from typing import Literal

from index.asking.kinds.units import MEASURES, Dimension, units_by_word
from index.language.profiles.profile import LanguageProfile
from index.language.registry import PROFILES, all_patterns, all_words
from index.language.terms import words
from index.language.words import INTERROGATIVES, is_function_word

AnswerType = Literal[
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
    "rank",
    "code",
    "person",
    "place",
    "reason",
]

DECISIVE = frozenset[AnswerType](
    {"age", "money", "share", "duration", "measure", "count", "date", "time", "frequency"}
)
"""Kinds that are told from a text's form, so that where there is none nothing answers."""

ASKS_BY: list[tuple[AnswerType, Callable[[LanguageProfile], str]]] = [
    ("money", lambda profile: profile.what_price),
    ("share", lambda profile: profile.what_share),
    ("age", lambda profile: profile.how_old),
    ("frequency", lambda profile: profile.how_often),
    ("time", lambda profile: profile.what_time),
    ("duration", lambda profile: profile.how_long),
    ("measure", lambda profile: profile.how_large),
    ("code", lambda profile: profile.which_code),
    ("rank", lambda profile: profile.which_rank),
    ("count", lambda profile: profile.how_many),
    ("number", lambda profile: profile.how_much),
    ("duration", lambda profile: profile.how_long_or_far),
    ("date", lambda profile: profile.when),
    ("place", lambda profile: profile.where),
    ("person", lambda profile: profile.who),
    ("reason", lambda profile: profile.why),
]
"""Of two that begin at the same word the first counts."""

ASKS = [
    (kind, re.compile(rf"\b(?:{all_patterns(field)})\b", re.IGNORECASE)) for kind, field in ASKS_BY
]
LONG_OR_FAR = re.compile(
    rf"\b(?:{all_patterns(lambda profile: profile.how_long_or_far)})\b", re.IGNORECASE
)

Precision = Literal["year", "weekday"]

PRECISELY: list[tuple[Precision, re.Pattern[str]]] = [
    ("year", re.compile(rf"\b(?:{all_patterns(lambda profile: profile.year_word)})\b", re.I)),
    ("weekday", re.compile(rf"\b(?:{all_patterns(lambda profile: profile.weekday_word)})\b", re.I)),
]

KEYWORDS: list[tuple[AnswerType, re.Pattern[str]]] = [
    ("money", re.compile(rf"\b(?:{all_patterns(lambda profile: profile.price_keyword)})\b", re.I)),
    ("time", re.compile(rf"\b(?:{all_patterns(lambda profile: profile.time_word)})\b", re.I)),
]
"""What few words ask for that are no sentence: "reisepass preis"."""

ASKS_LIST = re.compile(rf"\b(?:{all_patterns(lambda profile: profile.asks_list)})\b", re.IGNORECASE)
ASKS_STEPS = re.compile(
    rf"\b(?:{all_patterns(lambda profile: profile.asks_steps)})\b", re.IGNORECASE
)

ASKS_SORT = re.compile(
    rf"\b(?:{all_patterns(lambda profile: profile.which_sort)})\b", re.IGNORECASE
)

WORD = re.compile(r"[^\W\d_]+")

FEW = 4
"""Words of a question that is nothing but such words."""

JOINING = {"date", "place", "person", "reason"}
"""Kinds whose question words also join clauses."""

ASKING_FIRST = INTERROGATIVES | all_words(lambda profile: profile.auxiliaries)
"""Words with which a question begins, so that such a word further on doesn't ask."""

CLAUSE_END = re.compile(r"[,;:.?!–—] ?(?:\w{2,5} )?$")

COUNTED = 3
"""Words behind "how many" among which is what is counted."""

MEASURED_IN: list[tuple[Dimension, re.Pattern[str]]] = [
    (dimension, re.compile(rf"\b(?:{'|'.join(own)})\b", re.IGNORECASE))
    for dimension in sorted(MEASURES)
    if (
        own := [
            pattern
            for profile in PROFILES.values()
            for name, pattern in profile.measured_in
            if name == dimension
        ]
    )
]
"""What "how tall" asks for, where its words say."""

SHARED_DIMENSIONS: dict[Dimension, AnswerType] = {
    "money": "money",
    "share": "share",
    "duration": "duration",
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a question asks for.

    `counted` is what it wants to know the number of, in lower case; `dimensions` are those of the
    units that an answer may have, all if it is empty.
    """

    kind: AnswerType
    counted: tuple[str, ...] = ()
    dimensions: frozenset[Dimension] = frozenset()
    precisely: Precision | None = None
    """How precisely "which year" and "which weekday" ask for a date."""
    asking: tuple[str, ...] = field(default=(), compare=False)
    """The words that ask for it, in lower case: "how", "old"."""


@lru_cache(maxsize=1024)
def wanted(question: str) -> Wanted | None:
    """Return what a question asks for; None where its words don't say."""
    found = [
        (match.start(), n)
        for n, (kind, ask) in enumerate(ASKS)
        if (match := ask.search(question))
        and (kind not in JOINING or _asks_here(question, match.start()))
    ]
    if not found:
        return _by_keywords(question)
    start, n = min(found)
    kind, ask = ASKS[n]
    match = ask.match(question, start)
    after = question[match.end() :] if match else ""
    asking = tuple(words(match[0])) if match else ()
    if kind in {"count", "number"} and (dimensions := _dimensions(after)):
        return Wanted(_kind_of(dimensions), dimensions=dimensions, asking=asking)
    return _closer(Wanted(kind, asking=asking), match[0] if match else "", after)


def _closer(want: Wanted, asked: str, after: str) -> Wanted:
    """Say what else the words tell that ask (`asked`), or those `after` them."""
    if want.kind == "count":
        return replace(want, counted=_counted(after))
    if want.kind == "duration" and LONG_OR_FAR.match(asked):
        return replace(want, dimensions=frozenset[Dimension]({"duration", "length"}))
    if want.kind == "measure":
        measured = (dimension for dimension, word in MEASURED_IN if word.search(asked))
        return replace(want, dimensions=frozenset(measured))
    if want.kind == "date":
        precisely = next((how for how, word in PRECISELY if word.search(asked)), None)
        return replace(want, precisely=precisely)
    return want


def asks_for_list(question: str) -> bool:
    """Tell whether a question wants all of something: "Which channels are there?"."""
    return ASKS_LIST.search(question) is not None


def asks_for_sort(question: str) -> bool:
    """Tell whether a question wants one of a sort of things: "Which company built it?"."""
    return ASKS_SORT.search(question) is not None


def asks_for_steps(question: str) -> bool:
    """Tell whether a question wants to know how to do something."""
    return ASKS_STEPS.search(question) is not None


def _asks_here(question: str, start: int) -> bool:
    """Tell whether "when" or "who" asks, rather than joins: "What happens when it rains?"."""
    if question[start].isupper() and question[:start].rstrip()[-1:].isalnum():
        return False  # "Doctor Who"
    before = words(question[:start])
    clause = CLAUSE_END.search(question[:start]) is not None
    return not before or clause or before[0] not in ASKING_FIRST


def _by_keywords(question: str) -> Wanted | None:
    if len(question.split()) > FEW:
        return None
    return next((Wanted(kind) for kind, word in KEYWORDS if word.search(question)), None)


def _dimensions(after: str) -> frozenset[Dimension]:
    """Return what a unit right behind "how many" measures: "how many megabytes"."""
    following = words(after)[:2]
    for written in (" ".join(following), *following[:1]):
        for code in PROFILES:
            if (units := units_by_word(code).get(written)) is not None and len(written) > 1:
                return frozenset(unit.dimension for unit in units)
    return frozenset()


def _kind_of(dimensions: frozenset[Dimension]) -> AnswerType:
    if dimensions <= MEASURES:
        return "measure"
    return (
        SHARED_DIMENSIONS.get(next(iter(dimensions)), "number")
        if len(dimensions) == 1
        else "number"
    )


def _counted(after: str) -> tuple[str, ...]:
    """Return the words behind "how many" up to the next little one, or to a noun's capital."""
    counted: list[str] = []
    for match in islice(WORD.finditer(after), COUNTED + 2):
        word = match[0].lower()
        if word in ASKING_FIRST or any(is_function_word(word, code) for code in PROFILES):
            if counted:
                break
            continue
        counted.append(word)
        if match[0][0].isupper() or len(counted) == COUNTED:
            break
    return tuple(counted)

"""Days, months, years and times of day in a text.

The names of months and days are those of the text's own language, all other words those of all
language profiles together.
"""

import re
from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from functools import lru_cache

from index.asking.kinds.cancellations import cancelled, is_dismissed, moved_away
from index.asking.kinds.dense import counted
from index.asking.kinds.numerals import tokens
from index.asking.kinds.quantities import quantities
from index.asking.kinds.spans import Span, touches
from index.language.months import day_names, month_names
from index.language.registry import all_patterns, all_words, profile_of

YEAR = re.compile(r"\d{4}")

BEFORE_DATE = all_patterns(lambda profile: profile.before_date)
DAY_ENDING = all_patterns(lambda profile: profile.day_ending)
PART_OF_YEAR = all_patterns(lambda profile: profile.part_of_year)
MONTHS_IN_PROSE = all_words(lambda profile: profile.months_in_prose)
LABELS = all_words(lambda profile: profile.labels)

BEFORE_CLOCK = all_patterns(lambda profile: profile.before_clock)
TIME = r"(?:[01]?\d|2[0-4]):[0-5]\d(?::[0-5]\d)?(?![\d:])"
CLOCK = re.compile(
    rf"(?<![\d:.,])(?:\b(?:{BEFORE_CLOCK}) )?(?<![\d:.,]){TIME}(?: ?[-–—] ?{TIME})?"
    r"(?: ?(?:uhr|h|[ap]\.?m)\b)?(?: (?:utc|gmt|ce?s?t|mes?z)\b)?"
    rf"|\b(?:(?:{BEFORE_CLOCK}) )?(?:{all_patterns(lambda profile: profile.clock)})\b",
    re.IGNORECASE,
)
OTHER = re.compile(
    rf"(?<![\w'])(?:{all_patterns(lambda profile: profile.other_date)})\b", re.IGNORECASE
)
CLAUSE = re.compile(
    rf"\b(?:{all_patterns(lambda profile: profile.when_clause)}) [^,;.!?]{{1,120}}", re.IGNORECASE
)
BEFORE_AT_END = re.compile(rf"\b(?:{BEFORE_DATE}|{BEFORE_CLOCK}) $", re.IGNORECASE)
BESIDE_DURATION = all_patterns(lambda profile: profile.beside_duration)
DURATION_FOLLOWS = re.compile(rf"\b(?:{BESIDE_DURATION})(?: the| den| der)? $", re.IGNORECASE)
DURATION_BEFORE = re.compile(
    rf" (?:{all_patterns(lambda profile: profile.from_duration)})(?: \w+){{1,4}}"
    rf"| (?:{all_patterns(lambda profile: profile.after_duration)})\b",
    re.IGNORECASE,
)

TABLE_HOURS = re.compile(r"(?<=[|] )(?P<from>\d{1,2}) ?[-–] ?(?P<to>\d{1,2})(?![^ ]| [^|])")
HOURS_OF_DAY = 24

LOOKED_AT = 4096
"""Texts of which it is remembered for a while what is in them: each question of a collection meets
some of the same."""

LOOK_BACK = 24
"""Characters before something in which the words that belong to it stand."""

JOINED = re.compile(rf"(?:,? )?(?:(?:{BEFORE_DATE}|{BEFORE_CLOCK}) )?", re.IGNORECASE)
"""What stands between a weekday, its date and its time."""


@lru_cache(maxsize=LOOKED_AT)
def moments(text: str, language: str) -> tuple[Span, ...]:
    """Return all that tells when something is: days and times, and what belongs together as one.

    Where there is nothing of that, clauses do: "as soon as the water is warm".
    """
    found = [*days(text, language), *times_of_day(text, language)]
    found += [match.span() for match in OTHER.finditer(text)]
    found += _from_durations(text, language)
    found += counted(text, "date")
    return tuple(_holding_together(text, found, language)) or tuple(
        match.span() for match in CLAUSE.finditer(text)
    )


def days(text: str, language: str) -> tuple[Span, ...]:
    """Return the days, months and years that are named."""
    return _days(text, profile_of(language).code)


@lru_cache(maxsize=LOOKED_AT)
def clock_times(text: str, language: str) -> tuple[Span, ...]:
    """Return the times of day."""
    found = [match.span() for match in CLOCK.finditer(text)]
    found += [
        (_with_before(text, quantity.start), quantity.end)
        for quantity in quantities(text, language)
        if any(unit.dimension == "clock" for unit in quantity.units)
    ]
    return tuple(_holding_together(text, found, language))


@lru_cache(maxsize=LOOKED_AT)
def times_of_day(text: str, language: str) -> tuple[Span, ...]:
    """Return the times of day, and in a table's row the hours that say no more ("9–12 | 14–17")."""
    if found := [*clock_times(text, language), *counted(text, "time")]:
        return tuple(_holding_together(text, found, language))
    return tuple(match.span() for match in TABLE_HOURS.finditer(text) if _are_hours(match))


def _are_hours(match: re.Match[str]) -> bool:
    return int(match["from"]) < int(match["to"]) <= HOURS_OF_DAY


def names_year(text: str) -> bool:
    """Tell whether a text has a year in four digits."""
    return YEAR.search(text) is not None


def names_weekday(text: str, language: str) -> bool:
    """Tell whether a text has a day of the week."""
    return bool(weekdays(text, language))


def weekdays(text: str, language: str) -> frozenset[str]:
    """Return the days of the week that a text names, by whatever ending: "montags"."""
    lowered = text.lower()
    return frozenset(name for name in day_names(language) if name.lower() in lowered)


def relative_days(text: str, language: str) -> list[Span]:
    """Return the days and months that are named without a year, nor beside the same with one."""
    named = days(text, language)
    full = [
        span for span in _joined(text, named, frozenset()) if YEAR.search(text[span[0] : span[1]])
    ]
    return [span for span in named if not touches(span, full)]


@lru_cache(maxsize=LOOKED_AT)
def _days(text: str, code: str) -> tuple[Span, ...]:
    found = []
    for match in day_pattern(code).finditer(text):
        kind = match.lastgroup
        if kind == "month" and not _is_month(match, code):
            continue
        if kind == "dotted" and not _is_day(match, code):
            continue
        if kind == "year" and not _is_year(match, code):
            continue
        found.append(match.span())
    return tuple(found)


def _is_month(match: re.Match[str], code: str) -> bool:
    """Tell whether a month that stands alone is meant: neither "may" nor somebody called Jan."""
    month = match["month"]
    if not any(name == month or (name.lower() == month == name) for name in _wide(code)):
        return False
    return month.lower() not in MONTHS_IN_PROSE or bool(match["before"] or match["part"])


@lru_cache
def _wide(code: str) -> frozenset[str]:
    """Return the months' names of more than three letters, as they are written."""
    names = month_names(code)
    return frozenset(name for name in names if len(name) > 3 or name.lower() in {"mai", "may"}) or (
        frozenset(names)
    )


def _is_day(match: re.Match[str], code: str) -> bool:
    """Tell whether "1.3." is a day, rather than the end of a sentence about a version."""
    if YEAR.search(match["dotted"]):
        return True
    before = tokens(match.string[max(0, match.start() - LOOK_BACK) : match.start()])
    return profile_of(code).dotted_days and not (before and before[-1].word in LABELS)


def _is_year(match: re.Match[str], code: str) -> bool:
    """Tell whether four digits are a year, rather than how many there are of what follows."""
    if match["before"]:
        return True
    following = match.string[match.end() : match.end() + LOOK_BACK]
    counted = COUNTED_GERMAN if code == "de" else COUNTED
    return not counted.match(following)


COUNTED_GERMAN = re.compile(r"[-\u00a0 ]?(?:[A-ZÄÖÜ][^\W\d_]{3,}|[%€$°])")
COUNTED = re.compile(r"[-\u00a0 ]?(?:[a-z]{3,30}s|people|men|women|children|[%€$°])\b")
"""After a number: what there are so many of."""


def _from_durations(text: str, language: str) -> Iterator[Span]:
    """Give durations that tell when: "within three days", "two years later".

    In a language whose words for that aren't known every duration may.
    """
    known = bool(profile_of(language).beside_duration)
    for quantity in quantities(text, language):
        if any(unit.dimension == "duration" for unit in quantity.units):
            before = text[max(0, quantity.start - LOOK_BACK) : quantity.start]
            follows = DURATION_FOLLOWS.search(before)
            after = DURATION_BEFORE.match(text, quantity.end)
            if follows:
                yield quantity.start - len(before) + follows.start(), quantity.end
            elif after:
                yield quantity.start, after.end()
            elif not known:
                yield quantity.start, quantity.end


def _with_before(text: str, start: int) -> int:
    before = BEFORE_AT_END.search(text[max(0, start - LOOK_BACK) : start])
    return start - len(before[0]) if before else start


def _holding_together(text: str, spans: Iterable[Span], language: str) -> list[Span]:
    """Return the spans in their order, those as one that overlap or belong together.

    What the text takes back, such as the day that something was moved from, doesn't belong to what
    holds.
    """
    parts = _joined(text, spans, frozenset(), touching=True)
    gone = {span for span in parts if is_dismissed(text, span)}
    gone |= moved_away(text, parts, [day for day in parts if touches(day, days(text, language))])
    if (off := cancelled(text, tuple(parts))) is not None:
        gone |= off[1]
    return _joined(text, parts, gone)


def _joined(
    text: str, spans: Iterable[Span], gone: AbstractSet[Span], *, touching: bool = False
) -> list[Span]:
    """Return those spans as one that overlap or, unless only `touching`, belong together."""
    joined: list[Span] = []
    held = True
    for start, end in sorted(spans):
        holds = (start, end) not in gone
        beside = not touching and held == holds and bool(joined)
        if joined and (
            start <= joined[-1][1] or (beside and JOINED.fullmatch(text, joined[-1][1], start))
        ):
            joined[-1] = (joined[-1][0], max(joined[-1][1], end))
        else:
            joined.append((start, end))
        held = holds
    return joined


@lru_cache
def day_pattern(code: str) -> re.Pattern[str]:
    """Return what finds days, months and parts of the year, with names of CLDR for a language."""
    months, weekdays = _alternatives(month_names(code)), _alternatives(day_names(code))
    return re.compile(
        rf"\b(?P<before>(?:{BEFORE_DATE}) )?(?:"
        rf"(?P<day>\d{{1,2}}(?:\.|{DAY_ENDING})?"
        # "am 13. und am 20. Januar", but not "in room 3 and on 4 May".
        rf"(?:(?: ?(?:[-–]|bis|to|und|and) ?|(?<=\D) (?:bis|to|und|and) (?:{BEFORE_DATE}) )"
        rf"\d{{1,2}}(?:\.|{DAY_ENDING})?)?"
        rf" (?:(?:{all_patterns(lambda profile: profile.before_month)}) )?"
        rf"(?:{months})\b(?:(?:\.(?= ))?,? \d{{4}}\b)?)"
        rf"|(?P<part>(?:{PART_OF_YEAR})[ -])?(?:"
        rf"(?P<dated>(?:{months})\.?(?: \d{{1,2}}(?:{DAY_ENDING})?\b)?(?:,? \d{{4}}\b)"
        rf"|(?:{months})\.? \d{{1,2}}(?:{DAY_ENDING})?\b(?![.,:]\d))"
        rf"|(?P<month>{months})\b)"
        rf"|(?P<dotted>(?<![\d.])(?:0?[1-9]|[12]\d|3[01])\.(?:0?[1-9]|1[0-2])\."
        rf"(?:\d{{4}}|\d{{2}}(?!\d))?(?![\d.]))"
        rf"|(?P<iso>\d{{4}}-\d{{2}}-\d{{2}}|\d{{1,2}}/\d{{1,2}}/\d{{4}})\b"
        rf"|(?P<weekday>(?:{weekdays})(?:{all_patterns(lambda profile: profile.part_of_day)})?)\b"
        rf"|(?P<relative>{all_patterns(lambda profile: profile.relative_day)})\b"
        rf"|(?P<year>(?<![\d.,])(?:1[0-9]|20)\d{{2}}"
        rf"(?:{all_patterns(lambda profile: profile.decade_ending)})?"
        rf"(?:[-–/](?:(?:1[0-9]|20)\d{{2}}|\d{{2}}))?(?![.,:]?\d))\b"
        rf")",
        re.IGNORECASE,
    )


def _alternatives(names: Iterable[str]) -> str:
    """Return a pattern of names, the longest first."""
    return "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))

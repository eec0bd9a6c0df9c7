"""Numbers, dates, times and codes of a text as values: "vier Millionen" is "4,000,000"."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from index.asking.kinds.dates import clock_times, days
from index.asking.kinds.numerals import word_value
from index.asking.kinds.quantities import quantities
from index.asking.kinds.spans import Span
from index.asking.kinds.values import Moment, Sum, Value, value
from index.language.months import day_names
from index.language.wording.registry import WORDINGS

CODE = re.compile(r"(?<![\w])[\w.:/§#-]{0,40}\d[\w.:/-]{0,40}")
WORD = re.compile(r"[^\W\d_]{2,40}")
ALL = tuple(WORDINGS.values())
SPOKEN = {before: minutes for wording in ALL for before, minutes in wording.spoken_times}
SPOKEN_TIME = re.compile(rf"\b({'|'.join(SPOKEN)}) (\w{{1,8}})\b(?: uhr\b)?", re.IGNORECASE)
AFTER_NOON = re.compile(rf" ?(?:{'|'.join(w.after_noon for w in ALL)})", re.IGNORECASE)
BEFORE_NOON = re.compile(rf" ?(?:{'|'.join(w.before_noon for w in ALL)})", re.IGNORECASE)
DAY_BEFORE = re.compile(
    r"\b(?P<day>(?P<number>\d{1,2})(?:\.|st|nd|rd|th)?)"
    rf"(?: ?[-–] ?| (?:{'|'.join(w.ranging for w in ALL)}) )?$",
    re.IGNORECASE,
)
HALF_DAY = 12 * 60
EDGE = ".:/-§#"

ROUNDED, UNITS_APART = 0.0005, 0.02
"""By how much amounts may be apart and still be the same: as they are, and in two units."""

PLAIN = "plain"


@dataclass(frozen=True, slots=True)
class Written:
    """A number that only names something, as it is written, in lower case."""

    text: str


Reading = Value | Written


@dataclass(frozen=True, slots=True)
class Figure:
    """What stands at `[start, end)`, in each way that it may be read.

    `kinds` tell which others it could be mistaken for; `lone` is a unit without a number: "a week".
    """

    start: int
    end: int
    readings: tuple[Reading, ...]
    lone: bool = False

    @property
    def kinds(self) -> frozenset[str]:
        """Amounts of one unit are of one kind, and so are days, and times of day."""
        return frozenset(_kind(reading) for reading in self.readings)


def figures(text: str, languages: Sequence[str]) -> list[Figure]:
    """Return them in order, none overlapping another, as texts of these languages may mean them."""
    found: dict[Span, dict[Reading, None]] = {}
    lone: set[Span] = set()
    for language in languages:
        for span, reading, alone in _read(text, language):
            found.setdefault(span, {})[reading] = None
            if alone:
                lone.add(span)
    for match in CODE.finditer(text):
        written = match[0].strip(EDGE).lower()
        if written and not any(_overlap(match.span(), span) for span in found):
            found[match.span()] = {Written(written): None}
    # What is longer is read as a whole: "3 March 2024", not 3.
    taken: list[Span] = []
    for span in sorted(found, key=lambda span: (span[0] - span[1], span[0])):
        if not any(_overlap(span, other) for other in taken):
            taken.append(span)
    return [
        Figure(*span, tuple(found[span]), lone=span in lone and len(found[span]) <= len(languages))
        for span in sorted(taken)
    ]


def _read(text: str, language: str) -> Iterator[tuple[Span, Reading, bool]]:
    spoken = dict(_spoken_times(text))
    for span, moments in spoken.items():
        for each in moments:
            yield span, each, False
    dated = [*days(text, language), *clock_times(text, language)]
    dated = [span for span in dated if not any(_overlap(span, other) for other in spoken)]
    for span in dated:
        moment = value(text[slice(*span)], "date", language)
        if isinstance(moment, Moment):
            yield from _with_half_of_day(text, span, moment)
            yield from _day_before(text, span, moment)
    dated += spoken
    for quantity in quantities(text, language):
        span = (quantity.start, quantity.end)
        if any(_overlap(span, other) for other in dated):
            continue
        if quantity.low is None or quantity.high is None or quantity.low == quantity.high == 0:
            continue
        for unit in quantity.units or (None,):
            yield span, Sum(quantity.low, quantity.high, unit), quantity.numeral is None
    for match in WORD.finditer(text):
        word = match[0].lower()
        if (day := _weekday(word, language)) is not None:
            yield match.span(), Moment(weekdays=frozenset([day])), False
        elif (count := _ordinal_or_times(word)) is not None:
            yield match.span(), Sum(count, count), False


def _spoken_times(text: str) -> Iterator[tuple[Span, list[Moment]]]:
    """Give times such as "half past six", in either half of the day if it isn't said which."""
    for match in SPOKEN_TIME.finditer(text):
        hour = int(match[2]) if match[2].isdecimal() else word_value(match[2].lower())
        if hour is None or not 1 <= hour <= 12:
            continue
        minutes = int(60 * (hour % 12) + SPOKEN[match[1].lower()]) % HALF_DAY
        early, late = Moment(clock=(minutes,)), Moment(clock=(minutes + HALF_DAY,))
        if (after := AFTER_NOON.match(text, match.end())) is not None:
            yield (match.start(), after.end()), [late]
        elif (before := BEFORE_NOON.match(text, match.end())) is not None:
            yield (match.start(), before.end()), [early]
        else:
            yield match.span(), [early, late]


def _with_half_of_day(text: str, span: Span, moment: Moment) -> Iterator[tuple[Span, Moment, bool]]:
    """Give a moment, as "3 in the afternoon" if that is said behind it."""
    after = AFTER_NOON.match(text, span[1])
    if after is not None and len(moment.clock) == 1 and moment.clock[0] < HALF_DAY:
        late = replace(moment, clock=(moment.clock[0] + HALF_DAY,))
        yield (span[0], after.end()), late, False
    else:
        yield span, moment, False


def _day_before(text: str, span: Span, moment: Moment) -> Iterator[tuple[Span, Moment, bool]]:
    """Give the day before one with its month: the 3rd of "3 to 10 May"."""
    if not (moment.days and moment.months):
        return
    own = text.find(str(min(moment.days)), *span)
    found = DAY_BEFORE.search(text[:own]) if own > 0 else None
    if found is not None:
        first = replace(moment, days=frozenset([int(found["number"])]), clock=())
        yield found.span("day"), first, False


def _weekday(word: str, language: str) -> int | None:
    """Return the day of the week that a word begins with: "Montagabend", "mondays"."""
    names = {name.lower(): day for code in (language, *WORDINGS) for name, day in _days(code)}
    return next(
        (day for name, day in names.items() if len(name) > 4 and word.startswith(name)), None
    )


def _days(code: str) -> list[tuple[str, int]]:
    return list(day_names(code).items())


def _ordinal_or_times(word: str) -> float | None:
    for wording in WORDINGS.values():
        for beginning, count in wording.ordinals:
            rest = word.removeprefix(beginning)
            # German "erst" alone is "only", "acht" a number.
            if rest != word and (rest in ENDINGS if wording.code == "de" else not rest):
                return float(count)
        times = dict(wording.times)
        if word in times:
            return float(times[word])
        for ending in (*wording.ordinal_endings, *wording.times_endings):
            stem = word.removesuffix(ending)
            stem = stem[:-2] + "y" if stem.endswith("ie") else stem
            if stem != word and (number := word_value(stem)) is not None and number > 1:
                return number
    return None


ENDINGS = frozenset(["e", "er", "en", "es", "em"])


def supported(claimed: Figure, sources: Sequence[Figure]) -> bool:
    """Tell whether sources have a figure, in whatever spelling."""
    readings = [reading for source in sources for reading in source.readings]
    if claimed.lone:
        of_kind = [s for s in sources if s.kinds & claimed.kinds and not s.lone]
        return not of_kind or any(
            same(one, other) for one in claimed.readings for other in readings
        )
    return any(same(one, other) for one in claimed.readings for other in readings) or any(
        _put_together(one, readings) for one in claimed.readings
    )


def same(claimed: Reading, source: Reading) -> bool:
    """Tell whether a source's value says what is claimed; it may say more, such as the year."""
    match claimed, source:
        case Written(), Written():
            return source.text == claimed.text or source.text.startswith(f"{claimed.text}.")
        case Written(), Sum() if claimed.text.isdecimal():
            return source.unit is None and source.low == source.high == float(claimed.text)
        case Sum(), Written() if source.text.isdecimal():
            return claimed.unit is None and claimed.low == claimed.high == float(source.text)
        case Sum(), Sum():
            return _same_amount(claimed, source)
        case Moment(), Moment():
            return _within(claimed, source)
    return False


def _put_together(claimed: Reading, sources: Sequence[Reading]) -> bool:
    """Tell whether a range has its ends in two figures, a date its year in another one."""
    match claimed:
        case Sum() if claimed.low != claimed.high:
            ends = (
                Sum(claimed.low, claimed.low, claimed.unit),
                Sum(claimed.high, claimed.high, claimed.unit),
            )
            return all(any(same(end, source) for source in sources) for end in ends)
        case Moment(clock=clock) if len(clock) > 1:
            parts = [Moment(clock=(minute,)) for minute in clock]
            return not (claimed.days or claimed.months or claimed.years) and all(
                any(same(part, source) for source in sources) for part in parts
            )
        case Moment(years=years) if years and (claimed.days or claimed.months):
            rest = Moment(
                frozenset(), claimed.months, claimed.days, claimed.weekdays, claimed.clock
            )
            there = frozenset(
                year for each in sources if isinstance(each, Moment) for year in each.years
            )
            undated = [s for s in sources if isinstance(s, Moment) and not s.years]
            return years <= there and any(_within(rest, source) for source in undated)
    return False


def _same_amount(claimed: Sum, source: Sum) -> bool:
    one, other = claimed.unit, source.unit
    if one is not None and other is None:
        return False
    if one is None or other is None:
        # A unit that only one of them has is a word like any other.
        return _close(claimed.low, source.low, ROUNDED) and _close(
            claimed.high, source.high, ROUNDED
        )
    if (one.dimension, one.scale) != (other.dimension, other.scale):
        return False
    limit = ROUNDED if one == other else UNITS_APART
    return _close(claimed.low * one.factor, source.low * other.factor, limit) and _close(
        claimed.high * one.factor, source.high * other.factor, limit
    )


def _close(one: float, other: float, limit: float) -> bool:
    return abs(one - other) <= limit * max(abs(one), abs(other))


def _within(claimed: Moment, source: Moment) -> bool:
    return (
        claimed.years <= source.years
        and claimed.months <= source.months
        and claimed.days <= source.days
        and claimed.weekdays <= source.weekdays
        and _in_order(claimed.clock, source.clock)
    )


def _in_order(claimed: Sequence[int], source: Sequence[int]) -> bool:
    rest = iter(source)
    return all(minute in rest for minute in claimed)


def _kind(reading: Reading) -> str:
    match reading:
        case Sum(unit=unit) if unit is not None:
            return f"{unit.dimension}"
        case Moment(clock=clock) if clock:
            return "clock"
        case Moment():
            return "date"
    return PLAIN


def _overlap(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def blanked(text: str, spans: Sequence[Figure]) -> str:
    """Return a text with blanks in the place of figures."""
    for each in spans:
        text = text[: each.start] + " " * (each.end - each.start) + text[each.end :]
    return text

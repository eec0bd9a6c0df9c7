"""What the words that answer come to, so that two answers can be compared: 2 hours, 120 minutes."""

import re
from dataclasses import dataclass
from itertools import islice

from index.asking.kinds.amounts import PHONE
from index.asking.kinds.dates import YEAR, clock_times, days
from index.asking.kinds.quantities import Quantity, quantities
from index.asking.kinds.questions import AnswerType
from index.asking.kinds.spans import touches
from index.asking.kinds.units import Unit
from index.language.months import day_names, month_names
from index.language.registry import profile_of

NUMERIC = frozenset[AnswerType](
    ("number", "count", "age", "money", "share", "duration", "measure", "frequency")
)

ROUNDED, UNITS_APART, ABOUT = 0.005, 0.05, 0.2
"""By how much amounts may be apart and still be the same: as they are; in two units, as a month
and 30 days; where one of them says "about" or "more than"."""

NUMERAL = re.compile(r"\d+")
WORD = re.compile(r"[^\W\d_]+")
DOTTED = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4}|\d{2})?")
ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
TIME = re.compile(r"(\d{1,2})[:.](\d{2})")
CODE = re.compile(r"[\w.:/-]{0,60}\d[\w.:/-]{0,60}")


@dataclass(frozen=True, slots=True)
class Sum:
    """A number or a range, in `unit` if it has one; `about` is how it is limited ("more than")."""

    low: float
    high: float
    unit: Unit | None = None
    about: str = ""


@dataclass(frozen=True, slots=True)
class Moment:
    """What is known of a date: each of its parts, several for a range, none where it isn't said.

    `clock` has the times of day, in minutes.
    """

    years: frozenset[int] = frozenset()
    months: frozenset[int] = frozenset()
    days: frozenset[int] = frozenset()
    weekdays: frozenset[int] = frozenset()
    clock: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Code:
    """A version, a number that names something."""

    text: str


Value = Sum | Moment | Code


def value(phrase: str, kind: AnswerType, language: str) -> Value | None:
    """Return what a phrase of a kind comes to; None where it can't be told."""
    if kind in NUMERIC:
        return _sum(phrase, language)
    if kind in {"date", "time"}:
        moment = _moment(phrase, language)
        return None if moment == Moment() else moment
    if kind == "code":
        if phone := PHONE.search(phrase):
            return Code("".join(filter(str.isdecimal, phone[0])))
        found = CODE.search(phrase)
        return Code(found[0].strip(".:/-").lower()) if found else None
    return None


def differ(one: Value, other: Value) -> bool:
    """Tell whether two values can't both be right. Where it can't be told they agree."""
    match one, other:
        case Sum(), Sum():
            return _sums_differ(one, other)
        case Moment(), Moment():
            return _moments_differ(one, other)
        case Code(), Code():
            longer, shorter = sorted((one.text, other.text), key=len, reverse=True)
            return longer != shorter and not longer.startswith(f"{shorter}.")
    return False


def _sum(phrase: str, language: str) -> Sum | None:
    taken = days(phrase, language)
    found = [
        quantity
        for quantity in quantities(phrase, language)
        if quantity.units or not touches((quantity.start, quantity.end), taken)
    ]
    if len(found) != 1 or found[0].low is None or found[0].high is None:
        return None
    quantity = found[0]
    unit = quantity.units[0] if len(quantity.units) == 1 else None
    return Sum(found[0].low, found[0].high, unit, _about(phrase, quantity))


def _about(phrase: str, quantity: Quantity) -> str:
    numeral = quantity.numeral
    return phrase[quantity.start : numeral[0]].strip().lower() if numeral else ""


def _sums_differ(one: Sum, other: Sum) -> bool:
    left, right = one.unit, other.unit
    if left is not None and right is not None:
        if (left.dimension, left.scale) != (right.dimension, right.scale):
            return False
    elif left is not right:
        # "3" and "3 euros", "3" and "5 kilometres": nobody knows.
        return False
    if one.about != other.about:
        tolerance = ABOUT
    elif left != right:
        tolerance = UNITS_APART
    else:
        tolerance = ROUNDED if not one.about else UNITS_APART
    low, high = _scaled(one)
    other_low, other_high = _scaled(other)
    apart = max(low, other_low) - min(high, other_high)
    return apart > tolerance * max(high, other_high)


def _scaled(amount: Sum) -> tuple[float, float]:
    factor = amount.unit.factor if amount.unit else 1.0
    return amount.low * factor, amount.high * factor


def _moment(phrase: str, language: str) -> Moment:
    code = profile_of(language).code
    months, weekdays = _by_word(month_names(code)), _by_word(day_names(code))
    named = " ".join(phrase[start:end] for start, end in days(phrase, language))
    words = [word.lower() for word in WORD.findall(named)]
    years = {int(year) for year in YEAR.findall(named)}
    found_months = {months[word] for word in words if word in months}
    found_days: set[int] = set()
    if (dotted := DOTTED.search(named)) is not None:
        found_days, found_months = {int(dotted[1])}, {int(dotted[2])}
    elif (iso := ISO.search(named)) is not None:
        found_months, found_days = {int(iso[2])}, {int(iso[3])}
    elif found_months:
        found_days = {int(number) for number in NUMERAL.findall(named) if len(number) <= 2}
    return Moment(
        frozenset(years),
        frozenset(found_months),
        frozenset(found_days),
        frozenset(weekdays[word] for word in words if word in weekdays),
        _clock(phrase, language),
    )


def _by_word(names: dict[str, int]) -> dict[str, int]:
    return {name.lower(): number for name, number in names.items()}


def _clock(phrase: str, language: str) -> tuple[int, ...]:
    minutes: list[int] = []
    for start, end in islice(clock_times(phrase, language), 2):
        written = phrase[start:end]
        told = [int(hour) * 60 + int(minute) for hour, minute in TIME.findall(written)]
        if not told:
            told = [
                round(60 * (bound + 12 * (unit.scale == "pm" and bound < 12)))
                for quantity in quantities(written, language)
                for unit in quantity.units[:1]
                for bound in dict.fromkeys((quantity.low, quantity.high))
                if bound is not None and unit.dimension == "clock"
            ]
        minutes += told
    return tuple(minutes)


def _moments_differ(one: Moment, other: Moment) -> bool:
    pairs = [(one.years, other.years), (one.months, other.months), (one.weekdays, other.weekdays)]
    if one.months and other.months:
        pairs.append((one.days, other.days))
    if any(left and right and not left & right for left, right in pairs):
        return True
    same_length = len(one.clock) == len(other.clock)
    return bool(one.clock) and same_length and one.clock != other.clock

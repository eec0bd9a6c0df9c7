"""A sheet's values -> what its cells show, by their number formats.

A file doesn't say for which country its numbers are shown: they have a decimal point, no marks
between thousands, and days are in ISO 8601.
"""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Context, Decimal, InvalidOperation

# fmt: off
BUILT_IN = {
    1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 14: "yyyy-mm-dd",
    15: "yyyy-mm-dd", 16: "yyyy-mm-dd", 17: "yyyy-mm", 18: "hh:mm", 19: "hh:mm:ss", 20: "hh:mm",
    21: "hh:mm:ss", 22: "yyyy-mm-dd hh:mm", 37: "#,##0", 38: "#,##0", 39: "#,##0.00",
    40: "#,##0.00", 45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss",
    **dict.fromkeys(range(27, 32), "yyyy-mm-dd"), **dict.fromkeys(range(50, 59), "yyyy-mm-dd"),
}
# fmt: on
"""Number formats that files name without describing them; others are shown as they come."""

ASIDE = re.compile(
    r'"([^"]*+)"?|\\(.)|_.|\*.|\[(?:\$([^]\[-]{0,40}+)[^]\[]{0,40}+|([hms]{1,9}+)|[^]\[]{0,40}+)\]',
    re.DOTALL | re.IGNORECASE,
)
"""What stands around digits: texts, room, currencies with their country, conditions, colours."""
TIMES = re.compile(r"[dmyhs]", re.IGNORECASE)
DIGITS = re.compile(r"[#0?][#0?,]*+(?:\.([#0?]*+))?")
MARK = "\x00"
LONGEST = 20
"""Digits of a number that is written out."""
LONGEST_CODE = 300
FIRST_DAY = datetime(1899, 12, 30)  # noqa: DTZ001 - a sheet's times are those of a wall clock
FIRST_DAY_1904 = datetime(1904, 1, 1)  # noqa: DTZ001 - the same
WIDE = Context(prec=100)
LAST_DAY = 2_958_466


@dataclass(frozen=True, slots=True)
class NumberFormat:
    """What a format makes of numbers: a date or time, or digits with what stands around them."""

    days: bool = False
    month_alone: bool = False
    clock: bool = False
    seconds: bool = False
    elapsed: bool = False
    decimals: int | None = None
    optional: int = 0
    """Of the decimals, those that are only shown where they aren't zero."""
    digits: int = 1
    """Before the point, with zeros if need be."""
    percent: bool = False
    before: str = ""
    after: str = ""


GENERAL = NumberFormat()


def number_format(code: str) -> NumberFormat:
    """Return what a format's first section says, which is that of positive numbers."""
    aside: list[str] = []
    elapsed = False

    def keep(match: re.Match[str]) -> str:
        nonlocal elapsed
        if match[4]:
            elapsed = True
            return match[4]
        aside.append(match[1] or match[2] or match[3] or "")
        return MARK

    shape = ASIDE.sub(keep, code[:LONGEST_CODE]).partition(";")[0]
    low = shape.lower()
    if TIMES.search(shape) and (DIGITS.search(shape) is None or ":" in shape):
        clock = "h" in low or "s" in low
        days = "y" in low or "d" in low or not clock
        alone = "d" not in low and "y" in low
        return NumberFormat(
            days=days, month_alone=alone, clock=clock, seconds="s" in low, elapsed=elapsed
        )
    digits = DIGITS.search(shape)
    if digits is None or "general" in low or "/" in shape or "E" in shape:
        return GENERAL
    before, after = shape[: digits.start()], shape[digits.end() :]
    decimals = digits[1] or ""
    count = before.count(MARK)
    return NumberFormat(
        decimals=min(len(decimals), LONGEST),
        optional=len(decimals) - len(decimals.rstrip("#?")),
        digits=max(1, min(digits[0].partition(".")[0].count("0"), LONGEST)),
        percent="%" in shape,
        before=_around(before, aside[:count]),
        after=_around(after, aside[count:]),
    )


def _around(shape: str, aside: list[str]) -> str:
    """Return what stands before or after the digits, with the texts that were put aside."""
    first, *others = shape.replace("%", "").split(MARK)
    return first + "".join(text + other for text, other in zip(aside, others, strict=False))


def shown(value: str, form: NumberFormat, *, since_1904: bool = False) -> str:
    """Return a number as its cell shows it; what is none as it is."""
    try:
        number = Decimal(value)
    except InvalidOperation:
        return value
    if not number.is_finite() or abs(number.adjusted()) > LONGEST:
        return value
    if form.days or form.clock:
        return _time(number, form, since_1904=since_1904) or value
    if form.decimals is None:
        return _plain(number)
    if form.percent:
        number *= 100
    places = Decimal(1).scaleb(-form.decimals)
    text = f"{abs(number).quantize(places, ROUND_HALF_UP, WIDE):f}"
    whole, _, decimals = text.partition(".")
    least = form.decimals - form.optional
    kept = decimals[:least] + decimals[least:].rstrip("0")
    text = whole.rjust(form.digits, "0") + (f".{kept}" if kept else "")
    sign = "-" if number < 0 and any(digit in "123456789" for digit in text) else ""
    before, after = form.before.lstrip(), form.after.rstrip()
    return f"{before}{sign}{text}{'%' if form.percent else ''}{after}".strip()


def _plain(number: Decimal) -> str:
    """Return a number with up to 11 digits, as a cell shows it that isn't told otherwise."""
    text = f"{number:.11g}" if number.as_tuple().exponent else f"{number:f}"
    text = f"{Decimal(text):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _time(number: Decimal, form: NumberFormat, *, since_1904: bool) -> str | None:
    if form.elapsed:
        seconds = round(number * 86_400)
        hours, left = divmod(abs(seconds), 3600)
        rest = f":{left % 60:02}" if form.seconds else ""
        return f"{'-' if seconds < 0 else ''}{hours}:{left // 60:02}{rest}"
    if not 0 <= number < LAST_DAY:
        return None
    time = (FIRST_DAY_1904 if since_1904 else FIRST_DAY) + timedelta(
        seconds=round(float(number) * 86_400)
    )
    if not since_1904 and 1 <= number < 60:
        time += timedelta(days=1)  # the sheets' 29 February 1900, which wasn't
    day = time.strftime("%Y-%m") if form.month_alone else time.date().isoformat()
    clock = time.strftime("%H:%M:%S" if form.seconds else "%H:%M")
    return " ".join([*([day] if form.days else []), *([clock] if form.clock else [])])

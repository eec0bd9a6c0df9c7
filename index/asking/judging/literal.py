"""What a question means only as it is written: versions, dotted numbers, names of settings.

"2.5.0" is not met by a text that has a 2, a 5 and a 0, nor "max_stations" by one about stations.
"""

import re

DOTTED = re.compile(r"(?<![\w.,:])v?(?P<number>\d{1,6}(?:[.:]\d{1,6}){1,5}+)(?!\w)", re.IGNORECASE)
NAME = re.compile(r"(?<![\w#])(?:#[\w-]{2,60}+|[^\W_]{1,40}+(?:_[^\W_]{1,40}+){1,8}+)(?!\w)")
NUMBER = re.compile(r"\d++(?:[.,:]\d++)*+")
SEPARATOR = re.compile(r"[.,:]")

THOUSANDS = 3
"""Digits behind a sign that a text may leave out: "1200" for "1.200"."""


def dotted_numbers(question: str) -> list[tuple[int, int]]:
    """Return where versions, decimals, times and the like stand, without a "v" before them."""
    return [match.span("number") for match in DOTTED.finditer(question)]


def written_names(question: str) -> list[str]:
    """Return the names that are no words, in lower case: of settings, of channels."""
    return [match[0].lower() for match in NAME.finditer(question)]


def has_number(text: str, number: str) -> bool:
    """Tell whether a text has a dotted number, whatever its sign is: "9.30", "9:30", "9,30".

    Of a version the beginning is enough: "3.0" for "3.0.2".
    """
    asked = SEPARATOR.split(number)
    thousands = "".join(asked) if len(asked[-1]) == THOUSANDS else None
    written = (SEPARATOR.split(match[0]) for match in NUMBER.finditer(text))
    return any(own[: len(asked)] == asked or own == [thousands] for own in written)

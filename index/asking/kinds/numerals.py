"""What a text is made of, and what its numbers come to: in digits, in words, in one word.

The words are those of all language profiles together.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from index.asking.kinds.units import decimal_sign
from index.language.registry import PROFILES, all_words

TOKEN = re.compile(r"\d+(?:[.,'’]\d+)*|[^\W\d_]+|[^\w\s]|_")
SEPARATOR = re.compile(r"([^\d])")

NUMERALS = {word: value for profile in PROFILES.values() for word, value in profile.numerals}
JOINTS = all_words(lambda profile: profile.numeral_joints)
PARTS = {
    **dict.fromkeys(JOINTS, 0.0),
    **{word: value for profile in PROFILES.values() for word, value in profile.numeral_parts},
}
"""What a number that is written as one word is put together from."""

READ = 1024
"""Texts whose tokens stay in memory, some 3 KB each: several kinds look at them."""

LONGEST_NUMERAL = 40
"""Characters of a number, in digits or as one word; what is longer is none."""

TENS, MULTIPLIER = 20, 100


@dataclass(frozen=True, slots=True)
class Token:
    """A number in digits, a word, or a sign: `[start, end)` of a text; `word` in lower case."""

    text: str
    start: int
    end: int
    word: str

    @property
    def digits(self) -> bool:
        """Whether it is a number in digits."""
        return self.text[0].isdecimal()


@lru_cache(maxsize=READ)
def tokens(text: str) -> tuple[Token, ...]:
    """Return what a text is made of."""
    return tuple(Token(m[0], m.start(), m.end(), m[0].lower()) for m in TOKEN.finditer(text))


def digits_value(written: str, language: str) -> float | None:
    """Return the value of a number in digits; None if it is several, such as "3.2.1".

    A single separator before three digits is read as the language does: "1.200" is 1200 in German,
    1.2 in English.
    """
    if len(written) > LONGEST_NUMERAL:
        return None
    parts = SEPARATOR.split(written)
    groups, separators = parts[::2], parts[1::2]
    whole, fraction = groups, "0"
    if len(separators) == 1:
        decimal = separators[0] == decimal_sign(language) or groups[0] == "0"
        if decimal or not _are_thousands(groups):
            whole, fraction = groups[:1], groups[1]
    elif len(set(separators)) > 1:
        if len(set(separators[:-1])) > 1:
            return None
        *whole, fraction = groups
    return float(f"{''.join(whole)}.{fraction}") if _are_thousands(whole) else None


def _are_thousands(groups: Sequence[str]) -> bool:
    """Tell whether groups of digits are one number, or it is a single one."""
    return len(groups) == 1 or (len(groups[0]) <= 3 and all(len(g) == 3 for g in groups[1:]))


@lru_cache(maxsize=4096)
def word_value(word: str) -> float | None:
    """Return the value of a number that is written as one word, in lower case."""
    parts = numeral_parts(word)
    return total(parts) if parts else None


@lru_cache(maxsize=4096)
def numeral_parts(word: str) -> tuple[float, ...]:
    """Return the values that a word is put together from, nothing if it isn't a number.

    "einundzwanzig": 1, 20; "zweihundertfünfzig": 2, 100, 50.
    """
    if word in NUMERALS:
        return (NUMERALS[word],)
    if len(word) > LONGEST_NUMERAL:
        return ()
    values: list[float] = []
    rest = word
    while rest:
        found = next((rest[:end] for end in range(len(rest), 0, -1) if rest[:end] in PARTS), None)
        if found is None:
            return ()
        if found not in JOINTS:
            values.append(PARTS[found])
        rest = rest[len(found) :]
    # One part alone is "ein", "und" or "hundertund".
    return tuple(values) if len(values) > 1 else ()


def total(parts: Sequence[float]) -> float:
    """Return what the parts of a number come to: 2, 100, 50 to 250."""
    whole = current = 0.0
    for part in parts:
        if part < MULTIPLIER:
            current += part
        elif part == MULTIPLIER:
            current = max(current, 1) * part
        else:
            whole, current = whole + max(current, 1) * part, 0.0
    return whole + current


def continues(last: float, following: float) -> bool:
    """Tell whether a number's part can stand behind another: "twenty" "one", "two" "hundred"."""
    if following >= MULTIPLIER:
        return last < following
    return last >= MULTIPLIER or (last >= TENS and following < TENS / 2)

"""Numbers in a text, in digits or words, each with what it counts and its value.

"bis zu vier Millionen", "4,50 Euro", "€ 3", "10 bis 18 Uhr", "half an hour", "60m²", "dreitägig".
Numbers that only name something, such as "TOP 6", "T-31" and "3.2.1", are none.
"""

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from index.asking.kinds.numerals import (
    JOINTS,
    MULTIPLIER,
    TENS,
    Token,
    continues,
    digits_value,
    numeral_parts,
    tokens,
    total,
    word_value,
)
from index.asking.kinds.units import BEFORE, SIGNS, UNITS, Unit, units_by_word
from index.language.registry import PROFILES, all_patterns, all_words, profile_of

ABOUT_BEFORE = re.compile(rf"\b(?:{all_patterns(lambda profile: profile.about)}) $", re.IGNORECASE)

SCALES = {word: value for profile in PROFILES.values() for word, value in profile.scales}
ATTACHED_SCALES = {"k": 1e3, "K": 1e3, "m": 1e6, "M": 1e6, "Mio": 1e6, "Mrd": 1e9, "bn": 1e9}
"""Right behind the digits: "2k"."""

ONE = all_words(lambda profile: profile.one)
APIECE = all_words(lambda profile: profile.apiece)
HALF = all_words(lambda profile: profile.half)
VAGUE = all_words(lambda profile: profile.vague)
UP_TO = all_words(lambda profile: profile.up_to)
BETWEEN = all_words(lambda profile: profile.between)
LABELS = all_words(lambda profile: profile.labels)
ADJECTIVES = all_words(lambda profile: profile.unit_adjectives)
BEFORE_ORDINAL = all_words(lambda profile: profile.before_ordinal)

FRACTIONS = {"½": 0.5, "¼": 0.25, "¾": 0.75, "⅓": 1 / 3, "⅔": 2 / 3}
DASHES = "-–—‐‑"
LOOK_BACK = 16
"""Characters before a number in which such as "more than" stands."""

SHORTEST_UNIT, LONGEST_ENDING = 3, 4
"""Letters of a unit that is told without its number, and of an ending behind a unit."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number at `[start, end)` of a text, its unit included.

    `numeral` is where the number itself stands, without unit; None if the unit alone tells how much
    ("a week", "ein Jahr"). `low` and `high` are its value, alike but for ranges, and None where the
    words don't say ("several weeks"). `units` has what its unit may be, nothing if it has none.
    """

    start: int
    end: int
    numeral: tuple[int, int] | None
    low: float | None
    high: float | None
    units: tuple[Unit, ...] = ()

    @property
    def plain(self) -> bool:
        """Whether it is a number without a unit."""
        return not self.units


@lru_cache(maxsize=4096)
def quantities(text: str, language: str) -> tuple[Quantity, ...]:
    """Return the numbers of a text that count or measure, in their order."""
    return _Reader(text, language).read()


class _Reader:
    """Reads the numbers of one text."""

    def __init__(self, text: str, language: str) -> None:
        self._text, self._language = text, language
        self._tokens = tokens(text)
        profile = profile_of(language)
        self._units = units_by_word(profile.code)
        # What isn't known of a language: its words for numbers, and the cases of its units.
        self._unread, self._uncased = not profile.numerals, not profile.units

    def read(self) -> tuple[Quantity, ...]:
        found: list[Quantity] = []
        at = 0
        while at < len(self._tokens):
            quantity, after = self._quantity(at)
            if quantity is not None and not (found and self._is_rate(found[-1], quantity)):
                if found and (whole := self._added(found[-1], quantity)):
                    found[-1] = whole
                else:
                    found.append(quantity)
            at = max(after, at + 1)
        return tuple(found)

    def _is_rate(self, before: Quantity, quantity: Quantity) -> bool:
        """Tell whether a unit only says per what another quantity is: "42 minutes a day"."""
        between = self._text[before.end : quantity.start]
        one = self._text[quantity.start : quantity.end].partition(" ")[0].lower()
        return bool(before.units) and between == " " and quantity.numeral is None and one in APIECE

    def _quantity(self, at: int) -> tuple[Quantity | None, int]:
        first, after = self._single(at)
        if first is None:
            return None, after
        second = None
        joint = self._token(after)
        if joint is not None and self._joins(joint, at):
            second, end = self._single(after + 1)
        if second is not None and (first.plain or second.plain or first.units == second.units):
            units = second.units or first.units
            numeral = None
            if first.numeral is not None and second.numeral is not None:
                numeral = (first.numeral[0], second.numeral[1])
            # "between" belongs to what it joins.
            between = joint is not None and joint.word in JOINTS
            start = self._tokens[at - 1].start if between else first.start
            first = Quantity(start, second.end, numeral, first.low, second.high, units)
            after = end
        return self._with_about(first), after

    def _joins(self, joint: Token, at: int) -> bool:
        if joint.text in DASHES or joint.word in UP_TO:
            return True
        return joint.word in JOINTS and at > 0 and self._tokens[at - 1].word in BETWEEN

    def _single(self, at: int) -> tuple[Quantity | None, int]:
        """Return the number that begins at a token, without a range, and the token after it."""
        token = self._token(at)
        if token is None:
            return None, at
        if token.digits:
            return self._in_digits(at)
        if (told := self._composed(at)) is not None:
            return told, at + 1
        value, after = self._words(at)
        if value is not None:
            numeral = (token.start, self._tokens[after - 1].end)
            return self._labelled(at, self._with_unit(numeral, value, after))
        return self._unit_alone(at)

    def _in_digits(self, at: int) -> tuple[Quantity | None, int]:
        token = self._tokens[at]
        value = digits_value(token.text, self._language)
        after, end = at + 1, token.end
        if value is None or self._is_code(at):
            return None, after
        before, following = self._token(at - 1), self._token(after)
        currency = BEFORE.get(before.text) if before and token.start - before.end <= 1 else None
        if following is not None and following.text in FRACTIONS:
            value, after, end = value + FRACTIONS[following.text], after + 1, following.end
        elif following is not None and following.start == end:
            scale = ATTACHED_SCALES.get(following.text)
            if scale and (currency or following.text not in SIGNS):
                value, after, end = value * scale, after + 1, following.end
        value, after = self._scaled(value, after)
        end = max(end, self._tokens[after - 1].end)
        if before is not None and currency is not None:
            units = (UNITS[currency],)
            return Quantity(before.start, end, (token.start, end), value, value, units), after
        found, following_token = self._with_unit((token.start, end), value, after)
        if found.plain and self._is_attached_word(after, end):
            return None, after
        return self._labelled(at, (found, following_token))

    def _labelled(self, at: int, found: tuple[Quantity, int]) -> tuple[Quantity | None, int]:
        """Drop a number that only says which one: "TOP 6", "der 2. Weltkrieg", "1. Then"."""
        quantity, after = found
        if quantity.units:
            return found
        before, following = self._token(at - 1), self._token(after)
        if before is not None and before.word in LABELS | {"#", "§"}:
            return None, after
        if self._tokens[at].digits and following is not None and following.start == quantity.end:
            listed = before is None or self._text[: quantity.start].strip("([ *-•") == ""
            if listed and following.text in ".)":
                return None, after
            ordinal = before is not None and before.word in BEFORE_ORDINAL
            if ordinal and following.text == "." and self._token(after + 1) is not None:
                return None, after
        return found

    def _is_code(self, at: int) -> bool:
        """Tell whether digits belong to a name or code: "T-31", "v2", "#12", "7:30"."""
        token = self._tokens[at]
        before = self._token(at - 1)
        if before is None or before.end != token.start:
            return False
        if before.text in BEFORE or before.text in "([„\"'“‚«»…/*~<>=|":
            return False
        if before.text in DASHES:
            earlier = self._token(at - 2)
            if earlier is None or earlier.end != before.start or earlier.digits:
                return False
            return earlier.text[0].isalpha() and earlier.word not in self._units
        return True

    def _is_attached_word(self, after: int, end: int) -> bool:
        following = self._token(after)
        return following is not None and following.start == end and following.text[0].isalpha()

    def _words(self, at: int) -> tuple[float | None, int]:
        """Return the value of a number in words, and the token after it."""
        parts: list[float] = []
        after = at
        while (token := self._token(after)) is not None and len(parts) < 8:
            own = numeral_parts(token.word)
            if not own and token.word in ONE and not parts and self._scales(after + 1):
                own = (1.0,)
            if own:
                if parts and not continues(parts[-1], own[0]):
                    break
                parts += own
                after += 1
            elif parts and self._leads_on(token, after, parts[-1]):
                after += 1
            else:
                break
        if not parts:
            return self._half(at)
        value = total(parts)
        token, half = self._token(after), self._token(after + 2)
        if token and half and token.word in JOINTS and half.word in HALF:
            value, after = value + 0.5, after + 3
        return self._scaled(value, after)

    def _leads_on(self, token: Token, after: int, last: float) -> bool:
        """Tell whether the number goes on behind a hyphen or "and": "twenty-one"."""
        following = self._token(after + 1)
        own = numeral_parts(following.word) if following else ()
        hyphen, joint = token.text in DASHES, token.word in JOINTS
        return (
            bool(own)
            and ((hyphen and last >= TENS) or (joint and last >= MULTIPLIER))
            and continues(last, own[0])
        )

    def _half(self, at: int) -> tuple[float | None, int]:
        """Read "half an hour", "half a million", "eine halbe Stunde"."""
        after = at
        one = self._token(after)
        if one is not None and one.word in ONE:
            after += 1
        half = self._token(after)
        if half is None or half.word not in HALF:
            return None, at + 1
        after += 1
        article = self._token(after)
        if article is not None and article.word in ONE:
            after += 1
        if self._scales(after):
            return self._scaled(0.5, after)
        return (0.5, after) if self._unit_at(after) else (None, at + 1)

    def _scales(self, at: int) -> bool:
        token = self._token(at)
        return token is not None and token.word in SCALES

    def _scaled(self, value: float, after: int) -> tuple[float, int]:
        scaled = after
        following = self._token(after)
        if following is not None and following.text in DASHES:
            scaled += 1
        token = self._token(scaled)
        if token is None or token.word not in SCALES:
            return value, after
        return value * SCALES[token.word], scaled + 1

    def _with_unit(
        self, numeral: tuple[int, int], value: float, after: int
    ) -> tuple[Quantity, int]:
        start, end = numeral
        at = after
        token = self._token(at)
        if token is not None and token.text in f"{DASHES}+." and token.start == end:
            # "3-minute", "16+", and "Mio. Euro".
            at += 1
        token = self._token(at)
        if token is not None and token.word in ADJECTIVES:
            at += 1
        unit = self._unit_at(at)
        if unit is None:
            return Quantity(start, end, numeral, value, value), after
        units, last = unit
        return (
            Quantity(start, self._tokens[last - 1].end, numeral, value, value, units),
            last,
        )

    def _unit_alone(self, at: int) -> tuple[Quantity | None, int]:
        """Read "a week", "ein Jahr", "mehrere Wochen", "a fortnight"."""
        token, after = self._tokens[at], at + 1
        one, vague = token.word in ONE, token.word in VAGUE
        following = self._token(after)
        if one and following is not None and following.word in VAGUE:
            vague, after = True, after + 1
        if not (one or vague):
            return self._unread_number(at)
        following = self._token(after)
        if vague and following is not None and following.word == "of":
            after += 1
        following = self._token(after)
        if following is not None and following.word in ADJECTIVES:
            after += 1
        unit = self._unit_at(after)
        if unit is None:
            return None, at + 1
        units, last = unit
        value = None if vague else 1.0
        return Quantity(token.start, self._tokens[last - 1].end, None, value, value, units), last

    def _unread_number(self, at: int) -> tuple[Quantity | None, int]:
        """Read a unit whose number is in words that nobody knows here: "vijf minuten"."""
        token = self._tokens[at]
        if not self._unread or at == 0 or len(token.text) < SHORTEST_UNIT:
            return None, at + 1
        unit = self._unit_at(at)
        if unit is None:
            return None, at + 1
        units, last = unit
        span = (self._tokens[at - 1].start, self._tokens[last - 1].end)
        return Quantity(*span, None, None, None, units), last

    def _unit_at(self, at: int) -> tuple[tuple[Unit, ...], int] | None:
        """Return what unit stands at a token, in up to four of them, and the token after it."""
        for end in range(min(at + 4, len(self._tokens)), at, -1):
            written = self._text[self._tokens[at].start : self._tokens[end - 1].end]
            if written in SIGNS:
                return (UNITS[SIGNS[written]],), end
            if (units := self._units.get(" ".join(written.lower().split()))) is not None:
                return units, end
        return self._inflected_unit(at) if self._uncased else None

    def _inflected_unit(self, at: int) -> tuple[tuple[Unit, ...], int] | None:
        """Return a unit that stands with a case's ending: "dakikada" in Turkish."""
        token = self._token(at)
        if token is None:
            return None
        shortest = max(SHORTEST_UNIT, len(token.text) - LONGEST_ENDING)
        for end in range(len(token.text) - 1, shortest - 1, -1):
            if (units := self._units.get(token.word[:end])) is not None:
                return units, at + 1
        return None

    def _composed(self, at: int) -> Quantity | None:
        """Read a number and a unit in one word: "dreitägig", "zehnminütige", "zweijährig"."""
        token = self._tokens[at]
        if (composed := _composed(token.word)) is None:
            return None
        value, unit = composed
        span = (token.start, token.end)
        return Quantity(*span, span, value, value, (unit,))

    def _added(self, one: Quantity, other: Quantity) -> Quantity | None:
        """Return "1 hour" and "30 minutes" as one; None if they don't belong together."""
        if not one.units or not other.units or one.low is None or other.low is None:
            return None
        greater, smaller = one.units[0], other.units[0]
        same = greater.dimension == smaller.dimension == "duration"
        between = self._text[one.end : other.start].strip().lower()
        if not same or not (greater.factor > smaller.factor) or between not in {"", *JOINTS}:
            return None
        if one.low != one.high or other.low != other.high or greater.scale or smaller.scale:
            return None
        value = one.low + other.low * smaller.factor / greater.factor
        numeral = (one.start, other.end)
        return replace(one, end=other.end, numeral=numeral, low=value, high=value)

    def _with_about(self, quantity: Quantity) -> Quantity:
        start = max(0, quantity.start - LOOK_BACK)
        about = ABOUT_BEFORE.search(self._text[start : quantity.start])
        return replace(quantity, start=start + about.start()) if about else quantity

    def _token(self, at: int) -> Token | None:
        return self._tokens[at] if 0 <= at < len(self._tokens) else None


COMPOSED = {
    ending: unit for profile in PROFILES.values() for ending, unit in profile.composed_units
}


@lru_cache(maxsize=20_000)
def _composed(word: str) -> tuple[float, Unit] | None:
    """Return the number and the unit that a word is put together of."""
    for ending, name in COMPOSED.items():
        stem, found, rest = word.rpartition(ending)
        if found and len(rest) <= 2 and (value := word_value(stem)) is not None:
            return value, UNITS[name]
    return None

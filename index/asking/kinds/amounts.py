"""Where a sentence says how many, how old, how long, how much: by its numbers and their units."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from operator import attrgetter

from index.asking.kinds.dates import LOOKED_AT, clock_times, days, moments
from index.asking.kinds.dense import counted
from index.asking.kinds.numerals import Token, tokens
from index.asking.kinds.quantities import APIECE, UP_TO, Quantity, quantities
from index.asking.kinds.questions import AnswerType, Wanted
from index.asking.kinds.spans import Span, touches
from index.asking.kinds.units import MEASURES, UNITS, Dimension, units_by_word
from index.language.registry import all_patterns
from index.language.terms import stems, word_parts
from index.language.words import is_function_word

PRICE_WORD = re.compile(
    rf"\b(?:{all_patterns(lambda profile: profile.price_word)})\b", re.IGNORECASE
)
AGE_WORD = re.compile(rf"\b(?:{all_patterns(lambda profile: profile.age_word)})\b", re.IGNORECASE)
AGE_BEFORE = re.compile(
    rf"\b(?:{all_patterns(lambda profile: profile.before_age)}) (?:the age of )?$", re.IGNORECASE
)
AGE_AFTER = re.compile(
    rf"\+|[- ]?(?:{all_patterns(lambda profile: profile.after_age)})\b", re.IGNORECASE
)
BORN = re.compile(rf"\b(?:{all_patterns(lambda profile: profile.born)})\b", re.IGNORECASE)
FREE = re.compile(rf"\b(?:{all_patterns(lambda profile: profile.free)})\b", re.IGNORECASE)
SHARE = re.compile(rf"\b(?:{all_patterns(lambda profile: profile.share_word)})\b", re.IGNORECASE)
ENDLESS = re.compile(rf"\b(?:{all_patterns(lambda profile: profile.endless)})\b", re.IGNORECASE)
FREQUENCY = re.compile(rf"\b(?:{all_patterns(lambda profile: profile.frequency)})\b", re.IGNORECASE)
UNTIL = re.compile(rf"\b(?:{all_patterns(lambda profile: profile.until)})\b", re.IGNORECASE)
UNTIL_EVENT = re.compile(
    rf"\b(?:{all_patterns(lambda profile: profile.until_event)})\b", re.IGNORECASE
)
YEARS = re.compile(
    rf"\d{{4}}(?: (?:{'|'.join(sorted(UP_TO))}) | ?[-–] ?)(?:\w{{2,12}} )?\d{{2}}", re.IGNORECASE
)
"""From one year to another."""
ORDINAL = re.compile(rf"\b(?:{all_patterns(lambda profile: profile.ordinals)})\b", re.IGNORECASE)
RANKED = re.compile(rf"\b(?:{all_patterns(lambda profile: profile.ranked)}) \d+\b", re.IGNORECASE)
NEWS_AGE = re.compile(r"(?<=[^\W\d_]) \((\d{1,2})\)|(?<=[^\W\d_]), (\d{1,2})(?=,)")
"""How old somebody is in the news: "Anna Berg (47)"."""

CENTS = re.compile(r"\d[.,]\d\d")
CODE = re.compile(r"(?<![\w.])(?=[\w.:/-]{0,40}\d)\w++(?:[.:/-]\w++)*+")
PHONE = re.compile(
    r"(?<![\w.+])(?=(?:\D{0,3}\d){7})(?:\+\d{1,3}(?: ?\(0\))?|\(0\d{2,5}\)|0\d{2,5})"
    r"(?:(?: | ?[-/] ?)\d{2,12}){1,5}(?!\w|\.\d)"
)
"""A phone number with blanks in it: "0421 500504", "+49 30 577 03-66"."""

NOUN_BEHIND = re.compile(r" ([^\W\d_]{3,40})(?![\w-])")

NEAR = 4
"""Tokens between a number and what it counts."""

ALIKE = 0.6
"""The share of its 4-grams that the shorter of two words has in common with the other."""

NEAR_PRICE = 40
"""Characters before a bare number in which "costs" or "price" makes it a price."""

LOOK_BACK = 24
"""Characters before something in which the words that belong to it stand."""

OLDEST = 130
"""Years that nobody's age reaches; what is older is a thing, and "ago" tells its age, too."""

ANCIENT = OLDEST * UNITS["year"].factor

START, END = attrgetter("start"), attrgetter("end")

Amount = tuple[Span, Span]
"""What answers, and the part of it that tells: of "42 minutes" the number."""


def amounts(text: str, want: Wanted, language: str) -> Iterator[Amount]:
    """Give what a text says of the wanted kind, in any order."""
    yield from FINDERS[want.kind](text, want, language)
    for span in counted(text, want.kind):
        yield span, span


def of_others(text: str, want: Wanted, language: str) -> Iterator[Amount]:
    """Give the numbers of a text that hasn't the word whose number is wanted."""
    if not _where_counted(text, want.counted, language):
        yield from _count(text, Wanted("count"), language)


@lru_cache(maxsize=LOOKED_AT)
def _counting(text: str, language: str) -> tuple[Quantity, ...]:
    """Return the numbers that aren't part of a date or time."""
    numbers = quantities(text, language)
    if not numbers:
        return ()
    named, times = days(text, language), clock_times(text, language)
    return tuple(
        quantity
        for quantity in numbers
        if not touches((quantity.start, quantity.end), named)
        and not touches((quantity.start, quantity.end), times)
    )


def _of(text: str, dimensions: frozenset[Dimension], language: str) -> Iterator[Amount]:
    for quantity in _counting(text, language):
        if any(unit.dimension in dimensions for unit in quantity.units):
            yield _amount(quantity)


def _amount(quantity: Quantity) -> Amount:
    span = (quantity.start, quantity.end)
    return span, quantity.numeral or span


def _matches(pattern: re.Pattern[str], text: str) -> Iterator[Amount]:
    for match in pattern.finditer(text):
        yield match.span(), match.span()


def _number(text: str, want: Wanted, language: str) -> Iterator[Amount]:
    for quantity in _counting(text, language):
        fits = not want.dimensions or any(u.dimension in want.dimensions for u in quantity.units)
        if quantity.low is not None and fits:
            yield _amount(quantity)
    if not want.dimensions:
        yield from _matches(SHARE, text)


def _money(text: str, _want: Wanted, language: str) -> Iterator[Amount]:
    for quantity in _counting(text, language):
        span, numeral = _amount(quantity)
        money = any(unit.dimension == "money" for unit in quantity.units)
        bare = quantity.plain and (
            CENTS.fullmatch(text[slice(*numeral)][-4:])
            or PRICE_WORD.search(text[max(0, span[0] - NEAR_PRICE) : span[0]])
        )
        if money or bare:
            yield span, numeral
    yield from _matches(FREE, text)


def _share(text: str, _want: Wanted, language: str) -> Iterator[Amount]:
    yield from _of(text, frozenset[Dimension]({"share"}), language)
    yield from _matches(SHARE, text)


def _duration(text: str, want: Wanted, language: str) -> Iterator[Amount]:
    yield from _of(text, want.dimensions or frozenset[Dimension]({"duration"}), language)
    yield from _matches(ENDLESS, text)
    if "length" not in want.dimensions:
        # "bis zum Bahnhof" may be how far.
        yield from _matches(UNTIL_EVENT, text)
    for start, end in moments(text, language):
        before = text[max(0, start - LOOK_BACK) : start]
        # "until May", "10 to 18 o'clock", "1914-1918"
        ends = UNTIL.search(text[start:end]) or YEARS.search(text[start:end])
        if ends or UNTIL.search(before[-LOOK_BACK // 2 :]):
            yield (start, end), (start, end)


def _measure(text: str, want: Wanted, language: str) -> Iterator[Amount]:
    yield from _of(text, want.dimensions or MEASURES, language)


def _age(text: str, _want: Wanted, language: str) -> Iterator[Amount]:
    told = AGE_WORD.search(text) is not None
    for quantity in _counting(text, language):
        before = text[max(0, quantity.start - LOOK_BACK) : quantity.start]
        after = AGE_AFTER.match(text, quantity.end)
        years = any(
            u.dimension == "duration" and u.factor >= UNITS["day"].factor for u in quantity.units
        )
        ancient = years and (quantity.low or 0) * quantity.units[0].factor > ANCIENT
        if (years and (after or told or ancient)) or (
            quantity.plain and (after or AGE_BEFORE.search(before)) and _is_age(quantity)
        ):
            end = after.end() if after else quantity.end
            yield (quantity.start, end), _amount(quantity)[1]
    for match in NEWS_AGE.finditer(text):
        span = match.span(match.lastindex or 0)
        yield span, span
    if BORN.search(text):
        for span in days(text, language):
            yield span, span


def _is_age(quantity: Quantity) -> bool:
    return quantity.high is not None and 0 < quantity.high < OLDEST


def _count(text: str, want: Wanted, language: str) -> Iterator[Amount]:
    counting = _counting(text, language)
    near = list(_near_counted(text, want, counting, language))
    yield from near
    if near:
        yield from _left_unsaid(text, counting, near[0], language)
    mentioned = _where_counted(text, want.counted, language)
    if mentioned or not want.counted:
        yield from _matches(SHARE, text)
    if not mentioned:
        for quantity in counting:
            named = want.counted and _names_what(text, quantity, language)
            other = named or _tells_age(text, quantity)
            if quantity.plain and quantity.low is not None and not other:
                yield _amount(quantity)


def _of_another(quantity: Quantity, text: str, want: Wanted, language: str) -> bool:
    """Tell whether something else follows a number: "members who have two strikes"."""
    following = tokens(text[quantity.end : quantity.end + LOOK_BACK])[:NEAR]
    return _names_what(text, quantity, language) and not any(
        _is_counted(token, want.counted, language) for token in following
    )


def _labels(token: Token, quantity: Quantity, text: str, want: Wanted) -> bool:
    """Tell whether a word names by a number which one it is: "plot 31", where plots are counted."""
    return text[token.end : quantity.start] == " " and token.word not in want.counted


def _tells_age(text: str, quantity: Quantity) -> bool:
    """Tell whether a number is an age by what follows: "18 and over", but not "100+ members"."""
    after = AGE_AFTER.match(text, quantity.end)
    return after is not None and after[0] != "+"


def _names_what(text: str, quantity: Quantity, language: str) -> bool:
    """Tell whether a word right behind a number says what there are so many of."""
    following = NOUN_BEHIND.match(text, quantity.end)
    word = following[1].lower() if following else ""
    return bool(word) and word not in APIECE and not is_function_word(word, language)


def _near_counted(
    text: str, want: Wanted, counting: Sequence[Quantity], language: str
) -> Iterator[Amount]:
    """Give for each word that is counted the number nearest to it, within a few tokens."""
    found = tokens(text)
    ends = [bisect_left(found, quantity.end, key=END) for quantity in counting]
    for n in _where_counted(text, want.counted, language):
        around = range(bisect_left(ends, n - NEAR), bisect_right(ends, n + NEAR))
        near = [
            (abs(n - ends[at]), at)
            for at in around
            if counting[at].low is not None
            and _counts(counting[at], found, ends[at], language)
            and not _tells_age(text, counting[at])
            and not (n < ends[at] and _of_another(counting[at], text, want, language))
            and not (n and found[n - 1].word in APIECE)
            and not _labels(found[n], counting[at], text, want)
        ]
        if near:
            yield _amount(counting[min(near)[1]])


def _left_unsaid(
    text: str, counting: Sequence[Quantity], first: Amount, language: str
) -> Iterator[Amount]:
    """Give the numbers of what isn't said again: "six people for tea and three for supper"."""
    found = tokens(text)
    for quantity in counting:
        if not quantity.plain or quantity.low is None or quantity.start < first[0][1]:
            continue
        at = bisect_left(found, quantity.end, key=START)
        after = found[at].word if at < len(found) else ""
        if not after.isalnum() or is_function_word(after, language):
            yield _amount(quantity)


def _counts(quantity: Quantity, found: Sequence[Token], end: int, language: str) -> bool:
    """Tell whether a number may count what is near, being none of "one week" or "year 9"."""
    first = bisect_left(found, quantity.start, key=START, hi=end)
    labelled = first > 0 and found[first - 1].word in units_by_word(language)
    return quantity.plain and not labelled


@lru_cache(maxsize=4096)
def _where_counted(text: str, counted: tuple[str, ...], language: str) -> tuple[int, ...]:
    """Return which tokens of a text say what is counted."""
    return tuple(n for n, token in enumerate(tokens(text)) if _is_counted(token, counted, language))


def _is_counted(token: Token, counted: Sequence[str], language: str) -> bool:
    if token.digits or not token.text[0].isalpha():
        return False
    return any(_alike(token.word, word, language) for word in counted)


@lru_cache(maxsize=50_000)
def _alike(one: str, other: str, language: str) -> bool:
    """Tell whether two words are forms of one, or one is in the other: "Sitzplätze", "Platz"."""
    if set(stems(one, language)) & set(stems(other, language)):
        return True
    left, right = set(word_parts(one)), set(word_parts(other))
    return len(left & right) >= ALIKE * min(len(left), len(right))


def _frequency(text: str, _want: Wanted, _language: str) -> Iterator[Amount]:
    yield from _matches(FREQUENCY, text)


def _rank(text: str, _want: Wanted, _language: str) -> Iterator[Amount]:
    yield from _matches(ORDINAL, text)
    yield from _matches(RANKED, text)


def _code(text: str, _want: Wanted, language: str) -> Iterator[Amount]:
    # Four digits alone may be a year or a port.
    named = [span for span in days(text, language) if not text[slice(*span)].isdecimal()]
    times = clock_times(text, language)
    phones = [match.span() for match in PHONE.finditer(text) if not touches(match.span(), named)]
    yield from ((span, span) for span in phones)
    named += phones
    for match in CODE.finditer(text):
        if not touches(match.span(), named) and not touches(match.span(), times):
            yield match.span(), match.span()


FINDERS: dict[AnswerType, Callable[[str, Wanted, str], Iterator[Amount]]] = {
    "number": _number,
    "count": _count,
    "age": _age,
    "money": _money,
    "share": _share,
    "duration": _duration,
    "measure": _measure,
    "frequency": _frequency,
    "rank": _rank,
    "code": _code,
}
"""How each kind is found that is a number or stands for one."""

"""How two words are related: forms of one, parts, synonyms, names elsewhere, or opposites."""

from collections.abc import Collection, Sequence
from functools import lru_cache
from itertools import takewhile

from index.embedders.builtin import BuiltinEmbedder
from index.language.letters import fold
from index.language.terms import stems, words
from index.language.wording.registry import (
    INFLECTION,
    WORDINGS,
    is_side,
    opposites,
    same_names,
    synonyms,
)

SHORTEST, LONGEST_ENDING, PREFIX, WITHIN, LONG = 3, 4, 4, 5, 8
"""Letters of words that are akin: of the shorter one, of an ending, of what stands before a word in
a compound, of a word within one, and of words of which one letter may differ."""

MOST_PARTS = 4

PARTICIPLE = "ge"
"""Before a German verb: "öffnet", "geöffnet"."""


MOSTLY = 0.6

COGNATES = (("ph", "f"), ("th", "t"), ("ck", "k"), ("c", "k"), ("y", "i"))


REST = 4
"""Letters that two words with opposing prefixes have in common at least."""

PREFIXES = tuple(p for w in WORDINGS.values() for p in w.opposing_prefixes)


NEGATING = tuple(p for w in WORDINGS.values() for p in w.negating_prefixes)

LACKING = tuple(s for w in WORDINGS.values() for s in w.negating_suffixes)


@lru_cache(maxsize=20_000)
def parts_of(word: str) -> tuple[str, ...]:
    """Return the words that one is put together of: "Sommerfest"; none if it isn't."""
    if len(word) < WITHIN + 1:
        return ()
    [pieces] = _embedder().pieces([word])
    whole = "".join(pieces) == fold(word) and all(len(p) >= SHORTEST for p in pieces)
    return tuple(pieces) if whole and 1 < len(pieces) <= MOST_PARTS else ()


@lru_cache(maxsize=1)
def _embedder() -> BuiltinEmbedder:
    return BuiltinEmbedder()


@lru_cache(maxsize=20_000)
def is_spelled(word: str) -> bool:
    """Tell whether the model has no word for a folded one, nor puts it together of such."""
    [pieces] = _embedder().pieces([word])
    return len(pieces) > 1 and any(len(each) < SHORTEST for each in pieces)


@lru_cache(maxsize=20_000)
def has_meaning(word: str) -> bool:
    """Tell whether the model has a word, or put it together of such, and doesn't only spell it."""
    [pieces] = _embedder().pieces([word])
    *first, last = pieces or [""]
    return all(len(each) >= SHORTEST for each in first) and (len(last) >= SHORTEST or bool(first))


def says_all(word: str, other: str) -> bool:
    """Tell whether a word is a form of another, or a part of it; what is longer says more."""
    if any(stems(word, code) == stems(other, code) for code in WORDINGS):
        return True
    if other == f"{PARTICIPLE}{word}":
        return True
    return len(word) < len(other) and len(word) >= WITHIN and word in other


def has_synonym(word: str, there: Sequence[str]) -> bool:
    """Tell whether a text has a word that means the same by the table of the wordings."""
    rows = [row for row in synonyms() if is_side(word, row, INFLECTION)]
    return any(is_side(other, row, INFLECTION) for row in rows for other in there)


def has_name(word: str, there: Sequence[str]) -> bool:
    """Tell whether a text names the same country, language or town, in whatever language."""
    names = same_names().get(word, ())
    text = f" {' '.join(there)} "
    return any(f" {name} " in text for name in names)


@lru_cache(maxsize=20_000)
def akin(one: str, other: str) -> bool:
    """Tell whether folded words may be forms of one, or a compound and a part of it."""
    if one == other or _as_cognates(one) == _as_cognates(other):
        return True
    shorter, longer = sorted((one, other), key=len)
    if opposed(one, other) or len(shorter) < SHORTEST:
        return False
    if longer.startswith(PARTICIPLE) and akin_plainly(longer.removeprefix(PARTICIPLE), shorter):
        return True
    return _is_part(shorter, longer) or _same_stem(one, other)


def _is_part(shorter: str, longer: str) -> bool:
    more = len(longer) - len(shorter)
    if longer.startswith(shorter):
        return len(shorter) > SHORTEST or more <= 2
    if longer.endswith(shorter):
        return len(shorter) > SHORTEST and more >= PREFIX
    return shorter in longer and len(shorter) >= WITHIN


def _same_stem(one: str, other: str) -> bool:
    if any(stems(one, code) == stems(other, code) for code in WORDINGS):
        return True
    pairs = zip(one, other, strict=False)
    same = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
    apart = abs(len(one) - len(other))
    return same >= max(PREFIX, MOSTLY * max(len(one), len(other))) and apart <= LONGEST_ENDING


def _as_cognates(word: str) -> str:
    """Return a word as other languages may spell it: "compost", "Kompost"."""
    for one, other in COGNATES:
        word = word.replace(one, other)
    return word


@lru_cache(maxsize=20_000)
def opposed(one: str, other: str) -> bool:
    """Tell whether two folded words differ by what turns one into the other's opposite."""
    for first, second in ((one, other), (other, one)):
        if any(
            first.startswith(prefix)
            and len(first) - len(prefix) >= REST
            and _same_form(first.removeprefix(prefix), second)
            for prefix in NEGATING
        ):
            return True
        if any(
            first.endswith(suffix)
            and len(first) - len(suffix) >= SHORTEST
            and akin_plainly(first.removesuffix(suffix), second)
            and not second.endswith(LACKING)
            for suffix in LACKING
        ):
            return True
    return any(
        one.startswith(p)
        and other.startswith(q)
        and len(one) - len(p) >= REST
        and _same_form(one.removeprefix(p), other.removeprefix(q))
        for p in PREFIXES
        for q in PREFIXES
        if p != q
    )


def akin_plainly(one: str, other: str) -> bool:
    """Tell whether one of two words begins with the other, but for an ending."""
    shorter, longer = sorted((one, other), key=len)
    return (
        len(shorter) >= SHORTEST and longer.startswith(shorter) and len(longer) - len(shorter) <= 2
    )


def _same_form(one: str, other: str) -> bool:
    shorter, longer = sorted((one, other), key=len)
    return len(shorter) >= REST and longer.startswith(shorter) and len(longer) - len(shorter) <= 2


def contradicting(claim: str, source: str) -> str | None:
    """Return a word of a claim of which the source says the opposite, and not the word itself."""
    claimed = [fold(word) for word in words(claim)]
    there = [fold(word) for word in words(source)]
    there += [part for word in there for part in parts_of(word)]
    said = set(there)
    for word in claimed:
        if word in said:
            continue
        for row in opposites():
            own = [side for side in row if is_side(word, side)]
            others = [side for side in row if side not in own]
            against = any(_any_of(there, side) for side in others)
            if own and against and not any(_any_of(there, side) for side in own):
                return word
        if any(opposed(word, each) for each in there) and not any(
            akin(word, each) for each in there
        ):
            return word
    return None


def _any_of(words_there: Collection[str], side: tuple[str, ...]) -> bool:
    return any(is_side(word, side) for word in words_there)


@lru_cache(maxsize=20_000)
def same_word(one: str, other: str) -> bool:
    """Tell whether two folded words may say the same: akin, in part, or by the table."""
    if akin(one, other) or any(akin(part, other) for part in parts_of(one)):
        return True
    return has_synonym(one, (other,))

"""What the wordings of all languages say together."""

import re
from functools import lru_cache
from importlib.resources import files

from babel import Locale

from index.language.letters import fold
from index.language.wording.english import ENGLISH
from index.language.wording.german import GERMAN
from index.language.wording.wording import Mark, Wording

WORDINGS: dict[str, Wording] = {each.code: each for each in (GERMAN, ENGLISH)}
"""The languages in which it can be told whether two sentences say the same."""

SHORT_ENTRY, ENDING, INFLECTION = 3, 4, 6
"""Letters up to which a beginning is a whole word, and letters that may follow a longer one: of an
opposite, and of a word that means the same."""


MARKS: dict[Mark, re.Pattern[str]] = {
    name: re.compile(
        rf"(?<![\w])(?:{'|'.join(wording.marks[name] for wording in WORDINGS.values())})(?![\w])",
        re.IGNORECASE,
    )
    for name in GERMAN.marks
}
"""For each mark the pattern of its words."""

ORDERS = re.compile(
    rf"(?<![\w])(?:{'|'.join(wording.ordering for wording in WORDINGS.values())})(?![\w])",
    re.IGNORECASE,
)


def gives_order(text: str) -> bool:
    """Tell whether a text orders whoever reads it to say or to ignore something."""
    return ORDERS.search(text) is not None


def is_side(word: str, beginnings: tuple[str, ...], ending: int = ENDING) -> bool:
    """Tell whether a folded word is one of those that begin so."""
    return any(
        word == each
        or (len(each) > SHORT_ENTRY and word.startswith(each) and len(word) - len(each) <= ending)
        for each in beginnings
    )


@lru_cache
def opposites() -> tuple[tuple[tuple[str, ...], ...], ...]:
    """Return rows of sides, each the beginnings of words in all languages."""
    return tuple(
        tuple(
            tuple(word for side in sides for word in side.split())
            for sides in zip(*row, strict=True)
        )
        for row in zip(*(wording.opposites for wording in WORDINGS.values()), strict=True)
    )


@lru_cache
def synonyms() -> tuple[tuple[str, ...], ...]:
    """Return rows of beginnings of words that mean the same, in all languages."""
    lines = (files(__package__) / "same.tsv").read_text("utf-8").splitlines()
    return tuple(tuple(line.split()) for line in lines if not line.startswith("#"))


@lru_cache
def relations() -> dict[str, frozenset[int]]:
    """Return for little words of relation, lower case, the rows of those that say the same."""
    lines = (files(__package__) / "relations.tsv").read_text("utf-8").splitlines()
    rows = [line.split() for line in lines if not line.startswith("#")]
    found: dict[str, set[int]] = {}
    for number, row in enumerate(rows):
        for word in (each.replace("_", " ") for each in row):
            found.setdefault(word, set()).add(number)
    return {word: frozenset(numbers) for word, numbers in found.items()}


@lru_cache(maxsize=20_000)
def is_mark(word: str, without: frozenset[Mark]) -> bool:
    """Tell whether a word is one of the marks, but for some of them."""
    return any(pattern.fullmatch(word) for mark, pattern in MARKS.items() if mark not in without)


@lru_cache
def glue() -> frozenset[str]:
    """Return the words that say nothing by themselves."""
    return frozenset().union(*(wording.glue for wording in WORDINGS.values()))


@lru_cache
def same_names() -> dict[str, frozenset[str]]:
    """Return for names of countries, languages and towns, folded, their names elsewhere.

    Those of CLDR, through Babel, and the places of the wordings.
    """
    groups: dict[str, set[str]] = {}
    for code in WORDINGS:
        locale = Locale.parse(code)
        for kind, names in (("country", locale.territories), ("language", locale.languages)):
            for key, name in names.items():
                groups.setdefault(f"{kind}:{key}", set()).add(fold(str(name)))
        for zone, info in locale.time_zones.items():
            own = groups.setdefault(f"zone:{zone}", {fold(zone.rpartition("/")[2])})
            if info.get("city"):
                own.add(fold(info["city"]))
    for wording in WORDINGS.values():
        for number, pair in enumerate(wording.places):
            groups[f"place:{wording.code}:{number}"] = set(map(fold, pair))
    same: dict[str, set[str]] = {}
    for group in groups.values():
        for name in group:
            same.setdefault(name, set()).update(group)
    return {name: frozenset(group) for name, group in same.items() if len(group) > 1}

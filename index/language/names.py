"""Names: words that mean one thing, and nothing that is like it.

Countries, languages, large cities, months and days are known in German and English from CLDR, with
their translations; other names are told by how a question writes them.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import lru_cache

from babel import Locale
from babel.core import get_global

from index.language.months import day_names, month_names
from index.language.terms import words
from index.language.words import likely_language

LANGUAGES = ("de", "en")

RELATIVE_DAYS = {
    "heute": "today",
    "today": "today",
    "tonight": "today",
    "gestern": "yesterday",
    "yesterday": "yesterday",
    "vorgestern": "before",
    "morgen": "tomorrow",
    "tomorrow": "tomorrow",
    "übermorgen": "after",
}

EXONYMS = (
    *("köln cologne", "münchen munich", "nürnberg nuremberg", "hannover hanover", "genf geneva"),
    *("braunschweig brunswick", "mailand milan", "venedig venice", "florenz florence"),
    *("neapel naples", "straßburg strasbourg", "danzig gdańsk gdansk", "breslau wrocław wroclaw"),
    *("krakau kraków krakow cracow", "antwerpen antwerp", "brügge bruges", "bayern bavaria"),
    *("sachsen saxony", "hessen hesse", "thüringen thuringia", "westfalen westphalia"),
    *("preußen prussia", "schlesien silesia", "kreta crete", "sizilien sicily", "korsika corsica"),
    *("sardinien sardinia", "rhein rhine", "donau danube", "themse thames", "alpen alps"),
)
"""Places that CLDR doesn't have, each in what German and English call it."""

NO_NAMES = {
    *("center", "christmas", "easter", "fang", "gothic", "island", "kanton", "meta", "midway"),
    *("oral", "reunion", "slave", "troll", "unbekannt", "unknown", "wake", "welt", "world"),
}
"""What CLDR's names have in common with words that mean something."""

SHORTEST, INFLECTED = 3, 4
"""Letters of a name, and of one that may have an "s" behind it ("Iraks", "sonntags")."""

NAME_ENDINGS = frozenset(["s", "es", "n", "en", "er", "in", "'s", "ian", "isch", "sche", "schen"])
"""What a name may have behind it and stay one."""

WORD = re.compile(r"[^\W_]+")
ENDS = frozenset(".!?:…")


@lru_cache(maxsize=20_000)
def names_of(word: str) -> frozenset[tuple[str, str]]:
    """Return what a word in lower case may name: a kind, such as "place", and which one of it.

    A word that names nothing has none. Two of the same kind that share none aren't alike.
    """
    known = known_names()
    stem = word.removesuffix("s")
    return known.get(word) or known.get(stem if len(stem) >= INFLECTED else "", frozenset())


@lru_cache(maxsize=1)
def known_names() -> Mapping[str, frozenset[tuple[str, str]]]:
    """Return all words that name something by themselves."""
    found: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for word, day in RELATIVE_DAYS.items():
        found[word].add(("relative day", day))
    for places in EXONYMS:
        for word in places.split():
            found[word].add(("place", places))
    for code in LANGUAGES:
        for name, month in month_names(code).items():
            found[name.lower()].add(("month", str(month)))
        for name, weekday in day_names(code).items():
            found[name.lower()].add(("day", str(weekday)))
        for name, kind, which in _of_cldr(Locale(code)):
            parts = words(name)
            if len(parts) == 1 and len(parts[0]) >= SHORTEST and parts[0] not in NO_NAMES:
                found[parts[0]].add((kind, which))
    return {word: frozenset(names) for word, names in found.items()}


def proper_names(question: str) -> list[str]:
    """Return the words of a question, in lower case, that are names: known ones, or so written.

    So written is, where an English sentence doesn't begin, a capital; elsewhere two and more, for
    German nouns have one each. Where all is in capitals they tell nothing.
    """
    found = list(WORD.finditer(question))
    small = [match[0].lower() for match in found]
    telling = not question.isupper()
    english = likely_language(small) == "en" and any(word[0][0].islower() for word in found)
    names: dict[str, None] = {}
    after = 0
    for match, word in zip(found, small, strict=True):
        begins = after == 0 or not ENDS.isdisjoint(question[after : match.start()])
        after = match.end()
        several = len(word) > 1 and match[0].isupper() and not word.isdigit()
        capital = english and match[0][0].isupper() and not begins and word != "i"
        if names_of(word) or (telling and (several or capital)):
            names[word] = None
    return list(names)


def apart(word: str, name: str) -> frozenset[str]:
    """Return the kinds of which two words name two things; none if there is one that both name."""
    own, asked = names_of(word), names_of(name)
    if own & asked:
        return frozenset()
    return frozenset(kind for kind, _ in own) & {kind for kind, _ in asked}


def resembles(word: str, name: str) -> bool:
    """Tell whether a word only shares letters with a name, for it is, or comes from, another one.

    "Nigeria" and "nigerianische" aren't "Niger", "Martina" isn't "Martin".
    """
    if word == name or word[:SHORTEST] != name[:SHORTEST]:
        return False
    ends = range(len(word), SHORTEST - 1, -1)
    known = next((word[:end] for end in ends if word[:end] in known_names()), "")
    if known and names_of(name):
        return bool(apart(known, name))
    rest = word.removeprefix(name)
    return not names_of(name) and rest != word and rest not in NAME_ENDINGS


def _of_cldr(locale: Locale) -> Iterator[tuple[str, str, str]]:
    """Give names of places and languages, their kind, and which one it is."""
    for code, name in locale.territories.items():
        yield name, "place", str(code)
    for code, name in locale.languages.items():
        yield name, "language", str(code)
    for zone in get_global("zone_territories"):
        yield str(zone).rpartition("/")[2].replace("_", " "), "place", str(zone)
    for zone, told in locale.time_zones.items():
        yield str(told.get("city", "")), "place", str(zone)

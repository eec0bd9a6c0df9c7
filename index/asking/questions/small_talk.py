"""Small talk with whoever answers, by its phrases and by its words.

The profiles' lists have what people say; no content word is on them. A text of which each word is
known is talk where something makes it that: a courtesy, or what is said of whoever answers.
"""

import re
from collections.abc import Set
from typing import Literal

from index.asking.questions.question import CHATTER
from index.language.profiles.profile import LanguageProfile
from index.language.registry import PROFILES, all_patterns, all_words

Talk = Literal["about", "sources", "news"]
"""Who answers here and how to ask; what can be asked; what is new."""

WORD = re.compile(r"\w[\w'’]*+")
APOSTROPHE = re.compile("['’]")
REPEATED = re.compile(r"(.)\1+")
DRAWN_OUT = re.compile(r"([^\W\d_])\1{2,}")
"""A letter of "hiii"."""
LAUGHTER = re.compile(r"(?:b?[hj][aeiouäöü]{1,3}){2,}h?")

# Both are looked for where a word begins, the latter also as a whole text.
PHRASE = re.compile(rf"(?:{all_patterns(lambda profile: profile.small_talk)})(?!\w)", re.IGNORECASE)
_ALTERNATIVES: tuple[tuple[Talk, str], ...] = (
    ("sources", all_patterns(lambda profile: profile.asks_for_sources)),
    ("news", all_patterns(lambda profile: profile.asks_for_news)),
    ("about", all_patterns(lambda profile: profile.asks_about_you)),
)
WITHIN = [
    (talk, re.compile(rf"(?:{alternatives})(?!\w)", re.IGNORECASE))
    for talk, alternatives in _ALTERNATIVES
]
"""What comes first says most of what a text with several wants."""


def _letters(word: str) -> str:
    """Return what a word has left if its letters were typed twice, or in another order."""
    word = REPEATED.sub(r"\1", word)
    return word[:1] + "".join(sorted(word[1:]))


def _forms(word: str) -> set[str]:
    """Return how a word may stand on a list: "hab's" as "habs", "schöön" as "schön"."""
    plain = word.lower()
    return {word, plain, APOSTROPHE.sub("", plain), REPEATED.sub(r"\1", plain)}


COURTESIES = frozenset(map(_letters, all_words(lambda profile: profile.courtesies)))
SMALL = [
    (profile, profile.talk_words | profile.addresses | CHATTER)
    for profile in PROFILES.values()
    if profile.talk_words
]
"""The languages whose small words are known, with them."""


def is_small_talk(text: str) -> bool:
    """Tell whether it is that from the beginning to the end: "ok thanks, well done, bot".

    Chatter alone is none, such as "thanks!"; `clean_question` refuses it.
    """
    if _is_chatter(text):
        return False
    text, drawn_out = DRAWN_OUT.subn(r"\1", text)
    place, said = 0, bool(drawn_out)
    while word := WORD.search(text, place):
        start = word.start()
        match = PHRASE.match(text, start)
        if match is None and word[0].lower() not in CHATTER:
            return False
        said = said or match is not None
        place = word.end() if match is None else max(match.end(), start + 1)
    return said


def made_of_small_words(text: str, *, asks: bool) -> Talk | None:
    """Return what a text is whose words are all known: "sorry, war nicht so gemeint".

    `asks` is whether a question mark is in it: what asks has to speak to whoever answers. Chatter
    alone is none; `clean_question` refuses it.
    """
    text = DRAWN_OUT.sub(r"\1", text)
    if _is_chatter(text):
        return None
    found = (_in_language(text, profile, small, asks=asks) for profile, small in SMALL)
    return next(filter(None, found), None)


def _is_chatter(text: str) -> bool:
    return CHATTER.issuperset(map(str.lower, WORD.findall(text)))


def _in_language(
    text: str, profile: LanguageProfile, small: Set[str], *, asks: bool
) -> Talk | None:
    courteous = of_you = False
    kinds: set[Talk] = set()
    others: list[str] = []
    place = 0
    while word := WORD.search(text, place):
        start, place = word.start(), word.end()
        plain = word[0].lower()
        is_courtesy = _letters(plain) in COURTESIES or LAUGHTER.fullmatch(plain)
        asked = [(talk, found.end()) for talk, p in WITHIN if (found := p.match(text, start))]
        phrase = PHRASE.match(text, start)
        if asked and not (is_courtesy and asked[0][1] <= place):
            talk, place = asked[0]
            kinds.add(talk)
        elif phrase and phrase.end() > place:
            courteous, place = True, phrase.end()
        elif is_courtesy:
            courteous = True
        elif plain in profile.said_of_you or (not others and plain in profile.asks_you):
            of_you = True
            others.append(plain)
        elif not small.isdisjoint(_forms(word[0])):
            others.append(plain)
        else:
            return None
    if kinds:
        return next(talk for talk, _ in WITHIN if talk in kinds)
    if _speaks_to(text, profile):
        return "about" if courteous or of_you else None
    return "about" if courteous and not (asks or _asks_first(others, profile)) else None


def _speaks_to(text: str, profile: LanguageProfile) -> bool:
    said = WORD.findall(text)
    return not profile.addresses.isdisjoint({*said, *map(str.lower, said)})


def _asks_first(words: list[str], profile: LanguageProfile) -> bool:
    """Tell whether words begin as a question does, with a verb: "is it …", "kann ich …"."""
    return len(words) > 1 and words[0] in profile.auxiliaries and words[1] in profile.subjects

"""Yes or no, only where the text itself says so beyond doubt. Everything else is left to readers.

There are two such cases. The text answers the very same question, beginning with "Yes" or "No". Or
a sentence has the question's words in their order and nothing beside them that could change what
they say: then it affirms the question, or negates it once.
"""

import re

from index.asking.answers import Evidence
from index.asking.forms.asked import named
from index.language.registry import PROFILES, all_words
from index.language.terms import stems, words
from index.language.words import CONTRAST, INTERROGATIVES

YES_NO = all_words(lambda profile: profile.auxiliaries)
ASKING = INTERROGATIVES - YES_NO
YES = all_words(lambda profile: profile.yes)
NO = all_words(lambda profile: profile.no)
NEGATION = all_words(lambda profile: profile.negation)
LIMITING = all_words(lambda profile: profile.limiting) | CONTRAST
NEUTRAL = all_words(lambda profile: profile.neutral)
OPPOSITES = frozenset(
    pair
    for profile in PROFILES.values()
    for one, other in profile.opposites
    for pair in ((one, other), (other, one))
)

SAID = re.compile(r"\s{0,9}([^\W\d_]{2,8})\s{0,9}[.,;:!–—-]")
"""The first word of a sentence, if a mark follows it: "No, …"."""

NOT = re.compile(r"n['’]t\b")
"""How English writes it together with a verb."""

LENGTH = 400
"""Characters before an answer in which its question is looked for."""


def polarity(question: str, evidence: Evidence) -> str | None:
    """Return "yes" or "no" where the evidence's sentence says it for certain."""
    asked = words(NOT.sub(" not", question))
    if not asked or NEGATION & set(asked) or ASKING & set(asked):
        return None
    if asked[0] not in YES_NO and "?" not in question:
        return None
    return _said(question, evidence) or _stated(asked, evidence)


def _said(question: str, evidence: Evidence) -> str | None:
    """Return what the text says first to the same question."""
    text, language = evidence.text, evidence.article.language
    same = evidence.sentence.path[-1]
    above = evidence.article.text[max(0, evidence.start - LENGTH) : evidence.start]
    opening = SAID.match(text)
    if opening is None or not " ".join(above.split()).endswith(same):
        return None
    if set(named(same, language)) != set(named(question, language)):
        return None
    if NEGATION & set(words(same)) or LIMITING & set(words(text)):
        return None
    said = opening[1].lower()
    return "yes" if said in YES else "no" if said in NO else None


def _stated(asked: list[str], evidence: Evidence) -> str | None:
    """Return whether a sentence states what is asked, or the opposite."""
    text, language = evidence.sentence.text, evidence.article.language
    said = words(NOT.sub(" not", text))
    if "?" in text or LIMITING & set(said) or LIMITING & set(asked):
        return None
    negations = sum(word in NEGATION for word in said)
    wanted, found = _telling(asked, language), _telling(said, language)
    if not wanted or negations > 1 or len(wanted) != len(found):
        return None
    # The verb that a question begins with comes later in a statement.
    verb = wanted[:1] if asked[0] not in NEUTRAL else []
    if verb and verb[0] in found:
        wanted, found = wanted[1:], _without(found, verb[0])
    pairs = list(zip(wanted, found, strict=True))
    apart = [pair for pair in pairs if pair[0] != pair[1]]
    opposed = len(apart) == 1 and apart[0] in _opposites(language)
    if apart and not opposed:
        return None
    return "no" if (negations == 1) != opposed else "yes"


def _telling(spoken: list[str], language: str) -> list[str]:
    left = [word for word in spoken if word not in NEUTRAL | NEGATION]
    return stems(" ".join(left), language)


def _opposites(language: str) -> frozenset[tuple[str, str]]:
    return frozenset(
        (left[0], right[0])
        for one, other in OPPOSITES
        for left, right in [(stems(one, language), stems(other, language))]
    )


def _without(found: list[str], word: str) -> list[str]:
    place = found.index(word)
    return found[:place] + found[place + 1 :]

"""What is shown where nothing answers: only what is near the question."""

import re
from functools import lru_cache

from index.asking.answers import Hit
from index.asking.forms.asked import met, named
from index.asking.questions.follow_up import content_words
from index.language.dense import is_dense
from index.language.registry import all_patterns, all_words
from index.language.terms import grams, parted_words, stems

VAGUE = (
    all_words(lambda profile: profile.vague_verbs)
    | all_words(lambda profile: profile.light_verbs)
    | all_words(lambda profile: profile.neutral)
    | all_words(lambda profile: profile.empty_words)
    | all_words(lambda profile: profile.one)
)
"""What anything may have in common with a question: "gibt", "use"."""

ORDINAL = re.compile(all_patterns(lambda profile: profile.ordinals), re.IGNORECASE)

SHARE = 1 / 3
"""Of the words that a question names something with, how many have to be there."""
PARTS, ALIKE = 2, 0.6
"""Of 4-grams, how many two words have in common at least, and which share of the shorter one's."""
LONG = 8
"""Characters of a word from which on it may be there in part."""


def names_something(question: str) -> bool:
    """Tell whether a question has a word to be near to, which "And the first one?" hasn't."""
    return any(
        word not in VAGUE and not ORDINAL.fullmatch(word) for word in content_words(question)
    )


def is_near(question: str, hit: Hit) -> bool:
    """Tell whether a hit, or what it stands under, has enough of the words that are asked for.

    A single long one, such as a compound or all that is asked in a script without blanks, may be
    there in part.
    """
    language = hit.sentence.article.language
    wanted = set(named(question, language))
    wanted = wanted - _vague(language) or wanted
    if len(wanted & met(hit, language)) >= max(1, SHARE * len(wanted)):
        return True
    if len(wanted) != 1 or len(word := wanted.pop()) < LONG:
        return False
    text, own = "\n".join((*hit.sentence.path, hit.sentence.text)), set(grams(word))
    if is_dense(word):
        return not own.isdisjoint(grams(text))
    return any(_is_part(set(grams(other)), own) for other in parted_words(text))


def _is_part(one: set[str], other: set[str]) -> bool:
    """Tell whether one of two words is in the other, or nearly so: "Freibad", "Freibadkarte"."""
    common = len(one & other)
    return common >= PARTS and common >= ALIKE * min(len(one), len(other))


@lru_cache
def _vague(language: str) -> frozenset[str]:
    return frozenset(stems(" ".join(VAGUE), language))

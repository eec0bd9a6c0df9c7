"""What is shown where nothing answers: only what is near the question."""

from index.asking.answers import Hit
from index.asking.forms.asked import met, named
from index.language.terms import grams

SHARE = 1 / 3
"""Of the words that a question names something with, how many have to be there."""
LONG = 8
"""Characters of a word from which on it may be there in part."""


def is_near(question: str, hit: Hit) -> bool:
    """Tell whether a hit, or what it stands under, has enough of the words that are asked for.

    A single long one, such as a compound or all that is asked in a script without blanks, may be
    there in part.
    """
    language = hit.sentence.article.language
    wanted = set(named(question, language))
    if len(wanted & met(hit, language)) >= max(1, SHARE * len(wanted)):
        return True
    if len(wanted) != 1 or len(word := wanted.pop()) < LONG:
        return False
    text = "\n".join((*hit.sentence.path, hit.sentence.text))
    return not set(grams(word)).isdisjoint(grams(text))

"""What is shown where nothing answers: only what is near the question."""

from index.asking.answers import Hit
from index.asking.forms.asked import met, named

SHARE = 1 / 3
"""Of the words that a question names something with, how many have to be there."""


def is_near(question: str, hit: Hit) -> bool:
    """Tell whether a hit, or what it stands under, has enough of the words that are asked for."""
    language = hit.sentence.article.language
    wanted = set(named(question, language))
    return bool(wanted) and len(wanted & met(hit, language)) >= max(1, SHARE * len(wanted))

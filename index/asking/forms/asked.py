"""The words of a question and of a text that name something, so that forms can compare them."""

from index.asking.answers import Hit
from index.asking.follow_up import content_words
from index.language.terms import stems


def named(text: str, language: str) -> list[str]:
    """Return the stems of the words that name something, in order, as a language has them."""
    return stems(" ".join(content_words(text)), language)


def met(hit: Hit, language: str) -> frozenset[str]:
    """Return the stems of all words of a hit and of what it stands under."""
    sentence = hit.sentence
    lines = (*sentence.path, *sentence.context.lines, sentence.text)
    return frozenset(stems("\n".join(lines), language))

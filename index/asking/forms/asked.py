"""The words of a question and of a text that name something, so that forms can compare them."""

import re
from functools import lru_cache

from index.asking.answers import Hit
from index.asking.questions.follow_up import content_words
from index.language.terms import stems

CODE = re.compile(r"(?<!\d)\d++(?:[.,:/-]\w++)++")
"""Such as "3.1" and "8:30": one word, not two."""

MET = 4096
"""Texts of which the stems are kept: the best of each question are compared with it."""

QUESTIONS = 100
"""Whose words are kept for a moment: each hit is compared with them."""


@lru_cache(maxsize=QUESTIONS)
def named(text: str, language: str) -> tuple[str, ...]:
    """Return the stems of the words that name something, in order, as a language has them."""
    found: list[str] = []
    end = 0
    for code in CODE.finditer(text):
        found += [*_stems(text[end : code.start()], language), code[0]]
        end = code.end()
    return (*found, *_stems(text[end:], language))


def met(hit: Hit, language: str) -> frozenset[str]:
    """Return the stems of all words of a hit and of what it stands under."""
    sentence = hit.sentence
    return _met("\n".join((*sentence.path, *sentence.context.lines, sentence.text)), language)


@lru_cache(maxsize=MET)
def _met(text: str, language: str) -> frozenset[str]:
    return frozenset((*stems(text, language), *CODE.findall(text)))


def shared(question: str, hit: Hit) -> int:
    """Count the words naming something that a question and a hit have in common."""
    language = hit.sentence.article.language
    return len(met(hit, language).intersection(named(question, language)))


@lru_cache(maxsize=QUESTIONS)
def _stems(text: str, language: str) -> tuple[str, ...]:
    return tuple(stems(" ".join(content_words(text)), language))

"""A question's terms, as passages have them: stems in each language there is, and 4-grams."""

from collections import defaultdict
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from index.language.terms import grams, single_characters, stems, words
from index.language.words import function_words

GRAM_WEIGHT = 0.2
"""Of a 4-gram's BM25 beside a stem's; fitted on XQuAD-R with the weights in `formula`."""

MAX_TERMS = 400
"""A question's terms; the rest of a pasted page adds time and nothing else."""


class Term(NamedTuple):
    """A term of the question in a field; of the terms of one group a passage can only have one."""

    field: str
    text: str
    group: str
    weight: float


@lru_cache(maxsize=64)
def query_terms(question: str, languages: tuple[str, ...]) -> Sequence[Term]:
    """Analyse a question as the passages were: each word stemmed in every language there is.

    Kept for a moment, since searching and what is attainable both need them.
    """
    weights: dict[tuple[str, str, str], float] = defaultdict(float)
    for variants in zip(*(stems(question, code) for code in languages), strict=True):
        for stem in dict.fromkeys(variants):
            weights["stems", stem, f"stem {variants[0]}"] += 1.0
    for gram in grams(question):
        weights["grams", gram, f"gram {gram}"] += GRAM_WEIGHT
    for character in single_characters(question):
        weights["stems", character, f"character {character}"] += GRAM_WEIGHT
    return [Term(*key, weight) for key, weight in weights.items()][:MAX_TERMS]


def content_stems(question: str, languages: tuple[str, ...]) -> Sequence[str]:
    """Return the stems, in every language there is, of a question's words of no closed class."""
    found = words(question)
    marked = zip(found, function_words(found), strict=True)
    content = " ".join(word for word, closed in marked if not closed)
    return list(dict.fromkeys(stem for code in languages for stem in stems(content, code)))

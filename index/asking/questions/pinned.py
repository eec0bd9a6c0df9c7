"""Fixed answers found for a question: for the same words, in any order and inflection.

Nothing looser: what somebody has approved for one question isn't the answer to one that is like it.
"What is allowed?" and "What is not allowed?" have most words in common.
"""

from collections.abc import Iterable, Sequence
from functools import lru_cache

from index.asking.questions.question import asking_part
from index.corpus.pins import Pinned, Pins
from index.language.registry import all_patterns
from index.language.terms import stems, words
from index.scopes import Scope

ARTICLES = frozenset(all_patterns(lambda profile: profile.definite_article).split("|"))
"""The only words that make no difference."""

Key = frozenset[str]


class FixedAnswers:
    """Looks up what is pinned. Thread-safe."""

    def __init__(self, pins: Pins) -> None:
        self._pins = pins

    def find(self, question: str, shelves: Sequence[str]) -> Pinned | None:
        """Return the latest fixed answer to a question that still stands on these shelves."""
        return _latest(self._pins.all(shelves), question)


def asks(question: str) -> bool:
    """Tell whether a question has words by which a fixed answer can be found."""
    return bool(_key(question, ""))


def fixed_in(pins: Pins, question: str, scope: Scope) -> Pinned | None:
    """Return a question's latest fixed answer of a scope that counts, expired or not."""
    return _latest(pins.within(scope), question)


def _latest(candidates: Iterable[Pinned], question: str) -> Pinned | None:
    keys: dict[str, Key] = {}
    for pinned in candidates:
        if pinned.place is None:
            continue
        language = pinned.place.sentence.article.language
        if language not in keys:
            keys[language] = _key(question, language)
        if keys[language] and keys[language] == _key(pinned.pin.question, language):
            return pinned
    return None


@lru_cache(4096)
def _key(question: str, language: str) -> Key:
    said = words(asking_part(" ".join(question.split())))
    return frozenset(stems(" ".join(word for word in said if word not in ARTICLES), language))

"""Frequent words of both languages, for the teacher to say what they mean.

They come from the package wordfreq (Speer 2022), in small letters. Some are known from the texts;
by them the teacher tells what the others mean. It reads German nouns better with their capital
letter, so a German word gets it where most known words with the same ending have it.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from itertools import islice

import snowballstemmer

from index.training.texts import Texts, Words

KNOWN = {"de": 2_000, "en": 1_200}
NEW = {"de": 4_800, "en": 3_200}
"""Words that are in the texts, and that aren't or hardly: so many of each."""

SEEN = 3
"""Sentences, or one concept, that a known word is in."""

OWN = 0.5
"""By what power of ten a language's word is more frequent there than in the other language.

Otherwise it is a name, or has strayed from there.
"""

RANKS = 60_000
"""How far down the lists of words are read."""

SHORTEST = 3
"""Letters that a word must have."""

LONGEST_ENDING, SHORTEST_ENDING = 12, 3

WORD = re.compile(r"[^\W\d_]+")
AFTER_ANOTHER = re.compile(r"(?<=[a-zäöüß,] )[^\W\d_]+")
"""A word that isn't the first of its sentence."""


def frequent_words(texts: Texts) -> Words:
    """Return the most frequent words of both languages, German ones with their capital letters."""
    words = (word for c in texts.concepts for word in c.german + c.german_forms)
    capitals = Capitals(texts.sentences(german=True), words)
    return Words(
        [capitals(word) for word in _most_frequent(texts, "de", "en")],
        list(_most_frequent(texts, "en", "de")),
    )


def _most_frequent(texts: Texts, language: str, other: str) -> Iterator[str]:
    from wordfreq import top_n_list, zipf_frequency  # noqa: PLC0415 - the extra “train” has it

    german = language == "de"
    stem = _Stem("german" if german else "english")
    seen = Counter(word for each in texts.sentences(german=german) for word in stem.words(each))
    for c in texts.concepts:
        words = c.german + c.german_forms if german else c.english + c.english_forms
        seen.update({word: SEEN for each in words for word in stem.words(each)})
    first: dict[str, str] = {}
    for word in top_n_list(language, RANKS):
        if len(word) >= SHORTEST and word.isalpha():
            first.setdefault(stem(word), word)
    own = [
        (seen[stemmed] >= SEEN, word)
        for stemmed, word in first.items()
        if zipf_frequency(word, language) - zipf_frequency(word, other) >= OWN
    ]
    for known, count in ((True, KNOWN[language]), (False, NEW[language])):
        yield from islice((word for is_known, word in own if is_known == known), count)


class _Stem:
    """Stems words as the lists write them: small, and with “ss”."""

    def __init__(self, language: str) -> None:
        self._stem: Callable[[str], str] = cache(snowballstemmer.stemmer(language).stemWord)

    def __call__(self, word: str) -> str:
        return self._stem(word.lower().replace("ß", "ss"))

    def words(self, text: str) -> list[str]:
        return [self(word) for word in WORD.findall(text)]


class Capitals:
    """Writes German words as sentences have them, with a capital letter or without."""

    def __init__(self, sentences: Iterable[str], words: Iterable[str]) -> None:
        self._capital: Counter[str] = Counter()
        for word in (*_within(sentences), *(word for word in words if word.isalpha())):
            weight = 1 if word[0].isupper() else -1
            for ending in _endings(word.lower()):
                self._capital[ending] += weight

    def __call__(self, word: str) -> str:
        """Return the word with a capital letter where its longest known ending has it."""
        weight = next((self._capital[e] for e in _endings(word) if self._capital[e]), 0)
        return word.capitalize() if weight > 0 else word


def _within(sentences: Iterable[str]) -> Iterator[str]:
    for sentence in sentences:
        yield from AFTER_ANOTHER.findall(sentence)


def _endings(word: str) -> Iterator[str]:
    """Give the whole word, then its endings, the longest first."""
    yield f" {word}"
    for length in range(min(LONGEST_ENDING, len(word)), SHORTEST_ENDING - 1, -1):
        yield word[-length:]

"""Text -> terms, for the lexical leg; the analysis itself runs in Tantivy's Rust.

Two kinds of terms: stems of a language (Snowball), and character 4-grams, which meet where stems
don't: compounds, typing errors, names in another inflection (McNamee & Mayfield, 2004). Scripts
without blanks have n-grams of their own (`dense`) in the place of both.

A text is analysed in its language, which is known; a question, whose language isn't, as it stands.
"""

from collections.abc import Iterable, Sequence
from functools import lru_cache

from tantivy import Filter, TextAnalyzer, TextAnalyzerBuilder, Tokenizer

from index.language.dense import DENSE, HAN, HIRAGANA, KATAKANA, SYLLABLES, is_dense, ngrams, parted
from index.language.letters import fold, numerals, other_spellings
from index.language.registry import profile_of

ANALYSIS = 1
"""Raised with any change of what this room makes of a text: its terms are then indexed anew."""

GRAM = 4

TEXTS = 20_000
"""Of these, the words stay in memory; of as many words, their parts."""

STEMMED = 4096
"""Texts of which the stems stay in memory: words, and what is looked at again and again."""

LONG = 40
"""Letters of a word whose parts aren't kept."""

SCRIPTS = "|".join(f"[{script}]+" for script in (HAN, HIRAGANA, KATAKANA, SYLLABLES))
WORDS = (
    f"{SCRIPTS}|"
    r"[[\p{Alphabetic}\p{M}\p{N}\u200c\u200d]"
    f"--[{HAN}{HIRAGANA}{KATAKANA}{SYLLABLES}]]+"
)
"""A word, in the syntax of Rust's `regex`; marks and joiners are within it, and another script
begins another one."""


def stems(text: str, language: str) -> list[str]:
    """Return the stemmed words of `text` in order, in every language equally many.

    In a language that Tantivy has no stemmer of they stay as they are.
    """
    return list(_stems(text, language))


def indexed_stems(text: str, language: str) -> list[str]:
    """Return all stems that a text in a language is to be found by.

    Beside those of its words those of their other spellings, and every n-gram of dense scripts.
    """
    analyzer = _stem_analyzer(profile_of(language).stemmer)
    found = analyzer.analyze(" ".join([numerals(text), *other_spellings(text, language)]))
    if not DENSE.search(text):
        return found
    return [term for word in found for term in (ngrams(word) if is_dense(word) else (word,))]


def single_characters(text: str) -> list[str]:
    """Return the characters of a text that are words by themselves in its dense scripts."""
    return [part for part in word_parts(text) if len(part) == 1]


def indexed_grams(text: str, language: str) -> str:
    """Return what a text in a language has its 4-grams of."""
    return " ".join([fold(text), *other_spellings(text, language)])


def grams(text: str) -> list[str]:
    """Return the character 4-grams of `text`, across words, without accents, in order."""
    return _gram_analyzer().analyze(fold(text))


def word_parts(text: str, language: str = "") -> list[str]:
    """Return the 4-grams of each framed word of `text` ("_irak_": "_ira", "irak", "rak_").

    With its language, those of its words' other spellings as well.
    """
    return [part for word in parted_words(text, language) for part in parts_of_word(word)]


def parted_words(text: str, language: str = "") -> list[str]:
    """Return the words that `word_parts` are of, folded."""
    folded = fold(text) if not language else indexed_grams(text, language)
    return _word_analyzer().analyze(folded)


def parts_of_word(word: str) -> Sequence[str]:
    """Return the parts of a folded word."""
    return _known_parts(word) if len(word) <= LONG else _cut(word)


def indexed_parts(text: str, language: str) -> str:
    """Return the parts that a text in a language is counted by, with blanks between them.

    Some come more than once, which counts as once.
    """
    found = dict.fromkeys(parted_words(text, language))
    return " ".join([_joined_parts(w) if len(w) <= LONG else " ".join(_cut(w)) for w in found])


def words(text: str) -> list[str]:
    """Return the words of `text` in lower case, in order."""
    found = _word_analyzer().analyze(numerals(text))
    return _parted(found) if DENSE.search(text) else found


@lru_cache(maxsize=TEXTS)
def words_of(*texts: str) -> tuple[str, ...]:
    """Return the distinct words of texts in lower case, in order."""
    return tuple(dict.fromkeys(words("\n".join(texts))))


@lru_cache(maxsize=STEMMED)
def _stems(text: str, language: str) -> tuple[str, ...]:
    found = _stem_analyzer(profile_of(language).stemmer).analyze(numerals(text))
    return tuple(_parted(found) if DENSE.search(text) else found)


@lru_cache(maxsize=TEXTS)
def _known_parts(word: str) -> tuple[str, ...]:
    return _cut(word)


@lru_cache(maxsize=TEXTS)
def _joined_parts(word: str) -> str:
    return " ".join(_cut(word))


def _cut(word: str) -> tuple[str, ...]:
    if is_dense(word):
        return tuple(ngrams(word))
    framed = f"_{word}_"
    return tuple(framed[start : start + GRAM] for start in range(max(1, len(framed) - GRAM + 1)))


def _parted(found: Iterable[str]) -> list[str]:
    return [part for word in found for part in (parted(word) if is_dense(word) else (word,))]


@lru_cache
def _word_analyzer() -> TextAnalyzer:
    return TextAnalyzerBuilder(Tokenizer.regex(WORDS)).filter(Filter.lowercase()).build()


@lru_cache
def _stem_analyzer(stemmer: str | None) -> TextAnalyzer:
    builder = TextAnalyzerBuilder(Tokenizer.regex(WORDS)).filter(Filter.lowercase())
    if stemmer is not None:
        builder = builder.filter(Filter.stemmer(stemmer))
    return builder.filter(Filter.ascii_fold()).build()


@lru_cache
def _gram_analyzer() -> TextAnalyzer:
    return TextAnalyzerBuilder(Tokenizer.ngram(GRAM, GRAM)).build()

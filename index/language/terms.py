"""Text -> terms, for the lexical leg; the analysis itself runs in Tantivy's Rust.

Two kinds of terms: stems of a language (Snowball), and character 4-grams, which meet where stems
don't: compounds, typing errors, names in another inflection (McNamee & Mayfield, 2004).
"""

import re
import unicodedata
from functools import lru_cache

from tantivy import Filter, TextAnalyzer, TextAnalyzerBuilder, Tokenizer

from index.language.registry import profile_of

GRAM = 4
PIECE = 256

SPELLED_UMLAUT = re.compile("([aou])e")


def stems(text: str, language: str) -> list[str]:
    """Return the stemmed words of `text` in order, in every language equally many.

    In a language that Tantivy has no stemmer of they stay as they are.
    """
    return _stem_analyzer(profile_of(language).stemmer).analyze(text)


def grams(text: str) -> list[str]:
    """Return the character 4-grams of `text`, across words, without accents, in order."""
    return _gram_analyzer().analyze(fold(text))


def word_parts(text: str) -> list[str]:
    """Return the 4-grams of each framed word of `text` ("_irak_": "_ira", "irak", "rak_")."""
    return [
        framed[start : start + GRAM]
        for word in _word_analyzer().analyze(fold(text))
        for framed in (f"_{word}_",)
        for start in range(max(1, len(framed) - GRAM + 1))
    ]


def words(text: str) -> list[str]:
    """Return the words of `text` in lower case, in order."""
    return _word_analyzer().analyze(text)


def fold(text: str) -> str:
    """Lower the case, take the accents off, make all white space a single blank.

    "ae", "oe" and "ue" lose their e, as umlauts do: "Maerz" and "Marz" meet "März".
    """
    folded = text.casefold()
    # In pieces: marks, in whatever order, are taken off, and sorting very many takes their square.
    decomposed = "".join(
        unicodedata.normalize("NFKD", folded[start : start + PIECE])
        for start in range(0, len(folded), PIECE)
    )
    plain = "".join(c for c in decomposed if not unicodedata.combining(c))
    return " ".join(SPELLED_UMLAUT.sub(r"\1", plain).split())


@lru_cache
def _word_analyzer() -> TextAnalyzer:
    return TextAnalyzerBuilder(Tokenizer.simple()).filter(Filter.lowercase()).build()


@lru_cache
def _stem_analyzer(stemmer: str | None) -> TextAnalyzer:
    builder = TextAnalyzerBuilder(Tokenizer.simple()).filter(Filter.lowercase())
    if stemmer is not None:
        builder = builder.filter(Filter.stemmer(stemmer))
    return builder.filter(Filter.ascii_fold()).build()


@lru_cache
def _gram_analyzer() -> TextAnalyzer:
    return TextAnalyzerBuilder(Tokenizer.ngram(GRAM, GRAM)).build()

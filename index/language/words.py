"""Closed classes of German and English words; other languages go without them."""

import re
from functools import lru_cache

from tantivy import Filter, TextAnalyzer, TextAnalyzerBuilder, Tokenizer

from index.language.terms import STEMMERS, words

INTERROGATIVES = {
    "de": (
        "wer wen wem wessen was wann wo wohin woher wie warum weshalb wieso woran worauf worin"
        " womit wofür wodurch wozu woraus wovon wobei wogegen welche welcher welches welchen"
        " welchem viel viele vielen"
    ),
    "en": "who whom whose what when where which why how many much did does do",
}
"""Missing in Tantivy's lists of stop words."""

_POINTING_BACK = (
    "das dies diese dieser dieses diesem diesen er sie es ihn ihm ihr ihnen sein seine ihre dort da"
    " damals danach daran darauf dabei dafür dagegen daher davon dazu deren dessen denen deshalb so"
    " it its he him his she her they them their this that these those there then thereby such so"
)
POINTING_BACK = frozenset(_POINTING_BACK.split())
"""Pronouns and adverbs whose meaning lies in what was said before."""

ARTICLES = frozenset({"das", "that"})
"""Of these, words that mostly don't: "das Wetter"."""

OPENING = 3
"""Words of a sentence in which it shows what it hangs on."""

THE_OR_THAT = re.compile(
    r"(?:das|that) (?:ist|war|sei|hat|habe|wird|würde|kann|könne|könnte|soll|gilt|heißt|bedeutet|"
    r"zeigt|sagte|is|was|has|would|will|can|could|means|shows|said)\b",
    re.IGNORECASE,
)
"""German "das" is mostly an article, English "that" often a conjunction; before these verbs not."""

CONTRAST = frozenset(
    [
        *("aber", "doch", "jedoch", "allerdings", "dennoch", "dagegen", "hingegen", "trotzdem"),
        *("however", "but", "yet", "nevertheless", "although", "though", "instead"),
    ]
)
"""Words by which a sentence limits the one before it."""


@lru_cache(maxsize=50_000)
def is_function_word(word: str, language: str) -> bool:
    """Tell whether a word, in lower case, is of a closed class in a language.

    In a language without lists no word is.
    """
    if word in INTERROGATIVES.get(language, "").split():
        return True
    analyzer = _without_stop_words(language)
    return analyzer is not None and not analyzer.analyze(word)


def points_back(sentence: str) -> bool:
    """Tell whether a sentence begins by pointing at what was said before ("Er soll …")."""
    opening = set(words(sentence)[:OPENING]) - ARTICLES
    return bool(opening & POINTING_BACK) or bool(THE_OR_THAT.match(sentence))


def contrasts(sentence: str) -> bool:
    """Tell whether a sentence begins by limiting the one before it ("Allerdings …")."""
    return bool(set(words(sentence)[: OPENING + 1]) & CONTRAST)


@lru_cache
def _without_stop_words(language: str) -> TextAnalyzer | None:
    try:
        stop = Filter.stopword(STEMMERS[language])
    except (KeyError, ValueError):
        return None
    return TextAnalyzerBuilder(Tokenizer.simple()).filter(Filter.lowercase()).filter(stop).build()

"""Lists of function words: Tantivy's, which are Snowball's, where it has one; else stopwords-iso's.

Snowball's were made for search and hold closed classes only; those of stopwords-iso (MIT) are put
together from many sources and hold more, but there are some of 58 languages. The helping words that
a list lacks stand in the language's profile.
"""

from functools import lru_cache

import stopwordsiso
from tantivy import Filter, TextAnalyzer, TextAnalyzerBuilder, Tokenizer

from index.language.letters import fold
from index.language.registry import PROFILES, QUESTION_WORDS, STEMMERS, profile_of


def is_stop_word(word: str, language: str) -> bool:
    """Tell whether a word, in lower case, stands in a list of a language.

    So do those that ask or point back there, and what else its profile has of a closed class; in a
    language without lists no others.
    """
    profile = profile_of(language)
    if word in profile.interrogatives or word in profile.closed_class:
        return True
    if word in profile.pointing_back:
        return True
    analyzer = _without_stop_words(profile.stemmer)
    if analyzer is not None:
        return not analyzer.analyze(word)
    return word in stop_words(profile.code)


@lru_cache
def stop_words(code: str) -> frozenset[str]:
    """Return a language's list, with what asks there, also as typed without marks.

    Empty where Tantivy has the list, for it can only be asked.
    """
    asking = profile_of(code).interrogatives
    listed = stopwordsiso.stopwords(code) if stopwordsiso.has_lang(code) else frozenset()
    # Signs and numerals stand in some of the lists, and expressions of several words.
    found = {word for word in {*listed, *asking} if word.isalpha() or _is_word(word)}
    # All at once, which takes a sixth of the time.
    return frozenset(found.union(fold(" ".join(found)).split()))


@lru_cache
def listed_languages() -> tuple[str, ...]:
    """Return the languages that there are lists of; first those with a profile of their own."""
    codes = [*PROFILES, *STEMMERS, *QUESTION_WORDS, *sorted(stopwordsiso.langs())]
    return tuple(dict.fromkeys(codes))


def _is_word(text: str) -> bool:
    """Tell whether a text is one word, also with marks that are no letters."""
    return (
        text.isprintable()
        and not any(c.isspace() or c.isdecimal() for c in text)
        and any(map(str.isalpha, text))
    )


@lru_cache
def _without_stop_words(name: str | None) -> TextAnalyzer | None:
    """Return what takes a language's stop words out; None where Tantivy has no list of them."""
    if name is None:
        return None
    builder = TextAnalyzerBuilder(Tokenizer.simple()).filter(Filter.lowercase())
    try:
        # Only building tells that there is no list for one of its own stemmers' languages.
        return builder.filter(Filter.stopword(name)).build()
    except ValueError:
        return None

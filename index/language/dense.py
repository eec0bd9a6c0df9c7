"""Scripts that put no blanks between words: what stands for words there.

As in Lucene's CJKAnalyzer, any two neighbouring Han characters stand for a word; here so do two of
hiragana, and three of Thai, Lao, Burmese and Khmer, which is about a syllable. A question is parted
at its function words first ("多少", "です", "เท่าไร"), so that no pair straddles them; what is
indexed of a text isn't, for it has to have whatever pair a question may have.
"""

import re
from functools import lru_cache

from index.language.stopwords import stop_words

HAN = "\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003fffd"
HIRAGANA = "\u3041-\u3096\u3099-\u309f"
KATAKANA = "\u30a1-\u30fa\u30fc-\u30ff\u31f0-\u31ff\uff66-\uff9d"
SYLLABLES = "\u0e01-\u0e3a\u0e40-\u0e4e\u0e81-\u0ede\u1000-\u109f\u1780-\u17d3\u17dd"

DENSE = re.compile(f"[{HAN}{HIRAGANA}{SYLLABLES}]")
OF_SYLLABLES = re.compile(f"[{SYLLABLES}]")

PAIR, SYLLABLE = 2, 3

LISTS = ("zh", "ja", "th")
"""Languages of these scripts that there are lists of."""


def is_dense(word: str) -> bool:
    """Tell a run of such a script from a word; no word has both."""
    return DENSE.match(word) is not None


def ngrams(run: str) -> list[str]:
    """Return all that may be asked for of a run: pairs and single characters, or syllables."""
    if OF_SYLLABLES.match(run):
        return _windows(run, SYLLABLE)
    return [*_windows(run, PAIR), *(run if len(run) > 1 else "")]


def parted(run: str) -> list[str]:
    """Return what stands for the words of a run, in order: function words, pairs between them.

    Between function words, a run of syllables stays whole.
    """
    pieces: list[str] = []
    start = at = 0
    known, longest = _function_words()
    while at < len(run):
        end = next((e for e in range(at + longest, at + 1, -1) if run[at:e] in known), None)
        if end is None:
            at += 1
            continue
        pieces += [*_between(run[start:at]), run[at : min(end, len(run))]]
        start = at = min(end, len(run))
    return [*pieces, *_between(run[start:])]


def _between(piece: str) -> list[str]:
    if not piece:
        return []
    return [piece] if OF_SYLLABLES.match(piece) else _windows(piece, PAIR)


def _windows(run: str, size: int) -> list[str]:
    return [run[start : start + size] for start in range(max(1, len(run) - size + 1))]


@lru_cache
def _function_words() -> tuple[frozenset[str], int]:
    """Return the function words of two characters and more, and the length of the longest."""
    found = frozenset(
        word
        for language in LISTS
        for word in stop_words(language)
        if len(word) >= (SYLLABLE + 1 if OF_SYLLABLES.match(word) else PAIR)
        and all(DENSE.match(character) for character in word)
    )
    return found, max(map(len, found))

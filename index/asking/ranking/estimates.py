"""What stands for the counts of words where the index tells none: which words are common.

A function word's parts are taken to be in `COMMON` of all passages, any other word's in `RARE`. And
a passage's BM25 is taken to be that of one of average length in which each word of the question
that it has stands once: a word gives its idf then, the most that it could give is `K1` + 1 times
that, and `CAUTION` times more is taken to be attainable, since who guesses should be less sure.

On XQuAD-R, terms alone without their counts have an nDCG@10 of passages of 0.947 (de) and 0.966
(en) instead of 0.967 and 0.979; with half of the articles missing, an AUROC of 0.968 and 0.972
instead of 0.980 and 0.988, and 6% and 10% of what the others answer is answered wrongly (without
`CAUTION` 20% and 18%, with counts 5% and 7%). Other values of `COMMON` and `RARE` change little.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from index.asking.ranking.formula import Floats, PassageTerms, QuestionParts
from index.asking.ranking.wordweights import FUNCTION_SHARE
from index.indexing.backends.backend import WordCounts
from index.indexing.backends.bm25 import K1, idf
from index.language.words import function_words

PASSAGES = 1000
"""Imagined passages: what no part is counted in."""

COMMON, RARE = FUNCTION_SHARE, 0.005

CAUTION = 1.3

GRAM_WEIGHT = 0.2
"""Of a part beside its word, as in the index of terms."""


@dataclass(frozen=True, slots=True)
class Estimates:
    """Counts of a question's parts, and what each part gives a passage that has it."""

    counts: WordCounts
    hashes: npt.NDArray[np.int32]
    gains: Floats

    @classmethod
    def of(cls, parts: QuestionParts) -> "Estimates":
        """Estimate by the question's words alone."""
        functions = np.array(function_words(parts.words))[parts.word_of]
        frequencies = np.rint(PASSAGES * np.where(functions, COMMON, RARE)).astype(np.int64)
        weights = idf(PASSAGES, frequencies)
        gains = weights * (GRAM_WEIGHT + 1 / np.bincount(parts.word_of)[parts.word_of])
        attainable = CAUTION * (K1 + 1) * float(gains.sum())
        counts = WordCounts(PASSAGES, frequencies, attainable)
        return cls(counts, parts.hashes, gains)

    def bm25(self, passage: PassageTerms) -> float:
        """Return a passage's score."""
        return float(np.isin(self.hashes, passage.parts) @ self.gains)

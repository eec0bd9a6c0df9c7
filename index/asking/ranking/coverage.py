"""How much of a question its candidates have: the share of its word parts, rare ones counting more.

Parts weigh by idf. In a collection of a few paragraphs idf alone can't tell "wann" from "Irak", so
`BACKGROUND` passages are imagined beside them, of which a share has each function word: the
Dirichlet prior's idea (Zhai & Lafferty 2004) for document frequencies.
"""

from dataclasses import dataclass

import numpy as np

from index.asking.ranking.formula import Floats, QuestionParts, ScoredSentences
from index.indexing.backends.bm25 import idf
from index.indexing.backends.protocol import Frequencies
from index.language.words import function_words

BACKGROUND = 200
FUNCTION_SHARE = 0.3


@dataclass(frozen=True, slots=True)
class Coverage:
    """What share of the question, 0 to 1, all candidates have (`known`), and each sentence has.

    A sentence is counted with the one before it and what it stands under.
    """

    known: float
    sentences: Floats


def coverage(
    parts: QuestionParts, scored: ScoredSentences, passages: int, frequencies: Frequencies
) -> Coverage:
    """Weigh the question's parts (at least one) that are in the scored sentences."""
    mass = _part_mass(parts, passages, frequencies)
    return Coverage(
        known=float(np.maximum(scored.has, scored.before).max(axis=0) @ mass),
        sentences=np.maximum(scored.has, scored.before) @ mass,
    )


def _part_mass(parts: QuestionParts, passages: int, frequencies: Frequencies) -> Floats:
    """Return what each part of the question counts for; all together 1."""
    functions = np.array(function_words(parts.words), dtype=np.float64)
    imagined = frequencies + BACKGROUND * FUNCTION_SHARE * functions[parts.word_of]
    mass = idf(passages + BACKGROUND, imagined)
    # A long word's many parts count less each, though more together.
    mass /= np.sqrt(np.bincount(parts.word_of)[parts.word_of])
    return np.asarray(mass / mass.sum())

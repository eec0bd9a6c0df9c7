"""What each word of a question counts for: rare ones more, those of closed classes nothing.

A word weighs by the idf of its parts. In a collection of a few paragraphs idf alone can't tell
"wann" from "Irak", so `BACKGROUND` passages are imagined beside them, of which a share has each
function word: the Dirichlet prior's idea (Zhai & Lafferty 2004) for document frequencies.
"""

from collections.abc import Collection

import numpy as np

from index.asking.ranking.formula import Floats, QuestionParts
from index.indexing.backends.bm25 import idf
from index.indexing.backends.protocol import Frequencies
from index.language.words import function_words

BACKGROUND = 200
FUNCTION_SHARE = 0.3


COMPLETING = 0.35
"""Of all words that only complete a follow-up together, beside the question's own words."""

ASKING = 0.25
"""Of a word that says what is asked for ("kostet", "lange"): what is of that kind may lack it."""


def word_weights(
    parts: QuestionParts,
    passages: int,
    frequencies: Frequencies,
    completing: Collection[str] = (),
    asking: Collection[str] = (),
) -> Floats:
    """Return the weight of each of the question's words (at least one); all together 1.

    Function words have none, unless there are no others.
    """
    functions = np.array(function_words(parts.words), dtype=np.float64)
    belongs = parts.belongs
    imagined = frequencies[:, None] + BACKGROUND * FUNCTION_SHARE * functions[None, :]
    rarity = idf(passages + BACKGROUND, imagined) * belongs
    count = belongs.sum(axis=0)
    # A long word's many parts count less each, though more together.
    weights = rarity.sum(axis=0) / count * np.sqrt(1 + np.log(count))
    if not functions.all():
        weights *= 1 - functions
    weights[[word in asking for word in parts.words]] *= ASKING
    taken = np.array([word in completing for word in parts.words])
    own = weights[~taken].sum()
    if own and taken.any():
        weights[taken] *= min(1.0, COMPLETING * own / max(weights[taken].sum(), 1e-9))
    return np.asarray(weights / weights.sum())

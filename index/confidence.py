"""How sure the collection answers a question, in [0, 1]: logistic regression on three shares.

strength  the best passage's BM25 over what a passage with every term of the question would get
lead      coverage by the best sentence and the one before it, less the best such coverage in any
          other article (a collection without the answer covers a question everywhere alike)
known     coverage by all candidates together

Coverage weighs a question's word parts by idf. In a collection of a few paragraphs idf alone can't
tell "wann" from "Irak", so `BACKGROUND` passages are imagined beside them, of which a share has
each function word: the Dirichlet prior's idea (Zhai & Lafferty 2004) for document frequencies.

Fitted on XQuAD-R German and English with the answer's article present or removed.
"""

from collections.abc import Sequence

import numpy as np

from index.backends.base import Frequencies
from index.bm25 import idf
from index.ranking import Floats, QuestionParts, Ranking
from index.words import INTERROGATIVES, is_function_word

STRENGTH, LEAD, KNOWN, CONSTANT = 24.8, 9.1, 5.7, -11.5

LEAD_FLOOR = 0.1
"""What some other article covers in any larger collection (in XQuAD-R 95% of them over 0.17)."""

BACKGROUND = 200
FUNCTION_SHARE = 0.3


def confidence(
    strength: float,
    parts: QuestionParts,
    ranking: Ranking,
    passages: int,
    frequencies: Frequencies,
) -> float:
    """Return the probability that the best sentence answers, 0 where the question has no words."""
    if not len(parts.hashes):
        return 0.0
    mass = _part_mass(parts, passages, frequencies)
    covered = np.maximum(ranking.has, ranking.before) @ mass
    best = int(ranking.scores.argmax())
    own = ranking.sentences[best].article.revision
    other = np.array([s.article.revision != own for s in ranking.sentences])
    elsewhere = float(covered[other].max()) if other.any() else 0.0
    lead = float(covered[best]) - max(LEAD_FLOOR, elsewhere)
    known = float(ranking.has.max(axis=0) @ mass)
    logit = STRENGTH * strength + LEAD * lead + KNOWN * known + CONSTANT
    return float(1 / (1 + np.exp(-logit)))


def _part_mass(parts: QuestionParts, passages: int, frequencies: Frequencies) -> Floats:
    """Return what each part of the question counts for; all together 1."""
    functions = np.array(_function_words(parts.words), dtype=np.float64)
    imagined = frequencies + BACKGROUND * FUNCTION_SHARE * functions[parts.word_of]
    mass = idf(passages + BACKGROUND, imagined)
    # A long word's many parts count less each, though more together.
    mass /= np.sqrt(np.bincount(parts.word_of)[parts.word_of])
    return np.asarray(mass / mass.sum())


def _function_words(words: Sequence[str]) -> list[bool]:
    """Mark the words of closed classes, in the language that has most of them here."""
    marked = [[is_function_word(word, language) for word in words] for language in INTERROGATIVES]
    return max(marked, key=sum)

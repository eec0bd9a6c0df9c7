"""How sure the collection answers a question, in [0, 1]: logistic regression on three shares.

strength  the best passage's BM25 over what a passage with every term of the question would get
lead      coverage by the best sentence and the one before it, less the best such coverage in any
          other article (a collection without the answer covers a question everywhere alike)
known     coverage by all candidates together

Coverage weighs a question's word parts by idf. In a collection of a few paragraphs idf alone can't
tell "wann" from "Irak", so `BACKGROUND` passages are imagined beside them, of which a share has
each function word: the Dirichlet prior's idea (Zhai & Lafferty 2004) for document frequencies.

Fitted on XQuAD-R German and English with the answer's article present or removed.

With a model's vectors, what the words leave open is theirs to say; to the logit above is added

    (1 - known)^2 * NEAR * (s + p)

with s and p the cosines of the best sentence and its passage on the model's scale (`calibration`),
each less the best in any other article. So a question whose words are all known keeps its
confidence, and one in another language can be answered. Chosen with the built-in model on XQuAD-R,
each article present or removed; AUROC 0.987 (words alone 0.987) for German and 0.988 (0.986) for
English questions on articles in their language, 0.873 (0.752) for English ones on German articles
and 0.896 (0.722) the other way round. There the threshold of 0.35 accepts 26% and 30% of the
answerable and 0.2% of the others: those the vectors find, they seldom find for sure.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from index.asking.ranking.formula import Floats, QuestionParts, Ranking
from index.asking.ranking.fusion import Evidence
from index.indexing.backends.bm25 import idf
from index.indexing.backends.protocol import Frequencies
from index.language.registry import PROFILES
from index.language.words import is_function_word

STRENGTH, LEAD, KNOWN, CONSTANT = 24.8, 9.1, 5.7, -11.5
NEAR = 10.0

LEAD_FLOOR = 0.1
"""What some other article covers in any larger collection (in XQuAD-R 95% of them over 0.17)."""

NEAR_FLOOR = 0.6
"""What some other article's cosine is in any larger collection (in XQuAD-R 95% of passages over).

Where a tiny collection has none, a model that isn't trusted has to exceed this instead.
"""

BACKGROUND = 200
FUNCTION_SHARE = 0.3


@dataclass(frozen=True, slots=True)
class Coverage:
    """What share of the question, 0 to 1, all candidates have (`known`), and each sentence has.

    A sentence is counted with the one before it.
    """

    known: float
    sentences: Floats


def coverage(
    parts: QuestionParts, ranking: Ranking, passages: int, frequencies: Frequencies
) -> Coverage:
    """Weigh the question's parts (at least one) that are in the ranking's sentences."""
    mass = _part_mass(parts, passages, frequencies)
    return Coverage(
        known=float(ranking.has.max(axis=0) @ mass),
        sentences=np.maximum(ranking.has, ranking.before) @ mass,
    )


def confidence(
    strength: float, covered: Coverage, ranking: Ranking, evidence: Evidence | None = None
) -> float:
    """Return the probability that the best sentence answers."""
    best = int(ranking.scores.argmax())
    own = ranking.sentences[best].article.revision
    other = np.array([s.article.revision != own for s in ranking.sentences])
    elsewhere = float(covered.sentences[other].max()) if other.any() else 0.0
    lead = float(covered.sentences[best]) - max(LEAD_FLOOR, elsewhere)
    logit = STRENGTH * strength + LEAD * lead + KNOWN * covered.known + CONSTANT
    if evidence is not None and evidence.heard[best]:
        floor = NEAR_FLOOR * (1 - float(evidence.trust[best]))
        near = sum(
            float(cosines[best]) - max(floor, float(cosines[other].max(initial=0.0)))
            for cosines in (evidence.sentence, evidence.passage)
        )
        logit += (1 - covered.known) ** 2 * NEAR * near
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
    marked = [[is_function_word(word, language) for word in words] for language in PROFILES]
    return max(marked, key=sum)

"""Passages ranked by an embedder's vectors alone, to tell its share from that of the words."""

import numpy as np

from index.embedders import Embedder
from index.evaluation.metrics import Floats
from index.evaluation.questions import QuestionSet
from index.evaluation.run import Outcome
from tests.benchmarks.units import divided, is_right

SENTENCE_WEIGHT = 0.5

RANKINGS = {
    "vectors: passage": 0.0,
    "vectors: passage + ½ sentence": SENTENCE_WEIGHT,
}
"""By how much the highest cosine of a passage's sentences is added to its own."""


def ask_vectors(questions: QuestionSet, embedder: Embedder) -> dict[str, list[Outcome]]:
    """Rank every passage for each question in each way; sentences have no rank here.

    Passages that tie keep the order in which they stand in the articles.
    """
    units = divided(questions)
    asked = embedder.embed_queries([question.text for question in questions.questions])
    passages, sentences = (
        asked @ embedder.embed_documents([unit.text for unit in members]).T
        for members in (units["passages"], units["sentences"])
    )
    of_passage = [unit.passage for unit in units["sentences"]]
    firsts = np.flatnonzero(np.diff(of_passage, prepend=-1))
    best = np.maximum.reduceat(sentences, firsts, axis=1)

    def outcomes(scores: Floats) -> list[Outcome]:
        found = []
        orders = np.argsort(-scores, axis=1, kind="stable")
        for question, order in zip(questions.questions, orders, strict=True):
            right = [is_right(units["passages"][number], question) for number in order]
            rank = right.index(True) + 1 if any(right) else None
            found.append(Outcome(question, 0.0, rank, None, None))
        return found

    return {
        name: outcomes(np.asarray(passages + weight * best, dtype=np.float64))
        for name, weight in RANKINGS.items()
    }

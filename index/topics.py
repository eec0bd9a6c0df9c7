"""Questions that ask for much the same, put together.

Each question is compared by its content words, with the built-in embedder: it needs no model, and
its cosines mean the same whatever model the collection is searched with.
"""

from collections.abc import Sequence

import numpy as np

from index.conversation import content_words
from index.embedders.builtin import BuiltinEmbedder

SAME_TOPIC = 0.6
"""The cosine with a group's centre from which on a question belongs to it. With another inflection,
order or a typing error it's 0.65 and more; with another place or person 0.5 and less."""


def grouped(questions: Sequence[str]) -> list[list[int]]:
    """Return the positions of questions that belong together, in the order of each group's first.

    Earlier questions found the groups; a later one joins the nearest, if it is near enough.
    """
    texts = [" ".join(content_words(question)) or question for question in questions]
    vectors = BuiltinEmbedder().embed_documents(texts)
    groups: list[list[int]] = []
    sums = np.zeros_like(vectors)
    for position, vector in enumerate(vectors):
        centres = sums[: len(groups)]
        lengths = np.linalg.norm(centres, axis=1)
        cosines = centres @ vector / np.where(lengths == 0, 1, lengths)
        nearest = int(np.argmax(cosines)) if groups else 0
        if groups and cosines[nearest] >= SAME_TOPIC:
            groups[nearest].append(position)
        else:
            nearest = len(groups)
            groups.append([position])
        sums[nearest] += vector
    return groups

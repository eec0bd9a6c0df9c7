"""What a model's cosines mean: their values for texts that are known to belong together or not.

One model puts unrelated texts at 0.0 and answers at 0.5, another at 0.75 and 0.85, so no weight or
threshold for plain cosines fits both. Here each model is shown the same few questions, and each
cosine becomes a position between what it gives to a question with a sentence about something else
(0) and with the sentence that answers it in other words (1).

Done by language, this also tells what a model doesn't understand: all-MiniLM-L6-v2, trained on
English, sets the English answers 4 standard deviations apart from the rest, the German ones 0.5.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from index.asking.ranking.formula import Floats
from index.embedders import Embedder
from index.language.registry import PROFILES, profile_of

LEAST_SEPARATION = 1.5
"""Standard deviations between answers and the rest, below which a model isn't listened to.

Of 8 pairs the separation is uncertain by about 0.5; random weights stay below 1.
"""

FULL_SEPARATION = 4.0
"""That of all-MiniLM-L6-v2 in English, from which a model is trusted wholly."""


@dataclass(frozen=True, slots=True)
class Scale:
    """A model's mean cosines of questions with other sentences and with those that answer them."""

    unrelated: float
    answering: float
    separation: float

    @property
    def trust(self) -> float:
        """How far the model's word counts against that of the letters, 0 to 1.

        The square of where its separation lies between the least and the full one.
        """
        share = (self.separation - LEAST_SEPARATION) / (FULL_SEPARATION - LEAST_SEPARATION)
        return min(1.0, max(0.0, share)) ** 2

    def __call__(self, cosines: Floats) -> Floats:
        """Map cosines: 0 is as good as an unrelated sentence, 1 as good as an answer."""
        return np.asarray((cosines - self.unrelated) / (self.answering - self.unrelated))


@dataclass(frozen=True, slots=True)
class Calibration:
    """One model's scales, by the language of the text that is searched."""

    scales: Mapping[str, Scale]

    @classmethod
    def of(cls, embedder: Embedder) -> "Calibration":
        """Show the model the pairs of every language that there are some in."""
        return cls(
            {
                code: _measure(embedder, profile.calibration_pairs)
                for code, profile in PROFILES.items()
                if profile.calibration_pairs
            }
        )

    def scale(self, language: str) -> Scale | None:
        """Return the scale for texts in a language; None where the model isn't listened to.

        A language without pairs goes by that with pairs which the model knows least.
        """
        least = min(self.scales.values(), key=lambda scale: scale.separation)
        scale = self.scales.get(profile_of(language).code, least)
        return scale if scale.separation >= LEAST_SEPARATION else None


def _measure(embedder: Embedder, pairs: Sequence[tuple[str, str]]) -> Scale:
    questions, answers = zip(*pairs, strict=True)
    cosines = embedder.embed_queries(questions) @ embedder.embed_documents(answers).T
    own = np.eye(len(pairs), dtype=bool)
    answering, unrelated = cosines[own], cosines[~own]
    spread = np.sqrt((answering.var() + unrelated.var()) / 2) + 1e-9
    separation = float((answering.mean() - unrelated.mean()) / spread)
    return Scale(float(unrelated.mean()), float(answering.mean()), separation)

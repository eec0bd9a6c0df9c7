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

PAIRS: Mapping[str, Sequence[tuple[str, str]]] = {
    "en": (
        (
            "When do I add the stock?",
            "Simmer the onions until they turn golden, then pour in the broth.",
        ),
        (
            "Who stopped the penalty?",
            "In the last minute the goalkeeper kept the spot kick out.",
        ),
        (
            "How often does the train to the airport run?",
            "The airport express leaves every twenty minutes from platform four.",
        ),
        (
            "Why can fewer families buy a home?",
            "Interest rates rose again, and loans for houses became expensive.",
        ),
        (
            "Where does the rain come from?",
            "Showers will move in from the west during the afternoon.",
        ),
        (
            "What do wolves hunt?",
            "Packs mainly go after deer and wild boar at night.",
        ),
        (
            "How much water do tomato plants need?",
            "Tomatoes should be watered with about two litres every day.",
        ),
        (
            "What should people with a fever do?",
            "Patients with a high temperature ought to rest and drink enough.",
        ),
    ),
    "de": (
        (
            "Wann kommt die Brühe dazu?",
            "Die Zwiebeln dünsten, bis sie golden sind, dann den Fond angießen.",
        ),
        (
            "Wer hat den Elfmeter gehalten?",
            "In der letzten Minute wehrte der Torwart den Strafstoß ab.",
        ),
        (
            "Wie oft fährt der Zug zum Flughafen?",
            "Der Flughafenexpress verlässt Gleis vier alle zwanzig Minuten.",
        ),
        (
            "Warum können sich weniger Familien ein Haus kaufen?",
            "Die Zinsen stiegen wieder, und Kredite für Eigenheime wurden teuer.",
        ),
        (
            "Woher kommt der Regen?",
            "Am Nachmittag ziehen von Westen her Schauer auf.",
        ),
        (
            "Was jagen Wölfe?",
            "Rudel stellen nachts vor allem Rehen und Wildschweinen nach.",
        ),
        (
            "Wie viel Wasser brauchen Tomatenpflanzen?",
            "Tomaten sollte man täglich mit etwa zwei Litern gießen.",
        ),
        (
            "Was sollen Menschen mit Fieber tun?",
            "Wer erhöhte Temperatur hat, sollte sich ausruhen und genug trinken.",
        ),
    ),
}
"""Questions with sentences that answer them and share few words with them, by language."""

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
        return cls({code: _measure(embedder, pairs) for code, pairs in PAIRS.items()})

    def scale(self, language: str) -> Scale | None:
        """Return the scale for texts in a language; None where the model isn't listened to.

        A language that no pairs are in goes by that of PAIRS which the model knows least.
        """
        least = min(self.scales.values(), key=lambda scale: scale.separation)
        scale = self.scales.get(language, least)
        return scale if scale.separation >= LEAST_SEPARATION else None


def _measure(embedder: Embedder, pairs: Sequence[tuple[str, str]]) -> Scale:
    questions, answers = zip(*pairs, strict=True)
    cosines = embedder.embed_queries(questions) @ embedder.embed_documents(answers).T
    own = np.eye(len(pairs), dtype=bool)
    answering, unrelated = cosines[own], cosines[~own]
    spread = np.sqrt((answering.var() + unrelated.var()) / 2) + 1e-9
    separation = float((answering.mean() - unrelated.mean()) / spread)
    return Scale(float(unrelated.mean()), float(answering.mean()), separation)

"""An optional re-ranker: a cross-encoder that reads the question with each of the best sentences.

What it says replaces the order of those, as is usual (Nogueira & Cho 2019). This wasn't measured
here, for want of a trained model; `belegbot index eval` does so on the operator's own questions.
The verdict stays that on the first stage: a re-ranker's scores order, but aren't calibrated.
"""

from collections.abc import Sequence
from dataclasses import replace
from threading import Lock
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from index.asking.answers import Hit
from index.asking.errors import RerankerUnavailableError
from index.config import RerankerSettings
from index.embedders.hub import is_out_of_reach
from index.errors import first_line

if TYPE_CHECKING:
    from sentence_transformers import CrossEncoder

Floats = npt.NDArray[np.float64]

HEAD = "ForSequenceClassification"
"""Ends the name of architectures that score pairs; others would do it with random weights."""


class Reranker:
    """Any CrossEncoder by its name or folder, loaded when it is first used. Thread-safe.

    Raises:
        RerankerUnavailableError: the model isn't there, is of another kind, or failed.
    """

    def __init__(self, settings: RerankerSettings) -> None:
        self._settings = settings
        self._lock = Lock()
        self._loaded: CrossEncoder | None = None

    def rerank(self, question: str, hits: Sequence[Hit]) -> tuple[Hit, ...]:
        """Put the best `candidates` in the model's order; the others stay behind them.

        Scores become the share of the best one's probability.
        """
        best = hits[: self._settings.candidates]
        if not best:
            return ()
        chances = self._scores(question, [_in_context(hit) for hit in best])
        order = (-chances).argsort(kind="stable")
        share = chances / max(float(chances.max()), 1e-9)
        reordered = [replace(best[i], score=float(share[i])) for i in order]
        least = reordered[-1].score
        rest = [replace(hit, score=min(hit.score, least)) for hit in hits[len(best) :]]
        return (*reordered, *rest)

    def _scores(self, question: str, texts: Sequence[str]) -> Floats:
        """Return how likely each text answers, in [0, 1]."""
        try:
            logits = self._model().predict(
                [(question, text) for text in texts],
                batch_size=self._settings.batch_size,
                show_progress_bar=False,
                activation_fn=_as_it_is,
            )
            return _chances(logits, len(texts))
        except Exception as error:
            reason = first_line(error).rstrip(".")
            raise RerankerUnavailableError(model=self._settings.model, reason=reason) from error

    def _model(self) -> "CrossEncoder":
        with self._lock:
            if self._loaded is None:
                # Seconds of imports, worth it only when something is really re-ranked.
                from sentence_transformers import CrossEncoder  # noqa: PLC0415

                settings = self._settings
                model = CrossEncoder(
                    settings.model,
                    revision=settings.revision,
                    device=settings.device,
                    local_files_only=is_out_of_reach(settings.model, settings.revision),
                )
                made_as = getattr(model.config, "architectures", None) or [""]
                if not made_as[0].endswith(HEAD):
                    raise TypeError(f"{made_as[0] or 'it'} isn't a cross-encoder")
                self._loaded = model
            return self._loaded


def _chances(logits: object, count: int) -> Floats:
    chances = 1 / (1 + np.exp(-np.asarray(logits, dtype=np.float64)))
    if chances.shape != (count,) or not np.isfinite(chances).all():
        raise ValueError("it doesn't give one number for each pair")
    return np.asarray(chances)


def _as_it_is(logits: object) -> object:
    return logits


def _in_context(hit: Hit) -> str:
    """Return the sentence after the one before it, which it may point back at."""
    ids = [sentence.id for sentence in hit.passage]
    place = ids.index(hit.sentence.id)
    return " ".join(sentence.text for sentence in hit.passage[max(0, place - 1) : place + 1])

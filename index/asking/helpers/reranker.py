"""An optional re-ranker: a cross-encoder that reads the question with each of the best sentences.

What it says replaces the order of those, as is usual (Nogueira & Cho 2019). This wasn't measured
here, for want of a trained model; `belegbot index eval` does so on the operator's own questions.
The verdict is on the first stage; where that leaves doubt, the model is asked again (`log_odds`).
"""

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
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

SAVED_AS, CROSS_ENCODER = "config_sentence_transformers.json", "CrossEncoder"
"""Where sentence-transformers from 5.4 on notes as what a model was saved, such as a language model
that was trained to re-rank and says yes or no (Qwen3-Reranker)."""


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
        logits = self._logits(question, [_in_context(hit) for hit in best])
        chances = 1 / (1 + np.exp(-logits))
        order = (-chances).argsort(kind="stable")
        share = chances / max(float(chances.max()), 1e-9)
        reordered = [replace(best[i], score=float(share[i])) for i in order]
        least = reordered[-1].score
        rest = [replace(hit, score=min(hit.score, least)) for hit in hits[len(best) :]]
        return (*reordered, *rest)

    def log_odds(self, question: str, hit: Hit) -> float:
        """Return the log-odds that a hit answers, in nats."""
        return float(self._logits(question, [_in_context(hit)])[0])

    def _logits(self, question: str, texts: Sequence[str]) -> Floats:
        """Return the log-odds that each text answers."""
        try:
            logits = self._model().predict(
                [(question, text) for text in texts],
                batch_size=self._settings.batch_size,
                show_progress_bar=False,
                activation_fn=_as_it_is,
            )
            return _numbers(logits, len(texts))
        except Exception as error:
            reason = first_line(error).rstrip(".")
            raise RerankerUnavailableError(model=self._settings.model, reason=reason) from error

    def _model(self) -> "CrossEncoder":
        with self._lock:
            if self._loaded is None:
                settings = self._settings
                _require_folder(settings.model)
                # Seconds of imports, worth it only when something is really re-ranked.
                from sentence_transformers import CrossEncoder  # noqa: PLC0415

                local = is_out_of_reach(settings.model, settings.revision)
                model = CrossEncoder(
                    settings.model,
                    revision=settings.revision,
                    device=settings.device,
                    local_files_only=local,
                )
                made_as = (getattr(model.config, "architectures", None) or ["it"])[0]
                if not made_as.endswith(HEAD) and not _saved_to_rerank(settings, local=local):
                    raise TypeError(f"{made_as} isn't a cross-encoder")
                self._loaded = model
            return self._loaded


def _require_folder(model: str) -> None:
    """Refuse what can only be a folder and is none: that needs none of the imports."""
    path = Path(model)
    if path.is_absolute() and not path.exists():
        raise FileNotFoundError(f"Path {model} not found")


def _saved_to_rerank(settings: RerankerSettings, *, local: bool) -> bool:
    """Tell whether a model says of itself that it is a cross-encoder, and not only its library."""
    from sentence_transformers.util import load_file_path  # noqa: PLC0415 - as above

    path = load_file_path(
        settings.model, SAVED_AS, revision=settings.revision, local_files_only=local
    )
    if path is None:
        return False
    note = json.loads(Path(path).read_text(encoding="utf-8"))
    return isinstance(note, dict) and note.get("model_type") == CROSS_ENCODER


def _numbers(logits: object, count: int) -> Floats:
    numbers = np.asarray(logits, dtype=np.float64)
    if numbers.shape != (count,) or not np.isfinite(numbers).all():
        raise ValueError("it doesn't give one number for each pair")
    # Beyond that, exp() overflows and no probability changes.
    return numbers.clip(-500, 500)


def _as_it_is(logits: object) -> object:
    return logits


def _in_context(hit: Hit) -> str:
    """Return the sentence after the one before it, which it may point back at."""
    ids = [sentence.id for sentence in hit.passage]
    place = ids.index(hit.sentence.id)
    return " ".join(sentence.text for sentence in hit.passage[max(0, place - 1) : place + 1])

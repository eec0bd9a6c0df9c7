"""An optional second opinion: a model of transformers that tells whether sentences entail a claim.

It can only make the writer more careful: what it sees no support for is dropped, and while it
fails nothing is written.
"""

from collections.abc import Callable
from threading import Lock
from typing import Any, NamedTuple

from index.embedders.hub import is_out_of_reach
from index.errors import first_line
from index.writing.errors import VerifierUnavailableError

ENTAILED = 0.5
"""How likely it must be."""

MOST_TOKENS = 512
ENTAILMENT = "entail"


class LoadedVerifier(NamedTuple):
    """A model in memory with its tokenizer and the library that runs it."""

    tokenizer: Any
    model: Any
    torch: Any


class Verifier:
    """Any model for natural language inference, or one with a single score. Thread-safe.

    Raises:
        VerifierUnavailableError: it isn't there, is of another kind, or failed.
    """

    def __init__(self, model: str, load: Callable[[str], LoadedVerifier] | None = None) -> None:
        self._name = model
        self._load = load or load_verifier
        self._lock = Lock()
        self._loaded: LoadedVerifier | None = None

    def entailed(self, sentences: str, claim: str) -> float:
        """Return how likely it is, 0 to 1, that sentences entail a claim."""
        try:
            return _entailed(self._model(), sentences, claim)
        except Exception as error:
            reason = first_line(error).rstrip(".")
            raise VerifierUnavailableError(model=self._name, reason=reason) from error

    def _model(self) -> LoadedVerifier:
        with self._lock:
            if self._loaded is None:
                self._loaded = self._load(self._name)
            return self._loaded


def _entailed(loaded: LoadedVerifier, sentences: str, claim: str) -> float:
    tokenizer, model, torch = loaded
    encoded = tokenizer(
        sentences,
        claim,
        truncation="only_first",
        max_length=min(tokenizer.model_max_length, MOST_TOKENS),
        return_tensors="pt",
    )
    with torch.inference_mode():
        logits = model(**encoded.to(model.device)).logits[0].float()
    if len(logits) == 1:
        return float(torch.sigmoid(logits[0]))
    return float(torch.softmax(logits, dim=0)[_place(model.config.id2label)])


def _place(labels: dict[int, str]) -> int:
    """Return which of a model's labels says that a text entails another."""
    found = [number for number, label in labels.items() if _is_entailment(label)]
    if len(found) != 1:
        raise TypeError("none of its labels, or several, say entailment")
    return int(found[0])


def _is_entailment(label: str) -> bool:
    return label.lower().startswith(ENTAILMENT)


def load_verifier(name: str) -> LoadedVerifier:
    """Load a model by its name or folder; whatever is wrong with it is raised."""
    # Seconds of imports, worth it only when something is really verified.
    import torch  # noqa: PLC0415
    from sentence_transformers.util import get_device_name  # noqa: PLC0415
    from transformers import (  # noqa: PLC0415
        AutoModelForSequenceClassification,
        AutoTokenizer,
    )

    local = is_out_of_reach(name, "main")
    model, told = AutoModelForSequenceClassification.from_pretrained(
        name, output_loading_info=True, local_files_only=local
    )
    if told["missing_keys"]:
        raise TypeError("it wasn't trained to compare texts")
    if model.config.num_labels > 1:
        _place(model.config.id2label)
    tokenizer = AutoTokenizer.from_pretrained(name, local_files_only=local)
    model.eval().to(get_device_name())
    return LoadedVerifier(tokenizer, model, torch)

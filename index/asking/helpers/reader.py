"""An optional reader: an extractive model points at the words of a cited passage that answer.

It can only point: what it gives are offsets, so there is no text that isn't in the article. One
that was trained to find nothing where nothing answers, as on SQuAD 2, also tells how sure that is.
"""

from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock
from typing import Any, NamedTuple

import numpy as np

from index.asking.answers import Hit
from index.asking.errors import ReaderUnavailableError
from index.config import ReaderSettings
from index.embedders.hub import is_out_of_reach
from index.errors import first_line

LONGEST = 30
"""Tokens of a phrase, as in transformers' own examples for SQuAD twice over."""

MOST_TOKENS = 512
"""Of question and passage together; a passage of 900 characters stays well below."""


@dataclass(frozen=True, slots=True)
class AnswerSpan:
    """What a reader says: `[start, end)` of the words that answer, None if there are none."""

    phrase: tuple[int, int] | None


class Pointed(NamedTuple):
    """The likeliest words, `[start, end)`, and by how many nats they are ahead of nothing."""

    start: int
    end: int
    ahead: float


class LoadedReader(NamedTuple):
    """A model in memory with its tokenizer and the library that runs it."""

    tokenizer: Any
    model: Any
    torch: Any


class Reader:
    """Any transformers model for question answering, loaded when it is first used. Thread-safe.

    Raises:
        ReaderUnavailableError: the model isn't there, is of another kind, or failed.
    """

    def __init__(
        self,
        settings: ReaderSettings,
        load: Callable[[ReaderSettings], LoadedReader] | None = None,
    ) -> None:
        self._settings = settings
        self._load = load or load_reader
        self._lock = Lock()
        self._loaded: LoadedReader | None = None

    def read(self, question: str, text: str, within: tuple[int, int]) -> AnswerSpan:
        """Find the words of `text` that answer, inside `[start, end)` of it."""
        pointed = self._pointed(question, text, within)
        if not pointed.ahead > 0:
            return AnswerSpan(None)
        return AnswerSpan(_trimmed(text, pointed.start, pointed.end))

    def log_odds(self, question: str, hit: Hit) -> float:
        """Return by how many nats words of a hit's sentence are ahead of nothing.

        The sentence is read in its passage; if nothing of it can be read, that is -inf.
        """
        first, last = hit.passage[0].span.start, hit.passage[-1].span.end
        span = hit.sentence.span
        text = hit.sentence.article.text[first:last]
        return self._pointed(question, text, (span.start - first, span.end - first)).ahead

    def _pointed(self, question: str, text: str, within: tuple[int, int]) -> Pointed:
        try:
            return _point(self._model(), question, text, within)
        except Exception as error:
            reason = first_line(error).rstrip(".")
            raise ReaderUnavailableError(model=self._settings.model, reason=reason) from error

    def _model(self) -> LoadedReader:
        with self._lock:
            if self._loaded is None:
                self._loaded = self._load(self._settings)
            return self._loaded


def _point(loaded: LoadedReader, question: str, text: str, within: tuple[int, int]) -> Pointed:
    tokenizer, model, torch = loaded
    encoded = tokenizer(
        question,
        text,
        truncation="longest_first",
        max_length=min(tokenizer.model_max_length, MOST_TOKENS),
        return_offsets_mapping=True,
        return_tensors="pt",
    )
    offsets = encoded.pop("offset_mapping")[0].numpy()
    ids = encoded["input_ids"][0].tolist()
    with torch.inference_mode():
        output = model(**encoded.to(model.device))
    starts = output.start_logits[0].float().cpu().numpy()
    ends = output.end_logits[0].float().cpu().numpy()

    # Models that may answer "nothing" point at the first token of all.
    nothing = ids.index(tokenizer.cls_token_id) if tokenizer.cls_token_id in ids else 0
    inside = np.array([part == 1 for part in encoded.sequence_ids(0)])
    inside &= (offsets[:, 0] >= within[0]) & (offsets[:, 1] <= within[1])
    inside &= offsets[:, 0] < offsets[:, 1]
    in_order = np.triu(np.tri(len(ids), k=LONGEST - 1, dtype=bool))
    scores = np.where(
        in_order & inside[:, None] & inside[None, :], starts[:, None] + ends[None, :], -np.inf
    )
    first, last = np.unravel_index(scores.argmax(), scores.shape)
    ahead = float(scores[first, last] - starts[nothing] - ends[nothing])
    return Pointed(int(offsets[first, 0]), int(offsets[last, 1]), ahead)


def load_reader(settings: ReaderSettings) -> LoadedReader:
    """Load the model that the settings name; whatever is wrong with it is raised."""
    # Seconds of imports, worth it only when something is really read.
    import torch  # noqa: PLC0415
    from sentence_transformers.util import get_device_name  # noqa: PLC0415
    from transformers import AutoModelForQuestionAnswering, AutoTokenizer  # noqa: PLC0415

    name, revision = settings.model, settings.revision or "main"
    local = is_out_of_reach(name, revision)
    model, told = AutoModelForQuestionAnswering.from_pretrained(
        name, revision=revision, output_loading_info=True, local_files_only=local
    )
    if told["missing_keys"]:
        raise TypeError("it wasn't trained to answer questions")
    tokenizer = AutoTokenizer.from_pretrained(name, revision=revision, local_files_only=local)
    model.eval().to(settings.device or get_device_name())
    return LoadedReader(tokenizer, model, torch)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Leave off white space at both ends, which some tokens begin with."""
    words = text[start:end]
    start += len(words) - len(words.lstrip())
    end -= len(words) - len(words.rstrip())
    return (start, end) if start < end else None

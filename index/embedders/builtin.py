"""The built-in embedder: a small German and English model that comes with the package.

A static embedding: a text's vector is the direction of its pieces' mean. `model/README.md` says how
it was made and what it can do; `SentenceTransformer("index/embedders/model")` gives the same
vectors. Here it takes tokenizers, safetensors and NumPy, so no torch is imported.
"""

import hashlib
import json
from collections.abc import Sequence
from functools import cached_property, lru_cache
from itertools import chain
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import numpy.typing as npt

from index.embedders.base import Vectors, unit_rows
from index.embedders.errors import BuiltinModelDamagedError
from index.embedders.recipe import Recipe
from index.errors import first_line
from index.i18n import N_

if TYPE_CHECKING:
    from tokenizers import Tokenizer

FOLDER = Path(__file__).parent / "model"
MODEL = "0_StaticEmbedding"
TOKENIZER = f"{MODEL}/tokenizer.json"
WEIGHTS = f"{MODEL}/model.safetensors"
CONFIG = "config_sentence_transformers.json"

LEAST_KNOWN = 0.4
"""Share of a text's letters that must be in pieces of `WORD` letters and more.

Without words for a text the model spells it, or has but one sign for all of it, and puts all texts
of a language or script near each other. Of XQuAD-R's German and English sentences and questions all
but ")" have more, of Russian, Chinese or Hindi texts none, of Turkish ones a third.
"""

WORD = 3

RULE = 2
"""Raised with `LEAST_KNOWN` and how it is measured: they decide over vectors."""

LOADING = Lock()
"""Who asks while the model is read waits for it instead of reading it a second time."""


class _Model(NamedTuple):
    """`rows[mapping[piece]] * weights[piece]` is a piece's vector.

    `known[piece]` are its letters, if they are `WORD` and more.
    """

    tokenizer: "Tokenizer"
    rows: npt.NDArray[np.int8]
    mapping: npt.NDArray[np.int32]
    weights: npt.NDArray[np.float32]
    known: npt.NDArray[np.intp]


class BuiltinEmbedder:
    """Reads its model when it first embeds a text. Questions are embedded as documents are.

    Raises:
        BuiltinModelDamagedError: the package's files aren't what they were.
    """

    name = "builtin"
    recipe = Recipe("builtin")
    quick = True

    def __init__(self, folder: Path = FOLDER) -> None:
        self._folder = folder

    @cached_property
    def _config(self) -> dict[str, Any]:
        try:
            return dict(json.loads((self._folder / CONFIG).read_bytes()))
        except (OSError, ValueError, TypeError) as error:
            raise BuiltinModelDamagedError(path=self._folder, reason=first_line(error)) from error

    @property
    def fingerprint(self) -> str:
        """Identifies the vector space; reads a few lines, not the model."""
        return f"builtin/{self._config['sha256'][:16]}/{RULE}"

    @property
    def dimension(self) -> int:
        """Numbers in a vector."""
        return int(self._config["dimension"])

    def embed_documents(self, texts: Sequence[str]) -> Vectors:
        """Embed sentences or passages; one of which less than `LEAST_KNOWN` is known is zeros."""
        with LOADING:
            tokenizer, rows, mapping, weights, known = _load(self._folder, self._config["sha256"])
        vectors = np.zeros((len(texts), self.dimension), dtype=np.float32)
        encoded = [
            e.ids for e in tokenizer.encode_batch_fast(list(texts), add_special_tokens=False)
        ]
        pieces = np.fromiter(chain.from_iterable(encoded), dtype=np.intp)
        scales, places = weights[pieces], mapping[pieces]
        end = 0
        for vector, text, ids in zip(vectors, texts, encoded, strict=True):
            start, end = end, end + len(ids)
            # The first piece stands for whatever is none.
            if not any(ids) or known[ids].sum() < LEAST_KNOWN * sum(map(str.isalpha, text)):
                continue
            found = rows.take(places[start:end], axis=0).astype(np.float32)
            np.dot(scales[start:end], found, out=vector)
        return unit_rows(vectors)

    def pieces(self, texts: Sequence[str]) -> list[list[str]]:
        """Return what the model cuts each text into, as far as it has something for it."""
        with LOADING:
            tokenizer, *_ = _load(self._folder, self._config["sha256"])
        encoded = tokenizer.encode_batch(list(texts), add_special_tokens=False)
        return [each.tokens for each in encoded]

    def embed_queries(self, texts: Sequence[str]) -> Vectors:
        """Embed questions."""
        return self.embed_documents(texts)


@lru_cache(maxsize=1)
def _load(folder: Path, sha256: str) -> _Model:
    """Read the model, once for all libraries of a process: its rows take 12 MB of memory."""
    # Only who embeds needs them.
    from safetensors.numpy import load  # noqa: PLC0415
    from tokenizers import Tokenizer  # noqa: PLC0415

    try:
        weights = (folder / WEIGHTS).read_bytes()
        tokenizer = (folder / TOKENIZER).read_bytes()
    except OSError as error:
        raise BuiltinModelDamagedError(path=folder, reason=first_line(error)) from error
    digest = hashlib.sha256(weights)
    digest.update(tokenizer)
    if digest.hexdigest() != sha256:
        raise BuiltinModelDamagedError(path=folder, reason=N_("another checksum"))
    tensors = load(weights)
    rows = tensors["embeddings"]
    read = Tokenizer.from_buffer(tokenizer)
    known = np.zeros(read.get_vocab_size(), dtype=np.intp)
    for piece, number in read.get_vocab().items():
        if piece.isalpha() and len(piece) >= WORD:
            known[number] = len(piece)
    return _Model(read, rows, tensors["mapping"], tensors["weights"], known)

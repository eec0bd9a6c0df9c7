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
from index.errors import first_line
from index.i18n import N_

if TYPE_CHECKING:
    from tokenizers import Tokenizer

FOLDER = Path(__file__).parent / "model"
MODEL = "0_StaticEmbedding"
TOKENIZER = f"{MODEL}/tokenizer.json"
WEIGHTS = f"{MODEL}/model.safetensors"
CONFIG = "config_sentence_transformers.json"

LOADING = Lock()
"""Who asks while the model is read waits for it instead of reading it a second time."""


class _Model(NamedTuple):
    """`rows[mapping[piece]] * weights[piece]` is a piece's vector."""

    tokenizer: "Tokenizer"
    rows: npt.NDArray[np.float32]
    mapping: npt.NDArray[np.int32]
    weights: npt.NDArray[np.float32]


class BuiltinEmbedder:
    """Reads its model when it first embeds a text. Questions are embedded as documents are.

    Raises:
        BuiltinModelDamagedError: the package's files aren't what they were.
    """

    name = "builtin"

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
        return f"builtin/{self._config['sha256'][:16]}"

    @property
    def dimension(self) -> int:
        """Numbers in a vector."""
        return int(self._config["dimension"])

    def embed_documents(self, texts: Sequence[str]) -> Vectors:
        """Embed sentences or passages; a text without any known piece is still a unit vector."""
        _tokenizer, rows, mapping, weights = self._model()
        vectors = np.zeros((len(texts), self.dimension), dtype=np.float32)
        encoded = self.pieces(texts)
        pieces = np.fromiter(chain.from_iterable(encoded), dtype=np.intp)
        scales, places = weights[pieces], mapping[pieces]
        end = 0
        for vector, ids in zip(vectors, encoded, strict=True):
            start, end = end, end + len(ids)
            np.dot(scales[start:end], rows.take(places[start:end], axis=0), out=vector)
        return unit_rows(vectors)

    def embed_queries(self, texts: Sequence[str]) -> Vectors:
        """Embed questions."""
        return self.embed_documents(texts)

    def pieces(self, texts: Sequence[str]) -> list[list[int]]:
        """Return the numbers of each text's pieces; 0 is what the model has none for."""
        tokenizer = self._model().tokenizer
        return [e.ids for e in tokenizer.encode_batch_fast(list(texts), add_special_tokens=False)]

    def _model(self) -> _Model:
        with LOADING:
            return _load(self._folder, self._config["sha256"])


@lru_cache(maxsize=1)
def _load(folder: Path, sha256: str) -> _Model:
    """Read the model, once for all libraries of a process: its rows take 60 MB of memory."""
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
    rows = tensors["embeddings"].astype(np.float32)
    rows.flags.writeable = False
    return _Model(Tokenizer.from_buffer(tokenizer), rows, tensors["mapping"], tensors["weights"])

"""Writes the model in sentence-transformers' format, a byte a number."""

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
from safetensors.numpy import save_file

from index.embedders.builtin import CONFIG, MODEL, TOKENIZER, WEIGHTS
from index.training.vocabulary import Vocabulary

MODULES = [
    {
        "idx": 0,
        "name": "0",
        "path": "0_StaticEmbedding",
        "type": "sentence_transformers.models.StaticEmbedding",
    },
    {
        "idx": 1,
        "name": "1",
        "path": "1_Normalize",
        "type": "sentence_transformers.models.Normalize",
    },
]


def save(
    vocabulary: Vocabulary, vectors: npt.NDArray[np.float32], cuts: Sequence[int], folder: Path
) -> None:
    """Write tokenizer and vectors, each row rounded to 255 steps of a scale of its own.

    The tensors are named as model2vec names them, which sentence-transformers reads as well:
    `embeddings[mapping[piece]] * weights[piece]` is a piece's vector.
    """
    (folder / MODEL).mkdir(parents=True, exist_ok=True)
    scales = np.abs(vectors).max(axis=1) / 127
    rounded = np.rint(vectors / scales[:, None]).astype(np.int8)
    vocabulary.tokenizer.save(str(folder / TOKENIZER), pretty=False)
    save_file(
        {
            "embeddings": rounded,
            "mapping": vocabulary.rows.astype(np.int32),
            "weights": scales[vocabulary.rows].astype(np.float32),
        },
        folder / WEIGHTS,
    )
    digest = hashlib.sha256((folder / WEIGHTS).read_bytes())
    digest.update((folder / TOKENIZER).read_bytes())
    _write(folder / "modules.json", MODULES)
    _write(
        folder / CONFIG,
        {
            "model_type": "SentenceTransformer",
            "similarity_fn_name": "cosine",
            "dimension": vectors.shape[1],
            "matryoshka_dimensions": list(cuts),
            "sha256": digest.hexdigest(),
        },
    )


def _write(path: Path, value: object) -> None:
    path.write_text(json.dumps(value, indent=2) + "\n", encoding="utf-8")

"""Which model the tests' collections have, whatever else is installed; and one of before."""

import hashlib
import json
import shutil
from pathlib import Path

from safetensors.numpy import load_file, save_file

from index.config import EmbedderSettings
from index.embedders.builtin import CONFIG, FOLDER, TOKENIZER, WEIGHTS, BuiltinEmbedder

BUILTIN = EmbedderSettings(kind="builtin")

OF_COMMANDS = {"BELEGBOT_EMBEDDER__KIND": "builtin"}
"""The same for commands; those of a test that uses `any_model` go by their configuration."""


def older_builtin(folder: Path) -> BuiltinEmbedder:
    """Return a built-in model as another version of the package had it, of fewer dimensions."""
    shutil.copytree(FOLDER, folder)
    tensors = load_file(folder / WEIGHTS)
    tensors["embeddings"] = tensors["embeddings"][:, :64].copy()
    save_file(tensors, folder / WEIGHTS)
    digest = hashlib.sha256((folder / WEIGHTS).read_bytes())
    digest.update((folder / TOKENIZER).read_bytes())
    config = json.loads((folder / CONFIG).read_bytes())
    config |= {"dimension": 64, "sha256": digest.hexdigest()}
    (folder / CONFIG).write_text(json.dumps(config), encoding="utf-8")
    return BuiltinEmbedder(folder)

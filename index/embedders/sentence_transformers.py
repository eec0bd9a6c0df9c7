"""Any sentence-transformers model, by its name on the hub or its folder."""

import errno
import hashlib
import os
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any

from index.config import EmbedderSettings
from index.embedders.base import Vectors, ends, unit_rows
from index.embedders.errors import EmbedderFailedError, EmbedderUnavailableError
from index.embedders.hub import is_out_of_reach
from index.embedders.recipe import Recipe
from index.errors import first_line

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer


class SentenceTransformerEmbedder:
    """Loads the model when it is first used. Prompts are the model's own unless they are set.

    Raises:
        EmbedderUnavailableError: the model isn't there or can't be loaded.
        EmbedderFailedError: it was loaded, but couldn't embed a text.
    """

    quick = False

    def __init__(self, settings: EmbedderSettings) -> None:
        self.name = settings.model
        self.recipe = Recipe.of(settings)
        self._settings = settings
        self._lock = Lock()
        self._loaded: SentenceTransformer | None = None

    @cached_property
    def fingerprint(self) -> str:
        """Identifies the vector space; reads the folder, but doesn't load the model."""
        folder = Path(self.name)
        # Without it the index would seem to be another model's, and a rebuild the way out.
        if folder.is_absolute() and not folder.is_dir():
            reason = os.strerror(errno.ENOENT)
            raise EmbedderUnavailableError(model=self.name, reason=reason)
        return _fingerprint(self._settings)

    @property
    def dimension(self) -> int:
        """Numbers in a vector; loads the model."""
        dimension = self._model().get_embedding_dimension()
        return dimension or self.embed_queries(["?"]).shape[1]

    def embed_documents(self, texts: Sequence[str]) -> Vectors:
        """Embed sentences or passages, in batches."""
        return self._encode(self._model().encode_document, texts)

    def embed_queries(self, texts: Sequence[str]) -> Vectors:
        """Embed questions, with the model's query prompt."""
        return self._encode(self._model().encode_query, texts)

    def _encode(self, encode: Callable[..., Any], texts: Sequence[str]) -> Vectors:
        try:
            vectors = encode(
                list(texts),
                batch_size=self._settings.batch_size,
                show_progress_bar=False,
                normalize_embeddings=True,
                convert_to_numpy=True,
            )
        except Exception as error:
            raise EmbedderFailedError(model=self.name, reason=first_line(error)) from error
        return unit_rows(vectors)

    def _model(self) -> "SentenceTransformer":
        with self._lock:
            if self._loaded is None:
                self._loaded = self._load()
            return self._loaded

    def _load(self) -> "SentenceTransformer":
        settings = self._settings
        try:
            # Seconds of imports, worth it only when a text is really embedded.
            from sentence_transformers import SentenceTransformer  # noqa: PLC0415
            from transformers.utils import logging  # noqa: PLC0415

            logging.disable_progress_bar()

            model = SentenceTransformer(
                settings.model,
                revision=settings.revision,
                device=settings.device,
                truncate_dim=settings.truncate_dim,
                local_files_only=is_out_of_reach(settings.model, settings.revision),
            )
        except Exception as error:
            reason = first_line(error).rstrip(".")
            raise EmbedderUnavailableError(model=settings.model, reason=reason) from error
        prompts = {"query": settings.query_prompt, "document": settings.document_prompt}
        model.prompts |= {task: prompt for task, prompt in prompts.items() if prompt is not None}
        return model


def _fingerprint(settings: EmbedderSettings) -> str:
    """Identify the model, its revision, prompts and dimension without loading it."""
    digest = hashlib.sha256()
    for part in (
        settings.model if not Path(settings.model).is_dir() else "",
        settings.revision,
        settings.query_prompt,
        settings.document_prompt,
        settings.truncate_dim,
    ):
        digest.update(f"{part!r}\n".encode())
    for sample in _samples(Path(settings.model)):
        digest.update(sample)
    return f"sentence-transformers/{settings.model}/{digest.hexdigest()[:16]}"


def _samples(folder: Path) -> Iterator[bytes]:
    for path in sorted(folder.rglob("*")) if folder.is_dir() else ():
        if path.is_file() and not path.relative_to(folder).parts[0].startswith("."):
            size = path.stat().st_size
            yield f"{path.relative_to(folder).as_posix()} {size}\n".encode()
            yield from ends(path)

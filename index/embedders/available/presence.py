"""Whether a model is on this machine, told without loading it."""

from pathlib import Path

from index.config import EmbedderSettings
from index.embedders.errors import (
    ModelFolderGoneError,
    ModelNotFetchedError,
    ModelNotInstalledError,
    ModelNotThereError,
)
from index.embedders.hub import is_cached
from index.embedders.packaged import PACKAGES


def why_missing(settings: EmbedderSettings) -> ModelNotThereError | None:
    """Return what keeps a model from being opened here, and what to do; None if it is there."""
    package = PACKAGES.get(settings.kind)
    if package and not package.is_installed():
        return ModelNotInstalledError(model=package.kind, extra=package.kind)
    if settings.kind != "sentence-transformers" or Path(settings.model).is_dir():
        return None
    if Path(settings.model).is_absolute():
        return ModelFolderGoneError(model=settings.model)
    if not is_cached(settings.model, settings.revision):
        return ModelNotFetchedError(model=settings.model)
    return None

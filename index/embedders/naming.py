"""A model by the name that somebody types -> the settings that make it."""

from pathlib import Path

from index.config import EmbedderSettings
from index.embedders.recipe import Recipe


def named(name: str, here: EmbedderSettings) -> EmbedderSettings:
    """Return the settings for a model: a kind, a folder, or a name on the hub.

    That of the configuration has the prompts said there; another has its own.
    """
    if here.kind == "sentence-transformers" and here.model == name:
        return here
    folder = Path(name).expanduser()
    if folder.is_dir():
        name = str(folder.resolve())
    return Recipe.named(name).settings(here)

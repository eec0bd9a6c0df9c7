"""A model by the name that somebody types -> the settings that make it."""

from dataclasses import replace
from pathlib import Path

from index.config import EmbedderSettings
from index.embedders.available.known import known
from index.embedders.errors import ModelUnknownError
from index.embedders.recipe import Recipe


def named(name: str, here: EmbedderSettings) -> EmbedderSettings:
    """Return the settings for a model: a kind, a folder, or a name on the hub.

    That of the configuration has the prompts said there; another those that it is known to want, or
    its own.

    Raises:
        ModelUnknownError: the name is empty, as a variable of a script is that nobody has set.
    """
    if not name.strip():
        raise ModelUnknownError(model=name)
    if here.kind == "sentence-transformers" and here.model == name:
        return here
    folder = Path(name).expanduser()
    if folder.is_dir():
        name = str(folder.resolve())
    recipe = Recipe.named(name)
    if model := known(name, "embedder"):
        recipe = replace(
            recipe, query_prompt=model.query_prompt, document_prompt=model.document_prompt
        )
    return recipe.settings(here)

"""Which model an index is asked with: the one that made its vectors, whatever is configured."""

from collections.abc import Callable
from dataclasses import dataclass

from index.config import EmbedderSettings
from index.embedders import AbsentEmbedder, Embedder, Recipe, create_embedder
from index.embedders.available.presence import why_missing
from index.embedders.errors import (
    BuiltinRenewedError,
    ModelChangedError,
    ModelNotThereError,
    ModelUnloadableError,
    PackageMissingError,
)
from index.errors import SearchIndexError
from index.indexing.errors import EmbedderDisagreesError, EmbedderVersionDisagreesError
from index.indexing.generations import Generation, Generations


@dataclass(frozen=True, slots=True)
class Choice:
    """A model, and what is wrong with it: it isn't here, or isn't the configuration's."""

    embedder: Embedder
    problem: SearchIndexError | None = None


def choose(
    settings: EmbedderSettings,
    generation: Generation | None,
    stays: Callable[[Generation], bool],
    recipe: Recipe | None = None,
) -> Choice:
    """Return the model for a generation; without one, that for a new collection.

    One that only an earlier version of the program can read has left the `recipe` of its model.

    One that doesn't stay, such as that of an earlier version of the program, is built anew before
    it is used: with the same model, as it is today.
    """
    if generation is None:
        return Choice(create_embedder(_of_before(settings, recipe)))
    manifest = generation.manifest
    if settings.kind != "auto":
        configured = create_embedder(settings)
        if _fingerprint(configured) == manifest.fingerprint:
            return Choice(configured)
    own = manifest.opened_by.settings(settings)
    embedder, problem = create_embedder(own), why_missing(own)
    try:
        changed = problem is None and embedder.fingerprint != manifest.fingerprint
    except PackageMissingError as error:
        return without(generation, error)
    if changed and stays(generation):
        # The built-in one embeds in seconds; of one that may take hours, the operator decides.
        renewed = own.kind == "builtin"
        problem = BuiltinRenewedError() if renewed else ModelChangedError(model=manifest.embedder)
    if problem is not None:
        return Choice(_absent(generation, problem), problem)
    return Choice(embedder, disagreement(settings, embedder))


def without(generation: Generation, why: SearchIndexError) -> Choice:
    """Return what stands for a generation's model once it turned out that it can't be loaded."""
    name = generation.manifest.embedder
    problem = ModelUnloadableError(model=name, reason=why.values.get("reason", why))
    return Choice(_absent(generation, problem), problem)


def in_use(generations: Generations) -> Generation | None:
    """Return the generation in use; none if its files may not be read, as whoever opens it says."""
    try:
        return generations.current()
    except OSError:
        return None


def recipe_of(generations: Generations) -> Recipe | None:
    """Return what opens the model of the index, also of one that this version can't read."""
    try:
        return generations.recipe()
    except OSError:
        return None


def settled(settings: EmbedderSettings, generation: Generation | None) -> EmbedderSettings:
    """Return what the settings mean for a generation: of “auto” those of its model."""
    if settings.kind != "auto" or generation is None:
        return settings
    return generation.manifest.opened_by.settings(settings)


def to_rebuild_with(
    settings: EmbedderSettings, used: Embedder, generation: Generation | None
) -> Embedder:
    """Return the model for a rebuild: that in use, which may be loaded already, if it is the same.

    Raises:
        SearchIndexError: it isn't here.
    """
    if settings.kind == "auto":
        if not is_absent(used):
            return used
        settings = settled(settings, generation)
        if why := why_missing(settings):
            raise why
    embedder = create_embedder(settings)
    same = embedder.fingerprint == used.fingerprint and not is_absent(used)
    return used if same else embedder


def is_absent(embedder: Embedder) -> bool:
    """Tell whether only the vectors of a model are here."""
    return isinstance(embedder, AbsentEmbedder)


def _of_before(settings: EmbedderSettings, recipe: Recipe | None) -> EmbedderSettings:
    """Return what “auto” means for an index that is built anew: the model that it had, if here."""
    if settings.kind != "auto" or recipe is None:
        return settings
    own = recipe.settings(settings)
    return settings if why_missing(own) else own


def disagreement(settings: EmbedderSettings, embedder: Embedder) -> EmbedderDisagreesError | None:
    """Say so if the configuration names another model than the one that is used."""
    if settings.kind == "auto":
        return None
    configured = create_embedder(settings)
    if _fingerprint(configured) == embedder.fingerprint:
        return None
    if configured.name == embedder.name:
        return EmbedderVersionDisagreesError(found=embedder.name)
    return EmbedderDisagreesError(found=embedder.name, wanted=configured.name)


def _fingerprint(embedder: Embedder) -> str | None:
    """Return a model's fingerprint; None if it isn't here."""
    try:
        return embedder.fingerprint
    except SearchIndexError:
        return None


def _absent(generation: Generation, why: ModelNotThereError) -> AbsentEmbedder:
    manifest = generation.manifest
    return AbsentEmbedder(
        manifest.embedder, manifest.fingerprint, manifest.dimension, manifest.opened_by, why
    )

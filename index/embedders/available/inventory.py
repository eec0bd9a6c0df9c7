"""Which models there are to choose from, and which of them are on this machine."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from index.embedders import builtin, hub
from index.embedders.available.known import KnownModel, Role, known_models
from index.embedders.packaged import PACKAGES

State = Literal["installed", "cached", "folder", "hub", "package", "gone"]
"""In this package or another one, fetched before, a folder of its own; to be had from the hub or
with a package, or a folder that isn't there."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A model that can be chosen; `size` are the bytes that it takes here, if it is here."""

    model: KnownModel
    state: State
    size: int | None
    used: bool


def inventory(used: Mapping[Role, str]) -> list[Listed]:
    """Return the known models, those that are used, and embedders that were fetched before."""
    models = {(model.kind, model.name): model for model in known_models()}
    others = [*used.items(), *(("embedder", name) for name in hub.cached_embedders())]
    for kind, name in others:
        models.setdefault((kind, name), KnownModel(name, kind))
    listed = [_listed(model, used=used.get(model.kind) == model.name) for model in models.values()]
    roles: tuple[Role, ...] = ("embedder", "reranker", "reader")
    return sorted(listed, key=lambda each: roles.index(each.model.kind))


def _listed(model: KnownModel, *, used: bool) -> Listed:
    state = _state(model)
    return Listed(model, state, _size(model, state), used)


def _state(model: KnownModel) -> State:
    name, folder = model.name, Path(model.name)
    if model.kind == "embedder" and name == "builtin":
        return "installed"
    if model.kind == "embedder" and (package := PACKAGES.get(name)):
        return "installed" if package.is_installed() else "package"
    if folder.is_dir():
        return "folder"
    if folder.is_absolute():
        return "gone"
    return "cached" if hub.is_cached(name, None) else "hub"


def _size(model: KnownModel, state: State) -> int | None:
    match state:
        case "installed":
            package = PACKAGES.get(model.name)
            files = package.files() if package else builtin.FOLDER.rglob("*")
        case "cached":
            files = hub.files_of(model.name)
        case "folder":
            files = Path(model.name).rglob("*")
        case _:
            return None
    return sum(path.stat().st_size for path in files if path.is_file())

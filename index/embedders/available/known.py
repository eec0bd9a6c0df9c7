"""Models to choose from, with what is said of them: `models.toml`."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Literal

FILE = Path(__file__).parent / "models.toml"

Role = Literal["embedder", "reranker", "reader"]


@dataclass(frozen=True, slots=True)
class KnownModel:
    """A model by the name that the configuration takes; the file says what its fields mean.

    `parameters` are millions. Figures are by what was measured.
    """

    name: str
    kind: Role
    parameters: float | None = None
    licence: str = ""
    languages: str = ""
    gated: bool = False
    silent: bool = False
    query_prompt: str | None = None
    document_prompt: str | None = None
    public: Mapping[str, float] = field(default_factory=dict)
    ours: Mapping[str, float] = field(default_factory=dict)


@lru_cache
def known_models() -> tuple[KnownModel, ...]:
    """Return the models of the file, in its order."""
    found = tomllib.loads(FILE.read_text(encoding="utf-8"))
    return tuple(KnownModel(**values) for values in found["model"])


def known(name: str, kind: Role) -> KnownModel | None:
    """Return what is known of a model, if anything is."""
    same = (model for model in known_models() if (model.name, model.kind) == (name, kind))
    return next(same, None)

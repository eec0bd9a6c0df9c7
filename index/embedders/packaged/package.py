"""What models inside packages have in common: whether one is there, who it is, texts in batches."""

import hashlib
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from importlib.util import find_spec
from pathlib import Path
from threading import Lock
from typing import Generic, TypeVar

import numpy as np

from index.embedders.base import Vectors, ends, unit_rows
from index.embedders.errors import EmbedderFailedError, PackageMissingError
from index.embedders.recipe import Kind, Recipe
from index.errors import first_line

BATCH = 32
"""Texts that are embedded while nobody else can: one takes a few milliseconds, or some 70."""

LENGTH = 4000
"""Characters of a text that are read: e5's 512 tokens are fewer, and the more a text has the less
each of its words says."""

Model = TypeVar("Model")


@dataclass(frozen=True, slots=True)
class Package:
    """A package with a model, by the name that it is imported by.

    `kind` is the model's, and that of the extra that installs it; `weights` are the files within it
    that make a vector what it is.
    """

    kind: Kind
    module: str
    weights: tuple[str, ...]

    def is_installed(self) -> bool:
        """Tell whether the package is there; whether it loads only its first use shows."""
        return find_spec(self.module) is not None

    def folder(self) -> Path:
        """Return where it is installed.

        Raises:
            PackageMissingError: it isn't.
        """
        spec = find_spec(self.module)
        if spec is None or spec.origin is None:
            raise self.missing("not installed")
        return Path(spec.origin).parent

    def files(self) -> Iterator[Path]:
        """Give the files of the package, if it is installed."""
        if self.is_installed():
            yield from self.folder().rglob("*")

    def fingerprint(self) -> str:
        """Identify the weights, without loading them.

        Raises:
            PackageMissingError: they aren't there.
        """
        folder = self.folder()
        try:
            identifying = [part for each in self.weights for part in ends(folder / each)]
        except OSError as error:
            raise self.missing(first_line(error)) from error
        return f"{self.module}/{hashlib.sha256(b''.join(identifying)).hexdigest()[:16]}"

    def missing(self, reason: str) -> PackageMissingError:
        """Say that it isn't there, or can't be used."""
        return PackageMissingError(package=self.module, extra=self.kind, reason=reason)


class PackagedEmbedder(ABC, Generic[Model]):
    """Loads the model when it is first used.

    Raises:
        PackageMissingError: the package isn't installed, not for this machine, or is damaged.
        EmbedderFailedError: it couldn't embed a text.
    """

    package: Package
    dimension: int
    rule = ""
    """Appended to the fingerprint: what decides over vectors beside the weights."""
    quick = False

    def __init__(self) -> None:
        self._lock = Lock()
        self._loaded: Model | None = None

    @property
    def name(self) -> str:
        """The kind, which says it all."""
        return self.package.kind

    @property
    def recipe(self) -> Recipe:
        """Likewise."""
        return Recipe(self.package.kind)

    @cached_property
    def fingerprint(self) -> str:
        """Identifies the vector space; doesn't load the model."""
        return self.package.fingerprint() + self.rule

    def _embed(
        self, texts: Sequence[str], encode: Callable[[Model, Sequence[str]], Vectors]
    ) -> Vectors:
        vectors = np.zeros((len(texts), self.dimension), np.float32)
        for start in range(0, len(texts), BATCH):
            batch = [_readable(text) for text in texts[start : start + BATCH]]
            with self._lock:
                model = self._model()
                try:
                    vectors[start : start + len(batch)] = encode(model, batch)
                except Exception as error:
                    raise EmbedderFailedError(model=self.name, reason=first_line(error)) from error
        return unit_rows(vectors)

    def _model(self) -> Model:
        if self._loaded is None:
            try:
                self._loaded = self._load()
            except PackageMissingError:
                raise
            except Exception as error:
                raise self.package.missing(first_line(error)) from error
        return self._loaded

    @abstractmethod
    def _load(self) -> Model: ...


def _readable(text: str) -> str:
    """Leave out what UTF-8 can't have, and the ends of long texts."""
    return text[:LENGTH].encode(errors="ignore").replace(b"\0", b" ").decode()

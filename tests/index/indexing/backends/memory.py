"""The least that a backend can be: two legs in memory that tell nothing beside what they find."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from index.embedders import Vectors
from index.indexing.backends.backend import Backend, BackendFactory
from index.indexing.backends.protocol import (
    LEVELS,
    ArticleUpdate,
    Difference,
    LegHits,
    Level,
    Units,
    VectorLeg,
    best,
    compare,
)


class MemoryLeg:
    """Articles by their ids, as they were last applied."""

    def __init__(self) -> None:
        self.reached = 0
        self.articles: dict[str, ArticleUpdate] = {}

    @property
    def revision(self) -> int:
        return self.reached

    def refresh(self) -> None:
        """Do nothing: there is one copy."""

    def apply(self, updates: Sequence[ArticleUpdate], revision: int) -> None:
        self.articles |= {update.article_id: update for update in updates}
        self.reached = revision

    def checkpoint(self) -> None:
        """Do nothing: it is never closed."""

    def erase(self) -> bool:
        """Do nothing: there are no files."""
        return True

    def units(self, level: Level, scopes: Sequence[str]) -> list[tuple[ArticleUpdate, Units]]:
        return [
            (update, units)
            for update in self.articles.values()
            if update.scope in scopes and (units := update.level(level))
        ]


class MemoryTerms(MemoryLeg):
    """Ranks passages by how many of the words they have; its scores have a scale of their own."""

    statistics = None

    def search(self, text: str, scopes: Sequence[str], k: int) -> LegHits:
        asked = _words(text)
        scored = [
            (len(asked & _words(passage)) / 1000, unit_id, update.content)
            for update, units in self.units("passages", scopes)
            for unit_id, passage in zip(units.ids, units.texts, strict=True)
        ]
        return _best([each for each in scored if each[0]], k)

    def titled(self, text: str, scopes: Sequence[str], k: int) -> LegHits:
        asked = _words(text)
        named = [
            (0.0, unit_id, update.content)
            for update, units in self.units("passages", scopes)
            for unit_id in units.ids
            if asked & _words(update.title)
        ]
        return _best(named, k)

    def differences(self, expected: Sequence[ArticleUpdate]) -> list[Difference]:
        return compare("terms", _texts(expected), _texts(list(self.articles.values())))


class MemoryVectors(MemoryLeg, VectorLeg):
    """Compares with every vector."""

    def search(self, level: Level, vector: Vectors, scopes: Sequence[str], k: int) -> LegHits:
        scored = [
            (float(own @ vector[0]), unit_id, update.content)
            for update, units in self.units(level, scopes)
            for own, unit_id in zip(_vectors(units), units.ids, strict=True)
        ]
        return _best(scored, k)

    def cosines(
        self, level: Level, vector: Vectors, scopes: Sequence[str], ids: Sequence[int]
    ) -> LegHits:
        found = self.search(level, vector, scopes, 1_000_000)
        chosen = np.isin(found.ids, ids)
        return LegHits(found.ids[chosen], found.scores[chosen])

    def differences(self, expected: Sequence[ArticleUpdate]) -> list[Difference]:
        held = list(self.articles.values())
        return [
            difference
            for level in LEVELS
            for difference in compare(
                f"vectors of {level}", _rounded(expected, level), _rounded(held, level)
            )
        ]


class MemoryFactory(BackendFactory):
    """Gives whoever opens a folder the same legs, of those that there are to be."""

    name = "memory"

    def __init__(self, *, terms: bool = True, vectors: bool = True) -> None:
        self.terms, self.vectors = terms, vectors
        self.backends: dict[Path, Backend] = {}

    def open(self, folder: Path, dimension: int) -> Backend:
        assert dimension > 0
        if folder not in self.backends:
            self.backends[folder] = Backend(
                MemoryTerms() if self.terms else None, MemoryVectors() if self.vectors else None
            )
        return self.backends[folder]

    def stored_revision(self, folder: Path) -> int:
        return self.backends[folder].revision if folder in self.backends else 0


def _words(text: str) -> set[str]:
    return {word.strip("?.,!").casefold() for word in text.split()} - {""}


def _best(scored: Sequence[tuple[float, int, int]], k: int) -> LegHits:
    scores, ids, contents = zip(*scored, strict=True) if scored else ((), (), ())
    return best(ids, scores, contents, k)


def _texts(updates: Sequence[ArticleUpdate]) -> dict[int, object]:
    return {
        unit_id: (update.article_id, update.scope, text)
        for update in updates
        if update.passages is not None
        for unit_id, text in zip(update.passages.ids, update.passages.texts, strict=True)
    }


def _vectors(units: Units) -> Vectors:
    assert units.vectors is not None
    return units.vectors


def _rounded(updates: Sequence[ArticleUpdate], level: Level) -> dict[int, object]:
    return {
        unit_id: (update.scope, vector.round(3).tobytes())
        for update in updates
        if (units := update.level(level)) is not None
        for unit_id, vector in zip(units.ids, _vectors(units), strict=True)
    }

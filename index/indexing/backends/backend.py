"""A backend: the legs that an engine has, followed and searched together."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from index.embedders.base import Vectors
from index.indexing.backends.protocol import (
    ArticleUpdate,
    Difference,
    Frequencies,
    Leg,
    LegHits,
    Level,
    TermLeg,
    VectorLeg,
)

NOTHING = LegHits()


@dataclass(frozen=True, slots=True)
class Hits:
    """What each leg found: passages by terms or by their titles' terms, both levels by vectors."""

    terms: LegHits = NOTHING
    titled: LegHits = NOTHING
    sentences: LegHits = NOTHING
    passages: LegHits = NOTHING


@dataclass(frozen=True, slots=True)
class WordCounts:
    """What a term leg tells of a question: `frequencies[i]` of `passages` have its part i.

    There is at least one passage.
    """

    passages: int
    frequencies: Frequencies
    attainable: float


@dataclass(frozen=True)
class Backend:
    """At least one leg. Each follows the log at its own pace; replaying makes them agree."""

    terms: TermLeg | None = None
    vectors: VectorLeg | None = None

    @property
    def legs(self) -> Sequence[Leg]:
        """Those that there are."""
        return [leg for leg in (self.terms, self.vectors) if leg is not None]

    @property
    def revision(self) -> int:
        """The revision up to which every leg has everything."""
        return min(leg.revision for leg in self.legs)

    def refresh(self) -> None:
        """See what other processes have applied."""
        for leg in self.legs:
            leg.refresh()

    def apply(self, updates: Sequence[ArticleUpdate], revision: int) -> None:
        """Bring each leg that is behind `revision` up to it."""
        for leg in self.legs:
            if leg.revision < revision:
                leg.apply(updates, revision)

    def checkpoint(self) -> None:
        """Make what was applied quick to open again."""
        for leg in self.legs:
            leg.checkpoint()

    def erase(self) -> bool:
        """Leave nothing in any file of what was taken out; False if that needs a new backend."""
        return all(leg.erase() for leg in self.legs)

    def differences(self, expected: Sequence[ArticleUpdate]) -> list[Difference]:
        """Compare what every leg holds with all that should be, item by item."""
        return [difference for leg in self.legs for difference in leg.differences(expected)]

    def search(self, text: str, vector: Vectors | None, scopes: Sequence[str], k: int) -> Hits:
        """Find up to `k` units a leg; nothing by vectors without a `vector`."""
        terms = self.terms.search(text, scopes, k) if self.terms else NOTHING
        titled = self.terms.titled(text, scopes, k) if self.terms else NOTHING
        if vector is None or self.vectors is None:
            return Hits(terms, titled)
        return Hits(
            terms,
            titled,
            sentences=self.vectors.search("sentences", vector, scopes, k),
            passages=self.vectors.search("passages", vector, scopes, k),
        )

    def cosines(
        self, level: Level, vector: Vectors, scopes: Sequence[str], ids: Sequence[int]
    ) -> LegHits:
        """Return the cosines of those units of a level that are in the scopes."""
        return self.vectors.cosines(level, vector, scopes, ids) if self.vectors else NOTHING

    def word_counts(
        self, text: str, parts: Sequence[str], scopes: Sequence[str]
    ) -> WordCounts | None:
        """Return what the terms tell of a question and its words' parts, if they tell anything."""
        statistics = self.terms.statistics if self.terms else None
        if statistics is None:
            return None
        passages, frequencies = statistics.frequencies(parts, scopes)
        # There may be none: the vectors can be ahead of the terms.
        return WordCounts(max(1, passages), frequencies, statistics.attainable(text, scopes))


class BackendFactory(Protocol):
    """Opens the backends of one kind, each in a folder of its own."""

    @property
    def name(self) -> str:
        """What the kind is called in a status."""

    def open(self, folder: Path, dimension: int) -> Backend:
        """Open what is in the folder, or begin there; vectors have so many dimensions.

        Raises:
            DamagedError: what is there can't be used.
        """

    def stored_revision(self, folder: Path) -> int:
        """Return the revision that what is in the folder has reached; 0 if it is damaged."""

"""A backend: the legs that an engine has, followed and searched together."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, TypeVar

from index.embedders.base import Vectors
from index.embedders.recipe import Recipe
from index.errors import SearchIndexError
from index.indexing.backends.protocol import (
    LEVELS,
    ArticleUpdate,
    AwayError,
    Difference,
    Frequencies,
    Leg,
    LegHits,
    Level,
    TermLeg,
    VectorLeg,
)
from index.models import Position

T = TypeVar("T")

NOTHING = LegHits()


@dataclass(frozen=True, slots=True)
class Hits:
    """What each leg found: passages by terms or by their titles' terms, both levels by vectors."""

    terms: LegHits = NOTHING
    titled: LegHits = NOTHING
    sentences: LegHits = NOTHING
    passages: LegHits = NOTHING
    away: bool = False
    """Whether the vectors' engine is, so that nothing was found by them."""


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
    """At least one leg. Each follows the log at its own pace; replaying makes them agree.

    While the vectors' engine is away, the terms go on without: what it misses is replayed once it
    is back. Without terms, whatever needs it raises why (`SearchIndexError`).
    """

    terms: TermLeg | None = None
    vectors: VectorLeg | None = None

    @property
    def legs(self) -> Sequence[Leg]:
        """Those that there are."""
        return [leg for leg in (self.terms, self.vectors) if leg is not None]

    @property
    def problem(self) -> SearchIndexError | None:
        """Why nothing is found by vectors now, though there is a leg for them."""
        return self.vectors.problem if self.vectors else None

    @property
    def followed(self) -> Position | None:
        """How far any machine has followed the log into what they share; None if nothing is."""
        return self.vectors.followed if self.vectors else None

    @property
    def revision(self) -> int:
        """The revision up to which every leg that isn't away has everything."""
        vectors = self._by_vectors(lambda leg: leg.revision)
        reached = [self.terms.revision if self.terms else None, vectors]
        return min(revision for revision in reached if revision is not None)

    def wants_vectors(self, revision: int) -> bool:
        """Tell whether what the log says up to a revision is to be embedded."""
        return bool(self._by_vectors(lambda leg: leg.revision < revision))

    def refresh(self) -> None:
        """See what other processes have applied."""
        if self.terms:
            self.terms.refresh()
        self._by_vectors(lambda leg: leg.refresh())

    def follow(self, position: Position) -> None:
        """Note that the log is about to be followed up to a position."""
        self._by_vectors(lambda leg: leg.follow(position))

    def apply(self, updates: Sequence[ArticleUpdate], revision: int) -> None:
        """Bring each leg that is behind `revision` up to it."""
        if self.terms and self.terms.revision < revision:
            self.terms.apply(updates, revision)
        # Whoever was away when they were embedded may be back by now.
        if self.wants_vectors(revision) and all(update.has_vectors for update in updates):
            self._by_vectors(lambda leg: leg.apply(updates, revision))

    def checkpoint(self) -> None:
        """Make what was applied quick to open again."""
        if self.terms:
            self.terms.checkpoint()
        self._by_vectors(lambda leg: leg.checkpoint())

    def erase(self) -> bool:
        """Leave nothing in any file of what was taken out; False if that needs a new backend."""
        return all(leg.erase() for leg in self.legs)

    def erase_shared(self, revision: int) -> None:
        """Leave nothing in what machines share of what was purged up to a revision.

        Raises:
            SearchIndexError: the vectors' engine is away.
        """
        try:
            if self.vectors:
                self.vectors.erase_shared(revision)
        except AwayError as error:
            raise error.problem from error

    def settle(self, *, used: bool) -> None:
        """Put what was begun in the place of what machines share, or delete it."""
        self._by_vectors(lambda leg: leg.settle(used=used))

    def differences(self, expected: Sequence[ArticleUpdate]) -> list[Difference]:
        """Compare what every leg holds with all that should be, item by item.

        Raises:
            SearchIndexError: the vectors' engine is away.
        """
        try:
            return [difference for leg in self.legs for difference in leg.differences(expected)]
        except AwayError as error:
            raise error.problem from error

    def search(self, text: str, vector: Vectors | None, scopes: Sequence[str], k: int) -> Hits:
        """Find up to `k` units a leg; nothing by vectors without a `vector`."""
        terms = self.terms.search(text, scopes, k) if self.terms else NOTHING
        titled = self.terms.titled(text, scopes, k) if self.terms else NOTHING
        if vector is None or self.vectors is None:
            return Hits(terms, titled)
        found = self._by_vectors(
            lambda leg: [leg.search(level, vector, scopes, k) for level in LEVELS]
        )
        if found is None:
            return Hits(terms, titled, away=True)
        sentences, passages = found
        return Hits(terms, titled, sentences, passages)

    def cosines(
        self, level: Level, vector: Vectors, scopes: Sequence[str], ids: Sequence[int]
    ) -> LegHits | None:
        """Return the cosines of those units of a level that are in the scopes; None if away."""
        if self.vectors is None:
            return NOTHING
        return self._by_vectors(lambda leg: leg.cosines(level, vector, scopes, ids))

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

    def _by_vectors(self, work: Callable[[VectorLeg], T]) -> T | None:
        """Return what their leg does; None if there is none, or if its engine is away."""
        if self.vectors is None:
            return None
        try:
            return work(self.vectors)
        except AwayError as error:
            if self.terms is None:
                raise error.problem from error
            return None


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

    @property
    def shares(self) -> bool:
        """Whether machines share something of what it opens."""
        return False

    def begin(self, folder: Path, dimension: int) -> Backend:
        """Begin anew in an empty folder; what machines share, beside what they go on sharing.

        Raises:
            SearchIndexError: the engine that they share is away.
        """
        return self.open(folder, dimension)

    def aside(self) -> "BackendFactory":
        """Return one that opens copies of folders, and keeps all changes to these."""
        return self

    def problem(self, folder: Path) -> SearchIndexError | None:
        """Look why what is in the folder can't be searched by vectors now."""
        del folder
        return None

    def recipe(self, collection: str) -> Recipe | None:
        """Return what opens the model of what machines share of a collection, if they do."""
        del collection
        return None

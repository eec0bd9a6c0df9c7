"""What a search engine is asked for: a derived copy of the corpus that can be searched.

It has a leg for terms, or one for vectors, or both (`backend`); what words count for it may tell.
A unit is what can be found: a sentence, or a passage (a paragraph or a part of a long one), which
goes by the id of its first sentence. Ids mean something to the corpus only.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path
from typing import Literal, Protocol, get_args

import numpy as np
import numpy.typing as npt

from index.embedders.base import Vectors
from index.errors import SearchIndexError
from index.models import Position

Level = Literal["sentences", "passages"]
LEVELS: tuple[Level, ...] = get_args(Level)

Ids = npt.NDArray[np.int64]
Frequencies = npt.NDArray[np.int64]
Scores = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Units:
    """Units of one level: `ids[i]` has `texts[i]` and, if anyone wants them, `vectors[i]`."""

    ids: Sequence[int]
    texts: Sequence[str]
    vectors: Vectors | None = None


@dataclass(frozen=True, slots=True)
class ArticleUpdate:
    """What is to be found of an article from now on; nothing (None) once it's removed."""

    article_id: str
    scope: str
    language: str = ""
    title: str = ""
    sentences: Units | None = None
    passages: Units | None = None

    def level(self, level: Level) -> Units | None:
        """Return the units of one level."""
        return self.sentences if level == "sentences" else self.passages

    @property
    def has_vectors(self) -> bool:
        """Whether there is a vector for each unit."""
        levels = (self.sentences, self.passages)
        return all(units is None or units.vectors is not None for units in levels)

    @property
    def content(self) -> int:
        """A number for what the article says, below 2^56; of whichever id, and whenever added."""
        texts = self.passages.texts if self.passages else ()
        said = "\0".join((self.language, self.title, *texts))
        return int.from_bytes(blake2b(said.encode(), digest_size=7).digest(), "big")


@dataclass(frozen=True, slots=True)
class LegHits:
    """What one leg found, best first: `ids[i]` scored `scores[i]`."""

    ids: Ids = field(default_factory=lambda: np.empty(0, np.int64))
    scores: Scores = field(default_factory=lambda: np.empty(0, np.float32))


def best(ids: npt.ArrayLike, scores: npt.ArrayLike, contents: npt.ArrayLike, k: int) -> LegHits:
    """Return the `k` best units, best first.

    Of those that score alike, the articles' contents decide and then the place in the article, so
    that it never counts when something was added.
    """
    ids, scores = np.asarray(ids, dtype=np.int64), np.asarray(scores)
    order = np.lexsort((ids, np.asarray(contents), -scores))[:k]
    return LegHits(ids[order], scores[order].astype(np.float32))


@dataclass(frozen=True, slots=True)
class Difference:
    """Something that one part of the index holds otherwise than the corpus says."""

    part: str
    id: int
    kind: Literal["missing", "extra", "different"]


def compare(
    part: str, expected: Mapping[int, object], held: Mapping[int, object]
) -> list[Difference]:
    """Compare two mappings from a unit's id to what it should be there as."""
    kinds: dict[int, Literal["missing", "extra", "different"]] = {}
    kinds |= dict.fromkeys(held.keys() - expected.keys(), "extra")
    kinds |= dict.fromkeys(expected.keys() - held.keys(), "missing")
    for unit_id in expected.keys() & held.keys():
        if expected[unit_id] != held[unit_id]:
            kinds[unit_id] = "different"
    return [Difference(part, unit_id, kinds[unit_id]) for unit_id in sorted(kinds)]


class DamagedError(Exception):
    """Files in `folder` are gone, or not what they should be; the copy must be made anew.

    Also what it shares with other machines, if that is what is `shared`.
    """

    def __init__(self, folder: Path, *, shared: bool = False) -> None:
        super().__init__(f"damaged index in {folder}")
        self.folder = folder
        self.shared = shared


class AwayError(Exception):
    """An engine can't be used now, and changed nothing that counts; `problem` says why."""

    def __init__(self, problem: SearchIndexError) -> None:
        super().__init__(str(problem))
        self.problem = problem


class Leg(Protocol):
    """Holds units of all scopes, finds those of the scopes asked for. Thread-safe.

    What it finds and tells depends on the units that it holds in these, on nothing else: not on
    other scopes, not on what was there before, nor on the order in which it came (`best`).
    Applying an update again changes nothing, so a replay may begin earlier than it must. Every
    method may raise `DamagedError`, and `AwayError` if its engine runs elsewhere; those that write
    may raise `OSError`, and then changed nothing.
    """

    @property
    def revision(self) -> int:
        """The revision of the corpus up to which everything was applied."""

    def refresh(self) -> None:
        """See what other processes have applied, if that is shared."""

    def apply(self, updates: Sequence[ArticleUpdate], revision: int) -> None:
        """Put the articles' units in the place of what was there; `revision` is then reached."""

    def checkpoint(self) -> None:
        """Make what was applied quick to open again, if it isn't as it is."""

    def erase(self) -> bool:
        """Leave nothing in any file of what was taken out; False if a new copy is better.

        Nobody else applies anything meanwhile.
        """

    def differences(self, expected: Sequence[ArticleUpdate]) -> list[Difference]:
        """Compare what is held with all that should be, item by item."""


class TermLeg(Leg, Protocol):
    """Finds passages by their words."""

    @property
    def statistics(self) -> "WordStatistics | None":
        """What the leg knows of words; None if it counts nothing that it would tell."""

    def search(self, text: str, scopes: Sequence[str], k: int) -> LegHits:
        """Return up to `k` passages, best first.

        With `statistics`, scores are BM25's among the scopes' passages. Without, only their order
        counts.
        """

    def titled(self, text: str, scopes: Sequence[str], k: int) -> LegHits:
        """Return up to `k` passages of articles whose titles share words with the text."""


class WordStatistics(Protocol):
    """What a term leg can tell of some scopes beside what it finds, if its engine lets it."""

    def attainable(self, text: str, scopes: Sequence[str]) -> float:
        """Return the BM25 score of a passage that has each of the text's terms very often."""

    def frequencies(self, parts: Sequence[str], scopes: Sequence[str]) -> tuple[int, Frequencies]:
        """Return how many passages there are, and how many of them have each part of a word."""


class VectorLeg(Leg, Protocol):
    """Finds the units whose vectors are nearest.

    Its engine may run elsewhere and be shared by the indexes of many machines. What only such a one
    needs has a body here.
    """

    @property
    def problem(self) -> SearchIndexError | None:
        """Why it does nothing now, the same object for as long as that lasts; None if it does."""
        return None

    @property
    def followed(self) -> Position | None:
        """How far any machine has followed the log into what is shared; None if nothing is."""
        return None

    def follow(self, position: Position) -> None:
        """Note, before anything is applied, that what is shared is about to follow the log."""
        del position

    def erase_shared(self, revision: int) -> None:
        """Leave nothing in what is shared of what was purged up to a revision of the corpus."""
        del revision

    def settle(self, *, used: bool) -> None:
        """Put what was begun in the place of what is shared, if it is `used`; else delete it."""
        del used

    def search(self, level: Level, vector: Vectors, scopes: Sequence[str], k: int) -> LegHits:
        """Return up to `k` units of a level, nearest first, with their cosines.

        `vector` has the shape (1, dimension).
        """

    def cosines(
        self, level: Level, vector: Vectors, scopes: Sequence[str], ids: Sequence[int]
    ) -> LegHits:
        """Return those units of a level that are in the scopes, with their cosines, in any order.

        `vector` has the shape (1, dimension).
        """

"""Fixed answers: what is approved as the answer to a question, and where it stands now."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from index.corpus.corpus import Corpus
from index.corpus.errors import PinWithoutSentenceError
from index.corpus.storage.sums import sound
from index.corpus.storage.tables import articles, pins
from index.models import Pin, Sentence, Span
from index.scopes import Scope


@dataclass(frozen=True, slots=True)
class Place:
    """Where a fixed answer stands in the version in force, with its first sentence."""

    sentence: Sentence
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Pinned:
    """A fixed answer; `excerpt` is what was approved, verbatim.

    Without a `place` it doesn't count: its article is removed, or says something else by now. It
    counts again once that is taken back.
    """

    pin: Pin
    excerpt: str
    place: Place | None

    def stands_on(self, shelves: Sequence[str]) -> bool:
        """Tell whether its sentence stands on one of the shelves, or its article lies there."""
        if self.place is None:
            return self.pin.scope in shelves
        return self.place.sentence.article.shelf in shelves


class Pins:
    """Reads what is pinned. Thread-safe."""

    def __init__(self, corpus: Corpus) -> None:
        self._corpus = corpus
        self._known: tuple[tuple[int, str], tuple[Pinned, ...]] = ((-1, ""), ())

    def all(self, shelves: Sequence[str] | None = None) -> list[Pinned]:
        """Return what is pinned and stands on these shelves, or all, the latest first."""
        # The state first: what changes in between is read once more, not missed.
        state = (self._corpus.revision(), self._corpus.division())
        known, found = self._known
        if known != state:
            found = tuple(self._read())
            self._known = (state, found)
        return [each for each in found if shelves is None or each.stands_on(shelves)]

    def within(self, scope: Scope) -> list[Pinned]:
        """Return what is pinned in a scope and its parts, for those who may read all, likewise."""
        return [each for each in self.all() if scope.holds(each.pin.scope)]

    def _read(self) -> list[Pinned]:
        columns = [column for column in pins.c if column.name != "unpinned"]
        query = (
            select(*columns, articles.c.scope)
            .join(articles, articles.c.id == pins.c.article_id)
            .where(pins.c.unpinned.is_(None), sound(pins))
            .order_by(pins.c.revision.desc())
        )
        with self._corpus.database.read() as connection:
            rows = [row._asdict() for row in connection.execute(query)]
        in_force = self._corpus.versions_in_force({row["article_id"] for row in rows})
        found = []
        for row in rows:
            pin = Pin(**row | {"scope": Scope(row["scope"])})
            excerpt = self._corpus.text(pin.version)[pin.start : pin.end]
            place = self._place(pin, excerpt, in_force.get(pin.article_id))
            found.append(Pinned(pin, excerpt, place))
        return found

    def _place(self, pin: Pin, excerpt: str, in_force: int | None) -> Place | None:
        """Return where the same sentences stand in the version in force; the first place of two."""
        if in_force is None or not excerpt:
            return None
        units = self._corpus.units(in_force)
        starts = places_of(excerpt, units[0].article.text, [u.span for u in units]) if units else []
        for unit in units:
            start = unit.span.start
            if start in starts and (in_force != pin.version or start == pin.start):
                return Place(unit, start, start + len(excerpt))
        return None


def places_of(excerpt: str, text: str, units: Sequence[Span]) -> list[int]:
    """Return where in a text whole units of it say what was approved."""
    ends = {unit.end for unit in units}
    starts = [unit.start for unit in units if text.startswith(excerpt, unit.start)]
    return [start for start in starts if start + len(excerpt) in ends]


def whole_sentences(units: Sequence[Sentence], start: int, end: int) -> tuple[int, int]:
    """Return where the sentences begin and end that `[start, end)` of a text touches.

    Raises:
        PinWithoutSentenceError: it touches none that can answer.
    """
    touched = [unit.span for unit in units if unit.span.start < end and start < unit.span.end]
    if not touched:
        raise PinWithoutSentenceError
    return touched[0].start, touched[-1].end


def sentence_with(units: Sequence[Sentence], words: str) -> tuple[int, int]:
    """Return where the first sentence stands that has these words; white space doesn't count.

    Raises:
        PinWithoutSentenceError: there is none.
    """
    wanted = " ".join(words.split())
    for unit in units:
        if wanted and wanted in " ".join(unit.text.split()):
            return unit.span.start, unit.span.end
    raise PinWithoutSentenceError

"""The vectors' leg: one exact FAISS index per scope and level, in memory, with snapshots on disk.

Vectors have unit length, so the inner product is the cosine; those of zeros say nothing and are
left out. The folder holds one file per scope and level, and `snapshot.json`, written last, which
names the files that belong together.
"""

import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock
from typing import cast

import faiss
import numpy as np

from index.embedders.base import Vectors
from index.indexing.backends.nearest import (
    cosines_of,
    surely_nearest,
    telling,
    vector_differences,
)
from index.indexing.backends.protocol import (
    LEVELS,
    ArticleUpdate,
    DamagedError,
    Difference,
    Ids,
    LegHits,
    Level,
    Scores,
    VectorLeg,
    best,
)
from index.indexing.files import sealed, unsealed, write_atomically, written_atomically

# One question at a time gains nothing from more threads, and waking them costs more than a search.
faiss.omp_set_num_threads(1)

SNAPSHOT = "snapshot.json"

DAMAGE = (
    *(OSError, ValueError, KeyError, TypeError, RuntimeError, IndexError),
    AttributeError,
)
"""What comes of reading files that were changed."""

CHUNK = 1 << 20
"""Bytes that are read at once."""

SNAPSHOT_SHARE = 0.1
"""A snapshot is due when this share of the vectors came after the last one."""

SNAPSHOT_SMALL = 5000
"""Up to so many vectors it is always due: writing some 10 MB is quicker than any replay."""


@dataclass(slots=True)
class _Part:
    """One scope at one level."""

    index: faiss.IndexIDMap2
    articles: dict[str, list[int]] = field(default_factory=dict)
    contents: dict[str, int] = field(default_factory=dict)
    file: str | None = None

    held: Ids | None = None
    """Its units in order, once they were asked for since the last change."""

    def ids(self) -> list[int]:
        return [int(i) for i in faiss.vector_to_array(self.index.id_map)]

    def those_of(self, ids: Ids) -> Ids:
        """Return which of some units are its own."""
        held = self.held
        if held is None:
            held = self.held = np.sort(faiss.vector_to_array(self.index.id_map))
        places = np.minimum(np.searchsorted(held, ids), len(held) - 1)
        return np.asarray(ids[held[places] == ids])

    def nearest(self, vector: Vectors, k: int) -> LegHits:
        """Return at least the `k` nearest, and whatever is as near as the last of these."""

        def find(count: int) -> tuple[LegHits, float]:
            scores, ids = self.index.search(vector, min(count, self.index.ntotal))
            return LegHits(ids[0], self.cosines(vector, ids[0])), float(scores[0][-1])

        return surely_nearest(find, k)

    def cosines(self, vector: Vectors, ids: Ids) -> Scores:
        """Return the cosines of some of its units, of each the same whichever others there are."""
        return cosines_of(self.index.reconstruct_batch(ids), vector)

    def contents_of(self, ids: Ids) -> dict[int, int]:
        """Return what the articles of some units say, each a number (`ArticleUpdate.content`)."""
        wanted = set(ids.tolist())
        return {
            unit: self.contents[article]
            for article, own in self.articles.items()
            for unit in wanted.intersection(own)
        }


class VectorIndex(VectorLeg):
    """Finds the nearest vectors, scope by scope: one scope's vectors are never even compared.

    Opens what the last snapshot held, or nothing if that is damaged; the revision says which.
    """

    def __init__(self, folder: Path, dimension: int) -> None:
        self._folder = folder
        self._dimension = dimension
        # Searching waits for a change in memory, never for one on the disk.
        self._lock = Lock()
        self._changing = Lock()
        self._parts: dict[tuple[str, Level], _Part] = {}
        self._unsaved = 0
        self._revision = 0
        self._open()

    @property
    def revision(self) -> int:
        """The revision up to which everything was applied."""
        return self._revision

    def apply(self, updates: Sequence[ArticleUpdate], revision: int) -> None:
        """Put the articles' vectors in the place of what was there."""
        with self._changing, self._lock:
            for level in LEVELS:
                self._remove(level, updates)
                for update in updates:
                    self._add(level, update)
            self._revision = revision
            # Articles of which no vector is held are to be known as applied, too.
            self._unsaved += len(updates) or 1

    def search(self, level: Level, vector: Vectors, scopes: Sequence[str], k: int) -> LegHits:
        """Return the `k` nearest of the scopes, nearest first."""
        with self._lock:
            parts = self._searched(level, scopes)
            hits = _together([part.nearest(vector, k) for part in parts])
            alike = _alike(hits)
            contents: dict[int, int] = {}
            for part in parts if len(alike) else ():
                contents |= part.contents_of(alike)
        return best(hits.ids, hits.scores, [contents.get(int(i), 0) for i in hits.ids], k)

    def cosines(
        self, level: Level, vector: Vectors, scopes: Sequence[str], ids: Sequence[int]
    ) -> LegHits:
        """Return the cosines of some units, if they are in the scopes."""
        chosen = np.array(list(dict.fromkeys(ids)), dtype=np.int64)
        found: list[LegHits] = []
        with self._lock:
            for part in self._searched(level, scopes) if ids else ():
                there = part.those_of(chosen)
                found.append(LegHits(there, part.cosines(vector, there)))
        return _together(found)

    def _searched(self, level: Level, scopes: Sequence[str]) -> list[_Part]:
        parts = [self._parts.get((scope, level)) for scope in scopes]
        return [part for part in parts if part and part.index.ntotal]

    def differences(self, expected: Sequence[ArticleUpdate]) -> list[Difference]:
        """Compare every vector with what it should be, to `TOLERANCE`, level by level."""
        return [found for level in LEVELS for found in self._differences(expected, level)]

    def _differences(self, expected: Sequence[ArticleUpdate], level: Level) -> list[Difference]:
        held: dict[int, tuple[str, Vectors]] = {}
        with self._lock:
            for (scope, part_level), part in self._parts.items():
                if part_level == level:
                    vectors = part.index.index.reconstruct_n(0, part.index.ntotal)
                    pairs = zip(part.ids(), vectors, strict=True)
                    held |= {i: (scope, vector) for i, vector in pairs}
        return vector_differences(level, expected, held)

    def refresh(self) -> None:
        """Do nothing: each process replays the log into vectors of its own."""

    def checkpoint(self) -> None:
        """Write a snapshot if one is due."""
        with self._changing:
            total = sum(part.index.ntotal for part in self._parts.values())
            due = total <= SNAPSHOT_SMALL or self._unsaved > SNAPSHOT_SHARE * total
            if self._unsaved and due:
                self._write()

    def erase(self) -> bool:
        """Write a snapshot: those of its files that have changed, anew."""
        with self._changing:
            self._write()
        return True

    def _remove(self, level: Level, updates: Sequence[ArticleUpdate]) -> None:
        """Take out what the articles have at a level; all at once, as it moves all the others."""
        affected = {update.article_id for update in updates}
        for (_, part_level), part in self._parts.items():
            # Also where it lay before it was moved.
            there = affected & part.articles.keys() if part_level == level else ()
            stale = [i for article_id in there for i in part.articles.pop(article_id)]
            for article_id in there:
                part.contents.pop(article_id, None)
            if stale:
                part.index.remove_ids(faiss.IDSelectorBatch(np.array(stale, dtype=np.int64)))
                part.file = part.held = None
                self._unsaved += len(stale)

    def _add(self, level: Level, update: ArticleUpdate) -> None:
        units = update.level(level)
        if units is None:
            return
        part = self._parts.get((update.scope, level))
        if part is None:
            index = faiss.IndexIDMap2(faiss.IndexFlatIP(self._dimension))
            part = self._parts[update.scope, level] = _Part(index)
        ids, vectors = telling(units)
        part.index.add_with_ids(vectors, ids)
        part.articles[update.article_id] = ids.tolist()
        part.contents[update.article_id] = update.content
        part.file = part.held = None
        self._unsaved += len(ids)

    def _write(self) -> None:
        try:
            self._folder.mkdir(exist_ok=True)
        except FileNotFoundError as error:
            raise DamagedError(self._folder) from error
        manifest = []
        for number, ((scope, level), part) in enumerate(self._parts.items()):
            if part.file is None or not (self._folder / part.file).exists():
                part.file = f"{self.revision:08}-{number:04}-{_checksum(part.index):08x}.faiss"
                with written_atomically(self._folder / part.file) as file:
                    _write(part.index, file.write)
            manifest.append(
                {
                    "scope": scope,
                    "level": level,
                    "file": part.file,
                    "articles": part.articles,
                    "contents": part.contents,
                }
            )
        snapshot = {"revision": self.revision, "dimension": self._dimension, "parts": manifest}
        write_atomically(self._folder / SNAPSHOT, sealed(snapshot))
        self._unsaved = 0
        kept = {part.file for part in self._parts.values()}
        for path in self._folder.iterdir():
            # Also what a process that was killed left half written.
            if path.name not in {*kept, SNAPSHOT}:
                path.unlink(missing_ok=True)

    def _open(self) -> None:
        """Read the snapshot; again, if another process has put a newer one in its place."""
        content = b""
        while content != (content := self._read_snapshot()):
            if self._load(content):
                return

    def _read_snapshot(self) -> bytes:
        try:
            return (self._folder / SNAPSHOT).read_bytes()
        except OSError:
            return b""

    def _load(self, content: bytes) -> bool:
        try:
            snapshot = unsealed(content)
            if snapshot["dimension"] != self._dimension:
                return False
            parts = {
                (entry["scope"], entry["level"]): _Part(
                    read_part(self._folder / entry["file"]),
                    entry["articles"],
                    entry["contents"],
                    entry["file"],
                )
                for entry in snapshot["parts"]
            }
            revision = snapshot["revision"]
        except DAMAGE:
            # Missing or damaged: the log is replayed instead.
            return False
        self._parts, self._revision = parts, revision
        return True


def _alike(hits: LegHits) -> Ids:
    """Return the units that are as near as others."""
    ordered = np.sort(hits.scores)
    several = ordered[1:][ordered[1:] == ordered[:-1]]
    return hits.ids[np.isin(hits.scores, several)] if len(several) else hits.ids[:0]


def _together(found: Sequence[LegHits]) -> LegHits:
    if not found:
        return LegHits()
    return LegHits(
        np.concatenate([hits.ids for hits in found]),
        np.concatenate([hits.scores for hits in found]),
    )


def _checksum(index: faiss.Index) -> int:
    """Return the checksum of an index's file, of which no copy is made in memory."""
    found = 0

    def add(chunk: bytes) -> None:
        nonlocal found
        found = zlib.crc32(chunk, found)

    _write(index, add)
    return found


def _write(index: faiss.Index, write: Callable[[bytes], object]) -> None:
    # The stubs know nothing of it.
    faiss.write_index(index, faiss.PyCallbackIOWriter(write, CHUNK))  # type: ignore[attr-defined]


def read_part(path: Path) -> faiss.IndexIDMap2:
    """Read a file of vectors bit by bit, so that memory never holds these twice.

    Raises:
        ValueError: it isn't what its name says.
    """
    named, found = int(path.stem.rsplit("-", 1)[1], 16), 0
    with path.open("rb") as file:
        # First of all: what is damaged may look like a far larger index.
        while chunk := file.read(CHUNK):
            found = zlib.crc32(chunk, found)
        if found != named:
            raise ValueError(path)
        file.seek(0)
        reader = faiss.PyCallbackIOReader(file.read, CHUNK)  # type: ignore[attr-defined]
        return cast("faiss.IndexIDMap2", faiss.read_index(reader))

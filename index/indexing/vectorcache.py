"""Vectors already computed, by embedder and text: a sentence is embedded once, wherever it stands.

Only of embedders that take their time: of others the index itself has vectors enough. Each number
of a vector is kept in 16 bits, half of what it has in the index, and rounded to these before the
index gets it: an index that is built anew has the very same vectors.

A derived file: losing it costs time and nothing else. It is plain SQLite through the standard
library, since it holds one table of bytes and belongs to this machine.
"""

import shutil
import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing, suppress
from functools import partial
from hashlib import blake2b
from pathlib import Path
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from index.corpus.storage.disk import trouble_of
from index.embedders import Embedder, Vectors
from index.pauses import portions

BATCH = 64
"""Texts embedded between two reports of progress; larger batches were no quicker."""

LOOKUP = 200
"""Keys in one query; SQLite allows some thousands of parameters."""

WRITE_TIMEOUT = 30.0
"""Seconds that one process waits for another one's batch."""

SEAL = 8
"""Bytes of a vector's checksum. What has a wrong one, or none, counts as missing: it is embedded
anew."""

SCALE = 32_767
"""What 1 is in 16 bits. Rounded to them, a number of a unit vector is 1.5e-5 off at most, a seventh
of what a model itself may vary by from batch to batch (`TOLERANCE` of the vectors' leg)."""

T = TypeVar("T")

Rounded = npt.NDArray[np.int16]

INCREMENTAL = 2
"""Of `PRAGMA auto_vacuum`: a file gives back what is free in it."""

PAGE = 16_384
"""Bytes: of SQLite's usual pages a vector fills half of one, and the other half stays empty."""

TABLE = """
CREATE TABLE vectors (
    fingerprint TEXT NOT NULL, text_hash BLOB NOT NULL, vector BLOB NOT NULL, -- 16 bits
    PRIMARY KEY (fingerprint, text_hash)
)
"""
"""In the order in which they come, so that pages are full. SQLite keeps the words: by these it is
told from earlier forms, which had 32 bits."""

ROOM = 2.5
"""Times its size that a cache of an earlier form needs free, once, to be written anew."""


class VectorCache:
    """Vectors in one SQLite file, shared by the processes of this machine."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def embed(
        self, embedder: Embedder, texts: Sequence[str], progress: Callable[[int], None]
    ) -> Vectors:
        """Return the texts' vectors, computing only those that aren't there yet.

        `progress` is told how many texts are through, bit by bit.
        """
        hashes = [_hash(text) for text in texts]
        known = {} if embedder.quick else self._load(embedder.fingerprint, hashes)
        missing = {key: text for key, text in zip(hashes, texts, strict=True) if key not in known}
        progress(len(texts) - len(missing))
        keys = list(missing)
        for batch in portions(keys, BATCH):
            vectors = embedder.embed_documents([missing[key] for key in batch])
            if not embedder.quick:
                vectors = self._store(embedder.fingerprint, batch, vectors)
            known |= zip(batch, vectors, strict=True)
            progress(len(batch))
        if not texts:
            return np.empty((0, embedder.dimension), np.float32)
        return np.stack([known[key] for key in hashes])

    def missing(self, embedder: Embedder, texts: Sequence[str]) -> list[str]:
        """Return those of the texts that are still to be embedded."""
        if embedder.quick or not self._path.exists():
            return list(texts)
        hashes = [_hash(text) for text in texts]
        known = self._load(embedder.fingerprint, hashes)
        return [text for key, text in zip(hashes, texts, strict=True) if key not in known]

    def forget(self, texts: Sequence[str]) -> None:
        """Erase the texts' vectors of every embedder."""
        if not self._path.exists():
            return
        keys = [_hash(text) for text in texts]
        self._run(partial(_forget, keys))
        self._run(lambda c: c.execute("PRAGMA wal_checkpoint(TRUNCATE)"))

    def forget_model(self, fingerprint: str) -> None:
        """Erase the vectors of an embedder that nobody has any more, and give back their room."""
        self._run(lambda c: c.execute("DELETE FROM vectors WHERE fingerprint = ?", (fingerprint,)))
        self._run(lambda c: c.executescript("PRAGMA incremental_vacuum"))
        self._run(lambda c: c.execute("PRAGMA wal_checkpoint(TRUNCATE)"))

    def leave_out(self, fingerprint: str) -> None:
        """Erase what an earlier version has kept of an embedder that is quick, if that goes now."""
        with suppress(OSError, sqlite3.DatabaseError):
            found = self._run(_fingerprints) if self._path.exists() else []
            if found == [fingerprint]:
                self._delete()
            elif fingerprint in found:
                self.forget_model(fingerprint)

    def renew(self) -> bool:
        """Write a cache of an earlier form anew in today's; False if it stays as it is.

        It does where there is no room for that, or somebody else has it open: then another time.
        """
        try:
            size = self._path.stat().st_size
            if shutil.disk_usage(self._path.parent).free < ROOM * size:
                return False
            with closing(sqlite3.connect(self._path, timeout=0)) as connection:
                return not _is_todays(connection) and _write_anew(connection)
        except (OSError, UnicodeDecodeError, sqlite3.DatabaseError):
            # Whatever is wrong with it, who needs it finds out.
            return False

    def _load(self, fingerprint: str, hashes: Sequence[bytes]) -> dict[bytes, np.ndarray]:
        wanted = list(dict.fromkeys(hashes))
        known: dict[bytes, np.ndarray] = {}
        for keys in portions(wanted, LOOKUP):
            known |= self._run(partial(_find, fingerprint, keys))
        return known

    def _store(self, fingerprint: str, keys: Sequence[bytes], vectors: Vectors) -> Vectors:
        """Keep vectors; return them as they will be read."""
        rounded = _rounded(vectors)
        rows = [
            (fingerprint, key, _sealed(fingerprint, key, vector.tobytes()))
            for key, vector in zip(keys, rounded, strict=True)
        ]
        self._run(lambda c: c.executemany("INSERT OR REPLACE INTO vectors VALUES (?, ?, ?)", rows))
        return _widened(rounded)

    def _run(self, action: Callable[[sqlite3.Connection], T]) -> T:
        """Do something in a transaction of its own; begin the cache again if it's damaged."""
        try:
            return self._attempt(action)
        except sqlite3.DatabaseError as error:
            if trouble_of(error) in {"busy", "unwritable"}:
                raise
            self._delete()
            return self._attempt(action)

    def _delete(self) -> None:
        for suffix in ("", "-wal", "-shm"):
            self._path.with_name(self._path.name + suffix).unlink(missing_ok=True)

    def _attempt(self, action: Callable[[sqlite3.Connection], T]) -> T:
        with closing(sqlite3.connect(self._path, timeout=WRITE_TIMEOUT)) as connection:
            try:
                # Of a new file; one that is there keeps its form (`renew`).
                connection.execute(f"PRAGMA page_size = {PAGE}")
                connection.execute(f"PRAGMA auto_vacuum = {INCREMENTAL}")
                connection.execute("PRAGMA journal_mode = WAL")
                connection.execute("PRAGMA synchronous = NORMAL")
                connection.execute("PRAGMA secure_delete = ON")
                connection.execute(TABLE.replace("TABLE", "TABLE IF NOT EXISTS"))
                with connection:
                    return action(connection)
            except UnicodeDecodeError as error:
                raise sqlite3.DatabaseError("what should be text is none") from error


def _is_todays(connection: sqlite3.Connection) -> bool:
    tables = connection.execute("SELECT sql FROM sqlite_schema WHERE name = 'vectors'").fetchall()
    form = [
        connection.execute(f"PRAGMA {name}").fetchone() for name in ("page_size", "auto_vacuum")
    ]
    return (not tables or tables == [(TABLE.strip(),)]) and form == [(PAGE,), (INCREMENTAL,)]


def _write_anew(connection: sqlite3.Connection) -> bool:
    """Put a cache's vectors into today's form; whenever it ends, one of the two is there, whole."""
    # No page changes its size in the log of a file that others may read meanwhile.
    if connection.execute("PRAGMA journal_mode = DELETE").fetchone() != ("delete",):
        return False
    connection.isolation_level = None
    connection.execute("BEGIN EXCLUSIVE")
    connection.execute("ALTER TABLE vectors RENAME TO earlier")
    connection.execute(TABLE)
    connection.create_function("shortened", 3, _shortened)
    columns = "fingerprint, text_hash, shortened(fingerprint, text_hash, vector)"
    connection.execute(f"INSERT INTO vectors SELECT {columns} FROM earlier")  # noqa: S608
    connection.execute("DROP TABLE earlier")
    connection.execute("COMMIT")
    connection.execute(f"PRAGMA page_size = {PAGE}")
    connection.execute(f"PRAGMA auto_vacuum = {INCREMENTAL}")
    connection.execute("VACUUM")
    return True


def _fingerprints(connection: sqlite3.Connection) -> list[str]:
    """Return whose vectors there are, without a look at each vector."""
    found: list[str] = []
    while True:
        query = "SELECT min(fingerprint) FROM vectors WHERE fingerprint > ?"
        (following,) = connection.execute(query, (found[-1] if found else "",)).fetchone()
        if following is None:
            return found
        found.append(following)


def _forget(keys: Sequence[bytes], connection: sqlite3.Connection) -> None:
    for fingerprint in _fingerprints(connection):
        connection.executemany(
            "DELETE FROM vectors WHERE fingerprint = ? AND text_hash = ?",
            [(fingerprint, key) for key in keys],
        )


def _find(
    fingerprint: str, keys: Sequence[bytes], connection: sqlite3.Connection
) -> dict[bytes, np.ndarray]:
    places = ",".join("?" * len(keys))
    query = (
        "SELECT text_hash, vector FROM vectors "  # noqa: S608 - only placeholders
        f"WHERE fingerprint = ? AND text_hash IN ({places})"
    )
    rows = connection.execute(query, (fingerprint, *keys))
    found = {key: _opened(fingerprint, key, stored) for key, stored in rows}
    return {key: _widened(vector) for key, vector in found.items() if vector is not None}


def _rounded(vectors: Vectors) -> Rounded:
    return np.asarray(np.rint(vectors * SCALE).astype(np.int16))


def _widened(rounded: Rounded) -> Vectors:
    return np.asarray(np.divide(rounded, SCALE, dtype=np.float32))


def _opened(fingerprint: str, key: object, stored: object) -> Rounded | None:
    """Return a stored vector, rounded; None if it isn't what was stored."""
    if not (isinstance(key, bytes) and isinstance(stored, bytes)):
        return None
    vector = stored[:-SEAL]
    if stored == _sealed(fingerprint, key, vector):
        return np.frombuffer(vector, np.int16)
    if stored == _sealed(fingerprint, key, vector, person=b""):
        return _rounded(np.frombuffer(vector, np.float32))
    return None


def _shortened(fingerprint: str, key: bytes, stored: bytes) -> bytes:
    """Bring a row of an earlier form to today's; what is damaged stays so."""
    vector = _opened(fingerprint, key, stored)
    return stored if vector is None else _sealed(fingerprint, key, vector.tobytes())


def _sealed(fingerprint: str, key: bytes, vector: bytes, person: bytes = b"16 bits") -> bytes:
    """Return a vector's bytes with a checksum behind them; SQLite has none of its own.

    `person` tells in what form they are: of 32 bits, it was empty.
    """
    seal = blake2b(key + vector, digest_size=SEAL, key=fingerprint.encode()[:64], person=person)
    return vector + seal.digest()


def _hash(text: str) -> bytes:
    return blake2b(text.encode(), digest_size=16).digest()

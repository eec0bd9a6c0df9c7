"""Vectors already computed, by embedder and text: a sentence is embedded once, wherever it stands.

A derived file: losing it costs time and nothing else. It is plain SQLite through the standard
library, since it holds one table of bytes and belongs to this machine.
"""

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from hashlib import blake2b
from pathlib import Path

import numpy as np

from index.embedders import Embedder, Vectors

BATCH = 256
"""Texts embedded between two reports of progress."""

LOOKUP = 500
"""Keys in one query; SQLite allows some thousands of parameters."""

TABLE = """
CREATE TABLE IF NOT EXISTS vectors (
    fingerprint TEXT NOT NULL, text_hash BLOB NOT NULL, vector BLOB NOT NULL,
    PRIMARY KEY (fingerprint, text_hash)
) WITHOUT ROWID
"""


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
        known = self._load(embedder.fingerprint, hashes)
        missing = {key: text for key, text in zip(hashes, texts, strict=True) if key not in known}
        progress(len(texts) - len(missing))
        keys = list(missing)
        for start in range(0, len(keys), BATCH):
            batch = keys[start : start + BATCH]
            vectors = embedder.embed_documents([missing[key] for key in batch])
            fresh = dict(zip(batch, vectors, strict=True))
            self._store(embedder.fingerprint, fresh)
            known |= fresh
            progress(len(batch))
        if not texts:
            return np.empty((0, embedder.dimension), np.float32)
        return np.stack([known[key] for key in hashes])

    def forget(self, texts: Sequence[str]) -> None:
        """Erase the texts' vectors of every embedder."""
        with self._connect() as connection:
            connection.executemany(
                "DELETE FROM vectors WHERE text_hash = ?", [(_hash(text),) for text in texts]
            )

    def _load(self, fingerprint: str, hashes: Sequence[bytes]) -> dict[bytes, np.ndarray]:
        wanted = list(dict.fromkeys(hashes))
        known = {}
        with self._connect() as connection:
            for start in range(0, len(wanted), LOOKUP):
                keys = wanted[start : start + LOOKUP]
                places = ",".join("?" * len(keys))
                query = (
                    "SELECT text_hash, vector FROM vectors "  # noqa: S608 - only placeholders
                    f"WHERE fingerprint = ? AND text_hash IN ({places})"
                )
                for key, vector in connection.execute(query, (fingerprint, *keys)):
                    known[key] = np.frombuffer(vector, dtype=np.float32)
        return known

    def _store(self, fingerprint: str, vectors: dict[bytes, np.ndarray]) -> None:
        with self._connect() as connection:
            connection.executemany(
                "INSERT OR REPLACE INTO vectors VALUES (?, ?, ?)",
                [(fingerprint, key, vector.tobytes()) for key, vector in vectors.items()],
            )

    @contextmanager
    def _connect(self) -> Iterator[sqlite3.Connection]:
        with closing(self._open()) as connection, connection:
            yield connection

    def _open(self) -> sqlite3.Connection:
        try:
            return self._prepared()
        except sqlite3.OperationalError:
            raise
        except sqlite3.DatabaseError:
            # Not a database any more. It is only a cache: begin it again.
            self._path.unlink()
            return self._prepared()

    def _prepared(self) -> sqlite3.Connection:
        connection = sqlite3.connect(self._path, timeout=30)
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = NORMAL")
            connection.execute(TABLE)
        except BaseException:
            connection.close()
            raise
        return connection


def _hash(text: str) -> bytes:
    return blake2b(text.encode(), digest_size=16).digest()

"""The form of the memory's tables, and the way to it."""

from pathlib import Path

from index.corpus.storage.schema import Schema

MEMORY = Schema("memory", "memory_version", "m2", Path(__file__).parent / "migrations")

"""The form of the memory's tables, and the way to it."""

from pathlib import Path

from bot.memory.storage.tables import metadata
from index.corpus.storage.schema import Schema

MEMORY = Schema("memory", "memory_version", "m6", Path(__file__).parent / "migrations", metadata)

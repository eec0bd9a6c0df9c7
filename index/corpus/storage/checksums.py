"""Checksums of what is stored: a bit that a disk has changed, SQLite gives out as it is."""

import hashlib
import json
from collections.abc import Mapping

NAMES = ("title", "language", "date", "url", "author", "text", "pages")


def checksum(version: Mapping[str, object]) -> str:
    """Return the checksum of a version's text and of what is known about it."""
    values = [version[name] for name in NAMES]
    # Lone surrogates, which no database takes, are refused there and not here.
    content = json.dumps(values, ensure_ascii=True).encode()
    return hashlib.blake2b(content, digest_size=16).hexdigest()

"""Checksums of what is stored: a bit that a disk has changed, SQLite gives out as it is."""

import hashlib
import json
from collections.abc import Mapping

NAMES = ("title", "language", "date", "url", "author", "text", "pages")


def checksum(version: Mapping[str, object]) -> str:
    """Return the checksum of a version's text and of what is known about it."""
    values = [version[name] for name in NAMES]
    # Without an end as before there were any: what was stored then has its checksum already.
    if version.get("valid_until") is not None:
        values += [version["valid_until"], version["afterwards"]]
    # Lone surrogates, which no database takes, are refused there and not here.
    content = json.dumps(values, ensure_ascii=True).encode()
    return hashlib.blake2b(content, digest_size=16).hexdigest()

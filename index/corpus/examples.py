"""What came with the program as an example, told by the file that it was read from."""

import hashlib
from functools import cache

from index.config import SEEDS


@cache
def example_hashes() -> frozenset[str]:
    """Return the hashes of the package's own seeds (`versions.file_hash`).

    Whoever changes such an article makes it one of theirs: what they store comes from no file.
    """
    try:
        return frozenset(file_hash(path.read_bytes()) for path in SEEDS.glob("*.txt"))
    except OSError:
        return frozenset()


def file_hash(raw: bytes) -> str:
    """Return what tells a seed's file from others, and from itself once it is changed."""
    return hashlib.sha256(raw).hexdigest()

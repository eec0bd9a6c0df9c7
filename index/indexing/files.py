"""Writing files so that a reader, or a crash, meets the old content or the new, never a part.

What is JSON is sealed with its checksum, so that a bit that a disk has changed is noticed.
"""

import json
import os
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO

SEAL = "seal"

INDEX_FOLDER = "index"
"""In the data directory, beside the corpus: all that can be made anew."""


def write_atomically(path: Path, content: bytes) -> None:
    """Write beside `path`, flush to the disk, then take its place."""
    with written_atomically(path) as file:
        file.write(content)


@contextmanager
def written_atomically(path: Path) -> Iterator[BinaryIO]:
    """Give a file beside `path` that takes its place once it is written and on the disk."""
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        with temporary.open("wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)


def sealed(values: Mapping[str, Any]) -> bytes:
    """Return values as JSON, with their checksum among them."""
    return json.dumps({**values, SEAL: _seal(values)}).encode()


def unsealed(content: bytes) -> dict[str, Any]:
    """Return the values of JSON that was sealed, or that an earlier version hasn't sealed.

    Raises:
        ValueError: it is damaged.
    """
    values = json.loads(content)
    if not isinstance(values, dict) or values.pop(SEAL, None) not in {None, _seal(values)}:
        raise ValueError("the checksum differs")
    return values


def _seal(values: Mapping[str, Any]) -> int:
    return zlib.crc32(json.dumps(values).encode())

"""Tantivy's files: whether they are intact, and what its errors mean."""

import errno
import json
import os
import re
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from index.indexing.backends.protocol import DamagedError

FOOTER = re.compile(
    rb'(\{"version":[^{}]*\{[^{}]*\},"crc":(\d+)\}).{4}\x39\x05\x00\x00\Z', re.DOTALL
)
"""Ends each file: JSON with the checksum of all before it, its length, and a magic number."""

SEGMENT = re.compile(r"[0-9a-f]{32}\.")
"""Begins the name of a segment's file."""

FOOTER_SIZE = 256
"""More bytes than a footer has."""


@contextmanager
def clear_errors(folder: Path) -> Iterator[None]:
    """Tell apart what Tantivy raises as `ValueError` alike.

    Raises:
        DamagedError: the files aren't there any more, or aren't what they should be.
        OSError: the file system refused to read or write.
    """
    try:
        yield
    except ValueError as error:
        text = str(error)
        number = re.search(r"(?:os error|code:) (\d+)", text)
        if number and int(number[1]) != errno.ENOENT:
            raise OSError(int(number[1]), os.strerror(int(number[1]))) from error
        if "LockBusy" in text or "Worker thread failed" in text:
            # A thread that can't write says no more than this.
            raise OSError(errno.EIO, text) from error
        raise DamagedError(folder) from error


def check(folder: Path, known: frozenset[str] = frozenset()) -> frozenset[str]:
    """Compare the committed files but those `known` with their checksums; return all their names.

    Tantivy itself never does, and maps them into memory, where a file that is shorter than it was
    ends the process. So each is looked at before it is mapped; it is written once, under a name of
    its own, and never changed.

    Raises:
        DamagedError: one differs.
    """
    names = _committed(folder).keys()
    if not names:
        # Nor need there be the folder.
        return frozenset()
    files = [path for path in folder.iterdir() if path.name.partition(".")[0] in names]
    for path in files:
        if path.name not in known and not intact(path):
            raise DamagedError(folder)
    return frozenset(path.name for path in files)


def thinned(folder: Path) -> list[int]:
    """Return how many documents are left in each segment of which some were deleted.

    Raises:
        DamagedError: it can't be told.
    """
    return [whole - gone for whole, gone in _committed(folder).values() if gone]


def leave_no_others(folder: Path) -> None:
    """Delete what is left of segments that were merged away, or never committed.

    Whoever calls it is the only one who writes there, and searches nothing of before.
    """
    names = _committed(folder).keys()
    for path in folder.iterdir():
        if SEGMENT.match(path.name) and path.name.partition(".")[0] not in names:
            path.unlink(missing_ok=True)


def _committed(folder: Path) -> dict[str, tuple[int, int]]:
    """Return how many documents each segment has, and how many of these were deleted."""
    try:
        segments = json.loads((folder / "meta.json").read_bytes())["segments"]
        return {
            segment["segment_id"].replace("-", ""): (
                segment["max_doc"],
                (segment["deletes"] or {"num_deleted_docs": 0})["num_deleted_docs"],
            )
            for segment in segments
        }
    except FileNotFoundError:
        return {}
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise DamagedError(folder) from error


def intact(path: Path) -> bool:
    """Tell whether a file of Tantivy's has the checksum that it ends with, or is gone."""
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        # Another process has just merged it away.
        return True
    footer = FOOTER.search(content, max(0, len(content) - FOOTER_SIZE))
    return footer is not None and zlib.crc32(content[: footer.start()]) == int(footer[2])

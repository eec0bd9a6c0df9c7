"""Takes the compression off what a server sent, and tells whether all of it came.

urllib3 does the first, but not the second: where a compressed body breaks off, it hands over what
it could unpack, and doesn't say so.
"""

import zlib

from urllib3.response import BaseHTTPResponse

CODINGS = {"gzip": 47, "x-gzip": 47, "deflate": 47}
"""What HTTP calls a compression, and zlib's word for it: gzip or zlib, told by the header."""

RAW_DEFLATE = -15
"""What some servers call deflate: without zlib's header and checksum."""

OTHER_CODINGS = {"br", "zstd", "compress", "x-compress", "dcb", "dcz"}
"""Compressions that weren't asked for. What is none, such as "utf-8", says nothing of the body."""

MAX_CODINGS = 5
SLICE = 4096
"""Bytes unpacked at once; of what follows an end, which may be the next beginning, no more is
copied."""


class BrokenOffError(Exception):
    """The compressed bytes end before their end, or aren't what they should be."""


class TooMuchError(Exception):
    """More bytes than the limit."""


class UnknownCodingError(Exception):
    """A compression that can't be taken off; the argument is its name."""


def codings(response: BaseHTTPResponse) -> list[str]:
    """Return the compressions of a body in the order in which they come off.

    Raises:
        UnknownCodingError: one can't be taken off, or there are too many.
    """
    named = response.headers.get("Content-Encoding", "").lower().split(",")
    found = [coding.strip() for coding in reversed(named)]
    for coding in found:
        if coding in OTHER_CODINGS:
            raise UnknownCodingError(coding)
    found = [coding for coding in found if coding in CODINGS]
    if len(found) > MAX_CODINGS:
        raise UnknownCodingError(", ".join(found[: MAX_CODINGS + 1]))
    return found


def unpacked(packed: bytes, coding: str, limit: int) -> bytes:
    """Take one compression off; nothing is nothing. `limit` is in bytes, of the result.

    Raises:
        BrokenOffError: it isn't all there.
        TooMuchError: the result is over the limit.
    """
    if not packed:
        return packed
    try:
        return _inflated(packed, CODINGS[coding], limit)
    except zlib.error as error:
        if coding != "deflate":
            raise BrokenOffError from error
    try:
        return _inflated(packed, RAW_DEFLATE, limit)
    except zlib.error as error:
        raise BrokenOffError from error


def _inflated(packed: bytes, window: int, limit: int) -> bytes:
    """Unpack one stream after the other; what behind the last isn't one is left out."""
    found = bytearray()
    unpacker = zlib.decompressobj(window)
    for start in range(0, len(packed), SLICE):
        rest = packed[start : start + SLICE]
        while rest:
            if unpacker.eof:
                if not (rest + packed[start + SLICE : start + SLICE + 1]).startswith(b"\x1f\x8b"):
                    return bytes(found)
                unpacker = zlib.decompressobj(window)
            found += unpacker.decompress(rest, limit + 1 - len(found))
            if len(found) > limit:
                raise TooMuchError
            rest = unpacker.unused_data
    if not unpacker.eof:
        raise BrokenOffError
    return bytes(found)

"""Pieces of known length in a pipe."""

import struct
from typing import IO

LENGTH = struct.Struct(">Q")


class FrameError(ValueError):
    """What comes out of the pipe isn't a frame, or is longer than it may be."""


def send(stream: IO[bytes], *frames: bytes) -> None:
    """Write frames, and see to it that they arrive."""
    for frame in frames:
        stream.write(LENGTH.pack(len(frame)))
        stream.write(frame)
    stream.flush()


def receive(stream: IO[bytes], limit: int) -> bytes:
    """Read a frame of at most `limit` bytes.

    Raises:
        EOFError: the pipe has ended, before the frame or within it.
        FrameError: it would be longer.
    """
    [length] = LENGTH.unpack(_exactly(stream, LENGTH.size))
    if length > limit:
        raise FrameError(length)
    return _exactly(stream, length)


def _exactly(stream: IO[bytes], length: int) -> bytes:
    content = stream.read(length)
    if len(content) < length:
        raise EOFError
    return content

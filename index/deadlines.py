"""Ends what a connection does when its time is up, also in the midst of a header or a read."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress


@contextmanager
def cut_after(seconds: float, sock: socket.socket) -> Iterator[None]:
    """Cut a connected socket if it isn't done within so many seconds: whoever reads it then ends.

    A time limit of the socket's own begins anew with each byte that trickles in.
    """
    watch = threading.Timer(seconds, _cut, [sock])
    watch.daemon = True
    watch.start()
    try:
        yield
    finally:
        watch.cancel()


def _cut(sock: socket.socket) -> None:
    with suppress(OSError):
        # Not the method of a TLS socket, which would first take the encryption off.
        socket.socket.shutdown(sock, socket.SHUT_RDWR)

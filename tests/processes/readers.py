"""Children that read, forked from a process that has imported what reading needs.

One that is started as commands start it spends a second on that; where the start is the point,
tests start it so. This file is that process's program, too.
"""

import fcntl
import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

from index.articles.documents import import_readers
from index.articles.fence import child
from index.articles.fence.process import environment
from index.language.detection import detect_language

PASS_ON = """
import os, socket, sys
with socket.socket(socket.AF_UNIX) as readers:
    readers.connect(sys.argv[1])
    streams = [0, 1, 2, *map(int, sys.argv[3:])]
    socket.send_fds(readers, [sys.argv[2].encode()], streams)
    for number in streams:
        os.close(number)
    readers.recv(1)
"""
"""Passes its streams on to one that is forked for it, and is there for as long as that one."""
READY = b"ready\n"
STREAMS = 4
"""Of a child: three, and what it is held by."""


def command(address: Path) -> list[str]:
    """Return what starts a child, for a pool, where `serving` serves."""
    return [sys.executable, "-I", "-S", "-c", PASS_ON, str(address)]


def serving(address: Path) -> "subprocess.Popen[bytes]":
    """Start the process that children are forked from; it listens once this returns."""
    program = [sys.executable, "-P", "-m", "tests.processes.readers", str(address)]
    server = subprocess.Popen(program, env=environment(), stdout=subprocess.PIPE)
    assert server.stdout is not None
    assert server.stdout.readline() == READY
    return server


def serve(address: str) -> None:
    """Fork a child for each that connects, until somebody ends this process."""
    import_readers()
    detect_language("")
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    with socket.socket(socket.AF_UNIX) as readers:
        readers.bind(address)
        readers.listen()
        os.write(1, READY)
        while True:
            connection, _ = readers.accept()
            with connection:
                if not os.fork():
                    _be_child(connection)


def _be_child(connection: socket.socket) -> None:
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    megabytes, streams, _, _ = socket.recv_fds(connection, 20, STREAMS)
    # It ends with the one whose streams it has.
    fcntl.fcntl(connection, fcntl.F_SETOWN, os.getpid())
    fcntl.fcntl(connection, fcntl.F_SETFL, os.O_ASYNC)
    for number, stream in enumerate(streams[:3]):
        os.dup2(stream, number)
        os.close(stream)
    sys.argv = [sys.argv[0], megabytes.decode(), *map(str, streams[3:])]
    child.main()
    os._exit(0)


if __name__ == "__main__":
    serve(sys.argv[1])

"""A Milvus for tests: milvus-lite's server in a process of its own, or what MILVUS_URI names."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

from index.config import VectorSettings

URI, TOKEN = "MILVUS_URI", "MILVUS_TOKEN"
"""Of a real cluster, beside milvus-lite."""

SCRIPT = "import sys; from milvus_lite.cmdline import main; main(sys.argv[1:])"
STARTING = 60.0


def is_installed() -> bool:
    """Tell whether milvus-lite and what speaks to it are here."""
    return find_spec("milvus_lite") is not None and find_spec("pymilvus") is not None


class Server:
    """milvus-lite on 127.0.0.1; its folder outlives its process."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.port = free_port()
        self.uri = f"http://127.0.0.1:{self.port}"
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def settings(self) -> VectorSettings:
        return VectorSettings(kind="milvus", uri=self.uri)

    def start(self) -> None:
        arguments = [
            "--data-dir",
            str(self.folder),
            "--host",
            "127.0.0.1",
            "--port",
            str(self.port),
        ]
        self._process = subprocess.Popen(
            [sys.executable, "-c", SCRIPT, "server", *arguments],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        end = time.monotonic() + STARTING
        while not self._listens():
            assert self._process.poll() is None, "milvus-lite has ended"
            assert time.monotonic() < end, "milvus-lite doesn't start"
            time.sleep(0.05)

    def kill(self) -> None:
        """End it as a power cut would."""
        self._end(signal.SIGKILL)

    def pause(self) -> None:
        """Let it accept connections, and never answer."""
        assert self._process is not None
        self._process.send_signal(signal.SIGSTOP)

    def go_on(self) -> None:
        assert self._process is not None
        self._process.send_signal(signal.SIGCONT)

    def close(self) -> None:
        if self._process is not None and self._process.poll() is None:
            self.go_on()
            self._end(signal.SIGKILL)
        shutil.rmtree(self.folder, ignore_errors=True)

    def _end(self, number: signal.Signals) -> None:
        assert self._process is not None
        self._process.send_signal(number)
        self._process.wait()

    def _listens(self) -> bool:
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", self.port)) == 0


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def serving(folder: Path) -> Iterator[Server]:
    server = Server(folder)
    server.start()
    try:
        yield server
    finally:
        server.close()


def cluster() -> VectorSettings | None:
    """Return where a real cluster is, if somebody names one."""
    if not (uri := os.environ.get(URI)):
        return None
    return VectorSettings.model_validate_strings(
        {"kind": "milvus", "uri": uri, "token": os.environ.get(TOKEN, "")}
    )

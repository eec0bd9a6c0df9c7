"""Real children: honest ones that note what they do, and such as no reader of ours would be."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest

from index.articles.documents import Document
from index.articles.fence.pool import Pool
from index.articles.fence.protocol import Task
from index.articles.metadata import Metadata
from index.config import IngestSettings
from index.scopes import Scope

HONEST = """
import os, re, sys, time
from pathlib import Path
from index.articles.fence import child

folder, really = Path(sys.argv.pop(1)), child.read
(folder / f"{os.getpid()}.child").touch()

def read(head, raw):
    name = raw.decode("latin-1").partition(" ")[0]
    if name.startswith("wait-"):
        (folder / name).touch()
        while not (folder / "go").exists():
            time.sleep(0.005)
    if name.startswith("spin-"):
        (folder / name).touch()
        re.match("(a+)+$", "a" * 60 + "b")  # for ever, and without letting go of Python's lock
    if name == "print":
        print("belegbot reads", flush=True)
        os.write(1, b"and this, too")
        sys.stderr.write("a warning")
    return really(head, raw)

child.read = read
child.main()
"""
"""What reads as it should, but waits or spins where a document's first word says so."""

HOSTILE = """
import json, struct, sys, time

def frame(content):
    return struct.pack(">Q", len(content)) + content

def say(*frames):
    for each in frames:
        sys.stdout.buffer.write(frame(each))
    sys.stdout.buffer.flush()

def greet(limited=b"limited"):
    sys.stdout.buffer.write(b"\\nbelegbot reads\\n" + frame(limited))
    sys.stdout.buffer.flush()

def take():
    for _ in range(3):
        [length] = struct.unpack(">Q", sys.stdin.buffer.read(8))
        sys.stdin.buffer.read(length)

FACTS = {
    "title": "T", "language": "de", "format": "text", "date": None, "url": None, "author": None,
    "pages": [], "dropped": 0, "hidden": 0, "scripts": 0, "invisible": 0,
    "shaped": True, "omissions": [],
}
TEXT, BLOCKS = b"Ein Satz.", struct.pack("<BBiII", 4, 0, -1, 0, 9)

def span(*numbers, kind=0):
    return struct.pack("<5IB", *numbers, kind)

SPANS = span(1, 1, 0, 9, 1)

def answer(facts={}, text=TEXT, blocks=BLOCKS, spans=SPANS):
    greet(), take()
    say(json.dumps({"read": FACTS | facts}).encode(), text, blocks, spans)
    take()
"""
"""The beginning of a child that does something else."""

SETTINGS = IngestSettings(reading_megabytes=512)
IMPATIENT = SETTINGS.model_copy(update={"reading_timeout": 0.4})
GERMAN = Metadata(language="de")
"""What detects languages takes a child half a second to load."""
Hostile = Callable[[str], Pool]

PATIENCE = 20.0
"""Seconds until a test gives up."""


def task(raw: bytes, source: str = "a.txt", settings: IngestSettings = SETTINGS) -> Task:
    """A document to be read."""
    return Task(Document(raw, source), GERMAN, settings)


def until(come: Callable[[], bool]) -> None:
    """Wait for what another process does."""
    end = time.monotonic() + PATIENCE
    while not come():
        assert time.monotonic() < end
        time.sleep(0.005)


def is_running(pid: int) -> bool:
    """Whether a process still does something; one that nobody has asked after has ended, too."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text("ascii")
    except FileNotFoundError:
        return False
    return stat.rpartition(")")[2].split()[0] != "Z"


@dataclass
class Stage:
    """A pool of honest children, and the folder in which they note what they do."""

    pool: Pool
    folder: Path

    @property
    def children(self) -> list[int]:
        """The processes that were started, in order."""
        notes = sorted(self.folder.glob("*.child"), key=lambda path: path.stat().st_mtime_ns)
        return [int(path.stem) for path in notes]

    def read(self, raw: bytes, whose: str | None = None) -> str:
        """Read a document, and return its text."""
        return self.pool.read(task(raw), Scope(whose) if whose else None).draft.text

    def has_begun(self, name: str) -> bool:
        """Whether a child is at a document that begins with such a word."""
        return (self.folder / name).exists()

    def go(self) -> None:
        """Let the documents that wait go on."""
        (self.folder / "go").touch()


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Stage]:
    """A pool of its own, as large as that of the bot."""
    folder = tmp_path / "notes"
    folder.mkdir()
    script = tmp_path / "honest.py"
    script.write_text(HONEST, "utf-8")
    with closing(Pool(command=(sys.executable, str(script), str(folder)))) as pool:
        yield Stage(pool, folder)
        (folder / "go").touch()


@pytest.fixture
def hostile(tmp_path: Path) -> Iterator[Hostile]:
    """Make pools whose children do what is said."""
    pools: list[Pool] = []

    def make(script: str) -> Pool:
        path = tmp_path / f"hostile{len(pools)}.py"
        path.write_text(HOSTILE + script, "utf-8")
        pools.append(Pool(command=(sys.executable, "-S", str(path))))
        return pools[-1]

    yield make
    for pool in pools:
        pool.close()


def descriptors() -> int:
    """How many files this process has open."""
    return len(list(Path("/proc/self/fd").iterdir()))

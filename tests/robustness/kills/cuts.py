"""Power cuts, replayed: what a disk may hold if the power goes between two system calls.

A worker changes a collection under strace, which writes down every call that changes a file. What
was written since a file's last fsync may be lost, whole or in part; so may names (a rename, say)
since their folder's. A file's fsync also keeps the name that it was made under, as ext4, XFS and
Btrfs do it. Nothing here tells of mapped memory: SQLite's alone is, and it is made anew.
"""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from index.config import Settings
from index.corpus.changelog import Author
from index.corpus.errors import CorpusDamagedError
from index.library import Library
from index.models import Draft
from tests.models import BUILTIN

STRACE = shutil.which("strace")
TRACED = (
    "openat,creat,write,pwrite64,ftruncate,lseek,fsync,fdatasync,"
    "rename,renameat,renameat2,unlink,unlinkat,link,linkat,mkdir,mkdirat"
)
CALL = re.compile(rb"^\d+ +(\w+)\((.*)\) += (-?\d+)")
QUOTED = re.compile(rb'"((?:\\x[0-9a-f]{2})*)"')
NAMED_FD = re.compile(rb"^(\d+)<((?:\\x[0-9a-f]{2})*)>")
NUMBER = re.compile(rb", (\d+)\)?$")
ACKNOWLEDGED = b"acknowledged "
ADA = Author("operator:ada")
TEXT = "Der Steg {number} von Lindow ist {number} Meter lang. Er wurde {year} gebaut."


def settings_in(folder: Path) -> Settings:
    return Settings(data_dir=folder / "data", seeds_dir=None, embedder=BUILTIN)


def draft(number: int) -> Draft:
    text = TEXT.format(number=number, year=1900 + number)
    return Draft(text, title=f"Steg {number}", language="de")


def work(folder: Path, changes: int) -> None:
    """Add articles, remove and purge some, make backups; say what is acknowledged."""
    with closing(Library.open(settings_in(folder))) as library:
        added: list[str] = []
        for number in range(changes):
            added.append(library.add(draft(number), ADA).article_id)
            _say(f"add {number}")
            if number % 3 == 2:
                library.remove(added[number - 1], ADA)
                _say(f"remove {number - 1}")
            if number % 5 == 4:
                library.purge(added[number - 2], ADA)
                _say(f"purge {number - 2}")
            if number % 4 == 3:
                library.corpus.database.backup(folder / "backup")
                _say(f"backup {number}")


def _say(what: str) -> None:
    os.write(1, ACKNOWLEDGED + what.encode() + b"\n")


@dataclass(slots=True)
class Operation:
    """A call that changed something; `paths` are absolute, `fd` what it was called with."""

    name: str
    paths: tuple[str, ...] = ()
    fd: int = -1
    data: bytes = b""
    offset: int = 0
    flags: bytes = b""


def record(folder: Path, changes: int) -> list[Operation]:
    """Let a worker of its own change a collection in an empty folder; return what it did."""
    assert STRACE is not None
    log = folder.with_suffix(".strace")
    arguments = ["-f", "-y", "-xx", "-s", "100000000", "-e", f"trace={TRACED}", "-o", str(log)]
    worker = [sys.executable, "-m", "tests.robustness.kills.cuts", str(folder), str(changes)]
    subprocess.run([STRACE, *arguments, *worker], check=True, stdout=subprocess.DEVNULL)
    return list(_operations(log.read_bytes().splitlines(), str(folder)))


def _operations(lines: list[bytes], folder: str) -> Iterator[Operation]:
    for line in _whole(lines):
        match = CALL.match(line)
        if match is None or int(match[3]) < 0:
            continue
        name, rest, result = match[1].decode(), match[2], int(match[3])
        strings = [_unescaped(each[1]) for each in QUOTED.finditer(rest)]
        fd = NAMED_FD.match(rest)
        of_fd = _unescaped(fd[2]).decode() if fd else ""
        if name == "write" and strings and strings[0].startswith(ACKNOWLEDGED):
            yield Operation("say", data=strings[0].removeprefix(ACKNOWLEDGED).strip())
        elif name in {"openat", "creat"}:
            path = strings[0].decode("utf-8", "replace")
            if path.startswith(folder):
                yield Operation("open", (path,), result, flags=rest)
        elif name in {"write", "pwrite64", "ftruncate", "lseek", "fsync", "fdatasync"}:
            if fd and of_fd.startswith(folder):
                last = NUMBER.search(rest)
                offset = result if name == "lseek" else int(last[1]) if last else 0
                data = strings[0][:result] if strings else b""
                yield Operation(name, (of_fd,), int(fd[1]), data, offset)
        else:
            paths = tuple(each.decode("utf-8", "replace") for each in strings)
            if any(path.startswith(folder) for path in paths):
                yield Operation(name.removesuffix("2").removesuffix("at"), paths)


def _unescaped(text: bytes) -> bytes:
    return bytes.fromhex(text.replace(b"\\x", b"").decode())


def _whole(lines: list[bytes]) -> Iterator[bytes]:
    """Put together what strace tells in two parts because another thread came in between."""
    begun: dict[bytes, bytes] = {}
    for line in lines:
        pid = line.split(b" ", 1)[0]
        if line.endswith(b"<unfinished ...>"):
            begun[pid] = line.removesuffix(b" <unfinished ...>")
        elif b"resumed>" in line and pid in begun:
            yield begun.pop(pid) + line.split(b"resumed>", 1)[1]
        else:
            yield line


@dataclass(slots=True)
class _File:
    durable: bytearray = field(default_factory=bytearray)
    pending: list[tuple[int, bytes | None]] = field(default_factory=list)
    """Where what was written; None: cut to that length."""
    made: tuple[str, ...] = ()


@dataclass
class Disk:
    """What is on a disk for certain, and what may be."""

    names: dict[str, _File] = field(default_factory=dict)
    kept: dict[str, _File] = field(default_factory=dict)
    unkept: list[tuple[str, tuple[str, ...], _File | None]] = field(default_factory=list)
    opened: dict[int, tuple[_File, int]] = field(default_factory=dict)
    folders: set[str] = field(default_factory=set)

    def run(self, operation: Operation) -> None:
        """Do what a call did."""
        match operation.name:
            case "open":
                self._open(operation)
            case "lseek":
                if operation.fd in self.opened:
                    self.opened[operation.fd] = (self.opened[operation.fd][0], operation.offset)
            case "write":
                if operation.fd in self.opened:
                    file, at = self.opened[operation.fd]
                    file.pending.append((at, operation.data))
                    self.opened[operation.fd] = (file, at + len(operation.data))
            case "pwrite64":
                self.names[operation.paths[0]].pending.append((operation.offset, operation.data))
            case "ftruncate":
                self.names[operation.paths[0]].pending.append((operation.offset, None))
            case "fsync" | "fdatasync":
                self._sync(operation.paths[0])
            case "mkdir":
                self.folders.add(operation.paths[0])
            case "rename" | "link" | "unlink":
                self._rename(operation)

    def _open(self, operation: Operation) -> None:
        (path,) = operation.paths
        if b"O_DIRECTORY" in operation.flags:
            return
        if path not in self.names:
            if b"O_CREAT" not in operation.flags:
                return
            self.names[path] = _File(made=(path,))
            self.unkept.append(("link", (path,), self.names[path]))
        file = self.names[path]
        if b"O_TRUNC" in operation.flags:
            file.pending.append((0, None))
        end = len(_with(file.durable, file.pending)) if b"O_APPEND" in operation.flags else 0
        self.opened[operation.fd] = (file, end)

    def _rename(self, operation: Operation) -> None:
        source, file = operation.paths[0], self.names.get(operation.paths[0])
        if operation.name != "link":
            self.names.pop(source, None)
        if operation.name != "unlink" and file is not None:
            self.names[operation.paths[1]] = file
        self.unkept.append((operation.name, operation.paths, file))

    def _sync(self, path: str) -> None:
        if (file := self.names.get(path)) is not None:
            file.durable, file.pending = _with(file.durable, file.pending), []
            made = ("link", file.made, file)
            if made in self.unkept:
                self.unkept.remove(made)
                _name(self.kept, *made)
            return
        of_folder = [each for each in self.unkept if str(Path(each[1][-1]).parent) == path]
        for each in of_folder:
            self.unkept.remove(each)
            _name(self.kept, *each)

    def after_cut(self, chance: Random) -> dict[str, bytes]:
        """Return what the files may hold once the power is back."""
        kept = dict(self.kept)
        for each in self.unkept[: chance.choice([0, chance.randint(0, len(self.unkept))])]:
            _name(kept, *each)
        share = chance.choice([0.0, 0.5, 1.0])
        return {
            path: bytes(_with(file.durable, [p for p in file.pending if chance.random() < share]))
            for path, file in kept.items()
        }


def _name(names: dict[str, _File], kind: str, paths: tuple[str, ...], file: _File | None) -> None:
    if kind in {"rename", "unlink"}:
        names.pop(paths[0], None)
    if kind != "unlink" and file is not None:
        names[paths[-1]] = file


def _with(content: bytearray, pending: list[tuple[int, bytes | None]]) -> bytearray:
    content = bytearray(content)
    for at, data in pending:
        if data is None:
            content = content[:at].ljust(at, b"\0")
        else:
            content = content.ljust(at, b"\0")
            content[at : at + len(data)] = data
    return content


def cut(
    operations: list[Operation], at: int, source: Path, target: Path, chance: Random
) -> set[str]:
    """Put into `target` what a cut after `at` calls may leave; return what was acknowledged."""
    disk = Disk()
    said = set()
    for operation in operations[:at]:
        if operation.name == "say":
            said.add(operation.data.decode())
        else:
            disk.run(operation)
    for folder in sorted(disk.folders):
        if folder.startswith(str(source)):
            (target / Path(folder).relative_to(source)).mkdir(parents=True, exist_ok=True)
    for path, content in disk.after_cut(chance).items():
        file = target / Path(path).relative_to(source)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    return said


def problems(folder: Path, said: set[str]) -> list[str]:
    """Open what a cut left; tell which acknowledged change is missing, or what else is wrong."""
    try:
        opened = Library.open(settings_in(folder))
    except CorpusDamagedError as error:
        return [str(error), *(f"{each} is missing" for each in said if each.startswith("add"))]
    with closing(opened) as library:
        titles = {each.title: each for each in library.catalogue.articles()}
        gone = {f"Steg {each.split()[1]}" for each in said if each.startswith("purge")}
        out = {f"Steg {each.split()[1]}" for each in said if each.startswith("remove")}
        found = [
            f"{each} is missing"
            for each in said
            if each.startswith("add")
            and f"Steg {each.split()[1]}" not in titles.keys() | gone
            and f"purge {each.split()[1]}" not in _later(said)
        ]
        found += [f"{title} is back" for title in gone & titles.keys()]
        found += [f"{each} is in force" for each in out & titles.keys() if not titles[each].removed]
        found += map(str, library.indexer.verify())
    if any(each.startswith("backup") for each in said):
        (folder / "copy").mkdir()
        shutil.copyfile(folder / "backup", folder / "copy" / "corpus.sqlite3")
        there = Settings(data_dir=folder / "copy", seeds_dir=None, embedder=BUILTIN)
        with closing(Library.open(there)) as copy:
            if not copy.catalogue.articles():
                found.append("the backup is empty")
    return found


def _later(said: set[str]) -> set[str]:
    """A purge that had begun when the power went may be done or not: both are whole."""
    last = max((int(each.split()[1]) for each in said if each.startswith("add")), default=0)
    return {f"purge {last - 2}"}


if __name__ == "__main__":
    work(Path(sys.argv[1]), int(sys.argv[2]))

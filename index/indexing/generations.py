"""The index's folder: whole indexes side by side, and the pointer to the one in use.

Moving the pointer is one atomic step. Generations that nothing points to are leftovers of rebuilds.
"""

import logging
import os
import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TypeVar

import filelock

from index.embedders import Embedder, Recipe
from index.indexing.errors import IndexAwaitedError, IndexBusyError
from index.indexing.files import sealed, unsealed, write_atomically
from index.language.terms import ANALYSIS
from index.models import Position

log = logging.getLogger(__name__)

T = TypeVar("T")

FORMAT = 3
"""Of a generation's content. One in another format counts as missing, and is built anew."""

LOCK_TIMEOUT = 60.0
"""Seconds to wait for another process that is updating the index."""

QUIET = 5.0
"""Seconds of that after which it is said that somebody waits."""

UNREADABLE = (
    *(FileNotFoundError, NotADirectoryError, ValueError),
    *(TypeError, KeyError, AttributeError),
)
"""What comes of reading a description that isn't there, or is damaged."""

POINTER = "current"
MANIFEST, COPY = "manifest.json", "manifest.copy.json"
"""The same twice: without it, nobody would know the model that it is to be built anew with."""
FOLLOWED = "followed.json"
VECTORS = "vectors.sqlite3"
"""The cache; beside it is what SQLite keeps."""
RESERVE, RESERVED = "reserve", 256 * 1024
"""A file of so many bytes that gives way to a purge on a full disk: even that of a small
collection writes some pages of the database."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a generation was built with, and of which collection (`Corpus.id`)."""

    format: int
    embedder: str
    fingerprint: str
    dimension: int
    collection: str = ""
    """Empty in those from before collections had ids: no collection's."""
    division: str = ""
    """`Corpus.division` when it was begun: which sentences its ids mean."""
    analysis: int = 0
    """`ANALYSIS` when it was begun: what its terms were made by."""
    since: int = 0
    """A revision of the corpus: nothing purged until then is in it. First that at its beginning."""
    recipe: Recipe | None = None
    """What opens the model again; None in those from before it was noted."""

    @classmethod
    def read(cls, path: Path) -> "Manifest":
        """Read one; raises `OSError`, `ValueError` or `TypeError`."""
        values = unsealed(path.read_bytes())
        if recipe := values.pop("recipe", None):
            values["recipe"] = Recipe(**recipe)
        return cls(**values)

    @property
    def opened_by(self) -> Recipe:
        """What opens the model again, as far as it is known."""
        return self.recipe or Recipe.named(self.embedder)


@dataclass(frozen=True, slots=True)
class Generation:
    """One whole index."""

    folder: Path
    manifest: Manifest

    def matches(self, embedder: Embedder) -> bool:
        """Tell whether its vectors may be compared with `embedder`'s."""
        return self.manifest.fingerprint == embedder.fingerprint


class Generations:
    """All generations of one index; shared by processes."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def current(self) -> Generation | None:
        """Return the generation in use; None if there is none, or none that can be read."""
        with suppress(*UNREADABLE):
            folder = self._pointed()
            manifest = described(folder)
            return Generation(folder, manifest) if manifest.format == FORMAT else None
        return None

    def recipe(self) -> Recipe | None:
        """Return what opens the model of the index, whichever version of the program made it.

        Where the pointer is damaged, that of the newest one: it is built anew with the same model.
        """
        folders = sorted(filter(_number, self.folder.glob("*")), reverse=True)
        with suppress(*UNREADABLE):
            folders.insert(0, self._pointed())
        for folder in folders:
            with suppress(*UNREADABLE):
                return described(folder).opened_by
        return None

    def _pointed(self) -> Path:
        return self.folder / (self.folder / POINTER).read_text("ascii").strip()

    def create(
        self, embedder: Embedder, collection: str, division: str, since: Position
    ) -> Generation:
        """Make an empty generation for `embedder`; nothing points to it yet.

        Nothing purged until `since` will ever be in it.
        """
        self.folder.mkdir(parents=True, exist_ok=True)
        numbers = [int(match[1]) for path in self.folder.iterdir() if (match := _number(path))]
        folder = self.folder / f"generation-{max(numbers, default=0) + 1:06}"
        folder.mkdir()
        generation = Generation(
            folder,
            Manifest(
                format=FORMAT,
                embedder=embedder.name,
                fingerprint=embedder.fingerprint,
                dimension=embedder.dimension,
                collection=collection,
                division=division,
                analysis=ANALYSIS,
                since=since.revision,
                recipe=embedder.recipe,
            ),
        )
        try:
            _write(folder / FOLLOWED, since)
            _describe(generation)
        except BaseException:
            self.discard(generation)
            raise
        return generation

    def followed(self, generation: Generation) -> Position | None:
        """Return how far any part of it has ever followed the log; None if that can't be told."""
        try:
            return Position(**unsealed((generation.folder / FOLLOWED).read_bytes()))
        except (OSError, ValueError, TypeError):
            return None

    def follow(self, generation: Generation, position: Position) -> None:
        """Note that a part of it is about to follow the log up to `position`.

        Beforehand, so that no part ever holds something of a log that isn't noted.
        """
        followed = self.followed(generation)
        if followed is None or followed.revision < position.revision:
            _write(generation.folder / FOLLOWED, position)

    def erased(self, generation: Generation, since: int) -> Generation:
        """Note that nothing purged until a revision is in it any more; who has it opens it anew."""
        manifest = replace(generation.manifest, since=since)
        erased = replace(generation, manifest=manifest)
        _describe(erased)
        return erased

    def use(self, generation: Generation) -> None:
        """Point to `generation`, for every process."""
        write_atomically(self.folder / POINTER, generation.folder.name.encode())
        self.keep_reserve()

    def keep_reserve(self) -> None:
        """Make the file that gives way, if it isn't there and there is room for it."""
        reserve = self.folder / RESERVE
        with suppress(OSError):
            if not reserve.exists():
                # Not zeros, to which some file systems give no space.
                write_atomically(reserve, os.urandom(RESERVED))

    def copy_to(self, folder: Path) -> None:
        """Copy the generation in use to another folder, if there is one; that may then go its way.

        Files that are written once share their content.
        """
        with self.lock("update"):
            generation = self.current()
            if generation is None:
                return
            target = folder / generation.folder.name
            shutil.copytree(
                generation.folder,
                target,
                copy_function=_copy,
                ignore=shutil.ignore_patterns("*.lock", "*.tmp"),
            )
        write_atomically(folder / POINTER, generation.folder.name.encode())

    def discard(self, generation: Generation) -> None:
        """Delete a generation that wasn't finished."""
        shutil.rmtree(generation.folder, ignore_errors=True)

    def tidy(self) -> None:
        """Delete what nothing points to. Processes that still read it keep their open files."""
        if not self.folder.is_dir():
            return
        current = self.current()
        for path in self.folder.iterdir():
            if _number(path) and (current is None or path != current.folder):
                shutil.rmtree(path, ignore_errors=True)

    def give_up(self) -> None:
        """Delete all that can be made anew, to make room for what can't; whoever asks makes it."""
        (self.folder / POINTER).unlink(missing_ok=True)
        self.tidy()
        for path in (self.folder / RESERVE, *self.folder.glob(f"{VECTORS}*")):
            path.unlink(missing_ok=True)

    @contextmanager
    def lock(self, name: str, timeout: float = LOCK_TIMEOUT) -> Iterator[None]:
        """Hold a lock against other processes; it ends with the process that holds it.

        Raises:
            IndexBusyError: another process kept it for longer than `timeout` seconds.
        """
        self.folder.mkdir(parents=True, exist_ok=True)
        lock = filelock.FileLock(self.folder / f"{name}.lock")
        try:
            awaited(lambda seconds: lock.acquire(timeout=seconds), timeout, filelock.Timeout)
        except filelock.Timeout as error:
            raise IndexBusyError(seconds=round(timeout)) from error
        try:
            yield
        finally:
            lock.release()


def awaited(take: Callable[[float], T], seconds: float, late: type[Exception]) -> T:
    """Take what another process may have, within `seconds`, and say so where that takes long.

    `take` gets the seconds that it may wait, and raises `late` after them.
    """
    try:
        return take(min(seconds, QUIET))
    except late:
        if seconds <= QUIET:
            raise
    log.warning("%s", IndexAwaitedError(seconds=round(seconds)))
    return take(seconds - QUIET)


def described(folder: Path) -> Manifest:
    """Read what describes a generation, from the file that is intact; raises as `Manifest.read`."""
    with suppress(*UNREADABLE):
        return Manifest.read(folder / MANIFEST)
    return Manifest.read(folder / COPY)


def _describe(generation: Generation) -> None:
    for name in (MANIFEST, COPY):
        _write(generation.folder / name, generation.manifest)


def _write(path: Path, value: Manifest | Position) -> None:
    write_atomically(path, sealed(asdict(value)))


def _copy(source: str, target: str) -> str:
    # What is rewritten is JSON; everything else has a name of its own for each content.
    if not source.endswith(".json"):
        with suppress(OSError):
            Path(target).hardlink_to(source)
            return target
    return str(shutil.copyfile(source, target))


def _number(path: Path) -> re.Match[str] | None:
    return re.fullmatch(r"generation-(\d{6,})", path.name)

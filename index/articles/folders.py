"""A folder -> the files in it that are read, and what is passed over."""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from index.articles.errors import ArticleFileUnreadableError, ArticleNotAFolderError
from index.articles.sniffing import ENDINGS

PassedOver = Literal["kind", "hidden", "link"]
"""`kind`: the name's ending is of no format that is read, or there is none; `hidden`: a file or a
folder whose name begins with a dot; `link`: to a folder, which may lead in circles."""


@dataclass(frozen=True, slots=True)
class Skipped:
    """A file that is passed over, or a folder with all that is in it."""

    path: Path
    reason: PassedOver


@dataclass(frozen=True, slots=True)
class FolderFiles:
    """What there is in a folder and its subfolders, each in order of path."""

    files: Sequence[Path]
    skipped: Sequence[Skipped]


def find_files(folder: Path) -> FolderFiles:
    """Tell which files of a folder and its subfolders are read, by their endings, and which aren't.

    Raises:
        ArticleNotAFolderError: it isn't one.
        ArticleFileUnreadableError: it can't be listed.
    """
    if not folder.is_dir():
        raise ArticleNotAFolderError(source=folder)
    files: list[Path] = []
    skipped: list[Skipped] = []
    try:
        for name, folders, names in os.walk(folder, onerror=_raise):
            inner = [Path(name, each) for each in folders]
            passed: dict[Path, PassedOver] = {
                path: reason for path in inner if (reason := _passed_over(path))
            }
            folders[:] = [path.name for path in inner if path not in passed]
            for path in (Path(name, each) for each in names):
                if path.name.startswith("."):
                    passed[path] = "hidden"
                elif path.suffix.lower() not in ENDINGS:
                    passed[path] = "kind"
                else:
                    files.append(path)
            skipped += [Skipped(path, reason) for path, reason in passed.items()]
    except OSError as error:
        why = error.strerror or str(error)
        raise ArticleFileUnreadableError(source=folder, reason=why) from error
    return FolderFiles(sorted(files), sorted(skipped, key=lambda each: each.path))


def _passed_over(folder: Path) -> PassedOver | None:
    if folder.name.startswith("."):
        return "hidden"
    return "link" if folder.is_symlink() else None


def _raise(error: OSError) -> None:
    raise error

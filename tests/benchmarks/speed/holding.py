"""Rows of what a collection takes: files, memory, and a start."""

from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from index.library import Library
from tests.benchmarks.speed.asking import ask_all
from tests.benchmarks.speed.collection import Collection
from tests.benchmarks.speed.measuring import (
    LARGE,
    Figure,
    Limit,
    bytes_of,
    in_turn,
    resident,
)

QUESTIONS = 5_000
"""That memory is looked at after, beside the first few; `--questions` asks more."""
FLOAT = 4


def files(collection: Collection, runs: int) -> Iterator[Figure]:  # noqa: ARG001 - as all rows
    """All files, beside the vectors' own bytes (float32) and the text."""
    bare = collection.bare
    vectors = (len(bare.sentences) + len(bare.paragraphs)) * collection.embedder.dimension * FLOAT
    text = sum(len(paragraph.encode()) for paragraph in bare.paragraphs)
    folder = collection.settings.data_dir
    yield Figure(
        "files",
        "all files",
        collection.sentences,
        (bytes_of(folder) / 1e6,),
        "MB",
        "vectors and text",
        ((vectors + text) / 1e6,),
        Limit("times", 2, LARGE),
        ", ".join(
            f"{name} {size / 1e6:.1f}" for name, size in _by_kind(folder).items() if size > 1e5
        ),
    )


def memory(collection: Collection, runs: int, questions: int = QUESTIONS) -> Iterator[Figure]:  # noqa: ARG001
    """What a process has that has the collection open, at first and after many questions."""
    bare = collection.bare
    vectors = (len(bare.sentences) + len(bare.paragraphs)) * collection.embedder.dimension * FLOAT
    asked = collection.questions
    settings = collection.settings.model_dump()
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as apart:
        opened, early, late = apart.submit(_taken, settings, asked, questions).result()
    mb = 1e6
    for what, value, limit, beside in (
        ("memory, open and asked once", early, Limit("more", 300), 1.5 * vectors),
        (f"memory after {questions} questions", late, Limit("times", 1.02), early),
        ("memory, just open", opened, None, None),
    ):
        yield Figure(
            "memory",
            what,
            collection.sentences,
            (value / mb,),
            "MB",
            ("1.5 × vectors" if limit and limit.kind == "more" else "before") if beside else "",
            (beside / mb,) if beside else (),
            limit,
        )


def start(collection: Collection, runs: int) -> Iterator[Figure]:
    """Opening it, as `belegbot run` does, beside reading its files."""
    folder = collection.settings.data_dir

    def opened() -> None:
        with collection.opened():
            pass

    def read() -> None:
        for path in folder.rglob("*"):
            if path.is_file() and path.name != "vectors.sqlite3":
                path.read_bytes()

    opened()
    ours, beside = in_turn([opened, read], min(runs, 5))
    yield Figure(
        "start",
        "opened, index in step",
        collection.sentences,
        ours,
        "s",
        "reading the files, vectors' cache aside",
        beside,
        Limit("times", 1.5, LARGE),
    )


def _by_kind(folder: Path) -> dict[str, int]:
    """Return the bytes of the files of each kind, most first."""
    found: dict[str, int] = {}
    for path in folder.rglob("*"):
        if path.is_file():
            top = path.relative_to(folder).parts
            kind = top[2] if len(top) > 3 or path.parent.parent.name == "index" else path.name
            found[kind] = found.get(kind, 0) + path.stat().st_size
    return dict(sorted(found.items(), key=lambda item: -item[1]))


def _taken(settings: dict[str, Any], asked: list[str], questions: int) -> tuple[int, int, int]:
    from bot.memory.forgetting import Forgetting
    from index.config import Settings

    with Library.open(Settings(**settings), participants=(Forgetting(),)) as library:
        opened = resident()
        ask_all(library, asked, len(asked))
        early = resident()
        ask_all(library, asked, questions)
        return opened, early, resident()

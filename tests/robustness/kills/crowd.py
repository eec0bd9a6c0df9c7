"""Processes that change one collection at once, beside one that asks it like the bot."""

import time
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.synchronize import Barrier
from random import Random
from typing import TYPE_CHECKING, Any, cast

from index.config import Settings
from index.corpus.changelog import Author
from index.corpus.corpus import Corpus
from index.library import Library
from tests.processes.forks import PROCESSES
from tests.robustness.kills.worker import draft

if TYPE_CHECKING:
    from multiprocessing.queues import SimpleQueue

POLL = 0.5
"""Seconds between two looks at the log; the bot takes one."""


PATIENCE = 120
"""Seconds more for who asks, until something is gone that could be shown wrongly."""

LEAST = 20
"""Changes that each process makes, however slow the machine is."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What the asking process did and saw."""

    questions: int
    answered: int
    gone: int


@dataclass(frozen=True, slots=True)
class Crowd:
    """What all did: the acknowledged rows (revision, operation, article), and what was asked."""

    rows: list[tuple[int, str, str]]
    asked: Asked


def run(settings: Settings, seconds: float, changers: int = 2) -> Crowd:
    """Let them work for some time; fails if one of them ended with an error."""
    gone: SimpleQueue[int] = PROCESSES.SimpleQueue()
    ends = [PROCESSES.Pipe(duplex=False) for _ in range(changers + 1)]
    start = PROCESSES.Barrier(changers + 1)
    processes = [
        PROCESSES.Process(target=change, args=(ends[n][1], settings, gone, start, seconds, n))
        for n in range(changers)
    ]
    processes.append(
        PROCESSES.Process(target=ask, args=(ends[-1][1], settings, gone, start, seconds))
    )
    for process in processes:
        process.start()
    for _, theirs in ends:
        theirs.close()
    results = _collect([mine for mine, _ in ends])
    for process in processes:
        process.join()
        assert process.exitcode == 0
    rows = [row for part in results[:-1] for row in part]
    return Crowd(sorted(rows), results[-1][0])


def _collect(connections: Sequence[Connection]) -> list[list[Any]]:
    received: dict[Connection, list[Any]] = {connection: [] for connection in connections}
    waiting = list(connections)
    while waiting:
        for connection in cast("list[Connection]", wait(waiting)):
            try:
                received[connection].append(connection.recv())
            except EOFError:
                waiting.remove(connection)
                connection.close()
    return list(received.values())


def change(
    messages: Connection,
    settings: Settings,
    gone: "SimpleQueue[int]",
    start: Barrier,
    seconds: float,
    number: int,
) -> None:
    """Change articles of one's own; tell of each change, and of each version out of force."""
    random = Random(number)
    author = Author(f"changer:{number}")
    mine: dict[str, int] = {}
    changes = 0
    with closing(Library.open(settings)) as library:
        start.wait()
        deadline = time.time() + seconds
        while time.time() < deadline or changes < LEAST:
            changes += 1
            operation = random.choice(["replace", "remove"] if len(mine) > 8 else ["add"])
            if operation == "add":
                done = library.add(draft(random), author)
            else:
                article_id = random.choice(list(mine))
                if operation == "replace":
                    done = library.replace(article_id, draft(random), author)
                else:
                    done = library.remove(article_id, author)
                gone.put(mine.pop(article_id))
            if done.version is not None:
                mine[done.article_id] = done.version
            messages.send((done.revision, done.operation, done.article_id))


def ask(
    messages: Connection,
    settings: Settings,
    gone: "SimpleQueue[int]",
    start: Barrier,
    seconds: float,
) -> None:
    """Ask for what is there and for what isn't any more, and check every excerpt."""
    random = Random(99)
    known_gone: set[int] = set()
    questions = answered = 0
    polled = 0.0
    with (
        closing(Library.open(settings)) as library,
        closing(Corpus.open(settings.data_dir)) as corpus,
    ):
        start.wait()
        deadline = time.time() + seconds
        while time.time() < deadline or (not known_gone and time.time() < deadline + PATIENCE):
            if time.time() > polled + POLL:
                library.catch_up()
                names = [(a.title, a.id) for a in library.catalogue.articles()] or [("Mission", "")]
                polled = time.time()
            while not gone.empty():
                known_gone.add(gone.get())
            name, _ = random.choice(names)
            answer = library.ask(f"Was wurde gestern über {name} gesagt?")
            questions += 1
            answered += not answer.abstained
            for citation in (*answer.citations, *answer.nearest):
                span = slice(citation.evidence.start, citation.evidence.end)
                version = citation.article.revision
                assert version not in known_gone
                assert corpus.text(version)[span] == citation.excerpt
    messages.send(Asked(questions, answered, len(known_gone)))

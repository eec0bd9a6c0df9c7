"""A PostgreSQL server killed in mid-write, time and again: what it acknowledged is there, once."""

import threading
from contextlib import closing
from dataclasses import dataclass, field
from random import Random
from time import monotonic, sleep

from index.corpus.changelog import Author
from index.corpus.corpus import Corpus
from index.corpus.errors import DatabaseError, OutcomeUnknownError
from index.corpus.history import History
from index.corpus.storage.postgresql.database import PostgresDatabase
from index.models import Draft
from index.scopes import SHARED
from tests.postgres import Server

ADA = Author("operator:ada")
LONGEST = 0.4
"""Seconds between two kills, at most; a change takes some hundredths of them."""


@dataclass
class Told:
    """What the writers heard of their changes, by title: the revision, or that it isn't stored."""

    acknowledged: dict[str, int] = field(default_factory=dict)
    refused: list[str] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)


def kill_in_mid_write(server: Server, url: str, kills: int, random: Random) -> Told:
    """Kill a server so often while three write, start it again, and check what is left."""
    told, done = Told(), threading.Event()
    writers = [threading.Thread(target=_write, args=(url, who, told, done)) for who in range(3)]
    for writer in writers:
        writer.start()
    for number in range(kills):
        _wait_for_more(told, number)
        sleep(random.uniform(0, LONGEST))
        server.kill()
        server.start()
    _wait_for_more(told, kills)
    done.set()
    for writer in writers:
        writer.join()
    _check(url, told)
    return told


def _write(url: str, who: int, told: Told, done: threading.Event) -> None:
    with closing(Corpus(PostgresDatabase(url))) as corpus:
        number = 0
        while not done.is_set():
            number += 1
            title = f"Turm {who}.{number}"
            draft = Draft(f"Der Turm {who}.{number} ist hoch. Er steht am Markt.", title, "de")
            try:
                with corpus.write() as log:
                    revision = log.add(draft, ADA, scope=SHARED).revision
                told.acknowledged[title] = revision
            except OutcomeUnknownError:
                told.unknown.append(title)
            except DatabaseError:
                told.refused.append(title)


def _wait_for_more(told: Told, number: int) -> None:
    """Wait until somebody has been acknowledged something since the last kill."""
    there, end = len(told.acknowledged), monotonic() + 60
    while len(told.acknowledged) == there:
        assert monotonic() < end, f"nobody can write after kill {number}"
        sleep(0.01)


def _check(url: str, told: Told) -> None:
    with closing(Corpus(PostgresDatabase(url))) as corpus:
        found = History(corpus.database).all()
        corpus.database.look()
        assert [entry.change.revision for entry in found] == [*range(1, len(found) + 1)]
        stored = {str(entry.title): entry.change.revision for entry in found}
        assert len(stored) == len(found), "a change is there twice"
        assert stored.items() >= told.acknowledged.items(), "an acknowledged change is gone"
        assert not stored.keys() & set(told.refused), "a refused change is there"
        extra = stored.keys() - told.acknowledged.keys() - set(told.unknown)
        assert not extra, "a change is there that nobody was told of"
        for entry in found:
            article = corpus.article(entry.change.article_id)
            assert len(corpus.units(article.revision)) == 2, "a change is there in part"

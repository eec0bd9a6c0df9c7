"""Texts that were stored by an earlier version of the program, divided as they would be today.

How a text is divided follows from the text, so this is no change: the log has nothing of it, and
what was quoted stays where it stood. The index, which knows sentences by their ids, does not follow
it either: it sees that the collection has another `division`, and is built anew.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import fields
from time import sleep
from typing import NamedTuple

from sqlalchemy import delete, func, select, update

from index.corpus.changelog import write_sentences
from index.corpus.storage.database import Database
from index.corpus.storage.tables import collection, new_token, sentences, versions
from index.models import Span
from index.units.passages import unit_texts
from index.units.segmentation import DIVISION, segment

PAUSE = 0.06
"""Seconds between two transactions: SQLite's waiting writers look that often."""

OLD = versions.c.division < DIVISION


class _Old(NamedTuple):
    revision: int
    text: str
    language: str


def count_old(database: Database) -> int:
    """Count the versions, in force or not, that are divided as by an earlier program."""
    with database.read() as connection:
        return connection.execute(select(func.count()).where(OLD)).scalar_one()


def divide_anew(database: Database, forget: Callable[[Sequence[str]], None]) -> Iterator[int]:
    """Divide them, each in a transaction of its own; give each version's revision once it is done.

    Whoever is ended in between goes on with the rest the next time. `forget` is told beforehand
    which texts aren't units any more, so that a purge needn't know them.
    """
    while (text := _next_old(database)) is not None:
        # Before anybody has to wait for the transaction.
        now = segment(text.text, text.language)
        with database.write() as connection:
            mine = versions.c.revision == text.revision
            # Otherwise another process was quicker.
            if connection.execute(select(versions.c.revision).where(mine, OLD)).first():
                here = sentences.c.revision == text.revision
                stored = select(*(sentences.c[each.name] for each in fields(Span))).where(here)
                rows = connection.execute(stored.order_by(sentences.c.id))
                before = [Span(*each) for each in rows]
                if before != now:
                    forget(sorted({*unit_texts(text.text, before)} - {*unit_texts(text.text, now)}))
                    connection.execute(delete(sentences).where(here))
                    write_sentences(connection, text.revision, text.text, now)
                    connection.execute(update(collection).values(division=new_token()))
                connection.execute(update(versions).where(mine).values(division=DIVISION))
        yield text.revision
        # For others who want to write.
        sleep(PAUSE)


def _next_old(database: Database) -> _Old | None:
    query = select(versions.c.revision, versions.c.text, versions.c.language).where(OLD).limit(1)
    with database.read() as connection:
        row = connection.execute(query).first()
    return None if row is None else _Old(row.revision, row.text, row.language)

"""Texts that were stored by an earlier version of the program, divided as they would be today.

How a text is divided follows from the text, so this is no change: the log has nothing of it, and
what was quoted stays where it stood. The index, which knows sentences by their ids, does not follow
it either: its manifest says of which division it is, and it is built anew.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import fields

from sqlalchemy import delete, func, select, update

from index.corpus.changelog import write_sentences
from index.corpus.storage.database import Database
from index.corpus.storage.tables import sentences, versions
from index.models import Span
from index.units.passages import unit_texts
from index.units.segmentation import DIVISION, segment

OLD = versions.c.division < DIVISION


def count_old(database: Database) -> int:
    """Count the versions, in force or not, that are divided as by an earlier program."""
    with database.read() as connection:
        return connection.execute(select(func.count()).where(OLD)).scalar_one()


def divide_anew(database: Database, forget: Callable[[Sequence[str]], None]) -> Iterator[int]:
    """Divide them, each in a transaction of its own; give each version's revision once it is done.

    Whoever is ended in between goes on with the rest the next time. `forget` is told beforehand
    which texts aren't units any more, so that a purge needn't know them.
    """
    while count_old(database):
        with database.write() as connection:
            query = select(versions.c.revision, versions.c.text, versions.c.language)
            row = connection.execute(query.where(OLD).limit(1)).first()
            if row is None:
                return  # another process was quicker
            here = sentences.c.revision == row.revision
            stored = select(*(sentences.c[each.name] for each in fields(Span))).where(here)
            before = [Span(*each) for each in connection.execute(stored.order_by(sentences.c.id))]
            now = segment(row.text, row.language)
            if before != now:
                forget(sorted({*unit_texts(row.text, before)} - {*unit_texts(row.text, now)}))
                connection.execute(delete(sentences).where(here))
                write_sentences(connection, row.revision, row.text, now)
            done = update(versions).where(versions.c.revision == row.revision)
            connection.execute(done.values(division=DIVISION))
        yield row.revision

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
from index.corpus.storage.texts import TEXT, WITH_TEXTS
from index.models import Block, Draft, Span
from index.units.blocks import packed, unpacked
from index.units.passages import unit_texts
from index.units.segmentation import DIVISION, divide, structured

PAUSE = 0.06
"""Seconds between two transactions: SQLite's waiting writers look that often."""

OLD = versions.c.division < DIVISION


class _Old(NamedTuple):
    revision: int
    text: str
    language: str
    known: tuple[Block, ...] | None
    shaped: bool

    @property
    def blocks(self) -> tuple[Block, ...] | None:
        """Those that its format told: what its shape tells may be another today."""
        return None if self.shaped else self.known


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
        draft = structured(Draft(text.text, "", text.language, blocks=text.blocks))
        now = divide(draft)
        with database.write() as connection:
            mine = versions.c.revision == text.revision
            # Otherwise another process was quicker.
            if connection.execute(select(versions.c.revision).where(mine, OLD)).first():
                here = sentences.c.revision == text.revision
                stored = select(*(sentences.c[each.name] for each in fields(Span))).where(here)
                rows = connection.execute(stored.order_by(sentences.c.id))
                then = [Span(*each) for each in rows]
                before = unit_texts(text.text, then, text.known)
                after = unit_texts(text.text, now, draft.blocks)
                if before != after or then != list(now):
                    forget(sorted({*before} - {*after}))
                    connection.execute(delete(sentences).where(here))
                    write_sentences(connection, text.revision, text.text, now)
                    connection.execute(update(collection).values(division=new_token()))
                values = {"blocks": list(packed(draft.blocks or ())), "shaped": draft.shaped}
                connection.execute(update(versions).where(mine).values(division=DIVISION, **values))
        yield text.revision
        # For others who want to write.
        sleep(PAUSE)


def _next_old(database: Database) -> _Old | None:
    told = (versions.c[name] for name in ("revision", "language", "blocks", "shaped"))
    query = select(TEXT, *told).select_from(WITH_TEXTS).where(OLD).limit(1)
    with database.read() as connection:
        row = connection.execute(query).first()
    if row is None:
        return None
    known = None if row.blocks is None else tuple(unpacked(row.blocks))
    return _Old(row.revision, row.text, row.language, known, row.shaped)

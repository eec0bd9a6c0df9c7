"""Drafts on their way into the collection, while a moderator looks at them.

They are in the database so that *Add* works after a restart, and are erased when they are decided
on or have become old.
"""

import secrets
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select

from index.corpus.corpus import FILE_NAME
from index.corpus.database import Database
from index.corpus.tables import previews
from index.errors import PreviewGoneError
from index.models import Draft

MOST = 20
"""Drafts that one person may leave undecided in a server."""


@dataclass(frozen=True, slots=True)
class Origin:
    """How a draft came about.

    `source` names it for people; the counts are those of `articles.Reading`. `unusable` are details
    that a person gave and that can't be used, by name.
    """

    source: str
    dropped: int = 0
    hidden: int = 0
    scripts: int = 0
    invisible: int = 0
    unusable: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Pending:
    """A draft that waits for a decision.

    `article_id` is the article whose place it is to take, None for a new one; `seen` the revision
    of that article's latest change when the draft was made.
    """

    guild_id: int
    person: int
    at: datetime
    draft: Draft
    origin: Origin
    why: str = ""
    article_id: str | None = None
    seen: int | None = None
    id: str = field(default_factory=lambda: secrets.token_urlsafe(9))

    def changed(self, draft: Draft, why: str) -> "Pending":
        """Return it with other details."""
        return replace(self, draft=draft, why=why)


class Previews:
    """Keeps what waits. Thread-safe; any number of processes may have it open."""

    def __init__(self, database: Database) -> None:
        self._database = database

    @classmethod
    def open(cls, folder: Path) -> "Previews":
        """Open the table in the corpus's database; raises `CorpusError`s."""
        return cls(Database(folder / FILE_NAME))

    def close(self) -> None:
        """Close the database."""
        self._database.close()

    def put(self, pending: Pending) -> None:
        """Keep a draft, in the place of what its id had; a person's oldest ones make room."""
        row = asdict(pending)
        row["facts"] = row.pop("origin")
        own = (
            select(previews.c.id)
            .where(previews.c.guild_id == pending.guild_id, previews.c.person == pending.person)
            .order_by(previews.c.at.desc())
        )
        with self._database.write() as connection:
            connection.execute(delete(previews).where(previews.c.id == pending.id))
            surplus = own.offset(MOST - 1)
            connection.execute(delete(previews).where(previews.c.id.in_(surplus)))
            connection.execute(insert(previews).values(row))

    def get(self, preview_id: str, since: datetime) -> Pending | None:
        """Return a draft; None once it is decided on, or older than `since`."""
        query = select(previews).where(previews.c.id == preview_id, previews.c.at >= since)
        with self._database.read() as connection:
            row = connection.execute(query).first()
        return None if row is None else _pending(row._asdict())

    def drop(self, preview_id: str) -> bool:
        """Erase a draft; False if it was gone already."""
        with self._database.write() as connection:
            done = connection.execute(delete(previews).where(previews.c.id == preview_id))
        return done.rowcount == 1

    def forget_before(self, at: datetime) -> int:
        """Erase the drafts from before `at`, and tell how many there were."""
        old = previews.c.at < at
        with self._database.read() as connection:
            there = connection.execute(select(func.count()).where(old)).scalar_one()
        if there:
            with self._database.write() as connection:
                connection.execute(delete(previews).where(old))
        return int(there)

    def forget_server(self, guild_id: int) -> None:
        """Erase the drafts of a server."""
        with self._database.write() as connection:
            connection.execute(delete(previews).where(previews.c.guild_id == guild_id))


def decide(connection: Connection, preview_id: str) -> None:
    """Erase a draft within the transaction that makes it count.

    Raises:
        PreviewGoneError: somebody has decided on it already.
    """
    done = connection.execute(delete(previews).where(previews.c.id == preview_id))
    if done.rowcount != 1:
        raise PreviewGoneError


def _pending(row: dict[str, Any]) -> Pending:
    draft, facts = row.pop("draft"), row.pop("facts")
    return Pending(
        **row
        | {
            "draft": Draft(**draft | {"pages": tuple(draft["pages"])}),
            "origin": Origin(**facts),
            "at": row["at"].replace(tzinfo=UTC),
        }
    )

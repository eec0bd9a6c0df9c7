"""Drafts on their way into the collection, while a moderator looks at them.

They are in the database so that *Add* works after a restart, and are erased when they are decided
on or have become old.
"""

import secrets
from dataclasses import asdict, dataclass, field, fields
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select

from bot.memory.errors import PreviewGoneError, PreviewsFullError
from bot.memory.storage.tables import previews
from index.articles.omissions import Omission
from index.corpus.storage.database import Database
from index.corpus.storage.sums import sound
from index.corpus.storage.words import octets
from index.models import Draft
from index.review.proposal import Proposal
from index.review.rows import draft_of, draft_row
from index.scopes import Scope
from index.watching.watches import Apply

MOST = 20
"""Drafts that one person may leave undecided in a server."""


@dataclass(frozen=True, slots=True)
class ToBeWatched:
    """That a draft's page is to be read again every so many seconds once the draft counts.

    The rest is what was seen of the page: where it led, what its server and the page said. `site`
    is the address that named it, if that is to be read again for new pages, too.
    """

    url: str
    every: int
    apply: Apply
    landed: str
    etag: str | None
    modified: str | None
    said: dict[str, str | None]
    site: str | None = None


@dataclass(frozen=True, slots=True)
class Origin:
    """How a draft came about.

    `source` names it for people; `left_out` is what it held and the draft doesn't. `unusable` are
    details that a person gave and that can't be used, by name. `watch`: if its page is to be.
    """

    source: str
    left_out: tuple[Omission, ...] = ()
    unusable: dict[str, str] = field(default_factory=dict)
    watch: ToBeWatched | None = None


@dataclass(frozen=True, slots=True)
class Preview:
    """A draft that waits for a decision.

    `article_id` is the article whose place it is to take, None for a new one; `seen` the revision
    of that article's latest change when the draft was made. `part` is the part of the server's
    scope in which a new one is to lie; empty for all of it.
    """

    guild_id: int
    person: int
    at: datetime
    draft: Draft
    origin: Origin
    why: str = ""
    article_id: str | None = None
    seen: int | None = None
    part: str = ""
    id: str = field(default_factory=lambda: secrets.token_urlsafe(9))

    @property
    def scope(self) -> Scope:
        """Where the draft is to be asked."""
        return Scope.of(self.guild_id, self.part)

    @property
    def proposal(self) -> Proposal:
        """What the library looks at before it counts."""
        return Proposal(self.draft, self.scope, self.article_id, self.seen)


class Previews:
    """Keeps what waits. Thread-safe; any number of processes may have it open."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def put(self, pending: Preview, most: int | None = None) -> None:
        """Keep a draft, in the place of what its id had; a person's oldest ones make room.

        Raises:
            PreviewsFullError: the drafts that wait in its server would be more than `most` bytes.
        """
        row = {each.name: getattr(pending, each.name) for each in fields(pending)}
        row["draft"] = draft_row(pending.draft)
        row["facts"] = asdict(row.pop("origin")) | {"part": row.pop("part")}
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
            size = func.sum(octets(previews.c.draft))
            waiting = select(size).where(previews.c.guild_id == pending.guild_id)
            if most is not None and connection.execute(waiting).scalar_one() > most:
                raise PreviewsFullError(limit=f"{most / 1_000_000:g}")

    def get(self, preview_id: str, since: datetime) -> Preview | None:
        """Return a draft; None once it is decided on, or older than `since`."""
        query = select(previews).where(
            previews.c.id == preview_id, previews.c.at >= since, sound(previews)
        )
        with self._database.read() as connection:
            row = connection.execute(query).first()
        return None if row is None else _preview(row._asdict())

    def of_batch(self, batch: str, since: datetime) -> list[Preview]:
        """Return the drafts that were shown together, in their order (`batch_ids`)."""
        together = previews.c.id.startswith(f"{batch}-", autoescape=True)
        query = select(previews).where(together, previews.c.at >= since, sound(previews))
        query = query.order_by(previews.c.id)
        with self._database.read() as connection:
            return [_preview(row._asdict()) for row in connection.execute(query)]

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


def batch_ids(batch: str, count: int) -> list[str]:
    """Return the ids of drafts that are shown together."""
    return [f"{batch}-{number:03}" for number in range(count)]


def claim(connection: Connection, preview_id: str) -> None:
    """Erase a draft within the transaction that makes it count.

    Raises:
        PreviewGoneError: somebody has decided on it already.
    """
    done = connection.execute(delete(previews).where(previews.c.id == preview_id))
    if done.rowcount != 1:
        raise PreviewGoneError


def _origin(facts: dict[str, Any]) -> Origin:
    # One that an earlier program kept has been told already what was left out, and hasn't got it.
    left_out = tuple(Omission(**omission) for omission in facts.get("left_out", ()))
    watch = facts.get("watch")
    wanted = None if watch is None else ToBeWatched(**watch)
    return Origin(facts["source"], left_out, facts["unusable"], wanted)


def _preview(row: dict[str, Any]) -> Preview:
    draft, facts = row.pop("draft"), row.pop("facts")
    return Preview(
        **row
        | {
            "draft": draft_of(draft),
            "origin": _origin(facts),
            "part": facts.get("part", ""),
            "at": row["at"].replace(tzinfo=UTC),
        }
    )

"""Who looks after which shard: leases, by the database's clock.

A process renews its leases; one that has ended doesn't, and others take over what it had. Whoever
is started for a shard gets it back from who took it over meanwhile.
"""

import os
import platform
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import TypedDict

from sqlalchemy import ColumnElement, Connection, and_, delete, insert, or_, select, update

from bot.memory.storage.tables import shard_leases
from bot.shards import Shard
from index.corpus.storage.database import Database
from index.corpus.storage.sums import sound
from index.corpus.storage.tables import new_token
from index.corpus.storage.words import milliseconds

HOLDER = f"{platform.node()}:{os.getpid()}:{new_token()[:12]}"
"""This process, among all on all machines."""

LASTS = 20_000
"""Milliseconds for which a lease holds that isn't renewed."""


@dataclass(frozen=True, slots=True)
class Lease:
    """Who has a shard until when; `adopted` from a process that ended, and `wanted` back by one."""

    shard: Shard
    holder: str | None
    until: int
    adopted: bool
    wanted: str | None


class _Values(TypedDict, total=False):
    """What changes of a lease."""

    holder: str | None
    until: int
    adopted: bool
    wanted: str | None


class Leases:
    """The leases of a Discord application, as one process sees and has them. Thread-safe."""

    def __init__(self, database: Database, holder: str = HOLDER) -> None:
        self._database = database
        self._holder = holder

    def begin(
        self, application: int, shards: Sequence[Shard], ended: Collection[Lease] = ()
    ) -> list[Lease]:
        """Take shards, all or none; return the leases that are in the way.

        Any lease of another number of shards in all is, since both would have the same servers.
        None is that has run out or is one of `ended`, whose holder was seen not to renew it. Who
        has one only for another is asked to give it back.
        """
        with self._database.write() as connection:
            now = _now(connection)
            found = _leases(connection, application)
            alive = [
                each
                for each in found
                if each.holder not in {None, self._holder}
                and each.until > now
                and each not in ended
            ]
            of = shards[0].of
            barring = [each for each in alive if each.shard.of != of or each.shard in shards]
            if barring:
                asked = [each.shard for each in barring if each.adopted and each.shard.of == of]
                _set(connection, application, asked, _Values(wanted=self._holder))
                return barring
            others = (shard_leases.c.application_id == application) & (shard_leases.c.of != of)
            connection.execute(delete(shard_leases).where(others))
            connection.execute(delete(shard_leases).where(_these(application, shards)))
            row = {"application_id": application, "holder": self._holder, "until": now + LASTS}
            row |= {"adopted": False, "wanted": None}
            rows = [row | {"of": each.of, "number": each.number} for each in shards]
            connection.execute(insert(shard_leases), rows)
        return []

    def renew(self, application: int) -> tuple[list[Lease], list[Lease]]:
        """Go on with what this process has; return that, and what nobody goes on with."""
        own = (shard_leases.c.application_id == application) & (
            shard_leases.c.holder == self._holder
        )
        with self._database.write() as connection:
            now = _now(connection)
            connection.execute(update(shard_leases).where(own).values(until=now + LASTS))
            found = _leases(connection, application)
        mine = [each for each in found if each.holder == self._holder]
        return mine, [each for each in found if each.until <= now]

    def adopt(self, application: int, lease: Lease) -> bool:
        """Take over what nobody has gone on with since `lease` was seen; tell whether it was so."""
        with self._database.write() as connection:
            if lease not in _leases(connection, application) or lease.until > _now(connection):
                return False
            values = _Values(holder=self._holder, until=_now(connection) + LASTS, adopted=True)
            _set(connection, application, [lease.shard], values)
        return True

    def release(self, application: int, shards: Iterable[Shard]) -> None:
        """Have some no more; whoever wants them needn't wait."""
        with self._database.write() as connection:
            own = [
                each.shard
                for each in _leases(connection, application)
                if each.holder == self._holder and each.shard in {*shards}
            ]
            until = _now(connection)
            values = _Values(holder=None, until=until, adopted=False, wanted=None)
            _set(connection, application, own, values)


def _now(connection: Connection) -> int:
    return int(connection.execute(select(milliseconds())).scalar_one())


def _leases(connection: Connection, application: int) -> list[Lease]:
    own = (shard_leases.c.application_id == application) & sound(shard_leases)
    order = shard_leases.c.of, shard_leases.c.number
    return [
        Lease(Shard(row.of, row.number), row.holder, row.until, row.adopted, row.wanted)
        for row in connection.execute(select(shard_leases).where(own).order_by(*order))
    ]


def _these(application: int, shards: Iterable[Shard]) -> ColumnElement[bool]:
    return and_(
        shard_leases.c.application_id == application,
        or_(
            *(
                (shard_leases.c.of == each.of) & (shard_leases.c.number == each.number)
                for each in shards
            )
        ),
    )


def _set(
    connection: Connection, application: int, shards: Sequence[Shard], values: _Values
) -> None:
    if shards:
        chosen = _these(application, shards)
        connection.execute(update(shard_leases).where(chosen).values(dict(values)))

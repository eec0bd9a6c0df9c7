"""What people think of answers, and which questions they want a source for."""

from collections.abc import Collection, Iterable
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    Row,
    insert,
    select,
    update,
)

from bot.memory.answers import Answers, PostedAnswer
from bot.memory.storage.rows import put
from bot.memory.storage.tables import (
    feedback,
    source_requests,
)
from index.corpus.storage.database import Database
from index.corpus.storage.sums import sound


@dataclass(frozen=True, slots=True)
class Opinion:
    """What a person thought of an answer: `rating` is 1 or -1."""

    answer_id: int
    person: int
    rating: int
    reason: str
    at: datetime


@dataclass(frozen=True, slots=True)
class SourceRequest:
    """A question that the sources didn't answer, and who wants to be told once one does."""

    posted: PostedAnswer
    person: int
    at: datetime


@dataclass(frozen=True, slots=True)
class Judged:
    """What one person thought of an answer, `rating` 1 or -1, and why."""

    posted: PostedAnswer
    rating: int
    reason: str
    at: datetime

    @property
    def secret(self) -> bool:
        """Whether what was asked is for nobody else's eyes."""
        return self.posted.asked.private or self.posted.asked.guild_id is None


@dataclass(frozen=True, slots=True)
class Wish:
    """A question that a source was wanted for, and what came of it.

    `people` want it; `told_at` is when the last of them was told that a source answers, None while
    one of them waits.
    """

    posted: PostedAnswer
    people: int
    at: datetime
    told_at: datetime | None


Servers = Collection[int | None]
"""Servers by their ids, None for direct messages."""


class Opinions:
    """Keeps people's opinions of answers. Thread-safe."""

    def __init__(self, database: Database, answers: Answers) -> None:
        self._database = database
        self._answers = answers

    def given(
        self, servers: Servers | None, since: datetime, *, rating: int | None = None
    ) -> list[Judged]:
        """Return what was thought since then, the latest first; of all `servers` if it is None."""
        query = (
            select(feedback)
            .where(feedback.c.at >= since, sound(feedback))
            .order_by(feedback.c.at.desc())
        )
        if rating is not None:
            query = query.where(feedback.c.rating == rating)
        with self._database.read() as connection:
            rows = connection.execute(query).all()
        about = self._answers.of([row.answer_id for row in rows], servers)
        return [
            Judged(about[row.answer_id], row.rating, row.reason, row.at)
            for row in rows
            if row.answer_id in about
        ]

    def rate(self, opinion: Opinion) -> None:
        """Remember a person's opinion of an answer in place of the one they had."""
        with self._database.write() as connection:
            put(connection, feedback, asdict(opinion), key=("answer_id", "person"))


class SourceRequests:
    """Keeps who waits for a source. Thread-safe."""

    def __init__(self, database: Database, answers: Answers) -> None:
        self._database = database
        self._answers = answers

    def add(self, answer_id: int, person: int, at: datetime) -> bool:
        """Remember that a person wants a source; False if they have said so already."""
        row = {"answer_id": answer_id, "person": person, "at": at, "told_at": None}
        with self._database.write() as connection:
            there = connection.execute(
                select(source_requests.c.person).where(
                    source_requests.c.answer_id == answer_id, source_requests.c.person == person
                )
            ).first()
            if there is None:
                connection.execute(insert(source_requests).values(row))
        return there is None

    def open(self, scopes: Iterable[str] | None = None) -> list[SourceRequest]:
        """Return the requests nobody was told an answer of yet, oldest first.

        `scopes` are servers' ids as in an article's scope; None means all there are.
        """
        query = select(source_requests).where(
            source_requests.c.told_at.is_(None), sound(source_requests)
        )
        with self._database.read() as connection:
            rows = connection.execute(query.order_by(source_requests.c.at)).all()
        wanted = None if scopes is None else set(scopes)
        answers = self._answers.of([row.answer_id for row in rows], None)
        return [
            SourceRequest(answers[row.answer_id], row.person, row.at)
            for row in rows
            if row.answer_id in answers
            and (wanted is None or str(answers[row.answer_id].asked.guild_id) in wanted)
        ]

    def wishes(self, servers: Servers | None, since: datetime) -> list[Wish]:
        """Return what was wanted since then, what waits first, then the latest first."""
        query = select(source_requests).where(source_requests.c.at >= since, sound(source_requests))
        with self._database.read() as connection:
            rows = connection.execute(query.order_by(source_requests.c.at)).all()
        about = self._answers.of([row.answer_id for row in rows], servers)
        by_answer: dict[int, list[Row[Any]]] = {}
        for row in rows:
            if row.answer_id in about:
                by_answer.setdefault(row.answer_id, []).append(row)
        found = [
            Wish(
                about[answer_id],
                len(own),
                own[-1].at,
                None if any(row.told_at is None for row in own) else max(r.told_at for r in own),
            )
            for answer_id, own in by_answer.items()
        ]
        return sorted(found, key=lambda wish: (wish.told_at is None, wish.at), reverse=True)

    def claim(self, request: SourceRequest, at: datetime) -> bool:
        """Close a request before its person is told; False if that was done already."""
        with self._database.write() as connection:
            done = connection.execute(
                update(source_requests)
                .where(
                    source_requests.c.answer_id == request.posted.id,
                    source_requests.c.person == request.person,
                    source_requests.c.told_at.is_(None),
                )
                .values(told_at=at)
            )
        return done.rowcount == 1

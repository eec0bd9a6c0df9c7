"""What people think of answers, and which questions they want a source for."""

from collections.abc import Collection, Sequence
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
from bot.memory.storage.tables import (
    feedback,
    source_requests,
)
from index.corpus.storage.database import Database
from index.corpus.storage.rows import put
from index.corpus.storage.sums import sound


@dataclass(frozen=True, slots=True)
class Opinion:
    """What a person thought of an answer: `rating` is 1 or -1.

    `silent` says that the sources hadn't answered then; None leaves what was noted of that before.
    """

    answer_id: int
    person: int
    rating: int
    reason: str
    at: datetime
    silent: bool | None = None


@dataclass(frozen=True, slots=True)
class SourceRequest:
    """A question that the sources didn't answer, and who wants to be told once one does."""

    posted: PostedAnswer
    person: int
    at: datetime


@dataclass(frozen=True, slots=True)
class Judged:
    """What one person thought of an answer, `rating` 1 or -1, and why.

    `silent` says that they thought it of the sources' silence, whatever is answered by now.
    """

    posted: PostedAnswer
    rating: int
    reason: str
    at: datetime
    silent: bool

    @property
    def secret(self) -> bool:
        """Whether what was asked is for nobody else's eyes."""
        return self.posted.asked.private or self.posted.asked.guild_id is None

    @property
    def answered_since(self) -> bool:
        """Whether an answer has come in the place of the silence."""
        return self.silent and bool(self.posted.quotes)

    @property
    def text(self) -> str:
        """What was answered then; empty where the sources didn't say, or it has been erased."""
        return "" if self.silent else self.posted.text

    @property
    def articles(self) -> tuple[str, ...]:
        """The articles that this was from, by their ids."""
        if self.silent:
            return ()
        return tuple(dict.fromkeys(quote.article_id for quote in self.posted.quotes))


@dataclass(frozen=True, slots=True)
class Wish:
    """A question that a source was wanted for, and what came of it.

    `people` want it, who asked it `times` times in all, first `since`, last `at`; `posted` is the
    last one's. `told_at` is when the last of them was told that a source answers, None while one of
    them waits.
    """

    posted: PostedAnswer
    people: int
    times: int
    since: datetime
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
            Judged(about[row.answer_id], row.rating, row.reason, row.at, bool(row.silent))
            for row in rows
            if row.answer_id in about
        ]

    def rate(self, opinion: Opinion) -> None:
        """Remember a person's opinion of an answer in place of the one they had."""
        with self._database.write() as connection:
            row = {name: each for name, each in asdict(opinion).items() if each is not None}
            put(connection, feedback, row, key=("answer_id", "person"))


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

    def open(self) -> list[SourceRequest]:
        """Return the requests nobody was told an answer of yet, oldest first."""
        query = select(source_requests).where(
            source_requests.c.told_at.is_(None), sound(source_requests)
        )
        with self._database.read() as connection:
            rows = connection.execute(query.order_by(source_requests.c.at)).all()
        answers = self._answers.of([row.answer_id for row in rows], None)
        return [
            SourceRequest(answers[row.answer_id], row.person, row.at)
            for row in rows
            if row.answer_id in answers
        ]

    def wishes(self, servers: Servers | None, since: datetime) -> list[Wish]:
        """Return what was wanted since then, what waits first, then the latest first.

        What was asked in the same words in one place is one wish.
        """
        query = select(source_requests).where(source_requests.c.at >= since, sound(source_requests))
        with self._database.read() as connection:
            rows = connection.execute(query.order_by(source_requests.c.at)).all()
        about = self._answers.of([row.answer_id for row in rows], servers)
        wanted: dict[tuple[int | None, str], list[Row[Any]]] = {}
        for row in rows:
            if (posted := about.get(row.answer_id)) is not None:
                wanted.setdefault(_words(posted), []).append(row)
        found = [
            Wish(
                posted=about[own[-1].answer_id],
                people=len({row.person for row in own}),
                times=len({row.answer_id for row in own}),
                since=own[0].at,
                at=own[-1].at,
                told_at=_last_told([row.told_at for row in own]),
            )
            for own in wanted.values()
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


def _words(posted: PostedAnswer) -> tuple[int | None, str]:
    """Return what makes a question the same as another: where it was asked, and its words."""
    return posted.asked.guild_id, " ".join(posted.searched.casefold().split())


def _last_told(times: Sequence[datetime | None]) -> datetime | None:
    """Return when the last was told; None while one of them wasn't."""
    told = [at for at in times if at is not None]
    return max(told) if len(told) == len(times) else None

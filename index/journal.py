"""What was asked and answered in Discord, and what came of it.

Kept beside the articles: which answer a message shows and what it quotes, so that its buttons and
follow-ups work after a restart and a correction reaches the answers it concerns; what people
thought of answers; which questions lack a source; how each server wants the bot.

Ids of servers, channels, messages and people are Discord's; an answer's id is that of the
message or interaction that asked for it. Times are in UTC.
"""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    Table,
    and_,
    delete,
    func,
    insert,
    select,
    update,
)

from index.asking.answers import Answer, Quote, Turn
from index.corpus.corpus import FILE_NAME
from index.corpus.database import Database
from index.corpus.tables import (
    articles,
    bookmarks,
    feedback,
    posted_answers,
    preferences,
    quotes,
    source_requests,
)
from index.i18n import Language
from index.review.prediction import SavedQuestion

WHOLE_SERVER = 0
"""Stands for the channel where a preference holds in all channels of a server."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Where, by whom and how a question was asked. `guild_id` is None in a direct message."""

    id: int
    guild_id: int | None
    channel_id: int
    asker: int
    at: datetime
    language: Language
    private: bool


@dataclass(frozen=True, slots=True)
class Posted:
    """An answer as it was posted; `text` is empty where the sources didn't say.

    `note` is the standing of its sources that its message tells, empty as long as it tells none.
    """

    asked: Asked
    message_id: int
    question: str
    turn: Turn
    text: str
    confidence: float
    revision: int
    note: str
    quotes: tuple[Quote, ...]

    @property
    def id(self) -> int:
        """The answer's id."""
        return self.asked.id


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

    posted: Posted
    person: int
    at: datetime


class Journal:
    """The bot's memory. Thread-safe; any number of processes may have it open."""

    def __init__(self, database: Database) -> None:
        self._database = database

    @classmethod
    def open(cls, folder: Path) -> "Journal":
        """Open the journal in the corpus's database; raises `CorpusError`s."""
        return cls(Database(folder / FILE_NAME))

    def close(self) -> None:
        """Close the database."""
        self._database.close()

    # Answers.

    def record(self, asked: Asked, answer: Answer, message_id: int) -> None:
        """Remember what a message shows; the same answer again replaces what was there."""
        row = asdict(asked) | {
            "message_id": message_id,
            "question": answer.question,
            "searched": answer.turn.question,
            "cited": list(answer.turn.cited),
            "text": answer.text,
            "confidence": answer.confidence,
            "revision": answer.revision,
            "note": "",
        }
        cited = [
            {
                "answer_id": asked.id,
                "number": citation.number,
                "article_id": citation.passage.article.id,
                "version": citation.passage.article.revision,
                "paragraph": citation.passage.sentence.span.paragraph,
                "start": citation.passage.sentence.span.start,
                "end": citation.passage.sentence.span.end,
            }
            for citation in answer.citations
        ]
        with self._database.write() as connection:
            connection.execute(delete(quotes).where(quotes.c.answer_id == asked.id))
            _put(connection, posted_answers, row, key=("id",))
            if cited:
                connection.execute(insert(quotes), cited)

    def answer(self, answer_id: int) -> Posted | None:
        """Return an answer by its id."""
        return self._first(posted_answers.c.id == answer_id)

    def answer_in(self, message_id: int) -> Posted | None:
        """Return the answer that a message shows."""
        return self._first(posted_answers.c.message_id == message_id)

    def latest(self, channel_id: int, person: int, since: datetime) -> Posted | None:
        """Return what a person was last answered in a channel, unless it was before `since`."""
        return self._first(
            posted_answers.c.channel_id == channel_id,
            posted_answers.c.asker == person,
            posted_answers.c.at >= since,
        )

    def saved_questions(self, guild_id: int, count: int) -> list[SavedQuestion]:
        """Return the latest `count` different questions of a server, those wanting a source first.

        What was asked privately is left out, unless a source was requested for it.
        """
        requested = select(source_requests.c.answer_id).where(source_requests.c.told_at.is_(None))
        wanting = posted_answers.c.id.in_(requested)
        query = (
            select(posted_answers.c.question, posted_answers.c.searched)
            .where(
                posted_answers.c.guild_id == guild_id, posted_answers.c.private.is_(False) | wanting
            )
            .order_by(wanting.desc(), posted_answers.c.at.desc())
        )
        found: dict[str, SavedQuestion] = {}
        with self._database.read() as connection:
            for row in connection.execute(query).yield_per(count):
                key = " ".join(row.searched.casefold().split())
                found.setdefault(key, SavedQuestion(row.question, row.searched))
                if len(found) == count:
                    break
        return list(found.values())

    def quoting(self, article_ids: Iterable[str]) -> list[Posted]:
        """Return the answers that quote any of the articles, oldest first."""
        wanted = select(quotes.c.answer_id).where(quotes.c.article_id.in_(list(article_ids)))
        return self._answers(posted_answers.c.id.in_(wanted))

    def note(self, answer_id: int, standing: str) -> None:
        """Remember what an answer's message tells of its sources' standing."""
        with self._database.write() as connection:
            connection.execute(
                update(posted_answers).where(posted_answers.c.id == answer_id).values(note=standing)
            )

    def versions_in_force(self, article_ids: Iterable[str]) -> dict[str, int]:
        """Return the versions in force of those of the articles that have one."""
        query = select(articles.c.id, articles.c.version).where(
            articles.c.id.in_(list(article_ids)), articles.c.version.is_not(None)
        )
        with self._database.read() as connection:
            return {row.id: row.version for row in connection.execute(query)}

    # What people make of answers.

    def rate(self, opinion: Opinion) -> None:
        """Remember a person's opinion of an answer in place of the one they had."""
        with self._database.write() as connection:
            _put(connection, feedback, asdict(opinion), key=("answer_id", "person"))

    def opinions(self, answer_id: int) -> list[Opinion]:
        """Return the opinions of an answer."""
        query = select(feedback).where(feedback.c.answer_id == answer_id)
        with self._database.read() as connection:
            rows = [row._asdict() for row in connection.execute(query)]
        return [Opinion(**row) for row in rows]

    def request_source(self, answer_id: int, person: int, at: datetime) -> bool:
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

    def open_requests(self, scopes: Iterable[str] | None = None) -> list[SourceRequest]:
        """Return the requests nobody was told an answer of yet, oldest first.

        `scopes` are servers' ids as in an article's scope; None means all there are.
        """
        query = select(source_requests).where(source_requests.c.told_at.is_(None))
        with self._database.read() as connection:
            rows = connection.execute(query.order_by(source_requests.c.at)).all()
        wanted = None if scopes is None else set(scopes)
        about = posted_answers.c.id.in_([row.answer_id for row in rows])
        answers = {posted.id: posted for posted in self._answers(about)}
        return [
            SourceRequest(answers[row.answer_id], row.person, row.at)
            for row in rows
            if row.answer_id in answers
            and (wanted is None or str(answers[row.answer_id].asked.guild_id) in wanted)
        ]

    def claim_request(self, request: SourceRequest, at: datetime) -> bool:
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

    # How servers want the bot.

    def preferences(self) -> dict[int, dict[int, dict[str, Any]]]:
        """Return all preferences by server and channel; `WHOLE_SERVER` holds in all channels."""
        found: dict[int, dict[int, dict[str, Any]]] = {}
        with self._database.read() as connection:
            for row in connection.execute(select(preferences)):
                channels = found.setdefault(row.guild_id, {})
                channels.setdefault(row.channel_id, {})[row.name] = row.value
        return found

    def prefer(self, guild_id: int, channel_id: int, values: Mapping[str, Any]) -> None:
        """Set preferences; None takes one back."""
        with self._database.write() as connection:
            for name, value in values.items():
                row = {"guild_id": guild_id, "channel_id": channel_id, "name": name}
                if value is None:
                    connection.execute(delete(preferences).where(_same(preferences, row)))
                else:
                    key = tuple(row)
                    _put(connection, preferences, row | {"value": value}, key=key)

    # What the bot has done.

    def bookmark(self, name: str) -> str | None:
        """Return how far the bot has come with something; None before it began."""
        query = select(bookmarks.c.value).where(bookmarks.c.name == name)
        with self._database.read() as connection:
            value = connection.execute(query).scalar()
        return None if value is None else str(value)

    def set_bookmark(self, name: str, value: str) -> None:
        """Remember how far the bot has come with something."""
        with self._database.write() as connection:
            _put(connection, bookmarks, {"name": name, "value": value}, key=("name",))

    # Forgetting.

    def forget_server(self, guild_id: int) -> None:
        """Erase everything that was asked, said and set in a server."""
        with self._database.write() as connection:
            forget_server(connection, guild_id)

    def forget_before(self, at: datetime) -> None:
        """Erase the answers from before `at` with all that belongs to them."""
        with self._database.write() as connection:
            _delete_answers(connection, select(posted_answers.c.id).where(posted_answers.c.at < at))

    def _first(self, *conditions: ColumnElement[bool]) -> Posted | None:
        found = self._answers(*conditions, latest=True)
        return found[0] if found else None

    def _answers(self, *conditions: ColumnElement[bool], latest: bool = False) -> list[Posted]:
        order = posted_answers.c.at.desc() if latest else posted_answers.c.at
        query = select(posted_answers).where(*conditions).order_by(order)
        if latest:
            query = query.order_by(posted_answers.c.id.desc()).limit(1)
        with self._database.read() as connection:
            rows = connection.execute(query).all()
            quoted = connection.execute(
                select(quotes)
                .where(quotes.c.answer_id.in_([row.id for row in rows]))
                .order_by(quotes.c.number)
            ).all()
        by_answer: dict[int, list[Quote]] = {}
        for row in quoted:
            values = row._asdict()
            by_answer.setdefault(values.pop("answer_id"), []).append(Quote(**values))
        return [_posted(row, by_answer.get(row.id, [])) for row in rows]


def forget_server(connection: Connection, guild_id: int) -> None:
    """Erase everything that was asked, said and set in a server, within a transaction."""
    own = select(posted_answers.c.id).where(posted_answers.c.guild_id == guild_id)
    _delete_answers(connection, own)
    connection.execute(delete(preferences).where(preferences.c.guild_id == guild_id))


def forget_article(connection: Connection, article_id: str) -> None:
    """Erase what answers said in an article's words, within the transaction that purges it."""
    own = select(quotes.c.answer_id).where(quotes.c.article_id == article_id)
    connection.execute(
        update(posted_answers).where(posted_answers.c.id.in_(own)).values(text="", cited=[])
    )


def _posted(row: Row[Any], quoted: Iterable[Quote]) -> Posted:
    asked = Asked(
        id=row.id,
        guild_id=row.guild_id,
        channel_id=row.channel_id,
        asker=row.asker,
        at=row.at,
        language=row.language,
        private=row.private,
    )
    return Posted(
        asked=asked,
        message_id=row.message_id,
        question=row.question,
        turn=Turn(row.searched, tuple(row.cited)),
        text=row.text,
        confidence=row.confidence,
        revision=row.revision,
        note=row.note,
        quotes=tuple(quoted),
    )


def _same(table: Table, values: Mapping[str, Any]) -> ColumnElement[bool]:
    return and_(*(table.c[name] == value for name, value in values.items()))


def _put(
    connection: Connection, table: Table, values: Mapping[str, Any], *, key: tuple[str, ...]
) -> None:
    """Insert a row or change the one with the same key; the caller holds the write lock."""
    same = _same(table, {name: values[name] for name in key})
    if connection.execute(select(func.count()).select_from(table).where(same)).scalar_one():
        connection.execute(update(table).where(same).values(dict(values)))
    else:
        connection.execute(insert(table).values(dict(values)))


def _delete_answers(connection: Connection, ids: Any) -> None:  # noqa: ANN401 - a subquery
    for table in (feedback, source_requests, quotes):
        connection.execute(delete(table).where(table.c.answer_id.in_(ids)))
    connection.execute(delete(posted_answers).where(posted_answers.c.id.in_(ids)))

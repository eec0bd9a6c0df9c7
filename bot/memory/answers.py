"""The answers that were posted, and what each quotes.

So their buttons and follow-ups work after a restart, and a correction reaches the answers it
concerns. An answer's id is that of the message or interaction that asked for it.
"""

from collections.abc import Collection, Iterable
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Integer,
    Row,
    delete,
    exists,
    func,
    insert,
    literal_column,
    select,
    true,
    update,
)

from bot.memory.storage.tables import (
    feedback,
    posted_answers,
    quotes,
    source_requests,
)
from bot.shards import WHOLE, Shard
from index.asking.answers import Answer, Quote, Turn
from index.asking.questions.follow_up import Resolved
from index.asking.questions.several import apart
from index.corpus.storage.database import Database
from index.corpus.storage.rows import put
from index.corpus.storage.sums import sound
from index.i18n import Language
from index.pauses import portions
from index.review.prediction import SavedQuestion
from index.scopes import SHARED, Scope


@dataclass(frozen=True, slots=True)
class Inquiry:
    """Where, by whom and how a question was asked. `guild_id` is None in a direct message."""

    id: int
    guild_id: int | None
    channel_id: int
    asker: int
    at: datetime
    language: Language
    private: bool


@dataclass(frozen=True, slots=True)
class PostedAnswer:
    """An answer as it was posted; `text` is empty where the sources didn't say.

    `searched` is the question as it was searched, of several all (`Answer.asked`); `turn` is what a
    follow-up goes on from.
    `note` is the standing of its sources that its message tells, empty as long as it tells none.
    """

    asked: Inquiry
    message_id: int
    question: str
    searched: str
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


class Answers:
    """Keeps posted answers. Thread-safe; any number of processes may have them open."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def record(self, asked: Inquiry, answer: Answer, message_id: int) -> None:
        """Remember what a message shows; the same answer again replaces what was there."""
        row = asdict(asked) | {
            "message_id": message_id,
            "question": answer.question,
            "searched": answer.asked or answer.question,
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
                "article_id": citation.article.id,
                "version": citation.article.revision,
                "paragraph": citation.sentence.span.paragraph,
                "start": citation.evidence.answer[0],
                "end": citation.evidence.answer[1],
            }
            for citation in answer.citations
        ]
        with self._database.write() as connection:
            connection.execute(delete(quotes).where(quotes.c.answer_id == asked.id))
            put(connection, posted_answers, row, key=("id",))
            if cited:
                connection.execute(insert(quotes), cited)

    def get(self, answer_id: int) -> PostedAnswer | None:
        """Return an answer by its id."""
        return self._first(posted_answers.c.id == answer_id)

    def shown_by(self, message_id: int) -> PostedAnswer | None:
        """Return the answer that a message shows."""
        return self._first(posted_answers.c.message_id == message_id)

    def latest(self, channel_id: int, person: int, since: datetime) -> PostedAnswer | None:
        """Return what a person was last answered in a channel, unless it was before `since`."""
        return self._first(
            posted_answers.c.channel_id == channel_id,
            posted_answers.c.asker == person,
            posted_answers.c.at >= since,
        )

    def quoting(self, article_ids: Iterable[str], shard: Shard = WHOLE) -> list[PostedAnswer]:
        """Return a shard's answers that quote any of the articles, oldest first."""
        found: dict[int, PostedAnswer] = {}
        # As in `of`: an import changes more articles than SQL takes parameters.
        for portion in portions(list(dict.fromkeys(article_ids))):
            wanted = select(quotes.c.answer_id).where(quotes.c.article_id.in_(portion))
            its = self.where(posted_answers.c.id.in_(wanted), _covered_by(shard))
            found |= {each.id: each for each in its}
        return sorted(found.values(), key=lambda posted: posted.asked.at)

    def silences(
        self, brought: Iterable[Scope], count: int, shard: Shard = WHOLE
    ) -> list[PostedAnswer]:
        """Return a shard's latest `count` public questions without an answer, oldest first.

        They may have one now: `brought` are the scopes in which something is new; what is shared is
        asked everywhere.
        """
        scopes = set(brought)
        servers = [scope.server for scope in scopes if scope.server is not None]
        query = (
            select(posted_answers.c.id)
            .where(
                posted_answers.c.private.is_(False),
                ~exists().where(quotes.c.answer_id == posted_answers.c.id),
                true() if SHARED in scopes else posted_answers.c.guild_id.in_(servers),
                _covered_by(shard),
            )
            .order_by(posted_answers.c.at.desc())
            .limit(count)
        )
        return self.where(posted_answers.c.id.in_(query))

    def of(
        self, ids: Collection[int], servers: Collection[int | None] | None
    ) -> dict[int, PostedAnswer]:
        """Return answers by their ids: of these servers (None: direct messages), or of all."""
        # Not filtered in SQL, which takes some 30,000 parameters at most.
        found: dict[int, PostedAnswer] = {}
        for portion in portions(list(dict.fromkeys(ids))):
            found |= {each.id: each for each in self.where(posted_answers.c.id.in_(portion))}
        if servers is None:
            return found
        return {id_: each for id_, each in found.items() if each.asked.guild_id in servers}

    def note(self, answer_id: int, standing: str) -> None:
        """Remember what an answer's message tells of its sources' standing."""
        with self._database.write() as connection:
            connection.execute(
                update(posted_answers).where(posted_answers.c.id == answer_id).values(note=standing)
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
                posted_answers.c.guild_id == guild_id,
                posted_answers.c.private.is_(False) | wanting,
                sound(posted_answers),
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

    def forget_before(self, at: datetime) -> None:
        """Erase the answers from before `at` with all that belongs to them."""
        with self._database.write() as connection:
            delete_answers(connection, select(posted_answers.c.id).where(posted_answers.c.at < at))

    def _first(self, *conditions: ColumnElement[bool]) -> PostedAnswer | None:
        found = self.where(*conditions, latest=True)
        return found[0] if found else None

    def where(self, *conditions: ColumnElement[bool], latest: bool = False) -> list[PostedAnswer]:
        """Return the answers that conditions hold for, oldest first; or the `latest` one alone."""
        order = posted_answers.c.at.desc() if latest else posted_answers.c.at
        query = select(posted_answers).where(*conditions, sound(posted_answers)).order_by(order)
        if latest:
            query = query.order_by(posted_answers.c.id.desc()).limit(1)
        with self._database.read() as connection:
            rows = connection.execute(query).all()
            by_answer: dict[int, list[Quote]] = {}
            for portion in portions([row.id for row in rows]):
                quoted = select(quotes).where(quotes.c.answer_id.in_(portion), sound(quotes))
                for row in connection.execute(quoted.order_by(quotes.c.number)):
                    values = row._asdict()
                    by_answer.setdefault(values.pop("answer_id"), []).append(Quote(**values))
        return [_posted(row, by_answer.get(row.id, [])) for row in rows]


def _covered_by(shard: Shard) -> ColumnElement[bool]:
    """Return what holds of a shard's answers, as `Shard.covers`."""
    if shard == WHOLE:
        return true()
    server = func.coalesce(posted_answers.c.guild_id, 0)
    return server.bitwise_rshift(literal_column("22", Integer)) % shard.of == shard.number


def _posted(row: Row[Any], quoted: Iterable[Quote]) -> PostedAnswer:
    asked = Inquiry(
        id=row.id,
        guild_id=row.guild_id,
        channel_id=row.channel_id,
        asker=row.asker,
        at=row.at,
        language=row.language,
        private=row.private,
    )
    return PostedAnswer(
        asked=asked,
        message_id=row.message_id,
        question=row.question,
        searched=row.searched,
        turn=_turn(row),
        text=row.text,
        confidence=row.confidence,
        revision=row.revision,
        note=row.note,
        quotes=tuple(quoted),
    )


def _turn(row: Row[Any]) -> Turn:
    parts, on = apart(row.searched)
    # Of several questions the one that `cited` answers is what was asked last.
    own = row.question if len(parts) == 1 else Resolved.of(parts[on]).question
    return Turn(parts[on], tuple(row.cited), own, bool(row.cited))


def delete_answers(connection: Connection, ids: Any) -> None:  # noqa: ANN401 - a subquery
    """Erase answers with all that belongs to them, within the caller's transaction."""
    for table in (feedback, source_requests, quotes):
        connection.execute(delete(table).where(table.c.answer_id.in_(ids)))
    connection.execute(delete(posted_answers).where(posted_answers.c.id.in_(ids)))

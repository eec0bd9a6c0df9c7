"""How a server's questions fared: what its moderators see in numbers."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

from sqlalchemy import Connection, exists, func, select

from bot.memory.storage.tables import feedback, posted_answers, quotes
from bot.memory.unanswered import Unanswered
from index.corpus.catalogue import Catalogue
from index.corpus.storage.database import Database
from index.scopes import Scope


@dataclass(frozen=True, slots=True)
class Day:
    """One day's questions, by UTC, and how many of them the sources answered for certain."""

    day: date
    asked: int
    answered: int


@dataclass(frozen=True, slots=True)
class Insights:
    """A server's last days, all of them, the latest last.

    `cited` and `unanswered` hold the most frequent ones, each with its number of questions;
    `reasons` what people said of answers that were no help, the latest first, each after its
    question, which is empty if it was asked privately.
    """

    days: tuple[Day, ...]
    cited: tuple[tuple[str, int], ...]
    unanswered: tuple[tuple[str, int], ...]
    thumbs_up: int
    thumbs_down: int
    reasons: tuple[tuple[str, str], ...] = ()

    @property
    def asked(self) -> int:
        """All questions."""
        return sum(day.asked for day in self.days)

    @property
    def answered(self) -> int:
        """Those that the sources answered."""
        return sum(day.answered for day in self.days)

    @property
    def answered_share(self) -> float | None:
        """The answered share of all questions; None without any."""
        return self.answered / self.asked if self.asked else None

    @property
    def thumbs_down_share(self) -> float | None:
        """The thumbs down of all thumbs; None without any."""
        thumbs = self.thumbs_up + self.thumbs_down
        return self.thumbs_down / thumbs if thumbs else None


def since(now: datetime, days: int) -> datetime:
    """Return when the first of the last `days` days began, today among them."""
    midnight = now.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    return midnight - timedelta(days=days - 1)


class Figures:
    """Counts how a server's questions fared. Thread-safe."""

    def __init__(self, database: Database, catalogue: Catalogue, unanswered: Unanswered) -> None:
        self._database = database
        self._catalogue = catalogue
        self._unanswered = unanswered

    def citations(self, server: int, since: datetime | None = None) -> dict[str, int]:
        """Count the server's answers that cite each article."""
        query = (
            select(quotes.c.article_id, func.count(quotes.c.answer_id.distinct()))
            .join(posted_answers, posted_answers.c.id == quotes.c.answer_id)
            .where(posted_answers.c.guild_id == server)
            .group_by(quotes.c.article_id)
        )
        if since is not None:
            query = query.where(posted_answers.c.at >= since)
        with self._database.read() as connection:
            return {row[0]: row[1] for row in connection.execute(query)}

    def insights(
        self, server: int, first: datetime, now: datetime, count: int, certain: float = 0.0
    ) -> Insights:
        """Count a server's questions since `first`, with `count` of what is most frequent.

        An answer whose probability is below `certain` only may be one.
        """
        titles = {
            title.article_id: title.title
            for title in self._catalogue.titles(Scope.of(server), parts=True)
        }
        cited = sorted(self.citations(server, first).items(), key=lambda item: -item[1])
        named = [(titles[article_id], n) for article_id, n in cited if article_id in titles]
        topics = sorted(self._unanswered.topics(server, first), key=lambda topic: -topic.asked)
        silent = [(topic.question, topic.asked) for topic in topics]
        with self._database.read() as connection:
            counted = _counted(
                connection, server, (first, now), named[:count], silent[:count], certain
            )
            return replace(counted, reasons=_reasons(connection, server, first, count))


def _counted(  # noqa: PLR0913, PLR0917 - of whom, when, and what was counted already
    connection: Connection,
    server: int,
    period: tuple[datetime, datetime],
    cited: Sequence[tuple[str, int]],
    unanswered: Sequence[tuple[str, int]],
    certain: float,
) -> Insights:
    """Count a server's questions and opinions, day by day from `period`'s first to its last."""
    first, last = period
    own = (posted_answers.c.guild_id == server) & (posted_answers.c.at >= first)
    answered = exists().where(quotes.c.answer_id == posted_answers.c.id) & (
        posted_answers.c.confidence >= certain
    )
    ratings = (
        select(feedback.c.rating, func.count())
        .join(posted_answers, posted_answers.c.id == feedback.c.answer_id)
        .where(own)
        .group_by(feedback.c.rating)
    )
    asked_on: Counter[date] = Counter()
    answered_on: Counter[date] = Counter()
    query = select(posted_answers.c.at, answered).where(own)
    for at, has_answer in connection.execute(query):
        asked_on[at.date()] += 1
        answered_on[at.date()] += bool(has_answer)
    thumbs = {row[0]: row[1] for row in connection.execute(ratings)}
    length = (last.astimezone(UTC).date() - first.date()).days + 1
    days = [first.date() + timedelta(days=number) for number in range(length)]
    return Insights(
        days=tuple(Day(day, asked_on[day], answered_on[day]) for day in days),
        cited=tuple(cited),
        unanswered=tuple(unanswered),
        thumbs_up=thumbs.get(1, 0),
        thumbs_down=thumbs.get(-1, 0),
    )


def _reasons(
    connection: Connection, server: int, first: datetime, count: int
) -> tuple[tuple[str, str], ...]:
    query = (
        select(posted_answers.c.question, posted_answers.c.private, feedback.c.reason)
        .join(posted_answers, posted_answers.c.id == feedback.c.answer_id)
        .where(
            posted_answers.c.guild_id == server,
            feedback.c.at >= first,
            feedback.c.rating < 0,
            feedback.c.reason != "",
        )
        .order_by(feedback.c.at.desc())
        .limit(count)
    )
    rows = connection.execute(query)
    return tuple(("" if row.private else row.question, row.reason) for row in rows)

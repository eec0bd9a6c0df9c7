"""What a server's moderators see of the collection.

Their own articles and the shared ones, how often their server's answers cite them, who changed
what, and what couldn't be answered. `server` is a Discord server's id, as in an article's scope.
Nothing of another server is ever seen.
"""

from collections import defaultdict
from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, exists, func, select

from index.corpus.corpus import Corpus
from index.corpus.database import Database
from index.corpus.tables import articles, changes, posted_answers, quotes, source_requests, versions
from index.corpus.titles import Title, find
from index.insights import Insights, insights
from index.language.terms import fold
from index.listing import Entry, Listing, Wanted, listing
from index.models import SHARED, Change
from index.topics import grouped

TOPICS_FROM = 2_000
"""The latest unanswered questions are grouped; older ones go without."""


@dataclass(frozen=True, slots=True)
class Recorded:
    """A change with the title its article had then or has now; None once that is erased."""

    change: Change
    title: str | None


@dataclass(frozen=True, slots=True)
class Unanswered:
    """Questions about much the same that the sources didn't answer, the latest one in full.

    `answer_id` is the latest one's, `searched` how it was searched. `wanted` counts those who asked
    to be told once a source answers.
    """

    answer_id: int
    question: str
    searched: str
    asked: int
    people: int
    wanted: int
    latest: datetime


class Overview:
    """Reads the corpus's and the journal's tables together. Thread-safe."""

    def __init__(self, corpus: Corpus, database: Database) -> None:
        self._corpus = corpus
        self._database = database
        self._titles: tuple[int, dict[str, list[Title]]] = (0, {})

    def close(self) -> None:
        """Close the database."""
        self._database.close()

    def titles(self, server: str) -> list[Title]:
        """Return the titles of a server's own articles, then the shared ones, latest first."""
        revision = self._database.scalar("SELECT max(revision) FROM changes") or 0
        known, by_scope = self._titles
        if known != revision:
            by_scope = self._read_titles()
            self._titles = (revision, by_scope)
        return [*by_scope.get(server, []), *by_scope.get(SHARED, [])]

    def find_titles(
        self, server: str, typed: str, count: int, *, own: bool, removed: bool | None
    ) -> list[Title]:
        """Find articles by their titles, the most alike first.

        Only the server's `own`, or the shared ones, too; in force, `removed`, or (None) either.
        """
        titles = [
            title
            for title in self.titles(server)
            if removed in {None, title.removed} and not (own and title.scope == SHARED)
        ]
        return find(typed, titles, count)

    def entries(self, server: str) -> list[Entry]:
        """List a server's own articles and the shared ones, removed ones too."""
        added = (
            select(changes.c.article_id, func.min(changes.c.at))
            .where(changes.c.scope.in_([server, SHARED]))
            .group_by(changes.c.article_id)
        )
        with self._database.read() as connection:
            since = {row[0]: row[1] for row in connection.execute(added)}
        cited = self.citations(server)
        return [
            Entry(**asdict(line), added=since[line.id], cited=cited.get(line.id, 0))
            for scope in (server, SHARED)
            for line in self._corpus.articles(scope)
            if line.id in since
        ]

    def listing(self, server: str, wanted: Wanted, size: int) -> Listing:
        """Return a page of the server's list."""
        return listing(self.entries(server), wanted, size)

    def citations(self, server: str, since: datetime | None = None) -> dict[str, int]:
        """Count the server's answers that cite each article."""
        query = (
            select(quotes.c.article_id, func.count(quotes.c.answer_id.distinct()))
            .join(posted_answers, posted_answers.c.id == quotes.c.answer_id)
            .where(posted_answers.c.guild_id == int(server))
            .group_by(quotes.c.article_id)
        )
        if since is not None:
            query = query.where(posted_answers.c.at >= since)
        with self._database.read() as connection:
            return {row[0]: row[1] for row in connection.execute(query)}

    def change(self, revision: int) -> Change | None:
        """Return a change by its revision."""
        query = select(changes).where(changes.c.revision == revision)
        with self._database.read() as connection:
            row = connection.execute(query).first()
        return None if row is None else Change(**row._asdict())

    def history(self, server: str, article_id: str | None = None) -> list[Recorded]:
        """Return the changes to a server's articles, latest first.

        With `article_id`, those to one article, which may be a shared one.
        """
        query = select(changes, versions.c.title).join(
            versions, versions.c.revision == changes.c.version, isouter=True
        )
        if article_id is None:
            query = query.where(changes.c.scope == server)
        else:
            own = changes.c.scope.in_([server, SHARED])
            query = query.where(own, changes.c.article_id == article_id)
        titles: dict[str, str] = {}
        found = []
        with self._database.read() as connection:
            for row in connection.execute(query.order_by(changes.c.revision)):
                values = row._asdict()
                title = values.pop("title")
                change = Change(**values)
                if title is not None:
                    titles[change.article_id] = title
                found.append(Recorded(change, titles.get(change.article_id)))
        return found[::-1]

    def unanswered(self, server: str, since: datetime) -> list[Unanswered]:
        """Return what members asked and the sources didn't answer, the most asked first.

        What somebody asked privately is in it only if they asked for a source themselves.
        """
        waiting = select(source_requests.c.answer_id, source_requests.c.person).where(
            source_requests.c.told_at.is_(None)
        )
        wanted = exists().where(source_requests.c.answer_id == posted_answers.c.id)
        query = (
            select(posted_answers)
            .where(*silent_in(server, since))
            .where(posted_answers.c.private.is_(False) | wanted)
            .order_by(posted_answers.c.at.desc(), posted_answers.c.id.desc())
            .limit(TOPICS_FROM)
        )
        with self._database.read() as connection:
            rows = connection.execute(query).all()
            people: dict[int, set[int]] = defaultdict(set)
            for answer_id, person in connection.execute(waiting):
                people[answer_id].add(person)
        topics = []
        for group in grouped([row.searched for row in rows]):
            members = [rows[position] for position in group]
            latest = members[0]
            topics.append(
                Unanswered(
                    answer_id=latest.id,
                    question=latest.question,
                    searched=latest.searched,
                    asked=len(members),
                    people=len({row.asker for row in members}),
                    wanted=len(set().union(*(people[row.id] for row in members))),
                    latest=latest.at,
                )
            )
        return sorted(topics, key=lambda topic: (-topic.wanted, -topic.asked))

    def insights(self, server: str, first: datetime, now: datetime, count: int) -> Insights:
        """Count a server's questions since `first`, with `count` of what is most frequent."""
        titles = {title.article_id: title.title for title in self.titles(server)}
        cited = sorted(self.citations(server, first).items(), key=lambda item: -item[1])
        named = [(titles[article_id], n) for article_id, n in cited if article_id in titles]
        topics = sorted(self.unanswered(server, first), key=lambda topic: -topic.asked)
        silent = [(topic.question, topic.asked) for topic in topics]
        with self._database.read() as connection:
            return insights(connection, server, (first, now), named[:count], silent[:count])

    def _read_titles(self) -> dict[str, list[Title]]:
        changed = (
            select(changes.c.article_id, func.max(changes.c.revision).label("revision"))
            .group_by(changes.c.article_id)
            .subquery()
        )
        query = (
            select(
                articles.c.id,
                articles.c.scope,
                versions.c.title,
                articles.c.version.is_(None),
                changed.c.revision,
            )
            .join(versions, versions.c.revision == articles.c.latest)
            .join(changed, changed.c.article_id == articles.c.id)
            .order_by(changed.c.revision.desc())
        )
        found: dict[str, list[Title]] = defaultdict(list)
        with self._database.read() as connection:
            for article_id, scope, title, removed, revision in connection.execute(query):
                known = Title(article_id, scope, title, removed, revision, fold(title))
                found[scope].append(known)
        return found


def silent_in(server: str, since: datetime) -> list[ColumnElement[bool]]:
    """Return what makes a posted answer one of a server's where the sources didn't say."""
    cites = exists().where(quotes.c.answer_id == posted_answers.c.id)
    return [
        posted_answers.c.guild_id == int(server),
        posted_answers.c.at >= since,
        ~cites,
    ]

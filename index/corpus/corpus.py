"""The truth: the articles, every version they had, and the log of every change.

Whoever holds a copy of anything here (the index, a cache) knows the revision that it has reached
and reads on from there.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field, fields, replace
from functools import lru_cache
from itertools import chain, groupby
from pathlib import Path
from typing import Any

from sqlalchemy import ColumnElement, Select, exists, func, select

from index.config import QuotaSettings
from index.corpus.changelog import ChangeLog, Undo
from index.corpus.database import Database
from index.corpus.duplicates import Duplicate, near_duplicates, same_text
from index.corpus.errors import ArticleUnknownError
from index.corpus.quota import require_room
from index.corpus.tables import articles, changes, sentences, versions
from index.models import Article, Change, Draft, Sentence, Span
from index.pauses import PORTION, in_turns, portions
from index.units.passages import passage_text, passages

FILE_NAME = "corpus.sqlite3"

ARTICLES_CACHED = 256
"""Versions never change, so their texts may stay in memory."""

PASSAGES_CACHED = 20_000


@dataclass(frozen=True, slots=True)
class Counts:
    """What is in force."""

    articles: int
    sentences: int


@dataclass(frozen=True, slots=True)
class Summary:
    """A line of the list of articles; `changed` is the revision of its latest change."""

    id: str
    scope: str
    title: str
    date: str | None
    language: str
    sentences: int
    removed: bool
    changed: int


@dataclass(frozen=True, slots=True)
class SeedState:
    """What the log knows of an article from a file: its last file, and who changed it last."""

    file_hash: str
    in_force: bool
    changed_by: str


@dataclass(frozen=True, slots=True)
class _Seen:
    """What was read while `revision` was the latest: passages in force (or not: empty), texts."""

    revision: int
    passages: dict[int, Sequence[Sentence]] = field(default_factory=dict)
    texts: dict[int, str] = field(default_factory=dict)


class Corpus:
    """Reads the articles in force and the log; `write` is the way to change them. Thread-safe."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._version = lru_cache(ARTICLES_CACHED)(self._read_version)
        self._seen = _Seen(0)

    @classmethod
    def open(cls, folder: Path) -> "Corpus":
        """Open the corpus in `folder`, creating or migrating it; raises `CorpusError`s."""
        return cls(Database(folder / FILE_NAME))

    def close(self) -> None:
        """Close the database."""
        self._database.close()

    def backup(self, target: Path) -> None:
        """Write a consistent copy of the whole corpus to a new file, while it is in use."""
        self._database.backup(target)

    @contextmanager
    def write(self) -> Iterator[ChangeLog]:
        """Give the only writer's change log; everything done with it commits together, or not.

        Raises:
            CorpusBusyError: another process kept writing for longer than the limit.
        """
        with self._database.write() as connection:
            yield ChangeLog(connection)

    def revision(self) -> int:
        """Return the revision of the latest change; 0 before the first."""
        return self._database.scalar("SELECT max(revision) FROM changes") or 0

    def last_purge(self) -> int:
        """Return the revision of the latest purge; 0 if there was none."""
        query = "SELECT max(revision) FROM changes WHERE operation = 'purge'"
        return self._database.scalar(query) or 0

    def counts(self) -> Counts:
        """Count the articles and sentences in force."""
        in_force = articles.c.version.is_not(None)
        with self._database.read() as connection:
            return Counts(
                connection.execute(select(func.count()).where(in_force)).scalar_one(),
                connection.execute(
                    select(func.count())
                    .select_from(sentences)
                    .join(articles, articles.c.version == sentences.c.revision)
                ).scalar_one(),
            )

    def changes(self, after: int = 0, article_id: str | None = None) -> list[Change]:
        """Return the changes with a revision above `after`, oldest first."""
        query = select(changes).where(changes.c.revision > after).order_by(changes.c.revision)
        if article_id is not None:
            query = query.where(changes.c.article_id == article_id)
        with self._database.read() as connection:
            return [Change(**row._asdict()) for row in connection.execute(query)]

    def undoing(self, revision: int | None, scope: str | None) -> Undo:
        """Tell what undoing a change, or the scope's latest, would do.

        Raises:
            ChangeNotUndoableError: there is none, or something else was built on it.
        """
        with self._database.read() as connection:
            return ChangeLog(connection).undoing(revision, scope)

    def articles(self, scope: str | None = None) -> list[Summary]:
        """List all articles, removed ones too, the latest change first."""
        last_change = (
            select(changes.c.article_id, func.max(changes.c.revision).label("revision"))
            .group_by(changes.c.article_id)
            .subquery()
        )
        size = (
            select(func.count())
            .where(sentences.c.revision == articles.c.latest)
            .correlate(articles)
            .scalar_subquery()
        )
        query = (
            select(
                articles.c.id,
                articles.c.scope,
                versions.c.title,
                versions.c.date,
                versions.c.language,
                size.label("sentences"),
                articles.c.version.is_(None).label("removed"),
                last_change.c.revision.label("changed"),
            )
            .join(versions, versions.c.revision == articles.c.latest)
            .join(last_change, last_change.c.article_id == articles.c.id)
            .order_by(last_change.c.revision.desc())
        )
        if scope is not None:
            query = query.where(articles.c.scope == scope)
        with self._database.read() as connection:
            return [Summary(**row._asdict()) for row in connection.execute(query)]

    def history_with_texts(
        self, scope: str | None = None
    ) -> Iterator[tuple[Change, tuple[Draft, str | None] | None]]:
        """Give each change, oldest first, with the version it wrote and its file's hash, if any.

        All in one state of the corpus; what was purged has no version any more.
        """
        columns = [versions.c[f.name] for f in fields(Draft)]
        query = (
            select(changes, versions.c.revision.label("written"), versions.c.file_hash, *columns)
            .join(versions, versions.c.revision == changes.c.revision, isouter=True)
            .order_by(changes.c.revision)
        )
        if scope is not None:
            query = query.where(changes.c.scope == scope)
        with self._database.read() as connection:
            for row in connection.execute(query):
                values = row._asdict()
                change = Change(**{f.name: values[f.name] for f in fields(Change)})
                if row.written is None:
                    yield change, None
                else:
                    draft = Draft(**{column.name: values[column.name] for column in columns})
                    yield change, (replace(draft, pages=tuple(draft.pages)), row.file_hash)

    def texts_ever(self, article_id: str) -> list[str]:
        """Return each sentence and passage that any version of the article had."""
        query = (
            select(sentences)
            .join(versions, versions.c.revision == sentences.c.revision)
            .where(versions.c.article_id == article_id)
            .order_by(sentences.c.id)
        )
        by_version: dict[int, list[Sentence]] = {}
        for sentence in self._load(query):
            by_version.setdefault(sentence.article.revision, []).append(sentence)
        texts = []
        for group in by_version.values():
            texts += [sentence.text for sentence in group]
            texts += [passage_text(part) for part in passages(group)]
        return texts

    def article(self, article_id: str) -> Article:
        """Return an article as it stands or, once removed, as it last stood.

        Raises:
            ArticleUnknownError: no article has this id.
        """
        query = select(articles.c.latest).where(articles.c.id == article_id)
        with self._database.read() as connection:
            revision = connection.execute(query).scalar()
        if revision is None:
            raise ArticleUnknownError(article=article_id)
        return self._version(revision)

    def near_duplicates(self, draft: Draft, scopes: Sequence[str]) -> list[Duplicate]:
        """Find the articles in force that share many of the draft's sentences."""
        with self._database.read() as connection:
            return near_duplicates(connection, draft, scopes)

    def same_text(
        self,
        draft: Draft,
        scopes: Sequence[str],
        log: ChangeLog | None = None,
        besides: str | None = None,
    ) -> Duplicate | None:
        """Find another article than `besides` that has the draft's text.

        With `log`, as its transaction sees it.
        """
        with nullcontext(log.connection) if log else self._database.read() as connection:
            return same_text(connection, draft, scopes, besides)

    def require_room(
        self, draft: Draft, scope: str, quota: QuotaSettings, article_id: str | None = None
    ) -> None:
        """Raise a `QuotaError` if a scope has no room for a draft, in the place of `article_id`."""
        with self._database.read() as connection:
            require_room(connection, draft, scope, quota, article_id)

    def forget_deleted(self) -> None:
        """Make sure that nothing purged is left in the database's files."""
        self._version.cache_clear()
        self._seen = _Seen(0)
        self._database.forget_deleted()

    def seeds(self, log: ChangeLog | None = None) -> dict[str, SeedState]:
        """Return the state of each article that ever came from a file, by its id.

        With `log`, as its transaction sees it.
        """
        last_file = (
            select(func.max(versions.c.revision))
            .where(versions.c.file_hash.is_not(None))
            .group_by(versions.c.article_id)
        )
        last_change = select(func.max(changes.c.revision)).group_by(changes.c.article_id)
        query = (
            select(versions.c.article_id, versions.c.file_hash, articles.c.version, changes.c.who)
            .join(articles, articles.c.id == versions.c.article_id)
            .join(changes, changes.c.article_id == versions.c.article_id)
            .where(versions.c.revision.in_(last_file), changes.c.revision.in_(last_change))
        )
        with nullcontext(log.connection) if log else self._database.read() as connection:
            return {
                row.article_id: SeedState(row.file_hash, row.version is not None, row.who)
                for row in connection.execute(query)
            }

    def count_units(self, after: int) -> int:
        """Count the sentences and paragraphs in force that changes above `after` brought."""
        brought = select(changes.c.version).where(changes.c.revision > after)
        wanted = (
            select(sentences.c.revision, sentences.c.paragraph)
            .join(articles, articles.c.version == sentences.c.revision)
            .where(sentences.c.revision.in_(brought))
            .subquery()
        )
        paragraphs = select(wanted).distinct().subquery()
        with self._database.read() as connection:
            return sum(
                connection.execute(select(func.count()).select_from(table)).scalar_one()
                for table in (wanted, paragraphs)
            )

    def sentences_of(self, revisions: Iterable[int]) -> dict[int, list[Sentence]]:
        """Return the sentences of those versions that are in force, in order, by revision."""
        found: dict[int, list[Sentence]] = {}
        for sentence in self._in_force(sentences.c.revision.in_(list(revisions))):
            found.setdefault(sentence.article.revision, []).append(sentence)
        return found

    def passages(self, ids: Iterable[int], scopes: Sequence[str]) -> list[Sequence[Sentence]]:
        """Return the passages that these sentences stand in, if in force now and in a scope.

        In the order of `ids`, each passage once.
        """
        known = self._unchanged().passages
        wanted = list(ids)
        if missing := [i for i in wanted if i not in known]:
            known |= dict.fromkeys(missing, ()) | self._read_passages(missing)
        found = {passage[0].id: passage for i in wanted if (passage := known[i])}
        return [passage for passage in found.values() if passage[0].article.scope in scopes]

    def before(self, sentence: Sentence, count: int) -> list[Sentence]:
        """Return up to `count` sentences that come before a sentence in its article."""
        ids = sentences.c.id.between(sentence.id - count, sentence.id - 1)
        return self._in_force((sentences.c.revision == sentence.article.revision) & ids)

    def text(self, revision: int) -> str:
        """Return the text of a version, as it is stored; empty once it's purged."""
        texts = self._unchanged().texts
        if revision not in texts:
            query = select(versions.c.text).where(versions.c.revision == revision)
            with self._database.read() as connection:
                texts[revision] = connection.execute(query).scalar() or ""
        return texts[revision]

    def _unchanged(self) -> "_Seen":
        """Return what was read at the present revision; nothing read at an earlier one."""
        revision = self.revision()
        if self._seen.revision != revision or len(self._seen.passages) > PASSAGES_CACHED:
            self._seen = _Seen(revision)
        return self._seen

    def _read_passages(self, ids: Sequence[int]) -> dict[int, Sequence[Sentence]]:
        asked = sentences.alias()
        # The index leads to their versions; of those, the passages are picked.
        versions_asked = select(asked.c.revision).where(asked.c.id.in_(ids))
        same_passage = exists().where(
            asked.c.id.in_(ids),
            asked.c.revision == sentences.c.revision,
            asked.c.passage == sentences.c.passage,
        )
        wanted = sentences.c.revision.in_(versions_asked) & same_passage
        by_version = groupby(self._in_force(wanted), key=lambda s: s.article.revision)
        groups = [passage for _, group in by_version for passage in passages(group)]
        holding = {sentence.id: passage for passage in groups for sentence in passage}
        return {i: holding[i] for i in ids if i in holding}

    def _in_force(self, wanted: ColumnElement[bool]) -> list[Sentence]:
        return self._load(
            select(sentences)
            .join(articles, articles.c.version == sentences.c.revision)
            .where(wanted)
            .order_by(sentences.c.id)
        )

    def _load(self, query: Select[Any]) -> list[Sentence]:
        with self._database.read() as connection:
            rows = list(
                chain.from_iterable(in_turns(connection.execute(query).partitions(PORTION)))
            )
        return [
            Sentence(
                row.id,
                self._version(row.revision),
                Span(row.paragraph, row.number, row.start, row.end, row.passage),
            )
            for row in chain.from_iterable(portions(rows))
        ]

    def _read_version(self, revision: int) -> Article:
        query = (
            select(
                versions.c.article_id.label("id"),
                articles.c.scope,
                versions.c.revision,
                versions.c.title,
                versions.c.language,
                versions.c.date,
                versions.c.url,
                versions.c.author,
                versions.c.text,
                versions.c.pages,
            )
            .join(articles, articles.c.id == versions.c.article_id)
            .where(versions.c.revision == revision)
        )
        with self._database.read() as connection:
            row = connection.execute(query).one()._asdict()
        return Article(**row | {"pages": tuple(row["pages"])})

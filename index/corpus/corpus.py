"""The truth: the articles, every version they had, and the log of every change.

Whoever holds a copy of anything here (the index, a cache) knows the revision that it has reached
and reads on from there.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, fields
from functools import lru_cache
from itertools import chain, groupby
from pathlib import Path
from typing import Any, get_args

from sqlalchemy import ColumnElement, Select, bindparam, exists, func, or_, select

from index.config import CorpusSettings
from index.corpus.changelog import ChangeLog, Clock, now, text_hash
from index.corpus.errors import (
    ArticleUnknownError,
    CorpusBusyError,
    CorpusDamagedError,
    DataDirUnwritableError,
)
from index.corpus.examples import example_hashes
from index.corpus.storage.checksums import checksum
from index.corpus.storage.database import Database
from index.corpus.storage.schema import CORPUS, Schema
from index.corpus.storage.sqlite.database import SqliteDatabase
from index.corpus.storage.sums import sound
from index.corpus.storage.tables import LOGGED, articles, changes, collection, sentences, versions
from index.corpus.storage.texts import TEXT, WITH_TEXTS
from index.dates import local_day
from index.models import DETAILS, Article, Block, Change, Draft, Position, Sentence, Span, UnitKind
from index.pauses import PORTION, in_turns, portions
from index.scopes import Scope
from index.shelves import Shelf, Shelves, shelves_of
from index.units.blocks import unpacked
from index.units.outline import Outline
from index.units.passages import answering, passages, unit_texts

FILE_NAME = "corpus.sqlite3"

IN_FOLDER = CorpusSettings()

ARTICLES_CACHED = 256
"""Versions never change, so their texts may stay in memory."""

PASSAGES_CACHED = 20_000

UNIT_KINDS = frozenset(get_args(UnitKind))

ANSWERS = sentences.c.kind != "context"

IS_EXAMPLE = versions.c.file_hash.is_not(None) & versions.c.file_hash.in_(example_hashes())

SHELF = (articles.c.scope, versions.c.valid_until, versions.c.afterwards, IS_EXAMPLE)
"""What a `Shelf` is made of."""

_SPAN = tuple(sentences.c[each.name] for each in fields(Span))
_UNITS = (
    select(sentences.c.id, sentences.c.revision, articles.c.scope, sentences.c.text_hash, *_SPAN)
    .select_from(sentences)
    .where(sound(sentences))
)
"""What `Corpus._load` needs of each, with where its article lies at this moment."""

_IN_FORCE = _UNITS.join(articles, articles.c.version == sentences.c.revision).order_by(
    sentences.c.id
)

# Put together once: that takes longer than SQLite does.
_REVISION = select(func.max(changes.c.revision))
_LAST_PURGE = _REVISION.where(changes.c.operation == "purge")
_ID, _DIVISION = select(collection.c.id), select(collection.c.division)
_AROUND = _IN_FORCE.where(
    sentences.c.revision == bindparam("of"),
    sentences.c.id.between(bindparam("first"), bindparam("last")),
)
_BLOCKS = select(versions.c.blocks).where(versions.c.revision == bindparam("of"), sound(versions))
_VERSION = (
    select(
        versions.c.article_id.label("id"),
        versions.c.revision,
        versions.c.title,
        versions.c.language,
        versions.c.date,
        versions.c.url,
        versions.c.author,
        TEXT,
        versions.c.pages,
        versions.c.valid_until,
        versions.c.afterwards,
        IS_EXAMPLE.label("example"),
        versions.c.checksum,
    )
    .select_from(WITH_TEXTS)
    .where(versions.c.revision == bindparam("of"))
)


@dataclass(frozen=True, slots=True)
class Counts:
    """What is in force."""

    articles: int
    sentences: int


@dataclass(frozen=True, slots=True)
class _Unchanged:
    """What was read while `revision` was the latest: passages in force (or not: empty), texts."""

    revision: int
    passages: dict[int, Sequence[Sentence]] = field(default_factory=dict)
    texts: dict[int, str] = field(default_factory=dict)
    shelves: list[Shelves] = field(default_factory=list)
    """One item, once they were read."""


class _ErasedError(Exception):
    """A version was purged, by whichever process, after something said that it is there."""


class Corpus:
    """Reads the articles in force and the log; `write` is the way to change them. Thread-safe."""

    def __init__(self, database: Database, clock: Clock = now) -> None:
        self.database = database
        self._clock = clock
        self._version = lru_cache(ARTICLES_CACHED)(self._read_version)
        self._blocks = lru_cache(ARTICLES_CACHED)(self._read_blocks)
        self._outline = lru_cache(ARTICLES_CACHED)(self._read_outline)
        self._seen = _Unchanged(0)

    @classmethod
    def open(
        cls,
        folder: Path,
        schemas: Sequence[Schema] = (CORPUS,),
        clock: Clock = now,
        settings: CorpusSettings = IN_FOLDER,
    ) -> "Corpus":
        """Open the corpus in `folder` or, if settings name one, on a server; raises `CorpusError`s.

        It is created or migrated. `schemas` are the corpus's and those of whoever keeps something
        beside it.
        """
        url = settings.url.get_secret_value()
        if not url:
            return cls(SqliteDatabase(folder / FILE_NAME, schemas), clock)
        # What speaks to a server isn't installed everywhere, and takes a while.
        from index.corpus.storage.postgresql.database import PostgresDatabase  # noqa: PLC0415

        return cls(PostgresDatabase(url, schemas, connections=settings.connections), clock)

    def close(self) -> None:
        """Close the database."""
        self.database.close()

    @contextmanager
    def write(self) -> Iterator[ChangeLog]:
        """Give the only writer's change log; everything done with it commits together, or not.

        Raises:
            CorpusBusyError: another process kept writing for longer than the limit.
        """
        with self.database.write() as connection:
            yield ChangeLog(connection, self._clock)
            self.database.announce(connection)

    def revision(self) -> int:
        """Return the revision of the latest change; 0 before the first."""
        return self.database.scalar(_REVISION) or 0

    def today(self) -> str:
        """Return the day that it is here, "2026-12-31"."""
        return local_day(self._clock())

    def shelves(self, scopes: Sequence[str], *, expired: bool = True) -> tuple[str, ...]:
        """Return the shelves of some scopes that are read today; the `expired` ones, too, or not.

        What reads texts by `shelves` reads nothing of the scopes that nobody is to read any more.
        """
        return self.shelves_there().read(scopes, self.today(), expired=expired)

    def id(self) -> str:
        """Return the id that this collection has for life, its backups included."""
        return str(self.database.scalar(_ID))

    def division(self) -> str:
        """Return what tells this division of the texts into sentences from earlier ones."""
        return str(self.database.scalar(_DIVISION))

    def position(self, revision: int | None = None) -> Position:
        """Return where the log is now, or was when the change of a `revision` was made."""
        revision = self.revision() if revision is None else revision
        return Position(revision, self._token(revision) or "")

    def holds(self, position: Position) -> bool:
        """Tell whether this log has come by a position: all up to there is its own history."""
        return self._token(position.revision) == position.token

    def _token(self, revision: int) -> str | None:
        """Return a change's token; empty before the first, None if there is no such change."""
        if not revision:
            return ""
        query = select(changes.c.token).where(changes.c.revision == revision)
        with self.database.read() as connection:
            row = connection.execute(query).first()
        # A program that knew no tokens, and was running on, may have made the change.
        return None if row is None else row.token or ""

    def last_purge(self) -> int:
        """Return the revision of the latest purge; 0 if there was none."""
        return self.database.scalar(_LAST_PURGE) or 0

    def counts(self) -> Counts:
        """Count the articles and sentences in force."""
        in_force = articles.c.version.is_not(None)
        with self.database.read() as connection:
            return Counts(
                connection.execute(select(func.count()).where(in_force)).scalar_one(),
                connection.execute(
                    select(func.count())
                    .select_from(sentences)
                    .join(articles, articles.c.version == sentences.c.revision)
                    .where(ANSWERS)
                ).scalar_one(),
            )

    def changes(self, after: int = 0, article_id: str | None = None) -> list[Change]:
        """Return the changes with a revision above `after`, oldest first."""
        query = select(*LOGGED).where(changes.c.revision > after, sound(changes))
        query = query.order_by(changes.c.revision)
        if article_id is not None:
            query = query.where(changes.c.article_id == article_id)
        with self.database.read() as connection:
            return [Change(**row._asdict()) for row in connection.execute(query)]

    def texts_ever(self, article_id: str) -> list[str]:
        """Return each sentence and passage that any version of the article had."""
        query = (
            _UNITS.join(versions, versions.c.revision == sentences.c.revision)
            .join(articles, articles.c.id == versions.c.article_id)
            .where(versions.c.article_id == article_id)
            .order_by(sentences.c.id)
        )
        found = groupby(self._load(query), key=lambda sentence: sentence.article)
        return [
            unit
            for article, group in found
            for unit in unit_texts(
                article.text,
                [sentence.span for sentence in group],
                self.blocks(article.revision),
            )
        ]

    def article(self, article_id: str) -> Article:
        """Return an article as it stands or, once removed, as it last stood.

        Raises:
            ArticleUnknownError: no article has this id.
        """
        query = select(articles.c.latest, articles.c.scope).where(articles.c.id == article_id)
        with self.database.read() as connection:
            row = connection.execute(query).first()
        try:
            if row is not None and row.latest is not None:
                return self._version(row.latest, row.scope)
        except _ErasedError:
            pass  # purged in between
        raise ArticleUnknownError(article=article_id)

    def readable(self, article_id: str, scopes: Sequence[Scope]) -> Article:
        """Return an article in force that lies in one of the scopes and may be read today.

        Raises:
            ArticleUnknownError: there it isn't, whatever is elsewhere.
        """
        article = self.article(article_id)
        if article.shelf not in self.shelves(scopes) or not self.versions_in_force([article_id]):
            raise ArticleUnknownError(article=article_id)
        return article

    def is_purged(self, article_id: str) -> bool:
        """Tell whether an article was erased for good; also one that never was is not there."""
        query = select(articles.c.id).where(articles.c.id == article_id)
        with self.database.read() as connection:
            return connection.execute(query).first() is None

    def version(self, revision: int) -> Article | None:
        """Return the version that a change left in force; None if it left none, or it's purged."""
        query = (
            select(changes.c.version, articles.c.scope)
            .join(articles, articles.c.id == changes.c.article_id)
            .where(changes.c.revision == revision, sound(changes))
        )
        with self.database.read() as connection:
            row = connection.execute(query).first()
        try:
            return None if row is None or row.version is None else self._version(*row)
        except _ErasedError:
            return None

    def draft_of(self, article: Article) -> Draft:
        """Return a draft of what an article is, divided as it is."""
        query = select(*_SPAN)
        query = query.where(sentences.c.revision == article.revision, sound(sentences))
        query = query.order_by(sentences.c.id)
        with self.database.read() as connection:
            spans = tuple(Span(*row) for row in connection.execute(query))
            shaped = connection.execute(
                select(versions.c.shaped).where(versions.c.revision == article.revision)
            ).scalar()
        blocks = self.blocks(article.revision)
        details = {name: getattr(article, name) for name in DETAILS}
        return Draft(**details, blocks=blocks, shaped=bool(shaped), spans=spans)

    def blocks(self, revision: int) -> tuple[Block, ...]:
        """Return the structure of a version's text; nothing once it's purged."""
        return self._blocks(revision)

    def units(self, revision: int) -> list[Sentence]:
        """Return what of a version, in force or not, can answer."""
        of_version = (
            _UNITS.join(versions, versions.c.revision == sentences.c.revision)
            .join(articles, articles.c.id == versions.c.article_id)
            .where(sentences.c.revision == revision)
        )
        return answering(self._load(of_version.order_by(sentences.c.id)))

    def forget_deleted(self) -> None:
        """Make sure that nothing purged is left in the database's files, which then are shorter."""
        self._version.cache_clear()
        self._blocks.cache_clear()
        self._outline.cache_clear()
        self._seen = _Unchanged(0)
        # What is erased is overwritten already; a full disk may keep its space.
        with suppress(CorpusBusyError, DataDirUnwritableError):
            self.database.give_back()
        self.database.forget_deleted()

    def count_units(self, after: int) -> int:
        """Count the sentences and paragraphs in force that changes above `after` brought."""
        brought = select(changes.c.version).where(changes.c.revision > after)
        wanted = (
            select(sentences.c.revision, sentences.c.paragraph)
            .join(articles, articles.c.version == sentences.c.revision)
            .where(sentences.c.revision.in_(brought), ANSWERS)
            .subquery()
        )
        paragraphs = select(wanted).distinct().subquery()
        with self.database.read() as connection:
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

    def passages(self, ids: Iterable[int], shelves: Sequence[str]) -> list[Sequence[Sentence]]:
        """Return the passages that these sentences stand in, if in force now and on a shelf.

        In the order of `ids`, each passage once.
        """
        known = self._unchanged().passages
        wanted = list(ids)
        if missing := [i for i in wanted if i not in known]:
            known |= dict.fromkeys(missing, ()) | self._read_passages(missing)
        found = {passage[0].id: passage for i in wanted if (passage := known[i])}
        return [passage for passage in found.values() if passage[0].article.shelf in shelves]

    def versions_in_force(self, article_ids: Iterable[str]) -> dict[str, int]:
        """Return the versions in force of those of the articles that have one."""
        query = select(articles.c.id, articles.c.version).where(
            articles.c.id.in_(list(article_ids)), articles.c.version.is_not(None)
        )
        with self.database.read() as connection:
            return {row.id: row.version for row in connection.execute(query)}

    def ended(self, since: str, today: str, of: Collection[str] | None = None) -> set[str]:
        """Return the articles in force whose last day was over after `since`, and is by `today`.

        Of all, or of some.
        """
        query = (
            select(articles.c.id)
            .join(versions, versions.c.revision == articles.c.version)
            .where(versions.c.valid_until >= since, versions.c.valid_until < today)
        )
        if of is not None:
            query = query.where(articles.c.id.in_(list(of)))
        with self.database.read() as connection:
            return set(connection.execute(query).scalars())

    def shelves_of(self, article_ids: Iterable[str]) -> dict[str, str]:
        """Return where those of the articles stand that are there, removed or not."""
        query = (
            select(articles.c.id, *SHELF)
            .join(versions, versions.c.revision == articles.c.latest)
            .where(articles.c.id.in_(list(article_ids)))
        )
        with self.database.read() as connection:
            return {row.id: Shelf(*row[1:]).name for row in connection.execute(query)}

    def around(self, sentence: Sentence, before: int, after: int) -> list[Sentence]:
        """Return a sentence in force among up to so many before and after it in its article."""
        first, last = sentence.id - before, sentence.id + after
        return self._load(_AROUND, of=sentence.article.revision, first=first, last=last)

    def text(self, revision: int) -> str:
        """Return the text of a version, as it is stored; empty once it's purged."""
        texts = self._unchanged().texts
        if revision not in texts:
            texts[revision] = self._read_text(revision)
        return texts[revision]

    def _read_text(self, revision: int) -> str:
        query = select(TEXT).select_from(WITH_TEXTS).where(versions.c.revision == revision)
        with self.database.read() as connection:
            return connection.execute(query).scalar() or ""

    def shelves_there(self) -> Shelves:
        """Return those on which an article in force stands, read today or not."""
        known = self._unchanged().shelves
        if not known:
            query = (
                select(*SHELF)
                .join(versions, versions.c.revision == articles.c.version)
                .where(versions.c.valid_until.is_not(None) | IS_EXAMPLE)
                .distinct()
            )
            in_force = select(articles.c.scope).where(articles.c.version.is_not(None)).distinct()
            with self.database.read() as connection:
                found = [Shelf(*row) for row in connection.execute(query)]
                scopes = connection.execute(in_force).scalars()
                known.append(shelves_of(found, scopes))
        return known[0]

    def _unchanged(self) -> "_Unchanged":
        """Return what was read at the present revision; nothing read at an earlier one."""
        revision = self.revision()
        if self._seen.revision != revision or len(self._seen.passages) > PASSAGES_CACHED:
            self._seen = _Unchanged(revision)
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
        return self._load(_IN_FORCE.where(wanted))

    def _load(self, query: Select[Any], **values: int) -> list[Sentence]:
        with self.database.read() as connection:
            found_rows = connection.execute(query, values).partitions(PORTION)
            rows = list(chain.from_iterable(in_turns(found_rows)))
        found = (self._sentence(row) for row in chain.from_iterable(portions(rows)))
        return [sentence for sentence in found if sentence is not None]

    def _sentence(self, row: Sequence[Any]) -> Sentence | None:
        """Return a sentence; None if its version was purged after the row was read."""
        sentence_id, revision, scope, stored, *values = row
        span = Span(*values)
        try:
            article = self._version(revision, scope)
        except _ErasedError:
            return None
        context = self._outline(revision, scope).context(span.start)
        sentence = Sentence(sentence_id, article, span, context)
        whole = span.kind in UNIT_KINDS and stored == text_hash(sentence.text)
        self._require(sentence.article.id, whole=whole)
        return sentence

    def _read_blocks(self, revision: int) -> tuple[Block, ...]:
        with self.database.read() as connection:
            return tuple(unpacked(connection.execute(_BLOCKS, {"of": revision}).scalar() or ()))

    def _read_outline(self, revision: int, scope: Scope) -> Outline:
        return Outline(self._version(revision, scope).text, self.blocks(revision))

    def _read_version(self, revision: int, scope: Scope) -> Article:
        # What a version says never changes; where its article lies may, and isn't kept with it.
        with self.database.read() as connection:
            found = connection.execute(_VERSION, {"of": revision}).first()
            ours = or_(articles.c.latest == revision, articles.c.version == revision)
            if found is None and connection.execute(select(articles.c.id).where(ours)).first():
                self._require(f"version {revision}", whole=False)
        if found is None:
            raise _ErasedError
        row = found._asdict()
        stored = row.pop("checksum")
        self._require(row["id"], whole=stored in {None, checksum(row)})
        return Article(**row | {"pages": tuple(row["pages"]), "scope": scope})

    def _require(self, article_id: str, *, whole: bool) -> None:
        """Raise `CorpusDamagedError` for what isn't as it was stored: SQLite can't tell."""
        if not whole:
            reason = f"{article_id}: checksum differs"
            raise CorpusDamagedError(path=self.database.place, reason=reason)

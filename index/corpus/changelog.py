"""The only way to change the corpus: a transaction that writes versions and the log's rows."""

import hashlib
import secrets
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, fields
from datetime import UTC, datetime

from sqlalchemy import Connection, delete, func, insert, select, update

from index.articles.cleaning import clean_line
from index.corpus.errors import (
    ArticleAlreadyRemovedError,
    ArticleChangedMeanwhileError,
    ArticleNotMovableError,
    ArticleNotMovedError,
    ArticleNotRemovedError,
    ArticleUnknownError,
    PinUnknownError,
    PinWithoutQuestionError,
    PinWithoutSentenceError,
)
from index.corpus.storage.checksums import checksum
from index.corpus.storage.columns import within
from index.corpus.storage.sums import sound
from index.corpus.storage.tables import LOGGED, articles, changes, pins, sentences, sites, versions
from index.corpus.storage.texts import holder_of
from index.corpus.undo import undoing
from index.models import Change, Draft, Operation, Pin, Span
from index.pauses import portions
from index.scopes import SHARED, Scope
from index.units.blocks import packed
from index.units.segmentation import DIVISION, divide, structured

ID_ALPHABET = "23456789abcdefghjkmnpqrstvwxyz"
"""Nothing that is misread when an article's id is typed."""

ID_LENGTH = 8

MAX_LINE = 1000
"""Characters of a reason; and, of what comes from elsewhere, of a title, an author, a person."""

ERASED = "erased"
"""Stands in the log for who changed something in a scope that was purged."""

SOMEBODY = "somebody"
"""Stands in the log for a person whose data was erased."""

Clock = Callable[[], datetime]
"""Gives the time, in UTC."""


def now() -> datetime:
    """Return the time, in UTC."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Author:
    """Who makes a change, such as "operator:ada" or "seeds", and why."""

    who: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class Expectation:
    """What who changes an article takes for granted: whose it is, and what they have seen of it.

    It is in `scope` or another part of the same server. `seen` is the revision of the latest change
    to the article that they know of; None for any.
    """

    scope: Scope
    seen: int | None = None


class ChangeLog:
    """Writes changes within one transaction; nothing is in force before that commits.

    Methods raise `ArticleUnknownError` for an id that no article has, or has any more.
    """

    def __init__(self, connection: Connection, clock: Clock = now) -> None:
        self.connection = connection
        self._clock = clock

    def add(
        self,
        draft: Draft,
        author: Author,
        *,
        scope: Scope,
        article_id: str | None = None,
        file_hash: str | None = None,
    ) -> Change:
        """Add a new article; without `article_id` it gets a random one."""
        article_id = article_id or _new_id()
        revision = self.next_revision()
        self.connection.execute(insert(articles).values(id=article_id, scope=scope))
        change = self._record("add", article_id, author, version=revision)
        self._write_version(change, draft, file_hash)
        return change

    def replace(
        self, article_id: str, draft: Draft, author: Author, *, file_hash: str | None = None
    ) -> Change:
        """Put a new version in the place of the one in force, or of one that was removed."""
        change = self._record("replace", article_id, author, version=self.next_revision())
        self._write_version(change, draft, file_hash)
        return change

    def remove(self, article_id: str, author: Author) -> Change:
        """Take an article out of force; its versions stay, to be restored.

        Raises:
            ArticleAlreadyRemovedError: it is out of force.
        """
        if self._in_force(article_id) is None:
            raise ArticleAlreadyRemovedError(article=article_id)
        return self._record("remove", article_id, author, version=None)

    def restore(self, article_id: str, author: Author) -> Change:
        """Put the version that was last in force back in force.

        Raises:
            ArticleNotRemovedError: it is in force.
        """
        if self._in_force(article_id) is not None:
            raise ArticleNotRemovedError(article=article_id)
        latest = select(articles.c.latest).where(articles.c.id == article_id)
        version = self.connection.execute(latest).scalar_one()
        return self._record("restore", article_id, author, version=version)

    def move(self, article_id: str, scope: Scope, author: Author) -> Change:
        """Give an article to others of its server: to all, or to those of a part.

        Raises:
            ArticleNotMovableError: the scope is another server's, or everybody's.
            ArticleNotMovedError: it is there.
        """
        before, version = self._scope(article_id), self._in_force(article_id)
        if SHARED in {before, scope} or before.whole != scope.whole:
            raise ArticleNotMovableError
        if before == scope:
            raise ArticleNotMovedError(title=self._title(article_id))
        return self._record("move", article_id, author, version=version, scope=scope)

    def check(self, article_id: str, expected: Expectation) -> None:
        """Make sure that an article is as someone expects before they change it.

        Raises:
            ArticleUnknownError: it is another server's.
            ArticleChangedMeanwhileError: it was changed after what they have seen.
        """
        if self._scope(article_id).whole != expected.scope.whole:
            raise ArticleUnknownError(article=article_id)
        query = select(*LOGGED).where(changes.c.article_id == article_id, sound(changes))
        latest = self.connection.execute(query.order_by(changes.c.revision.desc())).first()
        if latest is not None and expected.seen not in {None, latest.revision}:
            change = Change(**latest._asdict())
            raise ArticleChangedMeanwhileError(article=article_id, change=change)

    def undo(self, revision: int | None, author: Author, *, scope: Scope | None = None) -> Change:
        """Take a change back, by a change of its own; without `revision`, the latest one.

        Raises:
            ChangeNotUndoableError: there is none, or something else was built on it.
        """
        undo = undoing(self.connection, revision, scope)
        if undo.operation == "unpin":
            undone = undo.change.revision
            return self._unpin(undone, author, scope, undoes=undone)
        if undo.operation == "pin":
            return self._pin_again(undo.change, author)
        if undo.operation == "move":
            return self._record(
                "move",
                undo.change.article_id,
                author,
                version=self._in_force(undo.change.article_id),
                undoes=undo.change.revision,
                scope=undo.scope,
            )
        return self._record(
            undo.operation,
            undo.change.article_id,
            author,
            version=undo.version,
            undoes=undo.change.revision,
        )

    def pin(self, article_id: str, question: str, place: tuple[int, int], author: Author) -> Change:
        """Approve `place`, `[start, end)` of an article as it stands, as a question's answer.

        Raises:
            PinWithoutSentenceError: no sentences begin and end there, or the article is removed.
            PinWithoutQuestionError: the question is empty.
        """
        question, version = " ".join(_line(question).split()), self._in_force(article_id)
        if not question:
            raise PinWithoutQuestionError
        self._require_sentences(version, place)
        change = self._record("pin", article_id, author, version=version)
        self._write_pin(
            Pin(change.revision, article_id, change.scope, question, version or 0, *place)
        )
        return change

    def unpin(self, revision: int, author: Author, *, scope: Scope | None = None) -> Change:
        """Take back the fixed answer that a change pinned.

        Raises:
            PinUnknownError: there is none, or it is neither in this scope nor in a part of it.
        """
        return self._unpin(revision, author, scope, undoes=None)

    def _unpin(
        self, revision: int, author: Author, scope: Scope | None, undoes: int | None
    ) -> Change:
        pinned = (pins.c.revision == revision) & pins.c.unpinned.is_(None)
        article_id = self.connection.execute(select(pins.c.article_id).where(pinned)).scalar()
        if article_id is None or not (scope is None or scope.holds(self._scope(article_id))):
            raise PinUnknownError
        version = self._in_force(article_id)
        change = self._record("unpin", article_id, author, version=version, undoes=undoes)
        values = {"unpinned": change.revision}
        self.connection.execute(update(pins).where(pinned).values(values))
        return change

    def _pin_again(self, undone: Change, author: Author) -> Change:
        """Take an unpinning back."""
        query = select(pins).where(pins.c.unpinned == undone.revision, sound(pins))
        row = self.connection.execute(query).first()
        if row is None:
            raise PinUnknownError
        change = self._record(
            "pin",
            row.article_id,
            author,
            version=self._in_force(row.article_id),
            undoes=undone.revision,
        )
        place = (row.question, row.version, row.start, row.end)
        self._write_pin(Pin(change.revision, row.article_id, change.scope, *place))
        return change

    def _require_sentences(self, version: int | None, place: tuple[int, int]) -> None:
        own = (sentences.c.revision == version) & (sentences.c.kind != "context") & sound(sentences)
        query = select(sentences.c.start, sentences.c.end).where(own)
        found = self.connection.execute(query).all()
        starts, ends = {row.start for row in found}, {row.end for row in found}
        if place[0] not in starts or place[1] not in ends or place[0] > place[1]:
            raise PinWithoutSentenceError

    def _write_pin(self, pin: Pin) -> None:
        values = {name: value for name, value in asdict(pin).items() if name != "scope"}
        self.connection.execute(insert(pins).values(values))

    def purge(self, article_id: str, author: Author) -> None:
        """Erase every version of an article for good.

        The log keeps who did what when; of the article it keeps the id alone.
        """
        self._record("purge", article_id, author, version=None)
        own = select(versions.c.revision).where(versions.c.article_id == article_id)
        self.connection.execute(delete(pins).where(pins.c.article_id == article_id))
        self.connection.execute(delete(articles).where(articles.c.id == article_id))
        self.connection.execute(delete(sentences).where(sentences.c.revision.in_(own)))
        self.connection.execute(delete(versions).where(versions.c.article_id == article_id))

    def forget_authors(self, scope: Scope) -> None:
        """Erase from a scope's rows, its parts' too, who did it and why; what was done stays."""
        own = within(changes.c.scope, scope)
        self.connection.execute(update(changes).where(own).values(who=ERASED, why=""))

    def forget_sites(self, scope: Scope) -> None:
        """Forget which sites of a scope are read again, and what waits of them."""
        self.connection.execute(delete(sites).where(sites.c.scope == scope))

    def forget_author(self, who: str) -> None:
        """Erase from all rows that it was `who`; what was done when, and why, stays."""
        self.connection.execute(update(changes).where(changes.c.who == who).values(who=SOMEBODY))

    def adopt(
        self,
        change: Change,
        draft: Draft | None,
        file_hash: str | None,
        pin: Pin | int | None = None,
    ) -> None:
        """Write a change that was made in another corpus, with its author and time.

        `change.revision` must be the next one, `change.version` a version of this corpus. `pin` is
        what it pinned, or the revision of the change whose pin it took back.
        """
        self.connection.execute(insert(changes).values(asdict(change)))
        if draft is not None:
            if change.operation == "add":
                row = {"id": change.article_id, "scope": change.scope}
                self.connection.execute(insert(articles).values(row))
            self._write_version(change, draft, file_hash)
        elif change.operation != "purge":
            self._put_in_force(change)
        if isinstance(pin, Pin):
            self._write_pin(pin)
        elif pin is not None:
            pinned = pins.c.revision == pin
            values = {"unpinned": change.revision}
            self.connection.execute(update(pins).where(pinned).values(values))

    def _record(  # noqa: PLR0913 - what a row of the log says
        self,
        operation: Operation,
        article_id: str,
        author: Author,
        *,
        version: int | None,
        undoes: int | None = None,
        scope: Scope | None = None,
    ) -> Change:
        change = Change(
            revision=self.next_revision(),
            article_id=article_id,
            scope=scope or self._scope(article_id),
            operation=operation,
            version=version,
            at=self._clock(),
            who=_line(author.who),
            why=clean_line(author.why, MAX_LINE),
            undoes=undoes,
        )
        self.connection.execute(insert(changes).values(asdict(change)))
        if version != change.revision:
            self._put_in_force(change)
        return change

    def _write_version(self, change: Change, draft: Draft, file_hash: str | None) -> None:
        draft = structured(draft)
        details = draft.details | {"title": _line(draft.title)}
        hashed = text_hash(draft.text)
        # What only changes details stores no text again.
        text_of = holder_of(self.connection, change.article_id, draft.text, hashed)
        self.connection.execute(
            insert(versions).values(
                revision=change.revision,
                article_id=change.article_id,
                text_hash=hashed,
                text_of=text_of,
                size=len(draft.text.encode()),
                file_hash=file_hash,
                division=DIVISION,
                blocks=list(packed(draft.blocks or ())),
                shaped=draft.shaped,
                checksum=checksum(details),
                **details | ({} if text_of is None else {"text": ""}),
            )
        )
        write_sentences(self.connection, change.revision, draft.text, divide(draft))
        self._put_in_force(change)

    def _put_in_force(self, change: Change) -> None:
        values: dict[str, object] = {"version": change.version, "scope": change.scope}
        if change.version is not None:
            values["latest"] = change.version
        self.connection.execute(
            update(articles).where(articles.c.id == change.article_id).values(values)
        )

    def next_revision(self) -> int:
        """Return the revision that the next change will have."""
        return (self.connection.execute(select(func.max(changes.c.revision))).scalar() or 0) + 1

    def _scope(self, article_id: str) -> Scope:
        query = select(articles.c.scope).where(articles.c.id == article_id)
        scope = self.connection.execute(query).scalar()
        if scope is None:
            raise ArticleUnknownError(article=article_id)
        return Scope(scope)

    def _title(self, article_id: str) -> str:
        latest = select(articles.c.latest).where(articles.c.id == article_id).scalar_subquery()
        query = select(versions.c.title).where(versions.c.revision == latest)
        return str(self.connection.execute(query).scalar())

    def _in_force(self, article_id: str) -> int | None:
        self._scope(article_id)
        query = select(articles.c.version).where(articles.c.id == article_id)
        return self.connection.execute(query).scalar()


SPAN = tuple(field.name for field in fields(Span))


def write_sentences(
    connection: Connection, revision: int, text: str, spans: Sequence[Span]
) -> None:
    """Store how a version's text is divided."""
    for portion in portions(spans):
        connection.execute(
            insert(sentences),
            [
                {
                    "revision": revision,
                    "text_hash": text_hash(text[span.start : span.end]),
                    # Of flat values; `asdict` looks for others.
                    **{name: getattr(span, name) for name in SPAN},
                }
                for span in portion
            ],
        )


def text_hash(text: str) -> str:
    """Hash a text so that case and white space make no difference."""
    return hashlib.sha256(" ".join(text.casefold().split()).encode()).hexdigest()[:32]


def _line(text: str) -> str:
    """Take out control characters, which a terminal would obey."""
    return "".join(char for char in text if unicodedata.category(char) != "Cc")


def _new_id() -> str:
    return "".join(secrets.choice(ID_ALPHABET) for _ in range(ID_LENGTH))

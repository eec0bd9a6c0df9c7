"""The only way to change the corpus: a transaction that writes versions and the log's rows."""

import hashlib
import secrets
import unicodedata
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Row, delete, func, insert, select, update

from index.corpus.errors import (
    ArticleAlreadyRemovedError,
    ArticleChangedMeanwhileError,
    ArticleNotRemovedError,
    ArticleUnknownError,
    ChangeNotUndoableError,
)
from index.corpus.tables import articles, changes, posted_answers, quotes, sentences, versions
from index.i18n import N_
from index.models import Change, Draft, Operation
from index.pauses import portions
from index.units.segmentation import segment

ID_ALPHABET = "23456789abcdefghjkmnpqrstvwxyz"
"""Nothing that is misread when an article's id is typed."""

ID_LENGTH = 8


@dataclass(frozen=True, slots=True)
class Author:
    """Who makes a change, such as "operator:ada" or "seeds", and why."""

    who: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class Expected:
    """What who changes an article takes for granted: its scope, and what they have seen of it.

    `seen` is the revision of the latest change to the article that they know of; None for any.
    """

    scope: str
    seen: int | None = None


@dataclass(frozen=True, slots=True)
class Undo:
    """What taking `change` back means: `operation`, and the version in force after it, if any."""

    change: Change
    operation: Operation
    version: int | None


class ChangeLog:
    """Writes changes within one transaction; nothing is in force before that commits.

    Methods raise `ArticleUnknownError` for an id that no article has, or has any more.
    """

    def __init__(self, connection: Connection) -> None:
        self.connection = connection

    def add(
        self,
        draft: Draft,
        author: Author,
        *,
        scope: str,
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

    def check(self, article_id: str, expected: Expected) -> None:
        """Make sure that an article is as someone expects before they change it.

        Raises:
            ArticleUnknownError: it is in another scope.
            ArticleChangedMeanwhileError: it was changed after what they have seen.
        """
        if self._scope(article_id) != expected.scope:
            raise ArticleUnknownError(article=article_id)
        query = select(changes).where(changes.c.article_id == article_id)
        latest = self.connection.execute(query.order_by(changes.c.revision.desc())).first()
        if latest is not None and expected.seen not in {None, latest.revision}:
            change = Change(**latest._asdict())
            raise ArticleChangedMeanwhileError(article=article_id, change=change)

    def undo(self, revision: int | None, author: Author, *, scope: str | None = None) -> Change:
        """Take a change back, by a change of its own; without `revision`, the latest one.

        Raises:
            ChangeNotUndoableError: there is none, or something else was built on it.
        """
        undo = self.undoing(revision, scope)
        return self._record(
            undo.operation,
            undo.change.article_id,
            author,
            version=undo.version,
            undoes=undo.change.revision,
        )

    def undoing(self, revision: int | None, scope: str | None = None) -> Undo:
        """Tell what `undo` would do; nothing is written.

        Without `revision`, undos and what they took back are passed over, so that undoing again
        goes on backwards. With it, an undo can be undone, too.

        Raises:
            ChangeNotUndoableError: there is none, or something else was built on it.
        """
        row = self._change_to_undo(revision, scope)
        before = self._before(row)
        return Undo(Change(**row._asdict()), _reverse(row, before), before)

    def purge(self, article_id: str, author: Author) -> list[str]:
        """Erase every version of an article for good; return the sentences' texts.

        With them goes what posted answers say from the article. The log keeps who did what when;
        of the article it keeps the id alone.
        """
        self._record("purge", article_id, author, version=None)
        own = select(versions.c.revision).where(versions.c.article_id == article_id)
        texts = self.connection.execute(
            select(
                func.substr(
                    versions.c.text, sentences.c.start + 1, sentences.c.end - sentences.c.start
                )
            )
            .join(versions, versions.c.revision == sentences.c.revision)
            .where(versions.c.article_id == article_id)
        ).scalars()
        erased = list(texts)
        quoting = select(quotes.c.answer_id).where(quotes.c.article_id == article_id)
        self.connection.execute(
            update(posted_answers).where(posted_answers.c.id.in_(quoting)).values(text="", cited=[])
        )
        self.connection.execute(delete(articles).where(articles.c.id == article_id))
        self.connection.execute(delete(sentences).where(sentences.c.revision.in_(own)))
        self.connection.execute(delete(versions).where(versions.c.article_id == article_id))
        return erased

    def adopt(self, change: Change, draft: Draft | None, file_hash: str | None) -> None:
        """Write a change that was made in another corpus, with its author and time.

        `change.revision` must be the next one, `change.version` a version of this corpus.
        """
        self.connection.execute(insert(changes).values(asdict(change)))
        if draft is not None:
            if change.operation == "add":
                row = {"id": change.article_id, "scope": change.scope}
                self.connection.execute(insert(articles).values(row))
            self._write_version(change, draft, file_hash)
        elif change.operation != "purge":
            self._put_in_force(change)

    def _change_to_undo(self, revision: int | None, scope: str | None) -> Row[Any]:
        query = select(changes)
        taken_back: set[int] = set()
        if scope is not None:
            query = query.where(changes.c.scope == scope)
        if revision is not None:
            query = query.where(changes.c.revision == revision)
        else:
            undos = select(changes).where(changes.c.undoes.is_not(None))
            taken_back = _undone(self.connection.execute(undos).all())
            query = query.where(
                changes.c.undoes.is_(None),
                changes.c.operation != "purge",
                changes.c.article_id.in_(select(articles.c.id)),
            )
        # Not filtered in SQL, which takes some 30,000 parameters at most; the first is mostly it.
        with self.connection.execute(query.order_by(changes.c.revision.desc())) as latest_first:
            row = next((row for row in latest_first if row.revision not in taken_back), None)
        if row is None:
            reason = N_("there is no such change")
            raise ChangeNotUndoableError(revision=revision or "", reason=reason)
        if row.operation == "purge":
            reason = N_("it erased the text for good")
            raise ChangeNotUndoableError(revision=row.revision, reason=reason)
        return row

    def _before(self, row: Row[Any]) -> int | None:
        """Return the version in force before the change, the last that counts of its article."""
        query = select(changes).where(changes.c.article_id == row.article_id)
        history = list(self.connection.execute(query.order_by(changes.c.revision)))
        if row.undoes is None:
            taken_back = _undone(history)
            history = [
                change
                for change in history
                if change.undoes is None and change.revision not in taken_back
            ]
        if not history or history[-1].revision != row.revision:
            reason = N_("it is undone already, or the article was changed again after it")
            raise ChangeNotUndoableError(revision=row.revision, reason=reason)
        return history[-2].version if len(history) > 1 else None

    def _record(
        self,
        operation: Operation,
        article_id: str,
        author: Author,
        *,
        version: int | None,
        undoes: int | None = None,
    ) -> Change:
        change = Change(
            revision=self.next_revision(),
            article_id=article_id,
            scope=self._scope(article_id),
            operation=operation,
            version=version,
            at=datetime.now(UTC),
            who=_line(author.who),
            why=_line(author.why),
            undoes=undoes,
        )
        self.connection.execute(insert(changes).values(asdict(change)))
        if version != change.revision:
            self._put_in_force(change)
        return change

    def _write_version(self, change: Change, draft: Draft, file_hash: str | None) -> None:
        self.connection.execute(
            insert(versions).values(
                revision=change.revision,
                article_id=change.article_id,
                text_hash=text_hash(draft.text),
                file_hash=file_hash,
                **asdict(draft) | {"title": _line(draft.title)},
            )
        )
        for spans in portions(segment(draft.text, draft.language)):
            self.connection.execute(
                insert(sentences),
                [
                    {
                        "revision": change.revision,
                        "text_hash": text_hash(draft.text[span.start : span.end]),
                        **asdict(span),
                    }
                    for span in spans
                ],
            )
        self._put_in_force(change)

    def _put_in_force(self, change: Change) -> None:
        values = {"version": change.version}
        if change.version is not None:
            values["latest"] = change.version
        self.connection.execute(
            update(articles).where(articles.c.id == change.article_id).values(values)
        )

    def next_revision(self) -> int:
        """Return the revision that the next change will have."""
        return (self.connection.execute(select(func.max(changes.c.revision))).scalar() or 0) + 1

    def _scope(self, article_id: str) -> str:
        query = select(articles.c.scope).where(articles.c.id == article_id)
        scope = self.connection.execute(query).scalar()
        if scope is None:
            raise ArticleUnknownError(article=article_id)
        return str(scope)

    def _in_force(self, article_id: str) -> int | None:
        self._scope(article_id)
        query = select(articles.c.version).where(articles.c.id == article_id)
        return self.connection.execute(query).scalar()


def text_hash(text: str) -> str:
    """Hash a text so that case and white space make no difference."""
    return hashlib.sha256(" ".join(text.casefold().split()).encode()).hexdigest()[:32]


def _line(text: str) -> str:
    """Take out control characters, which a terminal would obey."""
    return "".join(char for char in text if unicodedata.category(char) != "Cc")


def _undone(changes_made: Sequence[Row[Any]]) -> set[int]:
    """Return the revisions that are taken back, by an undo that isn't itself taken back."""
    taken_back: set[int] = set()
    for change in sorted(changes_made, key=lambda row: row.revision, reverse=True):
        if change.undoes is not None and change.revision not in taken_back:
            taken_back.add(change.undoes)
    return taken_back


def _reverse(row: Row[Any], before: int | None) -> Operation:
    if before is None:
        return "remove"
    return "restore" if row.version is None else "replace"


def _new_id() -> str:
    return "".join(secrets.choice(ID_ALPHABET) for _ in range(ID_LENGTH))

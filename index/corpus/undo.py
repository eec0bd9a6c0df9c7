"""Taking a change back: which one, and what that means."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, exists, select

from index.corpus.errors import ChangeNotUndoableError, PurgeLatestError
from index.corpus.storage.columns import within
from index.corpus.storage.sums import sound
from index.corpus.storage.tables import LOGGED, articles, changes, pins
from index.i18n import N_
from index.models import Change, Operation
from index.scopes import Scope

PINNING = ("pin", "unpin")
TEXTLESS = (*PINNING, "move")
"""Changes that leave an article's text as it is."""


@dataclass(frozen=True, slots=True)
class Undo:
    """What taking `change` back means: `operation`, and the version in force after it, if any.

    `scope` is where the article lies then.
    """

    change: Change
    operation: Operation
    version: int | None
    scope: Scope


def undoing(connection: Connection, revision: int | None, scope: Scope | None = None) -> Undo:
    """Tell what taking a change back would do, or the latest of a scope; nothing is written.

    Without `revision`, undos and what they took back are passed over, so that undoing again
    goes on backwards, up to a purge. With it, an undo can be undone, too.

    Raises:
        PurgeLatestError: the latest is a purge, which nothing takes back.
        ChangeNotUndoableError: there is none, or something else was built on it.
    """
    row = _change_to_undo(connection, revision, scope)
    change = Change(**row._asdict())
    scope = change.scope
    if change.operation in PINNING:
        _require_pin(connection, change)
        return Undo(change, "unpin" if change.operation == "pin" else "pin", change.version, scope)
    if change.operation == "move":
        _counting(connection, row, changes.c.operation == "move")
        return Undo(change, "move", change.version, _scope_before(connection, change))
    history = _counting(connection, row, changes.c.operation.not_in(TEXTLESS))
    before = history[-2].version if len(history) > 1 else None
    return Undo(change, _reverse(row, before), before, scope)


def _require_pin(connection: Connection, change: Change) -> None:
    """Make sure that what a change pinned still stands, or what it unpinned wasn't pinned again."""
    if change.operation == "pin":
        standing = (pins.c.revision == change.revision) & pins.c.unpinned.is_(None)
    else:
        again = select(changes.c.revision).where(
            changes.c.undoes == change.revision, changes.c.operation == "pin"
        )
        standing = (pins.c.unpinned == change.revision) & ~exists(again)
    if connection.execute(select(pins.c.revision).where(standing)).first() is None:
        reason = N_("it is undone already, or the article was changed again after it")
        raise ChangeNotUndoableError(revision=change.revision, reason=reason)


def _change_to_undo(connection: Connection, revision: int | None, scope: Scope | None) -> Row[Any]:
    query = select(*LOGGED).where(sound(changes))
    taken_back: set[int] = set()
    if scope is not None:
        query = query.where(within(changes.c.scope, scope))
    if revision is not None:
        query = query.where(changes.c.revision == revision)
    else:
        undos = select(*LOGGED).where(changes.c.undoes.is_not(None), sound(changes))
        taken_back = _undone(connection.execute(undos).all())
        query = query.where(
            changes.c.undoes.is_(None),
            (changes.c.operation == "purge") | changes.c.article_id.in_(select(articles.c.id)),
        )
    # Not filtered in SQL, which takes some 30,000 parameters at most; the first is mostly it.
    with connection.execute(query.order_by(changes.c.revision.desc())) as latest_first:
        rows = (row for row in latest_first if row.revision not in taken_back)
        row = next(rows, None)
        if revision is None and row is not None and row.operation == "purge":
            before = next((each for each in rows if each.operation != "purge"), None)
            if before is not None:
                raise PurgeLatestError(revision=row.revision, before=before.revision)
    if row is None:
        reason = N_("there is no such change")
        raise ChangeNotUndoableError(revision=revision or "", reason=reason)
    if row.operation == "purge":
        reason = N_("it erased the text for good")
        raise ChangeNotUndoableError(revision=row.revision, reason=reason)
    return row


def _counting(
    connection: Connection, row: Row[Any], alike: ColumnElement[bool]
) -> Sequence[Row[Any]]:
    """Return the changes that count of those to its article that are `alike`; `row` is the last.

    Raises:
        ChangeNotUndoableError: it isn't.
    """
    own = changes.c.article_id == row.article_id
    query = select(*LOGGED).where(own, alike, sound(changes))
    history = list(connection.execute(query.order_by(changes.c.revision)))
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
    return history


def _scope_before(connection: Connection, change: Change) -> Scope:
    """Return where an article lay before it was moved."""
    earlier = (changes.c.article_id == change.article_id) & (changes.c.revision < change.revision)
    query = select(changes.c.scope).where(earlier).order_by(changes.c.revision.desc()).limit(1)
    return Scope(connection.execute(query).scalar_one())


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

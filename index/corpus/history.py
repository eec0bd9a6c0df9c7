"""What was changed, when, by whom and why; and what taking a change back would mean."""

from collections.abc import Generator, Iterator
from contextlib import closing
from dataclasses import dataclass, fields, replace
from typing import Any

from sqlalchemy import select

from index.corpus.storage.columns import within
from index.corpus.storage.database import Database
from index.corpus.storage.sums import sound
from index.corpus.storage.tables import LOGGED, articles, changes, pins, versions
from index.corpus.storage.texts import TEXT, WITH_TEXTS
from index.corpus.undo import Undo, undoing
from index.models import DETAILS, Change, Draft, Pin
from index.pauses import PORTION
from index.scopes import SHARED, Scope
from index.units.blocks import unpacked

TOLD = ("title", "date", "url", "author", "language", "valid_until", "afterwards")
"""Details of a version, by name, beside its text."""


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """A change with the title its article had then or has now; None once that is erased.

    `details` are those, by name, that a new version changed and its text not; empty where that
    changed, too. `valid_until` is the last day of the version after the change,
    and `hides`, whether it isn't asked any more then.
    """

    change: Change
    title: str | None
    details: tuple[str, ...] = ()
    valid_until: str | None = None
    hides: bool = False

    @property
    def only_end(self) -> bool:
        """Whether nothing was changed but until when the article holds."""
        return bool(self.details) and set(self.details) <= {"valid_until", "afterwards"}


class History:
    """Reads the change log for people. Thread-safe."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def change(self, revision: int) -> Change | None:
        """Return a change by its revision."""
        query = select(*LOGGED).where(changes.c.revision == revision, sound(changes))
        with self._database.read() as connection:
            row = connection.execute(query).first()
        return None if row is None else Change(**row._asdict())

    def entries(self, scope: Scope, article_id: str | None = None) -> list[HistoryEntry]:
        """Return the changes to the articles of a scope and its parts, latest first.

        With `article_id`, those to one article, which may be a shared one.
        """
        return list(self.latest(scope, article_id))

    def latest(
        self, scope: Scope, article_id: str | None = None
    ) -> Generator[HistoryEntry, None, None]:
        """Give the same one by one; what isn't asked for isn't read. Close it where it is left."""
        yield from self._entries(scope, article_id)

    def all(self, article_id: str | None = None) -> list[HistoryEntry]:
        """Return all changes, or those to one article, oldest first."""
        return list(self._entries(article_id=article_id))[::-1]

    def entry(self, revision: int) -> HistoryEntry | None:
        """Return a change by its revision, with what is known of it."""
        with closing(self._entries(revision=revision)) as entries:
            return next(entries, None)

    def _entries(
        self,
        scope: Scope | None = None,
        article_id: str | None = None,
        revision: int | None = None,
    ) -> Generator[HistoryEntry, None, None]:
        # Of the version in force after the change or, where it took the article out, before it.
        earlier = changes.alias()
        title = (
            select(versions.c.title)
            .join(earlier, earlier.c.version == versions.c.revision)
            .where(
                earlier.c.article_id == changes.c.article_id,
                earlier.c.revision <= changes.c.revision,
            )
            .order_by(earlier.c.revision.desc())
            .limit(1)
            .correlate(changes)
            .scalar_subquery()
        )
        now, before = versions.alias(), versions.alias()
        replaced = (
            select(earlier.c.version)
            .where(
                changes.c.operation == "replace",
                earlier.c.article_id == changes.c.article_id,
                earlier.c.revision < changes.c.revision,
                earlier.c.version.is_not(None),
            )
            .order_by(earlier.c.revision.desc())
            .limit(1)
            .correlate(changes)
            .scalar_subquery()
        )
        columns = [
            each.c[name].label(f"{when}_{name}")
            for when, each in (("now", now), ("before", before))
            for name in (*TOLD, "revision", "text_of")
        ]
        query = (
            select(*LOGGED, title.label("entitled"), *columns)
            .join(now, now.c.revision == changes.c.version, isouter=True)
            .join(before, before.c.revision == replaced, isouter=True)
            .where(sound(changes))
            .order_by(changes.c.revision.desc())
        )
        if revision is not None:
            query = query.where(changes.c.revision == revision)
        if article_id is not None:
            query = query.where(changes.c.article_id == article_id)
        if scope is not None:
            own = within(changes.c.scope, scope)
            shared = changes.c.scope == SHARED
            query = query.where(own if article_id is None else own | shared)
        with self._database.read() as connection:
            for row in connection.execute(query):
                values = row._asdict()
                yield HistoryEntry(
                    change=Change(**{column.name: values[column.name] for column in LOGGED}),
                    title=values["entitled"],
                    details=_changed_alone(values),
                    valid_until=values["now_valid_until"],
                    hides=values["now_afterwards"] == "hide",
                )

    def undoing(self, revision: int | None, scope: Scope | None) -> Undo:
        """Tell what undoing a change, or the scope's latest, would do.

        Raises:
            ChangeNotUndoableError: there is none, or something else was built on it.
        """
        with self._database.read() as connection:
            return undoing(connection, revision, scope)

    def pins(self) -> dict[int, Pin | int]:
        """Return by a change's revision what it pinned, or of which change it took the pin back."""
        query = select(pins, changes.c.scope).where(sound(pins))
        query = query.join(changes, changes.c.revision == pins.c.revision)
        found: dict[int, Pin | int] = {}
        with self._database.read() as connection:
            for row in connection.execute(query):
                values = row._asdict()
                unpinned = values.pop("unpinned")
                found[row.revision] = Pin(**values)
                if unpinned is not None:
                    found[unpinned] = row.revision
        return found

    def with_texts(
        self, scope: Scope | None = None
    ) -> Iterator[tuple[Change, tuple[Draft, str | None] | None]]:
        """Give each change, oldest first, with the version it wrote and its file's hash, if any.

        All in one state of the corpus; what was purged has no version any more. Of a part of a
        scope, what lies there now, with all its history.
        """
        names = [name for name in (*DETAILS, "blocks", "shaped") if name != "text"]
        columns = [TEXT, *(versions.c[name] for name in names)]
        query = (
            select(*LOGGED, versions.c.revision.label("written"), versions.c.file_hash, *columns)
            .select_from(changes.outerjoin(WITH_TEXTS, versions.c.revision == changes.c.revision))
            .where(sound(changes), sound(versions))
            .order_by(changes.c.revision)
        )
        if scope is not None and scope.part:
            there = select(articles.c.id).where(articles.c.scope == scope)
            query = query.where(changes.c.article_id.in_(there))
        elif scope is not None:
            query = query.where(within(changes.c.scope, scope))
        # A server's driver would fetch all of it otherwise.
        query = query.execution_options(yield_per=PORTION)
        with self._database.read() as connection:
            for row in connection.execute(query):
                values = row._asdict()
                change = Change(**{f.name: values[f.name] for f in fields(Change)})
                if row.written is None:
                    yield change, None
                else:
                    draft = Draft(**{name: values[name] for name in ("text", *names)})
                    blocks = None if row.blocks is None else tuple(unpacked(row.blocks))
                    draft = replace(draft, pages=tuple(draft.pages), blocks=blocks)
                    yield change, (draft, row.file_hash)


def _changed_alone(row: dict[str, Any]) -> tuple[str, ...]:
    """Return which details differ between two versions of the very same text."""
    texts = [row[f"{when}_text_of"] or row[f"{when}_revision"] for when in ("now", "before")]
    if texts[0] != texts[1]:
        return ()
    return tuple(name for name in TOLD if row[f"now_{name}"] != row[f"before_{name}"])

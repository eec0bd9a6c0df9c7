"""The list of articles, and finding one by what someone remembers of its title."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from statistics import fmean

from rapidfuzz import fuzz, process
from sqlalchemy import bindparam, func, select

from index.corpus.corpus import ANSWERS, IS_EXAMPLE, Corpus
from index.corpus.storage.columns import within
from index.corpus.storage.tables import articles, changes, sentences, versions
from index.corpus.storage.words import lines
from index.language.letters import fold
from index.scopes import BEHIND, BETWEEN, SHARED, Scope
from index.shelves import Afterwards, Shelf, has_ended

LOOKED_AT = 100
"""Titles that are compared word by word, after a rough look at all of them."""

ALIKE = 70
"""Of 100: how alike what was typed and a title must be, word by word on average."""

_LYING = (
    select(articles.c.scope)
    .where(articles.c.scope > bindparam("after"), articles.c.scope < bindparam("before"))
    .distinct()
    .order_by(articles.c.scope)
    .subquery()
)
PARTS = select(lines(_LYING.c.scope))

BEGINNING = 2
"""Letters from which on a typed word is taken for the beginning of one."""


@dataclass(frozen=True, slots=True)
class Title:
    """What an article is chosen by. `changed` is the revision of its latest change."""

    article_id: str
    scope: Scope
    title: str
    removed: bool
    changed: int
    date: str | None
    folded: str
    """The title as `language.letters.fold` makes it: made once, compared with every key stroke."""
    url: str | None = None
    valid_until: str | None = None
    afterwards: Afterwards = "quote"
    example: bool = False

    @property
    def shelf(self) -> str:
        """Where it stands (`index.shelves`)."""
        return Shelf(self.scope, self.valid_until, self.afterwards, self.example).name


@dataclass(frozen=True, slots=True)
class Summary:
    """A line of the list of articles; `changed` is the revision of its latest change.

    `sentences` counts those that can answer: no headings and the like. `expired`: its last day is
    over.
    """

    id: str
    scope: Scope
    title: str
    date: str | None
    language: str
    sentences: int
    removed: bool
    changed: int
    valid_until: str | None = None
    afterwards: Afterwards = "quote"
    example: bool = False
    expired: bool = False

    @property
    def shelf(self) -> str:
        """Where it stands (`index.shelves`)."""
        return Shelf(self.scope, self.valid_until, self.afterwards, self.example).name


class Catalogue:
    """Lists articles, removed ones too, and finds them by title. Thread-safe."""

    def __init__(self, corpus: Corpus) -> None:
        self._corpus = corpus
        self._titles: tuple[int, dict[Scope, list[Title]]] = (0, {})

    def articles(self, scope: Scope | None = None, *, parts: bool = False) -> list[Summary]:
        """List all articles, removed ones too, the latest change first.

        With `scope` those that lie in it; with its `parts`, for who may read all, there as well.
        """
        last_change = (
            select(changes.c.article_id, func.max(changes.c.revision).label("revision"))
            .group_by(changes.c.article_id)
            .subquery()
        )
        size = (
            select(func.count())
            .where(sentences.c.revision == articles.c.latest, ANSWERS)
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
                versions.c.valid_until,
                versions.c.afterwards,
                IS_EXAMPLE.label("example"),
            )
            .join(versions, versions.c.revision == articles.c.latest)
            .join(last_change, last_change.c.article_id == articles.c.id)
            .order_by(last_change.c.revision.desc())
        )
        if scope is not None and parts:
            query = query.where(within(articles.c.scope, scope))
        elif scope is not None:
            query = query.where(articles.c.scope == scope)
        with self._corpus.database.read() as connection:
            rows = [row._asdict() for row in connection.execute(query)]
        today = self._corpus.today()
        return [Summary(**row, expired=has_ended(row["valid_until"], today)) for row in rows]

    def asked(self, scopes: Sequence[Scope]) -> list[Summary]:
        """List what is asked today from these very scopes, of each the latest change first."""
        shelves = self._corpus.shelves(scopes)
        found = (each for scope in scopes for each in self.articles(scope))
        return [each for each in found if not each.removed and each.shelf in shelves]

    def parts(self, scope: Scope) -> list[Scope]:
        """Return the parts of a scope that an article lies in; quick, also where there are none."""
        # Every question asks it.
        found = self._corpus.database.scalar(PARTS, after=scope + BETWEEN, before=scope + BEHIND)
        return [Scope(part) for part in found.split("\n")] if found else []

    def added(self, scope: Scope) -> dict[str, datetime]:
        """Return when each article of a scope, its parts included, or a shared one was added."""
        query = (
            select(changes.c.article_id, func.min(changes.c.at))
            .where(within(changes.c.scope, scope) | (changes.c.scope == SHARED))
            .group_by(changes.c.article_id)
        )
        with self._corpus.database.read() as connection:
            return {row[0]: row[1] for row in connection.execute(query)}

    def titles(self, scope: Scope, *, parts: bool = False) -> list[Title]:
        """Return the titles of a scope's own articles, then the shared ones, latest first.

        The own ones with those of its `parts`, and what isn't to be read any more, for who may read
        all.
        """
        revision = self._corpus.revision()
        known, by_scope = self._titles
        if known != revision:
            by_scope = self._read_titles()
            self._titles = (revision, by_scope)
        if not parts:
            shelves = self._corpus.shelves(scope.visible)
            return [
                title
                for each in reversed(scope.visible)
                for title in by_scope.get(each, [])
                if title.shelf in shelves
            ]
        own = [title for each in by_scope if scope.holds(each) for title in by_scope[each]]
        own.sort(key=lambda title: -title.changed)
        return [*own, *by_scope.get(SHARED, [])]

    def find_titles(
        self, scope: Scope, typed: str, count: int, *, own: bool, removed: bool | None
    ) -> list[Title]:
        """Find articles by their titles, the most alike first; for who may read all of a scope.

        Only the scope's `own`, or the shared ones, too; in force, `removed`, or (None) either.
        """
        titles = [
            title
            for title in self.titles(scope, parts=True)
            if removed in {None, title.removed} and not (own and title.scope == SHARED)
        ]
        return find(typed, titles, count)

    def _read_titles(self) -> dict[Scope, list[Title]]:
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
                versions.c.date,
                versions.c.url,
                versions.c.valid_until,
                versions.c.afterwards,
                IS_EXAMPLE,
            )
            .join(versions, versions.c.revision == articles.c.latest)
            .join(changed, changed.c.article_id == articles.c.id)
            .order_by(changed.c.revision.desc())
        )
        found: dict[Scope, list[Title]] = defaultdict(list)
        with self._corpus.database.read() as connection:
            for row in connection.execute(query):
                article_id, scope, title, removed, revision, date, *rest = row
                known = Title(article_id, scope, title, removed, revision, date, fold(title), *rest)
                found[scope].append(known)
        return found


def find(typed: str, titles: Sequence[Title], count: int) -> list[Title]:
    """Return up to `count` titles, the most alike first; the first ones if nothing is typed.

    Equally alike ones keep their order.
    """
    wanted = fold(typed)
    if not wanted:
        return list(titles[:count])
    folded = [title.folded for title in titles]
    rough = process.extract(wanted, folded, scorer=fuzz.partial_ratio, limit=LOOKED_AT)
    rough += process.extract(wanted, folded, scorer=fuzz.token_set_ratio, limit=LOOKED_AT)
    positions = {position for _, _, position in rough}
    positions |= {i for i, title in enumerate(titles) if title.article_id == typed.strip()}
    scored = sorted((-_alike(wanted, titles[i]), i) for i in positions)
    return [titles[i] for score, i in scored[:count] if -score >= ALIKE]


def _alike(typed: str, title: Title) -> float:
    if title.article_id == typed:
        return 102
    if title.folded.startswith(typed):
        return 101
    words = title.folded.split()
    return fmean(
        max((_word_alike(part, word) for word in words), default=0) for part in typed.split()
    )


def _word_alike(typed: str, word: str) -> float:
    if len(typed) >= BEGINNING and word.startswith(typed):
        return 100
    # Against the beginning of a longer word, which may be typed only halfway.
    return max(fuzz.ratio(typed, word), fuzz.ratio(typed, word[: len(typed)]) - 5)

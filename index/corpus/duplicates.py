"""Finds what a new article has in common with those that are there."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, distinct, func, select

from index.corpus.changelog import text_hash
from index.corpus.storage.columns import within
from index.corpus.storage.tables import articles, sentences, versions
from index.models import Draft
from index.scopes import SHARED, Scope

NEAR = 0.5
"""Share of a draft's sentences that an article has, too, from which the two are near-duplicates."""

LOOKUP = 500
"""Hashes in one query."""


@dataclass(frozen=True, slots=True)
class Duplicate:
    """An article in force that has `share` of the draft's sentences; 1.0 may be the same text."""

    article_id: str
    title: str
    share: float


def same_text(
    connection: Connection, draft: Draft, scope: Scope, besides: str | None = None
) -> Duplicate | None:
    """Find the article in force with the draft's text; case and white space don't count.

    Among those that whoever looks after a scope sees: all of its server's, and the shared ones.
    `besides` is an article that isn't meant.
    """
    row = connection.execute(
        select(articles.c.id, versions.c.title)
        .join(versions, versions.c.revision == articles.c.version)
        .where(
            versions.c.text_hash == text_hash(draft.text),
            _seen_beside(scope),
            articles.c.id != (besides or ""),
        )
    ).first()
    return Duplicate(row.id, row.title, 1.0) if row else None


def near_duplicates(connection: Connection, draft: Iterable[str], scope: Scope) -> list[Duplicate]:
    """Find the articles in force that have at least `NEAR` of a draft's sentences, most first.

    Among the same as `same_text`.
    """
    hashes = list(set(map(text_hash, draft)))
    shared: dict[tuple[str, str], int] = {}
    for start in range(0, len(hashes), LOOKUP):
        query = (
            select(articles.c.id, versions.c.title, func.count(distinct(sentences.c.text_hash)))
            .join(versions, versions.c.revision == articles.c.version)
            .join(sentences, sentences.c.revision == articles.c.version)
            .where(
                sentences.c.text_hash.in_(hashes[start : start + LOOKUP]),
                _seen_beside(scope),
            )
            .group_by(articles.c.id, versions.c.title)
        )
        for article_id, title, count in connection.execute(query):
            key = (article_id, title)
            shared[key] = shared.get(key, 0) + count
    found = [Duplicate(*key, count / len(hashes)) for key, count in shared.items()]
    near = [duplicate for duplicate in found if duplicate.share >= NEAR]
    return sorted(near, key=lambda duplicate: (-duplicate.share, duplicate.article_id))


def _seen_beside(scope: Scope) -> ColumnElement[bool]:
    return (articles.c.scope == SHARED) | within(articles.c.scope, scope.whole)

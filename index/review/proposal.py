"""A draft that somebody wants to count, and where."""

from dataclasses import dataclass

from index.models import Draft
from index.scopes import Scope


@dataclass(frozen=True, slots=True)
class Proposal:
    """A draft for a scope.

    `article_id` is the article whose place it is to take, None for a new one; `seen` the revision
    of that article's latest change when the draft was made.
    """

    draft: Draft
    scope: Scope
    article_id: str | None = None
    seen: int | None = None

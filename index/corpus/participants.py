"""Who keeps something beside the articles, and erases it with them."""

from collections.abc import Sequence
from typing import Protocol

from sqlalchemy import Connection

from index.corpus.storage.schema import CORPUS, Schema
from index.scopes import Scope


class Participant(Protocol):
    """Has tables of its own in the database, and takes part in every purge.

    Its methods run within a transaction: all is erased, or nothing.
    """

    @property
    def schema(self) -> Schema:
        """Its tables; the schema's name is recorded in the database as the participant's."""

    def forget_article(self, connection: Connection, article_id: str) -> None:
        """Erase what is kept of an article; its own rows are still there."""

    def forget_scope(self, connection: Connection, scope: Scope) -> None:
        """Erase what is kept of a scope; its articles are erased one by one besides."""

    def forget_damaged(self, connection: Connection) -> int:
        """Erase what a disk has changed, where that does less harm than refusing all; count it."""


def schemas_of(participants: Sequence[Participant]) -> Sequence[Schema]:
    """Return the corpus's tables and those of the participants."""
    return (CORPUS, *(participant.schema for participant in participants))

"""Erases articles for good: from the corpus, with its participants, and from the index's files."""

import gc
from collections.abc import Callable, Sequence
from typing import TypeVar

from sqlalchemy import Connection

from index.corpus.catalogue import Catalogue
from index.corpus.changelog import Author, ChangeLog
from index.corpus.corpus import Corpus
from index.corpus.errors import CorpusBusyError, DataDirFullError, ParticipantMissingError
from index.corpus.participants import Participant
from index.corpus.storage.disk import is_disks
from index.corpus.storage.schema import recorded_participants
from index.errors import BelegbotError, CorpusError, SearchIndexError
from index.indexing.errors import (
    EmbedderMismatchError,
    IndexBusyError,
    IndexUnwritableError,
    TracesHeldError,
    TracesLeftError,
    VectorEngineError,
    VectorsLeftError,
)
from index.indexing.model.in_use import ModelInUse
from index.scopes import Scope

T = TypeVar("T")


class Eraser:
    """Erases in one transaction, and then from the files.

    On a full disk, what can be made anew gives way to it. `catch_up` lets the index follow the
    model of another process.
    """

    def __init__(
        self,
        corpus: Corpus,
        model: ModelInUse,
        participants: Sequence[Participant],
        catch_up: Callable[[], None],
    ) -> None:
        self._corpus = corpus
        self._model = model
        self._participants = participants
        self._catch_up = catch_up

    def article(self, article_id: str, author: Author) -> None:
        """Erase an article with all its versions; raises as `Library.purge` says."""
        self._erase(lambda changelog: self._purge(changelog, [article_id], author))

    def scope(self, scope: Scope, author: Author) -> int:
        """Erase a scope and its parts; returns how many articles, raises as `Library.purge_scope`.

        Of a part, its articles alone are erased: what else is kept is kept of the whole server.
        """

        def erase(changelog: ChangeLog) -> int:
            own = [each.id for each in Catalogue(self._corpus).articles(scope, parts=True)]
            changelog.forget_authors(scope)
            changelog.forget_sites(scope)
            for participant in () if scope.part else self._participants:
                participant.forget_scope(changelog.connection, scope)
            self._purge(changelog, own, author)
            return len(own)

        return self._erase(erase)

    def _erase(self, work: Callable[[ChangeLog], T]) -> T:
        try:
            done = self._erase_stored(work)
        except (DataDirFullError, IndexUnwritableError) as error:
            if not isinstance(error, DataDirFullError) and not is_disks(error.__cause__):
                raise
            self._model.generations.give_up()
            # Files that are open here would take up space for as long.
            self._model.move(self._model.generations)
            gc.collect()
            done = self._erase_stored(work)
        self._forget_deleted()
        return done

    def _erase_stored(self, work: Callable[[ChangeLog], T]) -> T:
        with self._corpus.write() as changelog:
            self._require_participants(changelog.connection)
            return work(changelog)

    def _purge(self, changelog: ChangeLog, article_ids: Sequence[str], author: Author) -> None:
        texts: list[str] = []
        for article_id in article_ids:
            texts += self._corpus.texts_ever(article_id)
            for participant in self._participants:
                participant.forget_article(changelog.connection, article_id)
            changelog.purge(article_id, author)
        self._model.indexer.forget(texts)

    def _require_participants(self, connection: Connection) -> None:
        here = {participant.schema.name for participant in self._participants}
        missing = set(recorded_participants(connection)) - here
        if missing:
            raise ParticipantMissingError(missing=", ".join(sorted(missing)))

    def _forget_deleted(self) -> None:
        problems: list[BelegbotError] = []
        for step in (self._finish, self._corpus.forget_deleted):
            try:
                step()
            except VectorEngineError as error:
                problems.append(VectorsLeftError(reason=error))
            except (IndexBusyError, CorpusBusyError):
                problems.append(TracesHeldError())
            except (SearchIndexError, CorpusError) as error:
                problems.append(TracesLeftError(reason=error))
        if problems:
            raise problems[0]

    def _finish(self) -> None:
        try:
            self._model.indexer.finish_purge()
        except EmbedderMismatchError:
            # Another process built the index with another model a moment ago.
            self._catch_up()
            self._model.indexer.finish_purge()

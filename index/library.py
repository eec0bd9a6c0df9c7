"""The one door: a collection of articles that can be asked."""

import logging
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, suppress
from datetime import datetime
from functools import cached_property
from pathlib import Path

from index.asking.answers import Answer, Citation, Quote, Turn
from index.asking.asker import Asker
from index.asking.context import Context
from index.asking.errors import EvidenceError
from index.asking.helpers.models import Models
from index.asking.judging.judge import Verdict
from index.asking.ranking.ranker import Ranking
from index.config import Settings
from index.corpus import seeds, transfer
from index.corpus.changelog import Author, ChangeLog, Expected, Undo
from index.corpus.corpus import FILE_NAME, Corpus, Summary
from index.corpus.database import Database
from index.corpus.duplicates import Duplicate
from index.corpus.errors import (
    ArticleDuplicateError,
    ArticleStillInSeedsError,
    ArticleUnchangedError,
    DataDirForeignError,
    DataDirUnwritableError,
)
from index.corpus.quota import require_room
from index.errors import ArticleError, CorpusError, SearchIndexError
from index.indexing.backends.backend import BackendFactory
from index.indexing.backends.embedded import EmbeddedFactory
from index.indexing.backends.protocol import Difference
from index.indexing.errors import IndexBusyError, IndexLateError
from index.indexing.generations import Generations
from index.indexing.indexer import Indexer
from index.indexing.progress import Progress, silent
from index.indexing.status import INDEX_FOLDER, Status, examine_model, sizes, status
from index.journal import Journal, forget_article
from index.models import SHARED, Article, Change, Draft, as_draft, visible_from
from index.overview import Overview, Unanswered
from index.previews import Pending, Previews, decide
from index.review.inspection import Inspection, missing_from, sentences_of
from index.review.prediction import Prediction, SavedQuestion, predict, scratch
from index.servers import Servers, forget
from index.units.segmentation import segment

log = logging.getLogger(__name__)

PREDICTION_SECONDS = 10.0
"""For asking a server's saved questions before and after a change."""


class Library:
    """Articles, their index and the way from a question to an answer. Thread-safe."""

    def __init__(
        self,
        settings: Settings,
        models: Models | None = None,
        backends: BackendFactory | None = None,
    ) -> None:
        """Open the collection; with models and backends instead of those that the settings name."""
        _prepare(settings.data_dir)
        self._settings = settings
        self._corpus = Corpus.open(settings.data_dir)
        self._models = models or Models.configured(settings)
        self._embedder = self._models.embedder
        self._backends = backends or EmbeddedFactory()
        self._generations = Generations(settings.data_dir / INDEX_FOLDER)
        self._indexer = Indexer(self._corpus, self._embedder, self._generations, self._backends)
        self._asker = Asker(self._corpus, self._indexer, self._models, settings.search)

    @property
    def settings(self) -> Settings:
        """What it was opened with."""
        return self._settings

    @classmethod
    def open(cls, settings: Settings, progress: Progress = silent) -> "Library":
        """Open the collection and its index, both in step with the seeds and the change log.

        Creates what isn't there. Raises `CorpusError`s and `SearchIndexError`s.
        """
        library = cls(settings)
        try:
            for problem in library.start(progress):
                log.warning("%s", problem)
        except BaseException:
            library.close()
            raise
        return library

    def start(self, progress: Progress = silent) -> list[ArticleError]:
        """Bring the collection in step with the seeds, and the index with the collection.

        Returns what is wrong with seeds that were left out.
        """
        problems = seeds.synchronise(self._corpus, self._settings.seeds_dir)
        self.catch_up(progress)
        # In case the process that purged an article was ended before it was done.
        with suppress(IndexBusyError):
            self._indexer.finish_purge(wait=0)
        return problems

    def close(self) -> None:
        """Close the files."""
        for part in ("journal", "previews", "overview", "servers"):
            if part in self.__dict__:
                getattr(self, part).close()
        self._corpus.close()

    def ask(
        self, question: str, scopes: Sequence[str] = (SHARED,), previous: Turn | None = None
    ) -> Answer:
        """Answer a question from the articles of the scopes, as a follow-up of `previous` or alone.

        Raises:
            QuestionError: the question is empty or too long.
            EvidenceError: an excerpt didn't match the stored text and was withheld.
        """
        return self._asker.ask(question, scopes, previous)

    def ask_again(self, searched: str, scopes: Sequence[str]) -> Answer:
        """Answer a question that was asked before, as it was searched then, whatever its length."""
        return self._asker.ask_again(searched, scopes)

    def rank(self, question: str, scopes: Sequence[str] = (SHARED,)) -> tuple[Ranking, Verdict]:
        """Rank and judge the sentences that `ask` chooses from; raises `QuestionError`s."""
        return self._asker.rank(question, scopes)

    def duplicates(self, draft: Draft, scope: str = SHARED) -> list[Duplicate]:
        """Find the articles that share many of the draft's sentences, most first."""
        return self._corpus.near_duplicates(draft, visible_from(scope))

    def refuse_duplicate(self, draft: Draft, scope: str = SHARED) -> None:
        """Raise `ArticleDuplicateError` if the same text is there already."""
        self._refuse_same(draft, scope, None)

    def add(
        self,
        draft: Draft,
        author: Author,
        scope: str = SHARED,
    ) -> Change:
        """Add an article, in force and indexed when this returns.

        Raises:
            ArticleDuplicateError: its text is there already; nothing was stored.
        """
        with self._corpus.write() as log:
            self._refuse_same(draft, scope, None, log)
            change = log.add(draft, author, scope=scope)
        return self._indexed(change)

    def accept(self, pending: Pending, author: Author, progress: Progress = silent) -> Change:
        """Let a draft count that a moderator has looked at: once, as it was shown.

        Raises:
            PreviewGoneError: somebody has decided on it already.
            ArticleDuplicateError: its text is there already.
            ArticleUnknownError: the article that it is to replace is gone, or not this server's.
            ArticleChangedMeanwhileError: somebody has changed that article meanwhile.
            QuotaError: the server has no room for it.
        """
        scope, article_id, draft = str(pending.guild_id), pending.article_id, pending.draft
        with self._corpus.write() as log:
            decide(log.connection, pending.id)
            self._refuse_same(draft, scope, article_id, log)
            require_room(log.connection, draft, scope, self._settings.quota, article_id)
            if article_id is None:
                change = log.add(draft, author, scope=scope)
            else:
                log.check(article_id, Expected(scope, pending.seen))
                change = log.replace(article_id, draft, author)
        return self._indexed(change, progress)

    def inspect(self, pending: Pending, questions: Sequence[SavedQuestion]) -> Inspection:
        """Tell what there is to know of a draft before it counts.

        Raises:
            ArticleDuplicateError: its text is there already.
            ArticleUnchangedError: it is the text of the article that it is to replace.
            QuotaError: the server has no room for it.
        """
        scope, article_id, draft = str(pending.guild_id), pending.article_id, pending.draft
        sentences = sentences_of(draft)
        old = [] if article_id is None else sentences_of(as_draft(self.article(article_id)))
        if article_id is not None and self.article(article_id).text == draft.text:
            raise ArticleUnchangedError(title=self.article(article_id).title)
        self._refuse_same(draft, scope, article_id)
        self._corpus.require_room(draft, scope, self._settings.quota, article_id)
        near = [d for d in self.duplicates(draft, scope) if d.article_id != article_id]
        return Inspection(
            paragraphs=max(span.paragraph for span in segment(draft.text, draft.language)),
            sentences=len(sentences),
            near=near,
            prediction=self._predicted(draft, scope, questions, article_id),
            added=missing_from(sentences, old) if old else (),
            removed=missing_from(old, sentences),
        )

    def _predicted(
        self,
        draft: Draft,
        scope: str,
        questions: Sequence[SavedQuestion],
        article_id: str | None,
    ) -> Prediction | None:
        try:
            return self.predict(draft, scope, questions, article_id)
        except (CorpusError, SearchIndexError, EvidenceError, OSError):
            # No space for a copy, say: a draft can be decided on without.
            log.exception("What a draft changes in answers couldn't be predicted")
            return None

    def _refuse_same(
        self, draft: Draft, scope: str, besides: str | None, log: ChangeLog | None = None
    ) -> None:
        self._refuse(self._corpus.same_text(draft, visible_from(scope), log, besides))

    def predict(
        self,
        draft: Draft,
        scope: str,
        questions: Sequence[SavedQuestion],
        article_id: str | None = None,
        seconds: float = PREDICTION_SECONDS,
    ) -> Prediction:
        """Tell how the draft, in the place of `article_id` or as a new article, changes answers.

        Nothing is stored: it is done in a copy of the collection, and forgotten.
        """
        if not questions:
            return Prediction(0, 0, ())
        author, scopes = Author("preview"), visible_from(scope)
        with scratch(self._settings.data_dir / INDEX_FOLDER) as folder:
            # The index first: what changes in between is replayed from the corpus.
            self._generations.copy_to(_created(folder / INDEX_FOLDER))
            self._corpus.backup(folder / FILE_NAME)
            settings = self._settings.model_copy(update={"data_dir": folder})
            with closing(Library(settings, self._models, self._backends)) as copy:
                copy.catch_up()

                def change() -> Change:
                    if article_id is None:
                        return copy.add(draft, author, scope)
                    return copy.replace(article_id, draft, author)

                return predict(questions, lambda text: copy.ask(text, scopes), change, seconds)

    def replace(
        self,
        article_id: str,
        draft: Draft,
        author: Author,
        expected: Expected | None = None,
        progress: Progress = silent,
    ) -> Change:
        """Put a new version in an article's place.

        Raises:
            ArticleUnknownError: no article has this id, or none in the expected scope.
            ArticleChangedMeanwhileError: it isn't as expected any more.
        """
        with self._corpus.write() as log:
            _check(log, article_id, expected)
            change = log.replace(article_id, draft, author)
        return self._indexed(change, progress)

    def remove(self, article_id: str, author: Author, expected: Expected | None = None) -> Change:
        """Take an article out of force, to be restored if need be; raises `ArticleError`s."""
        with self._corpus.write() as log:
            _check(log, article_id, expected)
            change = log.remove(article_id, author)
        return self._indexed(change)

    def restore(self, article_id: str, author: Author, expected: Expected | None = None) -> Change:
        """Put a removed article back in force; raises `ArticleError`s."""
        with self._corpus.write() as log:
            _check(log, article_id, expected)
            change = log.restore(article_id, author)
        return self._indexed(change)

    def undo(
        self, revision: int | None, who: str, scope: str | None = None, *, why: str = ""
    ) -> Change:
        """Take back a change, or the latest that isn't taken back yet.

        Raises:
            ChangeNotUndoableError: there is none, or its article was changed again since.
        """
        with self._corpus.write() as log:
            change = log.undo(revision, Author(who, why), scope=scope)
        return self._indexed(change)

    def purge(self, article_id: str, author: Author) -> None:
        """Erase an article with all its versions for good, from every file of the library.

        Raises:
            ArticleUnknownError: no article has this id.
            ArticleStillInSeedsError: its file would bring it straight back.
        """
        seed = self._settings.seeds_dir / f"{article_id}.txt"
        if seed.exists():
            raise ArticleStillInSeedsError(article=article_id, path=seed)
        with self._corpus.write() as log:
            texts = self._corpus.texts_ever(article_id)
            log.purge(article_id, author)
            forget_article(log.connection, article_id)
            self._indexer.forget(texts)
        self._indexer.finish_purge()
        self._corpus.forget_deleted()

    def purge_server(self, server: str, author: Author) -> int:
        """Erase a server's articles, answers and preferences for good; return how many articles.

        Of the change log's rows what was done when stays, but neither who did it nor why.
        """
        with self._corpus.write() as log:
            own = [summary.id for summary in self._corpus.articles(server)]
            texts = [text for article_id in own for text in self._corpus.texts_ever(article_id)]
            forget(log.connection, server)
            for article_id in own:
                log.purge(article_id, author)
            self._indexer.forget(texts)
        self._indexer.finish_purge()
        self._corpus.forget_deleted()
        return len(own)

    def articles(self, scope: str | None = None) -> list[Summary]:
        """List all articles, removed ones too, the latest change first."""
        return self._corpus.articles(scope)

    def article(self, article_id: str) -> Article:
        """Return an article as it stands or, once removed, as it last stood."""
        return self._corpus.article(article_id)

    def history(self, article_id: str | None = None) -> list[Change]:
        """Return the changes to one article or to all, oldest first."""
        return self._corpus.changes(article_id=article_id)

    def export_lines(self, scope: str | None = None) -> Iterator[str]:
        """Give the collection with its history as JSON Lines."""
        return transfer.export_lines(self._corpus, scope)

    def import_lines(self, lines: Iterable[str], source: str) -> transfer.Imported:
        """Take in an export, all of it or nothing; raises `ImportRefusedError`."""
        return transfer.import_lines(self._corpus, lines, source)

    def backup(self, target: Path) -> None:
        """Write a consistent copy of the corpus to a new file, while it is in use."""
        self._corpus.backup(target)

    def verify(self) -> list[Difference]:
        """Compare the index with the corpus, item by item; an empty list is good."""
        return self._indexer.verify()

    def _indexed(self, change: Change, progress: Progress = silent) -> Change:
        try:
            self.catch_up(progress)
        except SearchIndexError as error:
            raise IndexLateError(reason=error, change=change) from error
        return change

    def _refuse(self, same: Duplicate | None) -> None:
        if same is not None:
            raise ArticleDuplicateError(article=same.article_id, title=same.title)

    def catch_up(self, progress: Progress = silent) -> None:
        """Index what was changed since, by whichever process; quick when there is nothing."""
        self._indexer.catch_up(progress)

    def rebuild(self, progress: Progress = silent) -> list[ArticleError]:
        """Take in the seeds, as `start` does, and build the index anew beside the one in use."""
        problems = seeds.synchronise(self._corpus, self._settings.seeds_dir)
        self._indexer.rebuild(progress)
        return problems

    # What was asked in Discord; the bot's side of the same database.

    @cached_property
    def journal(self) -> Journal:
        """The bot's memory of answers, opinions, requests and preferences."""
        return Journal.open(self._settings.data_dir)

    @cached_property
    def previews(self) -> Previews:
        """The drafts that moderators are looking at."""
        return Previews.open(self._settings.data_dir)

    # What a server's moderators see; `server` is its id, as in an article's scope.

    @cached_property
    def overview(self) -> Overview:
        """The articles, their history and their use, server by server."""
        return Overview(self._corpus, Database(self._settings.data_dir / FILE_NAME))

    @cached_property
    def servers(self) -> Servers:
        """What there is of each server."""
        return Servers(Database(self._settings.data_dir / FILE_NAME))

    def undoing(self, revision: int | None, server: str) -> Undo:
        """Tell what taking back a change of a server's, or its latest, would do.

        Raises:
            ChangeNotUndoableError: there is none, or its article was changed again since.
        """
        return self._corpus.undoing(revision, server)

    def unanswered(
        self, server: str, since: datetime, count: int, progress: Progress = silent
    ) -> list[Unanswered]:
        """Return up to `count` topics that the sources still don't say, the most wanted first."""
        still: list[Unanswered] = []
        for topic in self.overview.unanswered(server, since):
            if len(still) == count:
                break
            progress(len(still), count)
            if self.ask(topic.searched, visible_from(server)).abstained:
                still.append(topic)
        return still

    def revision(self) -> int:
        """Return the revision of the latest change; 0 before the first."""
        return self._corpus.revision()

    def changes_after(self, revision: int) -> list[Change]:
        """Return the changes to the collection above a revision, oldest first."""
        return self._corpus.changes(after=revision)

    def context(self, quote: Quote) -> Context | None:
        """Return what is around a quote; None once its article was changed or removed."""
        return self._asker.context(quote)

    def nearest(self, question: str, scopes: Sequence[str], count: int) -> tuple[Citation, ...]:
        """Return up to `count` passages for a question, best first, answering or not.

        `question` is one as it was searched, of an earlier answer.
        """
        return self._asker.nearest(question, scopes, count)

    def sizes(self) -> dict[str, int]:
        """Return the bytes that the corpus and everything derived from it take on the disk."""
        return sizes(self._settings.data_dir)

    def examine_model(self) -> None:
        """Load the configured model and see that the index was built with it.

        Raises:
            EmbedderUnavailableError: it can't be loaded.
            EmbedderFailedError: it can't embed.
            EmbedderMismatchError: the index holds another model's vectors.
        """
        examine_model(self._embedder, self._generations)

    def status(self) -> Status:
        """Tell what there is, as it stands on the disk."""
        return status(self._corpus, self._embedder, self._generations, self._backends)


def _check(log: ChangeLog, article_id: str, expected: Expected | None) -> None:
    if expected is not None:
        log.check(article_id, expected)


def _created(folder: Path) -> Path:
    folder.mkdir()
    return folder


def _prepare(folder: Path) -> None:
    """Create the data directory, or make sure that it's ours."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        names = sorted(path.name for path in folder.iterdir())
    except OSError as error:
        reason = error.strerror or str(error)
        raise DataDirUnwritableError(path=folder, reason=reason) from error
    if FILE_NAME not in names and set(names) - {INDEX_FOLDER}:
        raise DataDirForeignError(path=folder, example=names[0])

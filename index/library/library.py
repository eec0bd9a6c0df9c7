"""The library: a collection of articles that can be asked.

It composes the rooms: the corpus, the index that follows it, and the way of a question. What needs
only one of them is asked of that one: `library.corpus`, `catalogue`, `history`, `indexer`, `asker`.
"""

import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Self, TypedDict, TypeVar, Unpack

from sqlalchemy import Connection

from index.articles.fence.scratch import find_place
from index.asking.answers import Answer, Citation, Turn
from index.asking.asker import Asker
from index.asking.errors import WeightsDamagedError
from index.asking.helpers.models import Models
from index.asking.judging.weights import Weights, read_own, state_of_own
from index.asking.questions.pinned import asks, fixed_in
from index.config import QuotaSettings, Settings
from index.corpus.catalogue import Catalogue
from index.corpus.changelog import Author, ChangeLog, Clock, Expectation, now
from index.corpus.corpus import Corpus
from index.corpus.duplicates import same_text
from index.corpus.errors import (
    ArticleDuplicateError,
    ArticleStillInSeedsError,
    BackupElsewhereError,
    PinThereAlreadyError,
    PinWithoutQuestionError,
)
from index.corpus.exchange import seeds
from index.corpus.exchange.restoration import Restoration, restoration
from index.corpus.folder import prepare, refuse_emptied
from index.corpus.history import History
from index.corpus.participants import Participant, schemas_of
from index.corpus.pins import Pins
from index.corpus.quota import room_kept
from index.embedders import Embedder
from index.errors import BelegbotError, SearchIndexError
from index.i18n import Language
from index.indexing.backends.backend import BackendFactory
from index.indexing.backends.configured import configured
from index.indexing.erasing import Eraser
from index.indexing.errors import (
    EmbedderMismatchError,
    IndexLateError,
)
from index.indexing.files import INDEX_FOLDER
from index.indexing.generations import Generations
from index.indexing.indexer import Indexer
from index.indexing.model.in_use import ModelInUse
from index.indexing.progress import Progress, silent
from index.indexing.status import Status, status
from index.library.upkeep import Upkeep
from index.models import Change, Draft
from index.scopes import SHARED, Scope, read_from

if TYPE_CHECKING:
    from index.writing.writer import Writer
    from index.writing.written import Completed, Written

log = logging.getLogger(__name__)

T = TypeVar("T")


class Parts(TypedDict, total=False):
    """What a library can be given instead of making it: see `Library`."""

    participants: Sequence[Participant]
    corpus: Corpus
    models: Models
    backends: BackendFactory
    writer: "Writer"
    clock: Clock


class Library:
    """Articles, their index and the way from a question to an answer. Thread-safe.

    Whatever isn't handed in is made as the settings say. `participants` keep something beside the
    articles in the same database, and erase it with them; a `corpus` that is handed in was opened
    with their schemas and the clock, and is closed with the library. `clock` gives changes their
    time. The embedder is the one that the index was made with, also once another process has built
    it with another (see `model`). One that is handed in stays.
    """

    def __init__(  # noqa: PLR0913 - each part can be handed in
        self,
        settings: Settings,
        *,
        participants: Sequence[Participant] = (),
        corpus: Corpus | None = None,
        models: Models | None = None,
        backends: BackendFactory | None = None,
        writer: "Writer | None" = None,
        clock: Clock = now,
    ) -> None:
        prepare(settings.data_dir, {INDEX_FOLDER})
        refuse_emptied(settings.data_dir, INDEX_FOLDER)
        find_place([settings.data_dir])
        self.settings = settings
        self.clock = clock
        self.corpus = corpus or Corpus.open(
            settings.data_dir, schemas_of(participants), clock, settings.corpus
        )
        self.catalogue = Catalogue(self.corpus)
        self.history = History(self.corpus.database)
        self.pins = Pins(self.corpus)
        self.backends = backends or configured(settings.vectors)
        self.model = ModelInUse(
            settings.embedder,
            self.corpus,
            Generations(self.index_folder),
            self.backends,
            embedder=models.embedder if models else None,
            changed=self._compose,
        )
        self.upkeep = Upkeep(settings, self.corpus, self.model, participants)
        self._eraser = Eraser(self.corpus, self.model, participants, self.catch_up)
        self.models = models or Models.configured(settings, self.model.embedder)
        self._compose()
        self.writer = writer or self._writer()

    @property
    def index_folder(self) -> Path:
        """Where everything is that can be made anew from the corpus."""
        return self.settings.data_dir / INDEX_FOLDER

    @property
    def indexer(self) -> Indexer:
        """The index as it is now."""
        return self.model.indexer

    @property
    def generations(self) -> Generations:
        """Where the index lies."""
        return self.model.generations

    @property
    def problem(self) -> SearchIndexError | None:
        """What is wrong with the index's model, or with the engine of its vectors."""
        return self.upkeep.problem

    @classmethod
    def open(
        cls, settings: Settings, progress: Progress = silent, **parts: Unpack[Parts]
    ) -> "Library":
        """Open the collection and its index, both in step with the seeds and the change log.

        Creates what isn't there. Raises `CorpusError`s and `SearchIndexError`s.
        """
        library = cls(settings, **parts)
        try:
            for problem in library.start(progress):
                log.warning("%s", problem)
        except BaseException:
            library.close()
            raise
        return library

    @staticmethod
    @contextmanager
    def restoration(
        settings: Settings, backup: Path, participants: Sequence[Participant] = ()
    ) -> Iterator[Restoration]:
        """Make a backup ready to take the collection's place, which nobody else can open till then.

        Raises:
            CorpusInUseError: somebody has the collection open.
            BackupUnusableError: it is damaged, another program's, or a newer version's.
        """
        if url := settings.corpus.url.get_secret_value():
            from index.corpus.storage.postgresql import connecting  # noqa: PLC0415 - as there

            raise BackupElsewhereError(place=connecting.place_of(connecting.parameters_of(url)))
        prepare(settings.data_dir, {INDEX_FOLDER})
        with restoration(settings.data_dir, backup, schemas_of(participants)) as ready:
            yield ready

    def start(self, progress: Progress = silent, *, renew: bool = True) -> list[BelegbotError]:
        """Bring the collection in step with the seeds, and the index with the collection.

        Without `renew`, who opened it calls that in its own time. Returns what is wrong with seeds
        that were left out, with an index that can't be written: then there is another until the
        library is closed, with this machine's clock, with the index's model, and why that couldn't
        be renewed.

        Raises:
            CorpusDamagedError: what is stored contradicts itself.
        """
        problems = self.upkeep.start(progress, renew=renew)
        self._judge_as_calibrated()
        return problems

    def close(self) -> None:
        """Close the files."""
        self.corpus.close()
        self.upkeep.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def ask(
        self,
        question: str,
        scope: Scope | tuple[Scope, ...] = SHARED,
        previous: Turn | None = None,
    ) -> Answer:
        """Answer a question as it is asked in a scope, as a follow-up of `previous` or alone.

        Several scopes are exactly those that may be read (`Scope.with_parts`).

        Raises:
            QuestionError: the question is empty or too long.
            EvidenceError: an excerpt didn't match the stored text and was withheld.
        """
        scopes = read_from(scope)
        return self._asked(lambda: self.asker.ask(question, scopes, previous))

    def ask_again(self, searched: str, scope: Scope | tuple[Scope, ...] = SHARED) -> Answer:
        """Answer a question that was asked before, as it was searched then (`Answer.asked`).

        Raises:
            EvidenceError: an excerpt didn't match the stored text and was withheld.
        """
        scopes = read_from(scope)
        return self._asked(lambda: self.asker.ask_again(searched, scopes))

    def consider(self, work: Callable[[Asker], T]) -> tuple[int, T]:
        """Go parts of a question's way, such as `Asker.judged` and then `Asker.composed`.

        All of it is gone again where what was found is changed meanwhile, or the index has another
        model by now, as in `ask`. Returns also the collection's revision at its beginning.

        Raises:
            EvidenceError: an excerpt didn't match the stored text and was withheld.
        """
        return self._asked(lambda: self.asker.beside_a_writer(lambda: work(self.asker)))

    def write(self, answer: Answer, language: Language | None = None) -> "Written":
        """Put an answer in other words, if a language model is set; say why if nothing is written.

        It takes as long as the model does; the answer itself stays as it is. `language` is the
        question's unless another one is wanted.
        """
        from index.writing.errors import WriterNotSetError  # noqa: PLC0415 - only where it's asked
        from index.writing.written import Written  # noqa: PLC0415

        if self.writer is None:
            return Written(problem=WriterNotSetError())
        return self.writer.write(answer, language)

    def ask_on(
        self,
        question: str,
        scope: Scope | tuple[Scope, ...] = SHARED,
        previous: Turn | None = None,
    ) -> tuple[Answer, str | None]:
        """Answer as `ask` does; a follow-up as a language model completes it, if one is set.

        Returns also the question as the model completed it: None where it isn't one, none is set or
        it fails, where it names what neither turn named, and where that has no answer.

        Raises:
            QuestionError: the question is empty or too long.
            EvidenceError: an excerpt didn't match the stored text and was withheld.
        """
        alone = self.completed(question, previous).question
        answer = self.ask(alone, scope) if alone is not None else None
        if answer is not None and not answer.abstained:
            return answer, alone
        return self.ask(question, scope, previous), None

    def completed(self, question: str, previous: Turn | None) -> "Completed":
        """Have a language model complete a follow-up, if one is set; it may name nothing new."""
        from index.writing.written import Completed  # noqa: PLC0415 - only where it's asked

        writer = self.writer
        if writer is None or previous is None or not self.asker.goes_on(question, previous):
            return Completed()
        return writer.standing_alone(question, previous)

    def nearest(
        self, searched: str, scope: Scope | tuple[Scope, ...], count: int
    ) -> tuple[Citation, ...]:
        """Return up to `count` passages for a question as it is searched, answering or not."""
        scopes = read_from(scope)
        return self._asked(lambda: self.asker.nearest(searched, scopes, count))

    def add(self, draft: Draft, author: Author, scope: Scope = SHARED) -> Change:
        """Add an article, in force and indexed when this returns.

        Raises:
            ArticleDuplicateError: its text is there already; nothing was stored.
        """
        with self.corpus.write() as changelog:
            self.refuse_duplicate(changelog.connection, draft, scope)
            change = changelog.add(draft, author, scope=scope)
        return self.index_change(change)

    def replace(
        self,
        article_id: str,
        draft: Draft,
        author: Author,
        expected: Expectation | None = None,
        progress: Progress = silent,
    ) -> Change:
        """Put a new version in an article's place.

        Raises:
            ArticleUnknownError: no article has this id, or none in the expected scope.
            ArticleChangedMeanwhileError: it isn't as expected any more.
        """
        with self._expecting(article_id, expected) as changelog:
            change = changelog.replace(article_id, draft, author)
        return self.index_change(change, progress)

    def remove(
        self, article_id: str, author: Author, expected: Expectation | None = None
    ) -> Change:
        """Take an article out of force, to be restored if need be; raises `ArticleError`s."""
        with self._expecting(article_id, expected) as changelog:
            change = changelog.remove(article_id, author)
        return self.index_change(change)

    def restore(
        self,
        article_id: str,
        author: Author,
        expected: Expectation | None = None,
        quota: QuotaSettings | None = None,
    ) -> Change:
        """Put a removed article back in force; raises `ArticleError`s.

        Raises:
            QuotaError: its scope has no room for it.
        """
        scope = expected.scope if expected else None
        with (
            self._expecting(article_id, expected) as changelog,
            room_kept(self.corpus.database, changelog.connection, scope, quota),
        ):
            change = changelog.restore(article_id, author)
        return self.index_change(change)

    def move(
        self, article_id: str, scope: Scope, author: Author, expected: Expectation | None = None
    ) -> Change:
        """Give an article to others of its server: to all, or to those of a part.

        Raises:
            ArticleNotMovableError: the scope is another server's, or everybody's.
            ArticleNotMovedError: it is there.
        """
        with self._expecting(article_id, expected) as changelog:
            change = changelog.move(article_id, scope, author)
        return self.index_change(change)

    def undo(
        self,
        revision: int | None,
        author: Author,
        scope: Scope | None = None,
        quota: QuotaSettings | None = None,
    ) -> Change:
        """Take back a change, or the latest that isn't taken back yet.

        Raises:
            ChangeNotUndoableError: there is none, or its article was changed again since.
            QuotaError: its scope has no room for what that puts back in force.
        """
        with (
            self.corpus.write() as changelog,
            room_kept(self.corpus.database, changelog.connection, scope, quota),
        ):
            change = changelog.undo(revision, author, scope=scope)
        return self.index_change(change)

    def pin(
        self,
        article_id: str,
        question: str,
        place: tuple[int, int],
        author: Author,
        expected: Expectation | None = None,
    ) -> Change:
        """Approve `[start, end)` of an article as it stands as the answer to a question.

        Raises:
            PinWithoutSentenceError: no sentences begin and end there, or the article is removed.
            PinWithoutQuestionError: the question says nothing.
            PinThereAlreadyError: it is that question's fixed answer already.
            ArticleUnknownError: no article has this id, or none in the expected scope.
        """
        if not asks(question):
            raise PinWithoutQuestionError
        scope = self.corpus.article(article_id).scope
        given = fixed_in(self.pins, question, scope)
        there = given.place if given and given.pin.article_id == article_id else None
        if there and (there.start, there.end) == place:
            raise PinThereAlreadyError
        with self._expecting(article_id, expected) as changelog:
            change = changelog.pin(article_id, question, place, author)
        return self.index_change(change)

    def unpin(self, revision: int, author: Author, scope: Scope | None = None) -> Change:
        """Take back the fixed answer of a change; raises `PinUnknownError`."""
        with self.corpus.write() as changelog:
            change = changelog.unpin(revision, author, scope=scope)
        return self.index_change(change)

    def purge(self, article_id: str, author: Author) -> None:
        """Erase an article with all its versions for good, from every file of the library.

        Raises:
            ArticleUnknownError: no article has this id.
            ArticleStillInSeedsError: its file would bring it straight back.
            ParticipantMissingError: somebody who isn't here keeps what is said in the article.
            TracesLeftError: it is erased, and words of it are still in a file.
        """
        if seed := seeds.seed_file(self.settings.seeds_dir, article_id):
            raise ArticleStillInSeedsError(article=article_id, path=seed)
        self._eraser.article(article_id, author)

    def purge_scope(self, scope: Scope, author: Author) -> int:
        """Erase a scope and its parts with all that is kept, for good; return how many articles.

        Of a part, its articles alone are erased: what else is kept is kept of the whole server.
        Of the change log's rows what was done when stays, but neither who did it nor why.

        Raises:
            ParticipantMissingError: somebody who isn't here keeps something of it.
            TracesLeftError: it is erased, and words of it are still in a file.
        """
        return self._eraser.scope(scope, author)

    def catch_up(self, progress: Progress = silent) -> None:
        """Index what was changed since, by whichever process; quick when there is nothing.

        Also the model is the index's from then on, if another process has built it with another
        one, or it is back that was missing; one that can't be loaded is done without until the
        library is opened again, or follows another one. And answers are judged by weights that were
        calibrated since.
        """
        before = self.problem
        self.upkeep.catch_up(progress)
        self._judge_as_calibrated()
        if self.problem is not None and self.problem is not before:
            log.warning("%s", self.problem)

    def rebuild(
        self, progress: Progress = silent, embedder: Embedder | None = None
    ) -> list[BelegbotError]:
        """Take in the seeds, as `start` does, and build the index anew beside the one in use.

        With another `embedder` than that in use, the library answers with it from then on.
        """
        return self.upkeep.rebuild(progress, embedder)

    def renew(self, progress: Progress = silent) -> bool:
        """Build the index anew if another version of the built-in model made it.

        Questions are answered by their words meanwhile, by threads of their own; no row in the log
        tells of it. Done once a library: two versions of the program that share a collection would
        otherwise go on taking it from each other. Returns whether it was done.

        Raises:
            IndexRebuildingError: another process is at it.
            IndexUnwritableError: no space, or no permission; the index stays as it was.
        """
        return self.model.renew(progress)

    def status(self) -> Status:
        """Tell what there is, as it stands on the disk."""
        return status(
            self.corpus, self.models.embedder, self.generations, self.backends, self.problem
        )

    def refuse_duplicate(
        self, connection: Connection, draft: Draft, scope: Scope, besides: str | None = None
    ) -> None:
        """Refuse a text that another article than `besides` has, as the connection sees it.

        Raises:
            ArticleDuplicateError: it is there already.
        """
        same = same_text(connection, draft, scope, besides)
        if same is not None:
            raise ArticleDuplicateError(article=same.article_id, title=same.title)

    def index_change(self, change: Change, progress: Progress = silent) -> Change:
        """Let the index follow a change that is in force, and return the change.

        Raises:
            IndexLateError: it couldn't; the change is in force all the same.
        """
        try:
            self.catch_up(progress)
        except SearchIndexError as error:
            raise IndexLateError(reason=error, change=change) from error
        return change

    def _asked(self, work: Callable[[], T]) -> T:
        try:
            return work()
        except EmbedderMismatchError:
            # Another process built the index with another model a moment ago.
            self.catch_up()
            return work()

    def _judge_as_calibrated(self) -> None:
        """Judge by what was calibrated since, by whichever process."""
        if state_of_own(self.index_folder) != self._judged_by:
            self._compose()

    def _compose(self) -> None:
        """Answer with the index's model as it is now."""
        self.models = replace(self.models, embedder=self.model.embedder)
        self._judged_by = state_of_own(self.index_folder)
        self.asker = Asker(
            self.corpus, self.indexer, self.models, self.settings.search, own=self.own_weights()
        )

    def _writer(self) -> "Writer | None":
        # What speaks to a server is worth importing only where there is one.
        if not self.settings.writer.base_url:
            return None
        from index.writing.writer import Writer  # noqa: PLC0415

        return Writer(self.settings.writer, self.corpus)

    def own_weights(self) -> Mapping[str, Weights]:
        """Return the weights that the operator fitted, by the model's name."""
        try:
            return read_own(self.index_folder)
        except WeightsDamagedError as error:
            log.warning("%s", error)
            return {}

    @contextmanager
    def _expecting(self, article_id: str, expected: Expectation | None) -> Iterator[ChangeLog]:
        with self.corpus.write() as changelog:
            if expected is not None:
                changelog.check(article_id, expected)
            yield changelog

"""What keeps a collection in step: with the seeds, and its index with the change log."""

import logging
import shutil
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from index.config import Settings
from index.corpus.corpus import Corpus
from index.corpus.errors import (
    BesideDamagedError,
    BesideErasedError,
    ClockDiffersError,
    DataDirUnwritableError,
)
from index.corpus.exchange import seeds
from index.corpus.participants import Participant
from index.corpus.redivision import count_old, divide_anew
from index.embedders import Embedder
from index.errors import BelegbotError, SearchIndexError
from index.indexing.errors import (
    IndexBehindError,
    IndexBusyError,
    IndexElsewhereError,
    IndexForeignError,
    IndexUnwritableError,
    VectorEngineError,
)
from index.indexing.files import INDEX_FOLDER
from index.indexing.generations import Generations
from index.indexing.model.in_use import ModelInUse
from index.indexing.progress import Meter, Progress, silent

log = logging.getLogger(__name__)

SKEW = 10.0
"""Seconds by which the clocks of machines may differ without anybody noticing."""

CHECKED = "checked"
"""The file of the index folder that says which state of the database was looked at."""


class Upkeep:
    """Brings a collection and its index in step, at the start and from then on. Thread-safe."""

    def __init__(
        self,
        settings: Settings,
        corpus: Corpus,
        model: ModelInUse,
        participants: Sequence[Participant],
    ) -> None:
        self._seeds_dir = settings.seeds_dir
        self._index_folder = settings.data_dir / INDEX_FOLDER
        self._corpus = corpus
        self._model = model
        self._participants = participants
        self._divided = False
        self._elsewhere: TemporaryDirectory[str] | None = None

    @property
    def problem(self) -> SearchIndexError | None:
        """What is wrong with the index's model, or with the engine of its vectors."""
        return self._model.problem or self._model.indexer.problem

    def start(self, progress: Progress = silent, *, renew: bool = True) -> list[BelegbotError]:
        """Bring everything in step for the first time: see `Library.start`."""
        self._look()
        database, indexer = self._corpus.database, self._model.indexer
        database.let_shrink(progress)
        indexer.renew_cache()
        problems: list[BelegbotError] = [*self.take_in_seeds()]
        if abs(skew := database.skew()) > SKEW:
            problems.append(ClockDiffersError(place=database.place, seconds=round(abs(skew))))
        try:
            self.catch_up(progress)
        except IndexUnwritableError as error:
            self._move_elsewhere(error)
            problems.append(_told_of(error))
            self.catch_up(progress)
        except IndexBusyError as error:
            if not self._model.indexer.is_open:
                raise
            problems.append(IndexBehindError(**error.values))
        # In case the process that purged an article was ended before it was done.
        with suppress(IndexBusyError, IndexUnwritableError, VectorEngineError):
            self._model.indexer.finish_purge(wait=0)
        if renew:
            try:
                self._model.renew(progress)
            except IndexBusyError:
                pass  # another process does it
            except SearchIndexError as error:
                problems.append(error)
        return [*problems, self.problem] if self.problem else problems

    def take_in_seeds(self) -> list[BelegbotError]:
        """Bring the collection in step with the seeds, and say what is wrong with some."""
        try:
            return [*seeds.synchronise(self._corpus, self._seeds_dir)]
        except DataDirUnwritableError as error:
            return [error]

    def catch_up(self, progress: Progress = silent) -> None:
        """Let the index follow the log, with the model that it has; raises `SearchIndexError`s."""
        self._divide_anew(progress)
        self._model.catch_up(progress)

    def rebuild(
        self, progress: Progress = silent, embedder: Embedder | None = None
    ) -> list[BelegbotError]:
        """Take in the seeds and build the index anew: see `Library.rebuild`."""
        problems = self.take_in_seeds()
        self._divide_anew(progress)
        self._model.rebuild(progress, embedder)
        return problems

    def close(self) -> None:
        """Erase the index that stood in for one that can't be written."""
        if self._elsewhere is not None:
            self._elsewhere.cleanup()

    def _look(self) -> None:
        """Look whether what is stored is whole; what can be done without gives way."""
        database, noted = self._corpus.database, self._index_folder / CHECKED
        try:
            database.require_consistent(noted)
        except BesideDamagedError:
            with self._corpus.write() as changelog:
                found = [each.forget_damaged(changelog.connection) for each in self._participants]
            if not any(found):
                raise
            log.warning("%s", BesideErasedError(path=database.place, count=sum(found)))
            database.require_consistent(noted)

    def _divide_anew(self, progress: Progress) -> None:
        """Divide what an earlier version of the program has stored; nobody stores such any more."""
        if not self._divided:
            database = self._corpus.database
            meter = Meter(progress, count_old(database))
            try:
                for _ in divide_anew(database, self._model.indexer.forget):
                    meter.advance(1)
            except DataDirUnwritableError as error:
                # They can be asked as they are until there is space.
                log.warning("%s", error)
                return
            self._divided = True

    def _move_elsewhere(self, error: IndexUnwritableError) -> None:
        """Go on with a copy of the index; raises `error` if that can't be written either."""
        if self._index_folder.is_file():
            raise error
        try:
            self._elsewhere = TemporaryDirectory(ignore_cleanup_errors=True)
        except OSError:
            raise error from None
        folder = Path(self._elsewhere.name) / INDEX_FOLDER
        # What is missing of it is made anew.
        with suppress(OSError):
            shutil.copytree(self._index_folder, folder)
        self._model.move(Generations(folder))


def _told_of(error: IndexUnwritableError) -> IndexUnwritableError:
    """Return the error that also says what comes of it."""
    if isinstance(error, IndexForeignError):
        return error
    return IndexElsewhereError(**error.values)

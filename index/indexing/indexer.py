"""Keeps the search index in step with the corpus by replaying its change log."""

import errno
import logging
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from threading import Lock
from typing import TypeVar

from index.corpus.corpus import Corpus
from index.corpus.storage.disk import trouble_of
from index.embedders import AbsentEmbedder, Embedder, Vectors
from index.errors import SearchIndexError
from index.i18n import N_
from index.indexing.backends.backend import Backend, BackendFactory, Hits, WordCounts
from index.indexing.backends.protocol import DamagedError, Difference, LegHits, Level
from index.indexing.errors import (
    IndexBusyError,
    IndexRebuildingError,
    IndexUnwritableError,
    VectorEngineError,
)
from index.indexing.estimate import seconds_to_embed
from index.indexing.generations import LOCK_TIMEOUT, VECTORS, Generations
from index.indexing.opening import Opener, OpenGeneration, require_match
from index.indexing.ownership import refuse_foreign
from index.indexing.progress import Progress, silent
from index.indexing.replay import Replay
from index.indexing.vectorcache import WRITE_TIMEOUT, VectorCache

log = logging.getLogger(__name__)

CHECKS = 3
"""Attempts to compare a new generation with articles that don't change meanwhile."""

DIFFERS = N_("what was written differs from the articles")

T = TypeVar("T")


class Indexer:
    """The index of one corpus. Thread-safe; a search never waits for an update.

    Methods raise:
        EmbedderMismatchError: the index in use holds another model's vectors.
        IndexUnwritableError: no space, or no permission; the index in use stays as it was.
        IndexBusyError: another process has been updating the index for too long.
    """

    def __init__(
        self, corpus: Corpus, embedder: Embedder, generations: Generations, backends: BackendFactory
    ) -> None:
        self._corpus = corpus
        self._embedder = embedder
        self._generations = generations
        self._cache = VectorCache(generations.folder / VECTORS)
        self._opener = Opener(corpus, embedder, generations, backends)
        self._replay = Replay(corpus, embedder, self._cache, generations, shares=backends.shares)
        self._updating = Lock()
        self._in_use: OpenGeneration | None = None

    @property
    def revision(self) -> int:
        """The revision of the corpus that searches see; 0 before the first `catch_up`."""
        return self._in_use.backend.revision if self._in_use else 0

    @property
    def problem(self) -> SearchIndexError | None:
        """Why nothing is found by vectors now, as the last search or `catch_up` saw it."""
        return self._in_use.backend.problem if self._in_use else None

    @property
    def has_terms(self) -> bool:
        """Whether words find anything."""
        return self._healed(lambda: self._searchable().terms is not None)

    @property
    def has_vectors(self) -> bool:
        """Whether vectors find anything."""
        return self._healed(lambda: self._searchable().vectors is not None)

    def search(self, text: str, vector: Vectors | None, scopes: Sequence[str], k: int) -> Hits:
        """Find up to `k` units a leg in what has been indexed; `catch_up` goes first."""
        return self._healed(lambda: self._searchable().search(text, vector, scopes, k))

    def cosines(
        self, level: Level, vector: Vectors, scopes: Sequence[str], ids: Sequence[int]
    ) -> LegHits | None:
        """Return the cosines of those units of a level that are in the scopes; None if away."""
        return self._healed(lambda: self._searchable().cosines(level, vector, scopes, ids))

    def word_counts(
        self, text: str, parts: Sequence[str], scopes: Sequence[str]
    ) -> WordCounts | None:
        """Return what the index tells of a question and its words' parts, if it tells anything."""
        return self._healed(lambda: self._searchable().word_counts(text, parts, scopes))

    @property
    def is_open(self) -> bool:
        """Whether there is something that can be asked, up to the log's end or not."""
        return self._in_use is not None

    def catch_up(self, progress: Progress = silent) -> None:
        """Replay what the log has and the index hasn't; quick when there is nothing."""
        with self._clear_errors():
            self._healed(lambda: self._catch_up(progress), progress)

    def seconds_to_embed(self) -> float:
        """Estimate how long a rebuild embeds, by embedding a few texts."""
        with self._clear_errors():
            return seconds_to_embed(self._corpus, self._embedder, self._cache)

    def rebuild(self, progress: Progress = silent) -> None:
        """Build a new generation beside the one in use, then move the pointer to it.

        Raises:
            IndexRebuildingError: another process is at it.
        """
        with self._clear_errors(), ExitStack() as held:
            try:
                held.enter_context(self._generations.lock("rebuild", timeout=1))
            except IndexBusyError as error:
                raise IndexRebuildingError from error
            with self._generations.lock("update"):
                self._generations.tidy()
                new = self._opener.new()
            self._fill(new, progress)

    def finish_purge(self, wait: float = LOCK_TIMEOUT) -> None:
        """Make sure that nothing purged is in any file of the index.

        Where that can't be done to the generation in use, or not sooner, there is a new one.

        Raises:
            IndexBusyError: another process has been building the index for `wait` seconds.
            VectorEngineError: the engine that machines share is away, and all else is done.
        """
        purged = self._corpus.last_purge()
        if not purged:
            return
        with self._clear_errors(), self._generations.lock("rebuild", timeout=wait):
            generation = self._generations.current()
            if generation and generation.manifest.since < purged:
                # Otherwise it would become the index of the model that this process still has.
                require_match(generation, self._embedder)
                if not self._erase():
                    self._rebuild(silent)
            with self._generations.lock("update"):
                self._generations.tidy()
            self._healed(lambda: self._erase_shared(purged))

    def forget(self, texts: Sequence[str]) -> None:
        """Erase the texts' vectors from the cache."""
        with self._clear_errors():
            self._cache.forget(texts)

    def forget_model(self, fingerprint: str) -> None:
        """Erase a model's vectors from the cache."""
        with self._clear_errors():
            self._cache.forget_model(fingerprint)

    def renew_cache(self) -> None:
        """Bring the cache of vectors to today's form, and the reserve, if that can be done now."""
        self._generations.keep_reserve()
        if self._embedder.quick:
            self._cache.leave_out(self._embedder.fingerprint)
        self._cache.renew()

    def verify(self) -> list[Difference]:
        """Compare each part of the index in use with the corpus, item by item."""
        with self._clear_errors():
            return self._healed(self._verify)

    def _verify(self) -> list[Difference]:
        differences = None
        while differences is None:
            self._catch_up(silent)
            with self._updating, self._generations.lock("update"):
                differences = self._replay.differences(self._opener.current(self._in_use))
        return differences

    def _catch_up(self, progress: Progress) -> None:
        with self._updating:
            current = self._opener.current(self._in_use)
            current.backend.refresh()
            self._opener.require_followed(current)
            if current.backend.revision < self._corpus.revision():
                try:
                    self._replay.run(current, progress, alternating=True)
                except IndexBusyError:
                    # What it has so far can be asked.
                    self._in_use = self._in_use or current
                    raise
                with self._generations.lock("update"):
                    # Otherwise another process has erased from it what this one still holds.
                    if self._generations.current() == current.generation:
                        current.backend.checkpoint()
            # Only now: until here, questions went to the generation before, if there was one.
            self._in_use = current

    def _erase(self) -> bool:
        """Erase what is purged from the files of the generation in use; False: a new one is due."""
        # Of one whose model is absent the vectors aren't open.
        if isinstance(self._embedder, AbsentEmbedder):
            return False
        try:
            self._catch_up(silent)
            with self._updating, self._generations.lock("update"):
                used = self._in_use
                if used is None or used.generation != self._generations.current():
                    return False
                if not used.backend.erase():
                    return False
                erased = self._generations.erased(used.generation, used.backend.revision)
                self._in_use = replace(used, generation=erased)
        except DamagedError:
            return False
        return True

    def _erase_shared(self, purged: int) -> None:
        self._catch_up(silent)
        if isinstance(self._embedder, AbsentEmbedder) and self._opener.shares:
            # Its vectors aren't open, so nothing of them follows.
            raise self._embedder.why
        assert self._in_use is not None  # noqa: S101 - `_catch_up` sets it or raises
        self._in_use.backend.erase_shared(purged)

    def _rebuild(self, progress: Progress, *, shared: bool = False) -> None:
        """Make a new generation in a damaged one's place; of what is `shared`, too, if possible."""
        with self._generations.lock("update"):
            self._generations.tidy()
            try:
                new = self._opener.new(anew=shared)
            except VectorEngineError as error:
                # Terms answer; once the engine is back, it is seen that its vectors don't fit.
                log.warning("%s", error)
                new = self._opener.new(anew=False)
        self._fill(new, progress)

    def _fill(self, new: OpenGeneration, progress: Progress) -> None:
        """Replay all into a new generation, and use it from then on."""
        try:
            self._replay.run(new, progress)
            self._check(new)
            with self._updating, self._generations.lock("update"):
                self._replay.run(new)
                new.backend.checkpoint()
                self._generations.use(new.generation)
                self._in_use = new
        except BaseException:
            new.backend.settle(used=False)
            self._generations.discard(new.generation)
            raise
        new.backend.settle(used=True)
        self._generations.tidy()

    def _check(self, new: OpenGeneration) -> None:
        """Refuse a generation that isn't what the articles are, before anybody uses it."""
        # Where there is a change in every attempt's seconds, the rebuild goes on without.
        for _ in range(CHECKS):
            differences = self._replay.differences(new)
            if differences:
                raise IndexUnwritableError(path=new.generation.folder, reason=DIFFERS)
            if differences is not None:
                return

    def _healed(self, attempt: Callable[[], T], progress: Progress = silent) -> T:
        """Try again with a new generation if the one in use is damaged, or of another log."""
        try:
            return attempt()
        except DamagedError as error:
            with self._clear_errors():
                with self._generations.lock("rebuild", timeout=LOCK_TIMEOUT):
                    current = self._generations.current()
                    # Otherwise another process has a new one already.
                    if current is not None and current.folder in error.folder.parents:
                        self._rebuild(progress, shared=error.shared)
                self._catch_up(silent)
            return attempt()

    def _searchable(self) -> Backend:
        if self._in_use is None:
            self.catch_up()
        assert self._in_use is not None  # noqa: S101 - catch_up sets it or raises
        return self._in_use.backend

    @contextmanager
    def _clear_errors(self) -> Iterator[None]:
        try:
            yield
        except (OSError, sqlite3.DatabaseError) as error:
            if trouble_of(error) == "busy":
                raise IndexBusyError(seconds=round(WRITE_TIMEOUT)) from error
            reason = getattr(error, "strerror", None) or str(error)
            folder = self._generations.folder
            if not isinstance(error, OSError) or error.errno == errno.EACCES:
                refuse_foreign(folder, reason, error)
            raise IndexUnwritableError(path=folder, reason=reason) from error

"""Keeps the search index in step with the corpus by replaying its change log."""

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from threading import Lock
from time import sleep
from typing import TypeVar

from index.corpus.corpus import Corpus
from index.embedders import Embedder, Vectors
from index.i18n import N_
from index.indexing.backends.embedded import EmbeddedBackend
from index.indexing.backends.protocol import (
    ArticleUpdate,
    DamagedError,
    Difference,
    Found,
    Frequencies,
    SearchBackend,
    Units,
)
from index.indexing.errors import EmbedderMismatchError, IndexUnwritableError
from index.indexing.generations import LOCK_TIMEOUT, Generation, Generations
from index.indexing.vectorcache import VectorCache
from index.models import Change
from index.units.passages import passage_text, passages

CHUNK = 128
"""Changes replayed between two commits; an interrupted replay goes on after the last of them."""

TURN = 0.06
"""Seconds between two chunks, a little more than a waiting process's pause between two attempts."""

CHECKS = 3
"""Attempts to compare a new generation with articles that don't change meanwhile."""

DIFFERS = N_("what was written differs from the articles")

T = TypeVar("T")

Progress = Callable[[int, int], None]
"""Told how many sentences and passages are done, of how many in all."""


def silent(_done: int, _total: int) -> None:
    """Report to nobody."""


@dataclass(frozen=True, slots=True)
class _Live:
    """The generation that searches go to; replaced as a whole."""

    generation: Generation
    backend: SearchBackend


class Indexer:
    """The index of one corpus. Thread-safe; a search never waits for an update.

    Methods raise:
        EmbedderMismatchError: the index in use holds another model's vectors.
        IndexUnwritableError: no space, or no permission; the index in use stays as it was.
        IndexBusyError: another process has been updating the index for too long.
    """

    def __init__(self, corpus: Corpus, embedder: Embedder, generations: Generations) -> None:
        self._corpus = corpus
        self._embedder = embedder
        self._generations = generations
        self._cache = VectorCache(generations.folder / "vectors.sqlite3")
        self._updating = Lock()
        self._live: _Live | None = None

    @property
    def revision(self) -> int:
        """The revision of the corpus that searches see; 0 before the first `catch_up`."""
        return self._live.backend.revision if self._live else 0

    def stored_revision(self) -> int:
        """Return the revision that the index on the disk has reached, whatever its model."""
        generation = self._generations.current()
        if generation is None:
            return 0
        return EmbeddedBackend.stored_revision(generation.folder)

    def search(self, text: str, vector: Vectors | None, scopes: Sequence[str], k: int) -> Found:
        """Find up to `k` units a leg in what has been indexed; `catch_up` goes first."""
        return self._healed(lambda: self._searchable().search(text, vector, scopes, k))

    def passage_frequencies(self, parts: Sequence[str]) -> tuple[int, Frequencies]:
        """Return how many passages are indexed, and how many of them have each part of a word."""
        return self._healed(lambda: self._searchable().passage_frequencies(parts))

    def catch_up(self, progress: Progress = silent) -> None:
        """Replay what the log has and the index hasn't; quick when there is nothing."""
        with self._clear_errors():
            self._healed(lambda: self._catch_up(progress))

    def rebuild(self, progress: Progress = silent) -> None:
        """Build a new generation beside the one in use, then move the pointer to it.

        Raises:
            IndexBusyError: another process is at it.
        """
        with self._clear_errors(), self._generations.lock("rebuild", timeout=1):
            self._rebuild(progress)

    def finish_purge(self, wait: float = LOCK_TIMEOUT) -> None:
        """Make sure that nothing purged is in any file of the index, which may mean a rebuild.

        Terms stay in an index's files until they are merged; a new generation has none of them.

        Raises:
            IndexBusyError: another process has been building the index for `wait` seconds.
        """
        purged = self._corpus.last_purge()
        if not purged:
            return
        with self._clear_errors(), self._generations.lock("rebuild", timeout=wait):
            generation = self._generations.current()
            if generation and generation.manifest.since < purged:
                self._rebuild(silent)
            with self._generations.lock("update"):
                self._generations.tidy()

    def forget(self, texts: Sequence[str]) -> None:
        """Erase the texts' vectors from the cache."""
        with self._clear_errors():
            self._cache.forget(texts)

    def verify(self) -> list[Difference]:
        """Compare each part of the index in use with the corpus, item by item."""
        with self._clear_errors():
            return self._healed(self._verify)

    def _verify(self) -> list[Difference]:
        found = None
        while found is None:
            self._catch_up(silent)
            with self._updating, self._generations.lock("update"):
                found = self._differences(self._open().backend)
        return found

    def _differences(self, backend: SearchBackend) -> list[Difference] | None:
        """Compare while nobody else updates the backend; None if the articles changed then."""
        revision = self._corpus.revision()
        backend.refresh()
        self._replay(backend, silent)
        latest = list({change.article_id: change for change in self._corpus.changes()}.values())
        unmetered = _Meter(silent, 0)
        expected = [u for chunk in _chunks(latest) for u in self._updates(chunk, unmetered)]
        found = backend.differences(expected)
        return found if self._corpus.revision() == revision else None

    def _catch_up(self, progress: Progress) -> None:
        with self._updating:
            live = self._open()
            live.backend.refresh()
            if live.backend.revision < self._corpus.revision():
                self._replay(live.backend, progress, in_turns=True)
                with self._generations.lock("update"):
                    live.backend.checkpoint()
            # Only now: until here, questions went to the generation before, if there was one.
            self._live = live

    def _rebuild(self, progress: Progress) -> None:
        with self._generations.lock("update"):
            self._generations.tidy()
            generation = self._generations.create(self._embedder, self._corpus.revision())
        try:
            backend = EmbeddedBackend(generation.folder, generation.manifest.dimension)
            self._replay(backend, progress)
            self._check(generation, backend)
            with self._updating, self._generations.lock("update"):
                self._replay(backend, silent)
                backend.checkpoint()
                self._generations.use(generation)
                self._live = _Live(generation, backend)
        except BaseException:
            self._generations.discard(generation)
            raise
        self._generations.tidy()

    def _check(self, generation: Generation, backend: SearchBackend) -> None:
        """Refuse a generation that isn't what the articles are, before anybody uses it."""
        # Where there is a change in every attempt's seconds, the rebuild goes on without.
        for _ in range(CHECKS):
            found = self._differences(backend)
            if found:
                raise IndexUnwritableError(path=generation.folder, reason=DIFFERS)
            if found is not None:
                return

    def _healed(self, attempt: Callable[[], T]) -> T:
        """Try again with a new generation if the files of the one in use are damaged."""
        try:
            return attempt()
        except DamagedError as error:
            with self._clear_errors():
                with self._generations.lock("rebuild", timeout=LOCK_TIMEOUT):
                    current = self._generations.current()
                    # Otherwise another process has a new one already.
                    if current is not None and current.folder in error.folder.parents:
                        self._rebuild(silent)
                self._catch_up(silent)
            return attempt()

    def _searchable(self) -> SearchBackend:
        if self._live is None:
            self.catch_up()
        assert self._live is not None  # noqa: S101 - catch_up sets it or raises
        return self._live.backend

    def _open(self) -> _Live:
        generation = self._generations.current()
        if generation is None:
            with self._generations.lock("update"):
                generation = self._generations.current()
                if generation is None:
                    # What the log says now is read after this; nothing purged is in it.
                    generation = self._generations.create(self._embedder, self._corpus.revision())
                    self._generations.use(generation)
        if self._live is not None and self._live.generation == generation:
            return self._live
        if not generation.matches(self._embedder):
            raise EmbedderMismatchError(
                found=generation.manifest.embedder, wanted=self._embedder.name
            )
        return _Live(generation, EmbeddedBackend(generation.folder, generation.manifest.dimension))

    def _replay(
        self, backend: SearchBackend, progress: Progress, *, in_turns: bool = False
    ) -> None:
        """Bring the backend to the log's end; chunk by chunk with others `in_turns`.

        Without, nobody else may know of the backend, or the caller holds the lock.
        """
        logged = self._corpus.changes(after=backend.revision)
        # Only each article's latest change: what a chunk wrote and another deleted would stay
        # counted as a document of its terms.
        latest = {change.article_id: change.revision for change in logged}
        changes = [change for change in logged if latest[change.article_id] == change.revision]
        meter = _Meter(progress, self._corpus.count_units(after=backend.revision))
        for number, chunk in enumerate(_chunks(changes)):
            if in_turns and number:
                sleep(TURN)
            with self._generations.lock("update") if in_turns else nullcontext():
                backend.refresh()
                backend.apply(self._updates(chunk, meter), chunk[-1].revision)

    def _updates(self, chunk: Sequence[Change], meter: "_Meter") -> list[ArticleUpdate]:
        """Say what is to be found of each article the changes touch, as it stands now."""
        latest = {change.article_id: change for change in chunk}
        in_force = self._corpus.sentences_of(
            change.version for change in latest.values() if change.version is not None
        )
        found = [in_force.get(change.version or 0, []) for change in latest.values()]
        sentences = self._embedded(
            [[(sentence.id, sentence.text) for sentence in article] for article in found], meter
        )
        whole = self._embedded(
            [
                [(group[0].id, passage_text(group)) for group in passages(article)]
                for article in found
            ],
            meter,
        )
        return [
            ArticleUpdate(
                article_id=change.article_id,
                scope=change.scope,
                language=article[0].article.language if article else "",
                sentences=sentence_units if article else None,
                passages=passage_units if article else None,
            )
            for change, article, sentence_units, passage_units in zip(
                latest.values(), found, sentences, whole, strict=True
            )
        ]

    def _embedded(
        self, articles: Sequence[Sequence[tuple[int, str]]], meter: "_Meter"
    ) -> Iterator[Units]:
        """Embed the units of all articles together, and hand them out by article."""
        texts = [text for article in articles for _, text in article]
        vectors = self._cache.embed(self._embedder, texts, meter.advance)
        end = 0
        for article in articles:
            start, end = end, end + len(article)
            yield Units([i for i, _ in article], texts[start:end], vectors[start:end])

    @contextmanager
    def _clear_errors(self) -> Iterator[None]:
        try:
            yield
        except (OSError, sqlite3.OperationalError) as error:
            reason = getattr(error, "strerror", None) or str(error)
            raise IndexUnwritableError(path=self._generations.folder, reason=reason) from error


def _chunks(changes: Sequence[Change]) -> Iterator[Sequence[Change]]:
    for start in range(0, len(changes), CHUNK):
        yield changes[start : start + CHUNK]


class _Meter:
    """Adds up progress over many small steps."""

    def __init__(self, progress: Progress, total: int) -> None:
        self._progress = progress
        self._total = total
        self._done = 0
        if total:
            progress(0, total)

    def advance(self, steps: int) -> None:
        self._done = min(self._done + steps, self._total)
        self._progress(self._done, self._total)

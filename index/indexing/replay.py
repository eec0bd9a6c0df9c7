"""Brings a generation to the end of the change log, chunk by chunk, and tells if it got there."""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, nullcontext
from functools import partial
from time import sleep

from index.corpus.corpus import Corpus
from index.corpus.errors import CorpusBusyError
from index.embedders import Embedder
from index.indexing.backends.protocol import ArticleUpdate, Difference, Units
from index.indexing.errors import IndexBusyError
from index.indexing.generations import LOCK_TIMEOUT, Generations, awaited
from index.indexing.opening import OpenGeneration
from index.indexing.progress import Meter, Progress, silent
from index.indexing.vectorcache import VectorCache
from index.models import Change
from index.units.passages import answering, passage_id, passage_text, passages, sentence_text

CHUNK = 128
"""Changes replayed between two commits; an interrupted replay goes on after the last of them."""

PAUSE = 0.06
"""Seconds between two chunks, a little more than a waiting process's pause between two attempts."""


class Replay:
    """Replays one corpus's log. Thread-safe, but for two replays into the same generation.

    `shares`: other machines may update a part of it, too; one at a time does.
    """

    def __init__(
        self,
        corpus: Corpus,
        embedder: Embedder,
        cache: VectorCache,
        generations: Generations,
        *,
        shares: bool = False,
    ) -> None:
        self._corpus = corpus
        self._shares = shares
        self._embedder = embedder
        self._cache = cache
        self._generations = generations

    def run(
        self, index: OpenGeneration, progress: Progress = silent, *, alternating: bool = False
    ) -> None:
        """Bring a generation to the log's end; `alternating` with other processes, chunk by chunk.

        Without, nobody else may know of the generation, or the caller holds the lock.
        """
        backend = index.backend
        logged = self._corpus.changes(after=backend.revision)
        # Only each article's latest change: what a chunk wrote and another deleted would stay in
        # the terms' files for a while.
        latest = {change.article_id: change.revision for change in logged}
        changes = [change for change in logged if latest[change.article_id] == change.revision]
        meter = Meter(progress, self._corpus.count_units(after=backend.revision))
        for number, chunk in enumerate(_chunks(changes)):
            if alternating and number:
                sleep(PAUSE)
            with self._turn() if alternating else nullcontext():
                backend.refresh()
                reached = self._corpus.position(chunk[-1].revision)
                embed = backend.wants_vectors(reached.revision)
                updates = self._updates(chunk, meter, embed=embed)
                self._generations.follow(index.generation, reached)
                backend.follow(reached)
                backend.apply(updates, reached.revision)

    @contextmanager
    def _turn(self) -> Iterator[None]:
        """Be the only one who updates what is in use, on whichever machine if others share it."""
        with self._generations.lock("update"), ExitStack() as held:
            if self._shares:
                alone = self._corpus.database.alone
                try:
                    awaited(
                        lambda seconds: held.enter_context(alone("index", seconds)),
                        LOCK_TIMEOUT,
                        CorpusBusyError,
                    )
                except CorpusBusyError as error:
                    raise IndexBusyError(seconds=round(LOCK_TIMEOUT)) from error
            yield

    def differences(self, index: OpenGeneration) -> list[Difference] | None:
        """Compare a generation with the corpus while nobody else updates it.

        None if the articles changed meanwhile.
        """
        backend = index.backend
        revision = self._corpus.revision()
        backend.refresh()
        self.run(index)
        latest = list({change.article_id: change for change in self._corpus.changes()}.values())
        unmetered, embed = Meter(silent, 0), backend.vectors is not None
        expected = [
            update
            for chunk in _chunks(latest)
            for update in self._updates(chunk, unmetered, embed=embed)
        ]
        differences = backend.differences(expected)
        return differences if self._corpus.revision() == revision else None

    def _updates(
        self, chunk: Sequence[Change], meter: Meter, *, embed: bool
    ) -> list[ArticleUpdate]:
        """Say what is to be found of each article the changes touch, as it stands now."""
        latest = {change.article_id: change for change in chunk}
        in_force = self._corpus.sentences_of(
            change.version for change in latest.values() if change.version is not None
        )
        articles = [in_force.get(change.version or 0, []) for change in latest.values()]
        units = partial(self._units, meter=meter, embed=embed)
        sentences = units(
            [
                [(unit.id, sentence_text(unit)) for unit in answering(article)]
                for article in articles
            ]
        )
        whole = units(
            [
                [
                    (passage_id(group), passage_text(group))
                    for group in passages(article)
                    if answering(group)
                ]
                for article in articles
            ]
        )
        return [
            ArticleUpdate(
                article_id=change.article_id,
                scope=article[0].article.shelf if article else change.scope,
                language=article[0].article.language if article else "",
                title=article[0].article.title if article else "",
                sentences=sentence_units if article else None,
                passages=passage_units if article else None,
            )
            for change, article, sentence_units, passage_units in zip(
                latest.values(), articles, sentences, whole, strict=True
            )
        ]

    def _units(
        self, articles: Sequence[Sequence[tuple[int, str]]], meter: Meter, *, embed: bool
    ) -> Iterator[Units]:
        """Embed the units of all articles together, and hand them out by article."""
        texts = [text for article in articles for _, text in article]
        vectors = None
        if embed:
            vectors = self._cache.embed(self._embedder, texts, meter.advance)
        else:
            meter.advance(len(texts))
        end = 0
        for article in articles:
            start, end = end, end + len(article)
            own = None if vectors is None else vectors[start:end]
            yield Units([i for i, _ in article], texts[start:end], own)


def _chunks(changes: Sequence[Change]) -> Iterator[Sequence[Change]]:
    for start in range(0, len(changes), CHUNK):
        yield changes[start : start + CHUNK]

"""The index follows the log: what is embedded, what is written, what a rebuild does."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from index.corpus.changelog import Author
from index.corpus.corpus import Corpus
from index.embedders import Vectors
from index.embedders.builtin import BuiltinEmbedder
from index.indexing import replay
from index.indexing.backends import vectors
from index.indexing.backends.backend import Backend
from index.indexing.backends.embedded import EmbeddedFactory
from index.indexing.backends.protocol import ArticleUpdate, Difference
from index.indexing.errors import EmbedderMismatchError, IndexRebuildingError, IndexUnwritableError
from index.indexing.generations import Generations
from index.indexing.indexer import Indexer
from index.indexing.status import status
from index.models import Draft
from index.scopes import SHARED

ADA = Author("operator:ada")
TWO_PARAGRAPHS = "Erster Satz. Zweiter Satz.\n\nDritter Satz."


class Counted(BuiltinEmbedder):
    """Remembers the texts that it embedded."""

    quick = False

    def __init__(self, fingerprint: str = "counted") -> None:
        super().__init__()
        self.texts: list[str] = []
        self._fingerprint = fingerprint

    @property
    def fingerprint(self) -> str:
        return self._fingerprint

    def embed_documents(self, texts: Sequence[str]) -> Vectors:
        self.texts += texts
        return super().embed_documents(texts)


def nothing(*_: object) -> None:
    """Happens."""


class Watched(EmbeddedFactory):
    """Remembers the backends that it opened; what happens in them can be watched and spoilt."""

    def __init__(self) -> None:
        self.opened: list[Backend] = []
        self.opened_at: list[int] = []
        self.applying: Callable[[Sequence[ArticleUpdate], int], object] = nothing
        self.comparing: Callable[[], list[Difference] | None] = nothing

    def open(self, folder: Path, dimension: int) -> Backend:
        embedded = super().open(folder, dimension)
        backend = WatchedBackend(embedded.terms, embedded.vectors, self)
        self.opened.append(backend)
        self.opened_at.append(backend.revision)
        return backend


@dataclass(frozen=True)
class WatchedBackend(Backend):
    watcher: Watched = field(default_factory=Watched)

    def apply(self, updates: Sequence[ArticleUpdate], revision: int) -> None:
        self.watcher.applying(updates, revision)
        super().apply(updates, revision)

    def differences(self, expected: Sequence[ArticleUpdate]) -> list[Difference]:
        return self.watcher.comparing() or super().differences(expected)


@pytest.fixture
def embedder() -> Counted:
    return Counted()


@pytest.fixture
def backends() -> Watched:
    return Watched()


@pytest.fixture
def open_indexer(
    corpus: Corpus, embedder: Counted, backends: Watched, tmp_path: Path
) -> Callable[..., Indexer]:
    """Open the index of the same corpus as often as needed; each is like another process."""

    def opened(model: Counted = embedder) -> Indexer:
        return Indexer(corpus, model, Generations(tmp_path / "data" / "index"), backends)

    return opened


def add(corpus: Corpus, *texts: str) -> list[str]:
    with corpus.write() as log:
        return [
            log.add(Draft(text=text, title="T", language="de"), ADA, scope=SHARED).article_id
            for text in texts
        ]


def generations(tmp_path: Path) -> list[str]:
    return sorted(path.name for path in (tmp_path / "data" / "index").glob("generation-*"))


def test_only_a_new_articles_distinct_texts_are_embedded(
    corpus: Corpus, open_indexer: Callable[..., Indexer], embedder: Counted
) -> None:
    add(corpus, *(f"Artikel Nummer {n}. Mit zwei Sätzen." for n in range(50)))
    indexer = open_indexer()
    indexer.catch_up()
    embedder.texts.clear()

    add(corpus, f"{TWO_PARAGRAPHS} Erster Satz. Mit zwei Sätzen.")
    indexer.catch_up()

    assert sorted(embedder.texts) == [
        "Dritter Satz.",
        "Dritter Satz. Erster Satz. Mit zwei Sätzen.",
        "Erster Satz.",
        "Erster Satz. Zweiter Satz.",
        "Zweiter Satz.",
    ]
    assert indexer.verify() == []


def test_only_the_new_article_reaches_the_backend(
    corpus: Corpus, open_indexer: Callable[..., Indexer], backends: Watched
) -> None:
    add(corpus, *(f"Artikel Nummer {n}." for n in range(20)))
    indexer = open_indexer()
    indexer.catch_up()
    applied: list[tuple[list[str], int]] = []
    backends.applying = lambda updates, to: applied.append(([u.article_id for u in updates], to))

    new = add(corpus, "Ein neuer Artikel.")
    indexer.catch_up()
    indexer.catch_up()

    assert applied == [(new, 21)]


def test_a_long_replay_goes_on_after_the_last_chunk_once_interrupted(
    corpus: Corpus,
    open_indexer: Callable[..., Indexer],
    backends: Watched,
    embedder: Counted,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(replay, "CHUNK", 4)
    monkeypatch.setattr(replay, "PAUSE", 0)
    add(corpus, *(f"Artikel Nummer {n}." for n in range(10)))

    def fails_at_8(_: object, to: int) -> None:
        if to == 8:
            raise KeyboardInterrupt

    backends.applying = fails_at_8
    with pytest.raises(KeyboardInterrupt):
        open_indexer().catch_up()
    backends.applying = nothing

    stored = status(corpus, embedder, Generations(tmp_path / "data" / "index"), backends)
    assert (stored.indexed_revision, stored.lag) == (4, 6)
    again = open_indexer()
    again.catch_up()
    assert again.revision == 10
    assert again.verify() == []


def test_what_was_added_piece_by_piece_is_not_replayed_for_ever(
    corpus: Corpus, open_indexer: Callable[..., Indexer], backends: Watched
) -> None:
    for number in range(30):
        add(corpus, f"Artikel Nummer {number} hat einen Satz.")
        open_indexer().catch_up()
    replayed = [number - revision for number, revision in enumerate(backends.opened_at)]
    assert len(replayed) == 30

    # As many as a tenth of what is there, before a snapshot takes them in.
    assert max(replayed) <= 1 + 30 * vectors.SNAPSHOT_SHARE
    assert open_indexer().verify() == []


def test_a_rebuild_with_the_same_model_embeds_nothing_and_starts_a_new_generation(
    corpus: Corpus, open_indexer: Callable[..., Indexer], embedder: Counted, tmp_path: Path
) -> None:
    add(corpus, TWO_PARAGRAPHS, "Noch ein Artikel.")
    indexer = open_indexer()
    indexer.catch_up()
    embedder.texts.clear()

    indexer.rebuild()

    assert embedder.texts == []
    assert generations(tmp_path) == ["generation-000002"]
    assert indexer.verify() == []


def test_another_model_is_refused_until_a_rebuild_embeds_everything_with_it(
    corpus: Corpus, open_indexer: Callable[..., Indexer]
) -> None:
    add(corpus, TWO_PARAGRAPHS)
    open_indexer().catch_up()
    other = Counted("another")
    indexer = open_indexer(other)
    with pytest.raises(EmbedderMismatchError, match="index rebuild"):
        indexer.catch_up()

    indexer.rebuild()

    assert len(other.texts) == len(set(other.texts)) == 4
    assert indexer.verify() == []
    with pytest.raises(EmbedderMismatchError):
        open_indexer().catch_up()


@pytest.mark.parametrize("step", ["applying", "comparing"])
def test_a_failed_rebuild_leaves_the_old_generation_in_use(
    corpus: Corpus,
    open_indexer: Callable[..., Indexer],
    backends: Watched,
    tmp_path: Path,
    step: str,
) -> None:
    add(corpus, TWO_PARAGRAPHS)
    indexer = open_indexer()
    indexer.catch_up()

    def fails(*_: object) -> None:
        raise KeyboardInterrupt

    setattr(backends, step, fails)
    with pytest.raises(KeyboardInterrupt):
        indexer.rebuild()
    setattr(backends, step, nothing)

    assert generations(tmp_path) == ["generation-000001"]
    assert indexer.verify() == []
    indexer.rebuild()
    assert generations(tmp_path) == ["generation-000002"]


def test_a_generation_that_differs_from_the_articles_is_never_used(
    corpus: Corpus,
    open_indexer: Callable[..., Indexer],
    backends: Watched,
    tmp_path: Path,
) -> None:
    add(corpus, TWO_PARAGRAPHS)
    indexer = open_indexer()
    indexer.catch_up()

    backends.comparing = lambda: [Difference("terms", 1, "missing")]
    with pytest.raises(IndexUnwritableError, match="differs from the articles"):
        indexer.rebuild()
    backends.comparing = nothing

    assert generations(tmp_path) == ["generation-000001"]
    assert indexer.verify() == []


def test_two_rebuilds_at_once_are_one_too_many(
    corpus: Corpus, open_indexer: Callable[..., Indexer], tmp_path: Path
) -> None:
    add(corpus, TWO_PARAGRAPHS)
    indexer = open_indexer()
    indexer.catch_up()

    rebuilding = Generations(tmp_path / "data" / "index").lock("rebuild")
    with rebuilding, pytest.raises(IndexRebuildingError, match="nothing was begun here"):
        indexer.rebuild()

    assert generations(tmp_path) == ["generation-000001"]


def test_an_article_added_while_a_rebuild_runs_is_in_the_new_generation(
    corpus: Corpus, open_indexer: Callable[..., Indexer], backends: Watched
) -> None:
    add(corpus, TWO_PARAGRAPHS)
    indexer = open_indexer()
    indexer.catch_up()

    def more_comes(_: object, to: int) -> None:
        if to == 1:
            add(corpus, "Kam währenddessen dazu.")

    backends.applying = more_comes
    indexer.rebuild()

    assert indexer.revision == 2
    assert indexer.verify() == []


def test_verify_names_what_differs(
    corpus: Corpus, open_indexer: Callable[..., Indexer], backends: Watched
) -> None:
    (article_id,) = add(corpus, TWO_PARAGRAPHS)
    indexer = open_indexer()
    indexer.catch_up()
    (backend,) = backends.opened
    assert backend.vectors is not None
    backend.vectors.apply([ArticleUpdate(article_id, SHARED)], revision=1)

    assert {(d.part, d.id, d.kind) for d in indexer.verify()} == {
        *(("vectors of sentences", number, "missing") for number in (1, 2, 3)),
        *(("vectors of passages", number, "missing") for number in (1, 3)),
    }


def test_the_same_sentence_in_two_articles_is_two_places_and_one_vector(
    corpus: Corpus, open_indexer: Callable[..., Indexer], embedder: Counted
) -> None:
    add(corpus, "Derselbe Satz.", "Derselbe Satz.")
    indexer = open_indexer()
    indexer.catch_up()

    assert embedder.texts == ["Derselbe Satz."]
    found = indexer.search("Satz", embedder.embed_queries(["Satz"]), (SHARED,), 5)
    assert sorted(found.sentences.ids) == [1, 2]


def test_progress_ends_at_the_total(corpus: Corpus, open_indexer: Callable[..., Indexer]) -> None:
    add(corpus, TWO_PARAGRAPHS)
    seen: list[tuple[int, int]] = []

    open_indexer().catch_up(lambda done, total: seen.append((done, total)))

    assert seen[0] == (0, 5)
    assert seen[-1] == (5, 5)

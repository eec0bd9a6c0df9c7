"""The index follows the log: what is embedded, what is written, what a rebuild does."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from index.corpus.changelog import Author
from index.corpus.corpus import Corpus
from index.embedders import Vectors
from index.embedders.builtin import BuiltinEmbedder
from index.indexing import indexer as indexing
from index.indexing.backends import vectors
from index.indexing.backends.embedded import EmbeddedBackend
from index.indexing.backends.protocol import Difference
from index.indexing.errors import EmbedderMismatchError, IndexBusyError, IndexUnwritableError
from index.indexing.generations import Generations
from index.indexing.indexer import Indexer
from index.models import Draft
from index.scopes import SHARED

ADA = Author("operator:ada")
TWO_PARAGRAPHS = "Erster Satz. Zweiter Satz.\n\nDritter Satz."


class Counted(BuiltinEmbedder):
    """Remembers the texts that it embedded."""

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


@pytest.fixture
def embedder() -> Counted:
    return Counted()


@pytest.fixture
def open_indexer(
    corpus: Corpus, embedder: Counted, tmp_path: Path
) -> Iterator[Callable[..., Indexer]]:
    """Open the index of the same corpus as often as needed; each is like another process."""

    def opened(model: Counted = embedder) -> Indexer:
        return Indexer(corpus, model, Generations(tmp_path / "data" / "index"))

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
    corpus: Corpus, open_indexer: Callable[..., Indexer], monkeypatch: pytest.MonkeyPatch
) -> None:
    add(corpus, *(f"Artikel Nummer {n}." for n in range(20)))
    indexer = open_indexer()
    indexer.catch_up()
    applied: list[tuple[list[str], int]] = []
    apply = EmbeddedBackend.apply

    def spy(self: EmbeddedBackend, updates: Sequence[indexing.ArticleUpdate], to: int) -> None:
        applied.append(([update.article_id for update in updates], to))
        apply(self, updates, to)

    monkeypatch.setattr(EmbeddedBackend, "apply", spy)
    new = add(corpus, "Ein neuer Artikel.")
    indexer.catch_up()
    indexer.catch_up()

    assert applied == [(new, 21)]


def test_a_long_replay_goes_on_after_the_last_chunk_once_interrupted(
    corpus: Corpus, open_indexer: Callable[..., Indexer], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(indexing, "CHUNK", 4)
    monkeypatch.setattr(indexing, "TURN", 0)
    add(corpus, *(f"Artikel Nummer {n}." for n in range(10)))
    apply = EmbeddedBackend.apply

    def fails_at_8(
        self: EmbeddedBackend, updates: Sequence[indexing.ArticleUpdate], to: int
    ) -> None:
        if to == 8:
            raise KeyboardInterrupt
        apply(self, updates, to)

    with monkeypatch.context() as patch:
        patch.setattr(EmbeddedBackend, "apply", fails_at_8)
        with pytest.raises(KeyboardInterrupt):
            open_indexer().catch_up()

    assert open_indexer().stored_revision() == 4
    again = open_indexer()
    again.catch_up()
    assert again.revision == 10
    assert again.verify() == []


def test_what_was_added_piece_by_piece_is_not_replayed_for_ever(
    corpus: Corpus, open_indexer: Callable[..., Indexer]
) -> None:
    replayed = []
    for number in range(30):
        add(corpus, f"Artikel Nummer {number} hat einen Satz.")
        indexer = open_indexer()
        live = indexer._open()
        replayed.append(number - live.backend.revision)
        indexer.catch_up()

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


@pytest.mark.parametrize("step", ["_replay", "_differences"])
def test_a_failed_rebuild_leaves_the_old_generation_in_use(
    corpus: Corpus,
    open_indexer: Callable[..., Indexer],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    step: str,
) -> None:
    add(corpus, TWO_PARAGRAPHS)
    indexer = open_indexer()
    indexer.catch_up()

    def fails(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(indexer, step, fails)
        with pytest.raises(KeyboardInterrupt):
            indexer.rebuild()

    assert generations(tmp_path) == ["generation-000001"]
    assert indexer.verify() == []
    indexer.rebuild()
    assert generations(tmp_path) == ["generation-000002"]


def test_a_generation_that_differs_from_the_articles_is_never_used(
    corpus: Corpus,
    open_indexer: Callable[..., Indexer],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    add(corpus, TWO_PARAGRAPHS)
    indexer = open_indexer()
    indexer.catch_up()
    difference = Difference("terms", 1, "missing")

    with monkeypatch.context() as patch:
        patch.setattr(EmbeddedBackend, "differences", lambda *_: [difference])
        with pytest.raises(IndexUnwritableError, match="differs from the articles"):
            indexer.rebuild()

    assert generations(tmp_path) == ["generation-000001"]
    assert indexer.verify() == []


def test_two_rebuilds_at_once_are_one_too_many(
    corpus: Corpus, open_indexer: Callable[..., Indexer], tmp_path: Path
) -> None:
    add(corpus, TWO_PARAGRAPHS)
    indexer = open_indexer()
    indexer.catch_up()

    with Generations(tmp_path / "data" / "index").lock("rebuild"), pytest.raises(IndexBusyError):
        indexer.rebuild()

    assert generations(tmp_path) == ["generation-000001"]


def test_an_article_added_while_a_rebuild_runs_is_in_the_new_generation(
    corpus: Corpus, open_indexer: Callable[..., Indexer], monkeypatch: pytest.MonkeyPatch
) -> None:
    add(corpus, TWO_PARAGRAPHS)
    indexer = open_indexer()
    indexer.catch_up()
    replay = Indexer._replay

    def replays_and_more_comes(self: Indexer, *arguments: object, **options: object) -> None:
        replay(self, *arguments, **options)
        if corpus.revision() == 1:
            add(corpus, "Kam währenddessen dazu.")

    monkeypatch.setattr(Indexer, "_replay", replays_and_more_comes)
    indexer.rebuild()

    assert indexer.revision == 2
    assert indexer.verify() == []


def test_verify_names_what_differs(corpus: Corpus, open_indexer: Callable[..., Indexer]) -> None:
    (article_id,) = add(corpus, TWO_PARAGRAPHS)
    indexer = open_indexer()
    indexer.catch_up()
    removal = indexing.ArticleUpdate(article_id, SHARED)
    indexer._live.backend._vectors.apply([removal], revision=1)

    found = {(d.part, d.id, d.kind) for d in indexer.verify()}

    assert found == {
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

"""The backends that there are, with all their legs and with each alone, and the least there can be.

Those in memory are what the contract asks for and no more.
"""

from collections.abc import Sequence
from pathlib import Path

import pytest
from tantivy import Document
from tantivy import Index as Tantivy

from index.config import VectorSettings
from index.corpus.corpus import Corpus
from index.embedders import Vectors
from index.embedders.builtin import BuiltinEmbedder
from index.embedders.errors import EmbedderFailedError
from index.errors import SearchIndexError
from index.indexing.backends.backend import Backend, BackendFactory
from index.indexing.backends.configured import configured
from index.indexing.backends.embedded import EmbeddedFactory
from index.indexing.backends.protocol import (
    ArticleUpdate,
    AwayError,
    Difference,
    LegHits,
    Level,
    TermLeg,
)
from index.indexing.backends.termfields import SCHEMA, register
from index.indexing.backends.terms import ALIKE, WRITER_MEMORY, TermIndex
from index.indexing.errors import VectorEngineAwayError, VectorsWithoutServerError
from index.scopes import SHARED
from tests.index.indexing.backends.contract import (
    BRIDGE,
    EMBEDDER,
    HARVEST,
    MISSION,
    QUESTION,
    BackendContract,
    Index,
    QuestionContract,
    StatisticsContract,
    TermContract,
    VectorContract,
)
from tests.index.indexing.backends.memory import MemoryFactory, MemoryVectors


class OneLeg(EmbeddedFactory):
    """Keeps one of the embedded legs."""

    def __init__(self, leg: str) -> None:
        self.leg = leg

    def open(self, folder: Path, dimension: int) -> Backend:
        both = super().open(folder, dimension)
        return Backend(both.terms) if self.leg == "terms" else Backend(vectors=both.vectors)

    def stored_revision(self, folder: Path) -> int:
        return self.open(folder, EMBEDDER.dimension).revision


class Silent:
    """A leg of terms that counts nothing."""

    statistics = None

    def __init__(self, leg: TermLeg) -> None:
        self.leg = leg

    @property
    def revision(self) -> int:
        return self.leg.revision

    def refresh(self) -> None:
        self.leg.refresh()

    def apply(self, updates: Sequence[ArticleUpdate], revision: int) -> None:
        self.leg.apply(updates, revision)

    def checkpoint(self) -> None:
        self.leg.checkpoint()

    def erase(self) -> bool:
        return self.leg.erase()

    def search(self, text: str, scopes: Sequence[str], k: int) -> LegHits:
        return self.leg.search(text, scopes, k)

    def titled(self, text: str, scopes: Sequence[str], k: int) -> LegHits:
        return self.leg.titled(text, scopes, k)

    def differences(self, expected: Sequence[ArticleUpdate]) -> list[Difference]:
        return self.leg.differences(expected)


class WithoutStatistics(OneLeg):
    """Keeps Tantivy, which doesn't tell."""

    def open(self, folder: Path, dimension: int) -> Backend:
        terms = super().open(folder, dimension).terms
        assert terms is not None
        return Backend(Silent(terms))


class TestEmbedded(
    BackendContract, TermContract, StatisticsContract, VectorContract, QuestionContract
):
    def factory(self) -> BackendFactory:
        return EmbeddedFactory()


class TestEmbeddedTermsAlone(BackendContract, TermContract, StatisticsContract, QuestionContract):
    def factory(self) -> BackendFactory:
        return OneLeg("terms")


class TestEmbeddedTermsWithoutStatistics(BackendContract, TermContract, QuestionContract):
    def factory(self) -> BackendFactory:
        return WithoutStatistics("terms")


class TestEmbeddedVectorsAlone(BackendContract, VectorContract, QuestionContract):
    def factory(self) -> BackendFactory:
        return OneLeg("vectors")


class TestMemory(BackendContract, TermContract, VectorContract, QuestionContract):
    def factory(self) -> BackendFactory:
        return MemoryFactory()


class TestMemoryTermsAlone(BackendContract, TermContract, QuestionContract):
    def factory(self) -> BackendFactory:
        return MemoryFactory(vectors=False)


class TestMemoryVectorsAlone(BackendContract, VectorContract, QuestionContract):
    def factory(self) -> BackendFactory:
        return MemoryFactory(terms=False)


class Mute(BuiltinEmbedder):
    """Embeds nothing."""

    def embed_documents(self, texts: Sequence[str]) -> Vectors:
        raise EmbedderFailedError(model="mute", reason=f"it was given {texts}")


def test_without_a_leg_for_vectors_nothing_is_embedded(corpus: Corpus, tmp_path: Path) -> None:
    index = Index(corpus, tmp_path, MemoryFactory(vectors=False), Mute())
    index.add(MISSION, BRIDGE)

    assert not index.asker.ask(QUESTION, [SHARED]).abstained
    assert index.indexer.verify() == []


def test_with_vectors_alone_a_model_that_fails_is_an_error_and_no_silence(
    corpus: Corpus, tmp_path: Path
) -> None:
    class Failing(BuiltinEmbedder):
        def embed_queries(self, texts: Sequence[str]) -> Vectors:
            raise EmbedderFailedError(model=self.name, reason=f"{len(texts)} are too many")

    index = Index(corpus, tmp_path, MemoryFactory(terms=False), Failing())
    index.add(MISSION)

    with pytest.raises(EmbedderFailedError, match="1 are too many"):
        index.asker.ask(QUESTION, [SHARED])


class Elsewhere(MemoryVectors):
    """Vectors whose engine can be away."""

    away: VectorEngineAwayError | None = None

    @property
    def problem(self) -> SearchIndexError | None:
        return self.away

    @property
    def revision(self) -> int:
        if self.away:
            raise AwayError(self.away)
        return self.reached

    def search(self, level: Level, vector: Vectors, scopes: Sequence[str], k: int) -> LegHits:
        if self.away:
            raise AwayError(self.away)
        return super().search(level, vector, scopes, k)

    def differences(self, expected: Sequence[ArticleUpdate]) -> list[Difference]:
        if self.away:
            raise AwayError(self.away)
        return super().differences(expected)


class WithElsewhere(EmbeddedFactory):
    """Keeps the terms here, if there are to be any."""

    def __init__(self, *, terms: bool = True) -> None:
        self.vectors, self.terms = Elsewhere(), terms

    def open(self, folder: Path, dimension: int) -> Backend:
        return Backend(super().open(folder, dimension).terms if self.terms else None, self.vectors)


AWAY = VectorEngineAwayError(uri="http://127.0.0.1:9", reason="UNAVAILABLE")


def test_while_the_vectors_are_away_words_answer_and_what_came_is_caught_up(
    corpus: Corpus, tmp_path: Path
) -> None:
    backends = WithElsewhere()
    index = Index(corpus, tmp_path, backends)
    index.add(HARVEST)
    backends.vectors.away = AWAY

    index.add(MISSION, BRIDGE)

    assert not index.asker.ask(QUESTION, [SHARED]).abstained
    assert index.indexer.problem is AWAY
    with pytest.raises(VectorEngineAwayError):
        index.indexer.verify()
    backends.vectors.away = None
    index.indexer.catch_up()
    assert index.status().problem is None
    assert index.indexer.verify() == []


def test_with_vectors_alone_that_are_away_nothing_is_silence(
    corpus: Corpus, tmp_path: Path
) -> None:
    backends = WithElsewhere(terms=False)
    index = Index(corpus, tmp_path, backends)
    index.add(MISSION)
    backends.vectors.away = AWAY

    with pytest.raises(VectorEngineAwayError):
        index.asker.ask(QUESTION, [SHARED])


def test_vectors_on_a_server_need_its_address() -> None:
    with pytest.raises(VectorsWithoutServerError):
        configured(VectorSettings(kind="milvus"))


def test_what_was_deleted_from_a_large_segment_is_erased_by_a_merge(tmp_path: Path) -> None:
    folder = tmp_path / "terms"
    leg = TermIndex(folder)
    large = Tantivy(SCHEMA, path=str(folder))
    register(large)
    writer = large.writer(WRITER_MEMORY, num_threads=1)
    for word, copies in (("steg", 2 * ALIKE), ("quybbel", 1)):
        document = Document()
        document.add_text("article", word)
        document.add_text("stems", word)
        for _ in range(copies):
            writer.add_document(document)
    writer.commit()
    writer.wait_merging_threads()
    leg.apply([ArticleUpdate("quybbel", SHARED)], revision=1)
    assert Tantivy.open(str(folder)).searcher().doc_freq("stems", "quybbel") == 1

    assert leg.erase()

    counts = Tantivy.open(str(folder)).searcher()
    assert [counts.doc_freq("stems", word) for word in ("quybbel", "steg")] == [0, 2 * ALIKE]
    assert leg.revision == 1

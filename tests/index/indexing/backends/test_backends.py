"""What every search backend promises; a new backend only adds itself to `open_backend`."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from index.embedders.builtin import BuiltinEmbedder
from index.indexing.backends.embedded import EmbeddedBackend
from index.indexing.backends.protocol import ArticleUpdate, Found, Leg, SearchBackend, Units
from index.scopes import Scope

EMBEDDER = BuiltinEmbedder()
OPENERS: dict[str, Callable[[Path], SearchBackend]] = {
    "embedded": lambda folder: EmbeddedBackend(folder, EMBEDDER.dimension)
}


@pytest.fixture(params=OPENERS)
def open_backend(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[], SearchBackend]:
    """Open the same backend as often as needed; each opening is like another process."""
    return lambda: OPENERS[request.param](tmp_path)


def units(texts: dict[int, str]) -> Units:
    return Units(list(texts), list(texts.values()), EMBEDDER.embed_documents(list(texts.values())))


def update(
    article_id: str, texts: dict[int, str], scope: str = "shared", language: str = "de"
) -> ArticleUpdate:
    first = {min(texts): " ".join(texts.values())}
    return ArticleUpdate(article_id, scope, language, units(texts), units(first))


def removal(article_id: str, scope: str = "shared") -> ArticleUpdate:
    return ArticleUpdate(article_id, scope)


def search(backend: SearchBackend, text: str, *scopes: str, k: int = 10) -> Found:
    return backend.search(text, EMBEDDER.embed_queries([text]), scopes or ("shared",), k)


def legs(found: Found) -> tuple[Leg, Leg, Leg]:
    return found.terms, found.sentences, found.passages


IRAK = {1: "Die NATO bildet im Irak aus.", 2: "Die Mission wurde ausgesetzt."}
FUSSBALL = {3: "Der Verein gewann das Endspiel.", 4: "Die Zuschauer jubelten."}


def test_each_leg_finds_its_units_best_first_with_scores(
    open_backend: Callable[[], SearchBackend],
) -> None:
    backend = open_backend()
    backend.apply([update("irak", IRAK), update("fussball", FUSSBALL)], revision=2)

    found = search(backend, "Wann wurde die Mission ausgesetzt?")

    assert found.terms.ids[0] == 1
    assert found.sentences.ids[0] == 2
    assert found.passages.ids[0] == 1
    assert 0 < found.terms.scores[0] < found.attainable
    for leg in legs(found):
        assert leg.ids.dtype == np.int64
        assert leg.scores.dtype == np.float32
        assert list(leg.scores) == sorted(leg.scores, reverse=True)
    question, sentence = EMBEDDER.embed_documents(["Wann wurde die Mission ausgesetzt?", IRAK[2]])
    assert found.sentences.scores[0] == pytest.approx(float(question @ sentence), abs=1e-6)


def test_no_leg_gives_more_than_asked_for(open_backend: Callable[[], SearchBackend]) -> None:
    backend = open_backend()
    backend.apply([update(f"a{i}", {i: f"Mission Nummer {i}."}) for i in range(1, 30)], revision=1)

    assert [len(leg.ids) for leg in legs(search(backend, "Mission", k=5))] == [5, 5, 5]


def test_a_scope_sees_what_is_shared_and_its_own_and_nothing_else(
    open_backend: Callable[[], SearchBackend],
) -> None:
    backend = open_backend()
    backend.apply(
        [
            update("shared", {1: "Die Mission für alle."}),
            update("eins", {2: "Die Mission in Server eins."}, scope=Scope("111")),
            update("zwei", {3: "Die Mission in Server zwei."}, scope=Scope("222")),
        ],
        revision=3,
    )

    for leg in legs(search(backend, "Mission", "shared", "111")):
        assert set(leg.ids) == {1, 2}
    for leg in legs(search(backend, "Mission", "333")):
        assert len(leg.ids) == 0


def test_an_update_takes_the_place_of_what_was_there(
    open_backend: Callable[[], SearchBackend],
) -> None:
    backend = open_backend()
    backend.apply([update("irak", IRAK), update("fussball", FUSSBALL)], revision=2)
    new = update("irak", {5: "Neue Fassung ohne das Alte."})
    backend.apply([new], revision=3)
    backend.apply([removal("fussball")], revision=4)

    assert backend.differences([new]) == []
    for leg in legs(search(backend, "Mission Irak Verein Fassung")):
        assert set(leg.ids) == {5}
    assert backend.revision == 4


def test_applying_the_same_again_changes_nothing(
    open_backend: Callable[[], SearchBackend],
) -> None:
    backend = open_backend()
    for revision in (1, 1, 2):
        backend.apply([update("irak", IRAK)], revision)

    found = search(backend, "Mission")
    assert list(found.terms.ids) == [1]
    assert sorted(found.sentences.ids) == [1, 2]


def test_another_opening_sees_what_was_applied_up_to_its_revision(
    open_backend: Callable[[], SearchBackend],
) -> None:
    first, second = open_backend(), open_backend()
    first.apply([update("irak", IRAK)], revision=1)
    first.checkpoint()

    second.refresh()
    third = open_backend()

    assert list(search(second, "Mission").terms.ids) == [1]
    assert third.revision == 1
    assert third.differences([update("irak", IRAK)]) == []


def test_an_article_in_another_language_is_found_by_its_own_stems(
    open_backend: Callable[[], SearchBackend],
) -> None:
    backend = open_backend()
    backend.apply([update("en", {1: "The ministers are running late."}, language="en")], revision=1)

    assert list(search(backend, "run").terms.ids) == [1]


@pytest.mark.parametrize("text", ["", "?", "😀", "a", "\ufffd", "x" * 4000, "wort " * 800])
def test_any_text_can_be_searched(open_backend: Callable[[], SearchBackend], text: str) -> None:
    backend = open_backend()
    search(backend, text)
    backend.apply([update("irak", IRAK)], revision=1)

    search(backend, text)


def test_each_difference_from_the_corpus_is_named(
    open_backend: Callable[[], SearchBackend],
) -> None:
    backend = open_backend()
    backend.apply([update("irak", {1: "Alt."}), update("extra", {7: "Zu viel."})], revision=1)

    differences = backend.differences([update("irak", {1: "Neu."}), update("neu", {9: "Fehlt."})])

    found = {(difference.id, difference.kind) for difference in differences}
    assert found == {(1, "different"), (7, "extra"), (9, "missing")}
    assert len(differences) == 9


def test_the_passages_with_a_part_of_a_word_are_counted(
    open_backend: Callable[[], SearchBackend],
) -> None:
    backend = open_backend()
    backend.apply([update("a", {1: "Überwachung."}), update("b", {2: "Wache."})], revision=1)

    passages, counts = backend.passage_frequencies(["wach", "_ube", "xxxx"])

    assert passages >= 2
    assert list(counts) == [2, 1, 0]

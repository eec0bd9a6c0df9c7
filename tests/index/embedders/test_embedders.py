import os
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.asking.helpers.models import Models
from index.config import EmbedderSettings, Settings
from index.corpus.changelog import Author
from index.embedders import Vectors, create_embedder
from index.embedders.builtin import FOLDER, WEIGHTS, BuiltinEmbedder
from index.embedders.errors import (
    BuiltinModelDamagedError,
    EmbedderFailedError,
    EmbedderUnavailableError,
)
from index.library import Library
from index.models import Draft

BUILTIN = create_embedder(EmbedderSettings(kind="builtin"))


def assert_unit_vectors(vectors: Vectors, shape: tuple[int, int]) -> None:
    assert vectors.shape == shape
    assert vectors.dtype == np.float32
    assert vectors.flags.c_contiguous
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)


def test_the_builtin_embedder_gives_the_same_unit_vectors_each_time() -> None:
    texts = ["Die Mission wurde ausgesetzt.", "Überwachung des Waffenembargos"]

    vectors = BUILTIN.embed_documents(texts)

    assert_unit_vectors(vectors, (2, BUILTIN.dimension))
    np.testing.assert_array_equal(vectors, BUILTIN.embed_queries(texts))


def test_the_builtin_embedder_gives_the_same_vectors_in_another_process() -> None:
    script = (
        "from index.embedders.builtin import BuiltinEmbedder as B;"
        "print(B().embed_documents(['Hash']).tobytes().hex())"
    )
    for seed in ("1", "2"):
        printed = subprocess.run(
            [sys.executable, "-c", script],
            env=os.environ | {"PYTHONHASHSEED": seed},
            cwd=Path(__file__).parents[3],
            capture_output=True,
            text=True,
            check=True,
        ).stdout.strip()
        assert printed == BUILTIN.embed_documents(["Hash"]).tobytes().hex()


def test_words_of_one_meaning_are_near_in_both_languages_case_and_umlauts_aside() -> None:
    question, inflected, english, unrelated = BUILTIN.embed_documents(
        ["uberwachung", "Überwachungen", "surveillance", "Fußball"]
    )

    assert question @ inflected > 0.8
    assert question @ english > 0.5
    assert abs(question @ unrelated) < 0.3


def test_sentence_transformers_gives_the_same_vectors_from_the_same_folder() -> None:
    library = pytest.importorskip(
        "sentence_transformers", minversion="6.2", reason="before, it read no weights of a byte"
    )
    texts = [
        "Wer hat den General getötet?",
        "Who killed the general?",
        "🙂 3,5 %",
        "hut " * 999,
    ]

    np.testing.assert_allclose(
        library.SentenceTransformer(str(FOLDER), device="cpu").encode(texts),
        BUILTIN.embed_documents(texts),
        atol=1e-5,
    )


def test_ten_thousand_words_numbers_and_code_get_a_unit_vector() -> None:
    texts = ["wort " * 10_000, "def f(x): return {x: [1, 2]}", "2019", "NATO 漢字"]

    assert_unit_vectors(BUILTIN.embed_documents(texts), (len(texts), 512))


def test_what_the_builtin_model_has_no_words_for_is_near_to_nothing() -> None:
    texts = [
        "",
        "\x00\ufeff",
        "日本語",
        "١٢٣",
        "Где находится мост?",
        "桥长214米",
        "Köprüyü kim açtı?",
    ]

    vectors = BUILTIN.embed_documents([*texts, "Wo steht die Brücke?"])

    assert vectors.any(axis=1).tolist() == [False] * len(texts) + [True]
    assert np.isfinite(vectors).all()


@pytest.fixture
def damaged(tmp_path: Path) -> Path:
    import shutil

    folder = Path(shutil.copytree(FOLDER, tmp_path / "model"))
    weights = folder / WEIGHTS
    content = bytearray(weights.read_bytes())
    content[-1] ^= 1
    weights.write_bytes(content)
    return folder


def test_damaged_weights_are_refused_with_what_to_do(damaged: Path) -> None:
    with pytest.raises(BuiltinModelDamagedError, match="Install Belegbot again"):
        BuiltinEmbedder(damaged).embed_queries(["Wann?"])


def test_with_damaged_weights_questions_are_answered_by_their_words(
    settings: Settings,
    draft: Callable[..., Draft],
    damaged: Path,
    caplog: pytest.LogCaptureFixture,
) -> None:
    with closing(Library.open(settings)) as library:
        library.add(draft("Die Ernte begann 2019."), Author("operator:ada"))

    with closing(Library(settings, models=Models(BuiltinEmbedder(damaged)))) as library:
        assert library.ask("Wann begann die Ernte?").text == "Die Ernte begann 2019. [1]"

    assert "another checksum" in caplog.text


@given(st.lists(st.text(max_size=80), min_size=1, max_size=4))
def test_any_text_gets_a_finite_unit_vector_or_zeros(texts: list[str]) -> None:
    vectors = BUILTIN.embed_documents(texts)

    telling = vectors[vectors.any(axis=1)]
    assert vectors.shape == (len(texts), BUILTIN.dimension)
    assert_unit_vectors(telling, telling.shape)


def model(folder: Path, **changes: object) -> EmbedderSettings:
    values = {"kind": "sentence-transformers", "model": str(folder)} | changes
    return EmbedderSettings.model_validate(values)


def test_a_transformers_vectors_are_unit_length_and_cut_to_the_dimension_set(
    tiny_model: Path,
) -> None:
    whole = create_embedder(model(tiny_model))
    cut = create_embedder(model(tiny_model, truncate_dim=8))

    assert_unit_vectors(whole.embed_documents(["Irak", "NATO"]), (2, 16))
    assert_unit_vectors(cut.embed_queries(["Irak"]), (1, 8))
    assert (whole.dimension, cut.dimension) == (16, 8)


def test_prompts_make_questions_and_documents_differ(tiny_model: Path) -> None:
    plain = create_embedder(model(tiny_model))
    prompted = create_embedder(
        model(tiny_model, query_prompt="query: ", document_prompt="passage: ")
    )

    np.testing.assert_allclose(
        prompted.embed_queries(["irak"]), plain.embed_queries(["query: irak"]), atol=1e-5
    )
    np.testing.assert_allclose(
        prompted.embed_documents(["irak"]), plain.embed_documents(["passage: irak"]), atol=1e-5
    )
    assert not np.allclose(prompted.embed_queries(["irak"]), prompted.embed_documents(["irak"]))


def test_the_batch_size_changes_nothing_but_the_speed(tiny_model: Path) -> None:
    texts = ["irak", "nato mission im irak", "bagdad", "krise"]

    one = create_embedder(model(tiny_model, batch_size=1)).embed_documents(texts)

    np.testing.assert_allclose(
        one, create_embedder(model(tiny_model)).embed_documents(texts), atol=1e-5
    )


@pytest.mark.parametrize(
    "changes",
    [{"query_prompt": "q: "}, {"document_prompt": "d: "}, {"truncate_dim": 8}, {"revision": "v2"}],
)
def test_each_setting_that_changes_vectors_changes_the_fingerprint(
    tiny_model: Path, changes: dict[str, object]
) -> None:
    plain = create_embedder(model(tiny_model)).fingerprint

    assert create_embedder(model(tiny_model, **changes)).fingerprint != plain
    assert create_embedder(model(tiny_model, batch_size=1)).fingerprint == plain


def test_other_weights_in_the_same_folder_change_the_fingerprint(
    tiny_model: Path, tmp_path: Path
) -> None:
    import shutil

    copy = Path(shutil.copytree(tiny_model, tmp_path / "model"))
    before = create_embedder(model(copy)).fingerprint
    weights = copy / "model.safetensors"
    weights.write_bytes(weights.read_bytes()[:-1] + b"\x01")

    assert create_embedder(model(copy)).fingerprint != before


def test_a_model_that_is_not_there_names_the_builtin_one(tmp_path: Path) -> None:
    embedder = create_embedder(model(tmp_path / "nowhere"))

    with pytest.raises(EmbedderUnavailableError, match='kind = "builtin"') as caught:
        embedder.embed_queries(["Wann?"])

    assert "nowhere" in str(caught.value)
    assert caught.value.__cause__ is not None


def test_a_model_that_fails_while_embedding_is_named_with_what_to_do(
    tiny_model: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    embedder = create_embedder(model(tiny_model))

    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("CUDA out of memory\nTried to allocate 2 GiB")

    monkeypatch.setattr("sentence_transformers.SentenceTransformer.encode_query", fail)

    with pytest.raises(EmbedderFailedError, match=r"CUDA out of memory\. Give it more"):
        embedder.embed_queries(["Wann?"])


def test_a_folder_that_is_gone_leaves_the_words(
    settings: Settings, tiny_model: Path, tmp_path: Path, draft: Callable[..., Draft]
) -> None:
    import shutil

    copy = Path(shutil.copytree(tiny_model, tmp_path / "model"))
    settings = settings.model_copy(update={"embedder": model(copy, device="cpu")})
    with closing(Library.open(settings)) as library:
        library.add(draft("Die Mission im Irak begann 2018."), Author("operator:ada"))
        shutil.rmtree(copy)

        assert library.ask("Wann begann die Mission im Irak?").text.endswith("2018. [1]")

    with closing(Library.open(settings)) as library:
        assert str(library.problem).startswith(
            f"The index was made with the model in the folder {copy}, which isn't there."
        )
        assert library.ask("Wann begann die Mission im Irak?").text.endswith("2018. [1]")

"""The weights that ship, fitted anew: to collections of questions, and to XQuAD's with and without
what answers them.
"""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from index.asking.judging.weights import WORDS, WeightsFile, shipped
from index.training import judge
from tests.index.evaluation.calibration.test_calibration import written_places
from tests.index.evaluation.test_evaluation import DOCUMENT

ALL = "48 questions and turns about 1 invented collections, and, a fifth as much, "


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file of this test's own, in place of the package's."""
    monkeypatch.setattr(judge, "SHIPPED", tmp_path / "weights.json")
    return tmp_path / "weights.json"


def fitted(folder: Path, *models: str) -> Result:
    """Fit weights for these models to all questions of a small XQuAD and of a collection."""
    xquad = folder / "xquad"
    xquad.mkdir()
    for language in judge.LANGUAGES:
        (xquad / f"xquad-r.{language}.json").write_text(json.dumps(DOCUMENT), "utf-8")
    options = [f"--model={model}" for model in models]
    places = written_places(folder / "places")
    return CliRunner().invoke(judge.main, [str(xquad), str(places), *options])


def test_a_models_weights_are_fitted_anew_and_those_of_others_stay(
    file: Path, tmp_path: Path
) -> None:
    done = fitted(tmp_path, WORDS)

    assert done.exception is None
    assert done.stdout.startswith("words: 48 questions, off by 0.")
    before, after = shipped().models, WeightsFile.model_validate_json(file.read_bytes()).models
    assert {name for name in before if before[name] != after[name]} == {WORDS}
    assert after.keys() == before.keys()
    assert after[WORDS].source.startswith(ALL)
    assert after[WORDS].parts


def test_a_model_has_its_weights_by_both_of_its_names(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(judge, "ALIKE", {"builtin": "somebody/the-same-model"})
    monkeypatch.setattr(judge, "EVERY", 1)

    assert fitted(tmp_path, "builtin").exception is None

    models = WeightsFile.model_validate_json(file.read_bytes()).models
    assert models["builtin"] == models["somebody/the-same-model"]
    assert models["builtin"] != shipped().models["builtin"]
    # Three questions, in four pairings, each with and without what answers in five ways.
    assert models["builtin"].source.startswith(ALL + "60 observations of every 1th of XQuAD-R's")


def test_without_a_model_nothing_is_alike() -> None:
    none = judge.NoEmbedder()

    assert none.embed_queries(["Wann?", "Wo?"]).tolist() == [[0.0], [0.0]]
    assert none.embed_documents([]).shape == (0, none.dimension)

"""Exactly what comes of fitting the weights that ship, by a few texts in two languages."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from index.asking.judging.judge import Judge
from index.asking.judging.weights import STEPS, WORDS, Weights, WeightsFile, shipped
from index.config import Settings
from index.evaluation.calibration import Observation
from index.evaluation.collections.folder import read_collection
from index.evaluation.collections.observing import observe
from index.training import judge
from tests.index.evaluation.test_calibration import written_places
from tests.models import BUILTIN

TOWNS = ("Altdorf", "Bergen", "Celle", "Detmold")
PARAGRAPHS = {
    "de": (
        (
            "Der Turm in {} wurde {} gebaut. Sein Erbauer war Konrad {}.",
            ("Wann wurde der Turm in {} gebaut?", "Wer baute den Turm in {}?"),
        ),
        (
            "Die Kirche in {} ist {} Meter hoch. Sie hat {} Glocken.",
            ("Wie hoch ist die Kirche in {}?", "Wie viele Glocken hat die Kirche in {}?"),
        ),
    ),
    "en": (
        (
            "The tower in {} was built in {}. Its builder was Konrad {}.",
            ("When was the tower in {} built?", "Who built the tower in {}?"),
        ),
        (
            "The church in {} is {} metres tall. It has {} bells.",
            ("How tall is the church in {}?", "How many bells does the church in {} have?"),
        ),
    ),
}
"""The first question is answered by what comes second in the text, the second by the third."""


def article(language: str, number: int) -> dict[str, object]:
    """Return an article of a town's tower and church; its questions have the same ids in each."""
    town = TOWNS[number]
    values = (
        (town, str(1501 + number), f"{town[:3]}mann"),
        (town, str(31 + number), str(7 + number)),
    )
    paragraphs = []
    for (text, questions), told in zip(PARAGRAPHS[language], values, strict=True):
        context = text.format(*told)
        qas = [
            {
                "id": f"{town} {answer}",
                "question": question.format(town),
                "answers": [{"answer_start": context.rindex(answer), "text": answer}],
            }
            for question, answer in zip(questions, told[1:], strict=True)
        ]
        paragraphs.append({"context": context, "qas": qas})
    return {"title": town, "paragraphs": paragraphs}


@pytest.fixture
def xquad(tmp_path: Path) -> Path:
    """Four articles of two paragraphs in both languages, with sixteen questions in all."""
    folder = tmp_path / "xquad"
    folder.mkdir()
    for language in judge.LANGUAGES:
        articles = [article(language, number) for number in range(len(TOWNS))]
        path = folder / f"xquad-r.{language}.json"
        path.write_text(json.dumps({"data": articles}), "utf-8")
    return folder


@pytest.fixture
def written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Keep the package's own file."""
    path = tmp_path / "weights.json"
    monkeypatch.setattr(judge, "SHIPPED", path)
    return path


def fit(xquad: Path, places: Path, *models: str) -> str:
    options = [each for model in models for each in ("--model", model)]
    done = CliRunner().invoke(judge.main, [str(xquad), str(places), *options])
    assert done.exception is None, done.exception
    return done.output


def test_words_and_a_model_are_fitted_and_all_others_stay(
    xquad: Path, written: Path, tmp_path: Path
) -> None:
    places = written_places(tmp_path / "places")
    output = fit(xquad, places, WORDS, "builtin")

    models = WeightsFile.model_validate_json(written.read_bytes()).models
    before = shipped().models
    assert models.keys() == before.keys()
    fitted = {name for name in models if models[name] != before[name]}
    assert fitted == {WORDS, "builtin"}
    assert [line.split(",")[0] for line in output.splitlines()] == [
        "words: 48 questions",
        "builtin: 48 questions",
    ]
    for weights in (models[WORDS], models["builtin"]):
        # Each fourth of sixteen questions, four times, with five settings each.
        assert weights.source == (
            "48 questions and turns about 1 invented collections, and, half as much, 80 "
            "observations of every 4th of XQuAD-R's, in four pairings, with the answer, its "
            "paragraph or its article there or not; thresholds cross-fitted by collection"
        )
        assert len(weights.reached) == len(STEPS)
        assert list(weights.reached) == sorted(weights.reached, reverse=True)
        assert weights.opinions == {}
    assert "cosine" not in models[WORDS].parts
    assert verdicts(models["builtin"], places) == (32, 32, 0)

    fit(xquad, places, "builtin")
    again = WeightsFile.model_validate_json(written.read_bytes()).models
    assert again["builtin"] == models["builtin"]
    assert again[WORDS] == before[WORDS]


def verdicts(weights: Weights, places: Path) -> tuple[int, int, int]:
    """Return how many questions find their answer, and how many with and without one get one."""
    [seen] = observe([read_collection(places)], Settings(embedder=BUILTIN))
    answer = Judge("builtin", 0.05, {"builtin": weights}).thresholds(by_vectors=True).answer

    def reached(each: Observation) -> bool:
        return each.parts is not None and weights.probability(each.parts) >= answer

    right = [each for each in seen if each.right]
    wrong = [each for each in seen if not each.answerable]
    return len(right), sum(map(reached, right)), sum(map(reached, wrong))

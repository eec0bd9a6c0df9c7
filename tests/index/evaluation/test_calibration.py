"""What decides on answer or silence, fitted to an operator's own questions."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner, Result

from index.asking.judging.judge import Judge
from index.asking.judging.parts import NAMES, Parts
from index.asking.judging.weights import OWN, STEPS, Weights, read_own, write_own
from index.cli import main_group
from index.cli.base import Invocation
from index.config import Settings
from index.evaluation.calibration import Observation, calibrate
from index.evaluation.errors import TooFewQuestionsError
from index.evaluation.regression import LIKELIHOOD, fit, logistic
from index.evaluation.run import temporary_library
from index.library import Library
from tests.models import BUILTIN

Command = Callable[..., Result]

NOTHING = Parts(**dict.fromkeys(NAMES, 0.0))


# The regression


def sample() -> tuple[np.ndarray, np.ndarray]:
    """Rows of four columns, of which the first speaks for, the second against."""
    random = np.random.default_rng(7)
    rows = random.normal(size=(200, 4)) * [1, 5, 1, 0]
    right = random.random(200) < logistic(rows @ np.array([2.0, -0.2, 0.5, 0.0]) - 1)
    return rows, right


def test_weights_keep_their_signs_and_are_the_best_of_such() -> None:
    rows, right = sample()
    signs = np.array([1.0, -1.0, -1.0, 1.0])

    constant, weights = fit(rows, right, signs)

    # The third would count for an answer, which it may not; the last never changes.
    assert weights[0] > 1
    assert -0.4 < weights[1] < -0.1
    assert weights[2:].tolist() == [0.0, 0.0]
    # At the best place nothing that may move would gain by it.
    off = logistic(rows @ weights + constant) - right
    spread = rows.std(axis=0)
    slope = LIKELIHOOD * (rows.T @ off)
    centred = slope - LIKELIHOOD * rows.mean(axis=0) * off.sum()
    assert abs(off.sum()) < 1e-5
    assert centred[:2] / spread[:2] + weights[:2] * spread[:2] == pytest.approx([0, 0], abs=1e-5)
    assert centred[2] < 0


def test_the_same_rows_give_the_same_weights() -> None:
    rows, right = sample()
    signs = np.ones(4)

    once, again = fit(rows, right, signs), fit(rows, right, signs)

    assert (once[0], once[1].tolist()) == (again[0], again[1].tolist())


# The calibration


def observations(count: int, seed: int) -> list[Observation]:
    """Questions of which those with a larger gap are less often right; a third has no answer."""
    random = np.random.default_rng(seed)
    seen = []
    for number in range(count):
        answerable = number % 3 > 0
        gap, lead = random.random() / (2 if answerable else 1), random.random()
        right = answerable and random.random() < logistic(np.array(3 - 8 * gap + lead))
        seen.append(Observation(replace(NOTHING, gap=gap, lead=lead), bool(right), answerable))
    return seen


def test_what_speaks_against_an_answer_is_found_and_the_probabilities_hold() -> None:
    fitted = calibrate([observations(300, 1), observations(300, 2)], "a test")

    assert fitted.weights.parts.keys() <= {"gap", "lead"}
    assert fitted.weights.parts["gap"] < -4
    assert fitted.weights.source == "a test"
    assert (fitted.questions, fitted.unanswerable) == (600, 200)
    assert fitted.error < 0.1
    assert sum(each.questions for each in fitted.bins) == 600
    assert [each.coverage for each in fitted.risks] == [0.1, 0.25, 0.5, 0.75, 1.0]
    assert fitted.risks[0].risk < fitted.risks[-1].risk == pytest.approx(1 - fitted.right / 600)


def test_thresholds_fall_as_more_questions_without_an_answer_may_reach_them() -> None:
    reached = calibrate([observations(300, 1)], "a test").weights.reached

    assert len(reached) == len(STEPS)
    assert list(reached) == sorted(reached, reverse=True)
    assert reached[0] > reached[-1]


def test_a_question_that_nothing_is_found_for_has_no_probability() -> None:
    seen = [*observations(60, 1), *[Observation(None, right=False, answerable=False)] * 200]

    weights = calibrate([seen], "a test").weights

    # Of 220 without an answer, 200 reach nothing.
    assert weights.reached[STEPS.index(0.1)] < weights.reached[STEPS.index(0.05)]
    assert weights.reached[STEPS.index(0.5)] == 0.0


@pytest.mark.parametrize("count", [0, 29])
def test_few_questions_are_refused(count: int) -> None:
    with pytest.raises(TooFewQuestionsError) as refused:
        calibrate([observations(count, 1)], "a test")
    assert refused.value.values["questions"] == count


@pytest.mark.parametrize("answerable", [True, False])
def test_questions_of_one_sort_are_refused(answerable: bool) -> None:  # noqa: FBT001
    seen = [each for each in observations(150, 1) if each.answerable is answerable]

    with pytest.raises(TooFewQuestionsError):
        calibrate([seen], "a test")


def test_a_collection_without_right_ones_is_no_hindrance() -> None:
    wrong = [replace(each, right=False, answerable=False) for each in observations(40, 1)]

    fitted = calibrate([observations(90, 2), wrong], "a test")

    assert (fitted.questions, fitted.unanswerable) == (130, 70)


# What is kept


WEIGHTS = Weights(
    source="a test", constant=-1.0, parts={"gap": -4.0}, reached=(0.5,) * len(STEPS), high=0.9
)


def test_weights_are_kept_by_model_and_win_over_those_that_ship(tmp_path: Path) -> None:
    write_own(tmp_path / "index", "builtin", WEIGHTS)
    write_own(tmp_path / "index", "some/model", WEIGHTS)

    own = read_own(tmp_path / "index")

    assert own == {"builtin": WEIGHTS, "some/model": WEIGHTS}
    assert [path.name for path in (tmp_path / "index").iterdir()] == [OWN]
    judge = Judge("builtin", 0.05, own)
    assert judge.basis == "own"
    assert judge.thresholds(by_vectors=True).answer == 0.5
    assert judge.thresholds(by_vectors=False) == Judge("builtin", 0.05).thresholds(by_vectors=False)
    assert (Judge("builtin", 0.05).basis, Judge("other", 0.05, own).basis) == ("shipped", "words")


# The command


NAMES_OF_PLACES = (
    *("Ahrweg", "Birkenhof", "Cornau", "Dornbach", "Eichtal", "Finkenau", "Grabow", "Hohensee"),
    *("Isental", "Jagdberg", "Kaltenau", "Lindach", "Moorheim", "Neudorf", "Ostheim", "Pilsach"),
)


@pytest.fixture
def places(tmp_path: Path) -> Path:
    """Places with a mill and a bridge each, and questions about those and what isn't told."""
    folder = tmp_path / "places"
    (folder / "documents").mkdir(parents=True)
    questions = []
    for number, name in enumerate(NAMES_OF_PLACES):
        mill = f"Die Mühle von {name} wurde {1700 + number} gebaut."
        bridge = f"Die Brücke bei {name} ist {20 + number} Meter lang."
        (folder / "documents" / f"{name}.md").write_text(f"# {name}\n\n{mill} {bridge}\n", "utf-8")
        questions += [
            {"question": f"Wann wurde die Mühle von {name} gebaut?", "excerpts": [mill]},
            {"question": f"Wie lang ist die Brücke bei {name}?", "excerpts": [bridge]},
            {"question": f"Wie alt ist der Bürgermeister von {name}?"},
        ]
    lines = "\n".join(json.dumps(question) for question in questions)
    (folder / "questions.jsonl").write_text(lines, "utf-8")
    return folder


@pytest.fixture
def command(tmp_path: Path) -> Command:
    def run(*arguments: object) -> Result:
        options = ["--data-dir", str(tmp_path / "data"), "index"]
        return CliRunner().invoke(main_group, [*options, *map(str, arguments)], obj=Invocation())

    return run


def test_questions_are_asked_and_their_weights_kept_if_wanted(
    command: Command, places: Path, tmp_path: Path
) -> None:
    shown = command("calibrate", places, "--json")
    assert shown.exit_code == 0
    found = json.loads(shown.stdout)
    assert (found["questions"], found["right"], found["unanswerable"]) == (48, 32, 16)
    assert found["weights"]["source"] == "places"
    assert json.loads(command("status", "--json").stdout)["judge"] == "shipped"

    kept = command("calibrate", places, "--write")
    assert kept.exit_code == 0
    assert kept.stdout.startswith("Questions: 48 · rightly found: 32 · without an answer: 16\n")
    own = read_own(tmp_path / "data" / "index")
    assert own["builtin"].model_dump(mode="json") == found["weights"]
    assert json.loads(command("status", "--json").stdout)["judge"] == "own"


def test_damaged_weights_are_told_and_those_that_ship_judge(
    command: Command, tmp_path: Path
) -> None:
    command("status")
    (tmp_path / "data" / "index").mkdir(exist_ok=True)
    (tmp_path / "data" / "index" / OWN).write_text('{"models": {"builtin": {}}}', "utf-8")

    done = command("status", "--json")

    assert done.exit_code == 0
    assert json.loads(done.stdout)["judge"] == "shipped"
    assert "What was calibrated can't be read from" in done.stderr


def test_too_few_questions_are_told_in_one_line(command: Command, places: Path) -> None:
    lines = (places / "questions.jsonl").read_text("utf-8").splitlines()
    (places / "questions.jsonl").write_text("\n".join(lines[:20]), "utf-8")

    done = command("calibrate", places)

    assert done.exit_code == 1
    assert "too few to calibrate by: 20" in " ".join(done.stderr.split())


def test_a_copy_judges_as_the_library_does(tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path / "data", seeds_dir=None, embedder=BUILTIN)
    write_own(tmp_path / "data" / "index", "builtin", WEIGHTS)
    (tmp_path / "copy").mkdir()

    with Library.open(settings) as library, library.copy(tmp_path / "copy") as copy:
        assert (library.asker.basis, copy.asker.basis) == ("own", "own")
    with temporary_library(settings) as temporary:
        assert temporary.asker.basis == "own"

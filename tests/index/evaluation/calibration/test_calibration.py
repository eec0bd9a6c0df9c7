"""What decides on answer or silence, fitted to an operator's own questions."""

import json
from collections.abc import Callable
from dataclasses import replace
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner, Result

from index.asking.judging.judge import Judge, Thresholds
from index.asking.judging.parts import NAMES, Parts
from index.asking.judging.weights import OWN, STEPS, Weights, read_own, write_own
from index.cli import main_group
from index.cli.base import Invocation
from index.config import Settings
from index.evaluation.calibration.calibration import Bin, Calibration, Observation, Risk, calibrate
from index.evaluation.calibration.regression import LIKELIHOOD, fit, logistic
from index.evaluation.calibration.report import render_calibration, wilson
from index.evaluation.errors import TooFewQuestionsError
from index.evaluation.run import temporary_library
from index.library import Library
from index.models import Draft
from index.review.changed import changed
from index.review.proposal import Proposal
from index.scopes import SHARED
from tests.completions import Completions, Route, completion, completions, sending
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


def test_a_row_may_count_as_several() -> None:
    rows, right = sample()
    signs = np.ones(4)

    constant, weights = fit(rows, right, signs, np.where(right, 2.0, 1.0))

    repeated = np.repeat(np.arange(len(rows)), np.where(right, 2, 1))
    same_constant, same_weights = fit(rows[repeated], right[repeated], signs)
    assert constant == pytest.approx(same_constant, abs=1e-6)
    assert weights.tolist() == pytest.approx(same_weights.tolist(), abs=1e-6)


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
    assert len(fitted.curve) == 100
    assert fitted.curve[-1] == fitted.risks[-1]
    assert {each.threshold for each in fitted.risks} <= {each.threshold for each in fitted.curve}


def test_further_observations_are_fitted_to_and_counted_half_in_no_figure() -> None:
    own = [observations(300, 1), observations(300, 2)]
    others = [replace(each, parts=replace(NOTHING, margin=each.right)) for each in own[0]]
    others.append(Observation(None, right=False, answerable=True))

    alone, beside = calibrate(own, "a test"), calibrate(own, "a test", others)

    assert (beside.questions, beside.right) == (600, alone.right)
    assert "margin" not in alone.weights.parts
    assert beside.weights.parts["margin"] > 1


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


def with_opinions(seen: list[Observation], seed: int, lean: float = 2.0) -> list[Observation]:
    """Let somebody judge every second one, mostly well, but `lean` nats too kindly."""
    random = np.random.default_rng(seed)
    return [
        replace(
            each,
            opinions={"reader": lean + random.normal(2.0 if each.right else -2.0)}
            if number % 2
            else {},
        )
        for number, each in enumerate(seen)
    ]


def test_what_an_opinion_counts_for_is_fitted_with_its_leaning() -> None:
    plain = [observations(300, 1), observations(300, 2)]
    asked = [with_opinions(each, seed) for seed, each in enumerate(plain)]

    without, fitted = calibrate(plain, "a test"), calibrate(asked, "a test")

    assert without.weights.opinions == {}
    assert list(fitted.weights.opinions) == ["reader"]
    reader = fitted.weights.opinions["reader"]
    assert reader.weight > 1
    # What tells nothing is its leaning.
    assert -reader.offset / reader.weight == pytest.approx(2.0, abs=0.5)
    assert fitted.risks[2].risk < without.risks[2].risk
    assert fitted.weights.reached[3] < without.weights.reached[3]


def test_an_opinion_that_tells_nothing_adds_nothing() -> None:
    contrary = [
        replace(each, opinions={"reader": -5.0 if each.right else 5.0})
        for each in observations(300, 1)
    ]

    fitted = calibrate([contrary], "a test").weights.opinions["reader"]

    assert (fitted.weight, fitted.offset) == (0.0, 0.0)


def test_few_opinions_change_nothing() -> None:
    seen = observations(300, 1)
    few = [replace(each, opinions={"reader": 5.0}) for each in seen if each.right][:9]

    weights = calibrate([[*few, *seen]], "a test").weights

    assert (
        weights == calibrate([[*(replace(e, opinions={}) for e in few), *seen]], "a test").weights
    )


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


# The page


def test_each_bin_is_a_point_with_its_interval_and_as_large_as_it_has_questions() -> None:
    bins = (Bin(0.0, 0.1, 100, 0.05, 0.0), Bin(0.8, 0.9, 25, 0.85, 0.8), Bin(0.9, 1.0, 1, 0.95, 1))
    drawn = render_calibration(calibration(bins=bins), limits(0.8, 0.3), "en")

    # 400 wide from 46, 200 high from 210 upwards; half as large for a quarter of the questions.
    assert '<circle class="one" r="11.0" cx="66.0" cy="210.0"/>' in drawn
    assert '<circle class="one" r="5.5" cx="386.0" cy="50.0"/>' in drawn
    assert '<circle class="one" r="2.5" cx="426.0" cy="10.0"/>' in drawn
    assert "<small>61% – 91%</small>" in drawn


@pytest.mark.parametrize(
    ("share", "count", "interval"),
    [(0.5, 100, (0.4038, 0.5962)), (0.0, 10, (0.0, 0.2775)), (1.0, 10, (0.7225, 1.0))],
)
def test_an_interval_is_wider_with_fewer_questions_and_never_beyond_all_or_none(
    share: float, count: int, interval: tuple[float, float]
) -> None:
    assert wilson(share, count) == pytest.approx(interval, abs=1e-4)


def test_the_thresholds_are_marked_where_the_curve_reaches_them() -> None:
    curve = (Risk(0.25, 0.9, 0.0), Risk(0.5, 0.6, 0.1), Risk(0.75, 0.4, 0.2), Risk(1.0, 0.1, 0.5))
    drawn = render_calibration(calibration(curve=curve), limits(0.6, 0.3), "de")

    assert '<circle class="dot" r="5" cx="246.0" cy="190.0"/>' in drawn
    assert '<circle class="two" r="5" cx="346.0" cy="170.0"/>' in drawn
    assert "Bis hier zumindest vielleicht" in drawn


def test_a_threshold_that_nothing_reaches_is_not_marked() -> None:
    drawn = render_calibration(
        calibration(curve=(Risk(1.0, 0.2, 0.5),), source="<b>"), limits(0.9, 0.8), "en"
    )

    assert 'r="5"' not in drawn
    assert "&lt;b&gt;" in drawn
    assert "<b>" not in drawn


def calibration(
    bins: tuple[Bin, ...] = (), curve: tuple[Risk, ...] = (), source: str = "a test"
) -> Calibration:
    weights = WEIGHTS.model_copy(update={"source": source})
    return Calibration(weights, 126, 21, 60, 0.05, bins, (), curve)


def limits(answer: float, perhaps: float) -> Thresholds:
    return Thresholds(answer, perhaps, high=0.95, wrong=0.05)


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


def written_places(folder: Path) -> Path:
    """Write of places with a mill and a bridge each; ask about those and about what isn't told."""
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
def places(tmp_path: Path) -> Path:
    """Places, and questions about them."""
    return written_places(tmp_path / "places")


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


def truthful(server: Completions) -> Route:
    """Say yes where the question asks since when, which is told."""

    def send(handler: BaseHTTPRequestHandler) -> None:
        asking = server.asked[-1]["messages"][1]["content"]
        told = "Seit wann" in asking
        likely = [("ja", -0.1), ("nein", -2.4)] if told else [("ja", -3.0), ("nein", -0.1)]
        sending(completion(likely))(handler)

    return send


def test_a_language_model_that_is_set_is_asked_and_what_it_counts_for_is_fitted(
    command: Command, places: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    doubtful: list[dict[str, object]] = []
    for number, name in enumerate(NAMES_OF_PLACES):
        told = f"Die Mühle von {name} wurde {1700 + number} gebaut."
        doubtful += [
            {"question": f"Seit wann gibt es in {name} eine Mühle?", "excerpts": [told]},
            {"question": f"Wer baute die Mühle von {name}?"},
        ]
    with (places / "questions.jsonl").open("a", encoding="utf-8") as file:
        file.writelines(f"\n{json.dumps(question)}" for question in doubtful)
    with completions() as server:
        server.answer = truthful(server)
        monkeypatch.setenv("BELEGBOT_JUDGE__BASE_URL", server.base_url)

        done = command("calibrate", places, "--write")

        assert done.exit_code == 0
        assert len(server.asked) >= 20
    own = read_own(tmp_path / "data" / "index")["builtin"]
    assert list(own.opinions) == ["language_model"]
    assert own.opinions["language_model"].weight > 0.1
    assert own.opinions["language_model"].adds(2.3) > own.opinions["language_model"].adds(-2.9)


def test_a_page_draws_how_far_the_probabilities_hold(
    command: Command, places: Path, tmp_path: Path
) -> None:
    page = tmp_path / "page.html"

    done = command("calibrate", places, "--report", page)

    assert done.exit_code == 0
    assert f"The report is in {page}." in " ".join(done.stdout.split())
    drawn = page.read_text("utf-8")
    assert drawn.count("<svg") == 2
    assert "Questions: 48 · rightly found: 32 · without an answer: 16" in drawn
    assert "5% of the questions without an answer" in drawn
    assert not (tmp_path / "data" / "index" / OWN).exists()


def test_a_page_that_cannot_be_written_keeps_nothing(
    command: Command, places: Path, tmp_path: Path
) -> None:
    done = command("calibrate", places, "--write", "--report", tmp_path / "nowhere" / "page.html")

    assert done.exit_code == 1
    assert "nowhere" in done.stderr
    assert not (tmp_path / "data" / "index" / OWN).exists()


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


def test_what_tries_a_draft_judges_as_the_library_does(tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path / "data", seeds_dir=None, embedder=BUILTIN)
    write_own(tmp_path / "data" / "index", "builtin", WEIGHTS)
    proposal = Proposal(Draft("Der Turm ist hoch.", "Turm", "de"), SHARED)

    with Library.open(settings) as library, changed(library, proposal) as asker:
        assert (library.asker.basis, asker.basis) == ("own", "own")
    with temporary_library(settings) as temporary:
        assert temporary.asker.basis == "own"


def test_a_library_that_is_open_judges_by_what_another_process_calibrates(
    command: Command, places: Path, tmp_path: Path
) -> None:
    settings = Settings(data_dir=tmp_path / "data", seeds_dir=None, embedder=BUILTIN)
    with Library.open(settings) as running:
        shipped = running.asker.thresholds
        asker = running.asker
        running.catch_up()
        assert running.asker is asker

        done = command("calibrate", places, "--write")
        running.catch_up()

        assert done.exit_code == 0
        assert "from now on, also those of a running bot." in " ".join(done.stdout.split())
        assert running.asker.basis == "own"
        assert running.asker.thresholds != shipped

        (tmp_path / "data" / "index" / OWN).unlink()
        running.catch_up()

        assert (running.asker.basis, running.asker.thresholds) == ("shipped", shipped)

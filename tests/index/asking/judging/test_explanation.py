"""Why a question was answered or not, in numbers that add up."""

import math
from collections.abc import Callable
from dataclasses import replace
from typing import cast

import pytest
from rich.console import Console

from index.asking.asker import Asker
from index.asking.judging import opinions
from index.asking.judging.explanation import Explanation, Part
from index.asking.judging.parts import NAMES
from index.cli.explaining import OPINIONS, PARTS, as_table
from index.models import Draft
from index.scopes import SHARED

Make = Callable[..., Draft]
MakeAsker = Callable[..., Asker]

HALL = "Die Stadthalle wurde 1961 eröffnet. Sie hat 800 Plätze. Der Architekt war Paul Krumm."


@pytest.fixture
def hall(make_asker: MakeAsker, draft: Make) -> Asker:
    return make_asker(draft(HALL, title="Stadthalle"))


def explained(asker: Asker, question: str) -> Explanation:
    explanation = asker.ask(question, [SHARED]).explanation
    assert explanation is not None
    return explanation


@pytest.mark.parametrize(
    "question",
    ["Wann wurde die Stadthalle eröffnet?", "Wie alt ist der Architekt?", "Wer gewann die Wahl?"],
)
def test_the_constant_and_what_the_parts_add_are_the_log_odds(hall: Asker, question: str) -> None:
    why = explained(hall, question)

    log_odds = math.log(why.probability / (1 - why.probability))
    assert why.constant + sum(part.adds for part in why.parts.values()) == pytest.approx(log_odds)
    assert why.probability == hall.ask(question, [SHARED]).confidence


def test_the_thresholds_are_those_that_decided(hall: Asker) -> None:
    why = explained(hall, "Wann wurde die Stadthalle eröffnet?")

    limits = hall.thresholds
    assert (why.answer, why.perhaps, why.wrong) == (limits.answer, limits.perhaps, limits.wrong)
    assert why.probability >= why.answer
    assert (why.doubtful, why.too_little, why.unmet) == (0.25, False, ())


def test_a_silent_question_names_what_was_not_met(hall: Asker) -> None:
    assert hall.ask("Wann wurde der Flughafen eröffnet?", [SHARED]).outcome != "answer"

    why = explained(hall, "Wann wurde der Flughafen eröffnet?")

    assert why.unmet == ("flughafen",)
    assert why.missing_kind is None


def test_what_is_asked_for_and_nowhere_told_is_named(hall: Asker) -> None:
    why = explained(hall, "Wie alt ist der Architekt?")

    assert why.missing_kind == "age"
    assert why.parts["lacking"].value == 1.0
    assert why.parts["lacking"].adds < -2


@pytest.mark.parametrize(
    ("question", "other"),
    [
        ("Wann wurde die NATO-Mission im Irak ausgesetzt?", 0.0),
        ("When was the NATO mission in Iraq suspended?", 0.0),
        ("Wann wurde die NATO-Mission im Irak ausgesetzt, gestern?", 0.0),
        ("Wann wurde die OSZE-Mission im Irak ausgesetzt?", 0.5),
        ("Wurde die NATO-Mission in Libyen ausgesetzt?", 0.5),
        ("Wann wurde im März die NATO-Mission ausgesetzt?", 0.5),
        ("Wann wurde die NATO-Mission in Libyen ausgesetzt?", 1.0),
        ("When was the NATO mission in Crete suspended?", 1.0),
    ],
)
def test_a_name_that_is_missing_or_another_in_its_place_is_told(
    make_asker: MakeAsker, draft: Make, question: str, other: float
) -> None:
    text = "Die NATO-Mission im Irak wurde im Januar ausgesetzt. Sie begann 2018."
    asker = make_asker(draft(text, title="NATO-Mission"))

    why = explained(asker, question)

    assert why.parts["other"].value == other
    assert why.too_little == (other == 1)


def test_capitals_of_small_words_name_nothing(make_asker: MakeAsker, draft: Make) -> None:
    asker = make_asker(draft("A dog may come along on a lead.", title="Dogs"))

    assert explained(asker, "Can I and my friends bring a dog?").parts["name"].value == 1.0


def test_where_nothing_is_found_there_is_nothing_to_explain(hall: Asker) -> None:
    why = explained(hall, "???")

    assert (why.probability, why.constant, why.parts) == (0.0, 0.0, {})
    assert shown(why, "en") == "Nothing was found that could be weighed.\n"


def test_programs_get_these_keys_and_only_if_they_ask(hall: Asker) -> None:
    answer = hall.ask("Wann wurde die Stadthalle eröffnet?", [SHARED])

    assert "explanation" not in answer.to_dict()
    why = cast("dict[str, object]", answer.to_dict(explained=True)["explanation"])
    assert list(why) == [
        *("probability", "thresholds", "constant", "parts", "unmet", "missing_kind")
    ]
    assert list(cast("dict[str, object]", why["thresholds"])) == ["answer", "perhaps"]
    parts = cast("dict[str, dict[str, float]]", why["parts"])
    assert list(parts) == list(NAMES)
    assert list(parts["gap"]) == ["value", "adds"]


# At the terminal


WHY = Explanation(
    probability=0.25,
    answer=0.75,
    perhaps=0.5,
    wrong=0.05,
    doubtful=0.25,
    constant=-2.4,
    parts={"gap": Part(0.5, -1.25), "lead": Part(3.0, 1234.5)},
    unmet=("flughafen", "bahnhof"),
)


def shown(explanation: Explanation, language: str) -> str:
    console = Console(width=200)
    with console.capture() as capture:
        console.print(as_table(explanation, language))
    return capture.get()


def lines(explanation: Explanation, language: str) -> list[list[str]]:
    rows = (line.split("  ") for line in shown(explanation, language).splitlines())
    return [[cell.strip() for cell in row if cell.strip()] for row in rows if "".join(row).strip()]


def test_a_terminal_has_a_line_a_part() -> None:
    assert lines(WHY, "en")[2:6] == [
        ["Its weightiest word that is missing", "0.50", "-1.25"],
        ["Ahead of other passages", "3.00", "+1,234.50"],
        ["Constant", "-2.40"],
        ["Probability: 25%"],
    ]
    assert shown(WHY, "en").splitlines()[-2] == (
        "An answer from 75% on, which 5% of the questions without an answer reach; perhaps one "
        "from 50% on, which 25% reach ([search] wrong_answers)."
    )
    rare = shown(replace(WHY, wrong=0.001, doubtful=0.005), "en")
    assert "which 0.1% of the questions" in rare
    assert "which 0.5% reach" in rare
    assert lines(WHY, "en")[-1] == ["Not met: “flughafen”, “bahnhof”"]


def test_a_german_terminal_has_them_in_german() -> None:
    assert lines(WHY, "de")[0] == ["Warum", "Wert", "Beitrag zu den Log-Odds"]
    assert lines(WHY, "de")[2:6] == [
        ["Das wichtigste Wort, das fehlt", "0,50", "-1,25"],
        ["Vorsprung vor anderen Passagen", "3,00", "+1.234,50"],
        ["Konstante", "-2,40"],
        ["Wahrscheinlichkeit: 25\u00a0%"],
    ]
    assert lines(WHY, "de")[-1] == ["Nicht getroffen: „flughafen“, „bahnhof“"]


def test_a_probability_that_did_not_count_is_told() -> None:
    little = (
        "Less than a third of the question was met, or it speaks of another place or language: "
        "that is never an answer.\n"
    )

    assert little not in shown(WHY, "en")
    assert little in shown(replace(WHY, too_little=True), "en")


def test_every_part_has_a_name() -> None:
    assert list(PARTS) == list(NAMES)
    assert list(OPINIONS) == list(opinions.NAMES)


def test_an_opinion_stands_below_the_parts() -> None:
    parts = {**WHY.parts, "language_model": Part(-3.2, -1.6)}

    assert lines(replace(WHY, parts=parts), "en")[4] == [
        *("What the language model says of it (log-odds)", "-3.20", "-1.60")
    ]

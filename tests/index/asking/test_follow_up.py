import pytest

from index.asking.answers import Turn
from index.asking.follow_up import resolve

SUSPENDED = Turn(
    "Wann wurde die NATO-Mission im Irak ausgesetzt?",
    ("Offiziell wurde die NATO-Mission im Irak Anfang Januar ausgesetzt.",),
)
KILLED = Turn("Wer wurde ermordet?", ("Am 3. Januar wurde General Soleimani ermordet.",))


@pytest.mark.parametrize("question", ["Und warum?", "Warum?", "Und wer?", "Why?", "And when?"])
def test_a_question_that_names_nothing_takes_over_what_was_asked(question: str) -> None:
    assert resolve(question, SUSPENDED) == f"{question} wurde nato mission irak ausgesetzt"


def test_a_question_that_points_back_takes_over_what_was_answered_too() -> None:
    assert (
        resolve("Wer war das?", KILLED) == "Wer war das? wurde ermordet 3 januar general soleimani"
    )


def test_und_goes_on_even_with_words_of_its_own() -> None:
    assert resolve("Und die Bundeswehr?", SUSPENDED) == (
        "Und die Bundeswehr? wurde nato mission irak ausgesetzt"
    )


@pytest.mark.parametrize(
    "question",
    [
        "Wie viele Menschen nahmen am Millionenmarsch teil?",
        "Was forderte das irakische Parlament?",
        "Wer ist der EU-Außenbeauftragte?",
        "Warum trat Kramp-Karrenbauer zurück?",
        "Wie wird das Wetter morgen?",
        "When did the German army start its own mission?",
    ],
)
def test_a_question_that_stands_alone_is_not_dragged_along(question: str) -> None:
    assert resolve(question, SUSPENDED) == question


def test_without_a_turn_before_every_question_stands_alone() -> None:
    assert resolve("Und warum?", None) == "Und warum?"


def test_a_chain_of_follow_ups_keeps_its_subject() -> None:
    first = resolve("Und warum?", SUSPENDED)

    assert resolve("Und wer?", Turn(first)) == "Und wer? wurde nato mission irak ausgesetzt"

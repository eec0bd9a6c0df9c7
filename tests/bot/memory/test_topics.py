import pytest

from bot.memory.unanswered import grouped


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Wann öffnet das Schwimmbad?", "wann öfnet das schwimbad"),
        ("Wer hat den Bürgermeister gewählt?", "Wer wählte den Buergermeister?"),
        ("Wie hoch ist die Miete in Altheim?", "Wie hoch sind die Mieten in Altheim?"),
        ("Who is the mayor of Altheim?", "Altheim mayor who"),
        ("When does the pool open?", "when will the pool be opened"),
    ],
)
def test_other_inflection_order_and_typing_errors_are_one_topic(first: str, second: str) -> None:
    assert grouped([first, second]) == [[0, 1]]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Wann wurde der Turm in Altheim gebaut?", "Wann wurde der Turm in Neustadt gebaut?"),
        ("Wer ist der Bürgermeister von Altheim?", "Wer ist der Bürgermeister von Neustadt?"),
        ("Was kostet der Eintritt ins Museum?", "Was kostet der Eintritt ins Schwimmbad?"),
        ("Wer ist Anna Meier?", "Wer ist Karl Meier?"),
        ("Wer gewann 2014 die Weltmeisterschaft?", "Wer gewann 2018 die Weltmeisterschaft?"),
        ("When does the pool open?", "When does the library open?"),
    ],
)
def test_another_place_person_thing_or_year_is_another_topic(first: str, second: str) -> None:
    assert grouped([first, second]) == [[0], [1]]


def test_a_group_keeps_the_order_in_which_its_questions_came() -> None:
    questions = ["Wann öffnet das Bad?", "Wer ist Karl Meier?", "Wann öffnet das Bad", "?", "👍"]

    assert grouped(questions) == [[0, 2], [1], [3], [4]]
    assert grouped([]) == []

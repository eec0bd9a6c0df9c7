import pytest

from index.asking.answers import Turn
from index.asking.questions.follow_up import JOINT, Resolved, resolve

SUSPENDED = Turn(
    "Wann wurde die NATO-Mission im Irak ausgesetzt?",
    ("Offiziell wurde die NATO-Mission im Irak Anfang Januar ausgesetzt.",),
)
KILLED = Turn("Wer wurde ermordet?", ("Am 3. Januar wurde General Soleimani ermordet.",))


@pytest.mark.parametrize("question", ["Und warum?", "Warum?", "Und wer?", "Why?", "And when?"])
def test_a_question_that_names_nothing_takes_over_what_was_asked(question: str) -> None:
    resolved = resolve(question, SUSPENDED)

    taken = ("wurde", "nato", "mission", "irak", "ausgesetzt")
    (place,) = SUSPENDED.cited
    assert resolved == Resolved(question, taken, follow_up=True, place=place)
    assert resolved.asked == f"{question}{JOINT}wurde nato mission irak ausgesetzt"


def test_a_question_that_points_back_takes_over_what_was_answered_too() -> None:
    resolved = resolve("Wer war das?", KILLED)

    assert resolved.completing == ("wurde", "ermordet", "januar", "general", "soleimani")


def test_und_goes_on_even_with_words_of_its_own() -> None:
    assert resolve("Und die Bundeswehr?", SUSPENDED).asked == (
        f"Und die Bundeswehr?{JOINT}wurde nato mission irak ausgesetzt"
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
    assert resolve(question, SUSPENDED) == Resolved(question)


def test_without_a_turn_before_every_question_stands_alone() -> None:
    assert resolve("Und warum?", None) == Resolved("Und warum?")


@pytest.mark.parametrize(
    "question",
    [
        "Warum nicht schon früher?",
        "Und die Karten?",
        "What about Jam Veteran?",
        "Und was sagte er?",
        "Und wann?",
        "And the price?",
        "Auch im Sommer?",
        "Why not in the chat?",
        "Was ist mit Ästen aus dem Garten?",
        "Wer leitet die?",
        "Kann ich das unterbrechen?",
        "geht das auch schneller?",
        "Who won?",
        "Wann muss ich zahlen?",
        "Bei welchem Stück?",
        "In which colour?",
        "Wie viele Karten?",
    ],
)
def test_what_goes_on_from_a_turn_is_told(question: str) -> None:
    assert resolve(question, SUSPENDED).follow_up


@pytest.mark.parametrize(
    "question",
    [
        "Gibt es Parkplätze am Hafen?",
        "Is there a mobile app?",
        "What is photosynthesis?",
        "Was kostet das vegetarische Essen?",
        "wie ist das wetter",
    ],
)
def test_words_that_only_look_as_if_they_pointed_back_do_not(question: str) -> None:
    assert not resolve(question, SUSPENDED).follow_up


def test_after_a_question_that_nothing_answered_the_next_stands_alone() -> None:
    unanswered = Turn("Wann wurde die Brücke gebaut?", answered=False)

    assert resolve("Und warum?", unanswered) == Resolved("Und warum?")


def _turn(own: str, before: Turn | None, *cited: str) -> Turn:
    return Turn(resolve(own, before).asked, cited, own)


def test_a_chain_of_follow_ups_keeps_its_subject() -> None:
    why = _turn("Und warum?", SUSPENDED)

    assert resolve("Und wer?", why).completing == (
        *("wurde", "nato", "mission", "irak", "ausgesetzt"),
    )


def test_what_was_taken_over_does_not_pile_up() -> None:
    first = _turn("Was kostet ein Ausweis für Kinder im Rathaus von Ellernbrück?", None)
    second = _turn("Und ein neuer Reisepass mit vielen Seiten für Erwachsene?", first)
    third = resolve("Und wann?", second)

    assert "ellernbrück" not in third.completing
    chain = SUSPENDED
    for number in range(20):
        chain = _turn(f"Und Ding{number}?", chain, f"Satz{number} Wort{number}.")
    assert len(resolve("Und das?", chain).completing) == 10
    assert resolve("Und das?", chain).completing[0] == "ding19"


@pytest.mark.parametrize(
    ("question", "nothing"),
    [
        ("Was kosten die?", True),
        ("How old is he?", True),
        ("Wer ist das?", True),
        ("Was kostet das Freibad?", False),
        ("Wie alt ist der Bürgermeister?", False),
        ("Gibt es das Freibad noch?", False),
    ],
)
def test_a_question_about_what_nobody_named_asks_nothing(question: str, *, nothing: bool) -> None:
    assert Resolved(question).asks_nothing is nothing

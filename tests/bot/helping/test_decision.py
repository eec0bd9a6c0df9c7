"""What of a post is asked, and that only what is certain, by all that it says, is answered."""

from collections.abc import Iterator
from contextlib import closing

import pytest

from bot.helping.decision import asked_in, asks, decide
from index.config import Settings
from index.corpus.changelog import Author
from index.library import Library
from index.models import Draft
from index.scopes import SHARED, Scope
from tests.models import BUILTIN

HERE = Scope("42")
GARDEN = Draft(
    "Das Freibad Altheim öffnet am 1. Mai. Der Eintritt kostet 4 Euro. Hunde dürfen nicht "
    "hinein.\n\n"
    "Das Hallenbad Neustadt öffnet am 1. Oktober. Der Eintritt ins Hallenbad kostet 6 Euro.",
    "Bäder",
    "de",
)


@pytest.fixture(scope="module")
def bath(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    folder = tmp_path_factory.mktemp("bath") / "data"
    settings = Settings(data_dir=folder, embedder=BUILTIN, seeds_dir=None)
    with closing(Library.open(settings)) as library:
        library.add(GARDEN, Author("operator:ada"), HERE)
        yield library


@pytest.mark.parametrize(
    ("title", "text", "asked"),
    [
        ("Frage", "Hallo!\nWann öffnet das Bad?\n\nDanke, LG Tom", "Wann öffnet das Bad?"),
        ("Frage", "Wann öffnet es? Und was kostet es?", "Wann öffnet es? Und was kostet es?"),
        ("Bad", "> Wann öffnet es?\nSteht das irgendwo?", "Steht das irgendwo?"),
        ("Log", "```\nReally?\n```\nWas heißt das?", "Was heißt das?"),
        ("Bad", "ich suche das bad\nbis wann ist es offen\nlg", "bis wann ist es offen"),
        ("Bad", "hi, is there a pool", "hi, is there a pool"),
        ("Wann öffnet das Bad?", "Finde nichts dazu.", "Wann öffnet das Bad?"),
        ("Login", "Es geht nicht. Fehler 403.", "Login. Es geht nicht. Fehler 403."),
        ("", "Vielen Dank im Voraus und einen schönen Abend", ""),
        ("", "", ""),
    ],
)
def test_what_is_asked_is_found_in_a_post(title: str, text: str, asked: str) -> None:
    assert asked_in(text, title) == asked


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("Wann öffnet das Bad?", True),
        ("weiß wer was: wann öffnet es", True),
        ("Das Bad ist schön.", False),
        ("Danke!", False),
        ("> Wann öffnet das Bad?", False),
    ],
)
def test_talk_is_told_from_what_asks(text: str, question: bool) -> None:  # noqa: FBT001
    assert asks(text) is question


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Eintritt", "Moin, was kostet der Eintritt ins Hallenbad Neustadt? Danke!"),
        ("Hallenbad Neustadt", "Hallo zusammen. Was kostet der Eintritt ins Hallenbad?"),
        ("Was kostet der Eintritt ins Hallenbad Neustadt?", "Finde dazu nichts. Danke!"),
    ],
)
def test_what_the_sources_say_is_answered(bath: Library, title: str, text: str) -> None:
    answer = decide(bath, text, HERE, title)
    assert answer is not None
    assert answer.citations[0].sentence.text == "Der Eintritt ins Hallenbad kostet 6 Euro."


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Eintritt", "Was kostet der Eintritt ins Thermalbad Bergheim?"),
        ("Hallenbad", "Wer hat das Hallenbad Neustadt entworfen?"),
        # The one half is answered, the other isn't.
        ("Bad", "Wann öffnet das Freibad Altheim? Und wer hat es entworfen?"),
        ("Hallo", "Guten Morgen, alles gut bei euch?"),
        ("Hilfe", "hilfe"),
        ("?", "???"),
        ("Bad", "x" * 5000 + "?"),
    ],
)
def test_what_they_do_not_say_for_certain_is_left_to_people(
    bath: Library, title: str, text: str
) -> None:
    assert decide(bath, text, HERE, title) is None


def test_another_servers_sources_are_not_asked(bath: Library) -> None:
    question = "Was kostet der Eintritt ins Hallenbad Neustadt?"
    assert decide(bath, question, HERE) is not None
    assert decide(bath, question, SHARED) is None
    assert decide(bath, question, Scope("43")) is None


def test_what_is_said_around_a_question_may_lead_away_from_its_answer(bath: Library) -> None:
    story = (
        "Wir waren gestern im Thermalbad Bergheim bei der neuen Sauna mit Aufguss und Salzgrotte. "
        "Die Kinder wollten zur großen Rutsche. Der Bademeister war nett. Was kostet der Eintritt?"
    )
    assert decide(bath, "Was kostet der Eintritt ins Hallenbad?", HERE) is not None
    assert decide(bath, story, HERE, "Thermalbad Bergheim") is None

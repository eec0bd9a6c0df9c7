"""That of posts only those are answered whose answer is certain, by all that they say."""

from collections.abc import Iterator
from contextlib import closing
from itertools import count
from pathlib import Path

import pytest

from bot.helping.decision import decide
from index.config import Settings
from index.corpus.changelog import Author
from index.library import Library
from index.models import Draft
from index.scopes import SHARED, Scope
from tests.index.asking.test_beside_a_writer import after_statement
from tests.models import BUILTIN

ADA = Author("operator:ada")
HERE = Scope("42")
GARDEN = Draft(
    "Das Freibad Altheim öffnet am 1. Mai. Der Eintritt kostet 4 Euro. Hunde dürfen nicht "
    "hinein.\n\n"
    "Das Hallenbad Neustadt öffnet am 1. Oktober. Der Eintritt ins Hallenbad kostet 6 Euro.",
    "Bäder",
    "de",
)
OPENS = "Das Freibad Altheim öffnet am 1. Mai."
COSTS = "Der Eintritt ins Hallenbad kostet 6 Euro."
COSTS_WHAT = "Was kostet der Eintritt ins Hallenbad Neustadt?"


@pytest.fixture(scope="module")
def bath(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    folder = tmp_path_factory.mktemp("bath") / "data"
    settings = Settings(data_dir=folder, embedder=BUILTIN, seeds_dir=None)
    with closing(Library.open(settings)) as library:
        library.add(GARDEN, ADA, HERE)
        yield library


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
    assert answer.citations[0].sentence.text == COSTS


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Eintritt", "Was kostet der Eintritt ins Thermalbad Bergheim?"),
        ("Hallenbad", "Wer hat das Hallenbad Neustadt entworfen?"),
        # The one half is answered, but not what is asked first.
        ("Bad", "Wer hat das Freibad Altheim entworfen? Und wann öffnet es?"),
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


def test_of_several_questions_the_first_must_be_answered_and_others_are_if_all_are(
    bath: Library,
) -> None:
    half = decide(bath, "Wann öffnet das Freibad Altheim? Und wer hat es entworfen?", HERE, "Bad")
    assert half is not None
    assert [each.sentence.text for each in half.citations] == [OPENS]
    assert half.parts == ()
    both = decide(bath, "Was kostet der Eintritt ins Hallenbad? Wann öffnet es?", HERE, "Bad")
    assert both is not None
    assert [each.sentence.text for each in both.citations] == [
        COSTS,
        "Das Hallenbad Neustadt öffnet am 1. Oktober.",
    ]


def test_a_title_may_lead_away_from_a_questions_answer(bath: Library) -> None:
    asked = "Moin! Was kostet der Eintritt?"
    assert decide(bath, asked, HERE, "Freibad Altheim") is not None
    # Alone, the question is answered by what the other bath costs.
    assert decide(bath, asked, HERE, "Hallenbad Neustadt") is None


def test_another_servers_sources_are_not_asked(bath: Library) -> None:
    assert decide(bath, COSTS_WHAT, HERE) is not None
    assert decide(bath, COSTS_WHAT, SHARED) is None
    assert decide(bath, COSTS_WHAT, Scope("43")) is None


def test_a_fixed_answer_is_of_the_collection_as_it_is(bath: Library) -> None:
    question, start = "Wer öffnet im Mai?", GARDEN.text.index(OPENS)
    [article] = bath.catalogue.articles(HERE)
    change = bath.pin(article.id, question, (start, start + len(OPENS)), ADA)
    answer = decide(bath, question, HERE)
    bath.unpin(change.revision, ADA)
    assert answer is not None
    assert (answer.pinned, answer.revision) == (True, change.revision)


def test_what_is_said_around_a_question_may_lead_away_from_its_answer(bath: Library) -> None:
    story = (
        "Wir waren gestern im Thermalbad Bergheim bei der neuen Sauna mit Aufguss und Salzgrotte. "
        "Die Kinder wollten zur großen Rutsche. Der Bademeister war nett. Was kostet der Eintritt?"
    )
    assert decide(bath, "Was kostet der Eintritt ins Hallenbad?", HERE) is not None
    assert decide(bath, story, HERE, "Thermalbad Bergheim") is None


def test_a_purge_while_a_post_is_decided_on_leaves_what_was_or_silence(tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path, embedder=BUILTIN, seeds_dir=None)
    with closing(Library.open(settings)) as library:
        for step in count(1):
            added = library.add(Draft("Der Eintritt kostet 6 Euro.", "Hallenbad", "de"), ADA, HERE)

            def purge(article: str = added.article_id) -> None:
                with library.corpus.write() as log:
                    log.purge(article, ADA)

            library.corpus.forget_deleted()  # nothing read before
            with after_statement(step, purge) as seen:
                answer = decide(library, "Was kostet der Eintritt?", HERE, "Hallenbad")
            said = answer and (answer.revision, answer.citations[0].excerpt)
            assert said in {None, (added.revision, "Der Eintritt kostet 6 Euro.")}
            if len(seen) < step:
                break
    assert said is not None
    assert step > 1

"""Several questions in one message, asked the whole way."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.asking.answers import Answer
from index.asking.asker import Asker
from index.asking.questions.question import asking_part, clean_question
from index.errors import QuestionError
from index.models import Draft
from index.scopes import SHARED

Make = Callable[..., Draft]

POOL = (
    "Das Freibad öffnet am 10. Mai. Viele freuen sich darauf.\n\n"
    "Der Eintritt in das Freibad kostet 4,50 Euro. Kinder zahlen nichts."
)
TOWER = "The old tower was built in 1420. It is 35 metres high.\n\nThe mayor is Ada Lovelace."
OPENS, COSTS = "Wann öffnet das Freibad?", "Und was kostet der Eintritt?"
NOWHERE = "Wie teuer war die Hochzeit in Bagdad?"


@pytest.fixture
def asker(make_asker: Callable[..., Asker], draft: Make) -> Asker:
    return make_asker(draft(POOL, "Freibad"), draft(TOWER, "Tower", "en"))


def outcomes(answer: Answer) -> list[str]:
    return [part.outcome for part in answer.parts]


def cited(answer: Answer) -> list[tuple[int, str]]:
    return [(citation.number, citation.sentence.text) for citation in answer.citations]


def alone(asker: Asker, text: str) -> Answer:
    """Return the answer to a text that is asked as one question, whatever is in it."""
    cleaned = clean_question(text, 4000)
    return replace(asker.ask_again(asking_part(cleaned), [SHARED]), question=cleaned)


@pytest.mark.parametrize(
    ("text", "first", "second"),
    [
        (f"{OPENS} {COSTS}", "Das Freibad öffnet am 10. Mai.", "4,50 Euro"),
        (
            "Hi all! When was the old tower built? And how high is it? Thanks!",
            "The old tower was built in 1420.",
            "35 metres",
        ),
    ],
)
def test_each_question_is_answered_in_its_order(
    asker: Asker, text: str, first: str, second: str
) -> None:
    answer = asker.ask(text, [SHARED])

    assert answer.question == text
    assert outcomes(answer) == ["answer", "answer"]
    assert answer.outcome == "answer"
    assert answer.parts[0].text == f"{first} [1]"
    assert answer.parts[1].short == second
    assert answer.text == "\n".join(part.text for part in answer.parts)
    assert answer.short is None
    numbers = [number for number, _ in cited(answer)]
    assert numbers == list(range(1, len(numbers) + 1))
    assert len(set(cited(answer))) == len(numbers)


def test_what_one_of_them_lacks_is_said_of_that_one(asker: Asker) -> None:
    answer = asker.ask(f"{OPENS} {NOWHERE}", [SHARED])

    assert outcomes(answer) == ["answer", "silent"]
    assert (answer.outcome, answer.abstained, answer.complete) == ("answer", False, False)
    assert answer.confidence == answer.parts[0].confidence
    assert answer.certainty == answer.parts[0].certainty
    assert answer.citations == answer.parts[0].citations
    assert answer.nearest == ()
    assert answer.turn.question == OPENS
    assert answer.turn.answered


def test_the_whole_is_no_surer_than_its_weakest_answer(asker: Asker) -> None:
    answer = asker.ask(f"{OPENS} {COSTS}", [SHARED])

    assert answer.confidence == min(part.confidence for part in answer.parts)
    assert answer.certainty in {part.certainty for part in answer.parts}
    ranks = ["fair", "good", "high"]
    assert all(
        ranks.index(answer.certainty) <= ranks.index(part.certainty) for part in answer.parts
    )


def test_where_nothing_answers_what_came_nearest_is_shown_once(asker: Asker) -> None:
    text = "Wie alt ist der Eintritt im Freibad von Bagdad? Wie teuer ist Bagdads Freibad im Mai?"
    answer = asker.ask(text, [SHARED])

    assert outcomes(answer) == ["silent", "silent"]
    assert (answer.outcome, answer.text, answer.citations) == ("silent", "", ())
    places = [(each.article.revision, each.evidence.start) for each in answer.nearest]
    assert places
    assert len(set(places)) == len(places) <= 3
    assert [each.number for each in answer.nearest] == list(range(1, len(places) + 1))
    assert not answer.turn.answered


def test_the_same_place_has_one_number(asker: Asker) -> None:
    answer = asker.ask(f"{OPENS} An welchem Tag im Mai öffnet das Freibad?", [SHARED])

    assert [part.citations[0].number for part in answer.parts] == [1, 1]
    assert [text for _, text in cited(answer)].count("Das Freibad öffnet am 10. Mai.") == 1
    assert answer.parts[1].text == "Das Freibad öffnet am 10. Mai. [1]"


def test_no_sentence_is_shown_twice(asker: Asker) -> None:
    answer = asker.ask("When was the old tower built? And how high is it?", [SHARED])

    shown = [
        (each.article.revision, *range(each.evidence.start, each.evidence.end))
        for each in answer.citations
    ]
    assert len(answer.citations) >= 2
    for position, one in enumerate(shown):
        assert all(
            set(one[1:]).isdisjoint(other[1:]) for other in shown[:position] if other[0] == one[0]
        )
    for each in answer.citations:
        assert each.excerpt == each.article.text[each.evidence.start : each.evidence.end]


def test_a_follow_up_goes_on_from_the_last_one_that_was_answered(asker: Asker) -> None:
    first = asker.ask(f"{OPENS} {COSTS} {NOWHERE}", [SHARED])
    answer = asker.ask("Und für Kinder?", [SHARED], first.turn)

    assert first.turn.own == COSTS
    assert answer.citations[0].sentence.text == "Kinder zahlen nichts."


def test_the_first_goes_on_from_the_turn_before(asker: Asker) -> None:
    before = asker.ask(OPENS, [SHARED])
    answer = asker.ask("Und was kostet das? Zahlen Kinder etwas?", [SHARED], before.turn)

    assert "freibad" in answer.parts[0].asked
    assert answer.parts[0].citations[0].sentence.text.startswith("Der Eintritt in das Freibad")


def test_asked_again_as_they_were_searched_they_are_answered_alike(asker: Asker) -> None:
    first = asker.ask(f"{OPENS} {COSTS} {NOWHERE}", [SHARED])
    again = asker.ask_again(first.asked, [SHARED])

    assert again.asked == first.asked
    assert cited(again) == cited(first)
    assert outcomes(again) == outcomes(first) == ["answer", "answer", "silent"]


def test_the_nearest_passages_are_those_of_each_in_turn(asker: Asker) -> None:
    found = asker.nearest(asker.ask(f"{OPENS} {COSTS}", [SHARED]).asked, [SHARED], 12)

    assert [each.sentence.text for each in found][:2] == [
        "Das Freibad öffnet am 10. Mai.",
        "Der Eintritt in das Freibad kostet 4,50 Euro.",
    ]
    assert [each.number for each in found] == list(range(1, len(found) + 1))


def test_a_fourth_question_is_said_to_be_left_out(asker: Asker) -> None:
    answer = asker.ask(f"{OPENS} {COSTS} {NOWHERE} Wer ist in der Stadt Bürgermeister?", [SHARED])

    assert len(answer.parts) == 3
    assert answer.left_out == 1


def test_programs_get_the_parts_beside_what_they_always_got(asker: Asker) -> None:
    several = asker.ask(f"{OPENS} {NOWHERE}", [SHARED]).to_dict(explained=True)
    single = asker.ask(OPENS, [SHARED]).to_dict(explained=True)

    assert several.keys() - single.keys() == {"parts", "left_out"}
    assert single.keys() - several.keys() == {"explanation"}
    assert several["asked"] == f"{OPENS} {NOWHERE}"
    assert several["answer"] == "Das Freibad öffnet am 10. Mai. [1]"
    assert several["left_out"] == 0
    parts = several["parts"]
    assert isinstance(parts, list)
    assert parts[0] == single
    assert [part["outcome"] for part in parts] == ["answer", "silent"]
    assert parts[1]["answer"] is None


@pytest.mark.parametrize(
    "text",
    [
        OPENS,
        f"Hallo! {OPENS} Danke!",
        f"Ich habe einen Hund. {OPENS}",
        "Das Freibad öffnet im Mai, oder? Was kostet der Eintritt?",
        "Wann und wo öffnet das Freibad?",
        f"{OPENS} Wann denn?? Wann?",
        "Wann? Wo? Wer?",
        "?????",
        "e?" * 2000,
        "Kostet es 1.000 €? Oder 4,50 €?",
        "Was heißt „Wann? Wo?“ im Freibad?",
        "eintritt freibad",
    ],
)
def test_a_text_without_two_questions_is_answered_as_it_always_was(asker: Asker, text: str) -> None:
    answer = asker.ask(text, [SHARED])

    assert answer == alone(asker, text)
    assert (answer.parts, answer.left_out) == ((), 0)


PIECES = (
    "Wann öffnet das Freibad",
    "Eintritt",
    "4,50 €",
    "Hallo!",
    "Kinder.",
    "„Wo? Wer?“",
    "oder",
    ",",
)


def test_whatever_has_no_two_questions_is_answered_as_it_always_was(asker: Asker) -> None:
    @settings(max_examples=60)
    @given(
        st.lists(st.sampled_from(PIECES), min_size=1, max_size=6), st.sampled_from(["", "?", "??!"])
    )
    def check(pieces: list[str], mark: str) -> None:
        text = " ".join(pieces) + mark
        with suppress(QuestionError):
            assert asker.ask(text, [SHARED]) == alone(asker, text)

    check()

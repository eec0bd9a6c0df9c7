"""Slips of the finger in questions: what is meant, and what is left as it is."""

from collections.abc import Callable, Collection
from itertools import permutations

import pytest

from index.asking.asker import Asker
from index.asking.questions.spelling import Speller
from index.models import Draft
from index.scopes import SHARED

THERE = frozenset({"elternsprechtag", "clock", "drift", "tadoo", "ctenophores", "standesamt"})
SPELLER = Speller()


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("wann ist elternsprechtak", "wann ist elternsprechtag"),
        ("what do i do abuot clok drift", "what do i do about clock drift"),
        ("wich day does teh libary close", "which day does the library close"),
        ("wie teuer ist die reperatur", "wie teuer ist die reparatur"),
        ("ist es im gebeude verbotten", "ist es im gebäude verboten"),
        ("How big are Ctenophhores?", "How big are ctenophores?"),
        ("Wer ist Tado?", "Wer ist Tado?"),
        ("Who is Zorblaxi?", "Who is Zorblaxi?"),
        ("Wann wird das Freibad abgerissen?", "Wann wird das Freibad abgerissen?"),
        ("Is it in v2.1 or #clok?", "Is it in v2.1 or #clok?"),
        ("Is it https://clok.example/clok?", "Is it https://clok.example/clok?"),
        ("What isn't there?", "What isn't there?"),
        ("Wanneer is de bibliotheek geopend?", "Wanneer is de bibliotheek geopend?"),
        ("Kto otworzył most?", "Kto otworzył most?"),
        ("", ""),
    ],
)
def test_only_what_is_no_word_and_near_one_is_corrected(typed: str, meant: str) -> None:
    assert SPELLER.corrected(typed, lambda: THERE) == meant


def test_what_was_found_is_looked_at_only_if_a_word_is_unknown() -> None:
    def there() -> frozenset[str]:
        raise AssertionError

    assert SPELLER.corrected("Wann beginnt die Ernte?", there) == "Wann beginnt die Ernte?"


@pytest.mark.parametrize("there", [*permutations(["ich", "noch", "nach"])])
def test_in_whichever_order_words_are_found_the_same_one_is_meant(there: Collection[str]) -> None:
    assert SPELLER.corrected("ich traue mich nich", lambda: there) == "ich traue mich nicht"


def test_a_mistyped_question_is_answered_and_shown_as_it_was_typed(
    make_asker: Callable[..., Asker], draft: Callable[..., Draft]
) -> None:
    asker = make_asker(draft("Der Elternsprechtag ist am 4. Mai.", title="Termine"))

    answer = asker.ask("wann ist elternsprechtak", [SHARED])

    assert (answer.outcome, answer.question, answer.asked) == (
        "answer",
        "wann ist elternsprechtak",
        "wann ist elternsprechtag",
    )
    assert answer.citations[0].sentence.text == "Der Elternsprechtag ist am 4. Mai."

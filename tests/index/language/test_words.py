"""Words of closed classes, in languages that nobody has told."""

import pytest

from index.language.terms import words, words_of
from index.language.words import function_words, is_function_word


def content(question: str) -> list[str]:
    found = words(question)
    return [w for w, closed in zip(found, function_words(found), strict=True) if not closed]


@pytest.mark.parametrize(
    ("question", "left"),
    [
        ("Warum ist die Mission im Irak ausgesetzt?", ["mission", "irak", "ausgesetzt"]),
        ("When was the mission in Iraq suspended?", ["mission", "iraq", "suspended"]),
        ("¿Quién inauguró la telecabina?", ["inauguró", "telecabina"]),
        ("Qui a construit la passerelle ?", ["construit", "passerelle"]),
        ("Kto otworzył most w Łodzi?", ["otworzył", "most", "łodzi"]),
        ("Köprüyü kim açtı?", ["köprüyü", "açtı"]),
        ("Wie heeft de brug geopend?", ["brug", "geopend"]),
        ("Kdo otevřel most v Olomouci?", ["otevřel", "most", "olomouci"]),
        ("Яка довжина мосту?", ["довжина", "мосту"]),
        ("Когда открыли мост?", ["открыли", "мост"]),
        ("図書館の館長は誰ですか？", ["図書", "書館", "館長"]),
        ("桥长多少米？", ["桥长", "米"]),
        ("ค่าโดยสารเรือเท่าไร", ["ค่าโดยสารเรือ"]),
        ("What is the son of the car driver called?", ["son", "car", "driver", "called"]),
        ("Can I bring my kids from our school?", ["bring", "kids", "school"]),
    ],
)
def test_function_words_are_those_of_the_language_that_a_question_seems_to_be_in(
    question: str, left: list[str]
) -> None:
    assert content(question) == left


def test_a_list_also_has_its_words_as_they_are_typed_without_marks() -> None:
    assert is_function_word("też", "pl")
    assert is_function_word("tez", "pl")
    # Who asks in Korean ends the word that asks.
    assert is_function_word("누구입니까", "ko")


def test_two_characters_that_bind_words_are_one_that_does() -> None:
    assert is_function_word("には", "ja")
    assert not is_function_word("館長", "ja")
    assert not is_function_word("には", "de")


def test_the_words_of_texts_are_told_once_in_their_order() -> None:
    assert words_of("Das Boot und das Meer", "Am Meer") == ("das", "boot", "und", "meer", "am")
    assert words_of("über", "fahrt") == ("über", "fahrt")

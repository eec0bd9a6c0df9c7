import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.asking.errors import QuestionEmptyError, QuestionTooLongError
from index.asking.question import clean_question


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        ("  Wann \n wurde\tsie ausgesetzt? ", "Wann wurde sie ausgesetzt?"),
        ("Wann\x00wurde\x07sie?", "Wann wurde sie?"),
        ("Broken \udcff byte", "Broken \ufffd byte"),
        ("Mu\u0308nchen", "München"),
        ("un\u00adsicht\u200bbar", "un sicht bar"),
        ("👩\u200d👧", "👩\u200d👧"),
    ],
)
def test_a_question_is_one_line_of_visible_text(typed: str, asked: str) -> None:
    assert clean_question(typed, 100) == asked


@pytest.mark.parametrize("typed", ["", " \n\t", "\x00\x1b", "\u200b", "\u200d", "\ufeff"])
def test_nothing_to_see_is_an_empty_question(typed: str) -> None:
    with pytest.raises(QuestionEmptyError):
        clean_question(typed, 100)


def test_the_limit_counts_what_is_left() -> None:
    assert clean_question("x" * 100 + "   ", 100) == "x" * 100
    with pytest.raises(QuestionTooLongError, match="has 101 characters; 100 are possible"):
        clean_question("x" * 101, 100)


@given(st.text(max_size=60))
def test_any_text_is_cleaned_once_and_for_all_or_refused(typed: str) -> None:
    try:
        asked = clean_question(typed, 1000)
    except QuestionEmptyError:
        return
    assert clean_question(asked, 1000) == asked
    asked.encode("utf-8")

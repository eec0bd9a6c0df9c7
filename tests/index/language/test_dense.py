"""What stands for words in scripts without blanks."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.language.terms import indexed_stems, single_characters, stems, word_parts, words

DENSE = st.text(alphabet="桥长多少米のですか橋図書館ค่าโดยสารเท่าไรメートル214 a", max_size=40)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("桥长多少米？", ["桥长", "多少", "米"]),
        ("停车场在哪里？", ["停车", "车场", "场在", "哪里"]),
        ("橋は何メートルですか", ["橋", "は", "何", "メートル", "ですか"]),
        ("ค่าโดยสารเรือเท่าไร", ["ค่าโดยสารเรือ", "เท่าไร"]),
        ("長214m", ["長", "214m"]),
        ("विद्यालय में", ["विद्यालय", "में"]),
        ("다리는 언제", ["다리는", "언제"]),
    ],
)
def test_words_are_pairs_between_function_words(text: str, found: list[str]) -> None:
    assert words(text) == found


def test_a_text_has_all_pairs_and_characters_that_a_question_may_have() -> None:
    assert word_parts("桥长五百米") == ["桥长", "长五", "五百", "百米", *"桥长五百米"]
    assert indexed_stems("桥长五百米", "zh") == word_parts("桥长五百米")
    assert word_parts("สะพาน") == ["สะพ", "ะพา", "พาน"]
    assert single_characters("桥长 a 米") == ["桥", "长", "米"]


@given(DENSE)
def test_what_is_asked_in_a_texts_own_words_is_indexed_of_it(text: str) -> None:
    assert set(stems(text, "zh")) <= {*indexed_stems(text, "zh"), *stems(text, "zh")}
    assert {part for word in words(text) for part in word_parts(word)} <= set(word_parts(text))

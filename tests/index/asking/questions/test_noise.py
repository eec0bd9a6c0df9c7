"""What says nothing is told from questions, names and numbers."""

import pytest

from index.asking.questions.noise import says_nothing
from index.asking.questions.talk import talk_in


@pytest.mark.parametrize(
    "text",
    [
        "asdfgh",
        "qwertz",
        "lkjhgf",
        "asdfasdf",
        "sdlkfj",
        "aaaa",
        "hahaha",
        "???",
        "🙂",
        "<:a:1234>",
    ],
)
def test_marks_pictures_and_keys_at_random_say_nothing(text: str) -> None:
    assert says_nothing(text)
    assert talk_in(text) == "about"


@pytest.mark.parametrize(
    "text",
    [
        *("WLAN", "html", "Wert", "were", "Popo", "Mama", "DFG", "zmrzl", "https", "Schwyz"),
        *("123", "§ 6", "2.5.0", "привет", "今日は", "asdfgh Turnier", "Was ist asdfgh?", ""),
    ],
)
def test_words_names_numbers_and_other_scripts_say_something(text: str) -> None:
    assert talk_in(text) is None

import pytest

from index.language.detection import detect_question_language


@pytest.mark.parametrize(
    ("question", "language"),
    [("Hallo", "de"), ("Und wo?", "de"), ("danke!", "de"), ("and when?", "en"), ("where", "en")],
)
def test_little_words_tell_the_language_of_a_short_question(question: str, language: str) -> None:
    assert {detect_question_language(question, other) for other in ("de", "en")} == {language}


@pytest.mark.parametrize("question", ["WLAN", "hi", "ok", "Kaution?"])
def test_where_they_tell_none_another_one_is_believed(question: str) -> None:
    assert [detect_question_language(question, other) for other in ("de", "en")] == ["de", "en"]


def test_a_longer_question_tells_its_own() -> None:
    assert detect_question_language("When does the pool open on Sunday?", "de") == "en"

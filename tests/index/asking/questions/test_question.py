import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.asking.errors import NoQuestionError, QuestionEmptyError, QuestionTooLongError
from index.asking.questions.question import asking_part, clean_question
from index.language.terms import words


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


@pytest.mark.parametrize(
    "typed", ["ja", "Danke!", "ok", "OK 👍", "Vielen Dank", "thanks, got it", "Hallo", "hey guys"]
)
def test_thanks_and_consent_are_no_question(typed: str) -> None:
    with pytest.raises(NoQuestionError, match="just ask"):
        clean_question(typed, 100)


def test_the_limit_counts_what_is_left() -> None:
    assert clean_question("x" * 100 + "   ", 100) == "x" * 100
    with pytest.raises(QuestionTooLongError, match="has 101 characters; 100 are possible"):
        clean_question("x" * 101, 100)


@given(st.text(max_size=60))
def test_any_text_is_cleaned_once_and_for_all_or_refused(typed: str) -> None:
    try:
        asked = clean_question(typed, 1000)
    except (NoQuestionError, QuestionEmptyError):
        return
    assert clean_question(asked, 1000) == asked
    asked.encode("utf-8")


@pytest.mark.parametrize(
    ("typed", "asking"),
    [
        ("Wann beginnt es? <:blob:1234567890>", "Wann beginnt es?"),
        ("<a:dance:12> when does it start <@123> <@!123> <@&1> <#1>", "when does it start"),
        ("<t:1700000000:R> <t:1> Wann beginnt es? :pray: :flag_de:", "Wann beginnt es?"),
        ("</ask:123> </source add:45> when does it start?", "when does it start?"),
        ("<id:customize> Wann beginnt es?", "Wann beginnt es?"),
        ("Beginnt es um 10:30:15 in a::b::c?", "Beginnt es um 10:30:15 in a::b::c?"),
        ("@everyone when does it start?", "when does it start?"),
        ("hey guys quick question: when does it start?", "when does it start?"),
        ("Hallo zusammen, kurze Frage: Wann beginnt es?", "Wann beginnt es?"),
        ("ich hätte mal eine kurze frage, wann beginnt es", "wann beginnt es"),
        ("How old is it? (asking for a friend)", "How old is it?"),
        ("Wie alt ist es (frage für einen Freund)", "Wie alt ist es"),
        ("Wann beginnt es, bitte?", "Wann beginnt es"),
        ("When does it start? Thanks in advance!", "When does it start?"),
        ("when does it start thanks in advance", "when does it start"),
        ("Wann beginnt es? Vielen Dank im Voraus, LG", "Wann beginnt es?"),
        ("weiß jemand, wann es beginnt?", "wann es beginnt?"),
        ("Weiß hier jemand, ob es beginnt?", "es beginnt?"),
        ("does anybody know when it starts?", "when it starts?"),
        ("Hi! Can someone please tell me if it starts?", "it starts?"),
        ("Sorry, dumb question, when does it start?", "when does it start?"),
        # A statute's parts.
        ("Was steht in § 6 Abs. 3?", "Was steht in § 6 (3)?"),
        ("§6 Absatz 3", "§6 (3)"),
        ("Paragraph 12a, Abs. (3) Satz 2", "§ 12a (3) Satz 2"),
        ("§ 6 para. 3 of the statutes", "§ 6 (3) of the statutes"),
        ("Der Absatz 3 fiel um 4 %", "Der Absatz 3 fiel um 4 %"),
        # Nothing is around these.
        ("Wann beginnt es?", "Wann beginnt es?"),
        ("Why did she say thanks?", "Why did she say thanks?"),
        ("Was ist eine Hi-Fi-Anlage?", "Was ist eine Hi-Fi-Anlage?"),
        ("Wie hilfe ich ihm?", "Wie hilfe ich ihm?"),
        ("user@everyone.example", "user@everyone.example"),
        ("Wo ist der Kanal #hilfe?", "Wo ist der Kanal #hilfe?"),
        # Nothing but that is there.
        ("Hi Leute!", "Hi Leute!"),
        ("Hm. And when does it start?", "And when does it start?"),
        ("Okay, wann beginnt es?", "wann beginnt es?"),
        ("Hallo zusammen, kurze Frage:", "kurze Frage:"),
        ("<@123>", "<@123>"),
        ("@everyone", "@everyone"),
        ("?", "?"),
    ],
)
def test_what_is_put_around_a_question_is_not_asked_for(typed: str, asking: str) -> None:
    assert asking_part(clean_question(typed, 200)) == asking


@given(st.text(max_size=60))
def test_of_any_question_something_is_left_to_ask(typed: str) -> None:
    try:
        asked = clean_question(typed, 1000)
    except (NoQuestionError, QuestionEmptyError):
        return
    assert asking_part(asked)
    assert bool(words(asking_part(asked))) == bool(words(asked))

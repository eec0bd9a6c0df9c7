"""Which questions a message has: rather one too few than one too many."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.asking.questions.question import clean_question
from index.asking.questions.several import MOST, apart, joined, questions_in

OPENS, COSTS = "Wann öffnet das Freibad?", "Und was kostet der Eintritt?"


@pytest.mark.parametrize(
    ("text", "questions"),
    [
        (f"{OPENS} {COSTS}", [OPENS, COSTS]),
        (f"{OPENS}\n\n{COSTS}", [OPENS, COSTS]),
        (
            "wann öffnet das freibad? und was kostet der eintritt?",
            ["wann öffnet das freibad?", "und was kostet der eintritt?"],
        ),
        (
            "When does it open?!! what does it cost??",
            ["When does it open?!!", "what does it cost??"],
        ),
        ("¿Cuándo abre? ¿Cuánto cuesta?", ["¿Cuándo abre?", "¿Cuánto cuesta?"]),
        ("いつ開きますか？料金はいくらですか？", ["いつ開きますか？", "料金はいくらですか？"]),
        ("Was ist am 3. März? Und am 5. März?", ["Was ist am 3. März?", "Und am 5. März?"]),
    ],
)
def test_each_sentence_that_ends_with_a_mark_is_a_question(text: str, questions: list[str]) -> None:
    found = questions_in(clean_question(text, 4000))

    assert found is not None
    assert list(found.each) == questions


@pytest.mark.parametrize(
    ("text", "questions"),
    [
        (f"Hallo zusammen! {OPENS} Danke! {COSTS} Vielen Dank euch!", [OPENS, COSTS]),
        (
            "When does it open? (asking for a friend) And what does it cost? Any ideas?",
            ["When does it open?", "And what does it cost?"],
        ),
        (f"<@123> {OPENS} <:pool:456> {COSTS}", [OPENS, COSTS]),
        (
            f"{OPENS} Ich habe einen Hund. Darf er mit? Er ist klein.",
            [OPENS, "Ich habe einen Hund. Darf er mit? Er ist klein."],
        ),
        (f"Kurze Frage: {OPENS} Weiß das jemand? {COSTS}", [OPENS, COSTS]),
        (
            f"Montags ist zu, oder? {OPENS} {COSTS}",
            [f"Montags ist zu, oder? {OPENS}", COSTS],
        ),
        (f"Hallo, wie geht's? {OPENS} {COSTS}", [f"wie geht's? {OPENS}", COSTS]),
        (f"Freibad? {OPENS} {COSTS}", [f"Freibad? {OPENS}", COSTS]),
        (f"{OPENS} Ok? {COSTS}", [OPENS, COSTS]),
        (f"{OPENS} ??? {COSTS}", [f"{OPENS} ???", COSTS]),
        (f"{OPENS} Oder ist es zu? {COSTS}", [f"{OPENS} Oder ist es zu?", COSTS]),
        (f"{OPENS} Wann??? {COSTS} {OPENS}", [OPENS, COSTS]),
        ("Ist montags zu, oder? Was kostet es?", ["Ist montags zu, oder?", "Was kostet es?"]),
        (
            "Was heißt „Wer da? Wo?“ (wirklich? ja?) genau? Und wer sagt es?",
            ["Was heißt „Wer da? Wo?“ (wirklich? ja?) genau?", "Und wer sagt es?"],
        ),
    ],
)
def test_what_stands_around_a_question_is_left_out_or_belongs_to_it(
    text: str, questions: list[str]
) -> None:
    found = questions_in(clean_question(text, 4000))

    assert found is not None
    assert list(found.each) == questions


@pytest.mark.parametrize(
    ("text", "questions"),
    [
        ("Was kostet es und wann öffnet es?", ["Was kostet es?", "wann öffnet es?"]),
        (
            "Wer ist die Trainerin, wo ist die Sauna und was kostet der Eintritt?",
            ["Wer ist die Trainerin?", "wo ist die Sauna?", "was kostet der Eintritt?"],
        ),
        (
            "Who is the chair, where is the sauna, and what does it cost?",
            ["Who is the chair?", "where is the sauna?", "what does it cost?"],
        ),
        ("What does it cost and who do I ask?", ["What does it cost?", "who do I ask?"]),
        (
            "Darf man grillen, und wo gibt es Kohle? Danke!",
            ["Darf man grillen?", "wo gibt es Kohle?"],
        ),
        (
            "Hi! Who wrote it and why was it changed and when does it apply?",
            ["Who wrote it?", "why was it changed?", "when does it apply?"],
        ),
        ("Wer ist Ada und was macht sie?", ["Wer ist Ada?", "was macht sie?"]),
        ("Und was kostet es und wo gibt es das?", ["Und was kostet es?", "wo gibt es das?"]),
        (
            "what should i bring and how do i join",
            ["what should i bring?", "how do i join"],
        ),
        (
            "hi, was kostet der eintritt und wann öffnet das bad",
            ["was kostet der eintritt?", "wann öffnet das bad"],
        ),
    ],
)
def test_halves_of_a_sentence_that_ask_by_themselves_are_questions(
    text: str, questions: list[str]
) -> None:
    found = questions_in(clean_question(text, 4000))

    assert found is not None
    assert list(found.each) == questions


@pytest.mark.parametrize(
    "text",
    [
        "?????",
        "? ? ? ?",
        "e?" * 2000,
        "e? " * 1300,
        "Wann? Wo? Wer?",
        "Hey guys! How are you? When does it open?",
        "Wann und wo ist das Fest?",
        "Wann öffnet es und wo?",
        "Wann beginnt es und wie lange?",
        "Was kosten Hunde und Katzen?",
        "What I tried and how it failed",
        "Wann es öffnet und was es kostet",
        "Was kosten Hunde und Katzen",
        "Was kostet es. Und wann öffnet es.",
        "What happens when it rains and when it snows?",
        "What is the difference between when it opens and when it starts?",
        "Weißt du, was es kostet und wann es öffnet?",
        "Kannst du mir sagen, wo die Sauna ist und was sie kostet?",
        "Wie heißt der Ort, wo das Fest ist, und wann beginnt es?",
        "Wann ist das Fest? Wann???",
        "Wann? Wann ist das Fest?",
        "Freibad? Wann öffnet das?",
        "Das Bad öffnet um 9, oder? Und was kostet der Eintritt?",
        "It opens at nine, right? And what does it cost?",
        "Das Bad öffnet um 9. Oder? Und was kostet der Eintritt?",
        "Kostet das 1.000 €? Oder 2.000 €?",
        "Does anybody know? When does it start? Any ideas?",
        "Wann läuft „Wer bin ich?“ und „Wo bist du?“ im Kino?",
        '"Wann öffnet das Bad?" "Was kostet es?"',
        "Wann läuft Wer wird Millionär? im Fernsehen?",
        "Steht das unter https://example.org/?a=b und https://example.org/?c=d?",
        "Das Fest ist am 3. Mai. Kommt alle!",
    ],
)
def test_all_else_is_one_question(text: str) -> None:
    assert questions_in(clean_question(text, 4000)) is None


def test_of_many_the_first_are_asked_and_the_others_counted() -> None:
    found = questions_in(" ".join(f"Wann öffnet Haus {number}?" for number in range(1, 201)))

    assert found is not None
    assert found.each == tuple(f"Wann öffnet Haus {number}?" for number in range(1, MOST + 1))
    assert found.left_out == 197


@given(st.text(max_size=300).filter(lambda text: sum(map(text.count, "?؟‽？")) < 2))
def test_a_text_with_one_mark_is_never_several_questions(text: str) -> None:
    assert questions_in(text) is None


@given(
    st.lists(st.sampled_from(["Wann", "öffnet", "?", "! ", " ", "„", "“", "(", ")", "oder", "."]))
)
def test_whatever_is_typed_the_questions_are_its_own_words(pieces: list[str]) -> None:
    text = "".join(pieces)
    found = questions_in(text)

    assert found is None or all(question in text for question in found.each)


@pytest.mark.parametrize("on", [0, 1])
def test_questions_that_were_put_together_come_apart(on: int) -> None:
    first = "Wann öffnet es? \N{INVISIBLE SEPARATOR}freibad"
    assert apart(joined([first, "Und wo?"], on)) == ([first, "Und wo?"], on)
    assert apart(first) == ([first], 0)

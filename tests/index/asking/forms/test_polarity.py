import pytest

from tests.index.asking.forms.conftest import Answered

FAQ = """# FAQ

## Is there a mobile app for the server?

No. There is a calendar feed. It is pinned.

## Gibt es Schließfächer?

Ja, 400 Stück im Keller.

## Darf man hier grillen?

Ja, aber nur im Sommer.
"""


@pytest.mark.parametrize(
    ("question", "best", "short"),
    [
        ("Is there a mobile app for this server?", "calendar feed", "no"),
        ("is there a mobile app", "calendar feed", None),
        ("Gibt es Schließfächer?", "400 Stück", "yes"),
        ("Gibt es keine Schließfächer?", "400 Stück", None),
        ("Wo gibt es Schließfächer?", "400 Stück", None),
        ("Darf man hier grillen?", "aber nur", None),
    ],
)
def test_what_the_text_says_to_the_same_question_is_its_yes_or_no(
    question: str, best: str, short: str | None, answered: Answered
) -> None:
    assert answered(question, FAQ, best).citations[0].evidence.short == short


@pytest.mark.parametrize(
    ("question", "sentence", "short"),
    [
        ("Ist Kaugummi im Gebäude verboten?", "Kaugummi ist im Gebäude verboten.", "yes"),
        ("Ist Kaugummi im Gebäude erlaubt?", "Kaugummi ist im Gebäude verboten.", "no"),
        ("Ist Kaugummi verboten?", "Kaugummi ist nicht verboten.", "no"),
        ("Ist Kaugummi erlaubt?", "Kaugummi ist nicht verboten.", "yes"),
        ("Kocht die Mensa mit Nüssen?", "Die Mensa kocht mit Nüssen.", "yes"),
        ("Are dogs allowed?", "Dogs are allowed.", "yes"),
        ("Are dogs allowed?", "Dogs aren't allowed.", "no"),
        # Whatever could change what a sentence says leaves it to the reader.
        ("Are dogs allowed?", "Dogs are allowed in the garden.", None),
        ("Are dogs allowed?", "Dogs are allowed if they are quiet.", None),
        ("Are dogs allowed?", "Only dogs are allowed.", None),
        ("Are dogs allowed?", "Dogs were allowed.", None),
        ("Aren't dogs allowed?", "Dogs are allowed.", None),
        ("Did Anna beat Berta?", "Berta did beat Anna.", None),
        ("Sind Lederbälle erlaubt?", "Bälle aus Leder sind verboten.", None),
        ("Sind Hunde erlaubt?", "Hunde sind ab Mai erlaubt.", None),
        ("Sind Hunde erlaubt?", "Nicht alle Hunde sind verboten.", None),
        ("Wann sind Hunde erlaubt?", "Hunde sind erlaubt.", None),
        ("hunde erlaubt", "Hunde sind erlaubt.", None),
        ("Ist der Bäcker offen?", "Der Metzger ist offen.", None),
    ],
)
def test_a_sentence_says_yes_or_no_only_if_nothing_else_is_said(
    question: str, sentence: str, short: str | None, answered: Answered
) -> None:
    assert answered(question, sentence, sentence[:-1]).citations[0].evidence.short == short


def test_what_may_fit_is_neither_yes_nor_no(answered: Answered) -> None:
    answer = answered("Are dogs allowed?", "Dogs are allowed.", "Dogs", confidence=0.3)

    assert (answer.outcome, answer.short, answer.certainty) == ("perhaps", None, "fair")

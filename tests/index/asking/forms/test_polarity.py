import pytest

from index.asking.answers import Answer
from tests.index.asking.forms.conftest import Answered

FAQ = """# FAQ

## Is there a mobile app for the server?

No. There is a calendar feed. It is pinned.

## Gibt es Schließfächer?

Ja, 400 Stück im Keller.

## Darf man hier grillen?

Ja, aber nur im Sommer.
"""


RULES = """# Platzregeln

## Erlaubt

- Hunde

## Verboten

- Grillen
- angeln am Teich

## Im Haus

Nicht erlaubt sind:

- Rauchen
"""


def said(answer: Answer) -> str | None:
    """Return the yes or no, with what limits it."""
    return answer.short if answer.citations[0].evidence.short else None


@pytest.mark.parametrize(
    ("question", "best", "short"),
    [
        ("Is there a mobile app for this server?", "calendar feed", "no"),
        ("is there a mobile app", "calendar feed", None),
        ("Gibt es Schließfächer?", "400 Stück", "yes"),
        ("Gibt es keine Schließfächer?", "400 Stück", None),
        ("Wo gibt es Schließfächer?", "400 Stück", None),
        ("Darf man hier grillen?", "aber nur", "yes: aber nur im Sommer"),
    ],
)
def test_what_the_text_says_to_the_same_question_is_its_yes_or_no(
    question: str, best: str, short: str | None, answered: Answered
) -> None:
    assert said(answered(question, FAQ, best)) == short


@pytest.mark.parametrize(
    ("question", "best", "short"),
    [
        ("Ist Grillen erlaubt?", "Grillen", "no"),
        ("Darf man grillen?", "Grillen", "no"),
        ("Sind Hunde verboten?", "Hunde", "no"),
        ("Sind Hunde erlaubt?", "Hunde", "yes"),
        ("Sind Katzen erlaubt?", "Hunde", None),
        ("Darf man angeln?", "angeln am Teich", "no: am Teich"),
        ("Ist Rauchen erlaubt?", "Rauchen", "no"),
        ("Was ist mit Grillen?", "Grillen", None),
    ],
)
def test_an_item_says_yes_or_no_with_what_stands_above_it(
    question: str, best: str, short: str | None, answered: Answered
) -> None:
    assert said(answered(question, RULES, best)) == short


@pytest.mark.parametrize(
    ("question", "sentence", "short"),
    [
        ("Ist Kaugummi im Gebäude verboten?", "Kaugummi ist im Gebäude verboten.", "yes"),
        ("Ist Kaugummi im Gebäude erlaubt?", "Kaugummi ist im Gebäude verboten.", "no"),
        ("Ist Kaugummi verboten?", "Kaugummi ist nicht verboten.", "no"),
        ("Ist Kaugummi erlaubt?", "Kaugummi ist nicht verboten.", "yes"),
        ("Kocht die Mensa mit Nüssen?", "Die Mensa kocht mit Nüssen.", "yes"),
        ("Are dogs allowed?", "Dogs are allowed.", "yes"),
        ("And are dogs allowed?", "Dogs are allowed.", "yes"),
        ("Und, ist Kaugummi verboten?", "Kaugummi ist verboten.", "yes"),
        ("Are dogs allowed?", "Dogs aren't allowed.", "no"),
        ("Can I smoke?", "You can't smoke here.", "no"),
        ("Can guests vote?", "Guests cannot vote.", "no"),
        ("May I smoke?", "Smoke must not be seen.", None),
        ("Are there lockers?", "There are no lockers.", "no"),
        ("Gibt es Umkleiden?", "Es gibt keine Umkleiden.", "no"),
        ("Darf ich meinen Hund in die Halle mitnehmen?", "In die Halle darf kein Hund.", "no"),
        ("Is registration required?", "Registration is not required.", "no"),
        ("Muss ich einen Ausweis haben?", "Ein Ausweis ist nicht nötig.", "no"),
        ("Is the bath open?", "The bath is closed.", "no"),
        ("Is there a boat for Ada?", "There is no boat for Ada; a raft does.", "no"),
    ],
)
def test_a_sentence_says_yes_or_no_where_it_says_nothing_else(
    question: str, sentence: str, short: str, answered: Answered
) -> None:
    assert said(answered(question, sentence, sentence[:-1])) == short


@pytest.mark.parametrize(
    ("question", "sentence", "short"),
    [
        ("Are dogs allowed?", "Dogs are not allowed in the hall.", "no: in the hall"),
        ("Are dogs allowed?", "Dogs are allowed with a leash.", "yes: with a leash"),
        ("Are dogs allowed?", "Dogs are allowed if they are quiet.", "yes: if they are quiet"),
        ("Is there a park?", "There is a free park behind it.", "yes: free … behind it"),
        ("Do I have to wear shoes?", "Members must wear shoes.", "yes: Members"),
        ("Sind Hunde erlaubt?", "Hunde sind ab Mai erlaubt.", "yes: ab Mai"),
        ("Sind Hunde erlaubt?", "In der Halle sind Hunde nicht erlaubt.", "no: In der Halle"),
        ("Darf ich filmen?", "Filmen ist nur mit Zustimmung erlaubt.", "yes: nur mit Zustimmung"),
        ("Darf ich filmen?", "Filmen ist erlaubt, wenn alle da sind.", "yes: wenn alle da sind"),
        ("Gibt es Umkleiden?", "Es gibt keine Umkleiden im Turm.", "no: im Turm"),
        ("Muss ich mich anmelden?", "Gäste müssen sich nicht anmelden.", "no: Gäste"),
        (
            "Dürfen Kinder in den Saal?",
            "Kinder unter 12 Jahren dürfen den Saal nur in Begleitung betreten.",
            "yes: unter 12 Jahren … nur in Begleitung",
        ),
    ],
)
def test_what_limits_a_yes_or_no_is_told_with_it(
    question: str, sentence: str, short: str, answered: Answered
) -> None:
    assert said(answered(question, sentence, sentence[:-1])) == short


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("Are dogs allowed?", "Only dogs are allowed."),
        ("Are dogs allowed?", "Dogs were allowed."),
        ("Are dogs allowed?", "Dogs are allowed, cats aren't."),
        ("Are dogs allowed?", "Dogs are not allowed without a leash."),
        ("Are dogs allowed?", "Dogs are no longer allowed."),
        ("Are dogs allowed?", "The board discussed whether dogs are allowed."),
        ("Are dogs allowed?", "Dogs are allowed and cats in the garden."),
        ("Are dogs allowed?", "Dogs must be kept on a leash."),
        ("Are dogs allowed in the hall?", "Dogs are allowed outside the hall."),
        ("Are dogs allowed?", "Dogs are not allowed. Only guide dogs are."),
        ("Are dogs allowed?", "Dogs are allowed in the park. Dogs are not allowed in the hall."),
        ("Aren't dogs allowed?", "Dogs are allowed."),
        ("Is there a car park?", "The car park is closed."),
        ("Are dogs allowed?", "Dogs are allowed; but only small ones."),
        ("Did Anna beat Berta?", "Berta did beat Anna."),
        ("Sind Lederbälle erlaubt?", "Bälle aus Leder sind verboten."),
        ("Sind Hunde im Haus erlaubt?", "Hunde sind in der Nähe des Hauses verboten."),
        ("Sind Hunde erlaubt?", "Nicht alle Hunde sind verboten."),
        ("Wann sind Hunde erlaubt?", "Hunde sind erlaubt."),
        ("hunde erlaubt", "Hunde sind erlaubt."),
        ("spade?", "A spade."),
        ("Parkplatz Turnhalle?", "Der Parkplatz ist an der Turnhalle."),
        ("Ist der Bäcker offen?", "Der Metzger ist offen."),
        ("Gibt es Schließfächer?", "Es gibt Schließfächer, die man mieten kann."),
        ("Gibt es Umkleiden?", "Es gibt keine kostenlosen Umkleiden."),
    ],
)
def test_whatever_else_could_change_what_a_sentence_says_leaves_it_to_the_reader(
    question: str, sentence: str, answered: Answered
) -> None:
    first, _, _ = sentence.partition(".")
    assert said(answered(question, sentence, first)) is None


def test_what_may_fit_is_neither_yes_nor_no(answered: Answered) -> None:
    answer = answered("Are dogs allowed?", "Dogs are allowed.", "Dogs", confidence=0.3)

    assert (answer.outcome, answer.short, answer.certainty) == ("perhaps", None, "fair")

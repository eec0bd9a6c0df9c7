from collections.abc import Callable

import pytest

from index.asking.answers import Answer
from index.asking.asker import Asker
from index.asking.forms.lists import ITEMS, LENGTH, things_listed
from index.models import Draft
from index.scopes import SHARED
from tests.index.asking.forms.conftest import Answered

CANTEEN = """# Mensa

## Bestellen

So geht es:

1. Ladet euer Konto auf.
2. Wählt die Gerichte.
   - mit Fleisch
   - ohne Fleisch
3. Haltet den Chip an das Gerät.

Später wird das Essen berechnet.

## Preise

| Gericht | Preis |
|---|---|
| Suppe | 2 Euro |
| Nudeln | 3 Euro |

## Regeln

Verboten sind:

- Kaugummi
- Lärm
"""


def shown(answer: Answer) -> tuple[str, str, str]:
    return answer.citations[0].marked


@pytest.mark.parametrize(
    "question", ["Wie bestelle ich Essen?", "Wie läuft das Bestellen ab?", "How do I order?"]
)
def test_steps_are_shown_whole_in_their_order_with_what_leads_in_to_them(
    question: str, answered: Answered
) -> None:
    steps = (
        "1. Ladet euer Konto auf.\n2. Wählt die Gerichte.\n  - mit Fleisch\n  - ohne Fleisch\n"
        "3. Haltet den Chip an das Gerät."
    )
    answer = answered(question, CANTEEN, "Haltet den Chip")

    assert shown(answer) == ("So geht es:\n\n", steps, "")
    assert answer.citations[0].evidence.further == 0
    told = steps.replace("  - ", "- ")
    assert answer.text == f"So geht es:\n{told} [1]"
    assert shown(answered(question, CANTEEN, "ohne Fleisch"))[1] == steps


def test_a_list_is_shown_whole_if_a_question_asks_for_one(answered: Answered) -> None:
    assert shown(answered("Was darf ich nicht?", CANTEEN, "Lärm")) == (
        "Verboten sind:\n\n",
        "- Kaugummi\n- Lärm",
        "",
    )
    assert shown(answered("Ist Lärm verboten?", CANTEEN, "Lärm"))[1] == "- Lärm"


def test_all_rows_of_a_table_are_shown_if_a_question_asks_for_them(answered: Answered) -> None:
    answer = answered("Welche Gerichte gibt es?", CANTEEN, "Nudeln")

    assert shown(answer)[1] == "Suppe | 2 Euro\nNudeln | 3 Euro"
    assert answer.text == "Gericht | Preis\nSuppe | 2 Euro\nNudeln | 3 Euro [1]"
    one = answered("Was kosten Nudeln?", CANTEEN, "Nudeln")
    assert (shown(one)[1], one.text) == ("Nudeln | 3 Euro", "Gericht | Preis\nNudeln | 3 Euro [1]")


COMMANDS = """# Commands

| Command | Does | Requires |
|---|---|---|
| /kick | Kick a player | Moderator |
| /mute | Mute a player | Moderator |
| /ban | Ban a player | Admin |
| /group | Write to your group | |
| /motd | Set the message | Admin |
"""


@pytest.mark.parametrize(
    ("question", "best", "rows"),
    [
        ("List all moderator commands", "/mute", ["/kick", "/mute"]),
        ("List all commands for groups", "/group", ["/group"]),
        ("List all commands", "/mute", ["/kick", "/mute", "/ban", "/group", "/motd"]),
        # What isn't beside each other can't be shown without what is between.
        ("List all admin commands", "/ban", ["/kick", "/mute", "/ban", "/group", "/motd"]),
    ],
)
def test_of_a_table_the_rows_are_shown_that_have_what_the_question_tells_them_apart_by(
    question: str, best: str, rows: list[str], answered: Answered
) -> None:
    _, told, _ = shown(answered(question, COMMANDS, best))
    assert [row.split(" ", maxsplit=1)[0] for row in told.split("\n")] == rows


def test_a_sentence_before_a_list_is_shown_with_it(answered: Answered) -> None:
    text = "# Anmelden\n\nDas muss mit. Vergesst nichts davon.\n\n- Ausweis\n- Vollmacht\n"
    answer = answered("Was muss ich mitbringen?", text, "Vergesst nichts")

    assert shown(answer)[1] == "Vergesst nichts davon.\n\n- Ausweis\n- Vollmacht"


def test_of_a_long_list_the_first_items_are_shown_and_the_others_counted(
    answered: Answered,
) -> None:
    items = [f"- Teil {number}" for number in range(400)]
    answer = answered("Was gehört dazu?", "# Teile\n\n" + "\n".join(items), "Teil 7")

    assert shown(answer)[1] == "\n".join(items[:ITEMS])
    assert answer.citations[0].evidence.further == 400 - ITEMS
    late = answered("Was gehört zu Teil 390?", "# Teile\n\n" + "\n".join(items), "Teil 390")
    assert shown(late)[1] == "\n".join(items[390:])
    assert late.citations[0].evidence.further == 390


def test_whichever_item_was_found_a_long_list_is_shown_from_its_beginning_and_once(
    answered: Answered,
) -> None:
    items = [f"- Ort{number}" for number in range(60)]
    text = "# Tal\n\nDazu gehören:\n\n" + "\n".join(items)
    answer = answered("Was gehört dazu?", text, "Ort40", "Ort50", "Ort30")

    [citation] = answer.citations
    assert citation.marked == ("Dazu gehören:\n\n", "\n".join(items[:ITEMS]), "")
    assert (citation.sentence.text, citation.evidence.further) == ("- Ort0", 40)
    alike = answered("Welche Orte gehören dazu?", text.replace("- Ort", "- Der Ort "), "Ort 40")
    assert alike.citations[0].evidence.sentence.text == "- Der Ort 0"
    assert [each.sentence.text for each in answered("Wo ist Ort40?", text, "Ort40").citations] == [
        "- Ort40"
    ]


@pytest.mark.parametrize(
    ("question", "sought"),
    [
        ("List all the villages", "the villages"),
        ("please name the ranks", "the ranks"),
        ("Nenne mir alle Dörfer", "Dörfer"),
        ("Zähle bitte die Regeln auf", "die Regeln auf"),
        ("List", "List"),
        ("Which list is it on?", "Which list is it on?"),
        ("Tell me a joke", "Tell me a joke"),
    ],
)
def test_the_verb_that_asks_for_a_list_is_not_looked_for(question: str, sought: str) -> None:
    assert things_listed(question) == sought


def test_items_too_long_to_be_shown_together_stand_alone(answered: Answered) -> None:
    long = "Wort " * (LENGTH // 5)
    answer = answered("Was gehört dazu?", f"# Teile\n\n- {long}A\n- {long}B\n- C", "C")

    assert shown(answer)[1] == "- C"
    assert answer.citations[0].evidence.further == 2


def test_the_paragraphs_of_a_statute_stand_for_themselves(answered: Answered) -> None:
    text = "§ 2 Handys\n\n(1) Handys sind aus.\n\n(2) Wer filmt, fliegt.\n\n(3) Es gibt sie zurück."
    answer = answered("Wie bekomme ich es zurück?", text, "(3)")

    assert shown(answer)[1] == "(3) Es gibt sie zurück."


def test_how_many_there_are_is_counted_where_the_list_is_whole_and_of_these(
    answered: Answered,
) -> None:
    text = "# Kurse\n\nDie Kurse:\n\n- Töpfern\n- Nähen\n- Kochen\n"

    assert answered("Wie viele Kurse gibt es?", text, "Nähen").short == "3"
    assert answered("Wie viele Kurse gibt es am Montag?", text, "Nähen").short is None
    many = text + "\n".join(f"- Kurs {number}" for number in range(50))
    assert answered("Wie viele Kurse gibt es?", many, "Nähen").short is None


@pytest.mark.parametrize(
    ("question", "first"),
    [
        (
            "Which voice channels are there?",
            {"- Workshop: quiet work together", "- Stage: talks and openings"},
        ),
        ("Who may use voice channels?", {"Voice channels are for members aged 18 and over."}),
    ],
)
def test_items_come_before_sentences_where_a_list_is_asked_for(
    make_asker: Callable[..., Asker], draft: Callable[..., Draft], question: str, first: set[str]
) -> None:
    text = (
        "# Age\n\nVoice channels are for members aged 18 and over.\n\n# Voice channels\n\n"
        "- Workshop: quiet work together\n- Stage: talks and openings\n"
    )
    asker = make_asker(draft(text, title="Channels", language="en"))

    ranking, _ = asker.rank(question, [SHARED])

    assert {sentence.text for sentence in ranking.sentences[: len(first)]} == first


def test_a_cell_under_a_column_of_places_is_a_place(
    make_asker: Callable[..., Asker], draft: Callable[..., Draft]
) -> None:
    table = "| Kurs | Ort | Tag |\n|---|---|---|\n| Judo | Dojo | montags |\n| Yoga | Halle 2 | |\n"
    asker = make_asker(draft(f"# Kurse\n\n{table}", title="Kurse"))

    _, verdict = asker.rank("Wo ist Judo?", [SHARED])

    assert verdict.parts is not None
    assert (verdict.parts.kind, verdict.parts.untold) == (1.0, 0.0)

"""Which cell of a row answers."""

import pytest

from tests.index.asking.forms.conftest import Answered

TABLE = """---
title: Kurse
date: 2026-05-02
---
# Kurse

| Tag | Kurs | Zeit | Ort | Einzelkarte | Zehnerkarte |
|---|---|---|---|---|---|
| Montag | Yoga | 18 Uhr | Spiegelsaal | 4,50 € | 38 € |
| Mittwoch | Judo | 17:30 Uhr | Dojo | 2,50 € | 20 € |
"""


@pytest.mark.parametrize(
    ("question", "short"),
    [
        ("Was kostet die Zehnerkarte für Judo?", "20 €"),
        ("Was kostet die Einzelkarte für Judo?", "2,50 €"),
        ("Wo ist Judo?", "Dojo"),
        ("Um welche Zeit ist Judo?", "17:30 Uhr"),
        ("Wann ist Judo?", "Mittwoch"),
        ("Wer macht Judo?", None),
    ],
)
def test_the_cell_under_the_column_that_is_asked_for_answers(
    question: str, short: str | None, answered: Answered
) -> None:
    answer = answered(question, TABLE, "Judo")

    assert answer.short == short
    assert answer.citations[0].relative_dates == ()


def test_where_no_column_is_named_the_row_is_read_as_a_sentence(
    answered: Answered,
) -> None:
    table = "# A\n\n| Kurs | Karte | Abo |\n|---|---|---|\n| Judo | 2 € | 20 € |\n"

    assert answered("Was kostet das Abo für Judo?", table, "Judo").short == "20 €"
    assert answered("Was kostet das Probetraining für Judo?", table, "Judo").short is None
    times = "# A\n\n| Kurs | Dauer | Trainer |\n|---|---|---|\n| Judo | 2 Stunden | Ada |\n"
    assert answered("Wie lange geht Judo?", times, "Judo").short == "2 Stunden"


def test_of_several_cells_that_may_answer_none_is_chosen_by_chance(answered: Answered) -> None:
    fees = (
        "# Plots\n\n| Plot | Size | Annual fee | Deposit |\n|---|---|---|---|\n"
        "| Small | 60 m² | €45 | €20 |\n| Large | 200 m² | €120 | €50 |\n"
    )

    assert answered("How much is the fee for a large plot?", fees, "Large").short == "€120"
    assert answered("What is the deposit for a large plot?", fees, "Large").short == "€50"
    assert answered("How much does a large plot cost?", fees, "Large").short is None
    assert answered("How much do all plots cost?", fees, "Small").short is None
    assert answered("Which plot is for 45 euros?", fees, "Small").short == "Small"


def test_a_column_is_told_from_others_by_what_stands_beside_its_number(answered: Answered) -> None:
    stops = (
        "# Bus\n\n| Line | Stop 1 | Stop 2 | Stop 3 |\n|---|---|---|---|\n"
        "| Route 1 | 7:00 | 7:10 | 7:20 |\n| Route 3 | 8:00 | 8:10 | 8:20 |\n"
    )

    assert answered("When is route 3 at stop 2?", stops, "Route 3").short == "8:10"
    assert answered("When does route 3 leave?", stops, "Route 3").short is None


def test_the_last_of_many_columns_is_found_like_the_first(answered: Answered) -> None:
    stops = [f"Stop {number}" for number in range(1, 61)]
    times = [f"{number // 6 + 8}:{number % 6}5" for number in range(60)]
    rows = [["Line", *stops], ["---"] * 61, ["Route 3", *times]]
    table = "# Bus\n\n" + "".join(f"| {' | '.join(row)} |\n" for row in rows)

    assert answered("When is route 3 at stop 2?", table, "Route 3").short == "8:15"
    assert answered("When is route 3 at stop 57?", table, "Route 3").short == times[56]


def test_what_stands_above_several_columns_needn_t_be_asked_for(answered: Answered) -> None:
    table = (
        "# A\n\n| Boot | Preis Stunde | Preis Tag |\n|---|---|---|\n"
        "| Kanu | 9 € | 45 € |\n| Kahn | 12 € | 60 € |\n"
    )

    assert answered("Was kostet ein Kanu am Tag?", table, "Kanu").short == "45 €"
    assert answered("Was kostet ein Kanu in der Stunde?", table, "Kanu").short == "9 €"

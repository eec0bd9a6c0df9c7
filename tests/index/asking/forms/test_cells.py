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
    assert answered("Was kostet Judo?", table, "Judo").short == "2 €"


def test_what_stands_above_several_columns_needn_t_be_asked_for(answered: Answered) -> None:
    table = (
        "# A\n\n| Boot | Preis Stunde | Preis Tag |\n|---|---|---|\n"
        "| Kanu | 9 € | 45 € |\n| Kahn | 12 € | 60 € |\n"
    )

    assert answered("Was kostet ein Kanu am Tag?", table, "Kanu").short == "45 €"
    assert answered("Was kostet ein Kanu in der Stunde?", table, "Kanu").short == "9 €"

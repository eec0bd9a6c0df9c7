"""Captions, and questions whose answers stand beside them in a table."""

import pytest

from index.articles.structure import Node, lay_out, row
from index.units.outline import Outline
from index.units.segmentation import segment
from index.units.shape import refined, shape
from tests.index.units.test_pasted_text import paths, units


@pytest.mark.parametrize(
    "caption",
    [
        "Abb. 1: Die Presse von vorn",
        "Abbildung 2 – Der Turm von Westen, Aufnahme von 1931",
        "Figure 3.2. The wheel, seen from the bridge.",
        "FIGURE IV: Plan of the hall",
        "Tableau II : débit de la rivière",
        "Rys. 5. Most nad rzeką.",
        "Рис. 7 — Мост через реку",
    ],
)
def test_a_caption_answers_nothing_and_heads_nothing(caption: str) -> None:
    text = f"Er ist neu.\n\n{caption}\n\nEr steht am Fluss."
    assert paths(text) == [("Er ist neu.", ""), ("Er steht am Fluss.", "")]


def test_what_a_caption_says_of_a_table_belongs_to_its_rows() -> None:
    text = "Er ist neu.\n\nTabelle 4: Besucher\n\nJahr | Gäste\n2022 | 41\n2023 | 52\n\nEr ist zu."
    assert units(text)[1:] == [
        ("row", "2022 | 41", "Tabelle 4: Besucher › Jahr | Gäste"),
        ("row", "2023 | 52", "Tabelle 4: Besucher › Jahr | Gäste"),
        ("sentence", "Er ist zu.", ""),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Abb. 3 zeigt die Treppe.",
        "Table 1: four seats\nTable 2: six seats",
        "Table 1: four seats\n\nTable 2: six seats",
        "Bild und Ton: Verein Obertal.",
    ],
)
def test_what_only_begins_like_a_caption_can_answer(text: str) -> None:
    told = [own for own, _ in paths(f"{text}\n\nEr ist neu.")]
    assert told == [*filter(None, text.split("\n")), "Er ist neu."]


def test_in_a_table_of_questions_the_answer_is_the_unit_and_the_question_its_context() -> None:
    text = (
        "Frage | Antwort\nDarf man grillen? | Nur am Ufer. Bis 22 Uhr.\n"
        "Was kostet es? | 2 Euro\nWer hilft? | Anna\nKontakt | Büro im Hof"
    )
    assert units(text) == [
        ("answer", "Nur am Ufer.", "Darf man grillen?"),
        ("answer", "Bis 22 Uhr.", "Darf man grillen?"),
        ("answer", "2 Euro", "Was kostet es?"),
        ("answer", "Anna", "Wer hilft?"),
        ("row", "Kontakt | Büro im Hof", "Frage | Antwort"),
    ]


def test_the_units_of_such_a_table_cover_it_and_its_bars_are_none() -> None:
    text = "Wie weit? | 3 km\nWie lange? | 40 Minuten\nWie steil? | Gar nicht."
    assert [(span.kind, text[span.start : span.end]) for span in segment(text, "de")] == [
        ("context", "Wie weit? |"),
        ("answer", "3 km"),
        ("context", "Wie lange? |"),
        ("answer", "40 Minuten"),
        ("context", "Wie steil? |"),
        ("answer", "Gar nicht."),
    ]
    assert Outline(text, shape(text)).context(text.index("3 km")).question == "Wie weit?"


@pytest.mark.parametrize(
    "cells",
    [
        [("Sind Sie zufrieden?", "40 %", "60 %"), ("Kommen Sie wieder?", "70 %", "30 %")],
        [("Wer?", "Anna"), ("Ort", "Halle"), ("Tag", "Montag")],
        [("Wer?", "Anna")],
    ],
)
def test_a_table_that_only_has_questions_in_it_keeps_its_rows(cells: list[tuple[str, ...]]) -> None:
    layout = lay_out([Node("table", children=[row(each) for each in cells])])
    blocks = refined(layout.text, layout.blocks)
    spans = segment(layout.text, "de", blocks)
    assert [(span.kind, layout.text[span.start : span.end]) for span in spans] == [
        ("row", " | ".join(each)) for each in cells
    ]

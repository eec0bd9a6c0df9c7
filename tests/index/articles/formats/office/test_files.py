"""Files that python-docx 1.2, openpyxl 3.1, python-pptx 1.0 and odfdo 3.27 have written."""

from pathlib import Path

import pytest

from index.articles.documents import Extraction
from index.articles.omissions import Omission
from index.articles.reading import read_file
from index.config import IngestSettings
from index.units.outline import Outline

FOLDER = Path(__file__).parents[4] / "fixtures" / "office"

Unit = tuple[str, str, tuple[str, ...]]

UNITS: dict[str, list[Unit]] = {
    "hausordnung.docx": [
        ("sentence", "Von 22 bis 6 Uhr ist Ruhe.", ("Ruhezeiten",)),
        ("sentence", "Musik ist dann leise.", ("Ruhezeiten",)),
        ("item", "- Grillen auf dem Balkon", ("Ruhezeiten", "Verboten sind:")),
        ("item", "- mit Kohle", ("Ruhezeiten", "Verboten sind:", "Grillen auf dem Balkon")),
        ("item", "- Lärm", ("Ruhezeiten", "Verboten sind:")),
        ("row", "Saal | 140 Euro", ("Gebühren", "Raum | Miete")),
        ("row", "Café | 45 Euro", ("Gebühren", "Raum | Miete")),
        ("answer", "Den Schlüssel hat der Hausmeister.", ("Gebühren", "Wer hat den Schlüssel?")),
    ],
    "orte.xlsx": [
        ("row", "Altdorf | 12300 | 2024-03-14", ("Orte", "Ort | Einwohner | Seit")),
        ("row", "Bergen | 4120 | 2023-01-02", ("Orte", "Ort | Einwohner | Seit")),
    ],
    "radtag.pptx": [
        ("sentence", "Verein Rad", ("Radtag",)),
        ("item", "- Miete", ("Kosten",)),
        ("item", "- 140 Euro", ("Kosten", "Miete")),
        ("sentence", "Die Miete steigt im Mai.", ("Kosten",)),
    ],
    "satzung.odt": [
        ("sentence", "Der Verein fördert das Rad.", ("1. Zweck",)),
        ("sentence", "Gegründet 1990.", ("1. Zweck",)),
        ("item", "- Feuer", ("1. Zweck", "Verboten sind:")),
        ("item", "- Lärm", ("1. Zweck", "Verboten sind:")),
        ("row", "Kinder | 5 €", ("1. Zweck", "Gruppe | Beitrag")),
        ("row", "Familien | 20 €", ("1. Zweck", "Gruppe | Beitrag")),
    ],
}
DETAILS = {
    "hausordnung.docx": ("Hausordnung", "Anna Muster", "2024-03-14"),
    "orte.xlsx": ("orte", None, "2024-03-15"),
    "radtag.pptx": ("Radtag", None, None),
    "satzung.odt": ("Satzung", None, "2024-03-14"),
}
LEFT_OUT = {
    "hausordnung.docx": [Omission("running", 1, "Seite 1")],
    "orte.xlsx": [Omission("data", 1, "D2")],
    "radtag.pptx": [],
    "satzung.odt": [Omission("marks", 1)],
}


def read(name: str) -> Extraction:
    return read_file(FOLDER / name, IngestSettings())


@pytest.mark.parametrize("name", UNITS)
def test_a_real_file_s_units_are_those_that_its_author_wrote(name: str) -> None:
    draft = read(name).draft
    outline = Outline(draft.text, draft.blocks or ())
    assert [
        (span.kind, draft.text[span.start : span.end], outline.context(span.start).lines)
        for span in draft.spans or ()
        if span.answers
    ] == UNITS[name]


@pytest.mark.parametrize("name", UNITS)
def test_a_real_file_says_what_it_is_and_what_of_it_is_left_out(name: str) -> None:
    extraction = read(name)
    draft = extraction.draft
    assert (draft.title, draft.author, draft.date) == DETAILS[name]
    assert list(extraction.omissions) == LEFT_OUT[name]

"""Documents as people write them, in Markdown and plain text: units, and what they stand under."""

from pathlib import Path

import pytest

from index.articles import read_file
from index.config import IngestSettings
from index.models import Draft
from index.units.outline import Outline

DOCUMENTS = Path(__file__).parents[3] / "fixtures" / "documents"

Unit = tuple[str, str, str]
"""A unit's kind, its text, and what it stands under."""


def read(name: str) -> Draft:
    return read_file(DOCUMENTS / name, IngestSettings()).draft


def units(draft: Draft) -> list[Unit]:
    outline = Outline(draft.text, draft.blocks or ())
    return [
        (
            span.kind,
            draft.text[span.start : span.end],
            " › ".join(outline.context(span.start).lines),
        )
        for span in draft.spans or ()
        if span.answers
    ]


def test_questions_as_headings_are_no_answers() -> None:
    assert units(read("01-faq-headings.md")) == [
        ("answer", "Höchstens drei Tage am Stück.", "Wie lange darf ich das Rad ausleihen?"),
        (
            "answer",
            "Den Schaden übernimmt die Versicherung, wenn er binnen 24 Stunden gemeldet wird.",
            "Wer zahlt bei einem Schaden?",
        ),
        (
            "answer",
            "Sie ist kostenlos, um eine Spende wird gebeten.",
            "Was kostet die Ausleihe?",
        ),
    ]


def test_a_line_above_a_list_is_its_heading() -> None:
    found = units(read("02-hours-heading-and-list.txt"))

    assert found[3] == (
        "item",
        "• Donnerstag: 12 bis 19 Uhr",
        "Öffnungszeiten der Stadtbücherei Niederau",
    )
    assert found[7] == ("item", "- Filme: eine Woche", "Leihfrist")
    assert len(found) == 9


def test_each_row_of_a_long_table_is_a_unit_with_its_header() -> None:
    found = units(read("11-table-60-rows.md"))

    assert len(found) == 60
    assert found[36] == (
        "row",
        "Baum 37 | 47 m | 1937 | Standort Nummer 37 am Uferweg im Nordteil",
        "Baum | Höhe | Pflanzjahr | Ort",
    )


def test_each_message_of_a_chat_is_a_unit_unless_it_only_asks() -> None:
    assert [text for _, text, _ in units(read("15-chat-export.txt"))] == [
        "[12.03.24, 18:23:44] Nutzerin Zwei: Donnerstag um 19 Uhr im Gemeindehaus",
        "[12.03.24, 18:24:01] Nutzer Eins: Super 👍",
        "[12.03.24, 18:30:15] Nutzerin Zwei: Den Schlüssel hat der Hausmeister, er wohnt nebenan",
        "[13.03.24, 07:02:59] Nutzer Drei: Ich bringe Kuchen mit",
    ]


def test_words_that_line_ends_divide_are_mended() -> None:
    assert [text.replace("\n", " ") for _, text, _ in units(read("35-hard-wrapped.txt"))] == [
        "Das Heimatmuseum in Großkirchen hat am Sonntag seine Dauerausstellung wieder eröffnet.",
        (
            "Die Wiederaufnahme des Betriebs hatte sich wegen der Dachsanierung um drei Monate"
            " verzögert."
        ),
        "Der Eintritt kostet vier Euro, für Schülerinnen und Schüler ist er frei.",
        "Geleitet wird das Haus von der Museumspädagogin Karla Beispiel.",
    ]


def test_a_german_date_in_the_front_matter_is_understood() -> None:
    draft = read("40-german-front-matter-date.md")

    assert (draft.title, draft.date, draft.author) == ("Neue Orgel", "2024-03-03", "Kantorei")
    assert draft.text == "Die Orgel hat 31 Register."


def test_the_markup_of_a_documentation_site_is_resolved() -> None:
    assert units(read("42-docs-site-markup.md")) == [
        ("sentence", "Die Anlage steht unter Druck.", "Vor dem Öffnen"),
        ("sentence", "Vorher 30 Minuten warten.", "Vor dem Öffnen"),
        ("sentence", "Die Leistung beträgt 8 kW.", "Modell A"),
        ("sentence", "Die Leistung beträgt 12 kW.", "Modell B"),
        ("sentence", "Der Filter wird jährlich getauscht.", ""),
        ("sentence", "Ausnahme: im ersten Jahr nach sechs Monaten.", ""),
    ]


@pytest.mark.parametrize(
    ("name", "whole"),
    [
        ("43-english-abbreviations.txt", "The U.S. Senate met at 9 a.m. Monday."),
        ("43-english-abbreviations.txt", "Vol. 2, pp. 14-16."),
        ("44-names-with-dots.txt", "Node.js und ASP.NET werden unterstützt."),
        ("71-committee-list.txt", "Vorstand: Elif Kaya, Murat Demir"),
    ],
)
def test_dots_and_commas_within_names_part_nothing(name: str, whole: str) -> None:
    assert whole in [text for _, text, _ in units(read(name))]


def test_pandoc_s_front_matter_and_commands_are_no_text() -> None:
    draft = read("78-pandoc-front-matter.md")

    assert (draft.title, draft.date) == ("Hausordnung", "2024-01-20")
    assert units(draft) == [
        ("sentence", "Fassung vom 20. Januar 2024: erste Hausordnung.", "Änderungen"),
        (
            "sentence",
            "1.1 Die Drehbank darf nur nach einer Einweisung benutzt werden.",
            "1. Werkstatt",
        ),
        ("sentence", "1.2 Farben und Lacke stehen im roten Schrank.", "1. Werkstatt"),
    ]


def test_kramdown_s_attributes_are_no_text() -> None:
    assert read("79-kramdown-attributes.md").text == (
        "Read the notice at the door before you come in.\n\n"
        "Plan of the reading room\n\n"
        "The reading room is open until nine in the evening.\n\n"
        "1. Take a key card from the tray."
    )


def test_what_stands_below_a_heading_is_known_by_it() -> None:
    found = units(read("83-roles-with-labels.md"))

    assert found[1] == ("sentence", "How you get it: Send /join beacon in #desk.", "Beacon")
    assert found[3] == (
        "sentence",
        "How you get it: Click the owl below the rules and wait ten minutes.",
        "Night Owl",
    )

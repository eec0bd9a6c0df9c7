"""What a plain text is made of shows in how its lines are written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.units.blocks import sound
from index.units.outline import Outline
from index.units.segmentation import fits, segment
from index.units.shape import refined, shape

# fmt: off
LINES = st.lists(
    st.sampled_from([
        "Kurz", "Ein Satz, der hier endet.", "Wirklich?", "Verboten sind:", "- a", "  - b",
        "    c", "1. x", "2. y", "(1) z", "a) q", "Ort: Saal", "Q: Wie?", "A: So.", "ANNA: Ja.",
        "BERT: Nein?", "[12.03.24, 18:22] Ada: hm", "ben — heute um 12:03 Uhr", "19:02 Uhr: Tor",
        "|--|--|", "a | b", "| x | y |", "Raum\tMiete", "A   B   C", "=====",
        "-----", "Tee .... 2,20 €", "[x] fertig", "1️⃣ eins", "## Regeln", "*** Neu ***", "```",
        "2.1.0 (2024-05-02)", "3. Mai 2024", "I. Teil", "    Eingerückt", "Warum? Darum.",
        "> Zitat", "✅ erlaubt", "Liebe Eltern,", "Mo   geschlossen", "Di   9-12 Uhr",
        "§ 3", "§ 3 Beiträge", "TOP 1: Haushalt", "Art. 5", "ALLES", "", "", "", " ",
    ]),
    max_size=25,
).map("\n".join)
# fmt: on


def blocks(text: str) -> list[tuple[str, str]]:
    """Return the blocks of a text with what they hold, one in another on one line each."""
    return [(block.kind, text[block.start : block.end]) for block in shape(text)]


def headings(text: str) -> list[str]:
    return [held for kind, held in blocks(text) if kind == "heading"]


def paths(text: str) -> list[tuple[str, str]]:
    """Return each unit with what it stands under."""
    outline = Outline(text, shape(text, "de"))
    return [
        (text[span.start : span.end], " › ".join(outline.context(span.start).lines))
        for span in segment(text, "de")
        if span.answers
    ]


@given(LINES)
def test_blocks_of_any_lines_are_sound_and_units_cover_all(text: str) -> None:
    found = shape(text)
    spans = segment(text, "de", found)

    assert sound(found, text)
    assert sound(refined(text, found), text)
    assert fits(spans, text) == bool(text.strip())
    place = 0
    for span in spans:
        assert not text[place : span.start].strip()
        place = span.end
    assert not text[place:].strip()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Anfahrt\n\nMit dem Bus. Dann zu Fuß.", ["Anfahrt"]),
        ("Anfahrt\n=======\nMit dem Bus.", ["Anfahrt"]),
        ("Anfahrt\n-------\n\nMit dem Bus.", ["Anfahrt"]),
        ("Saalordnung\n\nAnfahrt\n\nMit dem Bus.", ["Saalordnung", "Anfahrt"]),
        ("1. Werkstatt\n\nSie ist offen.\n\n2. Saal\n\nEr ist zu.", ["1. Werkstatt", "2. Saal"]),
        ("1. Werkstatt\nSie ist offen.\n\n2. Saal\nEr ist zu.", ["1. Werkstatt", "2. Saal"]),
        ("1. Allgemeines\n1.1 Er heißt TSV.\n1.2 Er sitzt in Tal.", ["1. Allgemeines"]),
        ("§ 1 Name\n(1) Er heißt TSV.\n§ 2 Zweck\nEr fördert.", ["§ 1 Name", "§ 2 Zweck"]),
        ("§ 3\nBeiträge\n\n(1) Sie sind fällig.", ["§ 3\nBeiträge"]),
        ("Abschnitt II\n\n§ 4 Wahl\n\nGewählt wird im Mai.", ["Abschnitt II", "§ 4 Wahl"]),
        ("TOP 1 Haushalt\n\nEr steht.\n\nTOP 2 Bau\n\nEr ruht.", ["TOP 1 Haushalt", "TOP 2 Bau"]),
        ("HAUSORDNUNG\nDie Tür ist zu schließen.", ["HAUSORDNUNG"]),
        ("Leihfrist\n- Bücher: vier Wochen\n- Filme: eine", ["Leihfrist"]),
        ("Anfahrt:\n\nMit dem Bus. Dann zu Fuß.", ["Anfahrt:"]),
        (
            "Öffnungszeiten\nSie ist montags bis freitags zwischen zehn und 18 Uhr offen.",
            ["Öffnungszeiten"],
        ),
    ],
)
def test_headings_are_told_by_how_they_are_written(text: str, found: list[str]) -> None:
    assert headings(text) == found


@pytest.mark.parametrize(
    "line",
    [
        "Sehr geehrte Damen und Herren,",
        "Liebe Mitglieder",
        "Obertal, den 3. März 2024",
        "3. März 2024",
        "Mit freundlichen Grüßen",
        "Seite 3",
        "12345 Obertal",
        "Von Karla Beispiel",
        "Veröffentlicht am 8. September 2025",
        "Der Eintritt ist frei",
        "Ort: Saal",
        "mit Musik und Tanz",
        "https://beispiel.example",
        "19:02 Uhr",
        "§ 3 gilt auch für Gäste",
        "§ 3 Die Mitglieder zahlen Beiträge.",
    ],
)
def test_lines_of_letters_facts_and_sentences_are_no_headings(line: str) -> None:
    text = f"Ein erster Satz steht hier.\n\n{line}\n\nEin zweiter Satz steht dort."
    assert headings(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Ein Satz.\n\nKuchen vom Blech\n\nSaft aus Äpfeln\n\nBrot vom Bäcker\n\nAlles ist da.",
        "Es gilt:\n\n§ 1 Name\n§ 2 Zweck\n§ 3 Beiträge\n\nEnde der Übersicht.",
        "Der Mond ist aufgegangen\nDie goldnen Sternlein prangen\nAm Himmel hell und klar",
        "Ein Satz.\n\nEnde",
    ],
)
def test_of_short_lines_in_a_row_none_is_known_to_be_a_heading(text: str) -> None:
    assert headings(text) == []


def test_lists_are_nested_by_their_indentation() -> None:
    text = "Packliste:\n- Zelt\n  mit Heringen\n- Essen\n  - Brot\n  - Käse\n- Wasser"
    assert paths(text) == [
        ("- Zelt\n  mit Heringen", "Packliste:"),
        ("- Essen", "Packliste:"),
        ("- Brot", "Packliste: › Essen"),
        ("- Käse", "Packliste: › Essen"),
        ("- Wasser", "Packliste:"),
    ]


def test_items_between_blank_lines_are_one_list() -> None:
    assert blocks("Verboten ist:\n\n* Feuer\n\n* Lärm") == [
        ("lead_in", "Verboten ist:"),
        ("list", "* Feuer\n\n* Lärm"),
        ("item", "* Feuer"),
        ("item", "* Lärm"),
    ]


def test_long_items_without_full_stops_are_told_apart() -> None:
    items = [f"- {name} und alles, was sonst noch zu dieser Sache gehören mag" for name in "ABC"]
    assert [text for text, _ in paths("\n".join([*items, "- Ende."]))] == [*items, "- Ende."]


def test_lines_with_labels_are_a_list() -> None:
    assert blocks("Ort: Saal\nZeit: 19 Uhr\nEintritt: frei")[0] == (
        "list",
        "Ort: Saal\nZeit: 19 Uhr\nEintritt: frei",
    )


@pytest.mark.parametrize(
    "text",
    [
        "Raum | Miete\nCafé | 45 €\nSaal | 90 €",
        "Raum\tMiete\nCafé\t45 €\nSaal\t90 €",
        "Raum   Miete\nCafé   45 €\nSaal   90 €",
        "| Raum | Miete |\n|------|-------|\n| Café | 45 €  |\n| Saal | 90 €  |",
        "+------+-------+\n| Raum | Miete |\n+------+-------+\n| Café | 45 €  |\n| Saal | 90 €  |",
    ],
)
def test_a_typed_table_has_rows_below_its_header(text: str) -> None:
    assert [(kind, held.split()) for kind, held in blocks(text) if kind in {"header", "row"}] == [
        (kind, held.split())
        for kind, held in zip(
            ("header", "row", "row"),
            [line for line in text.split("\n") if "--" not in line],
            strict=True,
        )
    ]


def test_two_blanks_after_sentences_make_no_table() -> None:
    text = "Es regnet.  Wir bleiben.\nSie kommt.  Er geht."
    assert {kind for kind, _ in blocks(text)} == {"paragraph"}


@pytest.mark.parametrize(
    ("text", "messages"),
    [
        (
            "12.03.24, 18:22 - Ada: Komm\nbald\n\nBring Kuchen.\n12.03.24, 18:23 - Ben: Ja",
            2,
        ),
        ("[12.03.24, 18:22:10] Ada: Komm\n[12.03.24, 18:23:44] Ben: Ja", 2),
        ("3/12/24, 6:22 PM - Ada: Come\n3/12/24, 6:23 PM - Ben: Yes", 2),
        ("ada — heute um 12:03 Uhr\nKomm\nbald\nben — gestern um 12:04 Uhr\nJa", 2),
        ("Ada, [12.03.2024 18:22]\nKomm.\n\nBen, [12.03.2024 18:23]\nJa.\nGern.", 2),
        ("[18:22] <ada> Komm\n[18:23] <ben> Ja", 2),
        ("19:02 Uhr: Es beginnt.\n\n19:40 Uhr: Pause. Danach geht es weiter.", 2),
        ("20:15 Uhr\nDie Abstimmung ist vorbei.", 1),
        ("ANNA: Wir sparen zu wenig.\nBERT: Nein. Genug.\nANNA: Doch.", 3),
    ],
)
def test_what_was_said_when_is_a_message(text: str, messages: int) -> None:
    assert [kind for kind, _ in blocks(text)] == ["message"] * messages


@pytest.mark.parametrize(
    "text",
    [
        "Q: Wie viele?\nA: Zweihundert.",
        "Frage: Wie viele?\nAntwort: Zweihundert.",
        "Wie viele?\nZweihundert.",
        "Wie viele?\n\nZweihundert.",
        "Redaktion: Wie viele?\nPlaner: Zweihundert.",
    ],
)
def test_what_follows_a_question_answers_it(text: str) -> None:
    assert [span.kind for span in segment(text, "de")] == ["context", "answer"]


def test_who_only_asks_in_an_interview_asks_questions() -> None:
    text = "Redaktion: Wer?\n\nPlan: Ich.\n\nRedaktion: Wann?\n\nPlan: Im Herbst."
    assert [kind for kind, _ in blocks(text)] == ["question", "message", "question", "message"]


MINUTES = """Protokoll der Sitzung vom 3. März 2025

Anwesend: Ada, Ben
Entschuldigt: Cem

TOP 1: Kasse
Der Stand ist gut. Er beträgt 310 Euro.

TOP 2: Ausflug
a) Termin
Der Ausflug ist am 5. Juli.
b) Ziel
- Seehaus
- Waldbad
"""


def test_points_of_an_agenda_are_headings_also_with_a_colon() -> None:
    under = "Protokoll der Sitzung vom 3. März 2025"
    assert paths(MINUTES) == [
        ("Anwesend: Ada, Ben", under),
        ("Entschuldigt: Cem", under),
        ("Der Stand ist gut.", f"{under} › TOP 1: Kasse"),
        ("Er beträgt 310 Euro.", f"{under} › TOP 1: Kasse"),
        ("Der Ausflug ist am 5. Juli.", f"{under} › TOP 2: Ausflug › a) Termin"),
        ("- Seehaus", f"{under} › TOP 2: Ausflug › b) Ziel"),
        ("- Waldbad", f"{under} › TOP 2: Ausflug › b) Ziel"),
    ]


def test_points_that_stand_below_each_other_are_no_headings() -> None:
    assert headings("Punkt 1: 20 Euro\nPunkt 2: 30 Euro\nPunkt 3: 40 Euro") == []


def test_an_agenda_is_a_list_and_its_points_are_headings_where_they_are_dealt_with() -> None:
    agenda = "Tagesordnung:\n\n1. Kita\n2. Anfragen"
    text = f"{agenda}\n\n1. Kita\n\nSie wird gebaut.\n\n2. Anfragen\n\nKeine."
    assert paths(text) == [
        ("1. Kita", "Tagesordnung:"),
        ("2. Anfragen", "Tagesordnung:"),
        ("Sie wird gebaut.", "1. Kita"),
        ("Keine.", "2. Anfragen"),
    ]


def test_a_sentence_that_goes_on_in_a_list_leads_in_to_it() -> None:
    text = (
        "§ 2 Ende\n(1) Die Mitgliedschaft endet\na) durch Tod,\nb) durch Austritt.\n(2) Das gilt."
    )
    under = "§ 2 Ende › (1) Die Mitgliedschaft endet"
    assert paths(text) == [
        ("a) durch Tod,", under),
        ("b) durch Austritt.", under),
        ("(2) Das gilt.", "§ 2 Ende"),
    ]


def test_what_stands_above_a_list_of_its_own_can_answer() -> None:
    text = "Es ist auf.\n\nDer Eintritt kostet 5 Euro\n\n- ermäßigt 3 Euro\n- frei für Kinder"
    assert paths(text)[1] == ("Der Eintritt kostet 5 Euro", "")


def test_letters_in_brackets_are_items_and_numbers_in_brackets_are_not() -> None:
    text = "1.3 Nicht verliehen werden:\n    (a) Sägen;\n    (b) Leitern.\n(2) Das gilt immer."
    assert [kind for kind, _ in blocks(text)] == ["lead_in", "list", "item", "item", "paragraph"]


def test_a_list_that_stands_below_a_section_ends_before_the_next() -> None:
    text = (
        "1. BORROWING\n\n1.1 These stay here:\n    (a) saws;\n    (b) ladders.\n\n"
        "2. RETURNS\n\n2.1 Tools must be clean."
    )
    assert paths(text)[-1] == ("2.1 Tools must be clean.", "2. RETURNS")


def test_chapters_with_ordinals_are_headings_of_two_lines() -> None:
    text = "Gesetz\n\nErster Abschnitt\nAllgemeines\n\nArtikel 1\nZweck\n\n(1) Es gilt."
    assert paths(text)[-1] == (
        "(1) Es gilt.",
        "Gesetz › Erster Abschnitt Allgemeines › Artikel 1 Zweck",
    )


def test_the_first_item_of_a_list_is_one_though_the_line_before_is_the_longest() -> None:
    text = (
        "(2) Die Aufgaben nach Absatz 1 umfassen ganz insbesondere\n1. die Wache,\n2. die Warnung."
    )
    assert [held for kind, held in blocks(text) if kind == "item"] == [
        "1. die Wache,",
        "2. die Warnung.",
    ]


def test_what_a_letter_is_about_stands_above_it() -> None:
    text = "Dear tenant,\n\nRe: Fire doors\n\nWe look at them on 3 June. Thank you."
    assert paths(text)[-1] == ("Thank you.", "Re: Fire doors")


def test_a_headline_stands_above_who_wrote_it_and_when() -> None:
    text = "TERMS OF USE\n\nLast updated: 4 April 2025\n\n1. BORROWING\n\n1.1 Five tools at a time."
    assert paths(text) == [
        ("Last updated: 4 April 2025", "TERMS OF USE"),
        ("1.1 Five tools at a time.", "TERMS OF USE › 1. BORROWING"),
    ]


def test_a_word_stands_above_lines_that_begin_with_numbers() -> None:
    text = "Suppe\n\nZutaten (für 4)\n1 Kürbis\n2 Zwiebeln"
    assert paths(text) == [
        ("1 Kürbis", "Zutaten (für 4)"),
        ("2 Zwiebeln", "Zutaten (für 4)"),
    ]


@pytest.mark.parametrize(
    ("text", "messages"),
    [
        ("Ada — 12.05.2025 18:05\n4711, neu\nBen — 12.05.2025 18:06\ndanke!", 2),
        ("Ada — heute um 09:14 Uhr\nAm Freitag fällt es aus. Die Halle ist zu.", 1),
        ("[18:02] <ada> bis 19:00. Wir ziehen um.\n[18:03] * ben nods\n[18:04] <ada> gut", 3),
        ("+++ 18:32 Uhr: Sie ist da +++\n+++ 18:45 Uhr: Er ist aus. Gut. +++", 2),
    ],
)
def test_each_entry_of_a_chat_or_ticker_is_a_unit(text: str, messages: int) -> None:
    assert len(paths(text)) == messages


@pytest.mark.parametrize(
    "asked", ["Was gilt ab dem 5. Mai?", "Wer ist Dr. Muster?", "Was sagt § 5 Abs. 2 dazu?"]
)
def test_a_question_with_a_day_or_an_abbreviation_is_one(asked: str) -> None:
    assert paths(f"{asked}\n\nDas Haus ist zu.") == [("Das Haus ist zu.", asked)]


def test_a_lead_in_is_whole_though_there_is_a_day_in_it() -> None:
    text = "Es ist so. Am 5. Mai 2025 gilt:\n- kein Lärm\n- kein Feuer"
    assert paths(text) == [
        ("Es ist so.", ""),
        ("- kein Lärm", "Am 5. Mai 2025 gilt:"),
        ("- kein Feuer", "Am 5. Mai 2025 gilt:"),
    ]


def test_lines_right_below_what_leads_in_to_them_are_items() -> None:
    text = "Betroffen sind:\nHaus 4\nWaschküche\n\nBitte füllt Eimer."
    assert paths(text) == [
        ("Haus 4", "Betroffen sind:"),
        ("Waschküche", "Betroffen sind:"),
        ("Bitte füllt Eimer.", ""),
    ]


def test_what_is_told_of_several_things_is_no_talk() -> None:
    text = (
        "Kurse\n\nTöpfern\nLeitung: Ute\nGebühr: 85 Euro\n\nBitte kommt.\n\n"
        "Nähen\nLeitung: Ida\nGebühr: 60 Euro\n\nBitte ruft an."
    )
    assert paths(text) == [
        ("Leitung: Ute", "Töpfern"),
        ("Gebühr: 85 Euro", "Töpfern"),
        ("Bitte kommt.", "Töpfern"),
        ("Leitung: Ida", "Nähen"),
        ("Gebühr: 60 Euro", "Nähen"),
        ("Bitte ruft an.", "Nähen"),
    ]


def test_a_point_after_a_list_of_another_kind_is_a_heading() -> None:
    text = "1) Fest\nEs gibt:\n- Kuchen\n- Saft\n\n2) Sonstiges\nHerr Boll fragt. Niemand weiß es."
    assert paths(text)[2:] == [
        ("Herr Boll fragt.", "2) Sonstiges"),
        ("Niemand weiß es.", "2) Sonstiges"),
    ]


def test_lines_that_begin_with_amounts_are_no_headings() -> None:
    text = "Zutaten\n\n1 Kürbis\n2 Zwiebeln\n\nAlles kochen. Dann essen."
    assert headings(text) == ["Zutaten"]


def test_an_article_with_a_roman_number_is_a_heading_of_two_lines() -> None:
    text = "BYLAWS\n\nARTICLE II\nMEMBERS\n\nSection 1. Any person may join. They decide."
    assert paths(text) == [
        ("Section 1. Any person may join.", "BYLAWS › ARTICLE II MEMBERS"),
        ("They decide.", "BYLAWS › ARTICLE II MEMBERS"),
    ]

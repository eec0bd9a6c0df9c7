"""What people paste: posts, price lists, logs of changes, talks, sheets with times and names."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.units.outline import Outline
from index.units.segmentation import segment
from index.units.shape import shape

NAMES = st.from_regex(r"[A-ZÄÖÜ][a-zäöüß]{2,12}( [a-zäöüß]{3,10}){0,2}", fullmatch=True)
PRICES = st.from_regex(r"[1-9][0-9]?,[0-9]{2} €", fullmatch=True)
SIGNS = st.sampled_from(["**", "***", "==", "===", "~~~", "---", "__", "#####"])


def units(text: str) -> list[tuple[str, str, str]]:
    """Return the kind of each unit that can answer, itself, and what it stands under."""
    outline = Outline(text, shape(text, "de"))
    return [
        (span.kind, text[span.start : span.end], " › ".join(outline.context(span.start).lines))
        for span in segment(text, "de")
        if span.answers
    ]


def paths(text: str) -> list[tuple[str, str]]:
    return [(own, under) for _, own, under in units(text)]


@given(st.lists(st.tuples(NAMES, PRICES), min_size=2, max_size=8), st.integers(4, 30))
def test_names_and_prices_with_dots_between_are_rows(
    prices: list[tuple[str, str]], dots: int
) -> None:
    lines = [f"{name} {'.' * dots} {price}" for name, price in prices]
    assert units("\n".join(lines)) == [("row", line, "") for line in lines]


@given(st.lists(st.tuples(NAMES, PRICES), min_size=2, max_size=8))
def test_prices_set_to_the_right_are_in_rows(prices: list[tuple[str, str]]) -> None:
    lines = [f"{name:<40}{price:>10}" for name, price in prices]
    assert units("\n".join(lines)) == [("row", line, "") for line in lines]


@given(NAMES, SIGNS)
def test_a_line_between_signs_is_a_heading(name: str, sign: str) -> None:
    text = f"Es ist auf.\n\n{sign} {name} {sign}\nMan zahlt bar."
    assert paths(text)[-1] == ("Man zahlt bar.", name)


@given(NAMES, st.integers(1, 6))
def test_a_line_with_the_signs_of_markdown_is_a_heading(name: str, level: int) -> None:
    assert paths(f"{'#' * level} {name}\n\nMan zahlt bar.") == [("Man zahlt bar.", name)]


def test_one_row_between_headings_is_one_where_others_are() -> None:
    text = "~ Vorspeisen ~\nSuppe  4,80\nSalat  7,20\n\n~ Kinder ~\nNudeln mit Soße  4,00"
    assert units(text)[-1] == ("row", "Nudeln mit Soße  4,00", "Kinder")


@pytest.mark.parametrize(
    ("table", "header"),
    [
        ("Montag      geschlossen\nDienstag    9-12 Uhr\nMittwoch    9-18 Uhr", ""),
        ("Monday    Closed\nTuesday   9-12\nFriday    9-18", ""),
        ("Kasse   geschlossen\nBüro    9-12 Uhr\nSaal    9-18 Uhr", ""),
        ("Tag       Uhrzeit\nMontag    9-12 Uhr\nFreitag   9-18 Uhr", "Tag Uhrzeit"),
        ("Nr.  Kurs\n101  Töpfern\n102  Malen", "Nr. Kurs"),
    ],
)
def test_a_first_row_is_a_header_only_if_it_names_columns(table: str, header: str) -> None:
    assert units(table)[-1][2] == header


def test_dots_in_a_sentence_part_no_cells() -> None:
    text = "Na ja ... das war nichts.\nUnd dann ... Ende."
    assert {kind for kind, _, _ in units(text)} == {"sentence"}


def test_versions_and_days_head_what_changed_in_them() -> None:
    text = (
        "[1.4.0] - 2024-03-01\nAdded\n- export\nFixed\n- a crash\n\n"
        "v1.3\n- colours\n\n1.2.9 (2023-12-01)\n- first one"
    )
    assert paths(text) == [
        ("- export", "[1.4.0] - 2024-03-01 › Added"),
        ("- a crash", "[1.4.0] - 2024-03-01 › Fixed"),
        ("- colours", "v1.3"),
        ("- first one", "1.2.9 (2023-12-01)"),
    ]


def test_the_day_of_a_letter_heads_nothing() -> None:
    text = "Obertal, 3. Mai 2024\nWir laden herzlich ein. Es gibt Kuchen."
    assert paths(text)[-1] == ("Es gibt Kuchen.", "")


def test_a_day_leads_in_to_its_hours_alone_where_blank_lines_part_the_days() -> None:
    text = (
        "Freitag, 5. Juni\n18:00 Musik\n19:30 Tanz\n\nSamstag\n9:00-12:00\n14:00-16:00\n\n"
        "Sonntag\n10:00 Ruhe\n11:00 Kuchen\n\nWir freuen uns auf euch alle."
    )
    assert units(text) == [
        ("item", "18:00 Musik", "Freitag, 5. Juni"),
        ("item", "19:30 Tanz", "Freitag, 5. Juni"),
        ("item", "9:00-12:00", "Samstag"),
        ("item", "14:00-16:00", "Samstag"),
        ("item", "10:00 Ruhe", "Sonntag"),
        ("item", "11:00 Kuchen", "Sonntag"),
        ("sentence", "Wir freuen uns auf euch alle.", ""),
    ]


def test_what_is_hidden_until_it_is_clicked_ends_with_its_sign() -> None:
    assert paths("||It is plum.|| Or not.") == [("||It is plum.||", ""), ("Or not.", "")]


def test_a_number_in_brackets_behind_the_last_sentence_belongs_to_it() -> None:
    text = "It ended. (#212)"
    assert [text[span.start : span.end] for span in segment(text, "en")] == [text]


def test_one_item_alone_is_one_where_others_have_its_sign() -> None:
    text = "Neu\n* Ton\n* Bild\n\nBehoben\n* Absturz"
    assert units(text)[-1] == ("item", "* Absturz", "Behoben")


@pytest.mark.parametrize(
    "items",
    [
        ["[x] Saal buchen", "[ ] Kuchen backen"],
        ["✅ Hunde an der Leine", "❌ Grillen"],
        ["➡️ Anmelden", "➡️ Bezahlen"],
        ["1️⃣ Anmelden", "2️⃣ Bezahlen"],
        ["★ Ruhe", "★ Ordnung"],
    ],
)
def test_boxes_symbols_and_keycaps_begin_items(items: list[str]) -> None:
    assert units("Merkblatt\n" + "\n".join(items)) == [("item", own, "Merkblatt") for own in items]


def test_what_is_said_of_an_item_on_the_next_line_is_apart() -> None:
    text = (
        "* Spüle dein Geschirr\n  Was länger als einen Tag steht, kommt in die Kiste.\n"
        "* Sei leise, auch am Wochenende und an\n  Feiertagen"
    )
    assert paths(text) == [
        ("* Spüle dein Geschirr", ""),
        ("Was länger als einen Tag steht, kommt in die Kiste.", "Spüle dein Geschirr"),
        ("* Sei leise, auch am Wochenende und an", ""),
        ("Feiertagen", "Sei leise, auch am Wochenende und an"),
    ]


def test_a_line_stands_above_what_is_indented_below_it() -> None:
    text = "Luv\n    Von dort kommt der Wind.\n\nLee\n    Dorthin weht er."
    assert paths(text) == [("Von dort kommt der Wind.", "Luv"), ("Dorthin weht er.", "Lee")]


@pytest.mark.parametrize(
    "sheet",
    [
        "Bronze (ab 7 Jahre)\nDo 16:00-16:45, 85 EUR\nBeginn: 19. September",
        "Anschrift\nHallenbad Weststadt\nBadstraße 12\n70197 Stuttgart",
        "Jugendleitung\nSarah Klein\nTel. 0160 777 888",
    ],
)
def test_a_line_stands_above_times_prices_and_addresses(sheet: str) -> None:
    title, *lines = sheet.split("\n")
    assert paths(f"Es gilt dies.\n\n{sheet}")[1:] == [(line, title) for line in lines]


def test_a_short_line_stands_above_text_as_other_headings_do() -> None:
    text = (
        "1. Strophe\nDer Tag ist um, das Feuer glimmt.\n\nRefrain\nLegt Holz nach, legt noch nach."
    )
    assert paths(text)[-1] == ("Legt Holz nach, legt noch nach.", "Refrain")


def test_roman_numbers_count_headings() -> None:
    text = "I. Parteien\nDer Verein vermietet den Raum.\n\nII. Entgelt\nEs kostet 90 Euro."
    assert paths(text) == [
        ("Der Verein vermietet den Raum.", "I. Parteien"),
        ("Es kostet 90 Euro.", "II. Entgelt"),
    ]


def test_a_number_above_a_list_with_signs_is_a_heading() -> None:
    text = "1. Release\n- It is planned for June.\n\n2. Incidents\nThere were none."
    assert paths(text) == [
        ("- It is planned for June.", "1. Release"),
        ("There were none.", "2. Incidents"),
    ]


def test_a_number_with_a_label_is_an_item() -> None:
    text = "1. Leiter: Ada Fuchs\n   Tel.: 07071 222\n\n2. Leiter: Ben Abt\n   Tel.: 07071 3"
    assert paths(text) == [
        ("1. Leiter: Ada Fuchs", ""),
        ("Tel.: 07071 222", "Leiter: Ada Fuchs"),
        ("2. Leiter: Ben Abt", ""),
        ("Tel.: 07071 3", "Leiter: Ben Abt"),
    ]


def test_code_between_fences_is_a_unit_and_no_heading() -> None:
    text = "Vorlage:\n```\nSpiel:\n\nZeit:\n```\nEine je Gruppe. Danke."
    assert units(text) == [
        ("code", "Spiel:\n\nZeit:", "Vorlage:"),
        ("sentence", "Eine je Gruppe.", ""),
        ("sentence", "Danke.", ""),
    ]


def test_a_question_at_a_paragraph_s_beginning_is_answered_by_the_rest_of_it() -> None:
    text = "Noch Fragen? Ruft an. Wir helfen.\n\nDas Büro ist im Keller."
    assert units(text) == [
        ("answer", "Ruft an.", "Noch Fragen?"),
        ("answer", "Wir helfen.", "Noch Fragen?"),
        ("sentence", "Das Büro ist im Keller.", ""),
    ]


def test_a_question_within_a_paragraph_never_answers() -> None:
    text = "Es gab Streit. Wer hat recht? Niemand weiß es."
    assert [own for _, own, _ in units(text)] == ["Es gab Streit.", "Niemand weiß es."]


def test_a_line_that_ends_in_a_question_asks_as_a_whole() -> None:
    text = "4. Wann?\nImmer samstags.\n\n5. Ich will helfen. Wen frage ich?\nGerda Thoma."
    assert paths(text)[-1] == ("Gerda Thoma.", "5. Ich will helfen. Wen frage ich?")


def test_a_question_set_as_the_heading_above_it_ends_its_section() -> None:
    text = "Anschrift\nBadgasse 1\n70197 Ulm\n\nWie komme ich hin?\nMit dem Bus. Er hält davor."
    assert paths(text)[-1] == ("Er hält davor.", "Wie komme ich hin?")


def test_questions_right_below_a_heading_stay_under_it() -> None:
    text = (
        "Eintritt\n\nWas kostet es?\nFünf Euro.\n\nGibt es Karten?\nJa, zwölf zum Preis von zehn."
    )
    assert paths(text) == [
        ("Fünf Euro.", "Eintritt › Was kostet es?"),
        ("Ja, zwölf zum Preis von zehn.", "Eintritt › Gibt es Karten?"),
    ]


def test_what_one_of_two_asks_the_other_answers() -> None:
    text = (
        "Frau Stein: Guten Abend. Warum dauert es so lange?\n"
        "Herr Kurz: Die Firma ist pleite. Wir suchen eine neue.\n"
        "Frau Stein: Das ist schade. Wann geht es weiter?\n"
        "Herr Kurz: Im Herbst. Ganz sicher.\n"
        "Frau Stein: Danke. Das freut mich.\n"
        "Frau Stein: Auf Wiedersehen."
    )
    assert [under for own, under in paths(text) if "Herr Kurz" in own] == [
        "Warum dauert es so lange?",
        "Wann geht es weiter?",
    ]


@pytest.mark.parametrize(
    ("line", "ends"),
    [
        ("Alle Preise inkl. MwSt. Karten gehen ab 10 Euro.", 2),
        ("It was mostly in May. Warm days are typical.", 2),
        ("Es gelten §§ 433 ff. BGB entsprechend.", 1),
        ("Siehe §§ 433 ff. Danach gilt es nicht.", 2),
        ("Venue: Kubus, Permoserstr. 15, Leipzig.", 1),
        ("Section 2. Dues. They are 40 dollars. Pay in May.", 2),
        ("**Willkommen!** Lies die Regeln.", 2),
    ],
)
def test_sentences_of_such_texts_end_where_people_end_them(line: str, ends: int) -> None:
    assert len(segment(line, "en" if "dollars" in line or "May" in line else "de")) == ends


def test_sections_of_bylaws_with_sentences_are_no_headings() -> None:
    text = (
        "ARTICLE II - MEMBERS\n\nSection 1. Anyone may join.\n"
        "Section 2. A member may be expelled for\n  (a) cheating,\n  (b) violence."
    )
    assert paths(text) == [
        ("Section 1. Anyone may join.", "ARTICLE II - MEMBERS"),
        ("(a) cheating,", "ARTICLE II - MEMBERS › Section 2. A member may be expelled for"),
        ("(b) violence.", "ARTICLE II - MEMBERS › Section 2. A member may be expelled for"),
    ]


def test_a_name_of_code_keeps_its_signs() -> None:
    assert paths("__init__\n\nEs legt alles an.") == [("Es legt alles an.", "__init__")]


@pytest.mark.parametrize(
    ("timetable", "found"),
    [
        (
            "Programm\nFreitag, 6. Mai\n18:00 Umzug\n20:00 Tanz\nSamstag, 7. Mai\n14:00 Spiel",
            [
                ("18:00 Umzug", "Freitag, 6. Mai"),
                ("20:00 Tanz", "Freitag, 6. Mai"),
                ("14:00 Spiel", "Samstag, 7. Mai"),
            ],
        ),
        (
            "Main stage\n  18:00  The Ferrymen\n  19:30  Lost Lamb\nBarn\n  18:30  Poetry hour",
            [
                ("18:00  The Ferrymen", "Main stage"),
                ("19:30  Lost Lamb", "Main stage"),
                ("18:30  Poetry hour", "Barn"),
            ],
        ),
        (
            "lundi\n  fermé\nmardi\n  10 h – 12 h\n  14 h – 18 h\nsamedi\n  9 h – 13 h",
            [
                ("fermé", "lundi"),
                ("10 h – 12 h", "mardi"),
                ("14 h – 18 h", "mardi"),
                ("9 h – 13 h", "samedi"),
            ],
        ),
        (
            "Maandag\n  9.30 uur - zwemmen\nDinsdag\n  10.00 uur - bosspel",
            [("9.30 uur - zwemmen", "Maandag"), ("10.00 uur - bosspel", "Dinsdag")],
        ),
    ],
)
def test_days_lead_in_to_what_is_on_then_and_to_nothing_further(
    timetable: str, found: list[tuple[str, str]]
) -> None:
    text = f"Wir feiern wieder.\n\n{timetable}\n\nDer Eintritt ist frei."
    told = [(own, under.rpartition(" › ")[2]) for own, under in paths(text)]
    assert told[-len(found) - 1 : -1] == found
    assert told[-1][1] not in {under for _, under in found}


def test_lines_between_entries_of_a_log_lead_in_to_nothing() -> None:
    lines = ["Die Störung heute", "12:03 Server weg", "Viele melden sich", "12:10 Neustart"]
    assert paths("\n".join(lines)) == [(line, "") for line in lines]


def test_labels_may_have_a_blank_before_their_colon_as_in_french() -> None:
    lines = ["Tente : 8 €", "Caravane\u00a0: 14 €", "Chien : gratuit"]
    assert units("\n".join(lines)) == [("item", line, "") for line in lines]

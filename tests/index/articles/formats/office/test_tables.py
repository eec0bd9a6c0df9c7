"""Workbooks, CSV and TSV: a row a unit, understood under its header."""

from string import ascii_uppercase

import pytest

from index.articles import read_bytes
from index.articles.documents import Extraction
from index.articles.formats.errors import ArticleOfficeTooLargeError
from index.articles.formats.office.parts.cells import number_format, shown
from index.articles.omissions import Omission
from index.config import IngestSettings
from index.units.outline import Outline
from tests.office_files import S, c, relations, sheet, xlsx


def read(raw: bytes | str, name: str = "liste.xlsx") -> Extraction:
    content = raw.encode() if isinstance(raw, str) else raw
    return read_bytes(content, source=name, settings=IngestSettings())


def rows(extraction: Extraction) -> list[tuple[str, tuple[str, ...]]]:
    """Return what can answer, with what it stands under."""
    draft = extraction.draft
    outline = Outline(draft.text, draft.blocks or ())
    return [
        (draft.text[span.start : span.end], outline.context(span.start).lines)
        for span in draft.spans or ()
        if span.answers
    ]


def test_a_sheet_is_a_section_and_its_rows_stand_under_its_first() -> None:
    orte = sheet(["Ort", "Einwohner"], ["Altdorf", 12300], ["Bergen", 4120])
    namen = sheet(["Name", "Amt", "Seit"], ["Anna", "Vorsitz", "Mai"])
    read_one = read(xlsx({"Orte": orte, "Leute": namen}))
    assert read_one.draft.text == (
        "Orte\n\nOrt | Einwohner\nAltdorf | 12300\nBergen | 4120\n\n"
        "Leute\n\nName | Amt | Seit\nAnna | Vorsitz | Mai"
    )
    assert rows(read_one) == [
        ("Altdorf | 12300", ("Orte", "Ort | Einwohner")),
        ("Bergen | 4120", ("Orte", "Ort | Einwohner")),
        ("Anna | Vorsitz | Mai", ("Leute", "Name | Amt | Seit")),
    ]
    assert (read_one.format, read_one.draft.title) == ("xlsx", "liste")


def test_a_sheet_s_name_that_nobody_gave_it_is_no_heading() -> None:
    assert read(xlsx({"Tabelle1": sheet(["Kasse", 12])})).draft.text == "Kasse | 12"


def test_cells_show_what_their_formats_make_of_them() -> None:
    row = [
        *(c(1200.0), c(45365, 1), c(0.125, 2), c(12.5, 3), c(1067, 4), c(45365.75, 5)),
        *(c(1500, 6), c(1.5, 7), c(12, 8), c(0.75, 9), c(0.1234, 10)),
        *(c(0.1 + 0.2), c(1, kind="b")),
    ]
    assert read(xlsx({"Tabelle1": sheet(row)})).draft.text == (
        "1200 | 2024-03-14 | 13% | 12.50 € | 01067 | 2024-03-14 18:00 | € 1500 | 36:00 | 12 kg"
        " | 18:00 | 12.34% | 0.3 | TRUE"
    )


@pytest.mark.parametrize(
    ("value", "code", "expected"),
    [
        ("1234.5", "#,##0.00", "1234.50"),
        ("-3.456", "0.0", "-3.5"),
        ("2.5", "0", "3"),
        ("-0.001", "0.00", "0.00"),
        ("0.5", "# ?/?", "0.5"),
        ("7", "General", "7"),
        ("7", "@", "7"),
        ("1.50", "0.##", "1.5"),
        ("45365", "mmmm yyyy", "2024-03"),
        ("45365", "[$-407]d. mmmm yyyy;@", "2024-03-14"),
        ("0.5", "[$-F400]h:mm:ss\\ AM/PM", "12:00:00"),
        ("59", "yyyy-mm-dd", "1900-02-28"),
        ("-1", "yyyy-mm-dd", "-1"),
        ("1e99", "0", "1e99"),
        ("nan", "0", "nan"),
        ("9", "_-* #,##0.00\\ [$CHF]_-;-* #,##0.00", "9.00 CHF"),
        ("9", '"Nr. "000', "Nr. 009"),
    ],
)
def test_a_number_is_shown_as_its_format_says(value: str, code: str, expected: str) -> None:
    assert shown(value, number_format(code)) == expected


def test_days_count_from_1904_where_the_workbook_says_so() -> None:
    assert shown("43903", number_format("yyyy-mm-dd"), since_1904=True) == "2024-03-14"


def test_a_formula_gives_its_stored_value_and_one_without_is_named() -> None:
    total = "<c r='B2'><f>SUM(A1:A9)</f><v>42</v></c>"
    unknown = "<c r='C2'><f>WEBSERVICE(\"http://127.0.0.1\")</f></c>"
    broken = "<c r='D2' t='e'><f>1/0</f><v>#DIV/0!</v></c>"
    read_one = read(xlsx({"Tabelle1": sheet([c("Summe"), total, unknown, broken])}))
    assert read_one.draft.text == "Summe | 42"
    assert read_one.omissions == (Omission("data", 2, "C2"),)


def test_merged_cells_stand_in_each_row_that_they_reach() -> None:
    merges = '<mergeCells><mergeCell ref="A2:A3"/><mergeCell ref="B4:C4"/></mergeCells>'
    plan = sheet(
        ["Tag", "Zeit", "Was"],
        ["Montag", "9 Uhr", "Yoga"],
        ["", "10 Uhr", "Tanz"],
        ["Dienstag", "zu", ""],
        after=merges,
    )
    assert read(xlsx({"Plan": plan})).draft.text == (
        "Plan\n\nTag | Zeit | Was\nMontag | 9 Uhr | Yoga\nMontag | 10 Uhr | Tanz\nDienstag | zu"
    )


def test_empty_rows_part_tables_and_a_line_above_one_is_a_paragraph() -> None:
    name = "<row r='1'><c t='inlineStr'><is><t>Beiträge 2024</t></is></c></row>"
    first = [
        f"<row r='{n}'>{c(a)}<c/>{c(b)}</row>"
        for n, (a, b) in enumerate([("Gruppe", "Betrag"), ("Kinder", 5), ("Familien", 20)], 3)
    ]
    second = f"<row r='9'>{c('Stand')}{c('Mai')}</row>"
    assert read(xlsx({"Tabelle1": sheet(name, *first, second)})).draft.text == (
        "Beiträge 2024\n\nGruppe | Betrag\nKinder | 5\nFamilien | 20\n\nStand | Mai"
    )


def test_hidden_sheets_rows_and_columns_are_left_out_and_counted() -> None:
    seen = sheet(
        ["Anna", "geheim", "Vorsitz"],
        f"<row r='2' hidden='1'>{c('weg')}</row>",
        before="<cols><col min='2' max='2' hidden='1'/></cols>",
    )
    read_one = read(xlsx({"Leute": seen, "Codes": sheet(["1234"])}, hidden="Codes"))
    assert read_one.draft.text == "Leute\n\nAnna | Vorsitz"
    assert (read_one.dropped, read_one.hidden) == (13, 13)


def test_shared_texts_are_read_without_what_is_struck_out() -> None:
    strings = (
        f'<sst xmlns="{S}"><si><t>Preis</t></si><si><r><rPr><strike/></rPr><t>12 </t></r>'
        "<r><t>9 €</t></r><rPh><t>kyu</t></rPh></si></sst>"
    )
    cells = sheet(f"<row>{c(0, kind='s')}{c(1, kind='s')}{c(7, kind='s')}</row>")
    read_one = read(xlsx({"Tabelle1": cells}, {"xl/sharedStrings.xml": strings}))
    assert read_one.draft.text == "Preis | 9 €"
    assert read_one.omissions == (Omission("struck", 2, "12"),)


def test_what_else_lies_on_a_sheet_is_read_or_named() -> None:
    drawing = (
        "<wsDr><a><sp><txBody><p><r><t>Hinweis: geschlossen</t></r></p></txBody></sp></a>"
        "<a><pic><cNvPr descr=''/><blip/></pic></a></wsDr>"
    )
    comments = "<comments><commentList><comment/><comment/></commentList></comments>"
    parts = {
        "xl/_rels/sheet1.xml.rels": relations({"d.xml": "drawing", "c.xml": "comments"}),
        "xl/d.xml": drawing,
        "xl/c.xml": comments,
    }
    page = "<headerFooter><oddHeader>Verein</oddHeader></headerFooter>"
    read_one = read(xlsx({"Tabelle1": sheet(["Kasse", 12], after=page)}, parts))
    assert read_one.draft.text == "Kasse | 12\n\nHinweis: geschlossen"
    assert read_one.omissions == (
        Omission("comments", 2),
        Omission("running", 1, "Verein"),
        Omission("images", 1),
    )


def test_cells_scattered_over_a_whole_sheet_are_no_table() -> None:
    names = [first + second for first in ascii_uppercase for second in ascii_uppercase]
    rows = [f"<row><c r='{name}{n}' t='b'><v>1</v></c></row>" for n, name in enumerate(names, 1)]
    with pytest.raises(ArticleOfficeTooLargeError):
        read(xlsx({"Tabelle1": sheet("".join(rows * 5))}))


ORTE = "Ort{d}Einwohner{d}Fläche\nAltdorf{d}12.300{d}34,5\nBergen{d}4.120{d}18,2\n"


@pytest.mark.parametrize("delimiter", [";", "\t", "|"])
def test_a_table_in_text_is_told_by_what_parts_its_cells(delimiter: str) -> None:
    read_one = read(ORTE.format(d=delimiter), "große_orte.csv")
    assert read_one.draft.title == "große orte"
    assert rows(read_one) == [
        ("Altdorf | 12.300 | 34,5", ("Ort | Einwohner | Fläche",)),
        ("Bergen | 4.120 | 18,2", ("Ort | Einwohner | Fläche",)),
    ]


def test_quoted_cells_may_hold_what_parts_cells_and_lines() -> None:
    table = 'Name,Ort\n"Muster, Anna","Am ""Anger""\n3"\nBert,Dorf\n'
    assert read(table, "a.csv").draft.text == (
        'Name | Ort\nMuster, Anna | Am "Anger" 3\nBert | Dorf'
    )


def test_a_quotation_mark_that_is_never_closed_harms_its_line_alone() -> None:
    table = 'Name;Ort\n"Anna;Dorf\nBert;Stadt\n'
    assert read(table, "a.csv").draft.text == "Name | Ort\nAnna;Dorf\nBert | Stadt"


def test_a_table_in_windows_letters_is_read() -> None:
    raw = "Straße;Höhe\nMühlgasse;12\nAm Überweg, größer;30\n".encode("cp1252")
    assert read(raw, "a.csv").draft.text == (
        "Straße | Höhe\nMühlgasse | 12\nAm Überweg, größer | 30"
    )


def test_the_first_line_may_say_what_parts_the_cells() -> None:
    assert read("sep=|\na;x|b\n1;x|2\n", "a.csv").draft.text == "a;x | b\n1;x | 2"


def test_lines_above_a_table_are_paragraphs_and_what_is_empty_goes() -> None:
    table = "Stand: 2024;;\n;;\nOrt;;Höhe\nAltdorf;;120\nBergen;;80\n;;\n"
    read_one = read(table, "a.csv")
    assert read_one.draft.text == "Stand: 2024\n\nOrt | Höhe\nAltdorf | 120\nBergen | 80"


def test_a_table_that_begins_with_numbers_has_no_header() -> None:
    read_one = read("Altdorf;12300\nBergen;4120\n", "a.csv")
    assert [row for row, _ in rows(read_one)] == ["Altdorf | 12300", "Bergen | 4120"]


def test_words_above_numbers_name_the_columns_whichever_has_them() -> None:
    read_one = read("Parzelle;Pächter\n14;Familie Demir\n15;Jana Kolb\n", "a.csv")
    assert rows(read_one) == [
        ("14 | Familie Demir", ("Parzelle | Pächter",)),
        ("15 | Jana Kolb", ("Parzelle | Pächter",)),
    ]


def test_a_text_that_is_no_table_is_read_as_text_under_its_name() -> None:
    read_one = read("Nur eine Zeile.\n\nUnd noch eine.", "a.csv")
    assert (read_one.draft.text, read_one.draft.title) == (
        "Nur eine Zeile.\n\nUnd noch eine.",
        "a",
    )


def test_a_line_right_above_a_table_that_names_it_is_no_answer() -> None:
    cells = sheet(["Ansprechpartner"], ["Name", "Telefon", "Raum"], ["Kern, Ute", "0700 1", "4"])
    assert rows(read(xlsx({"Tabelle1": cells}))) == [
        ("Kern, Ute | 0700 1 | 4", ("Ansprechpartner", "Name | Telefon | Raum"))
    ]
    assert rows(read("Stand: Mai 2025\n\nOrt;Tag\nBad;Mo\nSaal;Di\n", "a.csv"))[0] == (
        "Stand: Mai 2025",
        (),
    )


def test_a_header_of_two_rows_that_a_merged_cell_holds_together_is_one() -> None:
    merges = '<mergeCells><mergeCell ref="A1:A2"/><mergeCell ref="B1:C1"/></mergeCells>'
    boats = sheet(
        ["Boot", "Preis", ""],
        ["", "Stunde", "Tag"],
        ["Kanu", "9 €", "45 €"],
        ["Tretboot", "12 €", ""],
        after=merges,
    )
    header = "Boot | Preis Stunde | Preis Tag"
    assert rows(read(xlsx({"Verleih": boats}))) == [
        ("Kanu | 9 € | 45 €", ("Verleih", header)),
        ("Tretboot | 12 €", ("Verleih", header)),
    ]


def test_a_row_below_a_header_that_repeats_nothing_of_it_is_a_row() -> None:
    boats = sheet(["Boot", "Art", "Farbe"], ["Anna", "Kanu", "rot"], ["Ida", "Kahn", "blau"])
    assert [text for text, _ in rows(read(xlsx({"Verleih": boats})))] == [
        "Anna | Kanu | rot",
        "Ida | Kahn | blau",
    ]


def test_a_table_of_questions_and_answers_has_the_answers_as_units() -> None:
    table = (
        "Frage;Antwort\nDarf man grillen?;Nur am Ufer. Bis 22 Uhr.\nWo parkt man?;Am Sportplatz\n"
    )
    assert rows(read(table, "fragen.csv")) == [
        ("Nur am Ufer.", ("Darf man grillen?",)),
        ("Bis 22 Uhr.", ("Darf man grillen?",)),
        ("Am Sportplatz", ("Wo parkt man?",)),
    ]

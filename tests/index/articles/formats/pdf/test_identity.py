"""PDF: its title, author and date."""

import pytest

from tests.index.articles.formats.pdf.drawn import Text, drawn, extract, left_out, lines, read

BODY = [
    "Der Gemeinderat von Obertal hat am Mittwochabend über die Zukunft des alten Bahnhofs",
    "beraten. Das Gebäude steht seit vier Jahren leer.",
]
CREATED = "/CreationDate(D:20240520120000)"


@pytest.mark.parametrize(
    ("said", "title"),
    [
        ("Microsoft Word - Protokoll der Ratssitzung.docx", "Protokoll der Ratssitzung"),
        ("Microsoft Word - Vorlage_neu.docx", "Protokoll der Ratssitzung am Fluss"),
        ("untitled", "Protokoll der Ratssitzung am Fluss"),
        ("Ganz anderer Titel", "Protokoll der Ratssitzung am Fluss"),
        ("Protokoll der Ratssitzung", "Protokoll der Ratssitzung"),
    ],
)
def test_the_largest_type_is_the_title_unless_the_information_says_it(
    said: str, title: str
) -> None:
    page = [
        Text(60, 810, "Gemeinde Obertal", 22),
        Text(60, 790, "Rathausplatz 1 · 99999 Obertal", 9),
        Text(60, 740, "Protokoll der Ratssitzung", 16, bold=True),
        Text(60, 720, "am Fluss", 16, bold=True),
        *lines(60, 690, BODY),
    ]
    assert read(drawn(page, info=f"/Title({said})")).title == title


@pytest.mark.parametrize("author", ["\\(anonymous\\)", "anonymous", "PC-Nutzer", "Administrator"])
def test_an_author_made_up_by_a_program_is_none(author: str) -> None:
    assert read(drawn(lines(60, 700, BODY), info=f"/Author({author})")).author is None


@pytest.mark.parametrize(
    ("line", "date"),
    [
        ("Obertal, den 14. März 2024", "2024-03-14"),
        ("14.03.2024", "2024-03-14"),
        ("Stand: 1. Mai 2023", "2023-05-01"),
        ("Stand: Mai 2023", "2023-05"),
        ("Von Erika Beispiel, 14. März 2024", "2024-03-14"),
        ("March 14, 2024", "2024-03-14"),
        ("Protokoll vom 14. März 2024", "2024-03-14"),
        ("Das Fest beginnt am 14. März 2024", "2024-05-20"),
        ("Am 14. März 2024 begann der Umbau.", "2024-05-20"),
        ("Obertal, den 31. Februar 2024", "2024-05-20"),
    ],
)
def test_the_date_is_the_one_that_the_text_says_of_itself(line: str, date: str) -> None:
    page = [Text(60, 780, line), *lines(60, 700, BODY)]
    assert read(drawn(page, info=CREATED)).date == date


@pytest.mark.parametrize("producer", ["Skia/PDF m131", "Microsoft: Print To PDF"])
def test_the_day_of_printing_is_no_date(producer: str) -> None:
    info = f"{CREATED}/Producer({producer})"
    assert read(drawn(lines(60, 700, BODY), info=info)).date is None


def test_a_browser_s_lines_are_left_out_and_their_day_is_no_date() -> None:
    page = [
        Text(30, 825, "20.5.24, 18:56", 8),
        Text(300, 825, "Talbote", 8),
        *lines(60, 700, BODY),
        Text(30, 15, "https://talbote.example/bahnhof", 8),
        Text(560, 15, "1/1", 8),
    ]
    extraction = extract(drawn(page, info=CREATED))
    assert extraction.draft.date is None
    assert extraction.draft.text == " ".join(BODY)
    assert left_out(extraction) == {
        "running": (2, "20.5.24, 18:56 Talbote; https://talbote.example/bahnhof 1/1")
    }

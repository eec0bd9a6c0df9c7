"""PDF: what was filled in, what has no text, what a program wrote."""

from pathlib import Path

from index.articles import read_bytes
from index.config import IngestSettings
from tests.index.articles.formats.pdf.drawn import (
    Drawn,
    Field,
    Text,
    blocks,
    drawn,
    extract,
    left_out,
    read,
)

DOCUMENTS = Path(__file__).parents[4] / "fixtures" / "documents"


def document(name: str) -> bytes:
    return (DOCUMENTS / name).read_bytes()


def test_a_form_s_values_stand_beside_their_labels() -> None:
    page: list[Drawn] = [
        Text(60, 760, "Antrag auf Nutzung"),
        Text(60, 700, "Name des Vereins:"),
        Field(200, 700, "verein", "Theaterverein (Obertal)"),
        Text(60, 660, "Personen:"),
        Field(200, 660, "personen", ""),
        Field(60, 620, "Mitglied", value=True),
        Text(230, 620, "Mitglied des Verbands"),
        Field(60, 580, "Bemerkung", "keine"),
        Field(60, 540, "Text7", "sonst nichts"),
        Field(60, 500, "geheim", "unsichtbar", flags=2),
        Field(60, 460, "Brandschutz", value=False),
    ]
    assert read(drawn(page)).text == (
        "Antrag auf Nutzung\n\nName des Vereins: Theaterverein (Obertal)\n\nPersonen:\n\n"
        "☒ Mitglied des Verbands\n\nBemerkung: keine\n\nsonst nichts\n\n☐ Brandschutz"
    )


def test_a_filled_form_is_read() -> None:
    draft = read(document("filled-form.pdf"))
    assert draft.text == (
        "Antrag auf Nutzung des Saals\n\nName des Vereins: Theaterverein Obertal\n\n"
        "Datum: 12. Mai 2026"
    )
    assert (draft.title, draft.author) == ("Antrag auf Nutzung des Saals", None)


def test_pages_without_text_are_named() -> None:
    extraction = extract(document("mostly-scanned.pdf"))
    assert left_out(extraction) == {"pages": (2, "2, 3")}
    assert len(extraction.draft.pages) == 3


def test_a_file_that_is_protected_against_changes_alone_is_read() -> None:
    assert "Davon übernimmt das Land die Hälfte." in read(document("protected.pdf")).text


def test_columns_that_a_program_drew_row_by_row_are_told_apart() -> None:
    assert "\n\nDie Kosten betragen" in read(document("two-columns.pdf")).text
    assert "Das Gebäude steht seit vier Jahren leer" in read(document("two-columns.pdf")).text


def test_a_table_that_a_program_drew_has_rows() -> None:
    assert (
        "\n\nRaum | Größe | Miete\nSaal | 220 m² | 140 €\nCafé | 60 m² | 45 €\n"
        "Probenraum | 35 m² | 20 €\n\n"
    ) in read(document("table.pdf")).text


def test_a_tagged_print_of_a_page_keeps_the_page_s_shape() -> None:
    extraction = extract(document("print.pdf"))
    draft = extraction.draft
    assert (draft.title, draft.date) == ("Bahnhof wird Kulturhaus", "2024-03-14")
    assert draft.text == (
        "Bahnhof wird Kulturhaus\n\nVon Erika Beispiel, 14. März 2024\n\n"
        "Der Gemeinderat von Obertal hat am Mittwochabend über die Zukunft des alten Bahnhofs "
        "beraten. Das Gebäude steht seit vier Jahren leer und soll nun ein Kulturhaus werden.\n\n"
        "Die Kosten betragen nach Angaben der Verwaltung 2,4 Millionen Euro. Davon übernimmt das "
        "Land die Hälfte. Der Umbau soll im Frühjahr beginnen und zwei Jahre dauern.\n\n"
        "Kritik im Rat\n\n"
        "Gegen die Pläne stimmten vier Mitglieder des Rates. Sie hatten vorgeschlagen, das Haus zu "
        "verkaufen und mit dem Erlös die Schule zu sanieren.\n\n"
        "Zahlen\n\nRaum | Miete\nSaal | 140 €\nCafé | 45 €\n\n"
        "- Eröffnung im Mai 2026\n- 180 Sitzplätze\n\n"
        "Auf der zweiten Seite steht, dass der Architekt aus Neustadt kommt. Er heißt Muster."
    )
    kinds = [kind for kind, _ in blocks(draft) if kind != "paragraph"]
    assert kinds == ["heading1", "heading2", "heading2", "header", "row", "row", "item", "item"]
    assert draft.text[draft.pages[1] :].startswith("Auf der zweiten Seite")
    assert left_out(extraction)["running"][0] == 4


def test_the_title_is_not_the_letterhead() -> None:
    draft = read(document("letterhead.pdf"))
    assert (draft.title, draft.date) == ("Protokoll der Ratssitzung", "2024-03-14")
    assert draft.author is None


def test_umlauts_of_old_tex_are_composed() -> None:
    assert read(document("old-tex.pdf")).text == (
        "Die Bürgermeisterin eröffnete die Brücke.\n\n"
        "Die Bürgermeisterin eröffnete die Brücke über den Fluss."
    )


def test_every_document_is_read_within_the_fence() -> None:
    for path in DOCUMENTS.glob("*.pdf"):
        found = read_bytes(path.read_bytes(), source=path.name, settings=IngestSettings())
        assert found.format == "pdf"

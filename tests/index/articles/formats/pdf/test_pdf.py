"""PDF: the text of its pages in paragraphs, and where each page begins."""

from collections.abc import Callable
from datetime import UTC, datetime
from io import BytesIO

import pypdf
import pytest
from fontTools.agl import UV2AGL
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.t2CharStringPen import T2CharStringPen
from pypdf.generic import (
    DecodedStreamObject,
    DictionaryObject,
    NameObject,
    NumberObject,
    StreamObject,
)

from index.articles import read_bytes
from index.articles.documents import Extraction
from index.articles.fence.errors import (
    ArticleReadingBrokenError,
    ArticleTooDemandingError,
    ArticleTooSlowError,
)
from index.articles.formats.errors import (
    ArticlePdfBrokenError,
    ArticlePdfEncryptedError,
    ArticlePdfScannedError,
    ArticlePdfTooLongError,
)
from index.articles.omissions import Omission
from index.config import IngestSettings
from tests.hostile.pdfs import bomb, forms_in_a_circle

MakePdf = Callable[..., bytes]
FIRST = [
    "Die Mission im Irak wurde Anfang Januar ausgesetzt. Die Wieder-",
    "aufnahme ist offen, sagte der Sprecher der NATO-",
    "Mission am Mittwoch (in Brüssel).",
    "Ein neuer Absatz beginnt hier und geht über zwei Zeilen, denn",
    "er ist lang genug.",
]


def read(raw: bytes, ingest: IngestSettings) -> Extraction:
    return read_bytes(raw, source="bericht.pdf", settings=ingest)


def test_lines_become_paragraphs_and_hyphens_are_mended(
    make_pdf: MakePdf, ingest: IngestSettings
) -> None:
    draft = read(make_pdf(FIRST), ingest).draft
    assert draft.text == (
        "Die Mission im Irak wurde Anfang Januar ausgesetzt. Die Wiederaufnahme ist offen, sagte "
        "der Sprecher der NATO-Mission am Mittwoch (in Brüssel).\n\n"
        "Ein neuer Absatz beginnt hier und geht über zwei Zeilen, denn er ist lang genug."
    )
    assert draft.pages == (0,)


def test_pages_begin_where_their_text_does(make_pdf: MakePdf, ingest: IngestSettings) -> None:
    draft = read(make_pdf(["Seite eins endet."], [], ["Größe.", "Ende."]), ingest).draft
    assert draft.text == "Seite eins endet.\n\nGröße. Ende."
    assert draft.pages == (0, 17, 19)
    assert draft.text[draft.pages[2] :] == "Größe. Ende."


def test_a_first_page_without_text_keeps_the_page_numbers(
    make_pdf: MakePdf, ingest: IngestSettings
) -> None:
    draft = read(make_pdf([], ["Text hier."]), ingest).draft
    assert (draft.text, draft.pages) == ("Text hier.", (0, 0))


def test_a_sentence_over_a_page_s_end_stays_whole(
    make_pdf: MakePdf, ingest: IngestSettings
) -> None:
    draft = read(make_pdf(["Sie wird wieder auf-"], ["genommen, heißt es."]), ingest).draft
    assert draft.text == "Sie wird wieder aufgenommen, heißt es."
    assert draft.pages == (0, len("Sie wird wieder auf"))


def test_a_footer_does_not_run_into_the_next_page(
    make_pdf: MakePdf, ingest: IngestSettings
) -> None:
    pages = ["Das ist ein Satz.", "Das ist die letzte Seite"], ["Noch ein Satz."]
    assert read(make_pdf(*pages), ingest).draft.text == (
        "Das ist ein Satz.\n\nDas ist die letzte Seite\n\nNoch ein Satz."
    )


def test_a_page_s_number_is_left_out(make_pdf: MakePdf, ingest: IngestSettings) -> None:
    extraction = read(make_pdf(["Das ist ein Satz.", "Seite 1"], ["Noch ein Satz."]), ingest)
    assert extraction.draft.text == "Das ist ein Satz.\n\nNoch ein Satz."
    assert extraction.omissions == (Omission("running", 1, "Seite 1"),)


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        (["die Wieder-", "aufnahme"], "die Wiederaufnahme"),
        (["die Wieder\u00ad", "aufnahme"], "die Wiederaufnahme"),
        (["die NATO-", "Mission"], "die NATO-Mission"),
        (["die NATO-", "geführte Mission"], "die NATO-geführte Mission"),
        (["ein 30-", "jähriger Mann"], "ein 30-jähriger Mann"),
        (["die Vor-", "und Nachteile"], "die Vor- und Nachteile"),
        (["Ein Gedanke -", "aber so"], "Ein Gedanke - aber so"),
    ],
)
def test_line_ends_are_mended_where_it_is_safe(
    lines: list[str], text: str, make_pdf: MakePdf, ingest: IngestSettings
) -> None:
    assert read(make_pdf(lines), ingest).draft.text == text


def test_letters_that_only_the_embedded_font_names_are_read(ingest: IngestSettings) -> None:
    sentence = "Größere Übungen folgen später."
    letters = sorted(set(sentence))
    writer = pypdf.PdfWriter()
    program = StreamObject()
    program.set_data(_font_program(letters))
    program[NameObject("/Subtype")] = NameObject("/Type1C")
    descriptor = DictionaryObject(
        {
            NameObject("/FontFile3"): writer._add_object(program),
            NameObject("/FontName"): NameObject("/ABCDEF+Subset"),
            NameObject("/Flags"): NumberObject(4),
        }
    )
    font = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Font"),
            NameObject("/Subtype"): NameObject("/Type1"),
            NameObject("/BaseFont"): NameObject("/ABCDEF+Subset"),
            NameObject("/FontDescriptor"): descriptor,
        }
    )
    content = DecodedStreamObject()
    codes = bytes(letters.index(letter) + 1 for letter in sentence).hex()
    content.set_data(f"BT /F1 11 Tf 50 780 Td <{codes}> Tj ET".encode())
    page = writer.add_blank_page(595, 842)
    page[NameObject("/Contents")] = writer._add_object(content)
    fonts = DictionaryObject({NameObject("/F1"): writer._add_object(font)})
    page[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): fonts})
    writer.write(raw := BytesIO())
    assert read(raw.getvalue(), ingest).draft.text == sentence


def _font_program(letters: list[str]) -> bytes:
    """A font of empty glyphs whose own encoding calls `letters` 1, 2, 3, as TeX embeds them."""
    names = [UV2AGL[ord(letter)] for letter in letters]
    glyph = T2CharStringPen(500, None).getCharString()
    builder = FontBuilder(1000, isTTF=False)
    builder.setupGlyphOrder([".notdef", *names])
    builder.setupCFF("Subset", {}, dict.fromkeys([".notdef", *names], glyph), {})
    table = builder.font["CFF "]
    encoding = [".notdef"] * 256
    encoding[1 : len(names) + 1] = names
    table.cff.topDictIndex[0].Encoding = encoding
    return bytes(table.compile(builder.font))


def test_title_author_and_date_come_from_the_document(
    make_pdf: MakePdf, ingest: IngestSettings
) -> None:
    info = {"/Title": "Die Übung", "/Author": "Erika Muster", "/CreationDate": "D:20200212080000"}
    draft = read(make_pdf(["Text hier."], info=info), ingest).draft
    assert (draft.title, draft.author, draft.date) == ("Die Übung", "Erika Muster", "2020-02-12")


@pytest.mark.parametrize("title", ["", "Microsoft Word - Entwurf", "bericht.docx", "untitled"])
def test_a_title_made_up_by_a_program_is_none(
    title: str, make_pdf: MakePdf, ingest: IngestSettings
) -> None:
    assert read(make_pdf(["Text hier."], info={"/Title": title}), ingest).draft.title == "Text hier"


@pytest.mark.parametrize("date", ["D:19700101000000", f"D:{datetime.now(UTC).year + 1}0101", "x"])
def test_a_date_that_cannot_be_is_unknown(
    date: str, make_pdf: MakePdf, ingest: IngestSettings
) -> None:
    assert read(make_pdf(["Text."], info={"/CreationDate": date}), ingest).draft.date is None


def test_a_pdf_that_needs_a_password_is_refused(make_pdf: MakePdf, ingest: IngestSettings) -> None:
    with pytest.raises(ArticlePdfEncryptedError) as caught:
        read(make_pdf(["Geheim."], password="geheim"), ingest)
    assert str(caught.value) == (
        "The PDF “bericht.pdf” is protected by encryption. Nothing was stored; "
        "save a copy without protection and add that."
    )


def test_a_pdf_that_opens_without_a_password_is_read(
    make_pdf: MakePdf, ingest: IngestSettings
) -> None:
    assert read(make_pdf(["Offen hier."], password=""), ingest).draft.text == "Offen hier."


@pytest.mark.parametrize("cut", [0.2, 0.5])
def test_a_pdf_that_breaks_off_is_refused(
    cut: float, make_pdf: MakePdf, ingest: IngestSettings
) -> None:
    raw = make_pdf(["Text hier."])
    with pytest.raises((ArticlePdfBrokenError, ArticlePdfScannedError)):
        read(raw[: int(len(raw) * cut)], ingest)


@pytest.mark.parametrize(
    "raw", [b"%PDF-", b"%PDF-1.7\nnonsense", b"%PDF-1.4\n%%EOF", b"%PDF-1.7 \x00\xff"]
)
def test_a_broken_pdf_is_refused(raw: bytes, ingest: IngestSettings) -> None:
    with pytest.raises(
        ArticlePdfBrokenError, match=r"“bericht\.pdf” can't be read: it is damaged"
    ) as caught:
        read(raw, ingest)
    assert caught.value.__cause__ is not None


def test_a_scan_without_text_is_refused(make_pdf: MakePdf, ingest: IngestSettings) -> None:
    with pytest.raises(ArticlePdfScannedError, match="holds no text, only images"):
        read(make_pdf([], []), ingest)


def test_too_many_pages_are_refused(make_pdf: MakePdf) -> None:
    with pytest.raises(ArticlePdfTooLongError, match="has 3 pages; 2 are possible"):
        read(make_pdf(["a"], ["b"], ["c"]), IngestSettings(max_pages=2))


@pytest.mark.parametrize("raw", [forms_in_a_circle(), bomb()], ids=["forms", "text"])
def test_a_small_file_that_unpacks_to_gigabytes_ends_in_an_error(
    raw: bytes, ingest: IngestSettings
) -> None:
    assert len(raw) < 200_000
    with pytest.raises((ArticleReadingBrokenError, ArticleTooDemandingError, ArticleTooSlowError)):
        read(raw, ingest)

r"""Rich texts: what their authors see, in its structure, and nothing else."""

import pytest

from index.articles import read_bytes
from index.articles.documents import Extraction
from index.articles.formats.errors import ArticleOfficeBrokenError
from index.articles.omissions import Omission
from index.config import IngestSettings
from tests.office_files import rtf


def read(raw: bytes, name: str = "a.rtf") -> Extraction:
    return read_bytes(raw, source=name, settings=IngestSettings())


def text(body: str) -> str:
    return read(rtf(body, r"{\info{\title Titel}}")).draft.text


def kinds(extraction: Extraction) -> list[tuple[str, int, str]]:
    draft = extraction.draft
    return [
        (each.kind, each.level, draft.text[each.start : each.end]) for each in draft.blocks or ()
    ]


def test_styles_and_bold_lines_tell_headings_questions_quotes_and_code() -> None:
    body = (
        r"\s1 Zweck\par\pard Der Text.\par\pard\s2 Gesagt.\par\pard\s3 a = 1\par   b = 2\par"
        r"\pard{\b Wo?}\par Dort.\par\b Anfahrt\b0\par Mit dem Bus.\par\outlinelevel1 Tief\par"
        r"\pard Unten.\par"
    )
    assert kinds(read(rtf(body, r"{\info{\title Titel}}"))) == [
        ("heading", 1, "Zweck"),
        ("paragraph", 0, "Der Text."),
        ("quote", 0, "Gesagt."),
        ("paragraph", 0, "Gesagt."),
        ("code", 0, "a = 1\n  b = 2"),
        ("question", 0, "Wo?"),
        ("paragraph", 0, "Dort."),
        ("heading", 7, "Anfahrt"),
        ("paragraph", 0, "Mit dem Bus."),
        ("heading", 2, "Tief"),
        ("paragraph", 0, "Unten."),
    ]


def test_letters_are_read_from_code_pages_and_unicode_numbers() -> None:
    assert text(
        r"Gr\'fc\'dfe \u8364? \u-10179?\u-8704? {\f1 \'cf\'f0\'e8} {\f2\'93\'fa\'96\'7b}"
    ) == ("Grüße € 😀 При 日本")
    assert text(r"{\uc0 \u8222 a\u8220} \emdash \~\_ \ldblquote b\rdblquote\{\}\\") == (
        "„a“ — - “b”{}\\"
    )
    raw = rb"{\rtf1\ansi\ansicpg1252 " + "Größe".encode("cp1252") + rb"\par}"
    assert read(raw).draft.text == "Größe"


def test_lists_keep_their_marks_and_nesting() -> None:
    body = (
        r"\pard\ls1\ilvl0{\listtext\'b7\tab}Feuer\par\ilvl1{\listtext\'b7\tab}Rauch\par"
        r"\ilvl0{\listtext\'b7\tab}L\'e4rm\par\pard Danach\par"
        r"{\pntext 1.\tab}Eins\par{\pntext 2.\tab}Zwei\par"
    )
    assert text(body) == "- Feuer\n  - Rauch\n- Lärm\n\nDanach\n\n1. Eins\n2. Zwei"


def test_a_table_s_rows_stand_under_its_header() -> None:
    row = r"\trowd{}\cellx1\cellx2\pard\intbl {}\cell {}\cell\row "
    body = (
        "Vorher.\\par "
        + row.format(r"\trhdr", "Gruppe", "Beitrag")
        + row.format("", "Kinder", r"5 \u8364?\par oder frei")
        + r"\pard Nachher.\par"
    )
    read_one = read(rtf(body))
    assert read_one.draft.text == (
        "Vorher.\n\nGruppe | Beitrag\nKinder | 5 € oder frei\n\nNachher."
    )
    assert ("header", 0, "Gruppe | Beitrag") in kinds(read_one)


def test_what_isn_t_text_is_left_out_and_said() -> None:
    body = (
        r"Es{\footnote\pard {\super\chftn} Am Rande.} kostet {\strike 12}{\deleted 10}9{\v !}, "
        r"10{\super 6}.{\*\annotation\pard Wirklich?}\par{\pict\pngblip 8950}"
        r"{\object\objemb{\*\objdata 0105}{\result Bild}}{\*\fremd nichts}"
        r'{\field{\*\fldinst HYPERLINK "http://127.0.0.1:9"}{\fldrslt Die Seite}}.\par'
        r"{\header Verein}{\*\shppict{\pict 00}}{\nonshppict{\pict 00}}\bin4 {{{{ Ende.\par"
    )
    read_one = read(rtf(body))
    assert read_one.draft.text == ("Es kostet 9, 10⁶.\n\nAm Rande.\n\nDie Seite.\n\nEnde.")
    assert read_one.omissions == (
        Omission("marks", 1),
        Omission("struck", 4, "12"),
        Omission("comments", 1),
        Omission("images", 2),
        Omission("attachments", 1),
        Omission("running", 1, "Verein"),
    )
    assert read_one.hidden == 1


def test_a_text_is_what_it_says_of_itself() -> None:
    head = r"{\info{\title Satzung}{\author Anna Muster}{\creatim\yr2024\mo3\dy14\hr9}}"
    draft = read(rtf(r"Text.\par", head), "notiz.txt").draft
    assert (draft.title, draft.author, draft.date) == ("Satzung", "Anna Muster", "2024-03-14")


@pytest.mark.parametrize("raw", [rb"{\rtf1 Text", rb"{\rtf1 {Text}", rb"{\rtf1 " + rb"{" * 600])
def test_a_text_that_breaks_off_is_refused(raw: bytes) -> None:
    with pytest.raises(ArticleOfficeBrokenError):
        read(raw)


def test_lines_in_type_of_one_width_are_code_up_to_what_is_plain_again() -> None:
    body = (
        r"Der Dienst wird so neu gestartet, am besten nachts:\par\f3 restart bot\par"
        r"  follow log\par\pard\plain Das Wort {\f3 restart} startet ihn neu.\par"
    )
    assert kinds(read(rtf(body, r"{\info{\title Betrieb}}"))) == [
        ("lead_in", 0, "Der Dienst wird so neu gestartet, am besten nachts:"),
        ("code", 0, "restart bot\n follow log"),
        ("paragraph", 0, "Das Wort restart startet ihn neu."),
    ]

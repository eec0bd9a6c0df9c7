"""Bytes become text word for word, or not at all."""

import pytest

from index.articles import read_bytes
from index.articles.decoding import encodings
from index.articles.errors import (
    ArticleBinaryError,
    ArticleBytesError,
    ArticleEncodingUnknownError,
)
from index.config import IngestSettings

GERMAN = [
    "Müller",
    "Grüße aus München",
    "Die Straße ist gesperrt.",
    "Er sagte: „Das ist schön“ – und ging.",
    "Das kostet 20 € im Geschäft.",
    "Für die Überprüfung der Maßnahmen wären größere Anstrengungen nötig.",
    "Denver erhielt eine 24-10 Führung mit 3:08 verbleibenden Minuten.",
    "Warschau war während seiner gesamten Existenz eine multikulturelle Stadt.",
]
LONG = (
    "Brüssel will heute über die Zukunft des Einsatzes entscheiden. Die Minister beraten am "
    "Mittwoch über das weitere Vorgehen. Generalsekretär Stoltenberg hatte jüngst betont, das "
    "Bündnis könne sich stärker engagieren. Größere Übungen fänden später statt, heißt es."
)


def decode(raw: bytes, *, source: str = "a", declared: str | None = None) -> str:
    return encodings.decode(raw, source=source, declared=declared).text


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("text", [*GERMAN, LONG])
def test_unicode_is_read_word_for_word(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding), source="a.txt") == text


@pytest.mark.parametrize("text", [*GERMAN, LONG])
def test_windows_1252_is_read_word_for_word(text: str) -> None:
    assert decode(text.encode("cp1252"), source="a.txt") == text


def test_utf_16_without_a_mark_is_read_in_other_scripts() -> None:
    for text in ("Все люди рождаются свободными.", "Ολοι οι άνθρωποι γεννιούνται ελεύθεροι."):
        assert decode(text.encode("utf-16-le"), source="a.txt") == text


@pytest.mark.parametrize("encoding", ["cp850", "mac_roman"])
def test_another_encoding_of_umlauts_is_refused_rather_than_stored_garbled(encoding: str) -> None:
    with pytest.raises(ArticleEncodingUnknownError) as caught:
        decode(LONG.encode(encoding), source="alt.txt")
    assert caught.value.text("en") == (
        "The encoding of “alt.txt” can't be told for certain. "
        "Nothing was stored; save the file as UTF-8 and try again."
    )


def test_polish_and_russian_in_old_encodings_are_refused() -> None:
    polish = "Zażółć gęślą jaźń. Wszyscy ludzie rodzą się wolni i równi pod względem godności."
    russian = "Все люди рождаются свободными и равными в своем достоинстве и правах."
    for text, encoding in ((polish, "cp1250"), (russian, "cp1251"), (russian, "koi8-r")):
        with pytest.raises(ArticleEncodingUnknownError):
            decode(text.encode(encoding), source="a.txt")


def test_a_declared_encoding_is_believed() -> None:
    russian = "Все люди рождаются свободными и равными."
    assert decode(russian.encode("koi8-r"), source="a", declared="KOI8-R") == russian
    page = f'<html><head><meta charset="windows-1251"></head><body>{russian}</body></html>'
    assert decode(page.encode("cp1251"), source="a.html") == page


def test_declared_latin_1_means_windows_1252_as_in_browsers() -> None:
    text = "Er sagte: „Das ist schön“ – für 20 €."
    assert decode(text.encode("cp1252"), source="a", declared="ISO-8859-1") == text


def test_utf_8_wins_over_a_wrong_declaration() -> None:
    assert decode("Größe und Maß".encode(), source="a", declared="iso-8859-1") == "Größe und Maß"


@pytest.mark.parametrize("charset", ["rot13", "base64", "unicode_escape", "nonsense", "", "\x00"])
def test_a_charset_that_is_none_is_ignored(charset: str) -> None:
    raw = "Die Straße ist gesperrt.".encode("cp1252")
    assert decode(raw, source="a", declared=charset) == "Die Straße ist gesperrt."


@pytest.mark.parametrize(
    "raw",
    [
        b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x01\x00\x00\x00\x01\x00\x08\x06",
        b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01",
        b"\x7fELF\x02\x01\x01\x00\x00\x00\x00\x00\x00\x00\x00\x00\x03\x00>\x00",
        bytes(range(256)) * 40,
        b"Hallo\x00Welt",
        b"\x01\x02\x03\x04 text",
    ],
)
def test_binary_data_under_a_text_s_name_is_refused(raw: bytes, ingest: IngestSettings) -> None:
    with pytest.raises(ArticleBinaryError) as caught:
        read_bytes(raw, source="bild.txt", settings=ingest)
    assert str(caught.value).startswith("“bild.txt” isn't a text but a binary file.")


def test_a_mark_before_broken_utf_16_is_no_reason_to_guess() -> None:
    with pytest.raises(ArticleEncodingUnknownError):
        decode(b"\xff\xfea\x00\x00\xd8", source="a.txt")


LABELS = {
    "gb2312": ("gb18030", "镕基朱鎔基的著作，€"),
    "gbk": ("gb18030", "镕基"),
    "GB_2312-80": ("gb18030", "渡船通知"),
    "shift_jis": ("cp932", "①髙橋さんの店は㈱です"),
    "x-sjis": ("cp932", "渡し船のお知らせ"),
    "euc-kr": ("cp949", "똠방각하 펲시콜라"),
    "ks_c_5601-1987": ("cp949", "나룻배 안내"),
    "big5": ("big5hkscs", "嗰啲渡船"),
    "euc-jp": ("euc_jp", "渡し船のお知らせ"),
    "iso-2022-jp": ("iso2022_jp", "渡し船のお知らせ"),
    "iso-8859-1": ("cp1252", "„Das ist schön“ – für 20 €"),
    "latin1": ("cp1252", "„Das ist schön“ – für 20 €"),
    "us-ascii": ("cp1252", "Grüße"),
    "iso-8859-9": ("cp1254", "Köprü açıldı – “evet”"),
    "tis-620": ("cp874", "ค่าโดยสารสามบาท…"),
    "iso-8859-11": ("cp874", "ค่าโดยสารสามบาท"),
    "iso-8859-2": ("iso8859-2", "Zażółć gęślą jaźń"),
    "windows-1251": ("cp1251", "Все люди рождаются свободными"),
    "koi8-r": ("koi8-r", "Все люди рождаются свободными"),
    "x-mac-cyrillic": ("mac-cyrillic", "Все люди рождаются свободными"),
    "macintosh": ("mac-roman", "Größe und Maß"),
    "cp850": ("cp850", "Größe und Maß"),
}


@pytest.mark.parametrize("label", LABELS)
def test_a_label_is_read_as_browsers_read_it(label: str) -> None:
    encoding, text = LABELS[label]
    html = '<html><head><meta http-equiv=Content-Type content="text/html; charset={}"></head>{}'
    xml = '<?xml version="1.0" encoding="{}"?>\n<html><body>{}</body></html>'

    assert decode(text.encode(encoding), declared=label) == text
    for page in (html.format(label, text), xml.format(label.upper(), text)):
        assert decode(page.encode(encoding)) == page


def test_a_label_in_a_comment_declares_nothing() -> None:
    text = "Все люди рождаются свободными"
    page = f'<html><!-- <meta charset="gb2312"> --><meta charset=windows-1251><p>{text}</p></html>'
    assert decode(page.encode("cp1251")) == page


def test_what_the_page_declares_counts_where_the_servers_word_cannot_be() -> None:
    page = '<html><meta charset="gb2312"><p>渡船通知</p></html>'
    assert decode(page.encode("gb2312"), declared="utf-8") == page


@pytest.mark.parametrize("label", ["utf-16", "utf-16le", "unicode", "utf-16be"])
def test_a_page_that_calls_itself_utf_16_in_ascii_is_not(label: str) -> None:
    page = f'<html><meta charset="{label}"><p>Größe und Maß</p></html>'
    assert decode(page.encode()) == page
    assert decode(page.encode("cp1252")) == page


def test_japanese_in_seven_bits_is_read_or_refused_but_never_taken_for_ascii() -> None:
    raw = "渡し船のお知らせ".encode("iso2022_jp")
    assert decode(raw) == "渡し船のお知らせ"
    for broken in (raw[:-4], "나룻배 안내".encode("iso2022_kr")):
        with pytest.raises(ArticleBinaryError):
            decode(broken)


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252"])
def test_a_zero_byte_in_a_text_is_left_out(encoding: str, ingest: IngestSettings) -> None:
    raw = LONG.encode(encoding)
    for place in (0, 51, 150, len(raw)):
        damaged = raw[:place] + b"\0" + raw[place:]
        for name in ("a.txt", "a.md"):
            assert read_bytes(damaged, source=name, settings=ingest).draft.text == LONG


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a"])
def test_bad_bytes_are_told_with_their_line_so_that_they_can_be_mended(
    name: str, ingest: IngestSettings
) -> None:
    lines = ["Die Straße ist gesperrt. Der Umweg führt über Grünau.".encode()] * 3
    raw = b"\n\n".join([*lines, b"Ein Zeichen ist fehlerhaft: M\x84rz. Es war im Jahr 2020."])
    with pytest.raises(ArticleBytesError) as caught:
        read_bytes(raw, source=name, settings=ingest)
    assert str(caught.value) == (
        f"Line 7 of “{name}” has bytes that can't be read as UTF-8: “en ist fehlerhaft: M[84]rz. "
        "Es war im Jahr 2”. Nothing was stored; correct that place and try again."
    )
    assert caught.value.text("de").startswith(f"Zeile 7 von „{name}“ hat Bytes, die sich nicht als")


def test_bad_bytes_in_a_declared_encoding_are_told_as_well() -> None:
    raw = "渡船通知渡船通知".encode("gb18030") + b"\xff\n" + "渡船".encode("gb18030")
    with pytest.raises(
        ArticleBytesError, match=r"Line 1 .* read as GB18030: “渡船通知渡船通知\[FF\]”"
    ):
        decode(raw, declared="gb2312")


def test_bad_bytes_in_a_comment_of_a_page_hinder_nothing() -> None:
    page = b'<html><head><meta charset="utf-8"><!-- gr\xfc\xdfe --></head><p>T\xc3\xbcr</p></html>'
    assert decode(page) == '<html><head><meta charset="utf-8"></head><p>T\u00fcr</p></html>'


def test_one_control_character_makes_no_binary_file_of_a_text() -> None:
    assert decode(b"Um acht.\x07 Bis neun.") == "Um acht.\x07 Bis neun."

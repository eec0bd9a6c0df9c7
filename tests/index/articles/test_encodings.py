"""Bytes become text word for word, or not at all."""

import pytest

from index.articles import read_bytes
from index.articles.encodings import decode
from index.articles.errors import ArticleBinaryError, ArticleEncodingUnknownError
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

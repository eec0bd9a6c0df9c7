"""Each text that a person may see exists in German, too, with the same placeholders."""

import re
from pathlib import Path

import click
import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from index.dates import format_known_date
from index.i18n import TEXTS, language_of
from tests.catalogues import translations

ROOT = Path(__file__).resolve().parents[2]
GERMAN = ROOT / "index/locales/de/LC_MESSAGES/index.po"
KEYWORDS = {"N_": None}


def texts_in_source() -> set[str]:
    found = extract_from_dir(str(ROOT / "index"), keywords=KEYWORDS)
    return {str(message) for _, _, message, *_ in found}


def test_every_text_is_translated_and_no_translation_is_left_over() -> None:
    source, german = texts_in_source(), translations(GERMAN)

    assert source - {text for text, target in german.items() if target} == set()
    assert german.keys() - source == set()


def test_translations_fill_in_the_same_placeholders() -> None:
    placeholders = re.compile(r"\{\w+\}")
    for source, target in translations(GERMAN).items():
        assert set(placeholders.findall(source)) == set(placeholders.findall(target)), source


def test_what_is_translated_for_click_is_what_click_says() -> None:
    said = extract_from_dir(Path(click.__file__).parent, keywords={"_": None, "ngettext": (1, 2)})
    with (ROOT / "index/locales/de/LC_MESSAGES/messages.po").open("rb") as file:
        translated = {message.id for message in read_po(file) if message.id}
    assert translated - {message for _, _, message, *_ in said} == set()


def test_german_says_du() -> None:
    formal = re.compile(r"(en|ern) Sie\b|\b(Ihnen|Ihr|Ihre[mnrs]?)\b")
    assert [text for text in translations(GERMAN).values() if formal.search(text)] == []


def test_numbers_choose_their_words() -> None:
    assert TEXTS.plural("de", "{n} sentence", "{n} sentences", 1) == "1 Satz"
    assert TEXTS.plural("de", "{n} sentence", "{n} sentences", 2) == "2 Sätze"
    assert TEXTS.plural("en", "{n} sentence", "{n} sentences", 2) == "2 sentences"


@pytest.mark.parametrize(
    ("tag", "language"),
    [
        ("de", "de"),
        ("de_DE.UTF-8", "de"),
        ("de-AT", "de"),
        ("en-GB", "en"),
        ("fr", "en"),
        (None, "en"),
    ],
)
def test_a_locale_is_served_in_german_or_english(tag: str | None, language: str) -> None:
    assert language_of(tag) == language


@pytest.mark.parametrize(
    ("iso", "german", "english"),
    [
        ("2020", "2020", "2020"),
        ("2020-02", "Februar 2020", "February 2020"),
        ("2020-02-09", "9. Februar 2020", "February 9, 2020"),
    ],
)
def test_a_date_is_shown_at_its_own_precision(iso: str, german: str, english: str) -> None:
    assert format_known_date(iso, "de") == german
    assert format_known_date(iso, "en") == english

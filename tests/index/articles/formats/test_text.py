"""Plain text: cleaned once, with the metadata that stands before it."""

import unicodedata
from pathlib import Path

import pytest

from index.articles import draft_from_bytes, draft_from_text, given_metadata, read_bytes
from index.articles.cleaning import clean
from index.articles.errors import (
    ArticleAddressInvalidError,
    ArticleDateError,
    ArticleEmptyError,
    ArticleEncodingError,
    ArticleFrontMatterError,
    ArticleLanguageError,
)
from index.articles.omissions import Omission
from index.config import IngestSettings
from index.models import Draft
from tests.index.articles.units import stands_under


def read(text: str, ingest: IngestSettings, source: str = "notiz.txt") -> Draft:
    return read_bytes(text.encode(), source=source, settings=ingest).draft


def test_decomposed_umlauts_are_composed() -> None:
    draft = draft_from_text("Bru\u0308ssel entscheidet.", source="a")
    assert draft.text == "Brüssel entscheidet."
    assert draft.title == "Brüssel entscheidet"


def test_every_kind_of_line_end_becomes_a_line_feed() -> None:
    assert clean("a\r\nb\rc\x85d\u2028e\vf") == "a\nb\nc\nd\ne\nf"
    assert clean("Seite 1\fSeite 2\u2029Absatz") == "Seite 1\n\nSeite 2\n\nAbsatz"


def test_control_characters_go_and_tabs_stay() -> None:
    assert clean("a\x00b\x07c\td\x9be") == "abc\tde"


def test_what_turns_the_direction_of_text_goes() -> None:
    assert clean("Konto \u202e321\u202c und \u2066x\u2069") == "Konto 321 und x"


def test_invisible_characters_go_but_joiners_that_scripts_need_stay() -> None:
    assert clean("\ufeffWie\u00adder\u200bauf\u2060nahme\U000e0041") == "Wiederaufnahme"
    assert clean("می\u200cخواهم 👨\u200d👩") == "می\u200cخواهم 👨\u200d👩"


def test_lone_surrogates_go() -> None:
    assert draft_from_text("Ein \ud800Satz.", source="a").text == "Ein Satz."


def test_the_seed_header_is_the_date_and_not_text() -> None:
    draft = draft_from_bytes(b" date 2020-02 Offiziell wurde sie ausgesetzt.", source="a.txt")
    assert (draft.date, draft.text) == ("2020-02", "Offiziell wurde sie ausgesetzt.")


def test_a_header_with_an_impossible_date_stays_text() -> None:
    draft = draft_from_bytes(b"date 2020-13 Das war nie.", source="a.txt")
    assert (draft.date, draft.text) == (None, "date 2020-13 Das war nie.")


def test_a_seed_must_be_utf_8() -> None:
    with pytest.raises(ArticleEncodingError, match=r"isn't valid UTF-8 text \(byte 2\)"):
        draft_from_bytes("Größe".encode("cp1252"), source="a.txt")


@pytest.mark.parametrize("raw", [b"", b" \n\t ", b"\xef\xbb\xbf", b"date 2020 ", b"...\n--"])
def test_a_text_without_a_word_is_refused(raw: bytes, ingest: IngestSettings) -> None:
    with pytest.raises(ArticleEmptyError):
        read_bytes(raw, source="leer.txt", settings=ingest)


def test_a_yaml_front_matter_is_metadata(ingest: IngestSettings) -> None:
    draft = read(
        "---\ntitle: 'Irak: Die Mission'\ndate: 2020-02\nauthor: [Erika Muster, Max Muster]\n"
        "url: https://example.org/a\nlanguage: de-AT\n---\n\nSie wurde ausgesetzt.",
        ingest,
    )
    assert draft == Draft(
        text="Sie wurde ausgesetzt.",
        title="Irak: Die Mission",
        language="de",
        date="2020-02",
        url="https://example.org/a",
        author="Erika Muster, Max Muster",
    )


def test_german_keys_and_dates_are_understood(ingest: IngestSettings) -> None:
    draft = read("---\nTitel: Die Mission\nDatum: 19.2.2020\nAutor: Muster\n---\nText.", ingest)
    assert (draft.title, draft.date, draft.author) == ("Die Mission", "2020-02-19", "Muster")


def test_a_toml_front_matter_is_metadata(ingest: IngestSettings) -> None:
    draft = read('+++\ntitle = "Die Mission"\ndate = 2020-02-19\n+++\nText hier.', ingest)
    assert (draft.title, draft.date, draft.text) == ("Die Mission", "2020-02-19", "Text hier.")


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        ('title:\t"Internet"\nnumber:\t"3.7"', "Internet"),
        ("title: \tDas\tInternet\t# hier", "Das Internet"),
        ("tags:\n\t-\tNetz\ntitle: Internet", "Internet"),
        ("title: Belegbot: what's new", "Belegbot: what's new"),
        ("title: Wer, was, wo:\nabout: long\n  and longer", "Wer, was, wo:"),
        ("title: \"Belegbot\": 'neu'\nabout: 'a: b'", "\"Belegbot\": 'neu'"),
        ("author: @erika\ntitle: 'Das: Netz'", "Das: Netz"),
    ],
)
def test_a_yaml_front_matter_is_read_as_people_write_it(
    lines: str, title: str, ingest: IngestSettings
) -> None:
    draft = read(f"---\n{lines}\n---\n\nText.", ingest)
    assert (draft.title, draft.text) == (title, "Text.")


@pytest.mark.parametrize(
    "block",
    ["---\ntitle: [a: b\n---\n", "+++\ntitle = \n+++\n", "---\na: " + "[" * 5000 + "\n---\n"],
)
def test_a_broken_front_matter_is_refused_rather_than_quoted(
    block: str, ingest: IngestSettings
) -> None:
    with pytest.raises(ArticleFrontMatterError, match=r"“notiz\.txt” .*can't be read"):
        read(block + "Text.", ingest)


def test_rules_around_a_text_are_no_front_matter(ingest: IngestSettings) -> None:
    text = "---\nEin Satz zwischen Linien.\n---\nEin weiterer."
    assert read(text, ingest).text == text


@pytest.mark.parametrize("value", ["2020-02-30", "gestern", "20", "2020-13", "0000"])
def test_a_date_that_a_document_gets_wrong_is_unknown(value: str, ingest: IngestSettings) -> None:
    assert read(f"---\ndate: '{value}'\n---\nText.", ingest).date is None


@pytest.mark.parametrize(
    ("said", "date"),
    [
        ("3. März 2024", "2024-03-03"),
        ("03.03.2024", "2024-03-03"),
        ("3.3.24", "2024-03-03"),
        ("2024-3-3", "2024-03-03"),
        ("2024/03/03", "2024-03-03"),
        ("März 2024", "2024-03"),
        ("Sonntag, den 3. März 2024, 18:30 Uhr", "2024-03-03"),
        ("2024-03-03 10:00:00 +0100", "2024-03-03"),
        ("March 3rd, 2024", "2024-03-03"),
        ("Sun, 03 Mar 2024 10:00:00 +0100", "2024-03-03"),
    ],
)
def test_a_date_is_read_as_people_write_it(said: str, date: str, ingest: IngestSettings) -> None:
    assert read(f"---\ndatum: {said}\n---\nText.", ingest).date == date


@pytest.mark.parametrize(
    ("line", "date"),
    [
        ("Veröffentlicht am 8. September 2025", "2025-09-08"),
        ("Posted on 2 March 2025 by the hosts", "2025-03-02"),
        ("Obertal, den 3. März 2024", "2024-03-03"),
        ("(Stand: März 2024)", "2024-03"),
        ("Samstag, 12. Juli 2025", None),
        ("Am 3. März 2024 war das Fest.", None),
        ("Stand 2024", None),
    ],
)
def test_a_date_in_a_line_of_its_own_is_the_text_s(
    line: str, date: str | None, ingest: IngestSettings
) -> None:
    text = f"Sommerfest\n\n{line}\n\nWir feiern auf dem Anger."
    draft = read(text, ingest)
    assert (draft.date, draft.text) == (date, text)
    assert read(text, ingest, "notiz.md").date == date


def test_keys_are_read_in_german_and_in_any_case(ingest: IngestSettings) -> None:
    draft = read("---\nTitel: Orgel\nDATUM: 2024\nAutorin: Ada\n---\nText.", ingest)
    assert (draft.title, draft.date, draft.author) == ("Orgel", "2024", "Ada")


def test_authors_of_whom_more_is_told_are_named(ingest: IngestSettings) -> None:
    said = "authors:\n- name: Ada Beispiel\n  mail: a@b\n- {given: Ben, family: Muster}"
    assert read(f"---\n{said}\n---\nText.", ingest).author == "Ada Beispiel, Ben Muster"


@pytest.mark.parametrize(
    "front",
    [
        "---\ntitle: Hausordnung\ndate: 20.01.2024\n...\n\n",
        "% Hausordnung\n%\n% 20. Januar 2024\n\n",
        "Title: Hausordnung\nDate: 20. Januar 2024\n\n",
    ],
)
def test_other_kinds_of_front_matter_are_metadata(front: str, ingest: IngestSettings) -> None:
    draft = read(f"{front}Fassung eins.", ingest)
    assert (draft.title, draft.date, draft.text) == ("Hausordnung", "2024-01-20", "Fassung eins.")


@pytest.mark.parametrize("text", ["Ort: Saal\nDatum: 3. März\n\nKommt.", "Titel: nur dies"])
def test_lines_with_labels_of_other_things_stay_text(text: str, ingest: IngestSettings) -> None:
    assert read(text, ingest).text == text


def test_what_of_a_front_matter_has_no_effect_is_said(ingest: IngestSettings) -> None:
    raw = b"---\ntitle: Orgel\ndate: gestern\nlayout: post\ntags: [a, b]\n---\nText."
    assert read_bytes(raw, source="a.md", settings=ingest).omissions == (
        Omission("metadata", 3, "date: gestern; layout, tags"),
    )


def test_what_a_person_says_wins_over_the_document(ingest: IngestSettings) -> None:
    given = given_metadata(title="Neu", date="2021", url="https://example.org/neu", language="EN")
    raw = b"---\ntitle: Alt\ndate: 2020\nauthor: Muster\n---\nSie wurde ausgesetzt."
    draft = read_bytes(raw, source="a.txt", settings=ingest, given=given).draft
    assert draft == Draft(
        text="Sie wurde ausgesetzt.",
        title="Neu",
        language="en",
        date="2021",
        url="https://example.org/neu",
        author="Muster",
    )


def test_what_a_person_gets_wrong_is_said() -> None:
    with pytest.raises(ArticleDateError, match="“2020-13” isn't a date"):
        given_metadata(date="2020-13")
    with pytest.raises(ArticleLanguageError, match="“deutsch!” isn't a language code"):
        given_metadata(language="deutsch!")
    for url in ("javascript:alert(1)", "https://me:secret@example.org/", "http://", "http://a b"):
        with pytest.raises(ArticleAddressInvalidError):
            given_metadata(url=url)
    assert given_metadata(title=" ", date="", url=" ", language="").title is None


def test_a_long_first_sentence_makes_a_title_that_ends_at_a_word() -> None:
    text = (
        "Offiziell wurde die Mission im Irak Anfang Januar ausgesetzt, "
        "nachdem sich die Krise zuspitzte."
    )
    title = draft_from_text(text, source="a").title
    assert title == (
        "Offiziell wurde die Mission im Irak Anfang Januar ausgesetzt, nachdem sich die …"
    )


def test_a_title_has_a_word_in_it() -> None:
    assert draft_from_text("... Die Mission ruht. Ende.", source="a").title == "Die Mission ruht"
    assert draft_from_text(".¹", source="a").title == "¹"


def test_the_seed_that_ships_reads_the_same_through_both_doors(
    seed: Path, ingest: IngestSettings
) -> None:
    raw = seed.read_bytes()
    draft = draft_from_bytes(raw, source="seed.txt")
    assert read_bytes(raw, source="seed.txt", settings=ingest).draft == draft
    assert unicodedata.is_normalized("NFC", draft.text)
    assert draft.date == "2020-02"


def test_of_two_dates_the_one_that_is_understood_counts() -> None:
    raw = b"---\ntitle: Regeln\ndate: gestern\ndatum: 3. April 2024\n---\nEin Text."
    extraction = read_bytes(raw, source="a.md", settings=IngestSettings())
    assert extraction.draft.date == "2024-04-03"
    assert extraction.omissions == (Omission("metadata", 1, "date: gestern"),)


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("# Hausregeln", "Hausregeln"),
        ("*** Lan-Party 9 ***", "Lan-Party 9"),
        (">>> NEWS", "NEWS"),
        ("__init__", "__init__"),
    ],
)
def test_a_title_is_what_stands_between_the_signs_that_set_it_off(
    line: str, title: str, ingest: IngestSettings
) -> None:
    draft = read(f"{line}\n\nWir teilen uns die Küche.\n\n", ingest)
    assert (draft.title, draft.text) == (title, f"{line}\n\nWir teilen uns die Küche.")
    assert stands_under(draft, "Wir") == (title,)

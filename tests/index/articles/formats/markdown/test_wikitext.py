"""The text of a wiki, pasted into a file of any name, is read as what it is."""

import pytest

from index.articles import Extraction, read_bytes
from index.articles.omissions import Omission
from index.config import IngestSettings

MEDIAWIKI = """{{Infobox Fluss
| Name = {{lang|de|Mühlbach}}
}}
Der '''Mühlbach''' ist ein ''Bach'' bei [[Obertal (Ort)|Obertal]].<ref>Karte</ref>

== Lauf ==
Er ist [https://a.example 12 km] lang.
* Quelle: [[Anger]]
** genauer: Wiese
# eins

{| class="wikitable"
|+ Pegel
! Jahr !! Stand
|-
| 2020 || 1,2 m
|-
| style="x" | 2021
| 1,4 m
|}
"""

DOKUWIKI = """====== Saal ======

Er ist **groß** und //hell//.

===== Geräte =====

  * Lampe
    * klein

^ Raum ^ Miete ^
| Café | 45 € |
"""


def extract(text: str, name: str) -> Extraction:
    return read_bytes(text.encode(), source=name, settings=IngestSettings())


@pytest.mark.parametrize("name", ["a.txt", "a.md"])
def test_mediawiki_s_marks_are_resolved(name: str) -> None:
    extraction = extract(MEDIAWIKI, name)

    assert extraction.draft.text == (
        "Der Mühlbach ist ein Bach bei Obertal.\n\nLauf\n\nEr ist 12 km lang.\n\n"
        "- Quelle: Anger\n  - genauer: Wiese\n\n1. eins\n\n"
        "Pegel\n\nJahr | Stand\n2020 | 1,2 m\n2021 | 1,4 m"
    )
    assert extraction.omissions == (
        Omission("markup", 1, "{{Infobox Fluss | Name = {{lang|de|Mühlbach}} }}"),
        Omission("marks", 1, ""),
    )


@pytest.mark.parametrize("name", ["a.txt", "a.md"])
def test_dokuwiki_s_marks_are_resolved(name: str) -> None:
    draft = extract(DOKUWIKI, name).draft

    assert (draft.title, draft.text) == (
        "Saal",
        "Er ist groß und hell.\n\nGeräte\n\n- Lampe\n  - klein\n\nRaum | Miete\nCafé | 45 €",
    )


@pytest.mark.parametrize(
    "text", ["Ein Satz.\n== nicht zu Ende\nNoch einer.", "a == b\n\nc == d", "===\nText.\n==="]
)
def test_a_few_equals_signs_make_no_wiki(text: str) -> None:
    assert extract(text, "a.txt").draft.text == text


def test_a_line_that_begins_in_bold_type_is_no_item_and_a_term_has_the_next_line() -> None:
    text = (
        "'''Moorbach''' ist eine [[Gemeinde]].\n\n== Wappen ==\n* '''Farbe''': Blau\n"
        "; Schild\n: Ein silberner Fisch.\n; Turm\n== Ende ==\nSchluss."
    )
    draft = read_bytes(text.encode(), source="seite.txt", settings=IngestSettings()).draft
    assert draft.text == (
        "Moorbach ist eine Gemeinde.\n\nWappen\n\n- Farbe: Blau\n\nSchild: Ein silberner Fisch.\n\n"
        "Turm\n\nEnde\n\nSchluss."
    )


def test_what_a_page_is_sorted_by_is_told_and_a_cell_stands_in_each_row_that_it_reaches() -> None:
    text = (
        'Die Aue.\n\n== Brücken ==\n{|\n! Ort !! Jahr\n|-\n| rowspan="2" | Stadt || 1950\n|-\n'
        "| 1987\n|-\n| Dorf || 1904\n|}\n\n== Quellen ==\nKeine.\n<references />\n"
        "[[Kategorie:Fluss]]\n[[Category:Rivers of Elz]]\n"
    )
    extraction = read_bytes(text.encode(), source="seite.txt", settings=IngestSettings())
    assert extraction.draft.text == (
        "Die Aue.\n\nBrücken\n\nOrt | Jahr\nStadt | 1950\nStadt | 1987\nDorf | 1904\n\n"
        "Quellen\n\nKeine."
    )
    told = "[[Kategorie:Fluss]]; [[Category:Rivers of Elz]]"
    assert Omission("metadata", 2, told) in extraction.omissions


def test_a_line_that_signs_set_off_makes_no_wiki_of_a_text() -> None:
    text = "# Regeln\n\nSeid nett.\n\n*** Putzplan ***\nJeder putzt.\n\n=== Gäste ===\nBis drei."
    assert extract(text, "a.txt").draft.text == text

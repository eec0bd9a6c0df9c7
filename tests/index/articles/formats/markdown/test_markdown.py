"""Markdown becomes text that reads well, and loses none of it."""

import pytest

from index.articles import read_bytes
from index.articles.errors import ArticleEmptyError
from index.articles.formats.errors import ArticleMarkupBrokenError
from index.config import IngestSettings
from index.models import Draft


def read(markdown: str, ingest: IngestSettings) -> Draft:
    return read_bytes(markdown.encode(), source="notiz.md", settings=ingest).draft


@pytest.mark.parametrize(
    ("markdown", "text"),
    [
        ("Ein *kursiver* und **fetter** Satz.", "Ein kursiver und fetter Satz."),
        ("Siehe [die Seite](https://example.org).", "Siehe die Seite."),
        ("Siehe <https://example.org>.", "Siehe https://example.org."),
        ("Der Befehl `pip install x` hilft.", "Der Befehl pip install x hilft."),
        ("Vorn ![Karte vom Irak](karte.png) hinten.", "Vorn Karte vom Irak hinten."),
        ("Erste Zeile\nund ihre Fortsetzung.", "Erste Zeile und ihre Fortsetzung."),
        ("Straße 1  \n12345 Berlin", "Straße 1\n12345 Berlin"),
        ("Ein Absatz.\n\nNoch einer.", "Ein Absatz.\n\nNoch einer."),
        ("- eins\n- zwei\n  - innen\n- drei", "- eins\n- zwei\n  - innen\n- drei"),
        ("3. drei\n4. vier", "3. drei\n4. vier"),
        ("| A | B |\n|---|--:|\n| 1 | 2 |", "A | B\n1 | 2"),
        ("```python\nx = 1\n\n  y\n```", "x = 1\n\n  y"),
        ("> Ein Zitat\n> geht weiter.", "Ein Zitat geht weiter."),
        ("5 &lt; 6 & 7 \\* 8", "5 < 6 & 7 * 8"),
        ("~~weg~~ da", "weg da"),
        ("Text<br>nach Umbruch", "Text\nnach Umbruch"),
        ("Text <!-- Notiz --> weiter <b>fett</b>", "Text weiter fett"),
        ("Vorn <span style='display: none'>geheim</span>hinten", "Vorn hinten"),
        ("<script>alert(1)</script>\n\nText", "Text"),
    ],
)
def test_markup_becomes_plain_text(markdown: str, text: str, ingest: IngestSettings) -> None:
    assert read(markdown, ingest).text == text


def test_the_first_heading_is_the_title_and_no_longer_text(ingest: IngestSettings) -> None:
    draft = read("# Die *Mission*\n\nSie ruht.\n\n## Folgen\n\nKeine.", ingest)
    assert (draft.title, draft.text) == ("Die Mission", "Sie ruht.\n\nFolgen\n\nKeine.")


def test_a_title_in_the_front_matter_wins_and_the_heading_stays(ingest: IngestSettings) -> None:
    draft = read("---\ntitle: Irak\ndate: 2020\n---\n# Die Mission\n\nSie ruht.", ingest)
    assert (draft.title, draft.date, draft.text) == ("Irak", "2020", "Die Mission\n\nSie ruht.")


def test_without_a_heading_the_first_sentence_is_the_title(ingest: IngestSettings) -> None:
    assert read("Die Mission ruht. Wie lange?", ingest).title == "Die Mission ruht"
    assert read("- Die Mission ruht.\n- Sie endet.", ingest).title == "Die Mission ruht"


def test_a_heading_alone_is_text(ingest: IngestSettings) -> None:
    assert read("# Die Mission ruht", ingest).text == "Die Mission ruht"


@pytest.mark.parametrize(
    "markdown", ["<!-- nur ein Kommentar -->", "---", "![](x.png)", "```\n```"]
)
def test_markdown_without_text_is_refused(markdown: str, ingest: IngestSettings) -> None:
    with pytest.raises(ArticleEmptyError):
        read(markdown, ingest)


def test_elements_nested_beyond_the_parser_are_refused_not_cut_off(ingest: IngestSettings) -> None:
    assert read("a <b>b " * 500 + "Ende", ingest).text.endswith("a b Ende")
    with pytest.raises(ArticleMarkupBrokenError):
        read("a <b>b " * 5000 + "Ende", ingest)

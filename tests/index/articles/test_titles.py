"""What an article is called where nobody says it."""

import pytest

from index.articles import read_bytes
from index.config import IngestSettings

PARTS = "# Erlaubt\n\n* Hunde\n\n# Verboten\n\n* Grillen"
LONG = (
    "Wer auf der Wiese etwas vorhat, der ruft vorher im Büro an und schreibt danach noch eine Mail."
)
CUT = "Wer auf der Wiese etwas vorhat, der ruft vorher im Büro an und schreibt danach …"
MARKED = "---\ntitle: Kosten (*heute*), 2 * 3 * 4\n---\nText."


@pytest.mark.parametrize(
    ("name", "text", "title"),
    [
        ("Breminale-Allgemein.md", PARTS, "Breminale Allgemein"),
        ("https://wiki.example/Gro%C3%9Fe_Wiese.md?raw=1", PARTS, "Große Wiese"),
        ("regeln.mdx", PARTS, "regeln"),
        ("regeln.md", "## Erlaubt\n\nHunde.\n\n## Verboten\n\nGrillen.", "regeln"),
        ("README.md", PARTS, "Erlaubt, Verboten"),
        ("36C3.md", PARTS, "Erlaubt, Verboten"),
        ("regeln.md", "# Wiese\n\n" + PARTS, "Wiese"),
        ("regeln.md", "# Wiese\n\nText.\n\n## Erlaubt\n\nHunde.", "Wiese"),
        ("regeln.md", "## Wiese\n\nText.\n\n### Erlaubt\n\nHunde.", "Wiese"),
        ("regeln.md", "---\ntitle: Wiese\n---\n" + PARTS, "Wiese"),
        ("kosten.md", MARKED, "Kosten (heute), 2 * 3 * 4"),
        ("Router-im-Akkubetrieb.md", "Inhalt:\n\n1. Akku", "Router im Akkubetrieb"),
        ("Kalender.md", "Unser Kalender ist öffentlich.", "Kalender"),
        ("Home.md", "Unser Kalender ist öffentlich.", "Unser Kalender ist öffentlich"),
        ("Feier - E-Mail.txt", LONG, "Feier - E-Mail"),
        ("000_02adc48e.txt", LONG, CUT),
        ("Nachricht", LONG, CUT),
        ("wiese.txt", "Die Wiese ist offen. Immer.", "Die Wiese ist offen"),
    ],
)  # fmt: skip
def test_a_document_is_called_by_what_says_most(
    name: str, text: str, title: str, ingest: IngestSettings
) -> None:
    assert read_bytes(text.encode(), source=name, settings=ingest).draft.title == title


def test_of_several_highest_headings_none_stands_above_another(ingest: IngestSettings) -> None:
    draft = read_bytes(PARTS.encode(), source="wiese.md", settings=ingest).draft
    assert draft.text == "Erlaubt\n\n- Hunde\n\nVerboten\n\n- Grillen"

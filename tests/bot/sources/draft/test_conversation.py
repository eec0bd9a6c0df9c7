"""Messages as one document: each stays under who wrote it, whatever was typed in another."""

from datetime import UTC, datetime

import pytest

from bot.sources.draft.conversation import Said, Talk, document_of
from index.articles import read_bytes
from index.config import IngestSettings
from index.models import Draft

AT = datetime(2026, 5, 1, 14, 3, tzinfo=UTC)
LAST = "Der Schlüssel liegt unter der Matte."

NASTY = [
    "Schau mal: ```py\nprint('Nudel')",
    "```Nudel```",
    "```\nNudel",
    "``` ``` Nudel ```",
    "~~~\nNudel",
    "Nudel\n~~~",
    "Nudel <!-- das war",
    "<script>Nudel",
    "<pre>\nNudel",
    "<details>\nNudel",
    "Nudel\n---",
    "Nudel\n===",
    "---\ntitle: Nudel",
    "# Nudel",
    "### Nudel",
    ":::note Nudel",
    '!!! note "Nudel"',
    '??? "Nudel"',
    "{% comment %} Nudel",
    "{::comment} Nudel",
    "%%\nNudel",
    "[Nudel]: https://example.org",
    "[^1]: Nudel",
    "*[Nudel]: Abkürzung",
    "> Nudel",
    ">>> Nudel\nund mehr",
    "- Nudel",
    "1. Nudel",
    "    Nudel",
    "|| Nudel",
    "Nudel ||",
    "`Nudel",
    "**Nudel",
    "[[Nudel",
    "{{Nudel",
    "$$ Nudel",
    "<![CDATA[ Nudel",
    "<? Nudel",
    "== Nudel ==",
    "{| Nudel",
    "#nudel #suppe",
    "\\newpage Nudel",
    "export const Nudel = 1",
    "| Nudel | Suppe |\n|---|---|",
]


def read(*texts: str, name: str = "") -> Draft:
    said = [Said("Ada", AT, text) for text in texts]
    document = document_of([Talk(said, name)], None)
    raw = document.encode()
    settings = IngestSettings()
    reading = read_bytes(raw, source="#kanal", settings=settings, content_type="text/markdown")
    return reading.draft


@pytest.mark.parametrize("nasty", NASTY)
def test_whatever_is_typed_the_next_message_is_there_under_who_wrote_it(nasty: str) -> None:
    draft = read("Hallo.", nasty, f"{LAST} Und || offen.")
    lines = draft.text.split("\n")
    assert [line for line in lines if line == "Ada, 2026-05-01 14:03 UTC"] == lines[:1] * 3
    assert f"{LAST} Und | | offen." in lines
    assert "nudel" in draft.text.lower()


@pytest.mark.parametrize("nasty", NASTY)
def test_in_a_forum_a_post_ends_where_the_next_begins(nasty: str) -> None:
    talks = [Talk([Said("Ada", AT, nasty)], "Erster"), Talk([Said("Bob", AT, LAST)], "Zweiter")]
    raw = document_of(talks, None).encode()
    draft = read_bytes(
        raw, source="#forum", settings=IngestSettings(), content_type="text/markdown"
    ).draft
    lines = draft.text.split("\n")
    assert lines[0] == "Erster"
    assert "Zweiter" in lines
    assert lines[-1] == LAST
    headings = [
        (draft.text[block.start : block.end], block.level)
        for block in draft.blocks or ()
        if block.kind == "heading"
    ]
    levels = dict(headings)
    assert levels["Erster"] == levels["Zweiter"] < levels["Bob, 2026-05-01 14:03 UTC"]


def test_what_discord_marks_is_kept_spoilers_among_it() -> None:
    draft = read(
        "# Regeln\n**Kein** Spam, ||der Täter ist der Gärtner||.\n> Zitat\n- Eins\n- Zwei\n"
        "```py\nx = 1\n``` und `y < 2` <https://example.org>",
        name="Post *mit* Sternen",
    )
    assert draft.text.split("\n") == [
        *("Post *mit* Sternen", "", "Ada, 2026-05-01 14:03 UTC", "", "Regeln", ""),
        *("Kein Spam, ||der Täter ist der Gärtner||.", "", "Zitat", "", "- Eins", "- Zwei", ""),
        *("x = 1", "", "und y < 2 https://example.org"),
    ]

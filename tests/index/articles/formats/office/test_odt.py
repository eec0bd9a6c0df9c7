"""OpenDocument texts: what their authors see, in its structure, and nothing else."""

from typing import Any

import pytest

from index.articles import read_bytes
from index.articles.documents import Extraction
from index.articles.formats.errors import ArticleOfficeEncryptedError
from index.articles.omissions import Omission
from index.config import IngestSettings
from tests.office_files import odt, span, tp


def read(raw: bytes) -> Extraction:
    return read_bytes(raw, source="a.odt", settings=IngestSettings())


def text(body: str) -> str:
    return read(odt(body, title="Titel")).draft.text


def kinds(extraction: Extraction) -> list[tuple[str, int, str]]:
    draft = extraction.draft
    return [
        (each.kind, each.level, draft.text[each.start : each.end]) for each in draft.blocks or ()
    ]


def h(content: str, level: int = 1) -> str:
    return f'<text:h text:outline-level="{level}">{content}</text:h>'


def items(*contents: str, style: str = "", more: str = "") -> str:
    inner = "".join(f"<text:list-item>{content}</text:list-item>" for content in contents)
    return f'<text:list text:style-name="{style}" {more}>{inner}</text:list>'


def table(*rows: list[str], header: bool = False) -> str:
    def row(cells: list[str]) -> str:
        inner = "".join(
            each
            if each.startswith("<table")
            else f"<table:table-cell>{tp(each)}</table:table-cell>"
            for each in cells
        )
        return f"<table:table-row>{inner}</table:table-row>"

    made = [row(cells) for cells in rows]
    if header:
        made[0] = f"<table:table-header-rows>{made[0]}</table:table-header-rows>"
    return f"<table:table>{''.join(made)}</table:table>"


def test_headings_quotes_code_and_bold_lines_are_what_they_are_called() -> None:
    body = (
        h("Zweck")
        + tp("Der Text.")
        + tp("Gesagt.", "P1")
        + tp("a = 1", "Code")
        + tp("  <text:s text:c='2'/>b = 2", "Code")
        + tp("Anfahrt", "P2")
        + tp(span("Wo?", "Bold"))
        + tp("Dort.")
    )
    assert kinds(read(odt(body, title="Titel"))) == [
        ("heading", 1, "Zweck"),
        ("paragraph", 0, "Der Text."),
        ("quote", 0, "Gesagt."),
        ("paragraph", 0, "Gesagt."),
        ("code", 0, "a = 1\n   b = 2"),
        ("heading", 7, "Anfahrt"),
        ("question", 0, "Wo?"),
        ("paragraph", 0, "Dort."),
    ]


def test_headings_show_the_numbers_that_their_outline_gives_them() -> None:
    level = '<text:outline-level-style text:level="{}" style:num-format="1" {}/>'
    outline = level.format(1, 'style:num-prefix="§ "') + level.format(2, 'text:display-levels="2"')
    body = h("Name") + tp("Rad.") + h("Zweck") + h("Ziele", 2) + tp("Viele.")
    assert read(odt(body, outline=outline)).draft.text == (
        "§ 1 Name\n\nRad.\n\n§ 2 Zweck\n\n2.1 Ziele\n\nViele."
    )


def test_lists_keep_their_marks_numbers_and_nesting() -> None:
    body = (
        items(tp("Feuer") + items(tp("Rauch")), tp("Lärm") + tp("Auch nachts."), style="L1")
        + tp("Danach")
        + items(tp("Eins") + items(tp("klein")), tp("Zwei"), style="L2")
        + tp("Weiter")
        + items(tp("Drei"), style="L2", more='text:continue-numbering="true"')
        + tp("Neu")
        + items(tp("Eins"), style="L2")
    )
    assert text(body) == (
        "- Feuer\n  - Rauch\n- Lärm\n  Auch nachts.\n\nDanach\n\n1. Eins\n  a) klein\n2. Zwei"
        "\n\nWeiter\n\n3. Drei\n\nNeu\n\n1. Eins"
    )


def test_a_table_keeps_its_header_its_lists_and_what_is_merged() -> None:
    reaching = f'<table:table-cell table:number-rows-spanned="2">{tp("Montag")}</table:table-cell>'
    listed = f"<table:table-cell>{items(tp('Tanz'), tp('Chor'), style='L1')}</table:table-cell>"
    body = table(
        ["Tag", "Was"],
        [reaching, "Yoga"],
        ["<table:covered-table-cell/>", listed],
        ['<table:table-cell table:number-columns-repeated="900"/>'],
        header=True,
    )
    read_one = read(odt(body, title="Plan"))
    assert read_one.draft.text == "Tag | Was\nMontag | Yoga\nMontag | - Tanz - Chor"
    assert ("header", 0, "Tag | Was") in kinds(read_one)


def test_what_isn_t_text_is_left_out_and_said() -> None:
    note = (
        "<text:note><text:note-citation>1</text:note-citation><text:note-body>"
        f"{tp('Am Rande.')}</text:note-body></text:note>"
    )
    deleted = (
        "<text:tracked-changes><text:changed-region><text:deletion><office:change-info/>"
        f"{tp('Fort')}</text:deletion></text:changed-region></text:tracked-changes>"
    )
    entries = f"<text:index-body>{tp('Zweck 3')}</text:index-body>"
    contents = f"<text:table-of-content>{entries}</text:table-of-content>"
    image = '<draw:frame><draw:image xlink:href="{}"/>{}</draw:frame>'
    said = "<svg:desc>Ein Plan</svg:desc>"
    body = (
        deleted
        + contents
        + tp(
            f"Es{note} kostet {span('12', 'Struck')}9 €{span('!', 'Hidden')}, 10{span('6', 'High')}"
            f" H{span('2', 'Low')}O.<office:annotation>{tp('?')}</office:annotation>"
        )
        + tp(image.format("Pictures/1.png", said))
        + tp(image.format("http://127.0.0.1:9/1.png", ""))
    )
    header = f"<style:master-page><style:header>{tp('Verein')}</style:header></style:master-page>"
    read_one = read(odt(body, header))
    assert read_one.draft.text == "Es kostet 9 €, 10⁶ H2O.\n\nAm Rande.\n\nEin Plan"
    assert read_one.omissions == (
        Omission("struck", 6, "Fort"),
        Omission("parts", 6, "Zweck 3"),
        Omission("marks", 1),
        Omission("comments", 1),
        Omission("external", 1),
        Omission("images", 1),
        Omission("running", 1, "Verein"),
    )
    assert read_one.hidden == 1


def test_text_boxes_follow_their_paragraph() -> None:
    box = f"<draw:frame><draw:text-box>{tp('Im Kasten.')}</draw:text-box></draw:frame>"
    assert text(tp(f"Vorher.{box}") + tp("Nachher.")) == "Vorher.\n\nIm Kasten.\n\nNachher."


def test_blanks_and_breaks_are_those_that_are_shown() -> None:
    body = tp("Ein\n   <text:span>Wort</text:span><text:s text:c='3'/>mehr<text:line-break/>unten")
    assert text(body) == "Ein Wort mehr\nunten"


def test_a_text_is_what_it_says_of_itself() -> None:
    known: dict[str, Any] = {
        "title": "Satzung",
        "meta:initial-creator": "Anna Muster",
        "meta:creation-date": "2024-03-14T10:00:00",
    }
    draft = read(odt(tp("Text."), "", "", {}, **known)).draft
    assert (draft.title, draft.author, draft.date) == ("Satzung", "Anna Muster", "2024-03-14")


def test_a_text_with_a_password_is_refused() -> None:
    manifest = "<manifest><file-entry><encryption-data/></file-entry></manifest>"
    with pytest.raises(ArticleOfficeEncryptedError):
        read(odt(tp("x"), parts={"META-INF/manifest.xml": manifest}))


def test_lines_in_type_of_one_width_are_code() -> None:
    body = (
        tp("Der Dienst wird so neu gestartet, am besten nachts, wenn niemand fragt:")
        + tp("restart bot", "P3")
        + tp(span("follow log", "Typed"))
        + tp(f"Das Wort {span('restart', 'Typed')} startet ihn neu.")
    )
    assert kinds(read(odt(body, title="Betrieb"))) == [
        ("lead_in", 0, "Der Dienst wird so neu gestartet, am besten nachts, wenn niemand fragt:"),
        ("code", 0, "restart bot\nfollow log"),
        ("paragraph", 0, "Das Wort restart startet ihn neu."),
    ]

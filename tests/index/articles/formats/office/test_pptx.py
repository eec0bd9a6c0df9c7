"""Presentations: a slide is a section under its title."""

from index.articles import read_bytes
from index.articles.documents import Extraction
from index.articles.omissions import Omission
from index.config import IngestSettings
from index.units.outline import Outline
from tests.office_files import ap, pptx, relations, shape, tree


def read(raw: bytes) -> Extraction:
    return read_bytes(raw, source="a.pptx", settings=IngestSettings())


def units(extraction: Extraction) -> list[tuple[str, str, tuple[str, ...]]]:
    draft = extraction.draft
    outline = Outline(draft.text, draft.blocks or ())
    return [
        (span.kind, draft.text[span.start : span.end], outline.context(span.start).lines)
        for span in draft.spans or ()
        if span.answers
    ]


def test_bullets_stand_under_their_slide_s_title() -> None:
    first = tree(
        shape(ap("Miete"), ap("140 Euro", 1), ap("Strom"), kind="", index="1")
        + shape(ap("Kosten"), kind="title")
    )
    second = tree(shape(ap("Plan"), kind="title") + shape(ap("Wir bauen um.")))
    read_one = read(pptx(first, second, title="PowerPoint-Präsentation"))
    assert read_one.draft.title == "Kosten"
    assert units(read_one) == [
        ("item", "- Miete", ("Kosten",)),
        ("item", "- 140 Euro", ("Kosten", "Miete")),
        ("item", "- Strom", ("Kosten",)),
        ("sentence", "Wir bauen um.", ("Plan",)),
    ]


def test_numbers_count_and_a_paragraph_may_have_no_bullet() -> None:
    number = '<a:buAutoNum type="{}"/>'
    body = shape(
        ap("Vorab", properties="<a:buNone/>"),
        ap("eins", properties=number.format("arabicPeriod")),
        ap("klein", 1, number.format("alphaLcParenR")),
        ap("zwei", properties=number.format("arabicPeriod")),
        kind="body",
    )
    assert read(pptx(tree(body))).draft.text == "Vorab\n\n1. eins\n  a) klein\n2. zwei"


def test_a_layout_may_take_the_bullets_away() -> None:
    holder = shape(ap("x"), kind="body", index="7").replace(
        "<p:txBody>", "<p:txBody><a:lstStyle><a:lvl1pPr><a:buNone/></a:lvl1pPr></a:lstStyle>"
    )
    parts = {
        "layout.xml": tree(holder, "sldLayout"),
        "_rels/slide1.xml.rels": relations({"layout.xml": "slideLayout"}),
    }
    body = shape(ap("Ein Text."), ap("Punkt", 1), kind="body", index="7")
    assert read(pptx(tree(body), parts=parts)).draft.text == "Ein Text.\n\n- Punkt"


def test_a_table_s_rows_stand_under_its_header() -> None:
    def cells(*texts: str) -> str:
        inner = "".join(f"<a:tc><a:txBody>{ap(each)}</a:txBody></a:tc>" for each in texts)
        return f"<a:tr>{inner}</a:tr>"

    rows = cells("Tag", "Was") + cells("Montag", "Yoga")
    table = f'<a:tbl><a:tblPr firstRow="1"/>{rows}</a:tbl>'
    graphic = f"<a:graphic><a:graphicData>{table}</a:graphicData></a:graphic>"
    frame = f"<p:graphicFrame>{graphic}</p:graphicFrame>"
    assert units(read(pptx(tree(frame)))) == [("row", "Montag | Yoga", ("Tag | Was",))]


def test_notes_stand_at_the_end_of_their_slide() -> None:
    notes = tree(
        shape(ap("Die Miete steigt."), kind="body") + shape(ap("1"), kind="sldNum"), "notes"
    )
    parts = {"n.xml": notes, "_rels/slide1.xml.rels": relations({"n.xml": "notesSlide"})}
    slide = tree(shape(ap("Kosten"), kind="title") + shape(ap("Tabelle folgt.")))
    read_one = read(pptx(slide, tree(shape(ap("Ende."))), parts=parts))
    assert read_one.draft.text == "Kosten\n\nTabelle folgt.\n\nDie Miete steigt.\n\nEnde."


def test_what_isn_t_text_is_left_out_and_said() -> None:
    picture = '<p:pic><p:nvPicPr><p:cNvPr descr="{}"/></p:nvPicPr><a:blip r:embed="r9"/></p:pic>'
    struck = '<a:r><a:rPr strike="sngStrike"/><a:t>12</a:t></a:r>'
    slide = tree(
        shape(
            ap(
                f"{struck}<a:r><a:rPr baseline='30000'/><a:t>6</a:t></a:r>"
                "<a:r><a:t> Euro.</a:t></a:r>"
            )
        )
        + shape(ap("Verein"), kind="ftr")
        + picture.format("Ein Plan")
        + picture.format("")
    )
    hidden = tree(shape(ap("Geheim")), attributes='show="0"')
    read_one = read(pptx(slide, hidden))
    assert read_one.draft.text == "⁶ Euro.\n\nEin Plan"
    assert read_one.omissions == (
        Omission("struck", 2, "12"),
        Omission("running", 1, "Verein"),
        Omission("images", 1),
    )
    assert read_one.hidden == 6

"""Word documents: what their authors see, in its structure, and nothing else."""

import pytest

from index.articles import read_bytes
from index.articles.documents import Extraction
from index.articles.omissions import Omission
from index.config import IngestSettings
from index.units.outline import Outline
from tests.office_files import W, cell, docx, item, p, run, table


def read(raw: bytes, name: str = "a.docx") -> Extraction:
    return read_bytes(raw, source=name, settings=IngestSettings())


def text(body: str) -> str:
    return read(docx(body)).draft.text


def kinds(extraction: Extraction) -> list[tuple[str, int, str]]:
    draft = extraction.draft
    return [
        (each.kind, each.level, draft.text[each.start : each.end]) for each in draft.blocks or ()
    ]


def units(extraction: Extraction) -> list[tuple[str, str, tuple[str, ...]]]:
    """Return what can answer, with its kind and what it stands under."""
    draft = extraction.draft
    outline = Outline(draft.text, draft.blocks or ())
    return [
        (span.kind, draft.text[span.start : span.end], outline.context(span.start).lines)
        for span in draft.spans or ()
        if span.answers
    ]


FIELD = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>'
    '<w:r><w:t>Code</w:t></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    '<w:r><w:t>sieben</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
)


def test_headings_are_told_by_their_styles_names_in_any_language_and_by_their_outline() -> None:
    body = (
        p("Zweck", "berschrift1")
        + p("Der Verein fördert.")
        + p("Mittel", "berschrift2")
        + p("Es gibt Geld.")
        + p("Eigenes", "Eigene")
        + p("Etwas.")
        + p("Gegliedert", properties='<w:outlineLvl w:val="2"/>')
        + p("Noch etwas.")
    )
    read_one = read(docx(body, title="Satzung"))
    assert [each for each in kinds(read_one) if each[0] == "heading"] == [
        ("heading", 1, "Zweck"),
        ("heading", 2, "Mittel"),
        ("heading", 2, "Eigenes"),
        ("heading", 3, "Gegliedert"),
    ]
    assert units(read_one)[-1] == (
        "sentence",
        "Noch etwas.",
        ("Zweck", "Eigenes", "Gegliedert"),
    )


def test_a_line_in_bold_type_alone_is_a_heading_and_a_question_one_that_is_answered() -> None:
    body = (
        p(run("Wer zahlt?", "<w:b/>"))
        + p("Die Versicherung zahlt.")
        + p(run("Anfahrt", '<w:rStyle w:val="Fett"/>'))
        + p("Mit dem Bus.")
        + p(run("Nicht fett", '<w:b w:val="0"/>'))
    )
    read_one = read(docx(body, title="Fragen"))
    assert [each[0] for each in kinds(read_one)] == [
        *("question", "paragraph", "heading", "paragraph", "paragraph")
    ]
    assert units(read_one)[0] == ("answer", "Die Versicherung zahlt.", ("Wer zahlt?",))


def test_bold_lines_at_the_end_stand_above_nothing() -> None:
    body = p("Wir laden ein.") + p(run("Samstag, 14. März", "<w:b/>")) + p(run("19 Uhr", "<w:b/>"))
    assert [unit[1] for unit in units(read(docx(body)))] == [
        *("Wir laden ein.", "Samstag, 14. März", "19 Uhr")
    ]


def test_bullets_that_were_typed_make_a_list_and_signs_are_what_they_look_like() -> None:
    sign = '<w:r><w:sym w:font="Wingdings" w:char="{}"/></w:r>'
    body = (
        p("Dabei sind:")
        + p("•\tAnna")
        + p("• Bert")
        + p(sign.format("F0FE") + run(" ja ") + sign.format("F041"))
    )
    read_one = read(docx(body))
    assert read_one.draft.text == "Dabei sind:\n\n• Anna\n• Bert\n\n☒ ja"
    assert read_one.omissions == (Omission("data", 1, "F041"),)
    assert [kind for kind, _, _ in kinds(read_one)] == [
        *("lead_in", "list", "item", "item", "paragraph")
    ]


def test_lists_keep_their_marks_numbers_and_nesting() -> None:
    body = (
        p("Verboten sind:")
        + item("Feuer")
        + item("Rauch", level=1)
        + item("Lärm")
        + p("Danach:")
        + item("Erstens", 2)
        + item("klein", 2, 1)
        + item("größer", 2, 1)
        + item("Zweitens", 2)
        + p("Neu:")
        + item("Wieder erstens", 4)
    )
    read_one = read(docx(body, title="Regeln"))
    assert read_one.draft.text == (
        "Verboten sind:\n\n- Feuer\n  - Rauch\n- Lärm\n\nDanach:\n\n"
        "1. Erstens\n  a) klein\n  b) größer\n2. Zweitens\n\nNeu:\n\n1. Wieder erstens"
    )
    assert units(read_one)[1] == ("item", "- Rauch", ("Verboten sind:", "Feuer"))


def test_the_numbers_of_a_statute_are_those_that_it_shows() -> None:
    def numbered(text: str, level: int) -> str:
        name = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="3"/></w:numPr>'
        return p(text, f"berschrift{level + 1}", name)

    body = (
        numbered("Name", 0)
        + p("Er heißt Rad e. V.")
        + numbered("Zweck", 0)
        + numbered("Ziele", 1)
        + p("Er fördert das Rad.")
    )
    assert text(body) == (
        "§ 1 Name\n\nEr heißt Rad e. V.\n\n§ 2 Zweck\n\n2.I Ziele\n\nEr fördert das Rad."
    )


def test_what_goes_on_with_an_item_belongs_to_it() -> None:
    body = p("Punkt", "Liste") + p("Mehr dazu.", "Weiter") + p("Zweiter", "Liste")
    assert text(body) == "- Punkt\n  Mehr dazu.\n- Zweiter"


def test_a_table_s_rows_stand_under_its_header() -> None:
    rows = [["Gruppe", "Beitrag"], ["Kinder", "5 €"], ["Familien", "frei"]]
    for header in (
        table(*rows, header=True),
        table(*rows, properties='<w:tblStyle w:val="Raster"/><w:tblLook w:firstRow="1"/>'),
        table([cell(p(run(name, "<w:b/>"))) for name in rows[0]], *rows[1:]),
    ):
        assert units(read(docx(p("Beiträge", "berschrift1") + header, title="Satzung"))) == [
            ("row", "Kinder | 5 €", ("Beiträge", "Gruppe | Beitrag")),
            ("row", "Familien | frei", ("Beiträge", "Gruppe | Beitrag")),
        ]


def test_names_with_their_values_have_no_header() -> None:
    body = table(["Ort", "Saal"], ["Tag", "14.03.2024"], ["Beginn", "19 Uhr"])
    assert [unit[0] for unit in units(read(docx(body)))] == ["row", "row", "row"]


def test_a_cell_s_list_stays_and_merged_cells_stand_in_each_row_that_they_reach() -> None:
    restart, goes_on = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    body = table(
        ["Tag", "Zeit", "Was"],
        [cell("Montag", restart), "9 Uhr", "Yoga"],
        [cell("", goes_on), "10 Uhr", cell(item("Tanz") + item("Chor"))],
        [cell("Dienstag geschlossen", '<w:gridSpan w:val="3"/>')],
    )
    assert text(body) == (
        "Tag | Zeit | Was\nMontag | 9 Uhr | Yoga\nMontag | 10 Uhr | - Tanz - Chor\n"
        "Dienstag geschlossen"
    )


def test_a_table_of_one_cell_only_frames_what_is_in_it() -> None:
    body = table([cell(p("Achtung", "berschrift2") + p("Glatteis."))]) + p("Der Weg ist frei.")
    assert units(read(docx(body, title="Wege"))) == [
        ("sentence", "Glatteis.", ("Achtung",)),
        ("sentence", "Der Weg ist frei.", ()),
    ]


def test_struck_deleted_and_hidden_text_is_left_out_and_said() -> None:
    body = (
        p(
            run("Der Eintritt kostet ")
            + run("12 ", "<w:strike/>")
            + "<w:del><w:r><w:delText>10 </w:delText></w:r></w:del><w:ins>"
            + run("9 ")
            + "</w:ins>"
            + run("Euro.")
            + run("Geheim!", "<w:vanish/>")
        )
        + "<w:moveFrom>"
        + p("Verschoben.")
        + "</w:moveFrom>"
    )
    read_one = read(docx(body))
    assert read_one.draft.text == "Der Eintritt kostet 9 Euro."
    assert read_one.omissions == (Omission("struck", 15, "12"),)
    assert (read_one.dropped, read_one.hidden) == (7, 7)


def test_paragraphs_whose_break_was_deleted_are_one() -> None:
    first = p("Der Rat tagt ", properties="<w:rPr><w:del/></w:rPr>")
    assert text(first + p("am Montag.")) == "Der Rat tagt am Montag."


def test_what_is_raised_isn_t_taken_for_digits_before_it() -> None:
    high = '<w:vertAlign w:val="superscript"/>'
    low = '<w:vertAlign w:val="subscript"/>'
    body = p(
        run("Im Jahr 2020")
        + run("5", high)
        + run(" waren es 10")
        + run("6", high)
        + run(" m")
        + run("3", high)
        + run(" CO")
        + run("2", low)
        + run(", der 1")
        + run("er", high)
    )
    assert text(body) == "Im Jahr 2020⁵ waren es 10⁶ m³ CO2, der 1er"


NOTE = '<w:r><w:{kind}Reference w:id="{id}"/></w:r>'


def notes(kind: str, **texts: str) -> str:
    each = "".join(
        f'<w:{kind} w:id="{name[1:]}">{p("<w:r><w:footnoteRef/></w:r>" + run(text))}</w:{kind}>'
        for name, text in texts.items()
    )
    return f'<w:{kind}s xmlns:w="{W}">{each}</w:{kind}s>'


def test_a_note_s_mark_is_left_out_and_its_text_follows_the_paragraph() -> None:
    body = (
        p(run("Es waren 2020") + NOTE.format(kind="footnote", id=1) + run(" viele."))
        + p(run("Und wenige.") + NOTE.format(kind="endnote", id=1))
        + item("Punkt")
        + p(run("Punkt zwei") + NOTE.format(kind="footnote", id=2), "Liste")
        + item("Punkt drei")
    )
    parts = {
        "footnotes": notes("footnote", n1="Nach Zählung.", n2="Am Rande."),
        "endnotes": notes("endnote", n1="Siehe dort."),
    }
    read_one = read(docx(body, parts))
    assert read_one.draft.text == (
        "Es waren 2020 viele.\n\nNach Zählung.\n\nUnd wenige.\n\nSiehe dort.\n\n"
        "- Punkt\n- Punkt zwei\n  Am Rande.\n- Punkt drei"
    )
    assert read_one.omissions == (Omission("marks", 3),)


def test_headers_footers_and_comments_are_left_out_and_said() -> None:
    header = f'<w:hdr xmlns:w="{W}">{p("Verein e. V.")}</w:hdr>'
    footer = f'<w:ftr xmlns:w="{W}">{p("")}</w:ftr>'
    comments = f'<w:comments xmlns:w="{W}"><w:comment>{p("Wirklich?")}</w:comment></w:comments>'
    parts = {"header1": header, "header2": header, "footer1": footer, "comments": comments}
    read_one = read(docx(p("Der Text."), parts))
    assert read_one.draft.text == "Der Text."
    assert read_one.omissions == (Omission("running", 1, "Verein e. V."), Omission("comments", 1))


PICTURE = (
    '<w:r><w:drawing><wp:inline><wp:docPr id="1" descr="{says}"/><a:graphic><a:graphicData>'
    '<a:blip r:{how}="{id}"/></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>'
)


def test_a_picture_s_description_is_text_and_one_without_is_counted() -> None:
    body = (
        p(PICTURE.format(says="Lageplan: Eingang im Norden", how="embed", id="r9"))
        + p(PICTURE.format(says="", how="embed", id="r9"))
        + p(PICTURE.format(says="Ein Bild, das Text enthält.", how="embed", id="r9"))
    )
    read_one = read(docx(body))
    assert read_one.draft.text == "Lageplan: Eingang im Norden"
    assert read_one.omissions == (Omission("images", 2),)


def test_nothing_is_fetched_that_a_document_points_to() -> None:
    external = {"http://127.0.0.1:9/bild.png": "image", "file:///etc/passwd": "attachedTemplate"}
    picture = PICTURE.format(says="", how="link", id="r3")
    link = '<w:hyperlink r:id="r4">' + run("die Seite") + "</w:hyperlink>"
    read_one = read(docx(p(run("Siehe ") + link + run(".")) + p(picture), external=external))
    assert read_one.draft.text == "Siehe die Seite."
    assert read_one.omissions == (
        Omission("external", 2),
        Omission("images", 1),
    )


def test_text_boxes_follow_their_paragraph_once() -> None:
    box = f"<w:txbxContent>{p('Im Kasten.')}</w:txbxContent>"
    shape = (
        f"<mc:AlternateContent><mc:Choice><w:drawing><wp:anchor>{box}</wp:anchor></w:drawing>"
        f"</mc:Choice><mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent>"
    )
    assert text(p(run("Vorher.") + f"<w:r>{shape}</w:r>") + p("Nachher.")) == (
        "Vorher.\n\nIm Kasten.\n\nNachher."
    )


def test_fields_show_their_text_and_not_their_code() -> None:
    assert text(p(run("Seite ") + FIELD + run("."))) == "Seite sieben."


def test_a_table_of_contents_is_left_out_and_said() -> None:
    contents = (
        '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/>'
        f"</w:docPartObj></w:sdtPr><w:sdtContent>{p('Zweck 3')}</w:sdtContent></w:sdt>"
    )
    read_one = read(docx(contents + p("Mittel 4", "TOC1") + p("Der Text.")))
    assert read_one.draft.text == "Der Text."
    assert read_one.omissions == (Omission("parts", 13, "Zweck 3"),)


def test_forms_give_what_was_filled_in() -> None:
    def field(inner: str, properties: str = "") -> str:
        content = f"<w:sdtContent>{run(inner)}</w:sdtContent>"
        return f"<w:sdt><w:sdtPr>{properties}</w:sdtPr>{content}</w:sdt>"

    body = p(run("Verein: ") + field("Rad e. V.")) + p(
        run("Ort: ") + field("Hier klicken", "<w:showingPlcHdr/>")
    )
    assert text(body) == "Verein: Rad e. V.\n\nOrt:"


def test_code_quotes_and_captions_are_what_their_styles_say() -> None:
    body = (
        p("def f():", "Code")
        + p(run("    return 1"), "Code")
        + p("Gut gesagt.", "Zitat")
        + p("Abb. 1", "Beschriftung")
    )
    read_one = read(docx(body, title="Alles"))
    assert kinds(read_one) == [
        ("code", 0, "def f():\n    return 1"),
        ("quote", 0, "Gut gesagt."),
        ("paragraph", 0, "Gut gesagt."),
        ("caption", 0, "Abb. 1"),
    ]


def test_formulas_are_written_on_one_line() -> None:
    body = (
        "<w:p><m:oMath><m:f><m:num><m:r><m:t>a+b</m:t></m:r></m:num><m:den><m:r><m:t>2</m:t></m:r>"
        "</m:den></m:f><m:r><m:t>=</m:t></m:r><m:sSup><m:e><m:r><m:t>c</m:t></m:r></m:e><m:sup>"
        "<m:r><m:t>2</m:t></m:r></m:sup></m:sSup></m:oMath></w:p>"
    )
    assert text(body) == "(a+b)/2=c²"


@pytest.mark.parametrize(
    ("known", "expected"),
    [
        (
            {"title": "Satzung", "creator": "Anna Muster", "created": "2024-03-14T10:00:00Z"},
            ("Satzung", "Anna Muster", "2024-03-14"),
        ),
        (
            {"title": "Microsoft Word - satzung.doc", "creator": "python-docx"},
            ("Haus", None, None),
        ),
        (
            {"created": "2013-12-23T23:15:00Z", "modified": "2024-05-01T00:00:00Z"},
            ("Haus", None, "2024-05-01"),
        ),
        ({"created": "1601-01-01T00:00:00Z", "title": "Dokument1"}, ("Haus", None, None)),
        ({"created": "2999-01-01T00:00:00Z", "title": "plan.docx"}, ("Haus", None, None)),
    ],
)
def test_a_document_is_what_it_says_unless_its_program_made_that_up(
    known: dict[str, str], expected: tuple[str, str | None, str | None]
) -> None:
    draft = read(docx(p("Haus", "Titel") + p("Das Haus ist alt."), {}, {}, **known)).draft
    assert (draft.title, draft.author, draft.date) == expected


def test_programs_within_a_document_are_counted_and_never_run() -> None:
    raw = docx(p("Der Text."), {"vbaProject": b"Attribute"})
    assert read(raw, "a.docm").scripts == 0
    raw = docx(p("Der Text."))
    import zipfile
    from io import BytesIO

    file = BytesIO(raw)
    with zipfile.ZipFile(file, "a") as archive:
        archive.writestr("word/vbaProject.bin", b"Shell")
    assert read(file.getvalue(), "a.docm").scripts == 1


def test_a_document_of_the_standard_s_strict_form_reads_the_same() -> None:
    strict = "http://purl.oclc.org/ooxml/wordprocessingml/main"
    raw = docx(p("Zweck", "berschrift1").replace(W, strict) + p("Der Text."))
    assert read(raw).draft.title == "Zweck"


def test_a_question_in_bold_type_stands_above_its_answer_in_the_same_line() -> None:
    body = p(run("Wer ist zuständig? ", "<w:b/>") + run("Das Bauamt."))
    assert units(read(docx(body))) == [("answer", "Das Bauamt.", ("Wer ist zuständig?",))]


def test_hyphens_that_somebody_typed_make_a_list() -> None:
    assert units(read(docx(p("Verboten sind:") + p("- Lärm") + p("- Feuer")))) == [
        ("item", "- Lärm", ("Verboten sind:",)),
        ("item", "- Feuer", ("Verboten sind:",)),
    ]


def test_a_header_of_two_rows_says_of_each_column_all_that_stands_above_it() -> None:
    restart, goes_on = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    body = table(
        [cell("Strecke", restart), cell("Preis", '<w:gridSpan w:val="2"/>')],
        [cell("", goes_on), cell("einfach"), cell("zurück")],
        [cell("Kap – Riff"), cell("8 €"), cell("14 €")],
        [cell("Riff – Insel"), cell("auf Anfrage", '<w:gridSpan w:val="2"/>')],
    )
    header = ("Strecke | Preis einfach | Preis zurück",)
    assert units(read(docx(body))) == [
        ("row", "Kap – Riff | 8 € | 14 €", header),
        ("row", "Riff – Insel | auf Anfrage", header),
    ]


TYPED = '<w:rFonts w:ascii="Courier New" w:hAnsi="Courier New"/>'


def typed(text: str) -> str:
    return p(run(text, TYPED))


def test_lines_in_type_of_one_width_are_code_and_sentences_in_it_are_not() -> None:
    body = (
        p("Der Dienst wird neu gestartet:")
        + typed("sudo systemctl restart bot")
        + typed("  journalctl -f")
        + p("Danach ist alles gut, und niemand muss mehr etwas von Hand tun.")
        + typed("Die Uhr geht nach dem Neustart falsch.")
        + p(run("Es hilft ") + run("sync", TYPED) + run("."))
        + p("Kurz:", "Code")
    )
    assert units(read(docx(body))) == [
        (
            "code",
            "sudo systemctl restart bot\n  journalctl -f",
            ("Der Dienst wird neu gestartet:",),
        ),
        ("sentence", "Danach ist alles gut, und niemand muss mehr etwas von Hand tun.", ()),
        ("sentence", "Die Uhr geht nach dem Neustart falsch.", ()),
        ("sentence", "Es hilft sync.", ()),
        ("code", "Kurz:", ()),
    ]


def test_what_was_typed_on_a_typewriter_is_no_code() -> None:
    body = (
        typed("An alle Mitglieder")
        + typed("- Besen sind mitzubringen")
        + typed("- Eimer auch")
        + typed("mit Gruß")
        + p("Nr. 4")
    )
    assert [kind for kind, _, _ in kinds(read(docx(body)))] == [
        "lead_in",
        "list",
        "item",
        "item",
        "paragraph",
        "paragraph",
    ]

"""What each unit of a text stands under."""

from index.articles.structure import Node, heading, lay_out, paragraph, row
from index.models import NO_CONTEXT, Context
from index.units.outline import LENGTH, Outline


def item(text: str, *children: Node) -> Node:
    return Node("item", text, list(children), mark="- ")


def question(text: str) -> Node:
    return Node("question", text)


def section(*children: Node) -> Node:
    return Node("section", children=list(children))


def listed(*children: Node) -> Node:
    return Node("list", children=list(children))


def table(*children: Node) -> Node:
    return Node("table", children=list(children))


def contexts(*nodes: Node) -> dict[str, Context]:
    """What each block that holds no others stands under, by its text."""
    layout = lay_out(nodes)
    outline = Outline(layout.text, layout.blocks)
    return {
        layout.text[block.start : block.end]: outline.context(block.start)
        for number, block in enumerate(layout.blocks)
        if not any(other.parent == number for other in layout.blocks)
    }


def test_a_text_stands_under_the_headings_above_it() -> None:
    found = contexts(
        paragraph("Vorab."),
        heading("Wartung", 1),
        heading("Motor", 2),
        paragraph("Öl."),
        heading("Räder", 2),
        paragraph("Luft."),
        heading("Preise", 1),
        paragraph("Teuer."),
    )

    assert found["Vorab."] == NO_CONTEXT
    assert found["Wartung"] == NO_CONTEXT
    assert found["Motor"] == Context(("Wartung",))
    assert found["Öl."] == Context(("Wartung", "Motor"))
    assert found["Luft."] == Context(("Wartung", "Räder"))
    assert found["Teuer."] == Context(("Preise",))


def test_a_level_that_is_left_out_is_no_heading_of_its_own() -> None:
    found = contexts(
        heading("Wartung", 1),
        heading("Genau", 4),
        paragraph("Öl."),
        heading("Motor", 2),
        paragraph("Luft."),
        heading("Genau", 4),
        paragraph("Gas."),
    )

    assert found["Öl."].headings == ("Wartung", "Genau")
    assert found["Luft."].headings == ("Wartung", "Motor")
    assert found["Gas."].headings == ("Wartung", "Motor", "Genau")


def test_a_lower_heading_may_come_first() -> None:
    found = contexts(
        heading("Klein", 3), paragraph("Eins."), heading("Groß", 1), paragraph("Zwei.")
    )

    assert found["Eins."].headings == ("Klein",)
    assert found["Zwei."].headings == ("Groß",)


def test_a_question_holds_until_the_next_one_or_a_heading() -> None:
    found = contexts(
        heading("Fragen", 1),
        question("Wer zahlt?"),
        paragraph("Die Stadt."),
        paragraph("Immer."),
        question("Wann?"),
        paragraph("Im Mai."),
        heading("Orte", 1),
        paragraph("Am See."),
    )

    assert found["Wer zahlt?"] == Context(("Fragen",))
    assert found["Die Stadt."] == found["Immer."] == Context(("Fragen",), "Wer zahlt?")
    assert found["Wann?"] == Context(("Fragen",))
    assert found["Im Mai."] == Context(("Fragen",), "Wann?")
    assert found["Am See."] == Context(("Orte",))


def test_what_is_in_a_section_ends_with_it() -> None:
    found = contexts(
        heading("Hilfe", 1),
        section(heading("Konto", 1), question("Wie?"), paragraph("So.")),
        paragraph("Danach."),
    )

    assert found["So."] == Context(("Konto",), "Wie?")
    assert found["Danach."] == Context(("Hilfe",))


def test_a_list_stands_under_what_leads_in_to_it_and_nothing_after_it_does() -> None:
    found = contexts(
        Node("lead_in", "Verboten sind:"),
        listed(item("Feuer"), item("Lärm")),
        paragraph("Sonst nichts."),
        listed(item("Holz")),
    )

    assert found["Verboten sind:"] == NO_CONTEXT
    assert found["- Feuer"] == found["- Lärm"] == Context(lead_ins=("Verboten sind:",))
    assert found["Sonst nichts."] == found["- Holz"] == NO_CONTEXT


def test_a_nested_item_stands_under_the_item_that_it_is_in() -> None:
    found = contexts(
        Node("lead_in", "Regeln:"),
        listed(
            item("Am See:", listed(item("Hunde", listed(item("große"))), item("Boote"))),
            item("Im Hof"),
        ),
    )

    assert found["- große"].lead_ins == ("Regeln:", "Am See:", "Hunde")
    assert found["- Boote"].lead_ins == ("Regeln:", "Am See:")
    assert found["- Im Hof"].lead_ins == ("Regeln:",)


def test_a_row_stands_under_its_tables_header_and_its_caption() -> None:
    found = contexts(
        heading("Bäume", 1),
        Node("caption", "Tabelle 1"),
        table(row(["Baum", "Höhe"], "header"), row(["Linde", "47"])),
        table(row(["Bank", "12"])),
    )

    assert found["Baum | Höhe"] == Context(("Bäume",), lead_ins=("Tabelle 1",))
    assert found["Linde | 47"] == Context(("Bäume",), lead_ins=("Tabelle 1",), header="Baum | Höhe")
    assert found["Bank | 12"] == Context(("Bäume",))


def test_a_second_header_row_takes_the_place_of_the_first() -> None:
    found = contexts(
        table(
            row(["Baum", "Höhe"], "header"),
            row(["Linde", "47"]),
            row(["Strauch", "Farbe"], "header"),
            row(["Rose", "rot"]),
        )
    )

    assert found["Linde | 47"].header == "Baum | Höhe"
    assert found["Rose | rot"].header == "Strauch | Farbe"


def test_what_is_long_is_context_by_its_beginning_and_in_one_line() -> None:
    found = contexts(heading("Wort\n" * 200, 1), paragraph("Text."))

    [shown] = found["Text."].headings
    assert shown == " ".join(["Wort"] * (LENGTH // 5))


def test_a_context_tells_its_path_and_all_its_lines() -> None:
    context = Context(("Hilfe", "Konto"), "Wie?", ("So:",), "A | B")

    assert context.path == ("Hilfe", "Konto", "Wie?")
    assert context.lines == ("Hilfe", "Konto", "Wie?", "So:", "A | B")
    assert (NO_CONTEXT.path, NO_CONTEXT.lines) == ((), ())


def test_a_place_before_the_first_block_stands_under_nothing() -> None:
    assert Outline("Text.", ()).context(3) == NO_CONTEXT


def test_header_rows_one_after_the_other_are_read_together() -> None:
    found = contexts(
        table(
            row(["Zone", "Preis", ""], "header"),
            row(["", "Tag", "Nacht"], "header"),
            row(["A", "2 €", "3 €"]),
        )
    )
    assert found["A | 2 € | 3 €"].header == "Zone | Preis | / | Tag | Nacht"

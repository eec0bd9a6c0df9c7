"""Questions that are items of lists: what answers them stands in them, or below."""

import pytest

from index.articles.structure import Node, lay_out, paragraph
from index.models import Block
from index.units.blocks import sound
from index.units.outline import Outline
from index.units.segmentation import segment
from index.units.shape import refined, shape
from tests.index.units.test_pasted_text import paths, units


def under(text: str, blocks: tuple[Block, ...]) -> list[tuple[str, str, str]]:
    """Return what can answer: its kind, its text, and the question above it."""
    assert sound(blocks, text)
    outline = Outline(text, blocks)
    return [
        (span.kind, text[span.start : span.end], outline.context(span.start).question or "")
        for span in segment(text, "de", blocks)
        if span.answers
    ]


def laid_out(*nodes: Node) -> list[tuple[str, str, str]]:
    layout = lay_out(nodes)
    return under(layout.text, refined(layout.text, layout.blocks, "de"))


def items(*texts: str, mark: str = "- ") -> Node:
    return Node("list", children=[Node("item", text, mark=mark) for text in texts])


def test_an_item_s_question_is_answered_by_the_rest_of_the_item() -> None:
    text = (
        "Fragen zum Bad\n\n- Wer darf rein? Alle. Kinder nur mit Eltern.\n- Was kostet es? 4 Euro."
    )
    assert units(text) == [
        ("answer", "Alle.", "Fragen zum Bad › Wer darf rein?"),
        ("answer", "Kinder nur mit Eltern.", "Fragen zum Bad › Wer darf rein?"),
        ("answer", "4 Euro.", "Fragen zum Bad › Was kostet es?"),
    ]


def test_an_item_that_asks_is_answered_by_what_is_in_it() -> None:
    asked = Node("item", "Wer hilft?", mark="- ", children=[items("Die Firma Roth packt.")])
    other = Node("item", "Wo ist es?", mark="- ", children=[paragraph("Am See.")])
    assert laid_out(Node("list", children=[asked, other])) == [
        ("item", "- Die Firma Roth packt.", "Wer hilft?"),
        ("answer", "Am See.", "Wo ist es?"),
    ]


def test_items_that_ask_are_answered_by_those_after_them() -> None:
    text = "- Wer darf rein?\n- Alle ab sechs.\n- Was kostet es?\n- 4 Euro."
    assert under(text, shape(text)) == [
        ("item", "- Alle ab sechs.", "Wer darf rein?"),
        ("item", "- 4 Euro.", "Was kostet es?"),
    ]


def test_a_numbered_question_is_answered_by_what_follows_its_list() -> None:
    assert laid_out(
        items("Wann ziehen wir um?", mark="1. "),
        paragraph("Am 3. Mai."),
        items("Wer hilft?", mark="2. "),
        items("Die Firma Roth."),
        paragraph("Alle anderen auch."),
    ) == [
        ("answer", "Am 3. Mai.", "1. Wann ziehen wir um?"),
        ("item", "- Die Firma Roth.", "2. Wer hilft?"),
        ("answer", "Alle anderen auch.", "2. Wer hilft?"),
    ]


@pytest.mark.parametrize(
    "texts",
    [
        ("Ist der Helm heil?", "Sitzt er fest?"),
        ("Ist der Helm heil?", "Sitzt er fest?", "Licht an."),
        ("Licht an.", "Sitzt der Helm?", "Los."),
    ],
)
def test_a_list_of_what_to_ask_keeps_its_items(texts: tuple[str, ...]) -> None:
    found = laid_out(items(*texts), paragraph("Dann geht es los."))
    assert found == [
        *(("item", f"- {each}", "") for each in texts),
        ("sentence", "Dann geht es los.", ""),
    ]


def test_a_question_at_the_end_of_an_item_answers_nothing() -> None:
    assert paths("- Der Eintritt ist frei. Noch Fragen?\n- Der Hof ist offen.") == [
        ("- Der Eintritt ist frei.", ""),
        ("- Der Hof ist offen.", ""),
    ]


def test_what_a_definition_goes_on_with_stands_under_what_is_defined() -> None:
    text = "Bow: The front of the boat.\nStern: The back. It holds the rudder.\nAnker: Er hält."
    assert paths(text) == [
        ("Bow: The front of the boat.", ""),
        ("Stern: The back.", ""),
        ("It holds the rudder.", "Stern"),
        ("Anker: Er hält.", ""),
    ]

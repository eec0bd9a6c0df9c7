"""The structure that a plain text's shape tells."""

from index.articles.structure import Node, lay_out, paragraph
from index.units.shape import refined, shape

Told = list[tuple[str, str]]


def told(text: str) -> Told:
    return [(block.kind, text[block.start : block.end]) for block in shape(text)]


def test_a_short_line_by_itself_before_running_text_is_a_heading() -> None:
    text = "Der Weiher\n\nEr liegt im Wald und ist tief."

    assert told(text) == [
        ("heading", "Der Weiher"),
        ("paragraph", "Er liegt im Wald und ist tief."),
    ]


def test_a_line_that_ends_a_sentence_is_none() -> None:
    assert told("Er ruht.\n\nEr liegt im Wald.") == [
        ("paragraph", "Er ruht."),
        ("paragraph", "Er liegt im Wald."),
    ]


def test_the_lines_of_a_list_are_items_and_what_ends_in_a_colon_leads_in_to_it() -> None:
    assert told("Man darf viel. Verboten sind:\n\n- Feuer\n- Lärm") == [
        ("paragraph", "Man darf viel."),
        ("lead_in", "Verboten sind:"),
        ("list", "- Feuer\n- Lärm"),
        ("item", "- Feuer"),
        ("item", "- Lärm"),
    ]


def test_lines_of_cells_are_a_table_with_its_header() -> None:
    assert told("Baum | Höhe\nLinde | 47\nEiche | 31") == [
        ("table", "Baum | Höhe\nLinde | 47\nEiche | 31"),
        ("header", "Baum | Höhe"),
        ("row", "Linde | 47"),
        ("row", "Eiche | 31"),
    ]


def test_a_paragraph_that_is_one_question_is_answered_by_what_follows() -> None:
    assert told("Wer zahlt?\n\nDie Stadt zahlt alles.") == [
        ("question", "Wer zahlt?"),
        ("paragraph", "Die Stadt zahlt alles."),
    ]


def test_questions_in_a_row_and_the_last_one_ask_nothing_that_is_answered() -> None:
    assert [kind for kind, _ in told("Wer zahlt?\n\nUnd wann?")] == ["paragraph", "paragraph"]


def test_what_is_said_when_is_a_message() -> None:
    assert told("18:22 Ada: Wann denn?\n18:23 Bob: Um acht.") == [
        ("message", "18:22 Ada: Wann denn?"),
        ("message", "18:23 Bob: Um acht."),
    ]


def test_what_a_reader_gave_is_divided_by_its_lines_and_keeps_what_it_said() -> None:
    layout = lay_out(
        [
            Node("quote", children=[paragraph("Bitte mitbringen:\n- Holz\n- Kohle")]),
            Node("code", "- a\n- b"),
        ]
    )

    assert [
        (block.kind, block.parent, layout.text[block.start : block.end])
        for block in refined(layout.text, layout.blocks)
    ] == [
        ("quote", None, "Bitte mitbringen:\n- Holz\n- Kohle"),
        ("lead_in", 0, "Bitte mitbringen:"),
        ("list", 0, "- Holz\n- Kohle"),
        ("item", 2, "- Holz"),
        ("item", 2, "- Kohle"),
        ("code", None, "- a\n- b"),
    ]


def test_text_that_is_in_no_block_gets_its_own() -> None:
    text = "Eins.\n\nZwei.\n\nDrei."
    [_, middle, _] = shape(text)

    assert [text[block.start : block.end] for block in refined(text, [middle])] == [
        "Eins.",
        "Zwei.",
        "Drei.",
    ]

"""Nodes become a text in which everything stands where it belongs, and blocks that say where."""

from hypothesis import given
from hypothesis import strategies as st

from index.articles.structure import Node, heading, lay_out, paragraph, row, without_title
from index.models import BlockKind
from index.units.blocks import KINDS, MAX_DEPTH, sound
from index.units.shape import refined


def item(text: str, *children: Node, mark: str = "- ") -> Node:
    return Node("item", text, list(children), mark=mark)


def holding(kind: BlockKind, *children: Node) -> Node:
    return Node(kind, children=list(children))


def text_of(*nodes: Node) -> str:
    return lay_out(nodes).text


Told = tuple[str, int, int | None, str]


def told(*nodes: Node) -> list[Told]:
    """Each block: its kind, its level, its parent, its text."""
    layout = lay_out(nodes)
    assert sound(layout.blocks, layout.text)
    return [
        (block.kind, block.level, block.parent, layout.text[block.start : block.end])
        for block in layout.blocks
    ]


def test_blocks_are_parted_by_blank_lines() -> None:
    assert told(heading("Platz", 1), paragraph("Er ist groß."), Node("question", "Wo?")) == [
        ("heading", 1, None, "Platz"),
        ("paragraph", 0, None, "Er ist groß."),
        ("question", 0, None, "Wo?"),
    ]
    assert text_of(heading("Platz", 1), paragraph("Er ist groß.")) == "Platz\n\nEr ist groß."


def test_items_stand_a_line_each_with_their_marks_and_nested_ones_indented() -> None:
    inner = holding("list", item("kein Lärm", mark="1. "), item("kein\nMüll", mark="2. "))
    outer = holding("list", item("Holz"), item("Regeln:", inner), item("Kohle"))

    assert text_of(outer) == ("- Holz\n- Regeln:\n  1. kein Lärm\n  2. kein\n    Müll\n- Kohle")
    assert told(outer) == [
        ("list", 0, None, text_of(outer)),
        ("item", 0, 0, "- Holz"),
        ("item", 0, 0, "- Regeln:\n  1. kein Lärm\n  2. kein\n    Müll"),
        ("list", 0, 2, "1. kein Lärm\n  2. kein\n    Müll"),
        ("item", 0, 3, "1. kein Lärm"),
        ("item", 0, 3, "2. kein\n    Müll"),
        ("item", 0, 0, "- Kohle"),
    ]


def test_rows_stand_a_line_each_with_their_cells_joined() -> None:
    table = holding(
        "table", row(["Baum", "Höhe"], "header"), row(["", " "]), row(["alte\nLinde", "47  m"])
    )

    assert told(table) == [
        ("table", 0, None, "Baum | Höhe\nalte Linde | 47 m"),
        ("header", 0, 0, "Baum | Höhe"),
        ("row", 0, 0, "alte Linde | 47 m"),
    ]


def test_an_item_without_words_of_its_own_begins_with_what_is_in_it() -> None:
    outer = holding("list", item("", holding("list", item("innen"))))

    assert told(outer) == [
        ("list", 0, None, "- innen"),
        ("item", 0, 0, "- innen"),
        ("list", 0, 1, "- innen"),
        ("item", 0, 2, "- innen"),
    ]


def test_blank_lines_within_a_block_are_closed_but_those_of_code_stay() -> None:
    nodes = (paragraph(" Eins.\n \n\nZwei. "), Node("code", "\n  a = 1\n\n  b = 2\n\n"))

    assert text_of(*nodes) == "Eins.\nZwei.\n\n  a = 1\n\n  b = 2"
    assert told(*nodes)[1] == ("code", 0, None, "a = 1\n\n  b = 2")


def test_what_has_no_text_leaves_no_block() -> None:
    nothing = (holding("list"), holding("table", row([""])), paragraph(" \n"), item(""))

    assert told(*nothing, paragraph("Text."), *nothing) == [("paragraph", 0, None, "Text.")]


def test_each_nodes_beginning_is_told_also_of_one_without_text() -> None:
    nodes = [holding("list"), paragraph("Eins."), paragraph(""), paragraph("Zwei."), paragraph("")]

    assert lay_out(nodes).starts == (0, 0, 5, 7, 12)


def test_levels_of_headings_are_bounded() -> None:
    assert [heading("x", level).level for level in (-1, 0, 1, 7, 8)] == [1, 1, 1, 7, 7]


def test_a_first_node_that_repeats_the_title_is_left_out_unless_it_is_all() -> None:
    title, text = heading("Der  Turm", 1), paragraph("Er ist hoch.")

    assert without_title([title, text], "Der Turm") == [text]
    assert without_title([title, text], "Ein Turm") == [title, text]
    assert without_title([title, text], None) == [title, text]
    assert without_title([title], "Der Turm") == [title]


def test_what_is_nested_too_deeply_is_cut_and_sound() -> None:
    node = paragraph("unten")
    for _ in range(2 * MAX_DEPTH):
        node = Node("item", "x", [node], mark="- ")

    layout = lay_out([node])

    assert sound(layout.blocks, layout.text)
    assert len(layout.blocks) == MAX_DEPTH + 1


nodes = st.recursive(
    st.builds(Node, st.sampled_from(KINDS), st.text(max_size=12), level=st.integers(0, 7)),
    lambda inner: st.builds(
        Node,
        st.sampled_from(KINDS),
        st.text(max_size=12),
        st.lists(inner, max_size=4),
        st.integers(0, 7),
        st.sampled_from(["", "- ", "12. "]),
    ),
    max_leaves=20,
)


@given(st.lists(nodes, max_size=5))
def test_the_blocks_of_any_nodes_are_sound_and_what_is_refined_of_them_is(
    found: list[Node],
) -> None:
    layout = lay_out(found)

    assert sound(layout.blocks, layout.text)
    assert len(layout.starts) == len(found)
    assert all(start <= len(layout.text) for start in layout.starts)
    assert sound(refined(layout.text, layout.blocks), layout.text)

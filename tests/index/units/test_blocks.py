"""Which blocks could be those of a text, and how they travel as numbers."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from index.models import Block
from index.units.blocks import KINDS, MAX_DEPTH, packed, sound, unpacked
from index.units.shape import shape

TEXT = "Titel\n\n- Eins\n- Zwei\n\nEnde."
BLOCKS = (
    Block("heading", 1, None, 0, 5),
    Block("list", 0, None, 7, 20),
    Block("item", 0, 1, 7, 13),
    Block("item", 0, 1, 14, 20),
    Block("paragraph", 0, None, 22, 27),
)


def test_blocks_in_range_in_order_and_within_their_parents_are_sound() -> None:
    assert sound(BLOCKS, TEXT)
    assert sound((), TEXT)


@pytest.mark.parametrize(
    ("number", "change"),
    [
        (4, {"end": 28}),
        (0, {"start": -1}),
        (0, {"end": 0}),
        (0, {"level": 8}),
        (0, {"level": -1}),
        (0, {"end": 6}),
        (1, {"start": 6}),
        (1, {"start": 4}),
        (3, {"start": 12}),
        (3, {"end": 27}),
        (2, {"parent": 0}),
        (2, {"parent": 2}),
        (2, {"parent": 4}),
        (2, {"parent": -1}),
        (4, {"parent": 1}),
        (4, {"parent": 3}),
        (4, {"start": 14}),
    ],
)
def test_blocks_that_are_not_are_told(number: int, change: dict[str, Any]) -> None:
    changed = [*BLOCKS[:number], replace(BLOCKS[number], **change), *BLOCKS[number + 1 :]]

    assert not sound(changed, TEXT)


def test_a_block_is_in_the_one_before_it_or_in_one_that_holds_that() -> None:
    text = "abcdef"
    chain = (Block("list", 0, None, 0, 6), Block("item", 0, 0, 0, 3), Block("list", 0, 1, 0, 2))

    assert sound((*chain, Block("item", 0, 0, 3, 6)), text)
    assert sound((*chain, Block("item", 0, 2, 0, 2), Block("item", 0, 1, 2, 3)), text)
    # The item that it says it is in has been left.
    assert not sound((*chain, Block("item", 0, 0, 3, 4), Block("item", 0, 1, 2, 3)), text)
    assert not sound((*chain, Block("item", 0, 0, 2, 4)), text)


def test_blocks_are_nested_only_so_deeply() -> None:
    chain = [Block("quote", 0, number - 1 if number else None, 0, 1) for number in range(200)]

    assert sound(chain[: MAX_DEPTH + 1], "x")
    assert not sound(chain[: MAX_DEPTH + 2], "x")


def test_blocks_travel_as_numbers() -> None:
    rows = list(packed(BLOCKS))

    assert rows == [
        (0, 1, -1, 0, 5),
        (7, 0, -1, 7, 20),
        (8, 0, 1, 7, 13),
        (8, 0, 1, 14, 20),
        (4, 0, -1, 22, 27),
    ]
    assert tuple(unpacked(rows)) == BLOCKS
    assert [block.kind for block in unpacked((n, 0, -1, 0, 1) for n in range(len(KINDS)))] == [
        *KINDS
    ]


@pytest.mark.parametrize("row", [(len(KINDS), 0, -1, 0, 1), (-1, 0, -1, 0, 1), (0, 0, -1, 0)])
def test_numbers_that_are_no_blocks_are_told(row: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match=r".+"):
        list(unpacked([row]))


texts = st.text(max_size=200) | st.text(
    alphabet=st.sampled_from("aB.!?: \n\t-*1|()#=§„“é"), max_size=200
)


@given(texts)
def test_the_shape_of_any_text_is_sound(text: str) -> None:
    assert sound(shape(text), text)


@st.composite
def structures(draw: st.DrawFn) -> tuple[str, list[Block]]:
    """A text and blocks that may be its own."""
    text = draw(texts)
    blocks: list[Block] = []
    for _ in range(draw(st.integers(0, 6))):
        start = draw(st.integers(0, len(text)))
        end = draw(st.integers(start, len(text)))
        parent = draw(st.none() | st.integers(0, max(0, len(blocks) - 1)))
        blocks.append(
            Block(draw(st.sampled_from(KINDS)), draw(st.integers(0, 7)), parent, start, end)
        )
    return text, sorted(blocks, key=lambda block: (block.start, -block.end))


@given(structures())
def test_of_sound_blocks_each_is_within_its_parent_and_no_two_of_one_parent_overlap(
    structure: tuple[str, list[Block]],
) -> None:
    text, blocks = structure
    assume(sound(blocks, text))

    for number, block in enumerate(blocks):
        assert block.parent is None or block.parent < number
        if block.parent is not None:
            outer = blocks[block.parent]
            assert outer.start <= block.start < block.end <= outer.end
        after = [each for each in blocks[number + 1 :] if each.parent == block.parent]
        assert all(block.end <= each.start for each in after)

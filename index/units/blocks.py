"""Blocks, a text's structure: which are sound, how they travel as numbers."""

from collections.abc import Iterable, Iterator, Sequence
from typing import get_args

from index.models import Block, BlockKind

KINDS: tuple[BlockKind, ...] = get_args(BlockKind)
NUMBERS = {kind: number for number, kind in enumerate(KINDS)}

CONTAINERS: frozenset[BlockKind] = frozenset({"list", "table", "quote", "section"})
"""Have no text of their own, only that of the blocks in them."""

CONTEXT: frozenset[BlockKind] = frozenset({"heading", "question", "lead_in", "caption", "header"})
"""Can't answer; what follows is understood with them."""

MAX_LEVEL = 7
MAX_DEPTH = 100
"""Blocks within blocks."""

Numbers = tuple[int, int, int, int, int]


def sound(blocks: Sequence[Block], text: str) -> bool:
    """Tell whether blocks could be those of `text`: in range, in order, each within its parent.

    Blocks of one parent don't overlap, and begin and end with something to be seen.
    """
    depths: list[int] = []
    free = 0
    """Where the next block may begin, unless it is within the one before."""
    for number, block in enumerate(blocks):
        parent = block.parent
        if not (0 <= block.start < block.end <= len(text) and 0 <= block.level <= MAX_LEVEL):
            return False
        if text[block.start].isspace() or text[block.end - 1].isspace():
            return False
        if parent is None:
            if block.start < free:
                return False
            free = block.end
        elif not (0 <= parent < number and _holds(blocks, parent, number)):
            return False
        depths.append(0 if parent is None else depths[parent] + 1)
        if depths[-1] > MAX_DEPTH:
            return False
    return True


def _holds(blocks: Sequence[Block], parent: int, number: int) -> bool:
    """Tell whether a block is within its parent, and after the parent's block before it."""
    block, outer, before = blocks[number], blocks[parent], number - 1
    if not outer.start <= block.start < block.end <= outer.end:
        return False
    # The block before is the parent, or is in it: then what of the parent's holds it must end.
    while before != parent:
        if blocks[before].end > block.start:
            return False
        above = blocks[before].parent
        if above is None:
            return False
        before = above
    return True


def packed(blocks: Iterable[Block]) -> Iterator[Numbers]:
    """Give blocks as numbers, -1 for no parent."""
    for block in blocks:
        parent = -1 if block.parent is None else block.parent
        yield NUMBERS[block.kind], block.level, parent, block.start, block.end


def unpacked(rows: Iterable[Sequence[int]]) -> Iterator[Block]:
    """Give the blocks of `packed` numbers.

    Raises:
        ValueError: a row isn't five numbers, or there is no such kind.
    """
    for kind, level, parent, start, end in rows:
        if not 0 <= kind < len(KINDS):
            raise ValueError(kind)
        yield Block(KINDS[kind], level, None if parent == -1 else parent, start, end)

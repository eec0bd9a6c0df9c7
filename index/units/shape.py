"""The structure that a text's own shape tells: of plain text all of it, of others what is left.

Blank lines part a plain text into pieces, and its lines a piece into runs (`index.units.runs`):
items, rows, what was said when, wrapped text. Of these, blocks are made here.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from index.models import Block, BlockKind
from index.units.blocks import CONTAINERS
from index.units.headings import UNDERLINE
from index.units.relations import related
from index.units.runs import Run, runs_in, tell
from index.units.tables import is_rule
from index.units.titles import set_headings

NESTED = 20
"""Lists within lists."""


@dataclass(slots=True)
class _Node:
    kind: BlockKind
    level: int
    start: int
    end: int
    children: list["_Node"] = field(default_factory=list)


@dataclass(slots=True)
class _OpenList:
    node: _Node
    indent: int
    label: bool


def shape(text: str, language: str = "") -> tuple[Block, ...]:
    """Return the blocks of a plain text."""
    found: list[Block] = []
    told = runs_in(text, 0, len(text))
    set_headings(told, language)
    _add(found, told, None)
    return related(text, found, language, headed=True)


def refined(
    text: str, blocks: Sequence[Block], language: str = "", *, unheaded: bool = False
) -> tuple[Block, ...]:
    """Return the blocks that a reader gave (`index.units.blocks.sound`), with what is in them.

    Its paragraphs are divided where their lines tell more; text that is in no block gets its own.
    Of an `unheaded` text, whose format has headings but which has none, lines may be some.
    """
    found: list[Block] = []
    numbers: dict[int, int] = {}
    inside: list[tuple[int, int]] = []
    """The blocks that others are in: where each ends, and its new number."""
    covered = 0
    titles = _titles(text, blocks, language) if unheaded else {}
    for number, block in enumerate(blocks):
        parent = None if block.parent is None else numbers[block.parent]
        while inside and inside[-1][1] != parent:
            covered = _close(found, text, covered, *inside.pop())
        if block.start > covered:
            _add_part(found, text, covered, block.start, parent)
        numbers[number] = len(found)
        holds = number + 1 < len(blocks) and blocks[number + 1].parent == number
        if number in titles:
            found.append(replace(block, kind="heading", level=titles[number]))
        elif block.kind == "paragraph" and not holds:
            _add_part(found, text, block.start, block.end, parent)
        else:
            found.append(replace(block, parent=parent))
        if holds:
            inside.append((block.end, numbers[number]))
            covered = max(covered, block.start)
            if block.kind not in CONTAINERS:
                covered = max(covered, blocks[number + 1].start)
        else:
            covered = max(covered, block.end)
    while inside:
        covered = _close(found, text, covered, *inside.pop())
    _add_part(found, text, covered, len(text), None)
    return related(text, found, language)


def _close(found: list[Block], text: str, covered: int, end: int, number: int) -> int:
    """Add what is left of a block that others are in; return up to where there are blocks."""
    if covered < end:
        _add_part(found, text, covered, end, number)
    return max(covered, end)


def _titles(text: str, blocks: Sequence[Block], language: str) -> dict[int, int]:
    """Return which paragraphs at the top are headings by their shape, with their levels."""
    tops = [number for number, block in enumerate(blocks) if block.parent is None]
    told = []
    for number in tops:
        block = blocks[number]
        own = text[block.start : block.end]
        run = Run(block.start, block.end, own, 0, apart=True, width=len(own))
        run.kind = block.kind if block.kind != "list" else "item"
        told.append(run)
    set_headings(told, language)
    return {n: run.level for n, run in zip(tops, told, strict=True) if run.kind == "heading"}


def _add(found: list[Block], told: Sequence[Run], parent: int | None) -> None:
    """Add the blocks that runs are."""
    tops: list[_Node] = []
    lists: list[_OpenList] = []
    for run in told:
        if is_rule(run.text) or UNDERLINE.fullmatch(run.text):
            continue
        node = _Node(run.kind, run.level, run.start, run.end)
        if run.kind == "item":
            _list_for(run, lists, tops).children.append(node)
        elif run.kind in {"row", "header"}:
            lists = []
            if not (tops and tops[-1].kind == "table") or run.apart:
                tops.append(_Node("table", 0, run.start, run.end))
            tops[-1].children.append(node)
        elif lists and _goes_on_in(run, lists):
            lists[-1].node.children[-1].children.append(node)
        else:
            lists = []
            tops.append(node)
    for node in tops:
        _flatten(found, node, parent)


def _list_for(run: Run, lists: list[_OpenList], tops: list[_Node]) -> _Node:
    """Return the list that an item belongs to, by its indentation."""
    if lists and lists[0].label != run.label:
        lists.clear()
    while len(lists) > 1 and run.indent < lists[-1].indent:
        lists.pop()
    nested = bool(lists) and run.indent >= lists[-1].indent + 2 and len(lists) < NESTED
    if not lists or nested:
        node = _Node("list", 0, run.start, run.end)
        (lists[-1].node.children[-1].children if nested else tops).append(node)
        lists.append(_OpenList(node, run.indent, run.label))
    return lists[-1].node


def _goes_on_in(run: Run, lists: list[_OpenList]) -> bool:
    """Tell whether an indented paragraph belongs to the item before it."""
    if run.kind != "paragraph" or lists[0].label or run.indent < lists[0].indent + 2:
        return False
    while len(lists) > 1 and run.indent < lists[-1].indent + 2:
        lists.pop()
    return True


def _flatten(found: list[Block], node: _Node, parent: int | None) -> int:
    """Add a node and what is in it; return where it ends."""
    number = len(found)
    block = Block(node.kind, node.level, parent, node.start, node.end)
    found.append(block)
    end = max([node.end, *(_flatten(found, child, number) for child in node.children)])
    if end != node.end:
        found[number] = replace(block, end=end)
    return end


def _add_part(found: list[Block], text: str, start: int, end: int, parent: int | None) -> None:
    """Add the blocks of a part that can have no headings."""
    part = text[start:end]
    if "\n" not in part.strip() and part.strip():
        # Most paragraphs are one line.
        start += len(part) - len(part.lstrip())
        kept = part.strip()
        run = Run(start, start + len(kept), kept, 0, apart=True, width=len(kept))
        _add(found, tell([run]), parent)
    elif part.strip():
        _add(found, runs_in(text, start, end), parent)

"""Blocks of a text -> what each of its units stands under."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace

from index.models import NO_CONTEXT, Block, Context
from index.units.blocks import CONTAINERS
from index.units.headings import undecorated
from index.units.marks import BULLET, LABELLED, LIST_MARK

LENGTH = 300
"""Characters of a heading or the like that are context; nothing is understood better by more."""


@dataclass(slots=True)
class _Container:
    """A block that others are in, and what holds again once it ends."""

    end: int
    levels: tuple[int, ...]
    context: Context
    section: bool


def _is_captioned(blocks: Sequence[Block], number: int) -> bool:
    """Tell whether a caption before a block is its: a picture's isn't the next paragraph's."""
    return number < len(blocks) and blocks[number].kind in {"table", "list", "code", "quote"}


def _sources(blocks: Sequence[Block]) -> dict[int, int]:
    """Return which quotes have somebody named whom they are from, in them or beside them."""
    found: dict[int, int] = {}
    last: dict[int, int] = {}
    """The block that came last within each."""
    for number, block in enumerate(blocks):
        if block.parent is None:
            continue
        before = last.get(block.parent)
        last[block.parent] = number
        if block.kind == "caption" and blocks[block.parent].kind == "quote":
            found[block.parent] = number
        elif block.kind == "caption" and before is not None and blocks[before].kind == "quote":
            found[before] = number
    return found


def _is_of_table(blocks: Sequence[Block], block: Block) -> bool:
    return block.parent is not None and blocks[block.parent].kind == "table"


class Outline:
    """Tells what stands above each place of a text."""

    def __init__(self, text: str, blocks: Sequence[Block]) -> None:
        self._starts: list[int] = []
        self._contexts: list[Context] = []
        self._text = text
        self._read(blocks)

    def context(self, offset: int) -> Context:
        """Return what the block that begins last, up to `offset`, stands under."""
        place = bisect_right(self._starts, offset)
        return self._contexts[place - 1] if place else NO_CONTEXT

    def _read(self, blocks: Sequence[Block]) -> None:
        now = NO_CONTEXT
        levels: tuple[int, ...] = ()
        inside: list[_Container] = []
        sources = _sources(blocks)
        introduced: tuple[int | None, str] | None = None
        """What leads in to the block that comes next, if its parent is this."""
        for number, block in enumerate(blocks):
            while inside and inside[-1].end <= block.start:
                outer = inside.pop()
                levels, now = outer.levels, outer.context
            leads = introduced[1] if introduced and introduced[0] == block.parent else None
            introduced = None
            kept = now
            if block.kind == "heading":
                above = sum(1 for level in levels if level < block.level)
                levels = (*levels[:above], block.level)
                headings = now.headings[:above]
                title = undecorated(self._line(block))
                now = Context((*headings, title), lead_ins=now.lead_ins)
                self._note(block.start, Context(headings, lead_ins=now.lead_ins))
            elif block.kind == "question":
                self._note(block.start, replace(now, question=None))
                if inside and inside[-1].section:
                    # Whoever folds up one question with its answer has ended the one before.
                    inside[-1].context = replace(inside[-1].context, question=None)
                # What names the columns says nothing of a question's answer.
                asked = BULLET.sub("", self._line(block), count=1)
                now = replace(now, question=asked, header=None)
            elif block.kind == "header":
                self._note(block.start, now)
                now = replace(now, header=self._header(blocks, number, now.header))
            elif block.kind in {"lead_in", "caption"}:
                self._note(block.start, now)
                line, of_table = self._line(block), _is_of_table(blocks, block)
                now = replace(now, lead_ins=(*now.lead_ins, line)) if of_table else now
                leads_in = block.kind == "lead_in" or _is_captioned(blocks, number + 1)
                introduced = (block.parent, line) if leads_in and not of_table else None
            else:
                source = self._line(blocks[sources[number]]) if number in sources else None
                led = tuple(filter(None, (leads, source)))
                now = replace(now, lead_ins=(*now.lead_ins, *led)) if led else now
                self._note(block.start, now)
                holds = number + 1 < len(blocks) and blocks[number + 1].parent == number
                if holds:
                    inside.append(_Container(block.end, levels, kept, block.kind == "section"))
                    if block.kind not in CONTAINERS:
                        own = replace(block, end=blocks[number + 1].start)
                        item = LIST_MARK.sub("", self._line(own), count=1)
                        now = replace(now, lead_ins=(*now.lead_ins, item)) if item else now
                else:
                    self._note_label(block, now)
                    now = kept

    def _header(self, blocks: Sequence[Block], number: int, above: str | None) -> str:
        """Return a header row; a second one says more of what the first one names."""
        block, before = blocks[number], blocks[max(0, number - 1)]
        second = number and before.kind == "header" and before.parent == block.parent
        return f"{above} / {self._line(block)}" if second and above else self._line(block)

    def _line(self, block: Block) -> str:
        return " ".join(self._text[block.start : block.end][:LENGTH].split())

    def _note_label(self, block: Block, context: Context) -> None:
        """Note that what follows an item's first sentence is said of its label: a glossary's."""
        if block.kind != "item" or self._text.count(": ", block.start, block.end) != 1:
            return
        mark = LIST_MARK.match(self._text, block.start)
        match = LABELLED.match(self._text, mark.end() if mark else block.start, block.end)
        if match is not None:
            led = replace(context, lead_ins=(*context.lead_ins, match["label"]))
            self._note(match.end(), led)

    def _note(self, start: int, context: Context) -> None:
        if not self._contexts or self._contexts[-1] != context:
            self._starts.append(start)
            self._contexts.append(context)

"""The structure that a text's own shape tells: of plain text all of it, of others what is left.

Blank lines part a plain text into pieces, and its lines a piece into runs: items, rows, what was
said when, wrapped text. What each run is shows in how it begins and in what stands around it.
A paragraph that is one question is answered by what follows; one that ends in a colon leads in to
it.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from index.language.sentences import ends_sentence
from index.models import Block, BlockKind
from index.units.blocks import CONTAINERS, MAX_LEVEL
from index.units.headings import (
    BARE_SIGN,
    LENGTH,
    LEVELS,
    UNDERLINE,
    level_of,
    sign_level,
    stands_above,
)
from index.units.lines import runs
from index.units.marks import (
    ASKED,
    LABELLED,
    LIST_MARK,
    NUMBERED,
    REPLY,
    SAID,
    SPEAKER,
    TIME,
)
from index.units.tables import header_of, is_rule, rows_of

BLANK_LINE = re.compile(r"\n[^\S\n]*\n")
LINE = re.compile(r"[^\n]*\n?")
LAST_SENTENCE = re.compile(r"[.!?…][\"'»”’)\]]{0,3}\s(?=\S)")
LOUD = re.compile(r"[A-ZÄÖÜ][A-ZÄÖÜ. -]{2,40}")
"""Who speaks, as minutes and plays write it."""

NEAR = 4
"""Runs within which the next message must begin for a blank line to stand within one."""
NESTED = 20
"""Lists within lists."""
ITEMS: frozenset[BlockKind] = frozenset({"item", "row", "header"})
LISTED: frozenset[BlockKind] = frozenset({"list", "table", "code", "quote"})
LED_IN = LISTED | {"paragraph", "message"}
LABEL_WORDS = 4
"""Words with a colon behind them that are a heading, if they lead in to no list."""


@dataclass(slots=True)
class _Run:
    """Lines that belong together. `apart` is whether a blank line stands before them."""

    start: int
    end: int
    text: str
    indent: int
    apart: bool
    width: int
    """Of the longest line of what no blank line parts."""
    kind: BlockKind = "paragraph"
    level: int = 0
    label: bool = False

    @property
    def title(self) -> str:
        """What it says, if it is a line, or two of a heading such as "§ 3" has; else empty."""
        first, _, second = self.text.partition("\n")
        if not second:
            return first
        two = "\n" not in second and BARE_SIGN.fullmatch(first.rstrip())
        return f"{first.rstrip()} {second.strip()}" if two else ""

    @property
    def mark(self) -> str:
        """How it begins, if it does as an item of a list: a sign, or "1" for any number."""
        match = LIST_MARK.match(self.text)
        if match is None or self.text[0] == "(":
            return ""
        return "1" if self.text[0].isdecimal() else "a" if self.text[0].isalpha() else self.text[0]


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


def shape(text: str) -> tuple[Block, ...]:
    """Return the blocks of a plain text."""
    found: list[Block] = []
    told = _messages(_told(list(_runs(text, 0, len(text)))))
    _set_headings(told)
    _add(found, told, None)
    return _related(text, found, headed=True)


def refined(text: str, blocks: Sequence[Block], *, unheaded: bool = False) -> tuple[Block, ...]:
    """Return the blocks that a reader gave (`index.units.blocks.sound`), with what is in them.

    Its paragraphs are divided where their lines tell more; text that is in no block gets its own.
    Of an `unheaded` text, whose format has headings but which has none, lines may be some.
    """
    found: list[Block] = []
    numbers: dict[int, int] = {}
    inside: list[tuple[int, int]] = []
    """The blocks that others are in: where each ends, and its new number."""
    covered = 0
    titles = _titles(text, blocks) if unheaded else {}
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
    return _related(text, found)


def _close(found: list[Block], text: str, covered: int, end: int, number: int) -> int:
    """Add what is left of a block that others are in; return up to where there are blocks."""
    if covered < end:
        _add_part(found, text, covered, end, number)
    return max(covered, end)


def _titles(text: str, blocks: Sequence[Block]) -> dict[int, int]:
    """Return which paragraphs at the top are headings by their shape, with their levels."""
    tops = [number for number, block in enumerate(blocks) if block.parent is None]
    told = []
    for number in tops:
        block = blocks[number]
        own = text[block.start : block.end]
        run = _Run(block.start, block.end, own, 0, apart=True, width=len(own))
        run.kind = block.kind if block.kind != "list" else "item"
        told.append(run)
    _set_headings(told)
    return {n: run.level for n, run in zip(tops, told, strict=True) if run.kind == "heading"}


def only_asks(text: str) -> bool:
    """Tell whether a text is one question."""
    return text.endswith("?") and not LAST_SENTENCE.search(text)


def _runs(text: str, start: int, end: int) -> Iterator[_Run]:
    """Give the runs of a part of a text."""
    places = [start]
    for match in BLANK_LINE.finditer(text, start, end):
        places += [match.start(), match.end()]
    places.append(end)
    for left, right in zip(places[::2], places[1::2], strict=True):
        lines = LINE.findall(text[left:right])
        bare = [line.rstrip("\n") for line in lines if line]
        if bare and left == start:
            # What stands before a part on its line belongs to its indentation, if it is blank.
            before = text[text.rfind("\n", 0, left) + 1 : left]
            bare[0] = before + bare[0] if before.isspace() else bare[0]
        yield from _runs_of(lines, bare, left)


def _runs_of(lines: Sequence[str], bare: Sequence[str], place: int) -> Iterator[_Run]:
    rows = rows_of(bare)
    header = header_of(bare, rows)
    width = max(map(len, bare), default=0)
    number, apart = 0, True
    for count in runs(bare):
        raw = "".join(lines[number : number + count])
        kept = raw.strip()
        if kept:
            start = place + len(raw) - len(raw.lstrip())
            indent = len(bare[number]) - len(bare[number].lstrip())
            run = _Run(start, start + len(kept), kept, indent, apart, width)
            if number in rows:
                run.kind = "header" if number == header else "row"
            yield run
            apart = False
        number += count
        place += len(raw)


def _told(told: list[_Run]) -> list[_Run]:
    """Tell by their beginnings what runs are."""
    speakers, askers = _speakers(told)
    for number, run in enumerate(told):
        if run.kind != "paragraph":
            continue
        labelled = LABELLED.match(run.text)
        label = labelled["label"] if labelled else ""
        if SAID.match(run.text) or SPEAKER.match(run.text) or TIME.match(run.text):
            run.kind = "message"
        elif ASKED.match(run.text) or label in askers:
            run.kind = "question"
        elif label in speakers:
            run.kind = "message"
        elif _is_listed(told, number):
            run.kind = "item"
        elif labelled and not REPLY.match(run.text) and _is_labelled_like(told, number):
            asks = run.text.endswith("?")
            run.kind, run.label = ("question", False) if asks else ("item", True)
    return told


def _speakers(told: Sequence[_Run]) -> tuple[set[str], set[str]]:
    """Return whose names stand before what they said, and who of them only asks."""
    said: Counter[str] = Counter()
    asked: Counter[str] = Counter()
    for run in told:
        match = LABELLED.match(run.text)
        spoken = run.kind == "paragraph" and not ASKED.match(run.text) and not sign_level(run.title)
        if match and spoken:
            said[match["label"]] += 1
            asked[match["label"]] += run.text.endswith("?")
    often = {label for label, times in said.items() if times > 1}
    loud = {label for label in said if LOUD.fullmatch(label)}
    if len(often) < 2 and not (len(loud) > 1 and sum(said[label] for label in loud) > 2):
        return set(), set()
    speakers = often | loud
    asking = {
        label for label in speakers if said[label] > 1 and asked[label] * 5 >= said[label] * 4
    }
    return speakers - asking, asking


def _is_listed(told: Sequence[_Run], number: int) -> bool:
    """Tell whether a run is an item: one like it stands beside it, or what leads in to it."""
    run = told[number]
    if not run.mark:
        return False
    before = told[number - 1] if number else None
    if before is not None and (before.mark == run.mark or before.kind == "item"):
        return _follows(before, run) or before.kind == "item"
    if before is not None and before.text.endswith(":"):
        return True
    for after in told[number + 1 : number + 1 + NEAR]:
        if after.mark == run.mark:
            return _follows(run, after)
        if after.apart or not after.mark:
            return after.indent > run.indent and bool(after.mark)
    return False


def _follows(run: _Run, after: _Run) -> bool:
    """Tell whether an item may be the next after another one."""
    if run.mark != "1" or not after.apart:
        return True
    numbers = [NUMBERED.match(each.text) for each in (run, after)]
    if None in numbers:
        return True
    first, second = (match["number"] for match in numbers if match)
    return second.isdecimal() and first.isdecimal() and int(second) == int(first) + 1


def _is_labelled_like(told: Sequence[_Run], number: int) -> bool:
    """Tell whether a run with a label has another beside it."""
    for near in (number - 1, number + 1):
        if 0 <= near < len(told):
            beside, other = told[near], told[max(near, number)]
            if (not other.apart or beside.title) and (
                beside.label or (beside.kind == "paragraph" and LABELLED.match(beside.text))
            ):
                return True
    return False


def _messages(told: Sequence[_Run]) -> list[_Run]:
    """Add to each message what it goes on with, up to the next."""
    begins = [
        number
        for number, run in enumerate(told)
        if run.kind == "message" and (SAID.match(run.text) or SPEAKER.match(run.text))
    ]
    until = {number: number for number in range(len(told))}
    for number, following in pairwise([*begins, len(told)]):
        last = number
        while last + 1 < following and not told[last + 1].apart:
            last += 1
        if len(begins) > 1 and following < len(told) and following - number <= NEAR:
            last = following - 1
        until[number] = last
    for number, run in enumerate(told):
        time = TIME.match(run.text) if run.kind == "message" and number not in begins else None
        if time is not None and time.end() == len(run.text) and number + 1 < len(told):
            until[number] = number + (told[number + 1].kind == "paragraph")
    joined: list[_Run] = []
    number = 0
    while number < len(told):
        parts = told[number : until[number] + 1]
        run = parts[0]
        if len(parts) > 1:
            run.end, run.text = parts[-1].end, "\n".join(part.text for part in parts)
        joined.append(run)
        number += len(parts)
    return joined


def _set_headings(told: list[_Run]) -> None:
    """Tell which runs are headings."""
    alone: list[int] = []
    """Short lines in a row, each between blank lines."""
    for number, run in enumerate(told[:-1]):
        before, after = told[number - 1] if number else None, told[number + 1]
        level = _level(before, run, after)
        if level:
            run.kind, run.level = "heading", level
        elif _is_alone(before, run, after):
            alone.append(number)
            if not _is_body(after, told, number + 1):
                continue
            _set_alone(told, alone)
        alone = []


def _level(before: _Run | None, run: _Run, after: _Run) -> int:
    """Return the level of the heading that a run is by itself; 0 if it isn't known to be one."""
    if run.kind not in {"paragraph", "message"} or not run.title:
        return 0
    if not after.apart and UNDERLINE.fullmatch(after.text) and len(run.text) <= LENGTH:
        return LEVELS[after.text[0]]
    if run.kind == "message":
        return 0
    if level := sign_level(run.title):
        return 0 if _is_same_sign(level, before, after) else level
    first = before is None or run.apart or before.kind in ITEMS
    return level_of(run.title, first=before is None) if first and _is_above(run, after) else 0


def _is_alone(before: _Run | None, run: _Run, after: _Run) -> bool:
    """Tell whether a short line between blank lines may be a heading."""
    parted = after.apart and (before is None or run.apart)
    usual = run.kind == "paragraph" and not sign_level(run.title)
    return parted and usual and level_of(run.title, first=before is None) > 0


def _is_same_sign(level: int, before: _Run | None, after: _Run) -> bool:
    """Tell whether lines with such signs stand in a row, as in a table of contents."""
    if sign_level(after.title) == level:
        return True
    return before is not None and before.kind == "paragraph" and sign_level(before.title) == level


def _is_above(run: _Run, after: _Run) -> bool:
    """Tell whether a line stands above what follows without a blank line."""
    if after.apart:
        return False
    if after.kind in ITEMS or run.text.isupper():
        return ", " not in run.text
    if after.text[0].isdecimal() and run.text.isalpha():
        return True
    if NUMBERED.match(run.text) and not after.text[0].islower():
        return ends_sentence(after.text) or NUMBERED.match(after.text) is not None
    return stands_above(run.text, after.text, run.width)


def _is_body(run: _Run, told: Sequence[_Run], number: int) -> bool:
    """Tell whether a run is what a heading stands above."""
    if run.kind != "paragraph" or not run.title or ends_sentence(run.text):
        return True
    if sign_level(run.title) or run.text.endswith(","):
        return True
    more = number + 1 < len(told) and not told[number + 1].apart
    return more or (len(run.text) > LENGTH) or run.mark != ""


def _set_alone(told: Sequence[_Run], alone: Sequence[int]) -> None:
    """Of short lines in a row, before other text, tell which are headings.

    One is, and a title may stand above it; of more none is known to be, but by a number.
    """
    for place, number in enumerate(alone):
        run = told[number]
        title = number == 0
        last = place == len(alone) - 1 and len(alone) <= 2
        if title or last or NUMBERED.match(run.text) or run.text.isupper():
            run.kind = "heading"
            run.level = 1 if title and len(alone) > 1 else level_of(run.title, first=title)


def _add(found: list[Block], told: Sequence[_Run], parent: int | None) -> None:
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


def _list_for(run: _Run, lists: list[_OpenList], tops: list[_Node]) -> _Node:
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


def _goes_on_in(run: _Run, lists: list[_OpenList]) -> bool:
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
        run = _Run(start, start + len(kept), kept, 0, apart=True, width=len(kept))
        _add(found, _told([run]), parent)
    elif part.strip():
        _add(found, _messages(_told(list(_runs(text, start, end)))), parent)


def _related(text: str, found: list[Block], *, headed: bool = False) -> tuple[Block, ...]:
    """Tell questions and lead-ins by what comes after them.

    In a plain text (`headed`) a word or two with a colon may be a heading.
    """
    siblings: dict[int | None, list[int]] = {}
    for number, block in enumerate(found):
        siblings.setdefault(block.parent, []).append(number)
    split: dict[int, Block] = {}
    for group in siblings.values():
        for number, following in pairwise(group):
            block, after = found[number], found[following]
            if block.kind != "paragraph":
                continue
            own = text[block.start : block.end]
            if only_asks(own):
                if after.kind not in {"heading", "question"} and not _asks(text, after):
                    found[number] = replace(block, kind="question")
            elif own.endswith(":") and after.kind in LED_IN:
                if headed and after.kind not in LISTED and _is_label(own):
                    found[number] = replace(block, kind="heading", level=MAX_LEVEL)
                    continue
                last = max((match.end() for match in LAST_SENTENCE.finditer(own)), default=0)
                lead_in = replace(block, kind="lead_in", start=block.start + last)
                if last:
                    found[number] = replace(block, end=block.start + len(own[:last].rstrip()))
                    split[number] = lead_in
                else:
                    found[number] = lead_in
    return tuple(_with_split(found, split)) if split else tuple(found)


def _is_label(own: str) -> bool:
    words = own.split()
    return len(words) <= LABEL_WORDS and words[-1][0].isupper() and words[0][0].isupper()


def _asks(text: str, block: Block) -> bool:
    return block.kind == "paragraph" and text[block.end - 1] == "?"


def _with_split(found: Sequence[Block], split: dict[int, Block]) -> Iterator[Block]:
    """Give the blocks with others after some of them, and their parents' new numbers."""
    numbers: list[int] = []
    count = 0
    for number in range(len(found)):
        numbers.append(count)
        count += 1 + (number in split)
    for number, block in enumerate(found):
        for each in (block, split.get(number)):
            if each is not None:
                parent = None if each.parent is None else numbers[each.parent]
                yield replace(each, parent=parent)

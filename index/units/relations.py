"""Blocks -> what some are by what stands after them: questions, lead-ins, whom a quote is from.

A paragraph that is one question is answered by what follows; one that ends in a colon leads in to
it.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from index.language.sentences import ends_sentence
from index.models import Block, BlockKind
from index.units.blocks import MAX_LEVEL
from index.units.headings import level_of
from index.units.marks import CAPTION, CAPTION_LENGTH
from index.units.questions import (
    QUESTION,
    Divided,
    asks_last,
    divided_questions,
    last_sentence,
    only_asks,
)

ENUMERATED = (",", ";", " und", " oder", " and", " or")
"""How the first of items ends that go on with the sentence before them: "a) by death,"."""
UNFINISHED = re.compile(
    r"\s(?:ist|sind|wird|werden|darf|dürfen|muss|müssen|kann|können|durch|für|von|vom|mit|bei|bis"
    r"|im|zum|zur|nicht|insbesondere|beispielsweise|folgende|is|are|may|must|can|should|will|to|by|for"
    r"|of|with|at|the|that|not|including|namely)$"
)
"""How a line ends that only what is listed below completes: "Not allowed are"."""
SOURCE = re.compile(r"[—–―][^\S\n]{0,3}[^\W\d_][^\n.!?]{0,79}")
"""Whom a quote is from, below it."""
LISTED: frozenset[BlockKind] = frozenset({"list", "table", "code", "quote"})
LED_IN = LISTED | {"paragraph", "message"}
ROOM = 20
"""Characters before a line that are looked at for a blank one."""
BLANK_BEFORE = re.compile(r"\n[^\S\n]*\n[^\S\n]*\Z")
LABEL_WORDS = 4
"""Words with a colon behind them that are a heading, if they lead in to no list."""


def related(
    text: str, found: list[Block], language: str, *, headed: bool = False
) -> tuple[Block, ...]:
    """Tell questions and lead-ins by what comes after them.

    In a plain text (`headed`) a word or two with a colon may be a heading.
    """
    siblings: dict[int | None, list[int]] = {}
    for number, block in enumerate(found):
        siblings.setdefault(block.parent, []).append(number)
    split: dict[int, Block] = {}
    asked = {number for number, block in enumerate(found) if block.kind == "question"}
    for parent, group in siblings.items():
        end = found[group[-1]]
        quoted = parent is not None and found[parent].kind == "quote" and len(group) > 1
        if quoted and end.kind == "paragraph" and SOURCE.fullmatch(text, end.start, end.end):
            found[group[-1]] = replace(end, kind="caption")
        _set_captions(text, found, group)
        for number, following in pairwise(group):
            block, after = found[number], found[following]
            if block.kind != "paragraph":
                continue
            own = text[block.start : block.end]
            if only_asks(own, language) or (headed and _is_set_as_question(text, block, after)):
                if after.kind not in {"heading", "question"} and not _asks(text, after):
                    found[number] = replace(block, kind="question")
            elif _leads_in(text, found, own, following):
                if headed and after.kind not in LISTED and _is_label(own):
                    found[number] = replace(block, kind="heading", level=MAX_LEVEL)
                    continue
                last = last_sentence(own, language)
                lead_in = replace(block, kind="lead_in", start=block.start + last)
                if last:
                    found[number] = replace(block, end=block.start + len(own[:last].rstrip()))
                    split[number] = lead_in
                else:
                    found[number] = lead_in
    for group in siblings.values() if any(map(_is_question, found)) else ():
        _raise_questions(text, found, group, asked, headed=headed)
    divided: Divided = {number: (found[number], lead_in) for number, lead_in in split.items()}
    divided |= divided_questions(text, found, language)
    return tuple(_with_divided(found, divided)) if divided else tuple(found)


def _set_captions(text: str, found: list[Block], group: Sequence[int]) -> None:
    """Tell what is written as a caption; several of a word in a row may be of another kind."""
    words: dict[int, str] = {}
    for place, number in enumerate(group):
        block = found[number]
        if block.kind == "paragraph" and block.end - block.start <= CAPTION_LENGTH:
            match = CAPTION.match(text, block.start)
            if match is not None:
                words[place] = match["word"]
    for place, word in words.items():
        if word not in {words.get(place - 1), words.get(place + 1)}:
            found[group[place]] = replace(found[group[place]], kind="caption")


def _raise_questions(
    text: str, found: list[Block], group: Sequence[int], asked: set[int], *, headed: bool
) -> None:
    """Make headings of questions that are set as the heading above them, below its own text.

    In a plain text that is the same room below them; where a reader told the question, both are
    in bold type.
    """
    above: tuple[Block, str] | None = None
    """The heading above, and the room below it."""
    for number, following in pairwise(group):
        block, after = found[number], found[following]
        if block.kind == "heading":
            asks = after.kind == "question" or only_asks(text[after.start : after.end], "")
            above = None if asks else (block, _room(text, block, after))
        elif block.kind == "question" and above is not None:
            if headed:
                alike = number not in asked and _room(text, block, after) == above[1]
            else:
                alike = number in asked and above[0].level == MAX_LEVEL
            if alike:
                found[number] = replace(block, kind="heading", level=above[0].level)


def _is_question(block: Block) -> bool:
    return block.kind == "question"


def _room(text: str, block: Block, after: Block) -> str:
    return "wide" if text.count("\n", block.end, after.start) > 1 else "narrow"


def _leads_in(text: str, found: Sequence[Block], own: str, number: int) -> bool:
    """Tell whether a paragraph leads in to the block after it: by a colon, or as its beginning."""
    after = found[number]
    if own.endswith(":"):
        return after.kind in LED_IN
    if after.kind != "list" or ends_sentence(own) or number + 1 == len(found):
        return False
    item = text[found[number + 1].start : found[number + 1].end]
    return item.endswith(ENUMERATED) or UNFINISHED.search(own) is not None or level_of(own) > 0


def _is_label(own: str) -> bool:
    words = own.split()
    return len(words) <= LABEL_WORDS and words[-1][0].isupper() and words[0][0].isupper()


def _is_set_as_question(text: str, block: Block, after: Block) -> bool:
    """Tell whether a line between a blank one and its answer asks, whatever is said before."""
    own = text[block.start : block.end]
    if not own.endswith("?") or "\n" in own or len(own) > QUESTION:
        return False
    apart = BLANK_BEFORE.search(text, max(0, block.start - ROOM), block.start) is not None
    return (apart or not block.start) and _room(text, block, after) == "narrow"


def _asks(text: str, block: Block) -> bool:
    return block.kind == "paragraph" and asks_last(text, block)


def _with_divided(found: Sequence[Block], divided: Divided) -> Iterator[Block]:
    """Give the blocks with others in the place of some, and their parents' new numbers.

    Those in the place of one stand beside each other, or within the first (see `Divided`).
    """
    numbers: list[int] = []
    count = 0
    for number in range(len(found)):
        numbers.append(count)
        count += len(divided.get(number, "-"))
    for number, block in enumerate(found):
        for place, each in enumerate(divided.get(number, (block,))):
            parent = None if each.parent is None else numbers[each.parent]
            within = place and divided[number][0].kind in {"section", "item"}
            yield replace(each, parent=numbers[number] if within else parent)

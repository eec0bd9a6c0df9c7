"""Blocks -> what some are by what stands after them: questions, lead-ins, whom a quote is from.

A paragraph that is one question is answered by what follows; one that ends in a colon leads in to
it.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from index.language.sentences import ends_sentence, sentence_ends
from index.models import Block, BlockKind
from index.units.blocks import MAX_LEVEL
from index.units.marks import LIST_MARK

SENTENCE_WITHIN = re.compile(r"[.!?…][\"'»”’)\]]{0,3}\s(?=\S)")
ENUMERATED = (",", ";", " und", " oder", " and", " or")
"""How the first of items ends that go on with the sentence before them: "a) by death,"."""
SOURCE = re.compile(r"[—–―][^\S\n]{0,3}[^\W\d_][^\n.!?]{0,79}")
"""Whom a quote is from, below it."""
LISTED: frozenset[BlockKind] = frozenset({"list", "table", "code", "quote"})
LED_IN = LISTED | {"paragraph", "message"}
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
    for parent, group in siblings.items():
        end = found[group[-1]]
        quoted = parent is not None and found[parent].kind == "quote" and len(group) > 1
        if quoted and end.kind == "paragraph" and SOURCE.fullmatch(text, end.start, end.end):
            found[group[-1]] = replace(end, kind="caption")
        for number, following in pairwise(group):
            block, after = found[number], found[following]
            if block.kind != "paragraph":
                continue
            own = text[block.start : block.end]
            if only_asks(own, language):
                if after.kind not in {"heading", "question"} and not _asks(text, after):
                    found[number] = replace(block, kind="question")
            elif _leads_in(text, found, own, following):
                if headed and after.kind not in LISTED and _is_label(own):
                    found[number] = replace(block, kind="heading", level=MAX_LEVEL)
                    continue
                last = _last_sentence(own, language)
                lead_in = replace(block, kind="lead_in", start=block.start + last)
                if last:
                    found[number] = replace(block, end=block.start + len(own[:last].rstrip()))
                    split[number] = lead_in
                else:
                    found[number] = lead_in
    return tuple(_with_split(found, split)) if split else tuple(found)


def _leads_in(text: str, found: Sequence[Block], own: str, number: int) -> bool:
    """Tell whether a paragraph leads in to the block after it: by a colon, or as its beginning."""
    after = found[number]
    if own.endswith(":"):
        return after.kind in LED_IN
    if after.kind != "list" or ends_sentence(own) or number + 1 == len(found):
        return False
    item = text[found[number + 1].start : found[number + 1].end]
    return LIST_MARK.sub("", item, count=1)[:1].islower() and item.endswith(ENUMERATED)


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


def only_asks(text: str, language: str) -> bool:
    """Tell whether a text is one question."""
    return text.endswith("?") and _last_sentence(text, language) == 0


def _last_sentence(text: str, language: str) -> int:
    """Return where a paragraph's last sentence begins."""
    if not SENTENCE_WITHIN.search(text):
        return 0
    # A day or an abbreviation ends none: "am 5. Mai", "Dr. Muster".
    ends = sentence_ends(text, language)
    return ends[-2] if len(ends) > 1 else 0

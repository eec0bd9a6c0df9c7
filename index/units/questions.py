"""Which blocks are questions that others answer: in paragraphs, items, rows, and in talk."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from index.language.sentences import sentence_ends
from index.models import Block
from index.units.marks import LABELLED

SENTENCE_WITHIN = re.compile(r"[.!?…][\"'»”’)\]]{0,3}\s(?=\S)")
QUESTION = 150
"""Characters of a line that asks."""
ASKED_ROW = re.compile(
    r"(?P<question>[^|\n]{2,200}[?？؟])[^\S\n]{0,9}\|[^\S\n]{0,9}(?P<answer>[^|\n]{1,2000})"
)
"""A table's row of a question and its answer."""
ASKED_ROWS, ASKED_SHARE = 2, 0.6
"""How many rows of a table are such, at least, and how much of it."""
COLUMNS = 80
"""Characters of a first row that names the two columns."""

Divided = dict[int, tuple[Block, ...]]
"""What stands in the place of some blocks, by their numbers: beside each other, or within the first
where that is a section or an item."""


def divided_questions(text: str, found: Sequence[Block], language: str) -> Divided:
    """Return what some blocks are made of that ask and are answered."""
    divided = _asked_within(text, found, language)
    divided |= _asked_in_lists(text, found, language)
    divided |= _asked_in_rows(text, found)
    divided |= _asked_in_talk(text, found, language)
    return divided


def _asked_within(text: str, found: Sequence[Block], language: str) -> Divided:
    """Return the paragraphs and items that begin with a question and go on, each with both in it.

    An item may go on with the blocks in it.
    """
    divided: Divided = {}
    for number, block in enumerate(found):
        if block.kind not in {"paragraph", "item"}:
            continue
        held = _holds(found, number)
        end = found[number + 1].start if held else block.end
        sign = text.find("?", block.start, min(end, block.start + QUESTION))
        if sign < 0 or (held and block.kind == "paragraph"):
            continue
        own = text[block.start : end].rstrip()
        outer = replace(block, kind="section") if block.kind == "paragraph" else block
        question = replace(block, kind="question", end=block.start + len(own))
        if held:
            if only_asks(own, language):
                divided[number] = (outer, question)
            continue
        if sign + 1 == end or not text[sign + 1].isspace():
            continue
        asked = begin = 0
        for end in sentence_ends(own, language):
            if not own[begin:end].rstrip().endswith("?"):
                break
            asked, begin = len(own[:end].rstrip()), end
        if 0 < asked < len(own) and begin < len(own):
            divided[number] = (
                outer,
                replace(question, end=block.start + asked),
                replace(block, kind="paragraph", start=block.start + begin),
            )
    return divided


def _holds(found: Sequence[Block], number: int) -> bool:
    """Tell whether other blocks are in one."""
    return number + 1 < len(found) and found[number + 1].parent == number


def _asked_in_lists(text: str, found: Sequence[Block], language: str) -> Divided:
    """Return the items that are questions, answered by items after them or what follows the list.

    A list of questions alone is one of things to ask, and stays it.
    """
    asking = {
        number
        for number, block in enumerate(found)
        if block.kind == "item"
        and block.end - block.start <= QUESTION
        and not _holds(found, number)
        and only_asks(text[block.start : block.end], language)
    }
    groups: dict[int | None, list[int]] = {}
    for number, block in enumerate(found if asking else ()):
        groups.setdefault(block.parent, []).append(number)
    divided: Divided = {}
    for parent, group in groups.items():
        if parent is not None and found[parent].kind == "list":
            asked = [number for number in group if number in asking]
            answered = all(b not in asking for a, b in pairwise(group) if a in asking)
            marks = {text[found[number].start].isdecimal() for number in group}
            if answered and group[0] in asking and group[-1] not in asking:
                several = len(asked) > 1 or len(marks) > 1
                divided |= {n: (replace(found[n], kind="question"),) for n in asked if several}
        for number, following in pairwise(group):
            alone = found[number].kind == "list" and groups[number] == [number + 1]
            goes_on = found[following].kind not in {"heading", "question"}
            if alone and goes_on and number + 1 in asking and following + 1 not in asking:
                divided[number] = (replace(found[number], kind="question"),)
                divided[number + 1] = ()
    return divided


def _asked_in_rows(text: str, found: Sequence[Block]) -> Divided:
    """Return the rows of tables of questions and answers, each as a section with both."""
    rows: dict[int, list[int]] = {}
    for number, block in enumerate(found):
        if block.kind == "row" and block.parent is not None and not _holds(found, number):
            rows.setdefault(block.parent, []).append(number)
    divided: Divided = {}
    for group in rows.values():
        cells = [
            ASKED_ROW.fullmatch(text, found[number].start, found[number].end) for number in group
        ]
        if sum(map(bool, cells)) < max(ASKED_ROWS, ASKED_SHARE * len(cells)):
            continue
        for number, match in zip(group, cells, strict=True):
            row = found[number]
            first = row.start == found[row.parent or 0].start
            if match is None and first and row.end - row.start <= COLUMNS:
                divided[number] = (replace(row, kind="header"),)
            elif match is not None:
                divided[number] = (
                    replace(row, kind="section"),
                    replace(row, kind="question", end=match.end("question")),
                    replace(row, kind="paragraph", start=match.start("answer")),
                )
    return divided


def _asked_in_talk(text: str, found: Sequence[Block], language: str) -> Divided:
    """Return what somebody says and then asks another, as what was said and asked.

    Where more than two talk, the format has to tell who says what.
    """
    said = [
        (number, block, match["label"])
        for number, block in enumerate(found)
        if block.kind == "message" and (match := LABELLED.match(text, block.start, block.end))
    ]
    two = len({label for _, _, label in said}) == 2
    divided: Divided = {}
    for (number, block, label), (_, after, other) in pairwise(said):
        if other == label or text[block.end - 1] != "?" or asks_last(text, after):
            continue
        inner, apart = number + 1, _holds(found, number)
        if not (two or apart):
            continue
        own = found[inner] if apart else block
        last = own.start + last_sentence(text[own.start : own.end], language)
        asked = replace(own, kind="question", start=last, parent=block.parent)
        end = block.start + len(text[block.start : last].rstrip())
        if not apart:
            divided[number] = (replace(block, end=end), asked) if last > own.start else (asked,)
        elif last > own.start:
            divided[number] = (replace(block, end=end),)
            divided[inner] = (replace(own, end=end), asked)
        else:
            # Who asks it is no part of the question.
            divided[number] = (replace(block, kind="lead_in", end=end),)
            divided[inner] = (asked,)
    return divided


def asks_last(text: str, block: Block) -> bool:
    """Tell whether a block ends with a question."""
    return text[block.end - 1] == "?"


def only_asks(text: str, language: str) -> bool:
    """Tell whether a text is one question."""
    return text.endswith("?") and last_sentence(text, language) == 0


def last_sentence(text: str, language: str) -> int:
    """Return where a paragraph's last sentence begins."""
    if not SENTENCE_WITHIN.search(text):
        return 0
    # A day or an abbreviation ends none: "am 5. Mai", "Dr. Muster".
    ends = sentence_ends(text, language)
    return ends[-2] if len(ends) > 1 else 0

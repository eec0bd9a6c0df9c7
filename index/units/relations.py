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
from index.units.headings import level_of
from index.units.marks import CAPTION, CAPTION_LENGTH, LABELLED

SENTENCE_WITHIN = re.compile(r"[.!?…][\"'»”’)\]]{0,3}\s(?=\S)")
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
QUESTION = 150
"""Characters of a line that asks."""
ROOM = 20
"""Characters before a line that are looked at for a blank one."""
BLANK_BEFORE = re.compile(r"\n[^\S\n]*\n[^\S\n]*\Z")
ASKED_ROW = re.compile(
    r"(?P<question>[^|\n]{2,200}[?？؟])[^\S\n]{0,9}\|[^\S\n]{0,9}(?P<answer>[^|\n]{1,2000})"
)
"""A table's row of a question and its answer."""
ASKED_ROWS, ASKED_SHARE = 2, 0.6
"""How many rows of a table are such, at least, and how much of it."""
COLUMNS = 80
"""Characters of a first row that names the two columns."""
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
                last = _last_sentence(own, language)
                lead_in = replace(block, kind="lead_in", start=block.start + last)
                if last:
                    found[number] = replace(block, end=block.start + len(own[:last].rstrip()))
                    split[number] = lead_in
                else:
                    found[number] = lead_in
    for group in siblings.values() if any(map(_is_question, found)) else ():
        _raise_questions(text, found, group, asked, headed=headed)
    divided: dict[int, tuple[Block, ...]] = {
        number: (found[number], lead_in) for number, lead_in in split.items()
    }
    divided |= _asked_within(text, found, language)
    divided |= _asked_in_rows(text, found)
    divided |= _asked_in_talk(text, found, language)
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


def _asked_within(text: str, found: Sequence[Block], language: str) -> dict[int, tuple[Block, ...]]:
    """Return the paragraphs that begin with a question and go on, each as a section with both."""
    divided: dict[int, tuple[Block, ...]] = {}
    for number, block in enumerate(found):
        if block.kind != "paragraph":
            continue
        sign = text.find("?", block.start, min(block.end - 1, block.start + QUESTION))
        held = number + 1 < len(found) and found[number + 1].parent == number
        if sign < 0 or held or not text[sign + 1].isspace():
            continue
        own = text[block.start : block.end]
        asked = begin = 0
        for end in sentence_ends(own, language):
            if not own[begin:end].rstrip().endswith("?"):
                break
            asked, begin = len(own[:end].rstrip()), end
        if 0 < asked < len(own) and begin < len(own):
            divided[number] = (
                replace(block, kind="section"),
                replace(block, kind="question", end=block.start + asked),
                replace(block, start=block.start + begin),
            )
    return divided


def _asked_in_rows(text: str, found: Sequence[Block]) -> dict[int, tuple[Block, ...]]:
    """Return the rows of tables of questions and answers, each as a section with both."""
    rows: dict[int, list[int]] = {}
    for number, block in enumerate(found):
        held = number + 1 < len(found) and found[number + 1].parent == number
        if block.kind == "row" and block.parent is not None and not held:
            rows.setdefault(block.parent, []).append(number)
    divided: dict[int, tuple[Block, ...]] = {}
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


def _asked_in_talk(
    text: str, found: Sequence[Block], language: str
) -> dict[int, tuple[Block, ...]]:
    """Return what somebody says and then asks another, as what was said and asked.

    Where more than two talk, the format has to tell who says what.
    """
    said = [
        (number, block, match["label"])
        for number, block in enumerate(found)
        if block.kind == "message" and (match := LABELLED.match(text, block.start, block.end))
    ]
    two = len({label for _, _, label in said}) == 2
    divided: dict[int, tuple[Block, ...]] = {}
    for (number, block, label), (_, after, other) in pairwise(said):
        if other == label or text[block.end - 1] != "?" or _asks_last(text, after):
            continue
        inner = number + 1
        apart = inner < len(found) and found[inner].parent == number
        if not (two or apart):
            continue
        own = found[inner] if apart else block
        last = own.start + _last_sentence(text[own.start : own.end], language)
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


def _asks_last(text: str, block: Block) -> bool:
    return text[block.end - 1] == "?"


def _asks(text: str, block: Block) -> bool:
    return block.kind == "paragraph" and _asks_last(text, block)


def _with_divided(found: Sequence[Block], divided: dict[int, tuple[Block, ...]]) -> Iterator[Block]:
    """Give the blocks with others in the place of some, and their parents' new numbers.

    Those in the place of one stand beside each other, or within the first if that is a section.
    """
    numbers: list[int] = []
    count = 0
    for number in range(len(found)):
        numbers.append(count)
        count += len(divided.get(number, "-"))
    for number, block in enumerate(found):
        for place, each in enumerate(divided.get(number, (block,))):
            parent = None if each.parent is None else numbers[each.parent]
            within = place and divided[number][0].kind == "section"
            yield replace(each, parent=numbers[number] if within else parent)


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

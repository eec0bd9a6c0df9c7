"""Lists, steps and a table's rows: whole and in their order, where all of them are asked for."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace

from index.asking.answers import Evidence
from index.asking.forms.asked import named
from index.asking.kinds.questions import asks_for_list, asks_for_steps
from index.language.registry import all_patterns
from index.language.terms import stems
from index.models import Block, Sentence

ITEMS = 20
LENGTH = 1400
"""Items and characters up to which a list is shown. More is one tap away."""

LISTING = re.compile(rf"\s*(?:{all_patterns(lambda profile: profile.listing)})\b", re.IGNORECASE)

INSIDE = {"list": "item", "table": "row"}
INTRODUCING = {"lead_in", "caption"}


@dataclass(frozen=True, slots=True)
class Items:
    """The items of a list or the rows of a table, and what leads in to them."""

    blocks: tuple[Block, ...]
    lead: Block | None

    def holding(self, offset: int) -> int:
        """Return which one holds an offset; the first if none does."""
        return max(0, bisect_right(self.blocks, offset, key=lambda block: block.start) - 1)


def whole(question: str, evidence: Evidence, blocks: Sequence[Block]) -> Evidence:
    """Return the evidence with all of its list, if the question asks for one or for steps."""
    steps, all_of = asks_for_steps(question), asks_for_list(question)
    if not steps and not all_of:
        return evidence
    kind = evidence.sentence.span.kind
    if kind == "item":
        found = items_around(evidence.sentence.span.start, blocks, outermost=steps)
    elif kind == "row" and all_of and not steps:
        found = items_around(evidence.sentence.span.start, blocks)
        found = found and _told_apart(question, evidence.sentence, found)
    else:
        found = items_after(evidence.sentence.span.end, blocks)
    return evidence if found is None else shown(evidence, found)


def _told_apart(question: str, own: Sentence, rows: Items) -> Items:
    """Leave out the rows before and after those that have a word of the question as `own` has.

    "List all moderator commands" doesn't want those of admins. Words that all rows have, or only
    some within those that are left, tell nothing apart.
    """
    language = own.article.language
    asked = set(named(question, language))
    said = [
        asked.intersection(stems(own.article.text[row.start : row.end], language))
        for row in rows.blocks
    ]
    telling = said[rows.holding(own.span.start)].difference(*[set.intersection(*said)])
    having = [number for number, words in enumerate(said) if words & telling]
    together = bool(having) and having[-1] - having[0] < len(having)
    if not together:
        return rows
    return replace(rows, blocks=rows.blocks[having[0] : having[-1] + 1])


def things_listed(question: str) -> str:
    """Return a question without the verb that asks for a list, which the list needn't have."""
    asks = LISTING.match(question)
    return question[asks.end() :].lstrip() if asks and asks_for_list(question) else question


def beginning(question: str, evidence: Evidence, blocks: Sequence[Block]) -> int | None:
    """Return where a long list begins that is asked for whole, if its first items say as much.

    None if the item that was found is among the first, or has a word of the question that the very
    first one lacks.
    """
    own, language = evidence.sentence, evidence.article.language
    if own.span.kind not in INSIDE.values() or not asks_for_list(question):
        return None
    items = items_around(own.span.start, blocks)
    if items is None or items.holding(own.span.start) < ITEMS:
        return None
    first = items.blocks[0]
    others = stems(own.article.text[first.start : first.end], language)
    told = set(named(question, language)).intersection(stems(own.text, language)).difference(others)
    return None if told else first.start


def goes_on(evidence: Evidence, sentence: Sentence) -> bool:
    """Tell whether a sentence is of the list that the evidence shows, but not shown any more."""
    own = evidence.sentence
    return (
        evidence.further > 0
        and own.article.revision == sentence.article.revision
        and own.span.kind == sentence.span.kind
        and own.path == sentence.path
        and own.context == sentence.context
    )


def shown(evidence: Evidence, items: Items) -> Evidence:
    """Return the evidence with as many items as may be shown, its own sentence among them."""
    own = evidence.sentence.span
    text = evidence.article.text
    # In a statute, "(1)" begins what stands for itself.
    if len(items.blocks) < 2 or text.startswith("(", items.blocks[0].start):
        return evidence
    introduces = own.end <= items.blocks[0].start
    here = 0 if introduces else items.holding(own.start)
    begin = own.start if introduces else items.blocks[0].start
    first = 0 if here < ITEMS and items.blocks[here].end - begin <= LENGTH else here
    start = begin if first == 0 else items.blocks[first].start
    fitting = [
        block.end for block in items.blocks[first : first + ITEMS] if block.end - start <= LENGTH
    ]
    if not fitting:
        return evidence
    lead = items.lead
    leads = lead is not None and first == 0 and not introduces
    return replace(
        evidence,
        start=lead.start if leads and lead is not None else start,
        end=fitting[-1],
        phrase=None,
        whole=(start, fitting[-1]),
        further=len(items.blocks) - len(fitting),
    )


def items_around(offset: int, blocks: Sequence[Block], *, outermost: bool = False) -> Items | None:
    """Return the items of the list or table that an offset is in, the outermost list's if so."""
    number: int | None = bisect_right(blocks, offset, key=lambda block: block.start) - 1
    found = None
    while number is not None and number >= 0:
        block = blocks[number]
        if block.kind in INSIDE and block.start <= offset < block.end:
            found = _items(number, blocks)
            if not outermost:
                break
        number = block.parent
    return found


def items_after(offset: int, blocks: Sequence[Block]) -> Items | None:
    """Return the items of the list that comes next, with at most what leads in to it between."""
    number = bisect_right(blocks, offset - 1, key=lambda block: block.start)
    while number < len(blocks) and blocks[number].kind in INTRODUCING:
        number += 1
    if number < len(blocks) and blocks[number].kind == "list":
        return _items(number, blocks)
    return None


def _items(number: int, blocks: Sequence[Block]) -> Items:
    """Return what is directly in a list or table, for what is nested is in one of these."""
    outer = blocks[number]
    end = bisect_right(blocks, outer.end - 1, key=lambda block: block.start)
    inside = [
        block
        for block in blocks[number + 1 : end]
        if block.parent == number and block.kind == INSIDE[outer.kind]
    ]
    before = blocks[number - 1] if number else None
    leads = before is not None and before.kind == "lead_in" and before.parent == outer.parent
    return Items(tuple(inside), before if leads else None)

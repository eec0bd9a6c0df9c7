"""Text with its blocks -> paragraphs and their sentences, with exact offsets."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from index.language.sentences import sentence_ends
from index.models import Block, BlockKind, Context, Draft, Span, UnitKind
from index.units.blocks import CONTAINERS, CONTEXT, sound
from index.units.marks import SAID, SPEAKER, TIME
from index.units.outline import Outline
from index.units.passages import passage_size
from index.units.questions import only_asks
from index.units.runs import BLANK_LINE
from index.units.shape import shape

DIVISION = 8
"""Raised whenever some text is divided otherwise than before: what is stored is divided anew."""

MAX_SENTENCE = 1200
"""Characters. What has no sentence end for longer (tables, lists) is divided at white space."""

WHOLE_MESSAGE = 300
"""Characters up to which a message isn't divided: who said it when belongs to all of it."""

WHOLE: frozenset[BlockKind] = CONTEXT | {"row", "code"}
"""Understood as a whole."""

ASKING = ("?", "?**", "?__", "?*", "?_")
"""How a heading ends that asks, also in bold type as it is typed."""

UNITS: dict[BlockKind, UnitKind] = {"item": "item", "row": "row", "code": "code"}


@dataclass(frozen=True, slots=True)
class _Leaf:
    """A block's own text. `top` is the block at the top that it is in."""

    start: int
    end: int
    kind: BlockKind
    top: int


def structured(draft: Draft) -> Draft:
    """Return a draft with blocks that fit its text: its own, or those that its shape tells."""
    if draft.blocks is not None and sound(draft.blocks, draft.text):
        return draft
    return replace(draft, blocks=shape(draft.text, draft.language), shaped=True, spans=None)


def divide(draft: Draft) -> Sequence[Span]:
    """Return a draft's sentences: as it came divided, if that fits its text, or divided now.

    What came from outside was divided within the fence, for a hostile text takes its time.
    """
    if draft.spans is not None and fits(draft.spans, draft.text):
        return draft.spans
    return segment(draft.text, draft.language, structured(draft).blocks)


def fits(spans: Sequence[Span], text: str) -> bool:
    """Tell whether `spans` could divide `text`: numbered and placed as `segment` does it."""
    last = Span(paragraph=0, number=0, start=0, end=0, passage=0)
    for span in spans:
        begins = span.paragraph == last.paragraph + 1 and span.number == 1
        goes_on = span.paragraph == last.paragraph and span.number == last.number + 1
        further = span.passage - last.passage
        if not (further == 1 if begins else goes_on and further in {0, 1}):
            return False
        if not last.end <= span.start < span.end <= len(text):
            return False
        last = span
    return bool(spans)


def segment(text: str, language: str, blocks: Sequence[Block] | None = None) -> list[Span]:
    """Divide `text` into sentences, numbered from 1 within paragraphs numbered from 1.

    The spans cover everything but white space, in order and without overlap. Without `blocks`, the
    text's shape tells them.
    """
    blocks = shape(text, language) if blocks is None else blocks
    outline = Outline(text, blocks)
    spans: list[Span] = []
    for paragraph, leaves in enumerate(_paragraphs(text, blocks), 1):
        sentences = [
            (start, end, _kind(text[start:end], language, leaf, context), context)
            for leaf in leaves
            for context in [outline.context(leaf.start)]
            for start, end in _sentences(text, leaf, language)
        ]
        number, passage = 0, spans[-1].passage if spans else 0
        # What stands under another heading or question is searched apart.
        for _, together in groupby(sentences, key=lambda s: (s[3].path, s[3].header)):
            group = list(together)
            size = passage_size(len(group))
            for place, (start, end, kind, _context) in enumerate(group):
                number += 1
                passage += not place % size
                spans.append(Span(paragraph, number, start, end, passage, kind))
    return spans


def _paragraphs(text: str, blocks: Sequence[Block]) -> Iterator[Sequence[_Leaf]]:
    """Give the leaves of each paragraph: what no blank line parts, or what follows in one block.

    Without any blank line, each line is one, unless it goes on with what is said or listed.
    """
    flat = not BLANK_LINE.search(text)
    group: list[_Leaf] = []
    for leaf in _leaves(text, blocks):
        if group and _begins_paragraph(text, group[-1], leaf, flat=flat):
            yield group
            group = []
        group.append(leaf)
    if group:
        yield group


def _begins_paragraph(text: str, before: _Leaf, leaf: _Leaf, *, flat: bool) -> bool:
    if not flat:
        return BLANK_LINE.search(text, before.end, leaf.start) is not None
    together = before.kind == "lead_in" or (before.kind == leaf.kind == "message")
    return before.top != leaf.top and not together and "\n" in text[before.end : leaf.start]


def _leaves(text: str, blocks: Sequence[Block]) -> Iterator[_Leaf]:
    """Give the leaves; what only parts a question from its answer in a row stays with it."""
    before: _Leaf | None = None
    for leaf in _all_leaves(text, blocks):
        asked = before is not None and before.kind == "question"
        if before is not None and asked and text[before.end : leaf.end].strip() == "|":
            before = replace(before, end=leaf.end)
            continue
        if before is not None:
            yield before
        before = leaf
    if before is not None:
        yield before


def _all_leaves(text: str, blocks: Sequence[Block]) -> Iterator[_Leaf]:
    covered = top = 0
    for number, block in enumerate(blocks):
        if block.parent is None:
            top = number
        if block.kind in CONTAINERS:
            continue
        if covered < block.start:
            for start, end in _stripped(text, covered, block.start):
                yield _Leaf(start, end, "paragraph", top)
        following = blocks[number + 1] if number + 1 < len(blocks) else None
        holds = following is not None and following.parent == number
        covered = following.start if holds and following is not None else block.end
        kind = block.kind
        for start, end in _stripped(text, block.start, covered):
            if holds and text[end - 1] == ":":
                kind = "lead_in"
            yield _Leaf(start, end, kind, top)
    for start, end in _stripped(text, covered, len(text)):
        yield _Leaf(start, end, "paragraph", top)


def _kind(text: str, language: str, leaf: _Leaf, context: Context) -> UnitKind:
    if leaf.kind in CONTEXT or not any(map(str.isalnum, text)):
        return "context"
    if leaf.kind == "message" and only_asks(text, language):
        return "context"
    if leaf.kind == "item" and text.endswith("?") and len(text) < leaf.end - leaf.start:
        return "context"
    if leaf.kind in UNITS:
        return UNITS[leaf.kind]
    if text.endswith("?"):
        return "context"
    asked = context.question or (context.headings and context.headings[-1].endswith(ASKING))
    return "answer" if asked else "sentence"


def _is_entry(message: str) -> bool:
    """Tell a short message of some moment from a speech, such as of minutes or subtitles."""
    timed = TIME.match(message) or SAID.match(message) or SPEAKER.match(message.partition("\n")[0])
    return bool(timed) and len(message) <= WHOLE_MESSAGE


def _sentences(text: str, leaf: _Leaf, language: str) -> Iterator[tuple[int, int]]:
    begin, own = leaf.start, text[leaf.start : leaf.end]
    whole = leaf.kind in WHOLE or (leaf.kind == "message" and _is_entry(own))
    for length in [len(own)] if whole else sentence_ends(own, language):
        for left, right in _stripped(text, begin, leaf.start + length):
            yield from _divided(text, left, right)
        begin = leaf.start + length


def _divided(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while end - start > MAX_SENTENCE:
        cut = max(text.rfind(space, start, start + MAX_SENTENCE) for space in (" ", "\n", "\t"))
        if cut <= start:
            cut = start + MAX_SENTENCE
        yield from _stripped(text, start, cut)
        start = cut
    yield from _stripped(text, start, end)


def _stripped(text: str, start: int, end: int) -> tuple[tuple[int, int]] | tuple[()]:
    """Return the part without the white space around it, if anything is left."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return ((start, end),) if start < end else ()

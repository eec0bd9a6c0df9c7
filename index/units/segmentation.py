"""Text -> paragraphs and their sentences, with exact offsets."""

import re
from collections.abc import Iterator, Sequence

from index.language.sentences import sentence_ends
from index.models import Draft, Span
from index.units.passages import passage_size

BLANK_LINE = re.compile(r"\n[^\S\n]*\n")
LINE = re.compile(r"\n")
SENTENCE_END = re.compile(r"[.!?…:][\"'»«“”‘’)\]]*\s*$")

MAX_SENTENCE = 1200
"""Characters. What has no sentence end for longer (tables, lists) is divided at white space."""


def divide(draft: Draft) -> Sequence[Span]:
    """Return a draft's sentences: as it came divided, if that fits its text, or divided now.

    What came from outside was divided within the fence, for a hostile text takes its time.
    """
    if draft.spans is not None and fits(draft.spans, draft.text):
        return draft.spans
    return segment(draft.text, draft.language)


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


def segment(text: str, language: str) -> list[Span]:
    """Divide `text` into sentences, numbered from 1 within paragraphs numbered from 1.

    The spans cover everything but white space, in order and without overlap.
    """
    spans: list[Span] = []
    for paragraph, (start, end) in enumerate(_paragraphs(text), 1):
        sentences = list(_sentences(text, start, end, language))
        size = passage_size(len(sentences))
        first_passage = spans[-1].passage + 1 if spans else 1
        spans += [
            Span(paragraph, number + 1, *span, passage=first_passage + number // size)
            for number, span in enumerate(sentences)
        ]
    return spans


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    separator = BLANK_LINE
    if not separator.search(text.strip()):
        # No blank lines: each line is a paragraph, unless lines break off within sentences.
        lines = [line for line in text.split("\n") if line.strip()]
        whole = sum(bool(SENTENCE_END.search(line)) for line in lines)
        if whole * 2 > len(lines):
            separator = LINE
    start = 0
    for match in separator.finditer(text):
        yield from _stripped(text, start, match.start())
        start = match.end()
    yield from _stripped(text, start, len(text))


def _sentences(text: str, start: int, end: int, language: str) -> Iterator[tuple[int, int]]:
    begin = start
    for length in sentence_ends(text[start:end], language):
        for left, right in _stripped(text, begin, start + length):
            yield from _divided(text, left, right)
        begin = start + length


def _divided(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while end - start > MAX_SENTENCE:
        cut = max(text.rfind(space, start, start + MAX_SENTENCE) for space in (" ", "\n", "\t"))
        if cut <= start:
            cut = start + MAX_SENTENCE
        yield from _stripped(text, start, cut)
        start = cut
    yield from _stripped(text, start, end)


def _stripped(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        yield start, end

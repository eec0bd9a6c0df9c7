"""Text -> paragraphs and their sentences, with exact offsets."""

import re
from collections.abc import Iterator, Sequence

from index.language.sentences import ends_sentence, sentence_ends
from index.models import Draft, Span
from index.units.lines import ROW, rows_of, runs
from index.units.passages import passage_size

BLANK_LINE = re.compile(r"\n[^\S\n]*\n")

DIVISION = 2
"""Raised whenever some text is divided otherwise than before: what is stored is divided anew."""

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
    if not BLANK_LINE.search(text.strip()):
        # No blank lines: each line is a paragraph, unless lines break off within sentences.
        lines = [line for line in text.split("\n") if line.strip()]
        if sum(map(ends_sentence, lines)) * 2 > len(lines):
            for start, end in _runs(text, 0, len(text)):
                yield from _stripped(text, start, end)
            return
    start = 0
    for match in BLANK_LINE.finditer(text):
        yield from _stripped(text, start, match.start())
        start = match.end()
    yield from _stripped(text, start, len(text))


def _sentences(text: str, start: int, end: int, language: str) -> Iterator[tuple[int, int]]:
    table = bool(rows_of(text[start:end].split("\n")))
    for first, last in _runs(text, start, end):
        begin = first
        run = text[first:last]
        # A row of a table is understood as a whole.
        ends = [len(run)] if table and ROW in run else sentence_ends(run, language)
        for length in ends:
            for left, right in _stripped(text, begin, first + length):
                yield from _divided(text, left, right)
            begin = first + length


def _runs(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Part a paragraph into what reads as one, lines that were only wrapped included."""
    lines = text[start:end].split("\n")
    number = 0
    for count in runs(lines):
        length = sum(map(len, lines[number : number + count])) + count
        yield start, min(start + length, end)
        start += length
        number += count


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

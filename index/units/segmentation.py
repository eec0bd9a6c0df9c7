"""Text -> paragraphs and their sentences, with exact offsets."""

import re
from collections.abc import Iterator

from index.language.sentences import sentence_ends
from index.models import Span
from index.units.passages import passage_size

BLANK_LINE = re.compile(r"\n[^\S\n]*\n")
LINE = re.compile(r"\n")
SENTENCE_END = re.compile(r"[.!?…:][\"'»«“”‘’)\]]*\s*$")

MAX_SENTENCE = 1200
"""Characters. What has no sentence end for longer (tables, lists) is divided at white space."""


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

"""Text -> sentences with exact offsets, and the passages that they make up.

Sentence breaks come from sentencex (Wikimedia), which keeps dates, ordinals, abbreviations and
quotes together in some 300 languages.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

import sentencex

from index.models import Sentence, Span

BLANK_LINE = re.compile(r"\n[^\S\n]*\n")
LINE = re.compile(r"\n")
SENTENCE_END = re.compile(r"[.!?…:][\"'»«“”‘’)\]]*\s*$")

GERMAN_ORDINAL = re.compile(
    r"\b(?:d(?:er|ie|as|em|en|es)|[ai]m|vom|zu[mr]|beim|ins|jede[nmrs]?|(?:[kms]?ein|ihr)(?:e[nmrs]?)?)"
    r"\s+\d{1,3}\.\s*$",
    re.IGNORECASE,
)
"""An ordinal and its determiner before the noun ("der 2. Weltkrieg"), where sentencex breaks."""

MAX_SENTENCE = 1200
"""Characters. What has no sentence end for longer (tables, lists) is divided at white space."""

MAX_PASSAGE_SENTENCES = 12
"""A longer paragraph is divided, so that a passage's score stays comparable."""


def segment(text: str, language: str) -> list[Span]:
    """Divide `text` into sentences, numbered from 1 within paragraphs numbered from 1.

    The spans cover everything but white space, in order and without overlap.
    """
    spans: list[Span] = []
    for paragraph, (start, end) in enumerate(_paragraphs(text), 1):
        sentences = list(_sentences(text, start, end, language))
        size = _even_size(len(sentences))
        first_passage = spans[-1].passage + 1 if spans else 1
        spans += [
            Span(paragraph, number + 1, *span, passage=first_passage + number // size)
            for number, span in enumerate(sentences)
        ]
    return spans


def passages(sentences: Iterable[Sentence]) -> list[Sequence[Sentence]]:
    """Group an article's sentences, in order, into its passages."""
    return [list(group) for _, group in groupby(sentences, key=lambda s: s.span.passage)]


def _even_size(sentences: int) -> int:
    """Return the size of even parts of at most `MAX_PASSAGE_SENTENCES`."""
    parts = -(-sentences // MAX_PASSAGE_SENTENCES)
    return -(-sentences // parts)


def passage_text(passage: Sequence[Sentence]) -> str:
    """Return a passage from its first sentence to its last, verbatim."""
    first, last = passage[0], passage[-1]
    return first.article.text[first.span.start : last.span.end]


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
    for boundary in sentencex.get_sentence_boundaries(language, text[start:end]):
        stop = start + boundary["end_index"]
        if stop < end and language == "de" and GERMAN_ORDINAL.search(text[begin:stop]):
            continue
        for left, right in _stripped(text, begin, stop):
            yield from _divided(text, left, right)
        begin = stop


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

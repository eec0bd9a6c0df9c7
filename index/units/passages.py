"""Sentences -> passages: what is searched as one."""

from collections.abc import Iterable, Sequence
from itertools import groupby

from index.models import Sentence, Span

MAX_PASSAGE_SENTENCES = 12
"""A longer paragraph is divided, so that a passage's score stays comparable."""


def passage_size(sentences: int) -> int:
    """Return how many sentences each passage of a paragraph with `sentences` has, the last fewer.

    The parts are even, of at most `MAX_PASSAGE_SENTENCES`.
    """
    parts = -(-sentences // MAX_PASSAGE_SENTENCES)
    return -(-sentences // parts)


def passages(sentences: Iterable[Sentence]) -> list[Sequence[Sentence]]:
    """Group an article's sentences, in order, into its passages."""
    return [list(group) for _, group in groupby(sentences, key=lambda s: s.span.passage)]


def unit_texts(text: str, spans: Iterable[Span]) -> list[str]:
    """Return each sentence and each passage of a text, verbatim."""
    texts = []
    for _, group in groupby(spans, key=lambda span: span.passage):
        passage = list(group)
        texts += [text[span.start : span.end] for span in passage]
        texts.append(text[passage[0].start : passage[-1].end])
    return texts


def passage_text(passage: Sequence[Sentence]) -> str:
    """Return a passage from its first sentence to its last, verbatim."""
    first, last = passage[0], passage[-1]
    return first.article.text[first.span.start : last.span.end]

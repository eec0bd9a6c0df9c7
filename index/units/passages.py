"""Sentences -> passages: what is searched as one."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import groupby

from index.models import Block, Context, Sentence, Span
from index.units.outline import Outline

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


def answering(passage: Iterable[Sentence]) -> list[Sentence]:
    """Return the units of a passage: its sentences that can answer."""
    return [sentence for sentence in passage if sentence.span.answers]


def passage_id(passage: Iterable[Sentence]) -> int:
    """Return what a passage with a unit is known by: its first unit's id."""
    return answering(passage)[0].id


def unit_texts(text: str, spans: Iterable[Span], blocks: Sequence[Block] | None) -> list[str]:
    """Return what of a text is searched: each unit and each passage, with what they stand under."""
    outline = Outline(text, blocks or ())
    texts = []
    for _, group in groupby(spans, key=lambda span: span.passage):
        passage = list(group)
        units = [span for span in passage if span.answers]
        texts += [
            in_context(text[span.start : span.end], outline.context(span.start)) for span in units
        ]
        if units:
            whole = text[passage[0].start : passage[-1].end]
            texts.append(in_context(whole, _common(outline.context(units[0].start))))
    return texts


def sentence_text(sentence: Sentence) -> str:
    """Return what is searched of a unit: what it stands under, and itself."""
    return in_context(sentence.text, sentence.context)


def passage_text(passage: Sequence[Sentence]) -> str:
    """Return what is searched of a passage: what its units stand under, and all that it holds.

    It has at least one unit.
    """
    first, last = passage[0], passage[-1]
    whole = first.article.text[first.span.start : last.span.end]
    return in_context(whole, _common(answering(passage)[0].context))


def in_context(text: str, context: Context) -> str:
    """Return a text with what it stands under before it, a line each."""
    return "\n".join((*context.lines, text))


def _common(context: Context) -> Context:
    """Return what of a unit's context is that of its passage, which has the rest itself."""
    return replace(context, lead_ins=context.lead_ins[:1])

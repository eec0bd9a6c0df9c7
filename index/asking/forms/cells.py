"""The cell of a table's row that answers: the one under the column that the question names."""

from collections import Counter
from collections.abc import Iterator, Sequence

from index.asking.answer_types import AnswerType, find_phrase
from index.asking.kinds.choice import stems_of
from index.asking.kinds.spans import Span
from index.language.registry import all_words
from index.language.terms import stems, words
from index.models import Sentence

BETWEEN = " | "
"""Between the cells of a row, as its text has them."""

PLACES = all_words(lambda profile: profile.place_columns)


def cell(question: str, kind: AnswerType | None, sentence: Sentence) -> Span | None:
    """Return `[start, end)` in the sentence of what answers in the only column that is asked for.

    That is one whose heading the question has ("Zehnerkarte") or, if it asks for a place, one that
    says to hold places. None where no column, or more than one, is.
    """
    header, text, language = sentence.context.header, sentence.text, sentence.article.language
    if sentence.span.kind != "row" or header is None:
        return None
    own, headings = list(_cells(text)), [header[start:end] for start, end in _cells(header)]
    if len(own) != len(headings):
        return None
    asked = stems_of(question, language)
    # What the question has of the row itself tells which row, not which column.
    open_ = [
        (span, heading)
        for span, heading in zip(own, headings, strict=True)
        if (said := stems(text[slice(*span)], language)) and not asked.issuperset(said)
    ]
    shared = _shared(headings, language)
    named = [span for span, heading in open_ if _names(asked, heading, language, shared)]
    if not named and kind == "place":
        named = [span for span, heading in open_ if PLACES.issuperset(words(heading)[:1] or ["-"])]
    if len(named) != 1:
        return None
    [(start, end)] = named
    found = find_phrase(text[start:end], kind, question, language) if kind else None
    return (start + found[0], start + found[1]) if found else (start, end)


def _names(asked: frozenset[str], heading: str, language: str, shared: frozenset[str]) -> bool:
    named = frozenset(stems(heading, language))
    return bool(named) and asked.issuperset(named - shared or named)


def _shared(headings: Sequence[str], language: str) -> frozenset[str]:
    """Return what stands above several columns, as "Price" does above "Price Day | Price Hour"."""
    counts = Counter(stem for heading in headings for stem in {*stems(heading, language)})
    return frozenset(stem for stem, count in counts.items() if count > 1)


def _cells(text: str) -> Iterator[Span]:
    start = 0
    for part in text.split(BETWEEN):
        yield start, start + len(part)
        start += len(part) + len(BETWEEN)

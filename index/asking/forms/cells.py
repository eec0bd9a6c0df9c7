"""The words that answer; of a table's row those under the column that the question names."""

from collections import Counter
from collections.abc import Iterator, Sequence

from index.asking.answer_types import AnswerType, find_phrase
from index.asking.forms.asked import named
from index.asking.kinds.choice import stems_of
from index.asking.kinds.dates import days
from index.asking.kinds.spans import Span
from index.language.registry import all_words
from index.language.terms import stems, words
from index.models import Sentence

BETWEEN = " | "
"""Between the cells of a row, as its text has them."""

PLACES = all_words(lambda profile: profile.place_columns)

LOOSE: frozenset[AnswerType] = frozenset(("person", "place", "reason"))
"""Kinds that what answers needn't look like: "Dojo"."""

SEVERAL = 2

Column = tuple[Span, str]
"""A cell of a row, and the heading of its column."""


def phrase(question: str, kind: AnswerType | None, sentence: Sentence) -> Span | None:
    """Return `[start, end)` in the sentence of the words that answer; None if they can't be told.

    A table's row that has no `cell` is read as a sentence. Where several of its cells have what is
    asked for, only one whose heading shares a word with the question ("fee" with "Annual fee") is
    told from the others.
    """
    if (found := cell(question, kind, sentence)) is not None or kind is None:
        return found
    text, language = sentence.text, sentence.article.language
    holding = _holding(question, kind, sentence)
    if len(holding) < SEVERAL:
        return find_phrase(text, kind, question, language)
    about = set(filter(str.isalpha, named(question, language)))
    chosen = [span for span, heading in holding if about & {*named(heading, language)}]
    return _within(chosen[0], question, kind, sentence) if len(chosen) == 1 else None


def cell(question: str, kind: AnswerType | None, sentence: Sentence) -> Span | None:
    """Return `[start, end)` in the sentence of what answers in the only column that is asked for.

    That is one whose heading the question has ("Zehnerkarte") or, if it asks for a place, one that
    says to hold places. None where no column, or more than one, is.
    """
    columns, language = _columns(question, sentence), sentence.article.language
    said, asked = _spaced(question), stems_of(question, language)
    shared = _shared([heading for _, heading in columns], language)
    # "Route 3" has the number of "Stop 3", too.
    words_alone = frozenset(filter(str.isalpha, asked))
    found = [
        column
        for column in columns
        if _names(words_alone, column[1], language, shared) or _spaced(column[1]) in said
    ]
    if kind is not None and kind not in LOOSE:
        # What a row begins with says which one it is: "Small" isn't what plots cost.
        found = [each for each in found if each[0][0] or each in _holding(question, kind, sentence)]
    if not found and kind == "place":
        found = [each for each in columns if PLACES.issuperset(words(each[1])[:1] or ["-"])]
    return _within(found[0][0], question, kind, sentence) if len(found) == 1 else None


def _within(span: Span, question: str, kind: AnswerType | None, sentence: Sentence) -> Span:
    """Return what of a cell is of the kind that is asked for, or all of it."""
    start, end = span
    text, language = sentence.text[start:end], sentence.article.language
    found = find_phrase(text, kind, question, language) if kind else None
    return (start + found[0], start + found[1]) if found else span


def _columns(question: str, sentence: Sentence) -> list[Column]:
    """Return each cell of a row with its heading, but for what the question has already.

    That tells which row, not which column.
    """
    header, text, language = sentence.context.header, sentence.text, sentence.article.language
    if sentence.span.kind != "row" or header is None:
        return []
    header = _whole(header, sentence)
    own, headings = list(_cells(text)), [header[start:end] for start, end in _cells(header)]
    if len(own) != len(headings):
        return []
    asked = stems_of(question, language)
    return [
        (span, heading)
        for span, heading in zip(own, headings, strict=True)
        if (said := stems(text[slice(*span)], language)) and not asked.issuperset(said)
    ]


def _holding(question: str, kind: AnswerType, sentence: Sentence) -> list[Column]:
    """Return the cells that have something of a kind; if any names a day, no times without one."""
    text, language = sentence.text, sentence.article.language
    found = [
        column
        for column in _columns(question, sentence)
        if find_phrase(text[slice(*column[0])], kind, question, language)
    ]
    if kind != "date":
        return found
    return [column for column in found if days(text[slice(*column[0])], language)] or found


def _whole(header: str, sentence: Sentence) -> str:
    """Return a header row as the text has it: of many columns, the context has the first ones."""
    text = sentence.article.text
    start = text.rfind(header, 0, sentence.span.start)
    end = text.find("\n", start)
    return text[start:end] if 0 <= start < end else header


def _spaced(text: str) -> str:
    return f" {' '.join(words(text))} "


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

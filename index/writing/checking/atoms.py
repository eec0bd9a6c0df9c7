"""A clause -> its atoms, the parts between its commas and "and"s.

"Lisa brings cake and Tom brings coffee" is one clause (`pieces`), for what limits one half may
limit the other; but what is said of whom is told apart only by its atoms.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from index.language.wording.registry import WORDINGS
from index.models import Sentence
from index.writing.checking.figures import Figure, blanked
from index.writing.checking.pieces import Piece
from index.writing.checking.support import content_words

JOINING = "|".join((*(wording.joining for wording in WORDINGS.values()), "oder", "or"))
JOINT = re.compile(rf",? \b(?:{JOINING})\b|;", re.IGNORECASE)
ATOMIC = re.compile(rf"{JOINT.pattern}|,(?= )", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Atom:
    """A part of a clause, with its sentence's number; `sentence` stands for it where it is matched.

    Those of a `group` aren't divided by "and" or a semicolon. `blank` is its text with blanks for
    its figures.
    """

    sentence: Sentence
    of: int
    group: int
    text: str
    blank: str
    figures: tuple[Figure, ...]


def atoms(pieces: Sequence[Piece]) -> list[Atom]:
    """Divide clauses, but for lists.

    What has a single word and no figure is an item of one, and stays with what it is listed with.
    """
    found: list[Atom] = []
    group = 0
    for number, piece in enumerate(pieces):
        before = pieces[number - 1].sentence.span.end if number else 0
        between = piece.sentence.article.text[before : piece.sentence.span.start]
        for start, end in _spans(piece):
            text = piece.text[start:end]
            group += ";" in between or JOINT.match(text.lstrip()) is not None
            between = ""
            own = tuple(f for f in piece.figures if start <= f.start < end)
            blank = blanked(piece.text, piece.figures)[start:end]
            found.append(Atom(_part(piece.sentence, start, end), piece.of, group, text, blank, own))
    return found


def _part(sentence: Sentence, start: int, end: int) -> Sentence:
    first = sentence.span.start
    return replace(sentence, span=replace(sentence.span, start=first + start, end=first + end))


def _spans(piece: Piece) -> list[tuple[int, int]]:
    text, blank = piece.text, blanked(piece.text, piece.figures)
    cuts = [m for m in ATOMIC.finditer(text) if not any(_within(m, f) for f in piece.figures)]
    edges = [0, *(m.start() for m in cuts), len(text)]
    spans: list[tuple[int, int]] = []
    open_from: int | None = None
    for start, end in pairwise(edges):
        begin = start if open_from is None else open_from
        figured = any(start <= f.start < end for f in piece.figures)
        if figured or len(content_words(blank[start:end])) > 1:
            spans.append((begin, end))
            open_from = None
        else:
            open_from = begin
    if open_from is not None:
        if spans:
            spans[-1] = (spans[-1][0], len(text))
        else:
            spans.append((0, len(text)))
    return spans


def _within(match: re.Match[str], figure: Figure) -> bool:
    return figure.start < match.end() and match.start() < figure.end

"""Whether a claim joins what its sentences say as they do: of whom, when, instead of what.

Every word of a claim may be said, and the claim still be false: "Mia wrote it; the maps are Tom's"
of "Tom wrote it. The maps are Mia's".
"""

import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from itertools import pairwise

from index.language.letters import fold
from index.language.months import day_names, month_names
from index.language.terms import words
from index.language.wording.registry import WORDINGS
from index.language.words import points_back
from index.writing.checking.figures import Figure, supported
from index.writing.checking.kinship import akin
from index.writing.checking.pieces import Piece
from index.writing.checking.support import content_words

ALL = tuple(WORDINGS.values())
CONDITION = re.compile(
    rf"(?:^|, |\s)(?=(?:{'|'.join(wording.conditioning for wording in ALL)})\b)", re.IGNORECASE
)
REPLACED = re.compile(
    rf"\b(?:{'|'.join(wording.replacing for wording in ALL)})(?: \w{{1,20}}){{0,2}} $",
    re.IGNORECASE,
)
LEFT = re.compile(
    rf"\b(?:{'|'.join(wording.leaving for wording in ALL)})(?: $|(?= \d))", re.IGNORECASE
)
RANGING = re.compile(
    rf",? ?(?:[-–]|{'|'.join(wording.ranging for wording in ALL)}) ?(?:\d{{1,2}}\.? )?",
    re.IGNORECASE,
)
WORD = re.compile(r"[^\W\d_]{3,12}")
SHORT = 3
"""Words of a part between commas that may be an item of a list."""

LOOK_BACK = 60
"""Characters before something in which the words that belong to it stand."""

MetIn = Callable[[str], frozenset[int]]


def crossed(clauses: Sequence[Sequence[frozenset[int]]]) -> bool:
    """Tell whether clauses of a claim exchange what clauses of their sentences say.

    Each is given by the clauses of the sources that have its words and figures. One joins two of
    these, and another one has something of either.
    """
    only = [[next(iter(each)) for each in clause if len(each) == 1] for clause in clauses]
    for at, joining in enumerate(only):
        if len(set(joining)) < 2:
            continue
        for other, own in enumerate(only):
            if other != at and set(own) & set(joining):
                return True
    return False


def finely(text: str) -> list[str]:
    """Divide a clause at its commas, unless these only divide a list."""
    found: list[str] = []
    for part in text.split(", "):
        if found and (len(words(part)) < SHORT or len(words(found[-1])) < SHORT):
            found[-1] += f", {part}"
        else:
            found.append(part)
    return found


def crossed_finely(claim: str, sources: Sequence[Piece]) -> bool:
    """Tell whether parts of a claim exchange what parts of one clause say, by their letters."""
    claimed = [list(map(fold, content_words(part))) for part in finely(claim)]
    for piece in sources if len(claimed) > 1 else ():
        parts = [set(map(fold, words(part))) for part in finely(piece.text)]
        if crossed([[_parts_with(word, parts) for word in part] for part in claimed]):
            return True
    return False


def _parts_with(word: str, parts: Sequence[set[str]]) -> frozenset[int]:
    return frozenset(at for at, there in enumerate(parts) if any(akin(word, w) for w in there))


def turned_round(claim: str, sources: Sequence[Piece]) -> bool:
    """Tell whether a claim's days or months are from the one to the other, and theirs reverse."""
    own = _ranges(claim)
    there = {pair for piece in sources for pair in _ranges(piece.text)}
    return any((last, first) in there and (first, last) not in there for first, last in own)


def _ranges(text: str) -> list[tuple[int, int]]:
    named = [(match, calendar().get(match[0].lower())) for match in WORD.finditer(text)]
    found = [(match, number) for match, number in named if number is not None]
    return [
        (one, other)
        for (first, one), (last, other) in pairwise(found)
        if RANGING.fullmatch(text[first.end() : last.start()])
    ]


@lru_cache
def calendar() -> dict[str, int]:
    """Return the names of days, and of months behind these, in all languages together."""
    days = {name.lower(): at for code in WORDINGS for name, at in day_names(code).items()}
    months = {name.lower(): 7 + at for code in WORDINGS for name, at in month_names(code).items()}
    return {name: at for name, at in {**months, **days}.items() if len(name) > SHORT - 1}


def condition_of_other(claim: str, sources: Sequence[Piece], met_in: MetIn) -> bool:
    """Tell whether a claim's condition is one sentence's, and its consequence another's."""
    for match in CONDITION.finditer(claim):
        start = match.end()
        comma = claim.find(",", start)
        end = len(claim) if comma < 0 else comma
        condition, rest = claim[start:end], f"{claim[:start]} {claim[end:]}"
        ifs = _sentences(condition, sources, met_in)
        thens = _sentences(rest, sources, met_in)
        if not ifs or not thens or ifs & thens:
            continue
        leaning = [piece.of for piece in sources if points_back(_opening(piece, sources))]
        if not any(of in leaning for of in ifs | thens):
            return True
    return False


def _opening(piece: Piece, sources: Sequence[Piece]) -> str:
    return next(each.text for each in sources if each.of == piece.of)


def _sentences(text: str, sources: Sequence[Piece], met_in: MetIn) -> set[int]:
    """Return the sentences that alone have a word of a text."""
    found = [{sources[at].of for at in met_in(word)} for word in content_words(text)]
    return {next(iter(each)) for each in found if len(each) == 1}


def wrongly_replaced(claim: str, claimed: Sequence[Figure], sources: Sequence[Piece]) -> str | None:
    """Return a figure that a claim puts in the place of another one, and its sentence doesn't."""
    if not any(_is_replaced(p.text, f) for p in sources for f in p.figures):
        return _replaced_itself(claim, claimed, sources)
    for figure in claimed:
        places = [
            _is_replaced(piece.text, each)
            for piece in sources
            for each in piece.figures
            if supported(figure, [each])
        ]
        if places and _is_replaced(claim, figure) not in places:
            return claim[figure.start : figure.end]
    return None


def _replaced_itself(claim: str, claimed: Sequence[Figure], sources: Sequence[Piece]) -> str | None:
    """Return a figure that is said to be replaced, where none is but those that are left behind.

    "From 20 to 35" is "35 instead of 20", and not the reverse.
    """
    for figure in claimed:
        if _is_replaced(claim, figure) and not any(
            LEFT.search(piece.text[max(0, each.start - LOOK_BACK) : each.start])
            or LEFT.match(piece.text, each.start)
            for piece in sources
            for each in piece.figures
            if supported(figure, [each])
        ):
            return claim[figure.start : figure.end]
    return None


def _is_replaced(text: str, figure: Figure) -> bool:
    before = text[max(0, figure.start - LOOK_BACK) : figure.start]
    return REPLACED.search(before.rstrip() + " ") is not None


def of_another(
    question: str, claim: str, claimed: Sequence[Figure], sources: Sequence[Piece]
) -> str | None:
    """Return a figure that its sentence gives of something else than the question asks for.

    Where the claim doesn't say of what: "They meet there at six."
    """
    asked = {fold(word) for word in content_words(question)} - {fold(w) for w in words(claim)}
    texts = [{fold(word) for word in words(_around(sources, at))} for at in range(len(sources))]
    for figure in claimed:
        holding = [at for at, piece in enumerate(sources) if supported(figure, piece.figures)]
        others = [
            at
            for at, piece in enumerate(sources)
            if at not in holding and any(each.kinds & figure.kinds for each in piece.figures)
        ]
        for word in asked:
            if (
                holding
                and any(word in texts[at] for at in others)
                and not any(word in texts[at] for at in holding)
                and not any(points_back(sources[at].text) for at in holding)
            ):
                return claim[figure.start : figure.end]
    return None


def _around(sources: Sequence[Piece], at: int) -> str:
    sentence = sources[at].sentence
    own = [piece.text for piece in sources if piece.of == sources[at].of]
    return " ".join((sentence.article.title, *sentence.context.lines, *own))

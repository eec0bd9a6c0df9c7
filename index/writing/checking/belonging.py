"""Whether a claim says its words of what its sentences say them of.

All of a claim's clause must be of one atom, or of one with what that leaves out; what a claim joins
must each be said by itself.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

from index.asking.kinds.spans import Span
from index.language.words import points_back
from index.writing.checking.atoms import JOINT
from index.writing.checking.figures import blanked, supported
from index.writing.checking.joins import CONDITION
from index.writing.checking.reading import Read
from index.writing.checking.support import content_words

HARD = re.compile(r"[;\n]|(?<!\d)[.!?](?= )| [–—] ")
COMMA = re.compile(r",(?= )")


def torn_apart(read: Read) -> str | None:
    """Return a word of a claim that its sentences say of something else."""
    for span in _divided(read.text, (0, len(read.text)), HARD):
        if (found := _torn(read, span)) is not None:
            return found
    return None


def _torn(read: Read, span: Span, *, whole: bool = False) -> str | None:
    """Return a word of a claim's sentence that is said of something else.

    Divided at "and", each part must be all that a clause says, for its subject or its verb may be
    another part's. At commas, the parts must be next to each other in one sentence, too.
    """
    homes, missing = _homes(read, span, whole=whole)
    if homes or missing is None:
        return None
    found = _divided(read.text, span, JOINT)
    if len(found) > 1:
        return next((m for part in found if (m := _torn(read, part, whole=True))), None)
    found = _divided(read.text, span, COMMA)
    places = [_homes(read, part, whole=whole)[0] for part in found]
    if len(found) < 2 or not all(places):
        return missing
    conditions = [_is_condition(read.text[slice(*part)]) for part in found]
    for run in product(*places):
        alike = all(
            _is_condition(read.atoms[at].text) == condition
            for at, condition in zip(run, conditions, strict=True)
        )
        if alike and _is_run(read, run):
            return None
    return missing


def _is_condition(text: str) -> bool:
    return CONDITION.match(text.strip(" ,")) is not None


def _is_run(read: Read, run: Sequence[int]) -> bool:
    """Tell whether atoms are next to each other in one sentence, in whatever order."""
    ordered = sorted(set(run))
    return ordered[-1] - ordered[0] < len(ordered) and (
        len({(read.atoms[n].of, read.atoms[n].group) for n in run}) == 1
    )


def _divided(text: str, span: Span, at: re.Pattern[str]) -> list[Span]:
    start, found = span[0], list[Span]()
    for match in at.finditer(text, *span):
        found.append((start, match.start()))
        start = match.end()
    return [(a, b) for a, b in [*found, (start, span[1])] if text[a:b].strip()]


@dataclass(frozen=True, slots=True)
class _Element:
    """A word or a figure of a claim, and the atoms that have it, or stand under what does."""

    text: str
    start: int
    own: frozenset[int]
    under: frozenset[int]
    figure: bool = False


def _homes(read: Read, span: Span, *, whole: bool = False) -> tuple[list[int], str | None]:
    """Return the atoms that have all of a part of a claim, or have it with what they leave out.

    And a word that is missing where most is; None if the part says nothing.
    """
    elements = _elements(read, span)
    if not elements:
        return [], None
    missing, most, found = elements[0].text, -1, list[int]()
    joined = JOINT.search(read.text, *span) is not None
    for at in range(len(read.atoms)):
        left = [each for each in elements if at not in each.under]
        own = [each for each in elements if at in each.own]
        if len(own) > most and left:
            most, missing = len(own), left[0].text
        is_whole = _is_whole(read, at, own)
        covers = not left and (is_whole or not whole)
        if covers or (is_whole and own and not joined and _may_lend(read, at, own, left)):
            found.append(at)
    return found, missing


def _may_lend(read: Read, at: int, own: Sequence[_Element], left: Sequence[_Element]) -> bool:
    """Tell whether earlier atoms have what is left, and it can be what this one leaves out.

    That is what stands before all of it, as a subject does, or a single word, as a verb is.
    """
    before = {n for n in range(at) if _leans_on(read, at, n)}
    if not left or not all(each.own & before for each in left):
        return False
    first, last = min(e.start for e in own), max(e.start for e in own)
    if not content_words(read.atoms[at].blank):
        return len({read.atoms[n].of for n in before}) == 1 and not any(e.figure for e in left)
    if len(left) == 1 and not left[0].figure:
        is_verb = read.language == "de" and read.text[left[0].start].islower()
        if left[0].start < last or is_verb:
            return True
    return all(each.start < first for each in left)


def _is_whole(read: Read, at: int, own: Sequence[_Element]) -> bool:
    """Tell whether a claim has all words and figures of an atom."""
    atom = read.atoms[at]
    return sum(not each.figure for each in own) >= len(set(content_words(atom.blank))) and sum(
        each.figure for each in own
    ) >= len([f for f in atom.figures if not f.lone])


def _leans_on(read: Read, at: int, before: int) -> bool:
    one, other = read.atoms[at], read.atoms[before]
    opening = next(atom.text for atom in read.atoms if atom.of == one.of)
    return one.of == other.of or (one.of == other.of + 1 and points_back(opening))


def _elements(read: Read, span: Span) -> list[_Element]:
    text = blanked(read.text, read.figures)[slice(*span)]
    found: list[_Element] = []
    for word in dict.fromkeys(content_words(text)):
        start = span[0] + text.lower().find(word)
        own, under = read.told.met_in(word), read.told.under(word)
        if under:
            found.append(_Element(word, start, own, under))
    for figure in read.figures:
        if not span[0] <= figure.start < span[1] or figure.lone:
            continue
        own = frozenset(n for n, atom in enumerate(read.atoms) if supported(figure, atom.figures))
        if own:
            name = read.text[figure.start : figure.end]
            found.append(_Element(name, figure.start, own, own, figure=True))
    return found

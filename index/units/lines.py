"""Lines of a paragraph -> runs of them: wrapped text is one, a line that stands alone another."""

import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass

from index.language.sentences import ends_sentence
from index.units.headings import (
    ABOVE,
    BARE_SIGN,
    DECORATION,
    GREETING,
    LEVELS,
    UNDERLINE,
    decorated_level,
    is_entry,
    level_of,
    sign_level,
    stands_above,
)
from index.units.marks import LABELLED, LIST_MARK, MARKED, SAID, SPEAKER
from index.units.tables import rules_of

SENTENCE_WITHIN = re.compile(r"[.!?…](?<=[^\W\d_]{2}.)[\"'»”’)\]]{0,3}[^\S\n]+\S")

WRAPPED = 50
"""Characters of the longest line from which on it can be a margin that breaks the lines."""

NEARLY_EMPTY = 20
"""Characters of a line that nobody wraps."""


FIRST_OR_SECOND = re.compile(r"\s{0,20}([12ab][.)])[^\S\n]")
SECOND = {"1.": "", "1)": "", "a.": "", "a)": "", "2.": "1.", "2)": "1)", "b.": "a.", "b)": "a)"}
"""The item before each."""
SIGN_LENGTH = 30
"""Characters of the longest sign that stands alone."""
KEYCAP = "\u20e3"
SHORTENED = re.compile(r"(?<![^\W_])(?:[^\W\d_]{1,4}|\d{1,2})\.$")
"""May be an abbreviation or an ordinal, after which no sentence need end: "Dr.", "3."."""


@dataclass(frozen=True, slots=True)
class _Piece:
    """Lines that no blank line parts, and what is asked of each more than once, by their numbers.

    `width` is the length of the longest; `within`: a sentence ends within one; `prose`: or at its
    end. `full` are those that have no room for the next one's first word, and end no sentence.
    `apart` is whether one stands where it does on purpose: within wrapped text a line may begin
    like a mark by chance ("§ 35", "10:30"). `signs` are levels, as of headings with a sign;
    `labelled` have a label, such as "Hours: 9 to 5".
    """

    lines: Sequence[str]
    bare: Sequence[str]
    width: int
    within: bool
    prose: bool
    ends: Sequence[bool]
    full: Set[int]
    apart: Sequence[bool]
    signs: Sequence[int]
    labelled: Set[int]

    @classmethod
    def of(cls, lines: Sequence[str]) -> "_Piece":
        width = max(map(len, lines))
        bare = [line.strip() for line in lines]
        ends = [ends_sentence(line) for line in bare]
        within = any(SENTENCE_WITHIN.search(line) for line in lines)
        prose = within or any(ends)
        full = set(_full(lines, bare, ends, width)) if width >= WRAPPED else set()
        return cls(
            lines,
            bare,
            width,
            within,
            prose,
            ends,
            full,
            [not (prose and number - 1 in full) for number in range(len(lines))],
            [sign_level(line) for line in bare],
            {n for n, line in enumerate(lines) if ":" in line and LABELLED.match(line)},
        )

    def begins_anew(self, number: int) -> bool:
        """Tell whether a line can't go on with the one before in the middle of a sentence."""
        return not self.bare[number][:1].islower()

    def indent(self, number: int) -> int:
        """Return how many blanks stand before a line."""
        line = self.lines[number]
        return len(line) - len(line.lstrip())


def _full(
    lines: Sequence[str], bare: Sequence[str], ends: Sequence[bool], width: int
) -> Iterator[int]:
    """Give the lines that have no room for the next one's first word, and end no sentence."""
    for number in range(len(lines) - 1):
        length, following = len(lines[number].rstrip()), bare[number + 1]
        if length + 1 + len(following) <= width:
            continue
        first = following.split(None, 1)[0] if following else ""
        if length + 1 + len(first) > width and (
            not ends[number] or SHORTENED.search(bare[number][-8:])
        ):
            yield number


def runs(lines: Sequence[str], rows: Set[int]) -> Iterator[int]:
    """Give how many of the lines belong to each run, in order; `rows` are those of tables.

    Text is wrapped where it has sentences, and a line either had no room for the next one's first
    word or, in a text whose sentences end within lines, none of its own. What has a mark, a label
    or the cells of a table stands alone; what is indented below a list's item is its.
    """
    if len(lines) < 2:
        yield from [1] * len(lines)
        return
    piece = _Piece.of(lines)
    alone = _standing_alone(piece, rows)
    begin = 0
    listed = _is_listed(piece, begin)
    for number in range(1, len(lines)):
        if not _goes_on_with(piece, number, begin, alone, listed=listed):
            yield number - begin
            begin = number
            listed = _is_listed(piece, begin)
    yield len(lines) - begin


def _is_listed(piece: _Piece, number: int) -> bool:
    return LIST_MARK.match(piece.lines[number].lstrip()) is not None


def _goes_on_with(piece: _Piece, number: int, begin: int, alone: Set[int], *, listed: bool) -> bool:
    """Tell whether the run that begins at `begin` goes on with a line."""
    before = number - 1
    sign = len(piece.bare[before]) <= SIGN_LENGTH and BARE_SIGN.fullmatch(piece.bare[before])
    if sign and level_of(piece.bare[number]):
        return True
    if number in alone or (begin in piece.labelled and _ends_on_purpose(piece, number)):
        return False
    if listed and piece.indent(number) > piece.indent(begin):
        return not _had_room(piece, number)
    if piece.prose:
        return _goes_on(piece, number)
    return not piece.begins_anew(number) and (listed or before in piece.full)


def _ends_on_purpose(piece: _Piece, number: int) -> bool:
    """Tell whether what stands behind a label ends before a line, where there was room for more."""
    anew = piece.begins_anew(number) and not piece.lines[number][:1].isspace()
    return anew and number - 1 not in piece.full


def _had_room(piece: _Piece, number: int) -> bool:
    """Tell whether a line was ended on purpose, before one that begins anew."""
    line, following = piece.lines[number - 1].rstrip(), piece.lines[number].lstrip()
    word = following.split(None, 1)[0] if following else ""
    anew = following[:1].isupper() or LABELLED.match(following) is not None
    return anew and (piece.width < WRAPPED or len(line) + 1 + len(word) <= piece.width)


def _standing_alone(piece: _Piece, rows: Set[int]) -> set[int]:
    """Return the lines that begin a run, whatever the one before is."""
    lines, bare = piece.lines, piece.bare
    marked = {number for number in range(len(lines)) if _is_marked(piece, number)}
    marked |= _first_items(lines, marked)
    labelled = piece.labelled
    if not 2 * len(labelled) > len(lines) > 2:
        # Where most have labels, what stands above them is no sentence that was broken.
        labelled = {number for number in labelled if piece.apart[number]}
    timed = [(n, line) for n, line in enumerate(lines) if ":" in line or "<" in line]
    speakers = {number for number, line in timed if SPEAKER.match(line)}
    said = {number for number, line in timed if number in speakers or SAID.match(line)}
    signed = {
        number
        for number in range(1, len(lines))
        if piece.signs[number - 1]
        and piece.begins_anew(number)
        and piece.apart[number - 1]
        and piece.apart[number]
    }
    set_off = {number for number in range(len(lines)) if _is_set_off(piece, number)}
    drawn = {n for n, line in enumerate(bare) if line[:1] in LEVELS and UNDERLINE.fullmatch(line)}
    rows = {*rows, *drawn, *rules_of(lines, rows)}
    above = {1} if stands_above(bare[0], lines[1], piece.width) else set()
    above |= {
        number
        for number in range(1, len(lines))
        if lines[number][:1].isspace() and _is_indented_below(piece, number)
    }
    if GREETING.fullmatch(bare[0]):
        above.add(1)
    return (
        (marked if len(marked) > 1 or 0 in marked else set())
        | (labelled if len(labelled) > 1 else set())
        | said
        | {number + 1 for number in speakers}
        | signed
        | set_off
        | {number + 1 for number in set_off}
        | {number + 1 for number in rows}
        | rows
        | above
    )


def _first_items(lines: Sequence[str], marked: Set[int]) -> set[int]:
    """Return the lines that begin a list whose second item is known."""
    seconds = {SECOND[match[1]] for n in marked if (match := FIRST_OR_SECOND.match(lines[n]))}
    return {
        number
        for number, line in enumerate(lines if seconds else ())
        if (match := FIRST_OR_SECOND.match(line)) and match[1] in seconds
    }


def _is_marked(piece: _Piece, number: int) -> bool:
    bare = piece.bare[number]
    if bare[:2].isalpha():  # as most lines begin
        return piece.apart[number] and piece.signs[number] > 0
    if LIST_MARK.match(piece.lines[number].lstrip()) and (
        not bare[0].isalnum() or KEYCAP in bare[:3]
    ):
        return True
    return piece.apart[number] and bool(piece.signs[number] or MARKED.match(piece.lines[number]))


def _is_indented_below(piece: _Piece, number: int) -> bool:
    """Tell whether the line before may be a heading by being less indented."""
    deeper = piece.indent(number) >= piece.indent(number - 1) + 2
    below = deeper and piece.bare[number][:1].isupper()
    return below and level_of(piece.bare[number - 1]) > 0


def _is_set_off(piece: _Piece, number: int) -> bool:
    bare = piece.bare[number]
    if bare.startswith(DECORATION) and decorated_level(bare):
        return True
    return piece.apart[number] and len(bare) <= ABOVE and is_entry(bare)


def _goes_on(piece: _Piece, number: int) -> bool:
    """Tell whether a line of a text with sentences goes on in the next."""
    before = number - 1
    if before in piece.full:
        return True
    if piece.ends[before]:
        return False
    first = piece.bare[number][:1]
    if first.isdecimal() and piece.width < WRAPPED and not (piece.within or piece.ends[number]):
        return False  # a postal code, say
    long = piece.within and len(piece.lines[before]) >= NEARLY_EMPTY
    return first.islower() or first.isdecimal() or long

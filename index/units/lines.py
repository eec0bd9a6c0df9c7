"""Lines of a paragraph -> runs of them: wrapped text is one, a line that stands alone another."""

import re
from collections.abc import Iterator, Sequence, Set

from index.language.sentences import ends_sentence
from index.units.headings import (
    BARE_SIGN,
    GREETING,
    UNDERLINE,
    decorated_level,
    is_entry,
    level_of,
    sign_level,
    stands_above,
)
from index.units.marks import LABELLED, LIST_MARK, MARKED, SAID, SPEAKER
from index.units.tables import rules_of

SENTENCE_WITHIN = re.compile(r"[^\W\d_]{2}[.!?…][\"'»”’)\]]{0,3}[^\S\n]+\S")

WRAPPED = 50
"""Characters of the longest line from which on it can be a margin that breaks the lines."""

NEARLY_EMPTY = 20
"""Characters of a line that nobody wraps."""


FIRST_OR_SECOND = re.compile(r"\s{0,20}([12ab][.)])[^\S\n]")
SECOND = {"1.": "", "1)": "", "a.": "", "a)": "", "2.": "1.", "2)": "1)", "b.": "a.", "b)": "a)"}
"""The item before each."""
KEYCAP = "\u20e3"
SHORTENED = re.compile(r"(?<![^\W_])(?:[^\W\d_]{1,4}|\d{1,2})\.$")
"""May be an abbreviation or an ordinal, after which no sentence need end: "Dr.", "3."."""


def runs(lines: Sequence[str], rows: Set[int]) -> Iterator[int]:
    """Give how many of the lines belong to each run, in order; `rows` are those of tables.

    Text is wrapped where it has sentences, and a line either had no room for the next one's first
    word or, in a text whose sentences end within lines, none of its own. What has a mark, a label
    or the cells of a table stands alone; what is indented below a list's item is its.
    """
    if len(lines) < 2:
        yield from [1] * len(lines)
        return
    width = max(map(len, lines), default=0)
    within = any(SENTENCE_WITHIN.search(line) for line in lines)
    prose = within or any(ends_sentence(line) for line in lines)
    labelled = {n for n, line in enumerate(lines) if LABELLED.match(line)}
    alone = _standing_alone(lines, width, labelled, rows, prose=prose)
    length = 1
    begin = 0
    for number in range(1, len(lines)):
        pair = lines[number - 1 : number + 1]
        listed = LIST_MARK.match(lines[begin].lstrip()) is not None
        if BARE_SIGN.fullmatch(lines[number - 1].strip()) and level_of(lines[number].strip()):
            goes_on = True
        elif number in alone or (begin in labelled and _ends_on_purpose(pair, width)):
            goes_on = False
        elif listed and _indent(lines[number]) > _indent(lines[begin]):
            goes_on = not _had_room(pair, width)
        else:
            goes_on = _goes_on(pair, width, within=within) if prose else _wraps(pair, width, listed)
        if not goes_on:
            yield length
            length, begin = 0, number
        length += 1
    if lines:
        yield length


def _ends_on_purpose(pair: Sequence[str], width: int) -> bool:
    """Tell whether what stands behind a label ends in a line that had room for more."""
    anew = not pair[1].lstrip()[:1].islower() and not pair[1][:1].isspace()
    return anew and not _is_full(pair, width)


def _had_room(pair: Sequence[str], width: int) -> bool:
    """Tell whether a line was ended on purpose, before one that begins anew."""
    line, following = pair[0].rstrip(), pair[1].lstrip()
    word = following.split(None, 1)[0] if following else ""
    anew = following[:1].isupper() or LABELLED.match(following) is not None
    return anew and (width < WRAPPED or len(line) + 1 + len(word) <= width)


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _standing_alone(
    lines: Sequence[str], width: int, labelled: Set[int], rows: Set[int], *, prose: bool
) -> set[int]:
    """Return the lines that begin a run, whatever the one before is.

    Within wrapped text a line may begin like a mark by chance ("§ 35", "10:30").
    """
    apart = [
        not (prose and number and _is_full(lines[number - 1 : number + 1], width))
        for number in range(len(lines))
    ]
    marked = {n for n, line in enumerate(lines) if _is_marked(line, apart=apart[n])}
    marked |= _first_items(lines, marked)
    if not 2 * len(labelled) > len(lines) > 2:
        # Where most have labels, what stands above them is no sentence that was broken.
        labelled = {n for n in labelled if apart[n]}
    said = {n for n, line in enumerate(lines) if SPEAKER.match(line) or SAID.match(line)}
    said |= {n + 1 for n in said if SPEAKER.match(lines[n])}
    signed = {
        number
        for number in range(1, len(lines))
        if apart[number - 1]
        and apart[number]
        and sign_level(lines[number - 1].strip())
        and not lines[number].lstrip()[:1].islower()
    }
    set_off = {n for n, line in enumerate(lines) if _is_set_off(line.strip(), apart=apart[n])}
    drawn = {n for n, line in enumerate(lines) if UNDERLINE.fullmatch(line.strip())}
    rows = {*rows, *drawn, *rules_of(lines, rows)}
    above = {1} if len(lines) > 1 and stands_above(lines[0].strip(), lines[1], width) else set()
    above |= {
        number
        for number in range(1, len(lines))
        if lines[number][:1].isspace() and _is_unindented(lines[number - 1 : number + 1])
    }
    if GREETING.fullmatch(lines[0].strip()):
        above.add(1)
    return (
        (marked if len(marked) > 1 or 0 in marked else set())
        | (labelled if len(labelled) > 1 else set())
        | said
        | signed
        | set_off
        | {number + 1 for number in set_off}
        | {number + 1 for number in rows}
        | rows
        | above
    )


def _first_items(lines: Sequence[str], marked: set[int]) -> set[int]:
    """Return the lines that begin a list whose second item is known."""
    seconds = {SECOND[match[1]] for n in marked if (match := FIRST_OR_SECOND.match(lines[n]))}
    return {
        number
        for number, line in enumerate(lines)
        if (match := FIRST_OR_SECOND.match(line)) and match[1] in seconds
    }


def _is_marked(line: str, *, apart: bool) -> bool:
    bare = line.lstrip()
    if LIST_MARK.match(bare) and (not bare[0].isalnum() or KEYCAP in bare[:3]):
        return True
    return apart and bool(MARKED.match(line) or sign_level(bare.rstrip()))


def _is_unindented(pair: Sequence[str]) -> bool:
    """Tell whether a line may be a heading by what is indented below it."""
    deeper = _indent(pair[1]) >= _indent(pair[0]) + 2
    return deeper and pair[1].lstrip()[:1].isupper() and level_of(pair[0].strip()) > 0


def _is_set_off(bare: str, *, apart: bool) -> bool:
    return decorated_level(bare) > 0 or (apart and is_entry(bare))


def _wraps(pair: Sequence[str], width: int, listed: bool) -> bool:  # noqa: FBT001
    """Tell whether a line goes on in the next though none of them has a sentence's end."""
    return pair[1].lstrip()[:1].islower() and (listed or _is_full(pair, width))


def _is_full(pair: Sequence[str], width: int) -> bool:
    """Tell whether a line has no room for the next one's first word, and ends no sentence."""
    line, following = pair
    first = following.split(None, 1)[0] if following.strip() else ""
    full = width >= WRAPPED and len(line.rstrip()) + 1 + len(first) > width
    return full and (not ends_sentence(line) or SHORTENED.search(line.rstrip()[-8:]) is not None)


def _goes_on(pair: Sequence[str], width: int, *, within: bool) -> bool:
    line, following = pair
    if _is_full(pair, width):
        return True
    if ends_sentence(line):
        return False
    first = following.lstrip()[:1]
    if first.isdecimal() and width < WRAPPED and not within and not ends_sentence(following):
        return False  # a postal code, say
    return first.islower() or first.isdecimal() or (within and len(line) >= NEARLY_EMPTY)

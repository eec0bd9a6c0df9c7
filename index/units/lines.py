"""Lines of a paragraph -> runs of them: wrapped text is one, a line that stands alone another."""

import re
from collections.abc import Iterator, Sequence

from index.language.sentences import ends_sentence

MARKED = re.compile(
    r"\s{0,20}(?:"
    r"[-*•·▪◦‣–—][^\S\n]"  # of a list
    r"|\(?(?:\d{1,3}|[a-zA-Z])[.)][^\S\n]"
    r"|§[^\S\n]?\d"
    r"|\[?(?:\d{1,2}\.\d{1,2}\.\d{2,4},? )?\d{1,2}:\d{2}"  # when something was said
    r"|[QAFV]:[^\S\n]"
    r")"
)
LABELLED = re.compile(r"\s{0,20}[^\W\d_][^\s:]{0,30}(?: [^\s:]{1,30}){0,2}:[^\S\n]")
"""Such as "Opening hours: 9 to 12", where several lines begin so."""

ROW = " | "
"""Between the cells of a table's row, as the readers write it."""

SENTENCE_WITHIN = re.compile(r"[^\W\d_]{2}[.!?…][\"'»”’)\]]{0,3}[^\S\n]+\S")

WRAPPED = 50
"""Characters of the longest line from which on it can be a margin that breaks the lines."""

NEARLY_EMPTY = 20
"""Characters of a line that nobody wraps."""


def runs(lines: Sequence[str]) -> Iterator[int]:
    """Give how many of the lines belong to each run, in order.

    Text is wrapped where it has sentences, and a line either had no room for the next one's first
    word or, in a text whose sentences end within lines, none of its own. What has a mark, a label
    or the cells of a table stands alone.
    """
    alone = _standing_alone(lines)
    width = max(map(len, lines), default=0)
    within = any(SENTENCE_WITHIN.search(line) for line in lines)
    prose = within or any(ends_sentence(line) for line in lines)
    length = 0
    for number in range(len(lines)):
        if length and (
            number in alone
            or not prose
            or not _goes_on(lines[number - 1 : number + 1], width, within=within)
        ):
            yield length
            length = 0
        length += 1
    if length:
        yield length


def _standing_alone(lines: Sequence[str]) -> set[int]:
    marked = {number for number, line in enumerate(lines) if MARKED.match(line)}
    labelled = {number for number, line in enumerate(lines) if LABELLED.match(line)}
    rows = {number for number, line in enumerate(lines) if ROW in line}
    after = {number + 1 for number in rows}
    return (
        (marked if len(marked) > 1 or 0 in marked else set())
        | (labelled if len(labelled) > 1 else set())
        | rows
        | after
    )


def _goes_on(pair: Sequence[str], width: int, *, within: bool) -> bool:
    line, following = pair
    if ends_sentence(line):
        return False
    first = following.split(None, 1)[0] if following.strip() else ""
    full = width >= WRAPPED and len(line.rstrip()) + 1 + len(first) > width
    continued = first[:1].islower() or first[:1].isdecimal()
    return full or continued or (within and len(line) >= NEARLY_EMPTY)

"""Lines of a paragraph -> runs of them: wrapped text is one, a line that stands alone another."""

import re
from collections.abc import Iterator, Sequence

from index.language.sentences import ends_sentence

MARKED = re.compile(
    r"\s{0,20}(?:"
    r"[-*•·▪◦‣–—][^\S\n]"  # of a list
    r"|\(?(?:\d{1,3}|[a-zA-Z])[.)][^\S\n]"
    r"|\d{1,3}(?:\.\d{1,3}){1,4}\.?[^\S\n]"  # of a statute or a manual
    r"|§[^\S\n]?\d"
    r"|\[?(?:\d{1,2}\.\d{1,2}\.\d{2,4},? )?\d{1,2}:\d{2}"  # when something was said
    r"|\d{1,2}[.:]\d{2} Uhr"
    r"|[QAFV]:[^\S\n]"
    r")"
)
LIST_MARK = re.compile(r"(?:[-*+•·▪◦‣–—]|\(?(?:\d{1,3}|[a-zA-Z])[.)])[^\S\n]++")
"""How an item of a list begins."""

LABELLED = re.compile(r"\s{0,20}[^\W\d_][^\s:]{0,30}(?: [^\s:]{1,30}){0,2}:[^\S\n]")
"""Such as "Opening hours: 9 to 12", where several lines begin so."""

SPEAKER = re.compile(r"\s{0,20}\S.{0,40} — .{0,30}\d{1,2}:\d{2}(?: Uhr)?\s*$")
"""A line that tells who said at what time what follows, as Discord copies it."""

ROW = " | "
"""Between the cells of a table's row, as the readers write it."""

SENTENCE_WITHIN = re.compile(r"[^\W\d_]{2}[.!?…][\"'»”’)\]]{0,3}[^\S\n]+\S")

WRAPPED = 50
"""Characters of the longest line from which on it can be a margin that breaks the lines."""

NEARLY_EMPTY = 20
"""Characters of a line that nobody wraps."""


SHORTENED = re.compile(r"(?<![^\W_])(?:[^\W\d_]{1,4}|\d{1,2})\.$")
"""May be an abbreviation or an ordinal, after which no sentence need end: "Dr.", "3."."""


def runs(lines: Sequence[str]) -> Iterator[int]:
    """Give how many of the lines belong to each run, in order.

    Text is wrapped where it has sentences, and a line either had no room for the next one's first
    word or, in a text whose sentences end within lines, none of its own. What has a mark, a label
    or the cells of a table stands alone.
    """
    width = max(map(len, lines), default=0)
    within = any(SENTENCE_WITHIN.search(line) for line in lines)
    prose = within or any(ends_sentence(line) for line in lines)
    alone = _standing_alone(lines, width, prose=prose)
    length = 1
    for number in range(1, len(lines)):
        pair = lines[number - 1 : number + 1]
        if number in alone or not prose or not _goes_on(pair, width, within=within):
            yield length
            length = 0
        length += 1
    if lines:
        yield length


def rows_of(lines: Sequence[str]) -> set[int]:
    """Return which lines are rows of a table; one alone is none."""
    rows = {number for number, line in enumerate(lines) if ROW in line}
    return rows if len(rows) > 1 else set()


def _standing_alone(lines: Sequence[str], width: int, *, prose: bool) -> set[int]:
    """Return the lines that begin a run, whatever the one before is.

    Within wrapped text a line may begin like a mark by chance ("§ 35", "10:30").
    """
    apart = [
        not (prose and number and _is_full(lines[number - 1 : number + 1], width))
        for number in range(len(lines))
    ]
    marked = {n for n, line in enumerate(lines) if MARKED.match(line) and apart[n]}
    labelled = {n for n, line in enumerate(lines) if LABELLED.match(line) and apart[n]}
    said = {n for n, line in enumerate(lines) if SPEAKER.match(line)}
    rows = rows_of(lines)
    return (
        (marked if len(marked) > 1 or 0 in marked else set())
        | (labelled if len(labelled) > 1 else set())
        | said
        | {number + 1 for number in said | rows}
        | rows
    )


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
    return first.islower() or first.isdecimal() or (within and len(line) >= NEARLY_EMPTY)

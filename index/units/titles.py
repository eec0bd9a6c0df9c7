"""Which runs of a plain text are headings, told by how they are written and what they stand above.

Short lines in a row, each between blank lines, are looked at together: one before other text is a
heading, and a title may stand above it.
"""

import re
from collections.abc import Sequence
from itertools import pairwise

from index.language.months import day_names
from index.language.sentences import ends_sentence
from index.models import BlockKind
from index.units.headings import (
    BYLINE,
    DATED,
    DIGIT,
    FACT,
    LENGTH,
    LEVELS,
    NAMED,
    UNDERLINE,
    decorated_level,
    is_entry,
    level_of,
    sign_level,
    stands_above,
)
from index.units.marks import HOUR, LABELLED, LETTERED, NUMBERED, ROMAN, SAID, TIME
from index.units.runs import Run, is_same_sign
from index.units.tables import WEEKDAY

ASIDE = re.compile(r"\([^()\n]{0,80}\)")
ENTRY_LEVEL = 3
INDENTED = 2
"""Blanks before what stands below a line."""
FACTS = 6
"""Short lines below a heading that are looked at."""
ITEMS: frozenset[BlockKind] = frozenset({"item", "row", "header"})


def set_headings(told: list[Run], language: str) -> None:
    """Tell which runs are headings."""
    _set_entries(told)
    _set_days(told, language)
    alone: list[int] = []
    """Short lines in a row, each between blank lines."""
    for number, run in enumerate(told[:-1]):
        before, after = told[number - 1] if number else None, told[number + 1]
        level = run.level or _level(before, run, after) or _above_facts(told, number)
        if level:
            run.kind, run.level = "heading", level
        elif _is_alone(before, run, after):
            alone.append(number)
            if not _is_body(after, told, number + 1):
                continue
            _set_alone(told, alone)
        elif alone == [0] and after.apart and run.title and BYLINE.match(run.text):
            continue
        alone = []
    _set_alike(told)
    _raise_capitals(told)
    _lower_within_entries(told)
    _raise_title(told)


def _set_alike(told: Sequence[Run]) -> None:
    """Tell which short lines stand above text as the headings that are known do."""
    above = [
        run
        for run, after in pairwise(told)
        if run.kind == "heading" and run.title and not after.apart
    ]
    words = {run.title.split()[0] for run in above}
    for run, after in pairwise(told) if above else ():
        if run.kind != "paragraph" or after.apart or not run.apart or not run.title:
            continue
        alike = run.title.split()[0] in words or len(run.text) * 2 <= len(after.text)
        told_of = ends_sentence(after.text) and not after.text[0].islower()
        level = level_of(run.title) if alike and told_of and ", " not in run.text else 0
        if level:
            run.kind, run.level = "heading", level


def _raise_capitals(told: Sequence[Run]) -> None:
    """Let short headings in capitals stand as high as longer ones."""
    loud = [run for run in told if run.kind == "heading" and run.title.isupper()]
    loud = [run for run in loud if not _is_numbered(run)]
    if any(run.level == 1 for run in loud):
        for run in loud:
            run.level = 1


def _lower_within_entries(told: Sequence[Run]) -> None:
    """Let what parts an entry of a log, such as "Fixed", stand below its version."""
    within = False
    for run in told:
        if run.kind == "heading":
            entry = is_entry(run.text)
            within = within or entry
            if within and not entry:
                run.level = max(run.level, ENTRY_LEVEL + 1)


def _raise_title(told: Sequence[Run]) -> None:
    """Let a heading at the top stand above all those with a sign or a number after it."""
    headings = [run for run in told if run.kind == "heading"]
    if len(headings) < 2 or any(map(_is_numbered, headings[:1])):
        return
    above = told[: told.index(headings[0])]
    top = all(run.title and run.kind == "paragraph" for run in above)
    if top and any(map(_is_numbered, headings[1:])):
        headings[0].level = 1


def _is_numbered(run: Run) -> bool:
    return NUMBERED.match(run.title) is not None or sign_level(run.title) > 0


def _set_entries(told: Sequence[Run]) -> None:
    """Tell which versions or days are headings: those above a list, or of several above text."""
    entries = [
        number
        for number, run in enumerate(told[:-1])
        if run.kind == "paragraph" and is_entry(run.text) and not is_entry(told[number + 1].text)
    ]
    for number in entries:
        after = told[number + 1]
        if len(entries) > 1 or (after.kind == "item" and not after.apart):
            told[number].kind, told[number].level = "heading", ENTRY_LEVEL


def _set_days(told: Sequence[Run], language: str) -> None:
    """Tell the days, or stages, of a timetable by the hours below each, without a blank line.

    What is below each is deeper, or begins with an hour. They lead in to that and to nothing
    further.
    """
    start = 0
    for end in [*(n for n, run in enumerate(told) if run.apart and n), len(told)]:
        group = told[start:end]
        start = end
        if sum(map(_is_hour, group)) < 2:
            continue
        # What names all of them may stand above the first.
        for first in (0, 1):
            if days := _days(group[first:], language):
                for place, run in enumerate(group[first:]):
                    if place in days:
                        run.kind = "lead_in"
                    elif run.kind in {"paragraph", "message"}:
                        run.kind = "item"
                break


def _days(group: Sequence[Run], language: str) -> set[int]:
    """Return which lines stand above hours, if all others are below one of them.

    Where nothing is deeper, they have to say that they are days; one alone has to name its day.
    """
    deeper = [run.indent >= group[0].indent + INDENTED for run in group]
    below = [deep or _is_hour(run) for run, deep in zip(group, deeper, strict=True)]
    days = {place for place, run in enumerate(below) if not run}
    if 0 not in days or 2 * sum(map(_is_hour, group)) < sum(below):
        return set()
    if len(days) == 1 and not _names_day(group[0].text, language):
        return set()
    for place in days:
        run, after = group[place], place + 1
        named = any(deeper) or _is_day(run.text, language)
        if not (named and _is_short(run) and after < len(group) and below[after]):
            return set()
    return days


def _is_day(line: str, language: str) -> bool:
    return line.endswith(":") or DIGIT.search(line) is not None or _names_day(line, language)


def _names_day(line: str, language: str) -> bool:
    if WEEKDAY.match(line) or DATED.fullmatch(line):
        return True
    names = {name.casefold() for name in day_names(language)}
    return line.split(maxsplit=1)[0].strip(",.:").casefold() in names


def _is_hour(run: Run) -> bool:
    timed = run.kind == "message" and TIME.match(run.text) and not SAID.match(run.text)
    return bool(timed or (run.kind in {"paragraph", "item", "row"} and HOUR.match(run.text)))


def _is_short(run: Run) -> bool:
    """Tell whether a run may stand above others."""
    short = run.kind == "paragraph" and run.title and len(run.text) <= LENGTH
    return bool(short) and not ends_sentence(run.text.removesuffix(":"))


def _above_facts(told: Sequence[Run], number: int) -> int:
    """Return the level of a line above short ones that tell times, prices, an address; 0 if none.

    All of them do, or one of those below a single word.
    """
    run = told[number]
    if run.kind != "paragraph" or not run.apart or told[number + 1].apart or not run.title:
        return 0
    if FACT.match(ASIDE.sub("", run.text)):
        return 0
    below: list[Run] = []
    for after in told[number + 1 : number + 1 + FACTS]:
        if after.apart:
            break
        below.append(after)
    short = all(each.title and len(each.text) <= LENGTH for each in below)
    facts = [bool(FACT.match(each.text) or LABELLED.match(each.text)) for each in below]
    told_of = any(facts) if NAMED.fullmatch(run.text) else bool(facts) and all(facts)
    return level_of(run.title) if short and told_of and ", " not in run.text else 0


def _level(before: Run | None, run: Run, after: Run) -> int:
    """Return the level of the heading that a run is by itself; 0 if it isn't known to be one."""
    if run.kind not in {"paragraph", "message"} or not run.title:
        return 0
    if not after.apart and UNDERLINE.fullmatch(after.text) and len(run.text) <= LENGTH:
        return LEVELS[after.text[0]]
    if run.kind == "message":
        return 0
    if level := sign_level(run.title):
        return 0 if is_same_sign(level, before, after) else level
    return decorated_level(run.title) or _short_level(before, run, after)


def _short_level(before: Run | None, run: Run, after: Run) -> int:
    """Return the level of a short line that stands above what follows; 0 if it is none."""
    first = before is None or run.apart or before.kind in ITEMS
    numbered = run.mark in {"1", "a"} or NUMBERED.match(run.text)
    if before is not None and numbered:
        # In a section, "b) Deadlines" stands right below the text of the one before.
        first = first or before.kind == "heading" or ends_sentence(before.text)
    dated = not after.apart and (BYLINE.match(after.text) or DATED.fullmatch(after.text))
    above = (before is None and dated) or (first and _is_above(run, after))
    return level_of(run.title, first=before is None) if above else 0


def _is_alone(before: Run | None, run: Run, after: Run) -> bool:
    """Tell whether a short line between blank lines may be a heading."""
    parted = after.apart and (before is None or run.apart)
    usual = run.kind == "paragraph" and not sign_level(run.title)
    return parted and usual and level_of(run.title, first=before is None) > 0


def _is_above(run: Run, after: Run) -> bool:
    """Tell whether a line stands above what follows without a blank line."""
    if after.apart:
        return False
    if after.kind in ITEMS or run.text.isupper():
        return ", " not in run.text
    indented = after.indent >= run.indent + INDENTED and after.text[0].isupper()
    numbers = after.text[0].isdecimal() and NAMED.fullmatch(run.text)
    if indented or numbers or ROMAN.match(run.text):
        return True
    if NUMBERED.match(run.text) and not after.text[0].islower():
        below = NUMBERED.match(after.text)
        return "." in below["number"] if below else run.apart or ends_sentence(after.text)
    if LETTERED.match(run.text) and not after.text[0].islower():
        return ends_sentence(after.text) and after.mark != run.mark
    return stands_above(run.text, after.text, run.width)


def _is_body(run: Run, told: Sequence[Run], number: int) -> bool:
    """Tell whether a run is what a heading stands above."""
    if run.kind != "paragraph" or not run.title or ends_sentence(run.text):
        return True
    if sign_level(run.title) or run.text.endswith(","):
        return True
    more = number + 1 < len(told) and not told[number + 1].apart
    return more or (len(run.text) > LENGTH) or run.mark != ""


def _set_alone(told: Sequence[Run], alone: Sequence[int]) -> None:
    """Of short lines in a row, before other text, tell which are headings.

    One is, and a title may stand above it; of more none is known to be, but by a number.
    """
    for place, number in enumerate(alone):
        run = told[number]
        title = number == 0
        last = place == len(alone) - 1 and len(alone) <= 2
        if title or last or NUMBERED.match(run.text) or run.text.isupper():
            run.kind = "heading"
            run.level = 1 if title and len(alone) > 1 else level_of(run.title, first=title)

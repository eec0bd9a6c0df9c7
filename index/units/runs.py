"""Runs of a plain text's lines, and what each is: an item, a row, what was said when, a question.

That shows in how a run begins and in what stands around it.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from index.language.sentences import ends_sentence
from index.models import BlockKind
from index.units.headings import BARE_SIGN, level_of, sign_level
from index.units.lines import runs
from index.units.marks import (
    ASKED,
    LABELLED,
    LIST_MARK,
    NUMBERED,
    REPLY,
    ROMAN,
    SAID,
    SPEAKER,
    TIME,
)
from index.units.tables import header_of, is_row, rows_of

BLANK_LINE = re.compile(r"\n[^\S\n]*\n")
FENCE = re.compile(r"^[^\S\n]{0,3}```[^\n`]{0,40}$", re.MULTILINE)
"""The line above code and below it, as it is typed where Markdown is read."""
LINE = re.compile(r"[^\n]*\n?")
LOUD = re.compile(r"[A-ZÄÖÜ][A-ZÄÖÜ. -]{2,40}")
"""Who speaks, as minutes and plays write it."""

MARK_ENDS = (".", ")")
PLAIN_SIGNS = "-*+•·▪◦‣–—"
SYMBOL = "★"
"""Stands for any symbol: those of one list may differ, as where something is allowed or not."""

NEAR = 4
"""Runs within which the next message must begin for a blank line to stand within one."""
LONG_LIST = 50
"""Items within an item, at most, that are looked at to tell whether it has a next one."""


@dataclass(slots=True)
class Run:
    """Lines that belong together. `apart` is whether a blank line stands before them."""

    start: int
    end: int
    text: str
    indent: int
    apart: bool
    width: int
    """Of the longest line of what no blank line parts."""
    kind: BlockKind = "paragraph"
    level: int = 0
    label: bool = False

    @property
    def title(self) -> str:
        """What it says, if it is a line, or two of a heading such as "§ 3" has; else empty."""
        first, _, second = self.text.partition("\n")
        if not second:
            return first
        two = "\n" not in second and BARE_SIGN.fullmatch(first.rstrip())
        return f"{first.rstrip()} {second.strip()}" if two else ""

    @property
    def mark(self) -> str:
        """How it begins, if it does as an item of a list: a sign, or "1" for any number."""
        if self.text[0].isalpha() and self.text[1:2] not in MARK_ENDS:
            return ""
        match = LIST_MARK.match(self.text)
        if match is None or ROMAN.match(self.text):
            return ""
        sign = match[0].lstrip("(")[0]
        if sign.isdecimal():
            # "(1)" is a paragraph's number.
            return "" if self.text[0] == "(" else "1"
        if sign.isalpha():
            return "a"
        return sign if sign in PLAIN_SIGNS else SYMBOL


def runs_in(text: str, start: int, end: int) -> list[Run]:
    """Return the runs of a part of a text, and what each is."""
    return _messages(tell(list(_runs(text, start, end))))


def _runs(text: str, start: int, end: int) -> Iterator[Run]:
    """Give the runs of a part of a text."""
    fences = list(FENCE.finditer(text, start, end)) if text.find("```", start, end) >= 0 else []
    for opening, closing in zip(fences[::2], fences[1::2], strict=False):
        yield from _runs_apart(text, start, opening.start())
        # What says the code's language stays with it.
        begin = opening.end() if opening[0].strip() == "```" else opening.start()
        raw = text[begin : closing.start()]
        if kept := raw.strip():
            first = begin + len(raw) - len(raw.lstrip())
            yield Run(first, first + len(kept), kept, 0, apart=True, width=len(kept), kind="code")
        start = closing.end()
    yield from _runs_apart(text, start, end)


def _runs_apart(text: str, start: int, end: int) -> Iterator[Run]:
    """Give the runs of a part without code, by the blank lines in it."""
    places = [start]
    for match in BLANK_LINE.finditer(text, start, end):
        places += [match.start(), match.end()]
    places.append(end)
    for left, right in zip(places[::2], places[1::2], strict=True):
        lines = LINE.findall(text[left:right])
        bare = [line.rstrip("\n") for line in lines if line]
        if bare and left == start:
            # What stands before a part on its line belongs to its indentation, if it is blank.
            before = text[text.rfind("\n", 0, left) + 1 : left]
            bare[0] = before + bare[0] if before.isspace() else bare[0]
        yield from _runs_of(lines, bare, left)


def _runs_of(lines: Sequence[str], bare: Sequence[str], place: int) -> Iterator[Run]:
    rows = rows_of(bare)
    header = header_of(bare, rows)
    width = max(map(len, bare), default=0)
    number, apart = 0, True
    for count in runs(bare, rows):
        raw = "".join(lines[number : number + count])
        kept = raw.strip()
        if kept:
            start = place + len(raw) - len(raw.lstrip())
            indent = len(bare[number]) - len(bare[number].lstrip())
            run = Run(start, start + len(kept), kept, indent, apart, width)
            if number in rows:
                run.kind = "header" if number == header else "row"
            yield run
            apart = False
        number += count
        place += len(raw)


def tell(told: list[Run]) -> list[Run]:
    """Tell by their beginnings what runs are."""
    speakers, askers = _speakers(told)
    for number, run in enumerate(told):
        if run.kind != "paragraph":
            continue
        labelled = None if _is_signed(told, number) else LABELLED.match(run.text)
        label = labelled["label"] if labelled else ""
        if SAID.match(run.text) or SPEAKER.match(run.text) or TIME.match(run.text):
            run.kind = "message"
        elif ASKED.match(run.text) or label in askers:
            run.kind = "question"
        elif label in speakers:
            run.kind = "message"
        elif _is_listed(told, number):
            run.kind = "item"
        elif labelled and not REPLY.match(run.text) and _is_labelled_like(told, number):
            asks = run.text.endswith("?")
            run.kind, run.label = ("question", False) if asks else ("item", True)
    _list_led_in(told)
    _list_lone(told)
    _set_lone_rows(told)
    return told


def _set_lone_rows(told: Sequence[Run]) -> None:
    """Take for a row what is written like those of other tables, though none stands beside it."""
    if any(run.kind == "row" for run in told):
        for run in told:
            if run.kind == "paragraph" and run.title and is_row(run.text):
                run.kind = "row"


def _list_lone(told: Sequence[Run]) -> None:
    """Take for an item what begins with a sign as others do, though none stands beside it."""
    signed = [run for run in told if run.kind in {"item", "paragraph"}]
    signed = [run for run in signed if not run.text[0].isalnum()]
    marks = Counter(run.mark for run in signed)
    for run in signed:
        if run.mark and not run.mark.isalnum() and marks[run.mark] > 1:
            run.kind = "item"


def _list_led_in(told: Sequence[Run]) -> None:
    """Take short lines right below what leads in to them for items, though they have no mark."""
    led: list[Run] = []
    below = False
    for run in (*told, None):
        plain = run is not None and run.kind == "paragraph" and run.title
        if run is not None and plain and not run.apart and below and not ends_sentence(run.text):
            led.append(run)
            continue
        if len(led) > 1 and (run is None or run.apart):
            for each in led:
                each.kind = "item"
        led = []
        below = run is not None and run.kind == "paragraph" and run.text.endswith(":")


def _speakers(told: Sequence[Run]) -> tuple[set[str], set[str]]:
    """Return whose names stand before what they said, and who of them only asks."""
    said: Counter[str] = Counter()
    asked: Counter[str] = Counter()
    ended: Counter[str] = Counter()
    for run in told:
        match = LABELLED.match(run.text)
        spoken = run.kind == "paragraph" and not ASKED.match(run.text) and not sign_level(run.title)
        if match and spoken:
            said[match["label"]] += 1
            ended[match["label"]] += ends_sentence(run.text)
            asked[match["label"]] += run.text.endswith("?")
    # What is told of several things, such as their price, is no talk: it has no sentences.
    often = {label for label, times in said.items() if times > 1 and 2 * ended[label] >= times}
    loud = {label for label in said if LOUD.fullmatch(label)}
    if len(often) < 2 and not (len(loud) > 1 and sum(said[label] for label in loud) > 2):
        return set(), set()
    speakers = often | loud
    asking = {
        label for label in speakers if said[label] > 1 and asked[label] * 5 >= said[label] * 4
    }
    return speakers - asking, asking


def _is_listed(told: Sequence[Run], number: int) -> bool:
    """Tell whether a run is an item: one like it stands beside it, or what leads in to it."""
    run = told[number]
    if not run.mark or _heads_list(told, number):
        return False
    before = _not_within(told, number)
    listed = before is not None and before.kind == "item" and not before.label
    if before is not None and run.apart and before.mark != run.mark:
        listed = False
    if before is not None and (before.mark == run.mark or listed):
        goes_on = _follows(before, run) or (listed and not _restarts(before, run))
        if goes_on or not listed:
            return goes_on
    return bool(number and told[number - 1].text.endswith(":")) or _begins_list(told, number)


def _heads_list(told: Sequence[Run], number: int) -> bool:
    """Tell whether a run with a number stands above a list with signs that is no deeper."""
    run = told[number]
    after = told[number + 1] if number + 1 < len(told) else run
    signed = bool(after.mark) and not after.mark.isalnum() and after.indent <= run.indent
    below = signed and not after.apart
    return below and run.mark == "1" and run.apart and level_of(run.title) > 0


def _begins_list(told: Sequence[Run], number: int) -> bool:
    """Tell whether a run with a mark has a next one."""
    run = told[number]
    for after in told[number + 1 : number + 1 + NEAR]:
        if after.mark == run.mark:
            return _follows(run, after)
        within = not after.mark and not after.apart and after.indent > run.indent
        if (after.apart or not after.mark) and not within:
            return after.indent > run.indent and bool(after.mark)
    return False


def _not_within(told: Sequence[Run], number: int) -> Run | None:
    """Return the run before one, or before the items that are nested deeper, if it stands apart."""
    run, place = told[number], number - 1
    least = number - LONG_LIST if run.apart else place
    while place >= max(0, least) and _is_within(told[place], run):
        place -= 1
    return told[place] if place >= 0 else None


def _is_within(before: Run, run: Run) -> bool:
    """Tell whether a run before an item is deeper, as what belongs to the item before it."""
    text = before.kind == "paragraph" and not before.apart
    return before.indent > run.indent and (before.kind == "item" or text)


def _follows(run: Run, after: Run) -> bool:
    """Tell whether an item may be the next after another one."""
    if run.mark != "1" or not after.apart:
        return True
    numbers = _numbers(run, after)
    return numbers is None or numbers[1] == numbers[0] + 1


def _restarts(run: Run, after: Run) -> bool:
    """Tell whether a number after a list is lower, as where an agenda's points are dealt with."""
    numbers = _numbers(run, after) if after.apart and run.mark == after.mark == "1" else None
    return numbers is not None and numbers[1] < numbers[0]


def _numbers(run: Run, after: Run) -> tuple[int, int] | None:
    """Return the numbers of two runs; -1 for one such as 2.1."""
    first, second = NUMBERED.match(run.text), NUMBERED.match(after.text)
    if first is None or second is None:
        return None
    one, two = first["number"], second["number"]
    return int(one) if one.isdecimal() else -1, int(two) if two.isdecimal() else -1


def _is_labelled_like(told: Sequence[Run], number: int) -> bool:
    """Tell whether a run with a label has another beside it."""
    for near in (number - 1, number + 1):
        if 0 <= near < len(told):
            beside, other = told[near], told[max(near, number)]
            asked = ASKED.match(beside.text) or REPLY.match(beside.text)
            labelled = beside.kind == "paragraph" and LABELLED.match(beside.text) and not asked
            if (not other.apart or beside.title) and (
                beside.label or (labelled and not _is_signed(told, near))
            ):
                return True
    return False


def _is_signed(told: Sequence[Run], number: int) -> bool:
    """Tell whether a run is a heading with a sign, such as "TOP 2: Water"."""
    level = sign_level(told[number].title)
    after = told[number + 1] if number + 1 < len(told) else None
    return bool(level) and not is_same_sign(level, told[number - 1] if number else None, after)


def _messages(told: Sequence[Run]) -> list[Run]:
    """Add to each message what it goes on with, up to the next."""
    begins = [
        number
        for number, run in enumerate(told)
        if run.kind == "message" and (SAID.match(run.text) or SPEAKER.match(run.text))
    ]
    until = {number: number for number in range(len(told))}
    for number, following in pairwise([*begins, len(told)]):
        last = number
        while last + 1 < following and not told[last + 1].apart:
            last += 1
        if len(begins) > 1 and following < len(told) and following - number <= NEAR:
            last = following - 1
        until[number] = last
    for number, run in enumerate(told):
        time = TIME.match(run.text) if run.kind == "message" and number not in begins else None
        if time is not None and time.end() == len(run.text) and number + 1 < len(told):
            after = told[number + 1]
            # Hours below a day end with what no blank line parts.
            beside = run.apart or not after.apart
            until[number] = number + (beside and after.kind == "paragraph")
    joined: list[Run] = []
    number = 0
    while number < len(told):
        parts = told[number : until[number] + 1]
        run = parts[0]
        if len(parts) > 1:
            run.end, run.text = parts[-1].end, "\n".join(part.text for part in parts)
        joined.append(run)
        number += len(parts)
    return joined


def is_same_sign(level: int, before: Run | None, after: Run | None) -> bool:
    """Tell whether lines with such signs stand in a row, as in a table of contents."""
    if after is not None and sign_level(after.title) == level:
        return True
    return before is not None and before.kind != "heading" and sign_level(before.title) == level

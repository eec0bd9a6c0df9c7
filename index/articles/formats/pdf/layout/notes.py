"""Notes at a page's foot, and their marks in the text; exponents stay, as ⁶."""

import re
from collections.abc import Sequence

from index.articles.formats.pdf.layout.lines import Line

SMALL = 0.93
"""Of the text's size: what a note is printed in, at most."""

MARK = re.compile(r"(?P<mark>\d{1,3}|[*†‡§]{1,3}|[a-z])[.)]?")
RAISED_MARK = re.compile(
    r"[\[(]?(?P<marks>\d{1,3}(?:[,;–-]\d{1,3}){0,9}|[*†‡§]{1,3}|[a-z])[\])]?[.,]?"
)
BETWEEN = re.compile(r"[,;]")
UNIT = re.compile(r"(?<![^\W_])(?:[mcdkµnMG]?m|[cm]?s|[kM]?W|l|kg|g|h|Hz|K|N)$")
POWER = re.compile(r"[-–−+]?[23]|[-–−]\d")
YEAR = re.compile(r"(?<!\d)(?:1[5-9]|20)\d\d$")
SUPERSCRIPTS = str.maketrans("0123456789+-−–()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁻⁽⁾ⁿ")
POWER_OF = re.compile(r"(?<![^\W_])[a-zA-Z0-9]$|\)$")
"""What has a letter as an exponent; "Mᵐᵉ" has none."""
EXPONENT = re.compile(r"[-–−+]?[\dn]{1,4}")


def parted(lines: Sequence[Line], size: float) -> tuple[list[Line], list[list[Line]]]:
    """Return the lines of a text, and those of the notes below it, note by note.

    Notes are the small lines at the end from the first one that begins with a mark.
    """
    first = len(lines)
    while first and lines[first - 1].size <= SMALL * size:
        first -= 1
    while first < len(lines) and not _begins_note(lines[first]):
        first += 1
    notes: list[list[Line]] = []
    for line in lines[first:]:
        if _begins_note(line):
            notes.append([line])
        else:
            notes[-1].append(line)
    return list(lines[:first]), notes


def labels(notes: Sequence[Sequence[Line]]) -> set[str]:
    """Return how notes are marked."""
    found = (MARK.match(lines[0].words[0].text) for lines in notes)
    return {match["mark"] for match in found if match}


def without_marks(lines: Sequence[Line], known: set[str]) -> list[str]:
    """Take the marks of notes out of lines; return them. What else is raised is shown so.

    `known` are the marks of the notes that there are.
    """
    taken: list[str] = []
    for line in lines:
        kept = line.words[:1]
        for word in line.words[1:]:
            if word.raised and _is_mark(kept[-1].text, word.text, known):
                taken.append(word.text)
                if (end := word.text[-1]) in ".,":
                    kept[-1].text += end
            else:
                if word.raised and EXPONENT.fullmatch(word.text):
                    word.text = word.text.translate(SUPERSCRIPTS)
                elif word.raised and POWER_OF.search(kept[-1].text) and len(word.text) == 1:
                    word.text = f"^{word.text}"
                kept.append(word)
        line.words[:] = kept
    return taken


def _begins_note(line: Line) -> bool:
    first = line.words[0]
    if len(line.words) < 2 or not MARK.fullmatch(first.text):
        return False
    return first.raised or first.text.isdecimal() or not first.text.isalpha()


def _is_mark(before: str, raised: str, known: set[str]) -> bool:
    match = RAISED_MARK.fullmatch(raised)
    if match is None:
        return False
    marks = set(BETWEEN.split(match["marks"]))
    if raised[0] in "[(":
        return True
    if raised.isalpha():
        return raised in known
    if UNIT.search(before[-4:]) and POWER.fullmatch(raised):
        return False
    if before[-1:].isdecimal():
        # 10⁶, but 2020 with its note 5.
        return bool(YEAR.search(before)) or (bool(marks & known) and not before.endswith("10"))
    return True

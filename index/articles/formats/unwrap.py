"""Lines of a printed page -> paragraphs: hyphens at line ends mended, line breaks taken out.

A PDF only knows lines. A paragraph ends at a blank line; after a line with a sentence's end that
stops well before the margin; and around short lines that look like headings or list items.
"""

import re

HYPHENS = "-\u2010\u00ad"
SENTENCE_END = re.compile(r"[.!?…:;][\"'»«“”‘’)\]]*$")
LIST_ITEM = re.compile(r"(?:[•▪◦‣·*–—-]|\d{1,2}[.)]|[a-z]\))\s")
BEFORE_HYPHEN = re.compile(rf"(?<![^\W_])(?P<word>[^\W_]+)[{HYPHENS}]\Z")
ABBREVIATED = re.compile(r"(?:und|oder|bis|sowie|bzw|beziehungsweise|and|or|to)\b")
"""After "Vor-" these make "Vor- und Nachteile": the hyphen stands for the rest of a word."""

PAGE_NUMBER = re.compile(
    r"(?:Seite|Page|S\.|p\.)?\s*\d{1,4}(?:\s*(?:von|of|/)\s*\d{1,4})?|[-–]\s*\d{1,4}\s*[-–]"
)
"""As a page's first or last line; within the text a number is a number."""

FULL_LINE = 0.85
"""Share of the longest line's length; a line that is shorter left room for another word."""

HEADING_LINE = 0.6
"""Share of the longest line's length below which a line can be a heading."""


RUNNING_TEXT = 80
"""Characters of a paragraph that can't be a page's header, footer or number."""

END = 200
"""Characters at a text's end that decide how it goes on: more than `RUNNING_TEXT` and any word."""


class Growing:
    """A text to which lines and pages are added, each at the cost of its own length."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._end = ""
        self.length = 0

    def __str__(self) -> str:
        return "".join(self._parts)

    def begin(self, paragraph: str) -> None:
        """Add a paragraph."""
        self._add("\n\n" if self._parts else "", paragraph)

    def go_on(self, line: str) -> None:
        """Add the next line of the same paragraph.

        "Wieder-" + "aufnahme" is one word, "NATO-" + "Mission" and "Vor-" + "und" keep the hyphen.
        """
        hyphen = hyphen_between(self._end, line)
        if hyphen is None:
            self._add(" ", line)
            return
        if not hyphen:
            self._parts[-1], self._end = self._parts[-1][:-1], self._end[:-1]
            self.length -= 1
        self._add("", line)

    def continues(self, page: str) -> bool:
        """Tell whether a page goes on with the sentence that the text broke off."""
        last, first = self._end.rpartition("\n\n")[2], page.partition("\n\n")[0]
        if not last or not first or SENTENCE_END.search(last):
            return False
        return first[0].islower() or (len(last) >= RUNNING_TEXT and len(first) >= RUNNING_TEXT)

    def _add(self, between: str, text: str) -> None:
        self._parts += [between, text]
        self._end = (self._end + between + text[-END:])[-END:]
        self.length += len(between) + len(text)


def hyphen_between(line: str, following: str) -> str | None:
    """Return what of a hyphen at a line's end stays if the next line goes on with the word.

    None if it doesn't, or there is no hyphen.
    """
    match = BEFORE_HYPHEN.search(line, max(0, len(line) - END))
    if match is None or (ABBREVIATED.match(following) and not line.endswith("\u00ad")):
        return None
    goes_on = line.endswith("\u00ad") or _continues_word(match["word"], following)
    return "" if goes_on else line[-1]


def mended(text: str) -> str:
    """Return a text with the words whole that its line breaks divide, each on its first line."""
    lines = text.split("\n")
    done: list[str] = []
    for line in lines:
        following = line.lstrip(" \t")
        before = done[-1] if done else ""
        hyphen = hyphen_between(before, following) if following[:1].isalpha() else None
        if hyphen is None:
            done.append(line)
            continue
        word, _, rest = following.partition(" ")
        done[-1] = f"{before[:-1]}{hyphen}{word}"
        if rest.strip():
            done.append(line[: len(line) - len(following)] + rest)
    return "\n".join(done)


def unwrap(page: str) -> str:
    """Return a page's text with its paragraphs parted by blank lines."""
    lines = [line.strip() for line in page.strip().splitlines()]
    width = max(map(len, lines), default=0)
    text, previous = Growing(), ""
    for number, line in enumerate(lines, 1):
        apart = number in {2, len(lines)} and _has_page_number(previous, line, number)
        if line and previous and not apart and not _ends_paragraph(previous, line, width):
            text.go_on(line)
        elif line:
            text.begin(line)
        previous = line
    return str(text)


def _continues_word(word: str, line: str) -> bool:
    """Tell whether a line goes on with the word that a hyphen divided."""
    return line[0].islower() and not word.isdecimal() and not (word.isupper() and len(word) > 1)


def _has_page_number(previous: str, line: str, number: int) -> bool:
    edge = previous if number == 2 and PAGE_NUMBER.fullmatch(previous) else line
    return bool(PAGE_NUMBER.fullmatch(edge))


def _ends_paragraph(line: str, following: str, width: int) -> bool:
    if LIST_ITEM.match(following):
        return not BEFORE_HYPHEN.search(line)
    if SENTENCE_END.search(line):
        return len(line) < FULL_LINE * width
    return len(line) < HEADING_LINE * width and not following[0].islower() and not _hyphen(line)


def _hyphen(line: str) -> bool:
    return line[-1] in HYPHENS

"""Lines of a printed page -> paragraphs: hyphens at line ends mended, line breaks taken out.

A PDF only knows lines. A paragraph ends at a blank line; after a line with a sentence's end that
stops well before the margin; and around short lines that look like headings or list items.
"""

import re

HYPHENS = "-\u2010\u00ad"
SENTENCE_END = re.compile(r"[.!?…:;][\"'»«“”‘’)\]]*$")
LIST_ITEM = re.compile(r"(?:[•▪◦‣·*–—-]|\d{1,2}[.)]|[a-z]\))\s")
BEFORE_HYPHEN = re.compile(rf"(?P<word>[^\W_]+)[{HYPHENS}]$")
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


def unwrap(page: str) -> str:
    """Return a page's text with its paragraphs parted by blank lines."""
    lines = [line.strip() for line in page.strip().splitlines()]
    width = max(map(len, lines), default=0)
    text = previous = ""
    for number, line in enumerate(lines, 1):
        apart = number in {2, len(lines)} and _has_page_number(previous, line, number)
        if line and previous and not apart and not _ends_paragraph(previous, line, width):
            text = join(text, line)
        elif line:
            text = f"{text}\n\n{line}" if text else line
        previous = line
    return text


def join(text: str, line: str) -> str:
    """Continue `text` with the next line of the same paragraph.

    "Wieder-" + "aufnahme" is one word, "NATO-" + "Mission" and "Vor-" + "und" keep the hyphen.
    """
    match = BEFORE_HYPHEN.search(text)
    if match is None:
        return f"{text} {line}"
    word = match["word"]
    if text.endswith("\u00ad"):
        return text[:-1] + line
    if ABBREVIATED.match(line):
        return f"{text} {line}"
    if line[0].islower() and not word.isdecimal() and not (word.isupper() and len(word) > 1):
        return text[:-1] + line
    return text + line


def continues(text: str, page: str) -> bool:
    """Tell whether a page goes on with the sentence that the text before it broke off."""
    last, first = text.rpartition("\n\n")[2], page.partition("\n\n")[0]
    if not last or not first or SENTENCE_END.search(last):
        return False
    return first[0].islower() or (len(last) >= RUNNING_TEXT and len(first) >= RUNNING_TEXT)


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

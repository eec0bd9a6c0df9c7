"""Lines of a paragraph -> its text: hyphens at line ends mended, line breaks taken out."""

import re

HYPHENS = "-\u2010\u00ad"
SENTENCE_END = re.compile(r"[.!?…:;][\"'»«“”‘’)\]]*$")
BEFORE_HYPHEN = re.compile(rf"(?<![^\W_])(?P<word>[^\W_]+)[{HYPHENS}]\Z")
ABBREVIATED = re.compile(r"(?:und|oder|bis|sowie|bzw|beziehungsweise|and|or|to)\b")
"""After "Vor-" these make "Vor- und Nachteile": the hyphen stands for the rest of a word."""

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
    if not any(f"{hyphen}\n" in text for hyphen in HYPHENS):
        return text
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


def _continues_word(word: str, line: str) -> bool:
    """Tell whether a line goes on with the word that a hyphen divided."""
    return line[0].islower() and not word.isdecimal() and not (word.isupper() and len(word) > 1)

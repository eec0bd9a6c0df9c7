"""An answer's text without what its sources no longer say: struck, and no longer sure. Pure.

What was posted is taken as it is, line by line, for its sources may say something else by now.
"""

import re
from collections.abc import Collection
from functools import cache

from bot.asking.render import CERTAINTY, FIXED
from bot.i18n import TEXTS
from bot.markdown import escape
from index.i18n import LANGUAGES

SOURCE = re.compile(r"-# \*\*\\\[(?P<number>\d{1,3})\\\]\*\* ")
"""Begins the line below an excerpt that says where it is from."""
QUOTED = "> "
STRUCK = re.compile(r"(?P<mark>> |)~~(?P<text>[^\n]{1,4096})~~")
SHORT = re.compile(r"\*\*(?!\d{1,2}\. )[^\n]{1,4096}\*\*")
"""The words that answer; not one of several questions, which has its number."""


def struck(text: str, numbers: Collection[int]) -> str:
    """Strike what the sources of these numbers said, and nothing else that is struck.

    Where an answer has short words above its excerpt, these are the first one's.
    """
    lines = [_plain(line) for line in text.split("\n")]
    first = 0
    for place, line in enumerate(lines):
        if (source := SOURCE.match(line)) is None:
            continue
        if int(source["number"]) in numbers:
            lines[first:place] = map(_struck, lines[first:place])
        first = place + 1
    return "\n".join(lines)


def unsure(text: str) -> str:
    """Return a text, or a foot, without the lines that say how sure an answer is."""
    return "\n".join(line for line in text.split("\n") if not line.endswith(_said())).rstrip("\n")


@cache
def _said() -> tuple[str, ...]:
    """Return how sure an answer can be, in each language, as a foot and as a plain message's."""
    words = (*CERTAINTY.values(), FIXED)
    said = [TEXTS.text(language, each) for language in LANGUAGES for each in words]
    return (*said, *map(escape, said))


def _struck(line: str) -> str:
    if line.startswith(QUOTED):
        words = line.removeprefix(QUOTED)
        return f"{QUOTED}~~{words}~~" if words.strip() else line
    return f"~~{line}~~" if SHORT.fullmatch(line) else line


def _plain(line: str) -> str:
    found = STRUCK.fullmatch(line)
    return f"{found['mark']}{found['text']}" if found else line

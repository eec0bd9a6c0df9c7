"""How Discord's clients read Markdown, as a second opinion on `bot.markdown`.

Rules are tried in order at each place, as the clients' parser does. Whatever isn't plain text is
returned as a mark, so that a test can say which marks it expects.
"""

import re
from typing import NamedTuple

BLOCKS = {
    "heading": re.compile(r" *#{1,3}\s+"),
    "subtext": re.compile(r" *-# "),
    "list": re.compile(r" *(?:[-*+]|\d+\.)\s+"),
    "quote": re.compile(r" *>(?:>>)? "),
}
INLINE = {
    "escape": re.compile(r"\\([^0-9A-Za-z\s])"),
    "code": re.compile(r"(`+)([\s\S]*?[^`])\1(?!`)"),
    "autolink": re.compile(r"<(?:https?|steam|mailto):[^\s>]+>"),
    "url": re.compile(r"(?:https?|steam)://[^\s<]+"),
    "masked link": re.compile(r"\[((?:\[[^\]]*\]|[^\[\]]|\](?=[^\[]*\]))*)\]\(\s*<?[^\s]+?>?\s*\)"),
    "mention": re.compile(r"<(?:@[!&]?|#)\d+>|@(?:everyone|here)|<id:\w+>"),
    "command": re.compile(r"</[^:\n]+:\d+>"),
    "timestamp": re.compile(r"<t:-?\d+(?::[tTdDfFRsS])?>"),
    "custom emoji": re.compile(r"<a?:\w+:\d+>"),
    "emoji": re.compile(r":([\w+~-]+):"),
    "strong": re.compile(r"\*\*((?:\\[\s\S]|[^\\])+?)\*\*(?!\*)"),
    "underline": re.compile(r"__((?:\\[\s\S]|[^\\])+?)__(?!_)"),
    "emphasis": re.compile(r"([*_])(?=\S)((?:\\[\s\S]|(?!\1)[^\\])+?)\1(?!\1)"),
    "strike": re.compile(r"~~([\s\S]+?)~~(?!_)"),
    "spoiler": re.compile(r"\|\|([\s\S]+?)\|\|"),
}


class Shown(NamedTuple):
    """What a reader sees: the text, and each mark with the text it stands on."""

    text: str
    marks: list[tuple[str, str]]


def read(markdown: str) -> Shown:
    """Read a message or an embed's text."""
    lines = [_read_line(line) for line in markdown.split("\n")]
    return Shown("\n".join(line.text for line in lines), [m for line in lines for m in line.marks])


def _read_line(line: str) -> Shown:
    for name, rule in BLOCKS.items():
        if found := rule.match(line):
            rest = _read_line(line[found.end() :])
            return Shown(rest.text, [(name, rest.text), *rest.marks])
    return _read_inline(line)


def _read_inline(text: str) -> Shown:
    shown, marks, at = "", [], 0
    while at < len(text):
        name, found = _first(text, at)
        if found is None:
            shown, at = shown + text[at], at + 1
            continue
        at = found.end()
        if name == "escape":
            shown += found[1]
        elif name in {"strong", "underline", "strike", "spoiler", "emphasis"}:
            inner = _read_line(found[found.re.groups])
            shown += inner.text
            marks += [(name, inner.text), *inner.marks]
        else:
            shown += found[0]
            marks.append((name, found[0]))
    return Shown(shown, marks)


def _first(text: str, at: int) -> tuple[str, re.Match[str] | None]:
    for name, rule in INLINE.items():
        if found := rule.match(text, at):
            return name, found
    return "", None

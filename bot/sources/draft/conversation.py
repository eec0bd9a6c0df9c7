"""Messages of several people -> one Markdown document: who wrote what, and when. Pure.

Each message stands under a heading of its own, and stays within it: what is Markdown in files but
not in Discord is made text, so that nothing a person typed swallows the next message.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import discord

from bot.markdown import SPOILER, one_line
from bot.sources.draft.typed import as_markdown

CODE = re.compile(r"```[\s\S]*?```|(?<!`)`[^`\n]+`(?!`)")
OWN_TITLE = re.compile(r"^(?P<signs>#{1,3})(?=[^\S\n]+\S)", re.MULTILINE)
BARE_LINE = re.compile(r"^[^\S\n]*(?P<sign>[-=_*~])(?=(?P=sign)*[^\S\n]*$)", re.MULTILINE)
"""A line that would be a heading's underline or a break; for Discord it is text."""
BLOCK = re.compile(
    r"^(?P<before>[^\S\n]*)(?=:::|!!!|\?\?\?|===|~~~|#(?!#{0,2}[^\S\n])|\\[a-zA-Z])", re.MULTILINE
)
"""What begins a block in some dialect, or a line that programs take for their own."""
DEFINITION = re.compile(r"^(?P<name>[^\S\n]*\*?\[[^\]\n]{1,200}\]):", re.MULTILINE)
TAG = re.compile(r"<(?!https?://)")
PAIRED = ("{%", "{{", "{:", "{!", "{.", "{#", "%%", "[[")
"""What begins something that programs fill in: templates, comments, links of wikis."""
FENCED = re.compile(r"```(?:(?P<info>[\w+.#-]{1,20})\n)?(?P<body>[\s\S]*?)```")
INLINE = re.compile(r"[\\*_~|`<\[\]#]")
"""What a heading may not have as a sign."""


@dataclass(frozen=True, slots=True)
class Said:
    """A message: who wrote it, when, and its words as they are typed in Discord."""

    author: str
    at: datetime
    text: str


@dataclass(frozen=True, slots=True)
class Talk:
    """Messages in order of time, and the name of the post that they are in, if there are more."""

    messages: Sequence[Said]
    name: str = ""


def document_of(talks: Sequence[Talk], guild: discord.Guild | None) -> str:
    """Return what was said as Markdown: a heading for each post with a name, and each message."""
    parts = []
    for talk in talks:
        depth = 2
        if talk.name:
            parts.append(f"## {_heading(talk.name)}")
            depth = 3
        for said in talk.messages:
            who = _heading(f"{said.author}, {said.at:%Y-%m-%d %H:%M} UTC")
            body = contained(as_markdown(said.text, guild), depth)
            parts += [f"{'#' * depth} {who}", body]
    return "\n\n".join(parts) + "\n"


def contained(text: str, depth: int) -> str:
    """Return a message's Markdown so that it ends with it; its headings are deeper than `depth`."""
    parts, place = [], 0
    for code in CODE.finditer(text):
        parts.append(_plain(text[place : code.start()], depth))
        parts.append(_code(code[0]))
        place = code.end()
    parts.append(_plain(text[place:], depth))
    return "".join(parts).strip()


def _code(code: str) -> str:
    """Return code with its marks, those of a block on lines of their own."""
    fenced = FENCED.fullmatch(code)
    if fenced is None:
        return code
    body = fenced["body"].strip("\n")
    return f"\n```{fenced['info'] or ''}\n{body}\n```\n"


def _plain(text: str, depth: int) -> str:
    text = DEFINITION.sub(r"\g<name>\:", text)
    text = BLOCK.sub(r"\g<before>" + r"\\", text)
    text = OWN_TITLE.sub(lambda found: "#" * min(6, depth + len(found["signs"])), text)
    text = BARE_LINE.sub(lambda found: found[0][: -len(found["sign"])] + "\\" + found["sign"], text)
    text = TAG.sub(r"\<", text).replace("```", r"\`\`\`")
    for pair in PAIRED:
        text = text.replace(pair, f"{pair[0]}\\{pair[1]}")
    return _closed(text)


def _closed(text: str) -> str:
    """Return a text in which no spoiler is open at its end: for Discord that is none."""
    parts, place = [], 0
    for hidden in SPOILER.finditer(text):
        parts += [text[place : hidden.start()].replace("||", "| |"), hidden[0]]
        place = hidden.end()
    return "".join([*parts, text[place:].replace("||", "| |")])


def _heading(text: str) -> str:
    return INLINE.sub(r"\\\g<0>", one_line(text))

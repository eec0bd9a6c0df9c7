"""Text -> Discord's Markdown that shows exactly that text, quoted and cut where needed.

Discord's Markdown is its own dialect: a backslash before any character that isn't a letter, a digit
or white space shows that character; blocks (headings, lists, quotes, subtext) begin at a line.
"""

import bisect
import itertools
import re
from collections.abc import Callable, Sequence

ELLIPSIS = " …"

WORD = re.compile(r"\S+")

INLINE = re.compile(
    r"""
    [\\*_~|`<\[\]@]           # emphasis, spoilers, code, mentions, timestamps, emoji, links
    | :(?=//|[\w+~-]+:)       # bare links, :emoji:
    """,
    re.VERBOSE,
)
BLOCK = re.compile(r"^(\s*)([-+=#>])|^(\s*\d+)([.)])(?=\s|$)")
"""Headings, lists, quotes, subtext and, for stricter renderers, underlined headings."""

LINE_BREAKS = re.compile("\r\n?|[\v\f\x1c-\x1e\x85\u2028\u2029]")
UNSENDABLE = re.compile("[\x00-\x08\x0e-\x1b\x1f\x7f\ud800-\udfff]")
"""Control characters and halves of UTF-16 pairs."""


def width(text: str) -> int:
    """Count as the stricter of Discord's two sides does.

    The API counts code points (discord/discord-api-docs, issue 1315), its clients UTF-16 units.
    """
    return len(text.encode("utf-16-le")) // 2


def clean(text: str) -> str:
    """Make every line break the one that Discord knows, and show what can't be sent as "\ufffd"."""
    return UNSENDABLE.sub("\N{REPLACEMENT CHARACTER}", LINE_BREAKS.sub("\n", text))


def one_line(text: str) -> str:
    """Return a text that can be sent, without line breaks and doubled spaces."""
    return " ".join(clean(text).split())


def escape(text: str) -> str:
    """Return Markdown that reads as `text`. Links and mentions in it are text, too."""
    return "\n".join(_escape_line(line) for line in text.split("\n"))


def _escape_line(line: str) -> str:
    line = INLINE.sub(r"\\\g<0>", line)
    return BLOCK.sub(lambda m: f"{m[1] or m[3] or ''}\\{m[2] or m[4]}", line)


def quote(text: str, bold: slice = slice(0, 0), hidden: Sequence[slice] = ()) -> str:
    """Return `text` as a block quote; the characters in `bold` are bold, line by line.

    So are those in `hidden` spoilers (`hidden_in`), whose own marks aren't shown. They may begin
    before the text, and end after it.
    """
    lines, start = [], 0
    for line in text.split("\n"):
        shown, place = "", 0
        for span in hidden:
            begins, ends = (min(max(at - start, 0), len(line)) for at in (span.start, span.stop))
            inner = _within(line, start, slice(span.start + MARK, span.stop - MARK), bold)
            shown += _within(line, start, slice(start + place, start + begins), bold)
            shown += f"||{inner}||" if inner.strip() else inner
            place = max(place, ends)
        if place and not shown and line[place : place + 1] == " ":
            # Of a spoiler that ends here only its mark is left.
            place += 1
        shown += _within(line, start, slice(start + place, start + len(line)), bold)
        lines.append(f"> {shown}")
        start += len(line) + 1
    return "\n".join(lines)


def _within(line: str, start: int, part: slice, bold: slice) -> str:
    """Return what of a line, beginning at `start`, is in `part`; what is in `bold`, too, bold."""
    begins, ends = (min(max(at - start, 0), len(line)) for at in (part.start, part.stop))
    opens = min(max(bold.start - start, begins), max(begins, ends))
    closes = min(max(bold.stop - start, opens), max(begins, ends))
    marked = escape(line[opens:closes])
    if marked.strip():
        marked = f"**{marked}**"
    return f"{escape(line[begins:opens])}{marked}{escape(line[closes:ends])}"


SPOILER = re.compile(r"(?<![\w|])\|\|(?=[^\s|])(?:[^|]|\|(?!\|)){1,4000}(?<=\S)\|\|")
MARK = len("||")


def hidden_in(text: str, start: int = 0) -> list[slice]:
    """Return what of a source is hidden until somebody taps on it, with its marks, in order.

    Counted from `start`, where an excerpt begins that may hold a part of it.
    """
    if "||" not in text:
        return []
    return [slice(at.start() - start, at.end() - start) for at in SPOILER.finditer(text)]


def without_hidden(text: str) -> str:
    """Return a text for where nothing can be hidden, with "…" in the place of what is."""
    return SPOILER.sub("…", text) if "||" in text else text


UNITS = re.compile(
    r"(?P<code>```(?P<info>[^\s`]*\n)?(?P<body>[\s\S]*?)```)"
    r"|(?P<spoiler>(?<!\\)\|\|(?P<hidden>(?:\\[\s\S]|[^\\])+?)\|\|)"
)
"""What must not be left open at the end of a message."""


def split(markdown: str, limit: int) -> list[str]:
    """Cut Markdown into messages of at most `limit`, at empty lines, lines or words.

    Code blocks and spoilers stay whole. One that is too long for a message by itself is closed
    where it is cut and opened again in the next.
    """
    for separator in ("\n\n", "\n", " "):
        units = _units(markdown, separator, limit)
        if all(width(unit) <= limit for unit in units):
            break
    else:
        units = [part for unit in units for part in _broken(unit, limit)]
    messages = [""]
    for unit in units:
        if width(messages[-1] + unit.rstrip()) > limit:
            messages.append("")
        messages[-1] += unit
    return [message.strip("\n") for message in messages if message.strip()]


def _units(markdown: str, separator: str, limit: int) -> list[str]:
    """Divide after each separator that is in no code block or spoiler, the larger parts first."""
    if width(markdown) <= limit:
        return [markdown]
    kept = [found.span() for found in UNITS.finditer(markdown)]
    cuts, end = [edge for pair in kept for edge in pair], 0
    while end := markdown.find(separator, end) + 1:
        end += len(separator) - 1
        unit = bisect.bisect_left(kept, (end,)) - 1
        if unit < 0 or end >= kept[unit][1]:
            cuts.append(end)
    edges = sorted({0, *cuts, len(markdown)})
    return [markdown[start:end] for start, end in itertools.pairwise(edges)]


def _broken(unit: str, limit: int) -> list[str]:
    if width(unit) <= limit:
        return [unit]
    opening, inner, closing = "", unit, ""
    if found := UNITS.fullmatch(unit.strip()):
        if found["code"]:
            opening, inner, closing = f"```{found['info'] or ''}", found["body"], "```"
        else:
            opening, inner, closing = "||", found["hidden"], "||"
    room = limit - width(opening + closing)
    if room < limit // 2:
        opening, inner, closing, room = "", unit, "", limit
    pieces = []
    while inner:
        lengths = range(1, min(len(inner), max(room, 0)) + 1)
        end = bisect.bisect_right(lengths, room, key=lambda n: width(inner[:n]))
        # Nothing is cut behind the backslash that belongs to what follows.
        end -= end < len(inner) and (len(inner[:end]) - len(inner[:end].rstrip("\\"))) % 2
        end = max(1, end)
        pieces.append(f"{opening}{inner[:end]}{closing}")
        inner = inner[end:]
    return pieces


def fit(text: str, limit: int, show: Callable[[str], str] = escape) -> str:
    """Show as much of `text` as `limit` allows; what is cut ends at a word, with an ellipsis.

    `show` gets plain text and returns closed Markdown, so that a cut never falls inside of it; the
    more text it gets, the longer its result must be, and never shorter than that text. So of a long
    one only the beginning is looked at.
    """
    if len(text) <= limit and width(whole := show(text)) <= limit:
        return whole
    text = text[: max(0, limit + 1)]

    def shown(end: int) -> str:
        return show(text[:end]) + ELLIPSIS

    words = [match.end() for match in WORD.finditer(text)]
    for ends in (words, range(len(text))):
        if fitting := bisect.bisect_right(ends, limit, key=lambda end: width(shown(end))):
            return shown(ends[fitting - 1])
    return ""

"""MDX, Markdown with components -> its text: what is computed is left out, and named."""

import re
from collections.abc import Iterator

from index.articles import frontmatter
from index.articles.cleaning import clean
from index.articles.drafting import Content
from index.articles.formats.html import fragments
from index.articles.formats.markdown.inline import gap
from index.articles.formats.markdown.reading import parser, rendered
from index.articles.metadata import Metadata
from index.articles.omissions import Omission
from index.articles.structure import lay_out, without_title
from index.articles.titles import title_of

MDX = parser().disable("code")
"""Text within components is indented, and is no code."""

FENCE = re.compile(r"[^\S\n]{0,40}(`{3,}|~{3,})")
STATEMENT = re.compile(
    r"(?:import|export)(?:\s{1,5}(?:default|const|let|var|function|class|async|type)\b"
    r"|\s{0,5}[{\"'*]|\s{1,5}[\w$, {}*]{1,500}\sfrom\s)"
)
"""How a line of code at the level of the text begins."""
CODE_SPAN = re.compile(r"(?<!`)(`{1,5})(?!`)([^`\n]{1,500})\1(?!`)")
STRING = re.compile(r"\s*(?:\"([^\"\\\n]{0,500})\"|'([^'\\\n]{0,500})'|`([^`$\\\n]{0,500})`)\s*")
TAG = re.compile(
    r"<(?P<end>/?)(?:(?P<name>[A-Za-z][\w.:-]{0,80})(?![\w.:-])"
    r"(?P<said>(?:[^<>\"']|\"[^\"]{0,2000}\"|'[^']{0,2000}')*+))?>"
)
LABELS = tuple(
    re.compile(rf"\s{name}=(?:\"([^\"]{{1,300}})\"|'([^']{{1,300}})')")
    for name in ("label", "title", "summary", "heading", "header", "alt")
)
"""How components say what stands above what they hold, or in its place."""
VALUE = re.compile(r"\svalue=(?:\"([^\"]{1,300})\"|'([^']{1,300})')")
NOTES = {"note", "tip", "warning", "danger", "caution", "info", "important"}
HELD = re.compile(r"\0([0-9]{1,9})\0")
OPENED, CLOSED = "\0(", "\0)"
"""Lines that stand where a component begins and ends."""
BEFORE = 200
"""Characters in which a line is looked at for whether a component begins it."""


def read(text: str, *, source: str) -> Content:
    """Read a text; without a title in its front matter, the first heading of level 1 is it.

    Raises:
        ArticleFrontMatterError: it begins with a front matter that can't be read.
        ArticleError: HTML in it can't be read, as in `fragments`.
    """
    metadata, text, untold = frontmatter.split(clean(text), source)
    resolving = _Resolving()
    html, left = rendered(resolving.markdown(text), MDX, source=source)
    fragment = fragments.read(html, source=source)
    metadata = metadata.over(Metadata(title=title_of(fragment.nodes)))
    return Content(
        metadata=metadata,
        layout=lay_out(without_title(fragment.nodes, metadata.title)),
        dropped=fragment.hidden,
        hidden=fragment.hidden,
        scripts=fragment.scripts,
        omissions=[
            *untold,
            *fragment.omissions,
            Omission("markup", len(resolving.left), ", ".join(resolving.left)),
            Omission("comments", resolving.comments),
            *left,
        ],
    )


class _Resolving:
    """Makes Markdown of MDX, piece by piece between blocks of code."""

    def __init__(self) -> None:
        self.left: list[str] = []
        self.comments = 0
        self._held: list[str] = []
        self._open: list[tuple[str, str]] = []
        """Components that are open, with what ends them."""

    def markdown(self, text: str) -> str:
        """Return the text as Markdown."""
        pieces = (
            piece.replace("\0", "") if is_code else self._resolved(piece)
            for is_code, piece in _pieces(text)
        )
        return "\n".join(_dedented("\n".join(pieces).split("\n")))

    def _resolved(self, text: str) -> str:
        text = CODE_SPAN.sub(self._hold, text.replace("\0", ""))
        text = "\n".join(self._without_statements(text.split("\n")))
        text = TAG.sub(self._component, self._without_expressions(text))
        return HELD.sub(lambda held: self._held[int(held[1])], text)

    def _hold(self, span: re.Match[str]) -> str:
        self._held.append(span[0])
        return f"\0{len(self._held) - 1}\0"

    def _without_statements(self, lines: list[str]) -> Iterator[str]:
        """Leave out what is imported and exported: from such a line to the next blank one."""
        inside, may_begin = False, True
        for line in lines:
            if may_begin and STATEMENT.match(line):
                self.left.append(" ".join(line.split()[:2]))
                inside = True
            if not line.strip():
                inside = False
            may_begin = inside or not line.strip()
            if not inside:
                yield line

    def _without_expressions(self, text: str) -> str:
        """Leave out what stands in braces, unless it is just a text."""
        parts, start = [], 0
        for begin, end in _braces(text):
            parts.append(text[start:begin])
            shown = self._value(text[begin + 1 : end - 1], text[begin - 1 : begin] == "=")
            parts.append(gap(text, begin, end) if shown is None else shown)
            start = end
        return "".join([*parts, text[start:]])

    def _value(self, inside: str, is_attribute: bool) -> str | None:  # noqa: FBT001
        """Return what an expression shows; None if only a program knows."""
        if string := STRING.fullmatch(inside):
            shown = next(filter(None, string.groups()), "")
            return f'"{shown}"' if is_attribute else shown
        if inside.startswith(("#", ".", ":")):
            return f"{{{inside}}}"  # of Markdown, such as a heading's name
        if inside.lstrip().startswith("/*"):
            self.comments += 1
        elif not is_attribute:
            self.left.append("{" + HELD.sub("", inside[:BEFORE]) + "}")
            return None
        return '""' if is_attribute else ""

    def _component(self, tag: re.Match[str]) -> str:
        """Return what of Markdown or HTML stands for a component's tag."""
        name, said = tag["name"] or "", tag["said"] or ""
        if name and name[0].islower() and "." not in name:
            return tag[0]
        if tag["end"]:
            return self._closed(name)
        if said.endswith("/"):
            words = _said(said) or ""
            if not words:
                self.left.append(f"<{name}>")
            return words
        before = tag.string[max(0, tag.start() - BEFORE) : tag.start()].rpartition("\n")[2]
        indent = before[: len(before) - len(before.lstrip())]
        # Those with labels may stand beside each other on a line, each with its own text.
        beside = before.lstrip()[:1] == "<" and before.rstrip()[-1:] == ">" and _said(said)
        is_block = bool(beside) or not before.strip()
        label = _said(said) or (name if name.lower() in NOTES else "")
        if is_block and not label and name.lower().endswith(("tab", "tabitem")):
            value = VALUE.search(f" {said}")
            label = (value[1] or value[2]) if value else ""
        if not is_block or not name:
            self._open.append((name, ""))
            return ""
        start, end = (f"<details><summary>{label}</summary>", "</details>") if label else ("", "")
        self._open.append((name, f"\n{CLOSED}\n\n{indent}{end}\n\n" if end else f"\n{CLOSED}\n"))
        return f"{start}\n\n{indent}{OPENED}\n"

    def _closed(self, name: str) -> str:
        if self._open and self._open[-1][0] == name:
            return self._open.pop()[1]
        return ""


def _dedented(lines: list[str]) -> Iterator[str]:
    """Yield lines without the indentation of the components that they are in."""
    shown: list[int] = []
    """How far each component is indented in the result."""
    cut: list[int | None] = []
    """How much of their indentation the lines in each lose, which their first one tells."""
    for line in lines:
        own = len(line) - len(line.lstrip(" "))
        outer = cut[-1] or 0 if cut else 0
        if line[own:] == OPENED:
            shown.append(max(0, own - outer))
            cut.append(None)
        elif line == CLOSED:
            shown.pop()
            cut.pop()
        elif cut and line.strip():
            if cut[-1] is None:
                cut[-1] = outer = max(0, own - shown[-1])
            yield line[min(own, outer) :]
        else:
            yield line


def _pieces(text: str) -> Iterator[tuple[bool, str]]:
    """Yield blocks of code and what stands between them."""
    lines: list[str] = []
    fence = ""
    for line in text.split("\n"):
        mark = FENCE.match(line)
        if fence:
            lines.append(line)
            if mark and mark[1].startswith(fence) and not line[mark.end() :].strip():
                yield True, "\n".join(lines)
                lines, fence = [], ""
        elif mark:
            yield False, "\n".join(lines)
            lines, fence = [line], mark[1]
        else:
            lines.append(line)
    yield bool(fence), "\n".join(lines)


def _braces(text: str) -> Iterator[tuple[int, int]]:
    """Yield where expressions in braces begin and end, the outermost of those within others."""
    open_at: list[int] = []
    found: list[tuple[int, int]] = []
    escaped = False
    for place, sign in enumerate(text):
        if sign == "{" and not escaped:
            open_at.append(place)
        elif sign == "}" and open_at and not escaped:
            begin = open_at.pop()
            while found and found[-1][0] > begin:
                found.pop()
            found.append((begin, place + 1))
        escaped = sign == "\\" and not escaped
    yield from found


def _said(attributes: str) -> str | None:
    """Return the text that a component shows besides what it holds."""
    for label in LABELS:
        if found := label.search(f" {attributes}"):
            return found[1] or found[2]
    return None

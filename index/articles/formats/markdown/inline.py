"""What the dialects of Markdown have within a line: links of wikis, short codes, attributes."""

import re

from lxml.html import defs
from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline

from index.articles.formats.markdown.leftout import omit

WIKI_LINK = re.compile(
    r"(?P<embed>!)?\[\[(?P<target>[^\[\]|\n]{1,300})(?P<rest>(?:\|[^\[\]\n]{0,300})?)\]\]"
)
PATH = re.compile(r"/\S{1,300}|[^\s/]{3,100}/\S{1,200}|[^\s/_]{1,100}_[^\s/]{1,100}")
WIKI_FILE = re.compile(r":?(?:File|Image|Datei|Bild|Category|Kategorie):", re.IGNORECASE)
BLOCK_ID = re.compile(r"\^[\w-]{1,60}[^\S\n]*(?=\n|\Z)")
HIGHLIGHT = re.compile(r"==(?=\S)(?P<text>[^=\n]{1,500})(?<=\S)==")
REMARK = re.compile(r"%%[^%\n]{0,1000}%%")
SHORT_CODE = re.compile(
    r"\{\{(?P<double>[^{}]{0,2000})\}\}|\{%(?P<percent>[^{}%]{0,1000}(?:%[^{}%]{1,1000}){0,5})%\}"
    r"|\{!(?P<file>[^{}\n]{1,300})!\}"
)
GAP = "…"
"""Stands where something is that a program would put there."""
CLOSING_CODE = re.compile(r"[<%\s-]*(?:/|end)")
TEMPLATE_COMMENT = re.compile(r"[<%\s]*/\*")
SPAN = re.compile(r"\[(?P<text>[^\[\]\n]{1,500})\](?=\{[.#:])")
ATTRIBUTES = re.compile(
    r"\{:?[^\S\n]{0,5}+(?:(?:[#.][\w:./-]{1,100}+|[\w-]{1,40}+="
    r"(?:\"[^\"{}\n]{0,300}+\"|'[^'{}\n]{0,300}+'|[^\s\"'{}]{1,300}+)|-(?=\}))[^\S\n]{0,5}+){1,20}+\}"
    r"|\{:[^\S\n]{0,5}+[\w./#:-]{0,100}+[^\S\n]{0,5}+\}"
)
RAISED = re.compile(r"\^(?P<text>[^\s^\[\]]{1,30})\^")
LOWERED = re.compile(r"(?<=\w)~(?P<text>\w{1,10})~")
"""As Pandoc writes 10^6^ and H~2~O."""
PLACEHOLDER = re.compile(r"</?(?P<name>[A-Za-z][\w-]{0,40})>")
ELEMENTS = defs.tags | {"bdi", "data", "dialog", "nobr", "picture", "search", "slot", "template"}
KEYS = re.compile(r"\+\+(?P<keys>[\w\"-]{1,30}(?:\+[\w\"-]{1,30}){0,5})\+\+(?!\w)")
ICON = re.compile(r":(?:material|fontawesome|octicons|simple)-[a-z0-9-]{1,80}:")
"""A picture that themes for MkDocs put there."""
FIELD = re.compile(r"::(?=[^\S\n]+\S)")


def inline_dialects(md: MarkdownIt) -> None:
    """Teach a parser what stands within running text."""
    md.inline.ruler.before("html_inline", "placeholder", _placeholder)
    for name, rule in RULES.items():
        md.inline.ruler.before("link", name, rule)


def _wiki_link(state: StateInline, silent: bool) -> bool:  # noqa: FBT001
    if not state.src.startswith(("[[", "![["), state.pos):
        return False
    match = WIKI_LINK.match(state.src, state.pos)
    if match is None:
        return False
    target = match["target"].strip()
    if silent:
        pass
    elif match["embed"] or WIKI_FILE.match(target):
        omit(state.env, "external", target)
        state.pending += gap(state.src, state.pos, match.end())
    elif (shown := match["rest"].rpartition("|")[2]) and not _is_path(shown, target):
        _within(state, match.end() - 2 - len(shown), match.end() - 2)
    else:
        state.pending += _page(target)
    state.pos = match.end()
    return True


def _is_path(shown: str, target: str) -> bool:
    """Tell whether a link names its target last, as Gollum has it: "18.10.|Treffen/2024_10_18"."""
    return PATH.fullmatch(shown) is not None and PATH.fullmatch(target) is None


def _page(target: str) -> str:
    """Return how a link's target is shown: "Page > Part" for "folder/Page#Part^block"."""
    page, _, part = target.lstrip(":").partition("#")
    shown = [page.strip(), *(each.strip() for each in part.split("#") if each[:1] != "^")]
    return " > ".join(filter(None, shown))


def _within(state: StateInline, start: int, end: int) -> None:
    """Read a part of the running text without what stands around it."""
    kept = state.posMax
    state.push("part_open", "span", 1)
    state.pos, state.posMax = start, end
    state.md.inline.tokenize(state)
    state.posMax = kept
    state.push("part_close", "span", -1)


def _marked(state: StateInline, silent: bool) -> bool:  # noqa: FBT001
    """Read `==highlighted==` and `[classed]{.small}` text."""
    pattern = {"=": HIGHLIGHT, "[": SPAN}.get(state.src[state.pos])
    match = pattern.match(state.src, state.pos, state.posMax) if pattern else None
    if match is None:
        return False
    if not silent:
        _within(state, match.start("text"), match.end("text"))
    state.pos = match.end()
    return True


def _raised(state: StateInline, silent: bool) -> bool:  # noqa: FBT001
    """Read what stands above or below the line."""
    raised = state.src[state.pos] == "^"
    pattern = RAISED if raised else LOWERED if state.src[state.pos] == "~" else None
    match = pattern.match(state.src, state.pos) if pattern else None
    if match is None:
        return False
    if not silent:
        tag = "sup" if raised else "sub"
        state.push(f"{tag}_open", tag, 1)
        state.push("text", "", 0).content = match["text"]
        state.push(f"{tag}_close", tag, -1)
    state.pos = match.end()
    return True


def _block_id(state: StateInline, silent: bool) -> bool:  # noqa: ARG001, FBT001
    """Leave out the name that Obsidian gives a block, at its end."""
    match = BLOCK_ID.match(state.src, state.pos) if state.src[state.pos] == "^" else None
    if match is None or not (state.pos == 0 or state.src[state.pos - 1].isspace()):
        return False
    state.pos = match.end()
    return True


def _short_code(state: StateInline, silent: bool) -> bool:  # noqa: FBT001
    """Leave out what a program puts something in place of; text between two of them stays."""
    if state.src[state.pos] != "{":
        return False
    match = SHORT_CODE.match(state.src, state.pos)
    if match is None:
        return False
    inner = match["double"] or match["percent"] or match["file"] or ""
    if silent or CLOSING_CODE.match(inner):
        pass
    elif TEMPLATE_COMMENT.match(inner):
        omit(state.env, "comments", inner.strip("<>%/* \n"))
    else:
        omit(state.env, "external" if match["file"] else "markup", match[0])
        state.pending += gap(state.src, state.pos, match.end())
    state.pos = match.end()
    return True


def gap(text: str, start: int, end: int) -> str:
    """Return what stands for a part of a text that is left out.

    Nothing, unless its line has words on both sides: without a sign, it would say something else.
    """
    before = text[text.rfind("\n", 0, start) + 1 : start]
    behind = text[end:].partition("\n")[0]
    words = any(map(str.isalnum, before)) and any(map(str.isalnum, behind))
    return GAP if words else ""


def _attributes(state: StateInline, silent: bool) -> bool:  # noqa: ARG001, FBT001
    """Leave out how something is shown: `{.wide #name width=400}`, `{: .note}`."""
    if state.src[state.pos] != "{":
        return False
    match = ATTRIBUTES.match(state.src, state.pos)
    if match is None:
        return False
    before, behind = (
        state.src[max(0, state.pos - 1) : state.pos],
        state.src[match.end() : match.end() + 1],
    )
    if not (match[0][1] == ":" or behind in {"", "\n"} or not before.isalnum()):
        return False
    state.pending = state.pending.rstrip(" ")
    state.pos = match.end()
    return True


def _remark(state: StateInline, silent: bool) -> bool:  # noqa: FBT001
    match = REMARK.match(state.src, state.pos) if state.src[state.pos] == "%" else None
    if match is None:
        return False
    if not silent:
        omit(state.env, "comments", match[0].strip("%"))
    state.pos = match.end()
    return True


def _field(state: StateInline, silent: bool) -> bool:  # noqa: FBT001
    """Read a field of Dataview: `Place:: Hall`."""
    match = FIELD.match(state.src, state.pos) if state.src[state.pos] == ":" else None
    if match is None or not state.src[max(0, state.pos - 1) : state.pos].isalnum():
        return False
    if not silent:
        state.pending += ":"
    state.pos = match.end()
    return True


def _keys(state: StateInline, silent: bool) -> bool:  # noqa: FBT001
    """Read keys as MkDocs has them: `++ctrl+r++`."""
    match = KEYS.match(state.src, state.pos) if state.src[state.pos] == "+" else None
    if match is None or state.src[max(0, state.pos - 1) : state.pos].isalnum():
        return False
    if not silent:
        state.pending += match["keys"]
    state.pos = match.end()
    return True


def _icon(state: StateInline, silent: bool) -> bool:  # noqa: ARG001, FBT001
    match = ICON.match(state.src, state.pos) if state.src[state.pos] == ":" else None
    if match is None:
        return False
    state.pending = state.pending.rstrip(" ")
    state.pos = match.end()
    return True


def _placeholder(state: StateInline, silent: bool) -> bool:  # noqa: FBT001
    """Keep what only looks like an element of HTML: "git clone <name>"."""
    match = PLACEHOLDER.match(state.src, state.pos) if state.src[state.pos] == "<" else None
    if match is None or match["name"].lower() in ELEMENTS:
        return False
    if not silent:
        state.pending += match[0]
    state.pos = match.end()
    return True


RULES = {
    "keys": _keys,
    "icon": _icon,
    "remark": _remark,
    "wiki_link": _wiki_link,
    "marked": _marked,
    "block_id": _block_id,
    "raised": _raised,
    "short_code": _short_code,
    "attributes": _attributes,
    "field": _field,
}

"""What the dialects of Markdown have as blocks: notes, tabs, callouts, tasks, commands.

Each is resolved into what a reader sees; what stands for something that isn't in the document is
left out, and said.
"""

import re
from typing import TYPE_CHECKING

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from index.articles.formats.markdown.leftout import omit

if TYPE_CHECKING:
    from markdown_it.ruler import RuleOptionsType

FOLD = re.compile(
    r"(?:(?:!!!|\?\?\?\+?)[^\S\n]*+(?P<type>[\w-]++(?:[^\S\n]++[\w-]++)*+)?"
    r"|===[!+]{0,2}(?=[^\S\n]*+\"))"
    r"(?:[^\S\n]*+\"(?P<title>[^\"\n]*+)\")?[^\S\n]*+"
)
"""A line above an indented part, as MkDocs has them: `!!! note "Title"`, `=== "Tab"`."""
FENCE = re.compile(r":{3,}+[^\S\n]*+(?P<info>[^\n]*+)")
FENCE_TITLE = re.compile(r"\btitle=\"(?P<quoted>[^\"{}\n]{0,200})\"|\[(?P<boxed>[^\]\n]{0,200})\]")
FENCE_TYPE = re.compile(r"\{[^{}\n]*\}|[\w-]+")
CALLOUT = re.compile(r"\[!(?P<type>[^\]\n]{1,40})\][+-]?[^\S\n]*(?P<title>[^\n]*)\n?")
# fmt: off
TYPES = frozenset({
    "abstract", "admonition", "attention", "bug", "caution", "check", "cite", "column", "columns",
    "danger", "details", "done", "end", "error", "example", "fail", "failure", "faq", "help",
    "hint", "important", "info", "inline", "missing", "note", "question", "quote", "seealso",
    "success", "summary", "tip", "tldr", "todo", "warning",
})
# fmt: on
"""What a callout is by its type alone, which isn't a title."""

TASK = re.compile(r"\[(?P<state>[ xX])\][^\S\n]+")
ABBREVIATION = re.compile(r"\*\[(?P<short>[^\]\n]{1,80})\]:[^\S\n]*(?P<long>[^\n]+)")
SNIPPET = re.compile(r";?-{1,4}8<-{1,4}[^\S\n]*(?P<files>[^\n]*)|<<<[^\S\n]*(?P<code>@?/[^\n]*)")
COMMAND = re.compile(
    r"\\(?:newpage|pagebreak|clearpage|cleardoublepage|toc|tableofcontents|hfill|bigskip|medskip"
    r"|smallskip|noindent|[hv]space\*?\{[^{}\n]*\})[^\S\n]*"
    r"|@?\[\[?_?TOC_?\]\]?[^\S\n]*|\$\{?toc\}?\$?[^\S\n]*",
    re.IGNORECASE,
)
"""A line that a program puts nothing to be read in place of, or a table of contents."""
TAGS = re.compile(r"#[^\W\d][\w/-]*+(?:[^\S\n]*+(?:,[^\S\n]*+)?#[^\W\d][\w/-]*+)++[^\S\n]*+")
"""A line of labels, as Obsidian has them; of a single one it could be another thing."""

QUERIES = frozenset({"dataview", "dataviewjs", "query", "tasks", "tabs", "base"})
"""Code blocks that stand for what a program looks up."""

OPEN = "open"
"""How many parts are open, in the environment of a text."""


def block_dialects(md: MarkdownIt) -> None:
    """Teach a parser these blocks."""
    # These may end a paragraph; the others begin one.
    ends: RuleOptionsType = {"alt": ["paragraph", "reference", "blockquote", "list"]}
    md.block.ruler.before("fence", "fold", _fold, ends)
    md.block.ruler.before("fence", "colon_fence", _colon_fence, ends)
    md.block.ruler.before("fence", "commands", _command, ends)
    md.block.ruler.before("reference", "abbreviation", _abbreviation, ends)
    md.core.ruler.before("inline", "callouts", _callouts)


def _opened(title: str, level: int) -> list[Token]:
    """Return what begins a part that is folded up, and its title."""
    tokens = [_html("<details>")]
    if title.strip():
        inline = Token("inline", "", 0, content=title.strip(), children=[], level=level)
        tokens += [
            Token("summary_open", "summary", 1),
            inline,
            Token("summary_close", "summary", -1),
        ]
    return tokens


def _html(content: str) -> Token:
    return Token("html_block", "", 0, content=content)


def _line(state: StateBlock, number: int) -> str:
    return state.src[state.bMarks[number] + state.tShift[number] : state.eMarks[number]]


def _title(type_: str | None, title: str | None) -> str:
    """Return a part's title: its own, or what it says in the place of a type."""
    if title is not None and title.strip():
        return title
    words = (type_ or "").split()
    return "" if all(word.lower() in TYPES for word in words) else " ".join(words)


def _fold(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001
    if state.is_code_block(start):
        return False
    line = _line(state, start)
    match = FOLD.fullmatch(line) if line[:1] in "!?=" else None
    if match is None:
        return False
    indent = state.sCount[start] + 4
    last = start + 1
    for number in range(start + 1, end):
        if state.isEmpty(number):
            continue
        if state.sCount[number] < indent:
            break
        last = number + 1
        if silent:
            return True
    tab = line.startswith("=")
    if last == start + 1 and not tab:
        return False
    if silent:
        return tab
    state.tokens += _opened(_title(match["type"], match["title"]), state.level)
    kept = state.blkIndent, state.lineMax, state.parentType
    state.blkIndent, state.lineMax, state.parentType = indent, last, "fold"
    state.level += 1
    state.md.block.tokenize(state, start + 1, last)
    state.level -= 1
    state.blkIndent, state.lineMax, state.parentType = kept
    state.tokens.append(_html("</details>"))
    state.line = last
    return True


def _colon_fence(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: ARG001, FBT001
    """Read a line that begins or ends a part, as Pandoc and Docusaurus have them."""
    if state.is_code_block(start):
        return False
    line = _line(state, start)
    match = FENCE.fullmatch(line) if line.startswith(":::") else None
    if match is None:
        return False
    if silent:
        return True
    info = match["info"].rstrip(": \t")
    if info:
        boxed = FENCE_TITLE.search(info)
        title = (boxed["quoted"] or boxed["boxed"]) if boxed else None
        type_ = FENCE_TYPE.match(info)
        if title is None and type_ is not None:
            title = info[type_.end() :].partition("{")[0]
        state.tokens += _opened(title or "", state.level)
        state.env[OPEN] = state.env.get(OPEN, 0) + 1
    elif state.env.get(OPEN):
        state.env[OPEN] -= 1
        state.tokens.append(_html("</details>"))
    state.line = start + 1
    return True


def _command(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: ARG001, FBT001
    """Leave out a line that is for a program."""
    if state.is_code_block(start):
        return False
    line = _line(state, start)
    if line[:1] not in {"\\", "[", "@", "$", "-", ";", "<", "#"}:
        return False
    snippet, tags = SNIPPET.fullmatch(line), TAGS.fullmatch(line)
    if not (snippet or tags or COMMAND.fullmatch(line)):
        return False
    if not silent:
        if snippet:
            omit(state.env, "external", snippet["files"] or snippet["code"] or line)
        elif tags:
            omit(state.env, "metadata", line)
        state.line = start + 1
    return True


def _abbreviation(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: ARG001, FBT001
    """Read what an abbreviation stands for."""
    if state.is_code_block(start):
        return False
    line = _line(state, start)
    match = ABBREVIATION.fullmatch(line) if line.startswith("*[") else None
    if match is None:
        return False
    if not silent:
        state.push("paragraph_open", "p", 1)
        state.push("inline", "", 0).content = f"{match['short']}: {match['long']}"
        state.tokens[-1].children = []
        state.push("paragraph_close", "p", -1)
        state.line = start + 1
    return True


def _callouts(state: StateCore) -> None:
    """Make parts of quotes that are callouts, tick tasks, and leave out queries."""
    tokens: list[Token] = []
    parts: list[bool] = []
    """Whether the quotes that are open are callouts."""
    for number, token in enumerate(state.tokens):
        following = state.tokens[number + 1 : number + 3]
        if token.type == "blockquote_open":
            inline = following[1] if len(following) == 2 and following[1].type == "inline" else None
            callout = CALLOUT.match(inline.content) if inline else None
            parts.append(callout is not None)
            if inline is not None and callout is not None:
                inline.content = inline.content[callout.end() :]
                tokens += _opened(_title(callout["type"], callout["title"]), token.level)
                continue
        elif token.type == "blockquote_close" and parts.pop():
            tokens.append(_html("</details>"))
            continue
        elif token.type == "list_item_open":
            inline = following[1] if len(following) == 2 and following[1].type == "inline" else None
            if inline is not None and (task := TASK.match(inline.content)):
                box = "☐ " if task["state"] == " " else "☑ "
                inline.content = box + inline.content[task.end() :]
        elif token.type == "fence" and token.info.strip(" {}.").lower() in QUERIES:
            omit(state.env, "markup", token.content)
            continue
        tokens.append(token)
    tokens += [_html("</details>")] * state.env.get(OPEN, 0)
    state.tokens = tokens

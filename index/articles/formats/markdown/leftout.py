"""What of a Markdown text is left out: noted while it is parsed, or seen in what came of it."""

import re
from collections.abc import Iterable, Iterator
from html import escape
from typing import TYPE_CHECKING

from index.articles.omissions import Omission, OmissionKind

if TYPE_CHECKING:
    from markdown_it.token import Token
    from markdown_it.utils import EnvType

COMMENT = re.compile(r"<!--(?P<said>.{0,1000}?)-->", re.DOTALL)
NOTED = "left_out"
"""Where it is noted, in the environment of a text."""

ADDRESS = re.compile(r"\]\([^()\n]{0,200}\{[{%][^{}\n]{0,200}[}%]\}[^()\n]{0,200}\)")
"""A link to what a program finds, which no other parser takes for one."""
CONTENTS = re.compile(r"^[*-] [^\n]{1,40}\n\{: ?toc\b[^}\n]{0,100}\}", re.MULTILINE)
"""Kramdown's place of a table of contents."""

PART = re.compile(
    r"\{\{[<%][^\S\n]{0,9}(?P<closing>/?)[^\S\n]{0,9}"
    r"(?P<name>tab|details|expand|accordion|collapse|spoiler|panel|card)\b"
    r"(?P<said>[^{}\n]{0,300})[%>]\}\}"
)
"""Where a part with a title begins or ends, as Hugo's themes have them."""
PART_TITLE = re.compile(
    r"(?:\A\s{0,9}|\b(?:title|name|header|summary|label)=)\"(?P<title>[^\"\n]{1,200})\""
)

SHOWN = 10
"""Of one kind."""

COMMENTS = (
    ("{% comment %}", "{% endcomment %}"),
    ("{::comment}", "{:/comment}"),
    ("\n%%\n", "\n%%\n"),
)
"""How comments of several lines begin and end."""


def omit(env: "EnvType", kind: OmissionKind, detail: str, count: int = 1) -> None:
    """Note that something was left out."""
    env.setdefault(NOTED, []).append(Omission(kind, count, detail))


def without_comments(text: str, env: "EnvType") -> str:
    """Return a text without comments that go over several lines."""
    for begins, ends in COMMENTS:
        parts: list[str] = []
        place = 0
        while (start := text.find(begins, place)) >= 0:
            end = text.find(ends, start + len(begins) - 1)
            if end < 0:
                break
            omit(env, "comments", text[start + len(begins) : end])
            parts += [text[place:start], "\n"]
            place = end + len(ends) - ends.endswith("\n")
        text = "".join([*parts, text[place:]])
    return text


def with_plain_links(text: str) -> str:
    """Return a text whose links any parser knows, without the place of a table of contents."""
    return CONTENTS.sub("", ADDRESS.sub("](<#>)", text))


def with_parts(text: str) -> str:
    """Return a text whose parts with a title are folded up as HTML folds them."""
    open_: list[tuple[str, re.Match[str], str]] = []
    places: list[tuple[re.Match[str], str]] = []
    for match in PART.finditer(text):
        if not match["closing"]:
            title = PART_TITLE.search(match["said"])
            open_.append((match["name"], match, title["title"] if title else ""))
        elif open_ and open_[-1][0] == match["name"]:
            _, opening, title_ = open_.pop()
            if title_:
                summary = f"\n\n<details><summary>{escape(title_)}</summary>\n\n"
                places += [(opening, summary), (match, "\n\n</details>\n\n")]
    parts: list[str] = []
    place = 0
    for match, written in sorted(places, key=lambda each: each[0].start()):
        parts += [text[place : match.start()], written]
        place = match.end()
    return "".join([*parts, text[place:]])


def left_out(tokens: Iterable["Token"], env: "EnvType") -> list[Omission]:
    """Return what was noted, and pictures without a description, and comments: a line each kind."""
    kinds: dict[OmissionKind, list[Omission]] = {}
    for omission in [*env.get(NOTED, []), *_unseen(tokens)]:
        kinds.setdefault(omission.kind, []).append(omission)
    return [
        Omission(
            kind,
            sum(each.count for each in found),
            "; ".join(each.detail.strip() for each in found[:SHOWN] if each.detail.strip()),
        )
        for kind, found in kinds.items()
    ]


def _unseen(tokens: Iterable["Token"]) -> Iterator[Omission]:
    for token in tokens:
        if token.type == "image" and not token.content.strip():
            yield Omission("images", 1, str(token.attrs.get("src", "")))
        elif token.type in {"html_block", "html_inline"}:
            for comment in COMMENT.finditer(token.content):
                yield Omission("comments", 1, comment["said"])
        yield from _unseen(token.children or ())
